# SPDX-License-Identifier: MIT
"""What notes are written in: CommonMark without HTML, tables, strikethrough, footnotes, task lists, `[[p:ID]]`.

Every link token carries its place in the text of its block: `meta["at"]` is (start, end) in code points, half-open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import autolink, link
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from researchdesk.annotate.rendering import SafeRenderer
from researchdesk.annotate.safe_links import RD_LINK, SUGAR

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

NESTING = 40  # levels of blocks or of marks in one another; what lies deeper is left out


def make() -> MarkdownIt:
    """Make the parser."""
    options = {"html": False, "maxNesting": NESTING, "tasklists": True}
    one = _Parser("commonmark", options, renderer_cls=SafeRenderer)
    one.enable(["table", "strikethrough"])
    # Without inline footnotes: their words lie outside their block, so that a citation there had no line.
    one.use(footnote_plugin, inline=False)
    one.block.ruler.at(
        "footnote_def", _outermost(footnote_def), {"alt": ["paragraph", "reference"]}
    )
    one.core.ruler.at("inline", _inline)
    one.inline.ruler.at("link", _placed(link))
    one.inline.ruler.at("autolink", _placed(autolink))
    one.inline.ruler.before("link", "sugar", _placed(_sugar))
    return one


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  # markdown_it's name
        """Take every address for one: which may be opened is decided where a link is written."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802  # markdown_it's name
        """Leave an address within the library as it is: there is nothing in it to be written otherwise."""
        return url if RD_LINK.fullmatch(url) else super().normalizeLink(url)


def _inline(state: StateCore) -> None:
    """Read what stands in the blocks; `is_needed` of the environment says of which, besides headings.

    A link may have its address elsewhere: then every block is read.
    """
    is_needed = None if state.env.get("references") else state.env.get("is_needed")
    for at, token in enumerate(state.tokens):
        if token.type == "inline":
            token.children = []
            is_heading = state.tokens[at - 1].type == "heading_open"
            if is_needed is None or is_heading or is_needed(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _outermost(rule: BlockRule) -> BlockRule:
    """Let no footnote be defined in another: when the plug-in moves the outer one it tears the inner one apart."""

    def outermost(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        is_inside = state.env.get("in_footnote", False)
        if is_inside and not silent:
            return False
        state.env["in_footnote"] = True
        try:
            return rule(state, start, end, silent)
        finally:
            state.env["in_footnote"] = is_inside

    return outermost


def _placed(rule: InlineRule) -> InlineRule:
    """Let a rule write its place on the link token that it makes."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, first = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            made = next(token for token in state.tokens[first:] if token.type == "link_open")
            made.meta["at"] = (start, state.pos)
        return True

    return placed


def _sugar(state: StateInline, silent: bool) -> bool:
    """Read `[[p:ID]]` and `[[p:ID|words]]` as links."""
    if not state.src.startswith("[[", state.pos):
        return False
    found = SUGAR.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": f"rd:{found['kind']}/{found['id']}{found['seq'] or ''}"}
        opening.markup = "sugar"
        state.push("text", "", 0).content = (found["label"] or "").strip() or _label_of(
            state.env, found
        )
        state.push("link_close", "a", -1).markup = "sugar"
    state.pos = found.end()
    return True


def _label_of(env: Any, found: re.Match[str]) -> str:
    words: str | None = env["label"](found["kind"], found["id"]) if "label" in env else None
    return found["id"] if words is None else words
