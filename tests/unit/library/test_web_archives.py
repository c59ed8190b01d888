# SPDX-License-Identifier: MIT
"""Articles as a web archive: every record, line of the index and checksum, read back by readers of their own."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import subprocess
import zipfile

import pytest
from msgspec import structs
from warcio.archiveiterator import ArchiveIterator

from researchdesk.export import wacz
from researchdesk.library import articles, exporting
from researchdesk.model.errors import BadValue, FileUnwritable
from tests.unit.library import full_library
from tests.unit.library.full_library import LARGE, PAGE, PNG, page

LATER = PAGE + b"<!-- later -->"


@pytest.fixture
def full(library):
    full_library.fill(library)
    return library


def written(library, ids, place):
    return exporting.export(library, "wacz", exporting.of_articles(library, ids), place)


def members(place):
    with zipfile.ZipFile(place) as held:
        assert {one.compress_type for one in held.infolist()} == {zipfile.ZIP_STORED}
        return {name: held.read(name) for name in held.namelist()}


def records(raw):
    found = []
    for one in ArchiveIterator(io.BytesIO(raw), check_digests="raise"):
        address = one.rec_headers.get_header("WARC-Target-URI")
        found.append((one.rec_type, address, one.content_type, one.content_stream().read()))
    return found


def test_what_was_received_is_written_byte_for_byte_and_nothing_else(full, tmp_path):
    made = written(full, [1, 2], tmp_path / "x.wacz")
    assert made.left_out == ()
    (info, *found) = records(members(tmp_path / "x.wacz")[wacz.WARC])
    assert info[0] == "warcinfo"
    kind = "text/html; charset=utf-8"
    assert found == [
        ("resource", "https://example.org/bell", kind, PAGE),
        ("resource", "https://example.org/bell.png", "image/png", PNG),
        ("resource", "https://example.org/bell", kind, LATER),
        ("resource", "https://example.org/large", kind, LARGE),
    ]


def test_each_line_of_the_index_leads_to_its_record(full, tmp_path):
    written(full, [1, 2], tmp_path / "x.wacz")
    held = members(tmp_path / "x.wacz")
    lines = gzip.decompress(held[wacz.INDEX]).decode().splitlines()
    assert lines == sorted(lines)
    assert [one.split(" ")[0] for one in lines[:2]] == ["org,example)/bell"] * 2
    for line in lines:
        _, stamp, values = line.split(" ", 2)
        entry = json.loads(values)
        start = int(entry["offset"])
        raw = held[wacz.WARC][start : start + int(entry["length"])]
        ((_, address, kind, _),) = records(raw)
        assert (address, kind.split(";")[0]) == (entry["url"], entry["mime"])
        assert stamp == "20260102030405"
    head, first = held[wacz.LIST].decode().splitlines()
    assert head.startswith('!meta 0 {"format": "cdxj-gzip-1.0"')
    assert first.startswith("org,example)/bell 20260102030405 {")


def test_the_package_names_every_file_with_its_checksum_and_the_pages(full, tmp_path):
    written(full, [1, 2], tmp_path / "x.wacz")
    held = members(tmp_path / "x.wacz")
    package = json.loads(held["datapackage.json"])
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    for one in package["resources"]:
        raw = held.pop(one["path"])
        assert one["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        assert one["bytes"] == len(raw)
        if one["path"] == wacz.PAGES:
            first, *pages = map(json.loads, raw.decode().splitlines())
            assert first["format"] == "json-pages-1.0"
            assert [(one["url"], one["title"]) for one in pages] == [
                ("https://example.org/bell", "The bell: a “story” of 3/4…"),
                ("https://example.org/bell", "The bell: a “story” of 3/4…"),
                ("https://example.org/large", "A large one."),
            ]
    digest = json.loads(held["datapackage-digest.json"])["hash"]
    assert digest == f"sha256:{hashlib.sha256(held['datapackage.json']).hexdigest()}"
    assert sorted(held) == ["datapackage-digest.json", "datapackage.json"]


@pytest.mark.parametrize(
    ("body", "kind", "url", "reason"),
    [
        (b"Just words.", "text/plain", "https://example.org/a", "pasted"),
        (b"Just words.", "text/markdown", "https://example.org/a", "pasted"),
        (b"<p>A piece of a page.</p>", "text/html", "https://example.org/a", "pasted"),
        (PAGE, "text/html", None, "without an address"),
        (PAGE, "text/html", "mid:x@example.org", "without an address"),
        (b"%PDF-1.7", "application/pdf", None, "without an address"),
    ],
)
def test_what_is_no_capture_is_left_out_and_named(library, tmp_path, body, kind, url, reason):
    clipping = page("Pasted", "Just words.", body)
    received = structs.replace(clipping.received, media_type=kind, url=url, headers={})
    pasted = articles.clip(library, structs.replace(clipping, received=received)).article_id
    fetched = articles.clip(
        library, page("Fetched", "Other words.", PAGE + b" ", "https://example.org/b")
    ).article_id
    made = written(library, [pasted, fetched], tmp_path / "x.wacz")
    ((left),) = made.left_out
    assert (left.article, left.title) == (pasted, "Pasted")
    assert reason in left.reason
    assert body not in [one[3] for one in records(members(tmp_path / "x.wacz")[wacz.WARC])]
    with pytest.raises(BadValue, match="clipped from an address"):
        written(library, [pasted], tmp_path / "y.wacz")
    assert not (tmp_path / "y.wacz").exists()


def test_a_page_that_a_browser_saved_with_its_address_is_a_capture(library, tmp_path):
    clipping = page("Saved", "Words.", PAGE, "https://example.org/saved")
    received = structs.replace(clipping.received, headers={})
    number = articles.clip(library, structs.replace(clipping, received=received)).article_id
    assert written(library, [number], tmp_path / "x.wacz").left_out == ()


def test_a_damaged_page_is_left_out_by_name_and_the_others_written(full, tmp_path):
    (attachment,) = (one for one in (full.folder / "attachments").rglob("*") if one.is_file())
    attachment.write_bytes(b"other bytes")
    made = written(full, [1, 2], tmp_path / "x.wacz")
    assert [(one.article, one.reason) for one in made.left_out] == [
        (2, "what was received is damaged")
    ]


def test_a_file_that_cannot_be_written_leaves_the_old_one(full, tmp_path):
    (tmp_path / "full").mkdir()
    with pytest.raises(FileUnwritable):
        written(full, [1], tmp_path / "full")
    assert [*(tmp_path / "full").iterdir()] == []


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.Example.org/Visit?b=2&a=1#x", "org,example)/visit?a=1&b=2"),
        ("http://example.org:8080/p.png", "org,example:8080)/p.png"),
        ("https://example.org:443", "org,example)/"),
        ("https://example.org/a/", "org,example)/a"),
        ("https://пример.рф/ш?q=š", "xn--p1ai,xn--e1afmkfd)/%d1%88?q=%c5%a1"),
    ],
)
def test_the_key_of_an_address_is_the_one_that_players_look_up(address, key):
    assert wacz.key_of(wacz.Capture(address, "", "", b"").uri) == key


@pytest.mark.skipif(
    shutil.which("wacz") is None,
    reason="An independent judge, no part of the program: pip install wacz",
)
def test_an_independent_validator_finds_nothing(full, tmp_path):
    written(full, [1, 2], tmp_path / "x.wacz")
    place = shutil.which("wacz")
    done = subprocess.run(
        [place, "validate", "-f", str(tmp_path / "x.wacz")], capture_output=True, text=True
    )
    assert "the passed WACZ is valid" in done.stdout, done.stdout + done.stderr
