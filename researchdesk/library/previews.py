# SPDX-License-Identifier: MIT
"""Look at a clipping before it is saved: choose its fields, put blocks back, then save it exactly as it was shown."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from msgspec import structs

from researchdesk.clip.bylines import contributor
from researchdesk.library import articles, fields, images
from researchdesk.library.reading import Reading
from researchdesk.model.clipping import Candidate, Preview, Settled
from researchdesk.store import versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.clip.worker import Worker
    from researchdesk.library.library import Library
    from researchdesk.model.article import Article, ArticleId
    from researchdesk.model.clipping import Clipped, Clipping, ClipStatus, Source
    from researchdesk.model.progress import Progress

FIELDS = ("title", "authors", "container_title", "issued")


def look(library: Library | None, source: Source, progress: Progress | None = None) -> Preview:
    """Fetch or open a source and read it, as `clip` would; nothing is kept, and no library is needed.

    The user's earlier words on an article that is known already, its fields and its blocks, are in what is shown.
    """
    with _worker(library) as worker:
        clipping = worker.read(source, progress, with_images=images.are_wanted(None))
    article_id = None if library is None or source.as_new else articles.known(library, clipping)
    if library is None or article_id is None:
        return Preview(_settled(clipping))
    clipping = _settled(articles.with_decisions(library, article_id, clipping))
    held = articles.get(library, article_id)
    clipping = _with_words(library, held, clipping)
    return Preview(clipping, _status(library, article_id, clipping), held)


def with_value(preview: Preview, name: str, value: str) -> Preview:
    """Let a field have another value, by the user's word; raises BadValue for one that it cannot hold."""
    value = value.strip()
    fields.check({name: value})
    clipping = _valued(preview.clipping, name, value)
    settled = clipping.settled or Settled()
    named = tuple(dict.fromkeys((*settled.fields, name)))
    settled = structs.replace(settled, fields=named)
    return structs.replace(preview, clipping=structs.replace(clipping, settled=settled))


def put_back(library: Library | None, preview: Preview, n: int) -> Preview:
    """Put the removed block with that `n` back at its place; raises NoSuchThing when there is none."""
    clipping = preview.clipping
    with _worker(library) as worker:
        made = worker.put_back(clipping.html, clipping.removed, n)
    texts = tuple(one.text for one in clipping.removed if one.n == n)
    settled = clipping.settled or Settled()
    settled = structs.replace(settled, put_back=(*settled.put_back, *texts))
    clipping = structs.replace(
        clipping, html=made.html, text=made.text, removed=made.removed, settled=settled
    )
    status = preview.status
    if library is not None and preview.held is not None:
        status = _status(library, preview.held.id, clipping)
    return structs.replace(preview, clipping=clipping, status=status)


def save(library: Library, clipping: Clipping, *, as_new: bool = False) -> Clipped:
    """Save what was looked at as it was shown, in one step; what the user said of it is remembered."""
    settled = clipping.settled or Settled()
    is_known = not as_new and articles.known(library, clipping) is not None
    with library.operation("Update article" if is_known else "Clip article"):
        done = articles.clip(library, clipping, as_new=as_new)
        for text in settled.put_back:
            versions.decide(library.store, done.article_id, text, is_kept=True)
        if is_known and settled.fields:
            _take_fields(library, done.article_id, clipping, settled.fields)
    return done


@contextlib.contextmanager
def _worker(library: Library | None) -> Iterator[Worker]:
    if library is not None:
        yield library.worker
        return
    with Reading() as reading:
        yield reading.worker


def _settled(clipping: Clipping) -> Clipping:
    return structs.replace(clipping, settled=Settled())


def _with_words(library: Library, held: Article, clipping: Clipping) -> Clipping:
    """Show the fields on which the user has said something as he said it."""
    by_user = {
        one.field for one in articles.candidates(library, held.id) if one.chosen_by == "user"
    }
    for name in FIELDS:
        if name in by_user:
            authors = "; ".join(one.name for one in held.authors)
            value = authors if name == "authors" else getattr(held, name)
            clipping = _valued(clipping, name, value or "")
    return clipping


def _valued(clipping: Clipping, name: str, value: str) -> Clipping:
    found = [
        structs.replace(one, is_chosen=one.value == value, chosen_by="user")
        if one.field == name and one.value == value
        else structs.replace(one, is_chosen=False, chosen_by=None)
        if one.field == name
        else one
        for one in clipping.candidates
    ]
    if value and not any(one.is_chosen for one in found if one.field == name):
        found.append(Candidate(name, value, "typed", is_chosen=True, chosen_by="user"))
    if name != "authors":
        changed: dict[str, Any] = {name: value or None}
        return structs.replace(clipping, candidates=tuple(found), **changed)
    names = [one.strip() for one in value.split(";")]
    authors = tuple(contributor(one) for one in names if one)
    return structs.replace(clipping, candidates=tuple(found), authors=authors)


def _status(library: Library, article_id: ArticleId, clipping: Clipping) -> ClipStatus:
    old = versions.current(library.store, article_id)
    is_same = old is not None and (old.html, old.text) == (clipping.html, clipping.text)
    return "known" if is_same else "version"


def _take_fields(
    library: Library, article_id: ArticleId, clipping: Clipping, names: tuple[str, ...]
) -> None:
    values = {name: getattr(clipping, name) or "" for name in names if name != "authors"}
    authors = [one.name for one in clipping.authors] if "authors" in names else None
    articles.edit(library, article_id, authors=authors, **values)
