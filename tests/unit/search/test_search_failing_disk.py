# SPDX-License-Identifier: MIT
"""Each call of the disk fails once, or from then on, amid a commit: the old index or the new one stands."""

from __future__ import annotations

import errno
import os
import shutil

import pytest

from researchdesk.model.errors import DiskFailing, DiskFull, IndexUnwritable
from researchdesk.search import index
from researchdesk.search.files import DamagedIndex
from researchdesk.search.index import Index, State
from researchdesk.search.query import parse
from tests.unit.search.texts import HISTORY, article

CALLS = ("open", "fsync", "replace", "rename", "mkdir", "chmod", "unlink", "rmdir", "write")
SAID = (DiskFull, DiskFailing, IndexUnwritable, DamagedIndex, FileNotFoundError)
NEW = 200  # the document of the commit that fails


class Disk:
    """Counts the calls of one kind, and fails the wanted one; while `is_sticky`, all after it as well."""

    def __init__(self, call, number, *, wanted=0, is_sticky=False):
        self.call, self.number = call, number
        self.wanted, self.is_sticky = wanted, is_sticky
        self.seen = 0

    def meets(self, call):
        if call != self.call:
            return
        self.seen += 1
        if self.seen == self.wanted or (self.is_sticky and self.seen > self.wanted > 0):
            raise OSError(self.number, os.strerror(self.number))

    def patch(self, patch):
        for name in CALLS[:-1]:
            patch.setattr(os, name, self._failing(name, getattr(os, name)))
        fdopen = os.fdopen
        patch.setattr(os, "fdopen", lambda *of, **more: _File(self, fdopen(*of, **more)))

    def _failing(self, name, real):
        def call(*of, **more):
            self.meets(name)
            return real(*of, **more)

        return call


class _File:
    """A file of which a write that fails has written half."""

    def __init__(self, disk, file):
        self._disk, self._file = disk, file

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def write(self, content):
        try:
            self._disk.meets("write")
        except OSError:
            self._file.write(content[: len(content) // 2])
            self._file.flush()
            raise
        return self._file.write(content)


def updated(folder):
    state = State(2, HISTORY)
    index.update(folder, deletes=[("article", 1)], documents=[article(NEW, "storm")], state=state)


def rebuilt(folder):
    documents = [article(number, "storm") for number in (*range(2, 13), NEW)]
    index.rebuild(folder, documents, State(2, HISTORY))


def tidied(folder):
    index.tidy(folder)
    updated(folder)


def numbers(folder):
    """Give the articles that a fresh start finds in the index; None where it has to be built anew."""
    fresh = Index(folder)
    try:
        if fresh.open(HISTORY, 2) != "current":
            return None
        found = {hit.article_id for hit in fresh.find(parse("storm").tree, limit=100)[0]}
        assert len(found) == fresh.count
        return found
    finally:
        fresh.close()


OLD, LATER = {*range(1, 13)}, {*range(2, 13), NEW}


def outcome(make, work, disk):
    """Let the disk fail amid the work; give what was raised, and look at what is left."""
    folder = make()
    with pytest.MonkeyPatch.context() as patch:
        disk.patch(patch)
        try:
            work(folder)
            said = None
        except SAID as error:
            said = type(error)
    left = numbers(folder)
    assert left in (OLD, LATER, None)
    assert said or left == LATER  # nothing that failed is taken for done
    assert left or work is rebuilt, "an index that stood is gone"
    (rebuilt if left is None else updated)(folder)  # the disk has room again
    assert numbers(folder) == LATER
    return said


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """An index of one segment, and four small ones."""
    folder = tmp_path_factory.mktemp("kept") / "index"
    state = State(1, HISTORY)
    index.rebuild(folder, [article(n, "storm") for n in range(1, 9)], state)
    for number in range(9, 13):
        index.update(folder, deletes=[], documents=[article(number, "storm")], state=state)
    return folder


@pytest.fixture
def make(kept, tmp_path):
    """Make the same index again and again."""

    def do():
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        return shutil.copytree(kept, tmp_path / "cache" / "index")

    return do


@pytest.mark.parametrize("work", [updated, rebuilt, tidied])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("is_sticky", [False, True])
def test_each_failing_call_leaves_the_old_index_or_the_new_one(make, work, call, is_sticky):
    said, wanted = set(), 0
    for number in (errno.ENOSPC, errno.EIO, errno.EACCES):
        for wanted in range(1, 400):
            disk = Disk(call, number, wanted=wanted, is_sticky=is_sticky)
            said.add(outcome(make, work, disk))
            if disk.seen < wanted:
                break
            if number != errno.ENOSPC and wanted > 3:
                break
    assert wanted < 399
    if call in ("open", "fsync", "replace", "write"):
        assert {DiskFull, DiskFailing, IndexUnwritable} <= said
