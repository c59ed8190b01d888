# SPDX-License-Identifier: MIT
"""The sample library: clipped, recognised, tagged and annotated anew from the articles that the program ships."""

from __future__ import annotations

import contextlib
import json
import shutil
from typing import TYPE_CHECKING, Any

from researchdesk.config import paths
from researchdesk.library import articles, mentions, notes, passages, people, recognising
from researchdesk.library.library import Library
from researchdesk.model.clipping import Source
from researchdesk.model.passage import Quote

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.model.article import ArticleId
    from researchdesk.model.progress import Progress

PLACEHOLDER = "{{passage:%s}}"


def open_sample(folder: Path, progress: Progress | None = None) -> Library:
    """Make a library of the shipped articles in a folder that holds none, and open it.

    It is made under another name and renamed, so that none or a whole one is there.
    """
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with contextlib.closing(Library.create(part)) as library:
            _fill(library, progress)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Library.open(folder)


def _fill(library: Library, progress: Progress | None) -> None:
    source = paths.resource("welcome")
    plan: dict[str, Any] = json.loads((source / "library.json").read_text(encoding="utf-8"))
    links: dict[str, str] = {}
    with library.operation("Make the sample library", undoable=False):
        for done, entry in enumerate(plan["articles"]):
            if progress:
                progress.step(done, len(plan["articles"]))
            links |= _article(library, source, entry)
        library.store.set_meta("sample", "1")
        for entry in plan["notes"]:
            body = entry["body"]
            for key, link in links.items():
                body = body.replace(PLACEHOLDER % key, link)
            notes.new(library, entry["title"], body)


def is_sample(library: Library) -> bool:
    """Say whether this library was made from the shipped articles."""
    return library.store.meta("sample") is not None


def _article(library: Library, source: Path, entry: dict[str, Any]) -> dict[str, str]:
    clipping = articles.preview(
        library, Source("file", str(source / "articles" / entry["file"]), url=entry.get("address"))
    )
    article_id = articles.clip(library, clipping, tags_of=entry.get("tags", ())).article_id
    recognising.propose(library, article_id)
    _accept(library, article_id, entry)
    links = {}
    for mark in entry.get("highlights", ()):
        made = passages.highlight_quote(
            library,
            article_id,
            Quote(mark["quote"]),
            colour=mark.get("colour", "yellow"),
            body=mark.get("comment", ""),
        )
        links[mark["key"]] = passages.cite_link(library, made.id, mark["label"])
    articles.mark(
        library,
        [article_id],
        is_read=entry.get("read", False),
        is_starred=entry.get("starred", False),
        is_filed=entry.get("filed", False),
    )
    return links


def _accept(library: Library, article_id: ArticleId, entry: dict[str, Any]) -> None:
    for person in entry.get("people", ()):
        person_id = mentions.tag_person(library, [article_id], person["name"])
        for variant in person.get("variants", ()):
            people.add_variant(library, person_id, variant)
        mentions.tag_person(
            library, [article_id], person_id
        )  # what stands there under a variant alone
    for country in entry.get("countries", ()):
        mentions.tag_country(library, [article_id], country)
