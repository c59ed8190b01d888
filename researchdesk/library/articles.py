# SPDX-License-Identifier: MIT
"""Articles: clip, read, list, mark, edit, put removed blocks back, trash."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.clip.address import canonical_url
from researchdesk.clip.bylines import contributor
from researchdesk.clip.text import Block, blocks_of
from researchdesk.entities.countries import country_name
from researchdesk.library import addresses, fields, images, tags
from researchdesk.model.article import Article, ArticleFilter, Sort
from researchdesk.model.clipping import Clipped, MadeText, Received
from researchdesk.model.dates import now
from researchdesk.model.errors import AlreadyClipped, NoSuchThing
from researchdesk.store import article_lists, notes, passages, public_ids, resources, versions
from researchdesk.store import articles as rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.article import (
        ArticleId,
        ArticleRow,
        LibraryCounts,
        Snapshot,
        TextVersion,
    )
    from researchdesk.model.clipping import Candidate, Clipping, RemovedBlock, Source, Way
    from researchdesk.model.note import Citation
    from researchdesk.model.progress import Progress

FOLLOWS_THE_PAGE = ("title", "issued", "container_title", "language", "item_type")


def preview(
    library: Library,
    source: Source,
    progress: Progress | None = None,
    *,
    with_images: bool | None = None,
) -> Clipping:
    """Fetch or open a source and read it in the child process; nothing is saved.

    `with_images`: whether its pictures come along; None leaves it to the preferences.
    """
    return library.worker.read(source, progress, with_images=images.are_wanted(with_images))


def known(library: Library, clipping: Clipping) -> ArticleId | None:
    """Find the article that this clipping is: the same address, or the same bytes or text where one has no address."""
    clipping = addresses.believed(library, clipping)
    found = rows_of.by_canonical_url(library.store, clipping.canonical_url)
    if found is not None:
        return found
    same_text = versions.text_hash(clipping.text) if clipping.text else ""
    for other in (
        versions.article_of_snapshot(library.store, _digest(clipping)),
        versions.article_of_text(library.store, same_text),
    ):
        if other is not None:
            has_address = rows_of.get(library.store, other).canonical_url is not None
            if not (has_address and clipping.canonical_url):
                return other
    return None


def clip(
    library: Library, clipping: Clipping, *, tags_of: Sequence[str] = (), as_new: bool = False
) -> Clipped:
    """Save a clipping: as a new article, as a new text version of a known one, or not at all where nothing is new.

    The address, bytes or text of a trashed article brings it back. With `as_new` it is an article of its own, without
    a canonical address.
    """
    clipping = addresses.believed(library, clipping)
    article_id = None if as_new else known(library, clipping)
    if article_id is None:
        with library.operation("Clip article"):
            address = None if as_new else clipping.canonical_url
            article_id = rows_of.insert(
                library.store, clipping, public_ids.new_public_id(), canonical_url=address
            )
            snapshot_id = versions.add_snapshot(library.store, article_id, clipping.received)
            resources.add(library.store, snapshot_id, clipping.images)
            versions.add_version(library.store, article_id, clipping.made, snapshot_id)
            tags.attach(library, [article_id], tags_of)
        return Clipped(article_id, "new")
    return update(library, article_id, clipping, tags_of=tags_of)


def update(
    library: Library, article_id: ArticleId, clipping: Clipping, *, tags_of: Sequence[str] = ()
) -> Clipped:
    """Save a clipping as what this article is now; its passages and accepted mentions are carried to it."""
    clipping = with_decisions(library, article_id, clipping)
    with library.operation("Update article"):
        done = _update(library, article_id, clipping)
        tags.attach(library, [article_id], tags_of)
    return done


def read_again(library: Library, article_id: ArticleId, way: Way) -> Clipped:
    """Read the page as received last in another way; its text is a new version, to which passages are carried.

    Raises NoSuchThing when nothing was received for this article.
    """
    held = versions.snapshot(library.store, article_id)
    if held is None:
        raise NoSuchThing(noun="page as received of article", name=article_id)
    received = Received(held.body, held.media_type, held.fetched_at, held.url, held.charset)
    clipping = library.worker.read_again(received, way)
    clipping = with_decisions(library, article_id, clipping)
    with library.operation("Read page again"):
        if rows_of.get(library.store, article_id).doubt != clipping.doubt:
            rows_of.update(library.store, article_id, doubt=clipping.doubt)
        return _update(library, article_id, clipping)


def get(library: Library, article_id: ArticleId) -> Article:
    """Give one article."""
    return rows_of.get(library.store, article_id)


def row(library: Library, article_id: ArticleId) -> ArticleRow:
    """Give what a list shows of one article."""
    found = rows(library, [article_id])
    if not found:
        raise NoSuchThing(noun="article", name=article_id)
    return found[0]


def rows(library: Library, ids: Sequence[int]) -> list[ArticleRow]:
    """Give what a list shows of these articles, in the order given."""
    return [
        structs.replace(
            one,
            names=tuple(
                structs.replace(name, name=country_name(name.country)) if name.country else name
                for name in one.names
            ),
        )
        for one in article_lists.rows(library.store, ids)
    ]


def listed(
    library: Library,
    chosen: ArticleFilter | None = None,
    sort: Sort = Sort.CLIPPED,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[ArticleId]:
    """Give the ids of a list in its order."""
    return article_lists.listed(library.store, chosen or ArticleFilter(), sort, limit, offset)


def count(library: Library, chosen: ArticleFilter) -> int:
    """Count the articles of a filter."""
    return article_lists.count(library.store, chosen)


def counts(library: Library) -> LibraryCounts:
    """Give the numbers beside the places of the navigation."""
    return article_lists.counts(library.store)


def text(library: Library, article_id: ArticleId, seq: int | None = None) -> TextVersion:
    """Give the text that is read now, or that of one version."""
    if seq is None:
        found = versions.current(library.store, article_id)
    else:
        found = next((one for one in versions_of(library, article_id) if one.seq == seq), None)
    if found is None:
        rows_of.get(library.store, article_id)
        raise NoSuchThing(noun="text version", name=seq or f"of article {article_id}")
    return found


def text_or_nothing(library: Library, article_id: ArticleId) -> str:
    """Give the text that is read now; empty for an article without one."""
    found = versions.current(library.store, article_id)
    return found.text if found else ""


def versions_of(library: Library, article_id: ArticleId) -> list[TextVersion]:
    """Give all text versions of an article, oldest first."""
    return versions.versions(library.store, article_id)


def layout(version: TextVersion) -> list[Block]:
    """Give the blocks of a text with their kinds: what a reader is built from."""
    return _layout(version.html)


def removed(library: Library, article_id: ArticleId) -> list[RemovedBlock]:
    """Give what was left out of the text that is read now."""
    return versions.removed(library.store, get(library, article_id).current_version_id)


def candidates(library: Library, article_id: ArticleId) -> list[Candidate]:
    """Give every value found for this article's fields, with its origin."""
    return rows_of.candidates(library.store, article_id)


