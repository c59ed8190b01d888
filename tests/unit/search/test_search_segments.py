# SPDX-License-Identifier: MIT
"""Segment files: what is written is read back, and joined segments hold what their parts held."""

from __future__ import annotations

import json
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchdesk.model.search import Document
from researchdesk.search import joining, writer
from researchdesk.search.analysis import folded_words
from researchdesk.search.arrays import MARK, ArrayFile, ArrayWriter, narrow
from researchdesk.search.contents import Entry, entries_of, said
from researchdesk.search.files import DAMAGES, DamagedIndex
from researchdesk.search.inversion import Batch
from researchdesk.search.layout import GAP, key_of
from researchdesk.search.segments import Segment
from tests.unit.search.texts import WORDS, article

KINDS = (np.uint8, np.uint16, np.uint32, np.uint64, np.int64)
ARRAYS = st.dictionaries(
    st.text("ab/~", min_size=1, max_size=4),
    st.tuples(st.sampled_from(KINDS), st.lists(st.integers(0, 255), max_size=20)),
    max_size=8,
)


@settings(deadline=None)
@given(ARRAYS, st.integers(1, 7))
def test_arrays_are_read_as_they_were_written(tmp_path_factory, arrays, step):
    path = tmp_path_factory.mktemp("arrays") / "x.rdx"
    with ArrayWriter(path) as out:
        for number, (name, (kind, values)) in enumerate(arrays.items()):
            array = np.array(values, kind)
            if number % 2:
                out.reserve(name, kind, len(array))
                for at in range(0, len(array), step):
                    out.append(name, array[at : at + step])
            else:
                out.put(name, array)
        out.finish(size=7, more=["x"])
    file = ArrayFile(path)
    assert file.said == {"size": 7, "more": ["x"]}
    assert set(file) == {*arrays}
    for name, (kind, values) in arrays.items():
        assert file[name].dtype == kind
        assert file[name].tolist() == values


@settings(deadline=None)
@given(st.data())
def test_a_damaged_file_raises_and_gives_no_rubbish(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("arrays") / "x.rdx"
    with ArrayWriter(path) as out:
        out.put("a", np.arange(100))
        out.finish(size=1)
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:cut])
    with pytest.raises(DAMAGES):
        ArrayFile(path)
    at = data.draw(st.integers(800, len(whole) - 1))  # in the directory or behind it
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    with pytest.raises(DAMAGES):
        ArrayFile(path)


@pytest.mark.parametrize(
    "place", [["|O", 0, 8], ["<f8", 0, 8], ["<i8", 0, 1 << 40], ["<i8", -8, 8], ["<i8", 0, 7]]
)
def test_a_crafted_directory_leads_nowhere(tmp_path, place):
    directory = json.dumps({"arrays": {"a": place}}).encode()
    end = len(directory).to_bytes(4, "little") + zlib.crc32(directory).to_bytes(4, "little") + MARK
    (tmp_path / "x").write_bytes(bytes(16) + directory + end)
    with pytest.raises((DamagedIndex, ValueError)):
        ArrayFile(tmp_path / "x")["a"]


def test_numbers_are_kept_in_the_narrowest_kind():
    for top, kind in ((255, "u1"), (256, "u2"), (65_535, "u2"), (65_536, "u4"), (1 << 32, "u8")):
        assert narrow(np.array([0, top])).dtype == kind
    assert narrow(np.array([1]), at_least=300).dtype == "u2"
    assert narrow(np.array([], np.int64)).dtype == "u1"


@given(st.integers(1, 500), st.sets(st.integers(0, 499)))
def test_what_is_deleted_is_said_in_a_few_letters(size, dead):
    numbers = np.array(sorted(number for number in dead if number < size), np.int64)
    (found,) = entries_of(json.loads(json.dumps(said([Entry("a", size, numbers)]))))
    assert (found.name, found.size, found.dead.tolist()) == ("a", size, numbers.tolist())


@pytest.mark.parametrize("text", ["x", "AAAA", "eJwDAAAAAAE"])
def test_what_does_not_say_what_is_deleted_is_damaged(text):
    with pytest.raises(DamagedIndex):
        entries_of({"a": (9, text)})


SOME = st.lists(st.sampled_from([*WORDS, "a", "b", "\u00ad"]), max_size=12).map(" ".join)
NAMES = st.lists(st.sampled_from(["Ann Lee", "Lee", "東京都", ""]), max_size=3).map(tuple)
DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(["article", "note"]),
    id=st.integers(1, 9),
    title=SOME,
    body=SOME,
    note=SOME,
    people=NAMES,
    tag_ids=st.sets(st.integers(1, 300), max_size=3).map(tuple),
    container_title=st.sampled_from(["", "The Lantern"]),
    language=st.sampled_from(["en", "sr", ""]),
    issued=st.sampled_from(["", "1912"]),
)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(st.lists(DOCUMENTS, min_size=1, max_size=6), st.integers(0, 3)), max_size=6)
)
def test_joined_segments_hold_what_their_documents_hold(tmp_path_factory, batches):
    """Each batch is a segment; some documents are deleted; then all become one."""
    folder = tmp_path_factory.mktemp("index")
    entries, held = [], {}
    for number, (documents, deleted) in enumerate(batches):
        gone = [key_of(one.kind, one.id) for one in documents[:deleted]] if number % 2 else []
        entries = writer.write(folder, entries, gone, documents, held={}).entries
        held = {key: one for key, one in held.items() if key not in gone}
        held |= {key_of(one.kind, one.id): one for one in documents}
    found = [one for entry in entries for one in live_of(folder, entry)]
    assert sorted(key for key, _ in found) == sorted(held)
    assert all(spelt(held[key]) == parts for key, parts in found)
    (*rest,) = writer.write(folder, entries, (), (), held={}, joins=writer.ALL).entries
    assert len(rest) == bool(held)
    assert [one for entry in rest for one in live_of(folder, entry)] == found


