# SPDX-License-Identifier: MIT
"""Every value that a page gives for title, authors, date, site, language, address and kind, with where it stands.

The order within a field is the order of trust; `choice` takes the first acceptable one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct, field

from researchdesk.clip import dates
from researchdesk.clip.address import host_names
from researchdesk.clip.blocks import letters
from researchdesk.clip.json_ld import NEWS, Graph, kinds, plain
from researchdesk.clip.links import absolute
from researchdesk.clip.page_authors import authors_of_page
from researchdesk.clip.shown import Described, short_text
from researchdesk.model.clipping import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.witness import Hearsay

LENGTH_OF_DAY = len("2024-05-12")
LONGEST = 500  # characters of a value

_TITLES = (
    "og:title",
    "twitter:title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
)
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "citation_publication_date",
    "citation_date", "citation_online_date", "dc.date.issued", "dcterms.issued", "dcterms.created", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "publish-date", "publication_date", "pubdate", "dc.date",
    "dcterms.date", "date",
)  # fmt: skip
_LEADS = ("description", "og:description", "twitter:description", "dc.description")
_SITES = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher")
_CONTAINERS = {
    "website",
    "newspaper",
    "magazine",
    "periodical",
    "blog",
    "creativework",
    "publicationissue",
}
_ITEM_TYPES = {
    "newsarticle": "article-newspaper",
    "reportagenewsarticle": "article-newspaper",
    "analysisnewsarticle": "article-newspaper",
    "opinionnewsarticle": "article-newspaper",
    "backgroundnewsarticle": "article-newspaper",
    "reviewnewsarticle": "article-newspaper",
    "liveblogposting": "article-newspaper",
    "scholarlyarticle": "article-journal",
    "medicalscholarlyarticle": "article-journal",
    "blogposting": "post-weblog",
    "report": "report",
    "interview": "interview",
    "review": "review",
    "socialmediaposting": "post",
    "discussionforumposting": "post",
}


SIGNS = ":|·»«–—-"  # between a heading and what else the page's title says
SHORTEST_HEADING = 4  # letters
LONGEST_SITE = 40  # characters


class Found(Struct):
    """The candidates of a page, each value of a field once, and its visible headings, what it says of itself.

    `body` is the longest text that JSON-LD gives as an article's; the page may show less of it, or more. A page that
    declares an article, but no news, has the title that its plug-in for search engines was given in all its places.
    """

    candidates: list[Candidate] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    page_title: str = ""
    is_titled_by_plugin: bool = False
    after_kicker: str = ""
    body: str = ""
    lines: Sequence[str] = ()

    def add(self, name: str, value: object, origin: str) -> None:
        """Note a value unless the field has it already."""
        text = plain(str(value))[:LONGEST] if value else ""
        if text and not any((one.field, one.value) == (name, text) for one in self.candidates):
            self.candidates.append(Candidate(name, text, origin))

    def values(self, name: str) -> list[str]:
        """Give the values of a field in their order."""
        return [one.value for one in self.candidates if one.field == name]


def collect(
    root: HtmlElement, url: str | None, hearsay: Hearsay, lines: Sequence[str] = ()
) -> Found:
    """Gather the candidates of a page from all the places that name them; `lines` are its short blocks."""
    graph, meta, found = Graph(root), _meta(root), Found(lines=lines)
    described = Described(root)
    found.body = graph.article_body()
    article = graph.article()
    _sites(found, graph, meta)
    _titles(found, root, article, meta, described)
    if not found.values("container_title"):
        found.add("container_title", hearsay.get("sitename"), "trafilatura")
    sites = [*found.values("container_title"), *host_names(url)]
    for origin, names in authors_of_page(root, (graph, meta, described), sites, hearsay):
        found.add("authors", names, origin)
    found.add("language", root.get("lang") or root.get("xml:lang"), "html lang")
    found.add("language", next(iter(graph.resolved(article.get("inLanguage"))), None), "JSON-LD")
    _dates(found, root, url, (article, meta, described), hearsay)
    for value in (
        article.get("description"),
        *(one for name in _LEADS for one in meta.get(name, [])),
    ):
        if isinstance(value, str):
            found.descriptions.append(plain(value))
    _addresses(found, root, url, meta)
    for kind in sorted(kinds(article)):
        found.add("item_type", _ITEM_TYPES.get(kind), "JSON-LD")
    if meta.get("citation_journal_title"):
        found.add("item_type", "article-journal", "meta citation_journal_title")
    return found


def _meta(root: HtmlElement) -> dict[str, list[str]]:
    """Give the contents of the meta elements by name or property, in lower case."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _titles(
    found: Found,
    root: HtmlElement,
    article: dict[str, object],
    meta: dict[str, list[str]],
    described: Described,
) -> None:
    found.add("title", article.get("headline") or article.get("name"), "JSON-LD")
    found.is_titled_by_plugin = bool(article.get("headline")) and not kinds(article) & NEWS
    for name in _TITLES:
        for value in meta.get(name, [])[:1]:
            found.add("title", value, f"meta {name}")
    for element in described.by("headline"):
        found.add("title", short_text(element), "itemprop headline")
    title = root.find(".//head/title")
    if title is None:
        title = root.find(".//title")
    if title is not None:
        found.page_title = plain(title.text_content())[:LONGEST]
        found.add("title", found.page_title, "title element")
    found.after_kicker = _after_kicker(found, article, meta)
    found.add("title", found.after_kicker, "heading after a kicker")
    _headings(found, root)