def snapshot(library: Library, article_id: ArticleId) -> Snapshot | None:
    """Give the page as received last."""
    return versions.snapshot(library.store, article_id)


def cited_in(library: Library, article_id: ArticleId) -> list[Citation]:
    """Give the citations in notes that lead to this article or to a passage of it."""
    return notes.citations(
        library.store,
        "(annotation.article_id = ?1 OR citing.id = ?1) AND note.trashed_on IS NULL",
        [article_id],
    )


def mark(
    library: Library,
    ids: Sequence[int],
    *,
    is_read: bool | None = None,
    is_starred: bool | None = None,
    is_filed: bool | None = None,
) -> None:
    """Mark articles as read or unread, starred or not, filed away or back in the inbox."""
    wanted: dict[str, bool | str | None] = {}
    if is_read is not None:
        wanted["is_read"] = is_read
    if is_starred is not None:
        wanted["is_starred"] = is_starred
    if is_filed is not None:
        wanted["filed_on"] = now() if is_filed else None
    label = _mark_label(is_read=is_read, is_starred=is_starred, is_filed=is_filed)
    with library.operation(label):
        known = rows_of.existing(library.store, ids)
        for name, value in wanted.items():
            rows_of.set_all(library.store, known, name, value)


def edit(
    library: Library,
    article_id: ArticleId,
    *,
    authors: Sequence[str] | None = None,
    **values: str | None,
) -> Article:
    """Change fields by the user's word, which outranks every later clip.

    `values`: title, issued (EDTF), container_title, language, url, item_type; an empty value clears the field, None
    leaves it. Raises BadValue for a value its field cannot hold, AlreadyClipped for another article's address.
    """
    given = {name: value.strip() for name, value in values.items() if value is not None}
    changed: dict[str, str | None] = {name: value or None for name, value in given.items()}
    _check(library, article_id, changed)
    with library.operation("Edit details"):
        held = rows_of.get(library.store, article_id)
        if authors is not None:
            found = [contributor(name) for name in authors if name.strip()]
            rows_of.set_authors(library.store, article_id, found)
            rows_of.choose_candidate(
                library.store, article_id, "authors", "; ".join(one.name for one in found)
            )
        changed = {name: value for name, value in changed.items() if getattr(held, name) != value}
        if changed or authors is not None:
            rows_of.update(library.store, article_id, **changed)
        for name, value in changed.items():
            rows_of.choose_candidate(library.store, article_id, name, value or "")
    return get(library, article_id)


def choose(library: Library, article_id: ArticleId, candidate: Candidate) -> Article:
    """Let another of the values found be the field's."""
    if candidate.field == "authors":
        return edit(library, article_id, authors=candidate.value.split("; "))
    return edit(library, article_id, **{candidate.field: candidate.value})


