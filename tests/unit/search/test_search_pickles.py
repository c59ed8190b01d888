# SPDX-License-Identifier: MIT
"""A foreign index runs no code: not by its state, its table of contents, its segments or its terms."""

from __future__ import annotations

import io
import json
import os
import pickle
import re
import sys
from pathlib import Path

import pytest
import whoosh

from researchdesk.search import state
from researchdesk.search.codec import read_postings
from researchdesk.search.files import DamagedIndex
from researchdesk.search.index import Index
from researchdesk.search.storage import Mapped
from tests.unit.search.texts import HISTORY, article


class Bomb:
    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return os.mkdir, (self.path,)


def mapped(content):
    return Mapped(memoryview(content), "x")


def test_a_crafted_record_is_refused(tmp_path):
    with pytest.raises(DamagedIndex, match="mkdir"):
        mapped(pickle.dumps(Bomb(tmp_path / "ran"))).read_pickle()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "name", ["builtins\neval", "os\nsystem", "pathlib\nPath", "builtins\ngetattr"]
)
def test_no_name_but_those_of_an_index_is_let_in(name):
    with pytest.raises(DamagedIndex):
        mapped(f"c{name}\n.".encode()).read_pickle()


def test_plain_values_are_read():
    value = {"a": [1, 2.5, "x", b"y", None, True], "b": {1, 2}, "c": (1,)}
    assert mapped(pickle.dumps(value)).read_pickle() == value


def reseal(folder, path, content):
    """Write a file of the index anew and make the state fit, as someone with time would."""
    path.write_bytes(content)
    stored = state.read(folder)
    files = state.described(folder, stored.files, {})
    state.write(folder, state.Stored(**{**_values(stored), "files": files}))


def _values(stored):
    return {name: getattr(stored, name) for name in stored.__slots__}


def test_a_crafted_table_of_contents_is_refused_even_with_a_fitting_state(desk, tmp_path):
    desk.build([article(1, "storm")])
    bomb = pickle.dumps([Bomb(tmp_path / "ran")])
    path = next(desk.folder.glob("*.toc"))
    whole = path.read_bytes()
    segments = whole.rindex(pickle.PROTO + b"\x05")
    reseal(desk.folder, path, whole[:segments] + bomb)
    fresh = Index(desk.folder)
    assert fresh.open(HISTORY, 9) == "failed"
    assert not (tmp_path / "ran").exists()


def test_a_crafted_schema_in_it_is_not_even_read(desk, tmp_path):
    desk.build([article(1, "storm")])
    path = next(desk.folder.glob("*.toc"))
    whole = path.read_bytes()
    schema = whole.index(pickle.PROTO + b"\x02")
    bomb = pickle.dumps(Bomb(tmp_path / "ran"), 2)
    reseal(desk.folder, path, whole[:schema] + bomb + whole[schema + len(bomb) :])
    fresh = Index(desk.folder)
    assert fresh.open(HISTORY, 9) == "current"
    desk.change([article(2, "storm")])
    assert not (tmp_path / "ran").exists()


def test_a_crafted_segment_is_refused_even_with_a_fitting_state(desk, tmp_path):
    desk.build([article(1, "storm")])
    path = next(desk.folder.glob("*.seg"))
    whole = path.read_bytes()
    at = int.from_bytes(whole[:8], "big")
    reseal(desk.folder, path, whole[:at] + pickle.dumps(Bomb(tmp_path / "ran")))
    fresh = Index(desk.folder)
    assert fresh.open(HISTORY, 9) == "failed"
    assert not (tmp_path / "ran").exists()


def test_a_term_that_carries_its_postings_as_a_pickle_is_refused(desk):
    desk.build([article(1, "storm")])
    segment = desk.index._snapshot.pieces[0].segment
    file = segment._terms._dbfile
    place = segment._terms._tindex.range_for_key(segment._terms._keycoder("title", b"storm"))
    entry = bytearray(file.get(*place))
    entry[0] = 1
    content = bytearray(file._buf)
    content[place[0] : place[0] + place[1]] = entry
    file._buf = memoryview(bytes(content))
    for use in (segment._terms.find, segment._terms.term_info):
        with pytest.raises(DamagedIndex):
            use("title", b"storm")


def test_what_a_segment_may_store_is_never_unpickled(desk):
    desk.build([article(1, "storm")])
    documents = desk.index._snapshot.pieces[0].segment._documents
    documents._readers["_stored"] = None  # to read it would fail
    assert documents.stored_fields(0) == {}


def test_the_state_is_read_and_checked_before_any_file_of_the_index(desk, monkeypatch):
    desk.build([article(1, "storm")])
    opened = []
    real = io.open

    def watch(path, *args, **more):
        opened.append(Path(str(path)).name)
        return real(path, *args, **more)

    monkeypatch.setattr(io, "open", watch)
    said = json.loads((desk.folder / state.STATE_FILE).read_text())
    (desk.folder / state.STATE_FILE).write_text(json.dumps(said | {"print": "another"}))
    opened.clear()
    assert Index(desk.folder).open(HISTORY, 9) == "failed"
    assert opened == [state.STATE_FILE]


def test_a_short_posting_list_raises_and_gives_no_rubbish():
    for block in (b"", b"\x01\x00", b"\xff\xff\xff\xff\x04\x04", b"\x01\x00\x00\x00\x03\x00aaaa"):
        with pytest.raises(Exception):  # noqa: B017, PT011 - any, but an answer
            read_postings(block)


# Where Whoosh unpickles, and why it is harmless there; a file that is not named is never imported.
UNPICKLING = {
    "codec/whoosh3.py",  # blocks and inlined postings: ours are arrays, and a flag for inlined ones is refused
    "columns.py",  # stored values: we store none, and say so
    "externalsort.py",  # runs of a sort, written and read by one process in a folder of its own
    "filedb/structfile.py",  # read_pickle: ours is careful
    "formats.py",  # positions: ours are plain numbers
    "index.py",  # the schema: ours is given, the pickled one is passed over
}


def test_every_place_where_whoosh_unpickles_is_known():
    """A newer Whoosh may unpickle elsewhere: look at each new place before this list is changed."""
    root = Path(whoosh.__file__).parent
    calls = re.compile(r"(?<!def )\b(loads?|load_pickle)\(\w")
    imported = {
        Path(one.__file__) for name, one in sys.modules.items() if name.startswith("whoosh.")
    }
    found = {
        path.relative_to(root).as_posix()
        for path in imported
        if calls.search(path.read_text(encoding="utf-8"))
    }
    assert found == UNPICKLING
