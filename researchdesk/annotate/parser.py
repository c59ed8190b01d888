# SPDX-License-Identifier: MIT
"""The one Markdown parser of notes: CommonMark without HTML, tables, strikethrough, footnotes, task lists, `[[p:ID]]`.

Every link token carries its place in the text of its block: `meta["at"]` is (start, end) in code points, half-open.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import autolink, link
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from researchdesk.annotate.rendering import SafeRenderer
from researchdesk.annotate.safe_links import PUBLIC_ID
from researchdesk.model.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

LONGEST = 1_000_000  # code points of a note
NESTING = 40  # levels of blocks or of marks in one another; what lies deeper is left out
SUGAR = re.compile(
    rf"\[\[(?P<kind>[pant]):(?P<id>{PUBLIC_ID})(?P<seq>\?v=[0-9]{{1,9}})?(?:\\?\|(?P<label>[^\[\]\n]*))?\]\]"
)
Env = dict[str, Any]


def parse(body: str, env: Env | None = None) -> list[Token]:
    """Parse a note; BadValue when it is longer than a note may be."""
    refuse_too_long(body)
    return parser().parse(body, {} if env is None else env)


def refuse_too_long(body: str) -> None:
    """Raise BadValue when a text is longer than a note may be."""
    if len(body) > LONGEST:
        raise BadValue(
            value=f"A text of {len(body):,} characters",
            kind="note",
            expected=f"a note holds at most {LONGEST:,}",
        )


@cache
def parser() -> MarkdownIt:
    """Give the parser, which holds nothing of the notes it has read: any thread may use it."""
    options = {"html": False, "maxNesting": NESTING, "tasklists": True}
    one = _Parser("commonmark", options, renderer_cls=SafeRenderer)
    one.enable(["table", "strikethrough"])
    # Without inline footnotes: their words lie outside their block, so that a citation there had no line.
    one.use(footnote_plugin, inline=False)
    one.block.ruler.at(
        "footnote_def", _outermost(footnote_def), {"alt": ["paragraph", "reference"]}
    )
    one.inline.ruler.at("link", _placed(link))
    one.inline.ruler.at("autolink", _placed(autolink))
    one.inline.ruler.before("link", "sugar", _placed(_sugar))
    return one


def text_of(tokens: Iterable[Token]) -> str:
    """Give the words of inline tokens as a reader sees them, with line breaks as LF."""
    words: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif token.type == "image":
            words.append(text_of(token.children or ()))
    return "".join(words)


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  # markdown_it's name
        """Take every address for one: which may be opened is decided where a link is written."""
        return True


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
