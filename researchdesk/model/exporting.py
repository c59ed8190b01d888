# SPDX-License-Identifier: MIT
"""What is written out of the library: the works that are cited, and the forms they can be written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from researchdesk.model.article import Contributor

FormName = Literal[
    "markdown",
    "html",
    "jsonld",
    "csl-json",
    "ris",
    "bibtex",
    "followthemoney",
    "folder",
    "wacz",
    "open",
]


class Form(Struct, frozen=True):
    """A form that an export can have. `ending` is empty where it is a folder."""

    name: FormName
    words: str  # an English key
    ending: str


FORMS = (
    Form("markdown", "Markdown with footnotes", ".md"),
    Form("html", "Web page in one file", ".html"),
    Form("jsonld", "Web annotations (JSON-LD)", ".jsonld"),
    Form("csl-json", "Sources as CSL-JSON", ".json"),
    Form("ris", "Sources as RIS", ".ris"),
    Form("bibtex", "Sources as BibTeX", ".bib"),
    Form("followthemoney", "People and articles as FollowTheMoney entities", ".ftm.json"),
    Form("folder", "Folder of plain files", ""),
    Form("wacz", "Web archive (WACZ)", ".wacz"),
    Form("open", "The whole library as plain files", ""),
)
BY_NAME = {one.name: one for one in FORMS}


class LeftOut(Struct, frozen=True):
    """What could not be written: of which article, and why; the reason is an English key."""

    article: int
    title: str
    reason: str


class Exported(Struct, frozen=True):
    """What an export wrote, and what it left out."""

    written: tuple[Path, ...]
    left_out: tuple[LeftOut, ...] = ()


class Work(Struct, frozen=True):
    """An article as a bibliography lists it; `csl` holds the further CSL variables: volume, page, DOI."""

    public_id: str
    item_type: str
    title: str
    container_title: str | None = None
    issued: str | None = None
    accessed: str = ""
    language: str | None = None
    url: str | None = None
    contributors: tuple[Contributor, ...] = ()
    csl: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
