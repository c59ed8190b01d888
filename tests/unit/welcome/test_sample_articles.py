# SPDX-License-Identifier: MIT
"""The plan of the sample library fits its articles: every quote stands once, every name and citation is there."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest

from researchdesk.annotate.anchor import find_quote
from researchdesk.annotate.citations import citations, link
from researchdesk.annotate.markdown import render
from researchdesk.config.paths import resource
from researchdesk.model.dates import day_of, is_edtf
from researchdesk.model.passage import Colour

FOLDER = resource("welcome")
PLAN: dict[str, Any] = json.loads((FOLDER / "library.json").read_text(encoding="utf-8"))
TOUR: dict[str, Any] = PLAN["for_the_tour"]
ENTRIES: list[dict[str, Any]] = [*PLAN["articles"], TOUR]
PASSAGES = {mark["key"]: mark for entry in ENTRIES for mark in entry["highlights"]}
PLACEHOLDER = re.compile(r"\{\{passage:([a-z0-9-]+)\}\}")

every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["key"])
every_note = pytest.mark.parametrize("note", PLAN["notes"], ids=lambda note: note["title"])


class ArticlePage(HTMLParser):
    """The blocks inside <article>, but for title and date, and what the head says."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.head: dict[str, str] = {}
        self.data: dict[str, Any] = {}
        self.language = self.title = self.canonical = ""
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.head[values.get("property") or values.get("name") or "charset"] = values.get(
                "content", ""
            )
        elif tag == "link":
            self.canonical = values["href"]
        else:
            self._inside.append("date" if values.get("class") == "published" else tag)
        if tag == "html":
            self.language = values["lang"]
        if tag in ("p", "h2", "li") and "article" in self._inside and "date" not in self._inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside.pop()

    def handle_data(self, data: str) -> None:
        if "script" in self._inside:
            self.data = json.loads(data)
        elif "title" in self._inside:
            self.title += data
        elif {"p", "h2", "li"} & set(self._inside) and "article" in self._inside:
            self.blocks[-1] += data

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks)


@cache
def page(name: str) -> ArticlePage:
    return ArticlePage((FOLDER / "articles" / name).read_text(encoding="utf-8"))


def test_every_shipped_article_is_in_the_plan() -> None:
    files = sorted(one.name for one in (FOLDER / "articles").iterdir())
    assert files == sorted(entry["file"] for entry in ENTRIES)
    assert 8 <= len(files) <= 12
    assert len({entry["key"] for entry in ENTRIES}) == len(ENTRIES)


@every_entry
def test_article_has_a_readable_length(entry: dict[str, Any]) -> None:
    assert 350 <= len(page(entry["file"]).text.split()) <= 900


@every_entry
def test_head_of_the_page_names_what_a_clip_reads(entry: dict[str, Any]) -> None:
    found = page(entry["file"])
    title, date = found.head["og:title"], found.data["datePublished"]
    assert found.title == f"{title} | {found.head['og:site_name']}"
    assert (found.data["headline"], found.head["article:published_time"]) == (title, date)
    assert is_edtf(date)
    assert day_of(date)
    assert found.language == found.data["inLanguage"]
    assert found.canonical == found.head["og:url"] == entry["address"]
    assert entry["address"].startswith("https://example.org/sample/")
    assert "author" not in found.data


@every_entry
def test_every_quote_stands_exactly_once(entry: dict[str, Any]) -> None:
    text = page(entry["file"]).text
    for mark in entry["highlights"]:
        assert [text[one.start : one.end] for one in find_quote(text, mark["quote"])] == [
            mark["quote"]
        ]
        assert mark["colour"] in list(Colour)
        assert mark["label"]


@every_entry
def test_every_person_is_named_in_the_article(entry: dict[str, Any]) -> None:
    text = page(entry["file"]).text
    for person in entry["people"]:
        assert any(form in text for form in [person["name"], *person["variants"]]), person


def test_a_person_has_the_same_names_in_every_article() -> None:
    forms: dict[str, list[str]] = {}
    for entry in ENTRIES:
        for person in entry["people"]:
            assert forms.setdefault(person["name"], person["variants"]) == person["variants"]
    assert len(forms) > 20


@every_entry
def test_countries_are_codes(entry: dict[str, Any]) -> None:
    assert entry["countries"]
    assert all(re.fullmatch("[A-Z]{2}", code) for code in entry["countries"])
    assert len(set(entry["countries"])) == len(entry["countries"])


def test_articles_come_in_several_languages_and_scripts() -> None:
    assert {page(entry["file"]).language for entry in ENTRIES} == {
        "en",
        "sr-Latn",
        "sr-Cyrl",
        "de",
        "fr",
    }


def test_page_of_the_tour_has_a_tail_that_must_be_left_out() -> None:
    whole = (FOLDER / "articles" / TOUR["file"]).read_text(encoding="utf-8")
    assert "Aleksandar Vučić" in page(TOUR["file"]).text
    for words in TOUR["left_out"]:
        assert words in whole
        assert words not in page(TOUR["file"]).text


@every_note
def test_note_cites_passages_of_the_library(note: dict[str, str]) -> None:
    keys = PLACEHOLDER.findall(note["body"])
    own = {mark["key"] for entry in PLAN["articles"] for mark in entry["highlights"]}
    assert keys
    assert set(keys) <= own
    body = PLACEHOLDER.sub(
        lambda key: link("p", "0000000000", PASSAGES[key[1]]["label"]), note["body"]
    )
    assert [one.label for one in citations(body)] == [PASSAGES[key]["label"] for key in keys]
    assert "{{" not in render(body)
