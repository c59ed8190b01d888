# SPDX-License-Identifier: MIT
"""Single records come back out of a backup as they were, in one step; two copies are compared by titles."""

from __future__ import annotations

import pytest

from researchdesk.library import (
    articles,
    backup,
    comparing,
    mentions,
    merging,
    notes,
    passages,
    people,
    tags,
    taking,
    trash,
    verify,
)
from researchdesk.model.errors import BadValue, NoSuchThing
from researchdesk.model.passage import Quote
from tests.unit.library.visit_texts import VISIT

QUOTE = Quote("The talks went on for three days")


@pytest.fixture
def kept(library, visit):
    """A backup of a library with an article, its tags, people, a passage, and a note that cites it."""
    tags.add(library, [visit], "danube")
    mentions.accept(library, [one.id for one in mentions.suggestions(library, visit)])
    passage = passages.highlight_quote(library, visit, QUOTE)
    note = notes.new(library, "On talks", f"They [talked](rd:p/{passage.public_id}).")
    notes.save(library, note.id, body=note.body + " Long.")
    return backup.make(library).path


def how(found, noun):
    return [(one.title, one.how, one.parts) for one in found.records if one.noun == noun]


def differing(library, kept):
    """Give what is not as in the backup; the chain tells rightly that a page was deleted and came back."""
    return [one for one in comparing.differences(kept, library.folder) if one.noun != "chain"]


def purge(library, visit):
    articles.trash(library, [visit])
    trash.empty(library)


def test_what_was_added_gone_and_altered_since_is_named_by_its_title(library, kept, visit, clip):
    assert taking.compare(kept, library.folder).records == ()
    [note] = notes.rows(library)
    notes.trash(library, [note.id])
    articles.edit(library, visit, title="Another title")
    tags.remove(library, [visit], "danube")
    later = clip(
        "Rye was cut in July.\n\nThe harvest was good that year, and everybody had bread.",
        "rye.txt",
    )
    person = people.rows(library)[0]
    people.rename(library, person.id, "Somebody Else")
    found = taking.compare(kept, library.folder)
    title = articles.get(library, later.article_id).title
    assert how(found, "article") == [
        ("The Danube commission met in Belgrade", "altered", ("details", "tags")),
        (title, "added", ()),
    ]
    assert how(found, "note") == [("On talks", "gone", ())]
    assert [one[1:] for one in how(found, "person")] == [("altered", ("details", "names"))]
    assert found.count("article", "added") == found.count("note", "gone") == 1
    back = taking.compare(library.folder, kept)
    assert {one.how for one in back.records if one.noun == "note"} == {"added"}


def test_an_article_deleted_for_ever_comes_back_whole_with_its_numbers(library, kept, visit):
    purge(library, visit)
    assert differing(library, kept)
    [taken] = taking.take(library, kept, [("article", str(visit))])
    assert (taken.noun, taken.id, taken.missing) == ("article", visit, ())
    assert differing(library, kept) == []
    assert notes.verify(library) == []
    assert articles.get(library, visit).tags == ("danube",)
    assert not verify.verify(library, deep=True).damages


def test_one_undo_takes_it_back_and_a_redo_brings_it_again(library, kept, visit):
    purge(library, visit)
    taking.take(library, kept, [("article", str(visit))])
    assert len(library.history()) == 1
    library.undo()
    with pytest.raises(NoSuchThing):
        articles.get(library, visit)
    library.redo()
    assert differing(library, kept) == []
    assert not verify.verify(library, deep=True).damages


def test_an_altered_article_is_made_what_it_was_and_passages_made_since_stay(
    library, kept, visit, clip
):
    articles.edit(library, visit, title="Another title")
    tags.remove(library, [visit], "danube")
    tags.add(library, [visit], "rivers")
    made = clip(VISIT.replace("three days", "four days"), url=None, as_new=True).article_id
    assert made != visit
    later = passages.highlight_quote(library, visit, Quote("Italy sent nobody"))
    taking.take(library, kept, [("article", str(visit))])
    held = articles.get(library, visit)
    assert (held.title, held.tags) == ("The Danube commission met in Belgrade", ("danube",))
    assert passages.get(library, later.id).status == "same"
    assert [
        one
        for one in taking.compare(kept, library.folder).records
        if one.noun == "article" and one.id == visit
    ] == []
    library.undo()
    assert articles.get(library, visit).title == "Another title"


def test_the_text_of_then_is_read_again_and_later_passages_are_carried_to_it(
    library, kept, visit, tmp_path
):
    old = articles.text(library, visit)
    path = tmp_path / "again.txt"
    path.write_text(VISIT.replace("three days", "three long days"), encoding="utf-8")
    from researchdesk.library import versions
    from researchdesk.model.clipping import Source

    versions.reclip(library, visit, Source("file", str(path)))
    assert articles.text(library, visit).id != old.id
    later = passages.highlight_quote(library, visit, Quote("Italy sent nobody"))
    taking.take(library, kept, [("article", str(visit))])
    assert articles.text(library, visit).id == old.id
    assert articles.text(library, visit, 2).seq == 2
    held = passages.get(library, later.id)
    assert old.text[held.place.start : held.place.end] == "Italy sent nobody"
    assert not verify.verify(library, deep=True).damages


