# SPDX-License-Identifier: MIT
"""Write parsed Markdown as HTML in which nothing can act: every link and every picture is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML

from researchdesk.annotate.safe_links import RD_IMAGE, safe_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

BOXES = {True: "☑ ", False: "☐ "}  # Qt's text views know no check boxes


class SafeRenderer(RendererHTML):
    """Writes HTML without foreign mark-up; a link only to what a note may open, a picture only of the library."""

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Open a link, or write nothing when its address is not allowed."""
        url = safe_link(str(tokens[idx].attrGet("href") or ""))
        env.setdefault("opened", []).append(url is not None)
        if url is None:
            return ""
        title = tokens[idx].attrGet("title")
        return f'<a href="{escapeHtml(url)}"' + (
            f' title="{escapeHtml(str(title))}">' if title else ">"
        )

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Close the link that was opened last, if it was written."""
        return "</a>" if env["opened"].pop() else ""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Show a picture of the library; of any other, the words that stand for it."""
        token = tokens[idx]
        words = escapeHtml(self.renderInlineAsText(token.children, options, env))
        source = str(token.attrGet("src") or "")
        return f'<img src="{source}" alt="{words}" />' if RD_IMAGE.fullmatch(source) else words

    def bullet_list_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        """Open a list; one of tasks has boxes in place of bullets."""
        html = self.renderToken(tokens, idx, options, env)
        has_tasks = "contains-task-list" in str(tokens[idx].attrGet("class"))
        return html.replace("<ul", '<ul style="list-style-type:none"', 1) if has_tasks else html

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        """Open a list item, with its box when it is a task."""
        meta = tokens[idx].meta
        box = BOXES[meta["checked"]] if "checked" in meta else ""
        return self.renderToken(tokens, idx, options, env) + box

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Show mark-up as the words it is; no rule makes such tokens, should one ever."""
        return escapeHtml(tokens[idx].content)

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Show mark-up as the words it is; no rule makes such tokens, should one ever."""
        return escapeHtml(tokens[idx].content)
