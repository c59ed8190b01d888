# SPDX-License-Identifier: MIT
"""By the command line: who appears with whom, a matrix of names, a timeline, the countries, FollowTheMoney."""

from __future__ import annotations

import csv
import io
import json

import pytest

PUPIN, MILANKOVIC = "Mihajlo Pupin", "Milutin Milanković"
FIRST = (
    "Mihajlo Pupin arrived in Belgrade from the United States in the spring of 1919, "
    "and the paper of that week said so."
)


@pytest.fixture
def tagged(desk, visit):
    """The number of the article, all its suggestions accepted."""
    desk("suggestions", visit, "--accept", "all")
    desk("edit", visit, "--issued", "1919-05-17")
    return visit


def test_who_appears_with_whom(desk, tagged):
    status, found, _ = desk("people", "with", "Pupin", "--json")
    assert status == 0
    assert (found["name"], found["by"]) == (PUPIN, "article")
    (one,) = found["with"]
    assert (one["name"], one["articles"], one["paragraphs"], one["sentences"]) == (
        MILANKOVIC,
        1,
        1,
        0,
    )
    assert one["in"][0]["article"] == tagged
    assert one["in"][0]["issued"] == "1919-05-17"
    countries = {one["code"]: one["sentences"] for one in found["countries"]}
    assert countries == {"US": 1, "RS": 1, "IT": 0}
    _, found, _ = desk("people", "with", "Pupin", "--by", "sentence", "--json")
    assert [one["code"] for one in found["countries"]] == ["RS", "US"]
    assert found["countries"][1]["in"][0]["sentence"] == FIRST
    assert found["with"] == []


def test_the_sentences_that_name_several(desk, tagged):
    _, found, _ = desk("people", "with", "Pupin", "Milanković", "--by", "paragraph", "--json")
    assert found["total"] == 1
    assert len(found["in"][0]["sentences"]) == 2
    _, found, _ = desk("people", "with", "Pupin", "--country", "US", "--by", "sentence", "--json")
    assert [one["text"] for one in found["in"][0]["sentences"]] == [FIRST]
    _, found, _ = desk("people", "with", "Pupin", "Milanković", "--by", "sentence", "--json")
    assert found == {"total": 0, "in": []}
    status, _, said = desk("people", "with", "Nobody")
    assert (status, said.count("\n")) == (1, 1)


def test_a_matrix_of_a_file_and_of_standard_input(tmp_path, desk, tagged):
    names = tmp_path / "names.csv"
    names.write_text(
        '\ufeffName,Field\n"Pupin, Mihajlo",physics\n=1+1 Ana,none\n', encoding="utf-8"
    )
    status, made, _ = desk("matrix", names, "--json")
    assert status == 0
    assert made["columns"] == [{"key": "1919-05", "label": "1919-05"}]
    pupin, nobody = made["rows"]
    assert (pupin["name"], pupin["fit"], pupin["tags"], pupin["text"]) == (
        PUPIN, "exact", {"1919-05": 1}, {"1919-05": 1},
    )  # fmt: skip
    assert (nobody["fit"], nobody["tags_total"], nobody["text_total"]) == ("unknown", 0, 0)
    _, made, _ = desk("matrix", "-", "--by", "country", "--json", typed="Milutin Milanković\n")
    assert made["rows"][0]["tags"] == {"US": 1, "RS": 1, "IT": 1}
    out = tmp_path / "counts.csv"
    status, done, _ = desk(
        "matrix", names, "--csv", out, "--html", tmp_path / "counts.html", "--json"
    )
    assert done == {"written": [str(out), str(tmp_path / "counts.html")]}
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert rows[1] == [PUPIN, PUPIN, "", "1", "1"]
    assert rows[2][0] == "'=1+1 Ana"


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\xff", b"12\n34\n", b"caf\xe9"])
def test_what_is_no_list_is_refused_in_one_sentence(desk, tagged, raw):
    status, out, said = desk("matrix", "-", "--json", typed=raw)
    assert (status, out) == (1, "")
    assert said.count("\n") == 1
    assert "Traceback" not in said


def test_a_timeline_with_its_articles(desk, tagged):
    _, line, _ = desk("timeline", "--person", "Pupin", "--by", "year", "--json")
    assert line["periods"] == [{"period": "1919", "count": 1, "articles": [tagged]}]
    desk("edit", tagged, "--issued", "1919")
    _, line, _ = desk("timeline", "--country", "Serbia", "--by", "month", "--json")
    assert (line["periods"], line["vague"]) == ([], {"count": 1, "articles": [tagged]})
    _, line, _ = desk("timeline", "--query", "danube", "--by", "year", "--json")
    assert line["total"] == 1
    _, line, _ = desk("timeline", "--query", "zeppelin", "--json")
    assert line["total"] == 0
    assert desk("timeline", "--query", "a", "--person", "b")[0] == 2


def test_countries_of_a_query_and_of_a_person(desk, tagged):
    _, rows, _ = desk("countries", "list", "--person", "Pupin", "--json")
    assert {row["code"]: row["articles"] for row in rows} == {"US": 1, "RS": 1, "IT": 1}
    assert desk("countries", "list", "--query", "zeppelin", "--json")[1] == []
    assert len(desk("countries", "list", "--query", "danube", "--json")[1]) == 3
    assert len(desk("countries", "list", "--json")[1]) == 3


def entities(desk, place, *which):
    assert desk("export", "followthemoney", *which, place)[0] == 0
    return [json.loads(line) for line in place.read_text("utf-8").splitlines()]


def test_people_articles_and_mentions_as_entities(tmp_path, desk, tagged):
    desk(
        "people", "edit", "Pupin", "--wikidata", "Q211423", "--born", "1858-10-04", "--died", "1935"
    )
    desk("people", "variant", "Pupin", "Михајло Пупин")
    found = entities(desk, tmp_path / "all.ftm.json")
    assert [one["schema"] for one in found] == ["Person", "Person", "Article", "Mention", "Mention"]
    pupin = next(one for one in found if one["properties"].get("wikidataId"))
    assert pupin["properties"]["birthDate"] == ["1858-10-04"]
    assert pupin["properties"]["deathDate"] == ["1935"]
    assert "Михајло Пупин" in pupin["properties"]["alias"]
    article = found[2]
    assert article["properties"]["country"] == ["it", "rs", "us"]
    assert article["properties"]["publishedAt"] == ["1919-05-17"]
    mention = next(one for one in found[3:] if one["properties"]["resolved"] == [pupin["id"]])
    assert mention["properties"]["document"] == [article["id"]]
    assert set(mention["properties"]["name"]) == {PUPIN, "Pupin"}
    again = entities(desk, tmp_path / "again.ftm.json", "--articles", tagged)
    assert again == found


def test_the_entities_are_valid_by_the_package_that_defines_them(tmp_path, desk, tagged):
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    desk("people", "edit", "Pupin", "--wikidata", "Q211423", "--born", "1858")
    desk("edit", tagged, "--language", "sr-Latn", "--url", "https://danube.example/1")
    for one in entities(desk, tmp_path / "all.ftm.json"):
        proxy = ftm.model.get_proxy(one, cleaned=False)
        proxy.schema.validate(one)
        assert proxy.to_dict()["properties"].keys() == one["properties"].keys()
        for prop, value in proxy.itervalues():
            assert prop.type.validate(value), (prop, value)