def test_a_note_comes_back_as_it_was_and_keeps_what_was_written_since_in_its_history(library, kept):
    [note] = notes.rows(library)
    notes.save(library, note.id, title="Other", body="All new.")
    taking.take(library, kept, [("note", str(note.id))])
    held = notes.get(library, note.id)
    assert held.title == "On talks"
    assert held.body.endswith("Long.")
    assert len(notes.citations(library, note.id)) == 1
    assert "All new." in [one.body for one in notes.history(library, note.id)]
    library.undo()
    assert notes.get(library, note.id).body == "All new."


def test_a_note_deleted_for_ever_comes_back_with_its_history(library, kept):
    [note] = notes.rows(library)
    states = [one.body for one in notes.history(library, note.id)]
    notes.trash(library, [note.id])
    trash.empty(library)
    taking.take(library, kept, [("note", note.public_id)])
    assert differing(library, kept) == []
    assert [one.body for one in notes.history(library, note.id)] == states


def test_a_person_who_was_merged_comes_back_with_names_and_mentions(library, kept, visit):
    one, other = (row.id for row in people.rows(library)[:2])
    name, count = people.get(library, one).preferred_name, people.get(library, one).article_count
    merging.merge(library, one, other)
    taking.take(library, kept, [("person", name)])
    held = people.get(library, one)
    assert (held.preferred_name, held.article_count, held.merged_into_id) == (name, count, None)
    assert notes.follow(library, f"rd:t/{held.public_id}").person_id == one
    library.undo()
    assert people.get(library, one).id == other  # merged again: the number leads to the other


def test_people_of_an_article_come_back_with_it(library, kept, visit):
    everybody = [row.id for row in people.rows(library)]
    articles.trash(library, [visit])
    people.trash(library, everybody)
    trash.empty(library)
    assert people.rows(library) == []
    taking.take(library, kept, [("article", str(visit))])
    assert differing(library, kept) == []


def test_an_address_that_was_clipped_anew_stays_with_the_new_article(library, clip, tmp_path):
    first = clip(url="https://example.org/visit").article_id
    file = backup.make(library).path
    purge(library, first)
    second = clip(url="https://example.org/visit").article_id
    taking.take(library, file, [("article", str(first))])
    assert articles.get(library, second).canonical_url is not None
    assert articles.get(library, first).canonical_url is None


def test_a_number_given_to_another_article_meanwhile_stays_with_that(library, kept, visit, clip):
    before = tuple(backup.listed(library.folder))
    assert before
    public_id = articles.get(library, visit).public_id
    with library.operation("Take the number", undoable=False):
        library.store.db.conn.execute("DELETE FROM article")
        library.store.db.conn.execute("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'article'")
        library.store.forget_history()
    other = clip(
        "Rye was cut in July.\n\nThe harvest was good that year, and everybody had bread.",
        "rye.txt",
    )
    assert other.article_id == visit
    [taken] = taking.take(library, kept, [("article", public_id)])
    assert taken.id != visit
    assert articles.get(library, taken.id).public_id == public_id


def test_a_large_page_comes_back_from_beside_the_backup_and_a_lost_one_is_named(library, tmp_path):
    import shutil

    from tests.unit.store.test_backup import clip_large

    clip_large(library.store)
    file = backup.make(library).path
    number, public_id = library.store.read().execute("SELECT id, public_id FROM article").fetchone()
    purge(library, number)
    assert not list((library.folder / "attachments").glob("??/*"))
    [taken] = taking.take(library, file, [("article", public_id)])
    assert taken.missing == ()
    assert not verify.verify(library).damages
    purge(library, taken.id)
    shutil.rmtree(file.parent / "attachments")
    [taken] = taking.take(library, file, [("article", public_id)])
    assert len(taken.missing) == 1


def test_what_the_backup_does_not_hold_and_a_damaged_backup_change_nothing(library, kept, visit):
    steps = library.history()
    with pytest.raises(NoSuchThing, match="no article 99"):
        taking.take(library, kept, [("article", str(visit)), ("article", "99")])
    raw = bytearray(kept.read_bytes())
    at = raw.index(b"They [talked]")
    raw[at : at + 4] = b"Thex"
    kept.write_bytes(raw)
    with pytest.raises(BadValue, match="damaged"):
        taking.take(library, kept, [("article", str(visit))])
    assert library.history() == steps


def test_copies_of_another_schema_are_compared_as_a_whole_only(library, kept):
    import sqlite3

    conn = sqlite3.connect(kept, isolation_level=None)
    conn.execute("PRAGMA user_version = 0")
    conn.close()
    with pytest.raises(BadValue, match="as a whole"):
        taking.compare(kept, library.folder)
    from researchdesk.model.errors import LibraryMissing

    with pytest.raises(LibraryMissing):
        taking.compare(kept.with_name("nothing.db"), library.folder)