def live_of(folder, entry):
    """Read a segment back: for each live document its key and all that stands in it."""
    segment = Segment(folder / f"{entry.name}.rdx")
    read = [{} for _ in range(segment.size)]
    for name in ("title", "body", "note", "person", "tag_id", "site_name"):
        for number, term, positions in postings(segment.field(name)):
            read[number].setdefault(name, {})[term] = positions
    keys = segment.numbers("id").tolist()
    for number, parts in enumerate(read):
        parts["words"] = int(segment.lengths("body")[number])
        parts["title_key"] = segment.sort_keys("title_key")[number].decode()
    return [(keys[n], read[n]) for n in range(segment.size) if n not in entry.dead.tolist()]


def postings(field):
    if field is None:
        return
    lexicon = field.lexicon
    terms = lexicon.texts(range(len(lexicon)))
    assert terms == sorted(set(terms))
    for at, term in enumerate(terms):
        first, end = field.starts[at : at + 2].tolist()
        ids = field.ids[first:end].tolist()
        assert ids == sorted(set(ids)) != []
        if not field.is_text:
            yield from ((number, term, []) for number in ids)
            continue
        place = int(field.places[at])
        for number, count in zip(ids, field.counts[first:end].tolist(), strict=True):
            yield number, term, field.positions[place : place + count].tolist()
            place += count
        assert place == field.places[at + 1]


def spelt(one):
    """Say in plain Python what an index holds of a document."""
    texts = {"title": [one.title], "body": [one.body], "note": [one.note]}
    texts["person"] = [name for name in one.people if name]
    found = {}
    for name, values in texts.items():
        begin = 0
        for words in map(folded_words, values):
            for at, word in enumerate(words, begin):
                found.setdefault(name, {}).setdefault(word, []).append(at)
            begin += len(words) + GAP
    if one.tag_ids:
        found["tag_id"] = {str(number): [] for number in one.tag_ids}
    if one.container_title:
        found["site_name"] = {one.container_title: []}
    title = " ".join(folded_words(one.title)).encode()[:200].decode()
    return found | {"words": len(folded_words(one.body)), "title_key": title}


def test_postings_are_joined_in_blocks_of_any_size(tmp_path, monkeypatch):
    monkeypatch.setattr(joining, "AT_ONCE", 3)
    entries = []
    for number in range(5):
        some = [article(number * 3 + one, "the sea", "a storm the sea the") for one in range(3)]
        some += [article(90, "", f"zzz{number} zzzz{number}")]  # replaced each time
        entries = writer.write(tmp_path, entries, (), some, held={}).entries
    before = [one for entry in entries for one in live_of(tmp_path, entry)]
    (one,) = writer.write(tmp_path, entries, (), (), held={}, joins=writer.ALL).entries
    assert live_of(tmp_path, one) == before


def test_many_documents_become_several_segments_and_the_last_of_a_key_counts(tmp_path, monkeypatch):
    monkeypatch.setattr("researchdesk.search.inversion.MOST", 3)
    documents = [article(number % 5, f"title {number}") for number in range(11)]
    written = writer.write(tmp_path, (), (), documents, held={})
    assert [entry.size for entry in written.entries] == [
        3,
        2,
    ]  # one of whose documents none is left is left out
    assert written.count == 5
    found = dict(one for entry in written.entries for one in live_of(tmp_path, entry))
    assert {parts["title_key"] for parts in found.values()} == {f"title {n}" for n in range(6, 11)}


def test_a_large_batch_is_full_by_its_letters(monkeypatch):
    monkeypatch.setattr("researchdesk.search.inversion.MOST_LETTERS", 10)
    batch = Batch()
    batch.add(article(1, "short"))
    assert not batch.is_full
    batch.add(article(2, "", "longer"))
    assert batch.is_full


def test_no_segment_becomes_larger_than_its_numbers_may_be(tmp_path, monkeypatch):
    monkeypatch.setattr("researchdesk.search.inversion.MOST", 4)
    monkeypatch.setattr(writer, "LARGEST", 10)
    documents = [article(number, f"title {number}") for number in range(30)]
    entries = writer.write(tmp_path, (), (), documents, held={}, joins=writer.ALL).entries
    assert [one.size for one in entries] == [8, 8, 8, 6]
    gone = [key_of("article", number) for number in range(8, 13)]
    entries = writer.write(tmp_path, entries, gone, (), held={}, joins=writer.IDLE).entries
    assert [one.count for one in entries] == [8, 3, 8, 6]
    entries = writer.write(tmp_path, entries, (), (), held={}, joins=writer.ALL).entries
    assert sum(one.count for one in entries) == 25
    assert max(one.count for one in entries) <= 10
    found = dict(one for entry in entries for one in live_of(tmp_path, entry))
    assert len(found) == 25
