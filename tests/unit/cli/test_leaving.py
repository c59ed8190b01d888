# SPDX-License-Identifier: MIT
"""`export open`, `export wacz`, `import` of what left, `diff`, and the seal: from the command line alone."""

from __future__ import annotations

import sqlite3

import pytest

PAGE = """<!DOCTYPE html><html><head><title>The lock keeper</title></head><body><article><h1>The lock keeper</h1>
<p>The lock keeper opened the gate at six, and the boats that had waited since the evening went through one by one.</p>
<p>Nobody on the bank could say how long it had been since the water stood so low in a spring like this.</p>
</article></body></html>"""


@pytest.fixture
def keeper(tmp_path, desk):
    """The number of an article with a page that was saved from an address."""
    (tmp_path / "keeper.html").write_text(PAGE)
    place = tmp_path / "keeper.html"
    return desk("clip", place, "--url", "https://example.org/keeper", "--json")[1]["article"]


def test_everything_leaves_and_an_equal_library_comes_back(tmp_path, desk, visit, keeper):
    desk("highlight", visit, "--quote", "three days", "--body", "How long?")
    out, new = tmp_path / "out", tmp_path / "new"
    status, done, _ = desk("export", "open", out, "--json")
    assert (status, done["left_out"]) == (0, [])
    assert sorted(done["written"]) == sorted(str(one) for one in out.rglob("*") if one.is_file())
    status, report, said = desk("import", out, "--library", new, "--json")
    assert (status, report["stored"], report["rejected"]) == (0, 2, [])
    assert "Made a new library" in said
    assert desk("diff", tmp_path / "library", new, "--json")[:2] == (0, [])
    assert desk("show", visit, "--json")[1] == desk("show", visit, "--library", new, "--json")[1]
    assert desk("search", "lock keeper", "--library", new, "--json")[1]["total"] == 1
    assert desk("verify", "--deep", "--library", new)[0] == 0


def test_a_trial_counts_and_makes_no_library(tmp_path, desk, visit):
    desk("export", "open", tmp_path / "out")
    status, report, _ = desk(
        "import", tmp_path / "out", "--dry-run", "--library", tmp_path / "none"
    )
    assert (status, report["stored"]) == (0, 1)
    assert not (tmp_path / "none").exists()


def test_what_cannot_come_back_is_one_sentence_and_makes_no_library(tmp_path, desk, visit):
    out, new = tmp_path / "out", tmp_path / "new"
    desk("export", "open", out)
    (out / "data" / "article.jsonl").write_text("{}\n")
    status, shown, said = desk("import", out, "--library", new)
    assert (status, shown) == (1, "")
    assert said == (
        "data/article.jsonl cannot be read: it is not as it was exported; take it from a copy of the folder. "
        "Nothing was imported.\n"
    )
    assert not new.exists()
    (out / "manifest.json").unlink()
    assert "manifest.json cannot be read" in desk("import", out, "--library", new)[2]
    assert not new.exists()


def test_a_library_that_is_not_empty_is_left_as_it_is(tmp_path, desk, visit):
    desk("export", "open", tmp_path / "out")
    status, _, said = desk("import", tmp_path / "out")
    assert (status, len(said.splitlines())) == (1, 1)
    assert said.endswith("make a new library and import the folder there.\n")
    assert len(desk("list", "--json")[1]) == 1


@pytest.mark.parametrize("which", [("--articles", "1"), ("--query", "x"), ("--note", "1")])
def test_a_part_of_the_library_cannot_leave_as_the_whole(tmp_path, desk, visit, which):
    assert desk("export", "open", *which, tmp_path / "out")[0] == 2
    assert not (tmp_path / "out").exists()


def test_a_web_archive_holds_what_was_captured_and_names_what_was_not(
    tmp_path, desk, visit, keeper
):
    place = tmp_path / "pages.wacz"
    status, done, _ = desk("export", "wacz", "--articles", visit, keeper, place, "--json")
    assert (status, done["written"]) == (0, [str(place)])
    ((left),) = done["left_out"]
    assert (left["article"], left["title"]) == (visit, "The Danube commission met in Belgrade")
    assert "no page was received" in left["reason"]
    shown = desk("export", "wacz", place)[1]
    assert f"Left out: {visit} The Danube commission met in Belgrade: its text was pasted" in shown
    status, _, said = desk("export", "wacz", "--articles", visit, tmp_path / "none.wacz")
    assert (status, len(said.splitlines())) == (1, 1)
    assert not (tmp_path / "none.wacz").exists()


def test_a_seal_is_printed_and_found_again_when_more_has_come(tmp_path, desk, visit, keeper):
    seal = desk("info", "--json")[1]["seal"]
    assert (seal["links"], seal["is_whole"], len(seal["head"])) == (2, True, 64)
    assert desk("verify", "--json")[1]["seal"] == seal
    assert f"Seal: {seal['head']} (link 2)" in desk("verify")[1]
    desk(
        "clip", "-", "--title", "Another", typed="Another text, which comes later than the seal.\n"
    )
    written = " ".join([seal["head"][:32].upper(), seal["head"][32:]])
    status, found, _ = desk("verify", "--seal", written, "--json")
    assert (status, found["seal"]["given_at_link"], found["seal"]["links"]) == (0, 2, 3)
    assert "what was received until then is unchanged" in desk("verify", "--seal", written)[1]


def test_a_seal_of_another_library_is_said(tmp_path, desk, visit):
    status, _, said = desk("verify", "--seal", "a" * 64)
    assert status == 1
    assert "The seal you gave is not in this library" in said
    status, _, said = desk("verify", "--seal", "x")
    assert (status, said) == (1, "x is no seal; it has 64 digits from 0 to 9 and a to f.\n")


def test_a_seal_does_not_vouch_for_a_chain_that_was_changed(tmp_path, desk, visit, keeper):
    seal = desk("info", "--json")[1]["seal"]["head"]
    conn = sqlite3.connect(tmp_path / "library" / "library.db")
    conn.execute("UPDATE chain SET address = 'https://example.org/other' WHERE id = 1")
    conn.commit()
    conn.close()
    status, shown, _ = desk("verify", "--seal", seal)
    assert status == 1
    assert "unchanged" not in shown
    assert desk("info", "--json")[1]["seal"]["is_whole"] is False