def _headings(found: Found, root: HtmlElement) -> None:
    for element in root.iter("h1"):
        if words := plain(short_text(element)):
            if _is_name_of_site(element, words, found):
                found.add("container_title", words, "h1 that leads to the home page")
                continue
            found.headlines.append(words)
            found.add("title", words, "h1")
            if sides := around(words, found.page_title):
                site = re.split(f"\\s[{SIGNS}]+\\s", sides[1])[-1]
                found.add(
                    "container_title", site if len(site) <= LONGEST_SITE else "", "title element"
                )


def _is_name_of_site(element: HtmlElement, words: str, found: Found) -> bool:
    """Say whether a heading is the site's name: a link to its home page in a page that gives another title."""
    link = element.find(".//a")
    if link is None or plain(short_text(link)) != words:
        return False
    leads_home = urlsplit(link.get("href") or "").path in ("", "/") and link.get("href")
    return bool(leads_home) and any(
        letters(words) not in letters(one) or around(words, one) for one in found.values("title")
    )


def around(headline: str, title: str) -> tuple[str, str] | None:
    """Give what the page's title says before and after the heading that is shown: "Print", "Quay Times"; None else."""
    before, middle, after = title.partition(headline)
    if not middle or len(letters(headline)) < SHORTEST_HEADING:
        return None
    before, after = before.rstrip(), after.lstrip()
    if (before and before[-1] not in SIGNS) or (after and after[0] not in SIGNS):
        return None
    return before.rstrip(SIGNS).rstrip(), after.lstrip(SIGNS).lstrip()


def _after_kicker(found: Found, article: dict[str, object], meta: dict[str, list[str]]) -> str:
    """Give the heading that a page prints below a kicker, where it is given elsewhere as "Kicker: Heading".

    Two places then agree on the heading. Where the article's own object has the whole, the whole is its title.
    """
    whole = plain(next(iter(meta.get("og:title", [])), ""))
    kicker, _, heading = whole.partition(": ")
    if not heading or letters(whole) == letters(str(article.get("headline", ""))):
        return ""
    wanted = (letters(kicker), letters(heading))
    printed = pairwise(letters(line) for line in found.lines)
    return heading if all(wanted) and wanted in printed else ""


def _dates(
    found: Found,
    root: HtmlElement,
    url: str | None,
    said: tuple[dict[str, object], dict[str, list[str]], Described],
    hearsay: Hearsay,
) -> None:
    article, meta, described = said
    language = next(iter(found.values("language")), "")
    written = dates.with_day_first if dates.puts_day_first(language) else str
    lines = [written(one) for one in found.lines]

    def add(value: object, origin: str) -> None:
        if isinstance(value, str | int):
            found.add("issued", dates.declared(written(str(value))), origin)

    add(article.get("datePublished"), "JSON-LD datePublished")
    for name in _DATES:
        for value in meta.get(name, [])[:1]:
            add(value, f"meta {name}")
    for element in described.by("datepublished"):
        add(
            element.get("datetime") or element.get("content") or short_text(element),
            "itemprop datePublished",
        )
    for element in root.iter("time"):
        add(element.get("datetime") or short_text(element), "time element")
    found.add("issued", dates.in_address(url or ""), "address")
    add(article.get("dateCreated"), "JSON-LD dateCreated")
    found.add("issued", dates.first_of_lines(lines), "line with several dates")
    titles = {letters(one) for one in (*found.values("title"), *found.headlines)} - {""}
    below = dates.below_title(lines, lambda one: letters(one) in titles)
    found.add("issued", below, "line below the title")
    is_known_by_day = any(len(one) >= LENGTH_OF_DAY for one in found.values("issued"))
    if not is_known_by_day and (day := hearsay.get("date")):
        found.add("issued", dates.as_printed(day, lines, found.values("issued")), "htmldate")


def _sites(found: Found, graph: Graph, meta: dict[str, list[str]]) -> None:
    for name in _SITES:
        for value in meta.get(name, [])[:1]:
            found.add("container_title", value, f"meta {name}")
    article = graph.article()
    for value in graph.names(article.get("publisher"))[:1]:
        found.add("container_title", value, "JSON-LD publisher")
    for part in graph.resolved(article.get("isPartOf")):
        if isinstance(part, dict) and kinds(part) & _CONTAINERS:
            found.add("container_title", next(iter(graph.names(part)), None), "JSON-LD isPartOf")
    for node in graph.of_kind("website", "newsmediaorganization"):
        for value in graph.names(node)[:1]:
            found.add("container_title", value, "JSON-LD")


def _addresses(
    found: Found, root: HtmlElement, url: str | None, meta: dict[str, list[str]]
) -> None:
    found.add("url", url, "address")
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            found.add("url", absolute(element.get("href") or "", url or ""), "link canonical")
    for value in meta.get("og:url", [])[:1]:
        found.add("url", absolute(value, url or ""), "meta og:url")
