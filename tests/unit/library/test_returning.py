# SPDX-License-Identifier: MIT
"""A folder that is damaged, cut short or made by somebody who means harm: one sentence, and nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import shutil

import pytest

from researchdesk.export import sums
from researchdesk.library import articles, exporting, importing, returning
from researchdesk.library.importing import Wanted
from researchdesk.library.library import Library
from researchdesk.model.errors import BadArchive
from researchdesk.store import plain_tables
from tests.unit.library import full_library


@pytest.fixture(scope="module")
def out(tmp_path_factory, worker):
    folder = tmp_path_factory.mktemp("left")
    library = Library.create(folder / "library")
    library.worker = worker
    full_library.fill(library)
    exporting.export(library, "open", exporting.Chosen(), folder / "out")
    library.store.close()
    return folder / "out"


@pytest.fixture
def folder(out, tmp_path):
    shutil.copytree(out, tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def empty(tmp_path):
    made = Library.create(tmp_path / "empty")
    yield made
    made.close()


def refused(library, folder):
    """Give the one sentence, after looking that nothing came of it."""
    with pytest.raises(BadArchive) as found:
        importing.run(library, Wanted(folder))
    assert plain_tables.is_empty(library.store)
    assert not any(one.is_file() for one in (library.folder / "attachments").rglob("*"))
    assert library.history() == []
    return str(found.value)


def seal(folder):
    """Bring all checksums up to the files, as somebody would who means harm."""
    files = {one.relative_to(folder).as_posix(): one for one in folder.rglob("*") if one.is_file()}
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"
        for name, path in sorted(files.items())
        if name not in ("SHA256SUMS", "manifest.json")
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["sums"] = hashlib.sha256("".join(lines).encode()).hexdigest()
    for table in manifest["counts"]:
        path = folder / "data" / f"{table}.jsonl"
        if path.is_file():
            manifest["counts"][table] = path.read_bytes().count(b"\n")
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def change(folder, table, alter, *, row=0):
    """Alter a record, and bring the checksums up to it."""
    path = folder / "data" / f"{table}.jsonl"
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    alter(records[row])
    path.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    seal(folder)


def names_of(out):
    return sorted(one.relative_to(out).as_posix() for one in out.rglob("*") if one.is_file())


def test_any_file_that_is_missing_is_named(out, tmp_path, empty):
    names = names_of(out)
    assert len(names) > 40
    for name in names:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        shutil.copytree(out, tmp_path / "out")
        (tmp_path / "out" / name).unlink()
        said = refused(empty, tmp_path / "out")
        assert said.startswith(f"{name} cannot be read: it is missing")
        assert said.endswith("Nothing was imported.")


def test_any_file_with_another_byte_is_named(out, tmp_path, empty):
    shutil.copytree(out, tmp_path / "out")
    for name in set(names_of(out)) - {"manifest.json"}:
        path = tmp_path / "out" / name
        held = path.read_bytes()
        path.write_bytes(held[:-1] + bytes([held[-1] ^ 1]) if held else b"x")
        assert refused(empty, tmp_path / "out").startswith(f"{name} cannot be read: it is not as")
        path.write_bytes(held)
    assert importing.run(empty, Wanted(tmp_path / "out")).stored == 3


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "[" * 100_000, "{}", '{"format": "other"}', "x" * (2 << 20), "\0"]
)
def test_a_manifest_that_is_none_is_said(folder, empty, text):
    (folder / "manifest.json").write_text(text, "utf-8")
    assert refused(empty, folder).startswith("manifest.json cannot be read")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("version", 2, "newer ResearchDesk; update this program"),
        ("schema", 99, "newer ResearchDesk; update this program"),
        ("version", "1", "not as it was exported"),
        ("version", True, "not as it was exported"),
        ("schema", 0, "not as it was exported"),
        ("numbers", {"article": -1}, "the last number of 'article' is none"),
        ("numbers", {"article": 1}, "'article' has a row with a number above the last one"),
        ("numbers", [], "above the last one"),
        ("counts", {}, "another number of lines"),
        ("counts", None, "another number of lines"),
        ("sums", "0" * 64, "SHA256SUMS cannot be read"),
        ("sums", None, "SHA256SUMS cannot be read"),
    ],
)
def test_a_manifest_that_says_otherwise_is_said(folder, empty, name, value, words):
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {name: value}), "utf-8")
    assert words in refused(empty, folder)


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/hostname",
        "data/../../x",
        "C:/x",
        "a\\..\\b",
        "data//x",
        "./x",
        "a/.",
        "..",
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_refused_unread(folder, empty, name):
    (folder.parent / "outside").write_text("secret")
    digest = hashlib.sha256(b"secret").hexdigest()
    text = (folder / "SHA256SUMS").read_text("utf-8") + f"{digest}  {name}\n"
    (folder / "SHA256SUMS").write_text(text, "utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["sums"] = hashlib.sha256(text.encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert "it names a file outside of the folder" in refused(empty, folder)


@pytest.mark.parametrize(
    "name", ["data/note.jsonl", "data", "snapshots", "manifest.json", "SHA256SUMS"]
)
def test_a_link_is_not_followed(folder, empty, name):
    (folder / name).rename(folder.parent / "elsewhere")
    (folder / name).symlink_to(folder.parent / "elsewhere")
    assert "it is a link to somewhere else" in refused(empty, folder)


def test_what_is_no_plain_file_is_refused_and_not_waited_for(folder, empty):
    (folder / "data" / "note.jsonl").unlink()
    os.mkfifo(folder / "data" / "note.jsonl")
    assert "data/note.jsonl cannot be read: it is no plain file" in refused(empty, folder)


def test_a_line_without_end_is_refused(folder, empty, monkeypatch):
    monkeypatch.setattr(sums, "LONGEST", 1 << 16)
    path = folder / "data" / "tag.jsonl"
    path.write_bytes(b'{"id": 1, "name": "' + b"x" * (1 << 17))
    seal(folder)
    assert "data/tag.jsonl cannot be read: a line in it is longer" in refused(empty, folder)


OTHER_FILE = "snapshots/00/" + "0" * 64 + ".html"


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("article", "public_id", "../../x"),
        ("article", "csl", "{]"),
        ("article", "csl", "[]"),
        ("article", "created_at", "now"),
        ("article", "title", "a\0b"),
        ("article", "title", None),
        ("article", "title", 3),
        ("article", "is_read", 7),
        ("article", "is_read", True),
        ("article", "id", 0),
        ("article", "id", 1 << 60),
        ("article", "id", "1"),
        ("article", "id", 2),  # which is there already
        ("article", "current_version_id", 999),
        ("article", "surprise", "x"),
        ("snapshot", "file", "../../etc/passwd"),
        ("snapshot", "file", "/etc/passwd"),
        ("snapshot", "file", OTHER_FILE),
        ("snapshot", "file", 3),
        ("snapshot", "sha256", "0" * 64),
        ("snapshot", "sha256", "xyz"),
        ("snapshot", "media_type", None),
        ("snapshot", "body", "00"),
        ("snapshot_resource", "resource_id", 77),
        ("text_version", "text", "Another text"),
        ("text_version", "text_sha256", "0" * 64),
        ("text_version", "html", 3),
        ("annotation", "colour", "<b>"),
        ("annotation", "public_id", "x"),
        ("target", "end", 10_000),
        ("target", "start", -5),
        ("target", "text_version_id", 3),
        ("target", "confidence", "high"),
        ("target", "status", "sure"),
        ("mention", "text_version_id", 5),
        ("person", "merged_into_id", 1),
        ("note", "public_id", "'; DROP TABLE note"),
        ("note_revision", "body", 3),
        ("note_revision", "body_zlib", "zz"),
        ("citation", "cited_id", "javascript:"),
        ("tag", "name_key", None),
        ("chain", "hash", "ab"),
        ("chain", "made_at", "2020-01-01T00:00:00Z"),
        ("chain", "sha256", "0" * 64),
    ],
)
def test_a_record_that_breaks_a_rule_is_named_by_its_file(folder, empty, table, column, value):
    change(folder, table, lambda record: record.__setitem__(column, value))
    assert refused(empty, folder).startswith(f"data/{table}.jsonl cannot be read: ")


@pytest.mark.parametrize(
    "line", ["", "[]", "3", "{", '{"id": 1}', "[" * 100_000, '{"id": NaN}', "\xff"]
)
@pytest.mark.parametrize("table", ["article", "snapshot", "text_version", "note_revision", "tag"])
def test_a_line_that_is_no_record_is_named(folder, empty, table, line):
    path = folder / "data" / f"{table}.jsonl"
    path.write_bytes(path.read_bytes() + line.encode("latin-1") + b"\n")
    seal(folder)
    said = refused(empty, folder)
    assert said.startswith(f"data/{table}.jsonl cannot be read: ")
    assert "line " in said


def test_a_table_that_is_left_out_of_the_list_is_missed(folder, empty):
    (folder / "data" / "mention.jsonl").unlink()
    seal(folder)
    assert refused(empty, folder).startswith("data/mention.jsonl cannot be read: it is missing")


def test_mark_up_that_could_act_is_cleaned(folder, empty):
    def alter(record):
        record["html"] += "<script>alert(1)</script><img src=x onerror=alert(1)>"

    change(folder, "text_version", alter, row=-1)
    change(folder, "removed_block", alter)
    importing.run(empty, Wanted(folder))
    asked = "SELECT html FROM text_version UNION ALL SELECT html FROM removed_block"
    held = "".join(row[0] for row in empty.store.read().execute(asked))
    assert "script" not in held
    assert "onerror" not in held


def test_a_body_that_is_not_what_was_received_is_refused_whatever_the_checksums_say(folder, empty):
    body = next((folder / "snapshots").rglob("*.html"))
    body.write_bytes(body.read_bytes() + b"<!-- more -->")
    seal(folder)
    name = body.relative_to(folder).as_posix()
    assert refused(empty, folder).startswith(f"{name} cannot be read: it is not as it was exported")


def test_a_table_that_the_program_has_had_since_may_be_missing(folder, empty, monkeypatch):
    (folder / "data" / "saved_search.jsonl").unlink()
    seal(folder)
    assert "data/saved_search.jsonl" in refused(empty, folder)
    monkeypatch.setattr(returning, "VERSION", returning.VERSION + 1)  # a later program
    assert importing.run(empty, Wanted(folder)).stored == 3
    assert plain_tables.ids(empty.store, "saved_search") == []


def test_mark_up_of_another_text_is_refused(folder, empty):
    change(folder, "text_version", lambda one: one.update(html="<p>Other</p><script>x</script>"))
    assert "its mark-up does not belong to its text" in refused(empty, folder)


def test_what_was_broken_when_it_left_comes_back_as_broken_as_it_was(folder, empty):
    change(folder, "chain", lambda record: record.update(made_at="2020-01-01T00:00:00Z"))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["chain"]["is_whole"] = False
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    importing.run(empty, Wanted(folder))
    assert plain_tables.chain_faults(empty.store) != []


def test_a_trial_looks_at_everything_and_needs_no_library(folder):
    assert importing.look(Wanted(folder)).stored == 3
    (folder / "data" / "note.jsonl").write_text("x")
    with pytest.raises(BadArchive, match=r"data/note\.jsonl"):
        importing.look(Wanted(folder))


def test_a_file_of_its_own_beside_the_others_does_no_harm(folder, empty):
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "notes" / "mine.md").write_text("Mine.")
    assert importing.run(empty, Wanted(folder)).stored == 3
    assert len(articles.listed(empty)) == 2