def put_back(library: Library, article_id: ArticleId, n: int) -> TextVersion:
    """Put the removed block with that `n` back at its place: a new text version; passages and mentions move along."""
    from researchdesk.library import carrying  # the aligner, which a list can do without

    held = text(library, article_id)
    left_out = removed(library, article_id)
    block = next((one for one in left_out if one.n == n), None)
    if block is None:
        raise NoSuchThing(noun="removed block", name=n)
    made = library.worker.put_back(held.html, left_out, n)
    with library.operation("Put a removed block back"):
        rules = (held.extractor, held.extractor_version, held.canon_version)
        grown = MadeText(made.html, made.text, *rules, tuple(made.removed))
        version_id = versions.add_version(library.store, article_id, grown, held.snapshot_id)
        versions.decide(library.store, article_id, block.text, is_kept=True)
        carrying.shift(library.store, held, version_id, made.at, made.length)
    return text(library, article_id)


def trash(library: Library, ids: Sequence[int]) -> None:
    """Put articles into the trash."""
    _set_trashed(library, ids, now(), "Move {n} to the trash")


def restore(library: Library, ids: Sequence[int]) -> None:
    """Take articles out of the trash."""
    _set_trashed(library, ids, None, "Restore {n}")


def _set_trashed(library: Library, ids: Sequence[int], trashed_on: str | None, label: str) -> None:
    wanted = rows_of.existing(library.store, ids)
    words = "1 article" if len(wanted) == 1 else f"{len(wanted)} articles"
    with library.operation(label.format(n=words)):
        rows_of.set_all(library.store, wanted, "trashed_on", trashed_on)


def _update(library: Library, article_id: ArticleId, clipping: Clipping) -> Clipped:
    store = library.store
    held = rows_of.get(store, article_id)
    if held.trashed_on is not None:
        rows_of.update(store, article_id, trashed_on=None)
    if held.canonical_url is None and clipping.canonical_url:
        rows_of.update(store, article_id, canonical_url=clipping.canonical_url, url=clipping.url)
    snapshot_id = versions.same_snapshot(store, article_id, _digest(clipping))
    if snapshot_id is None:
        snapshot_id = versions.add_snapshot(store, article_id, clipping.received)
        _follow_the_page(library, held, clipping)
    resources.add(store, snapshot_id, clipping.images)
    from researchdesk.library import carrying

    was_trashed = held.trashed_on is not None
    old = versions.current(store, article_id)
    if old and (old.html, old.text) == (clipping.html, clipping.text):
        return Clipped(article_id, "known", was_trashed, passages.counts(store, article_id))
    equal = versions.equal_version(store, article_id, clipping.html, clipping.text)
    if equal:
        versions.make_current(store, article_id, equal)
    else:
        equal = versions.add_version(store, article_id, clipping.made, snapshot_id)
    carrying.carry(store, article_id, old, equal, clipping.text)
    return Clipped(article_id, "version", was_trashed, passages.counts(store, article_id))


def _follow_the_page(library: Library, held: Article, clipping: Clipping) -> None:
    """Let the fields on which the user has said nothing follow the page as it is now."""
    rows_of.add_candidates(library.store, held.id, clipping.candidates)
    by_user = {one.field for one in candidates(library, held.id) if one.chosen_by == "user"}
    changed = {
        name: getattr(clipping, name)
        for name in FOLLOWS_THE_PAGE
        if name not in by_user
        and getattr(clipping, name)
        and getattr(clipping, name) != getattr(held, name)
    }
    rows_of.update(library.store, held.id, doubt=clipping.doubt, **changed)
    if "authors" not in by_user and clipping.authors and clipping.authors != held.authors:
        rows_of.set_authors(library.store, held.id, clipping.authors)


def with_decisions(library: Library, article_id: ArticleId, clipping: Clipping) -> Clipping:
    """Let the user's words on blocks of an article outrank the extraction; what was looked at stays as it was shown."""
    decisions = {} if clipping.settled else versions.decisions(library.store, article_id)
    return library.worker.apply_decisions(clipping, decisions) if decisions else clipping


def _check(library: Library, article_id: ArticleId, changed: dict[str, str | None]) -> None:
    fields.check(changed)
    if "url" in changed:
        address = changed["url"]
        changed["canonical_url"] = canonical_url(address) if address else None
        other = rows_of.by_canonical_url(library.store, changed["canonical_url"])
        if other not in (None, article_id):
            assert other is not None
            raise AlreadyClipped(n=other, title=get(library, other).title)


def _mark_label(*, is_read: bool | None, is_starred: bool | None, is_filed: bool | None) -> str:
    if is_filed is not None:
        return "File away" if is_filed else "Move to the inbox"
    if is_starred is not None:
        return "Star" if is_starred else "Take the star away"
    return "Mark as read" if is_read else "Mark as unread"


def _digest(clipping: Clipping) -> bytes:
    return versions.digest(clipping.received.body)


@functools.lru_cache(maxsize=32)
def _layout(html: str) -> list[Block]:
    return blocks_of(html)
