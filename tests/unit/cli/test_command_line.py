# SPDX-License-Identifier: MIT
"""The verbs as they are typed: their JSON, their exit statuses, their one sentence where something is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from researchdesk.config import paths
from tests.unit.cli.conftest import TEXT


def test_clip_says_what_was_kept_left_out_and_suggested(tmp_path, desk):
    (tmp_path / "visit.txt").write_text(TEXT)
    _, done, _ = desk("clip", tmp_path / "visit.txt", "--json")
    assert done["status"] == "new"
    assert done["title"] == "The Danube commission met in Belgrade"
    assert [one["text"] for one in done["removed"]] == ["See also: Belgium remembers its canals"]
    assert done["removed"][0]["reason"]
    assert done["suggestions"]["people"] >= 2
    assert done["suggestions"]["countries"] >= 3


def test_clip_takes_standard_input_and_several_sources(tmp_path, desk):
    (tmp_path / "one.txt").write_text(TEXT)
    status, done, _ = desk(
        "clip", tmp_path / "one.txt", "-", "--json", typed="A letter\n\nIt was long and dull."
    )
    assert status == 0
    assert [one["title"] for one in done] == ["The Danube commission met in Belgrade", "A letter"]


def test_one_bad_source_among_several_is_said_and_the_rest_is_clipped(tmp_path, desk):
    (tmp_path / "one.txt").write_text(TEXT)
    status, done, said = desk("clip", tmp_path / "missing.txt", tmp_path / "one.txt", "--json")
    assert status == 1
    assert len(done) == 1
    assert "missing.txt" in said


def test_the_journey_of_a_day_on_the_command_line(desk, visit):
    _, found, _ = desk("suggestions", visit, "--json")
    assert {
        "mention",
        "article",
        "kind",
        "name",
        "code",
        "start",
        "end",
        "text",
        "status",
    } <= found[0].keys()
    _, done, _ = desk("suggestions", visit, "--accept", "all", "--json")
    assert {one["status"] for one in done} == {"accepted"}
    _, answer, _ = desk("search", "milankovic country:RS", "--json")
    assert [hit["article"] for hit in answer["hits"]] == [visit]
    hit = answer["hits"][0]
    start, end = hit["marks"][0]
    assert hit["snippet"][start:end] == "Milanković"
    _, mark, _ = desk(
        "highlight", visit, "--quote", "Italy sent nobody", "--body", "Check.", "--json"
    )
    body = f"Nobody came: [as they say](rd:p/{mark['id']}).\n"
    _, note, _ = desk("notes", "new", "--title", "The talks", "--file", "-", "--json", typed=body)
    assert [(one["exact"], one["status"]) for one in note["citations"]] == [
        ("Italy sent nobody", "same")
    ]
    assert desk("notes", "verify")[0] == 0
    _, shown, _ = desk("show", visit, "--json")
    assert [one["title"] for one in shown["notes"]] == ["The talks"]
    assert shown["text"][mark["start"] : mark["end"]] == "Italy sent nobody"
    _, steps, _ = desk("history", "--json")
    assert [one["label"] for one in steps] == [
        "New note",
        "Comment",
        "Accept all suggestions",
        "Clip article",
    ]
    _, undone, _ = desk("undo", 4, "--json")
    assert undone == ["New note", "Comment", "Accept all suggestions", "Clip article"]
    assert desk("list", "--json")[1] == []
    desk("redo", 4)
    assert [one["article"] for one in desk("list", "--json")[1]] == [visit]
    assert desk("show", visit, "--json")[1]["people"] == shown["people"]


def test_edit_restores_a_removed_block_and_proposes_anew(desk, visit):
    _, held, _ = desk("edit", visit, "--restore", 1, "--title", "Canals", "--json")
    assert held["title"] == "Canals"
    assert held["text"].endswith("See also: Belgium remembers its canals")
    assert "Belgium" in {one["name"] for one in desk("suggestions", visit, "--json")[1]}


def test_tags_people_and_countries(desk, visit):
    assert desk("tag", visit, "--person", "Ilir Meta", "--json")[1]["changed"]["person"]
    desk("people", "variant", "Ilir Meta", "I. Meta")
    desk("people", "rename", "ilir meta", "Ilir Rexhep Meta")
    _, held, _ = desk("people", "show", "I. Meta", "--json")
    assert held["name"] == "Ilir Rexhep Meta"
    assert [one["article"] for one in held["in"]] == [visit]
    desk("tag", visit, "--country", "Albania")
    assert [one["code"] for one in desk("countries", "list", "--json")[1]] == ["AL"]
    assert [one["article"] for one in desk("countries", "show", "AL", "--json")[1]["in"]] == [visit]
    desk("untag", visit, "--country", "AL")
    assert desk("countries", "list", "--json")[1] == []
    assert [one["tag"] for one in desk("tags", "list", "--json")[1]] == ["danube"]
    assert desk("people", "reject", "Mihajlo Pupin", "--json")[1]["rejected"] > 0


def test_searches_are_saved_and_what_is_found_is_counted(desk, visit):
    desk("suggestions", visit, "--accept", "all")
    assert desk("searches", "save", "Talks", "pupin OR nobody", "--json")[1]["changed"][
        "saved_search"
    ]
    assert desk("searches", "list", "--json")[1] == [
        {"name": "Talks", "query": "pupin OR nobody", "total": 1}
    ]
    status, held, _ = desk("search", "--saved", "talks", "--facets", "--json")
    assert (status, held["total"]) == (0, 1)
    assert {"value": "RS", "label": "Serbia", "count": 1, "query": "country:RS"} in held["facets"][
        "country"
    ]
    assert [one["label"] for one in held["facets"]["tag"]] == ["danube"]
    assert "Mihajlo Pupin" in desk("search", "pupin", "--facets")[1]
    assert "facets" not in desk("search", "pupin", "--json")[1]
    desk("searches", "rename", "Talks", "Visits")
    assert desk("search", "saved:visits -steel", "--json")[1]["total"] == 1
    desk("searches", "delete", "visits")
    assert desk("searches", "list", "--json")[1] == []
    assert desk("search", "--saved", "visits")[0] == 1


def test_trash_and_restore_of_every_noun(desk, visit):
    desk("highlight", visit, "--quote", "three days")
    desk("notes", "new", "--title", "A note")
    desk("tag", visit, "--person", "Ilir Meta")
    desk("trash", visit, "--note", 1, "--annotation", 1, "--person", 1)
    assert desk("list", "--json")[1] == []
    assert desk("notes", "list", "--json")[1] == []
    assert desk("people", "list", "--json")[1] == []
    assert [one["article"] for one in desk("list", "--trash", "--json")[1]] == [visit]
    assert desk("undo", "--json")[1] == ["Move to the trash"]
    desk("trash", visit)
    assert desk("empty-trash", "--json")[1] == {"deleted": 1}
    assert desk("show", visit)[0] == 1


def test_notes_have_a_history(desk, visit):
    desk("notes", "new", "--title", "A note", "--file", "-", typed="one")
    desk("notes", "edit", 1, "--file", "-", typed="two")
    saved = desk("notes", "history", 1, "--json")[1]
    assert [one["body"] for one in saved] == ["two", "one"]
    oldest = saved[-1]["revision"]
    (change,) = desk("notes", "history", 1, "--diff", oldest, "--json")[1]
    assert (change["old_words"], change["new_words"]) == ("one", "two")
    assert "- one" in desk("notes", "history", 1, "--diff", oldest)[1]
    assert desk("notes", "history", 1, "--diff", 99)[0] == 1
    assert desk("notes", "restore", 1, 1, "--json")[1]["body"] == "one"


def test_notes_verify_exits_with_1_on_a_broken_link(desk, visit):
    desk("notes", "new", "--title", "A note", "--file", "-", typed="[x](rd:p/0123456789)")
    status, broken, _ = desk("notes", "verify", "--json")
    assert (status, [one["id"] for one in broken]) == (1, ["0123456789"])


def test_clip_keeps_what_extract_has_shown(tmp_path, desk):
    page = tmp_path / "ferry.html"
    words = "The ferry of Zemun runs again, and it leaves every hour until the sun is down. " * 3
    page.write_text(
        f"<html lang=en><head><title>The ferry – Courier</title><meta name=author content='Mara Lind'>"
        f"<meta property='article:published_time' content='2026-03-02'></head><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>The ferry</h1><p>{words}</p><p>Read also: <a href=/x>The bridge</a></p><p>{words}It is new.</p>"
        f"</article></body></html>"
    )
    url = "https://courier.example/ferry"
    _, shown, _ = desk("extract", page, "--url", url, "--json")
    _, clipped, _ = desk("clip", page, "--url", url, "--json")
    same = ("title", "authors", "issued", "container_title", "language", "url", "doubt", "removed")
    assert {name: shown[name] for name in same} == {name: clipped[name] for name in same}
    assert shown["removed"]
    _, kept, _ = desk("show", clipped["article"], "--json")
    assert kept["text"] == shown["text"]
    fields = {one["field"] for one in shown["metadata"]}
    assert {"title", "authors", "issued", "container_title"} <= fields


def test_extract_saves_nothing(tmp_path, desk):
    (tmp_path / "visit.txt").write_text(TEXT)
    _, made, _ = desk("extract", tmp_path / "visit.txt", "--json")
    assert {"title", "authors", "issued", "text", "html", "removed", "metadata"} <= made.keys()
    assert not (tmp_path / "library").exists()


def test_a_page_is_read_in_the_way_that_is_asked_for(tmp_path, desk):
    page = Path(__file__).parents[2] / "data" / "pages" / "ferry.html"
    shown = {
        way: desk("extract", page, "--way", way, "--json")[1]["text"]
        for way in ("usual", "generous", "whole")
    }
    assert len(shown["usual"]) < len(shown["generous"]) < len(shown["whole"])
    typed = json.dumps({"id": 1, "path": str(page)})
    assert desk("extract", "--batch", "--way", "whole", typed=typed)[1]["text"] == shown["whole"]
    number = desk("clip", page, "--json")[1]["article"]
    _, held, _ = desk("edit", number, "--read-again", "generous", "--json")
    assert held["text"] == shown["generous"]
    assert held["versions"][-1]["seq"] == 2


def test_batches_answer_a_line_a_line_and_go_on_after_a_bad_one(tmp_path, desk, capsys):
    (tmp_path / "visit.txt").write_text(TEXT)
    asked = [
        {"id": 1, "path": str(tmp_path / "none.html")},
        {"id": 2, "path": str(tmp_path / "visit.txt")},
    ]
    typed = "\n".join([*(json.dumps(one) for one in asked), "no json", ""])
    status, out, _ = desk("extract", "--batch", typed=typed)
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [one.get("id") for one in answers] == [1, 2, None]
    assert ["error" in one for one in answers] == [True, False, True]


def test_recognise_answers_documents_and_pairs(desk):
    typed = '{"id": "a", "text": "Mihajlo Pupin lived in Serbia.", "language": "en"}\n{"pair": ["Yeltsin", "Jelzin"]}\n'
    _, out, _ = desk("recognise", "--batch", typed=typed)
    document, pair = (json.loads(line) for line in out.splitlines())
    assert [one["name"] for one in document["people"]] == ["Mihajlo Pupin"]
    assert [one["code"] for one in document["countries"]] == ["RS"]
    assert pair == {"match": True}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", 99), "no article 99"),
        (("edit", 1, "--issued", "May"), "is no date"),
        (("edit", 1, "--restore", 77), "no removed block 77"),
        (("highlight", 1, "--quote", "nobody"), "stands 2 times"),
        (("highlight", 1, "--quote", "not there"), "does not stand"),
        (("tag", 1, "--country", "Ruritania"), "is no country"),
        (("people", "show", "Nobody"), "no person Nobody"),
        (("suggestions", "--accept", 999), "no suggestion 999"),
        (("notes", "show", 5), "no note 5"),
        (("notes", "restore", 5, 1), "no note 5"),
        (("annotations", "--edit", 8, "--body", "x"), "no annotation 8"),
        (("restore", 12), "no article 12"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(desk, visit, arguments, words):
    status, out, said = desk(*arguments)
    assert status == 1
    assert words in said
    assert len(said.strip().splitlines()) == 1
    assert out == ""


def test_bad_input_gets_one_sentence_and_leaves_nothing(tmp_path, desk, visit):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.html").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "big.html").write_bytes(b"<p>words words</p>" * 2_000_000)
    for name in ("empty.txt", "binary.html", "big.html", "missing.html", "."):
        status, _, said = desk("clip", tmp_path / name)
        assert status == 1, name
        assert len(said.strip().splitlines()) == 1, said
    assert [one["article"] for one in desk("list", "--json")[1]] == [visit]


def test_a_private_address_is_refused_without_a_connection(desk, visit):
    for address in (
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://0x7f000001/",
        "ftp://e.org/x",
    ):
        status, _, said = desk("clip", address)
        assert (status, len(said.strip().splitlines())) == (1, 1), said


def test_wrong_usage_exits_with_2(desk, visit):
    for arguments in (
        ("bogus",),
        ("mark", 1),
        ("tag", 1),
        ("trash",),
        ("extract",),
        ("highlight", 1),
    ):
        assert desk(*arguments)[0] == 2, arguments


def test_a_verb_without_a_library_says_where_it_looked(tmp_path, desk):
    status, _, said = desk("list")
    assert status == 1
    assert str(tmp_path / "library") in said


def test_a_library_in_use_is_said_and_reading_goes_on(tmp_path, desk, visit):
    from researchdesk.library.library import Library

    library = Library.open(tmp_path / "library")
    status, _, said = desk("mark", visit, "--star")
    assert status == 1
    assert "open in another window" in said
    assert [one["article"] for one in desk("list", "--json")[1]] == [visit]
    assert desk("search", "danube", "--json")[0] == 0
    library.close()


def test_the_library_may_be_named_after_the_verb(tmp_path, desk, visit):
    _, rows, _ = desk("list", "--json", "--library", tmp_path / "library")
    assert len(rows) == 1
    assert desk("--library", tmp_path / "elsewhere", "list")[0] == 1


def test_an_unforeseen_error_is_one_sentence_with_the_logs_name(desk, visit, monkeypatch, caplog):
    from researchdesk.library import articles

    def fail(*_):
        raise RuntimeError("a secret title")

    monkeypatch.setattr(articles, "listed", fail)
    status, _, said = desk("list")
    assert status == 1
    assert "Something went wrong" in said
    assert "secret" not in said
    assert "secret" not in "".join(record.getMessage() for record in caplog.records)
    caplog.clear()


HINTS = {
    "(pupin": ("before “pupin” is open", 0, 1),
    'visit "the danube': ("quotation mark before “the” is open", 6, 17),
    "pupin)": ("“)” without its", 5, 6),
    "pupin OR": ("OR needs a word on both sides", 6, 8),
    "nofield:pupin": ("“nofield:” is no field", 0, 8),
    "pupin date:yesterday": ("There is no date “yesterday”", 11, 20),
    "2024..2023": ("wrong way round", 0, 10),
    "pupin~5": ("two letters at most", 0, 7),
    "saved:nothing": ("no saved search “nothing”", 6, 13),
    "saved:round": ("leads back to itself", 6, 11),
    "+++": ("nothing to search for in “+++”", 0, 3),
    "*a": ("needs two letters", 0, 2),
    "pupin" + " " * 1000: ("first 1000 characters", 1000, 1005),
    "(" * 21 + "pupin" + ")" * 21: ("Only 20 levels", 20, 21),
    " ".join(["pupin"] * 65): ("first 64 words", 384, 389),
}


def test_what_a_query_could_not_mean_is_said_with_its_place_in_words_and_as_json(desk, visit):
    desk("searches", "save", "round", "pupin saved:round")
    for query, (words, start, end) in HINTS.items():
        status, answer, _ = desk("search", query, "--json")
        assert status == 0
        (hint,) = [one for one in answer["hints"] if words in one["text"]]
        assert (hint["start"], hint["end"]) == (start, end), query
        assert hint["text"] in desk("search", query)[1]
    assert desk("search", "pupin OR danube", "--json")[1]["hints"] == []


def test_an_index_that_cannot_be_written_is_said_and_what_there_is_is_searched(desk, visit):
    assert desk("search", "danube")[0] == 0
    (folder,) = (one.parent for one in paths.cache_folder().glob("*/index"))
    shutil.rmtree(folder)
    (folder / "index.lock").mkdir(parents=True)
    status, answer, said = desk("search", "danube", "--json")
    assert status == 0
    assert [hit["article"] for hit in answer["hits"]] == [visit]
    assert "only titles are searched" in answer["hints"][0]["text"]
    assert said.startswith(f"The search index in {folder} cannot be written")
    status, _, said = desk("reindex")
    assert status == 1
    assert said.count("cannot be written") == 1
    (folder / "index.lock").rmdir()
    assert desk("search", "danube", "--json")[1]["hints"] == []
