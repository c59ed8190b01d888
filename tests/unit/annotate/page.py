# SPDX-License-Identifier: MIT
"""Read rendered notes as a browser would: which elements, attributes, links and words there are."""

from __future__ import annotations

from html.parser import HTMLParser

BLOCKS = {
    "p",
    "br",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
}
INLINE = {"code", "em", "strong", "s", "a", "img", "sup", "section"}
ELEMENTS = BLOCKS | INLINE | {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = frozenset(
    [("a", "href"), ("a", "title"), ("a", "id"), ("a", "class"), ("img", "src"), ("img", "alt")]
    + [("ol", "start"), ("ul", "style"), ("li", "id"), ("th", "style"), ("td", "style")]
    + [(tag, "class") for tag in ("ul", "ol", "li", "code", "section", "sup", "hr")]
)


class Page(HTMLParser):
    """What a rendered note consists of. Anything that our renderer never writes is kept in `foreign`."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.foreign: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.foreign += [tag] if tag not in ELEMENTS else []
        self.foreign += [f"{tag} {name}" for name in values if (tag, name) not in ATTRIBUTES]
        if tag == "a":
            self.links.append(values.get("href") or "")
        if tag == "img":
            self.pictures.append(values.get("src") or "")
        elif tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("br", "hr", "img"):
            return
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.foreign.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.foreign.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.foreign.append("instruction")
