# SPDX-License-Identifier: MIT
"""Works as other programs read them: names, dates, types, and signs that would act."""

from __future__ import annotations

import json
import re

import pytest

from researchdesk.export import bibtex, csl_json, dates, ris
from researchdesk.model.article import Contributor
from researchdesk.model.exporting import Work

NASTY = "50 % of {R&D} costs_$ #1 ~ a\\b ^ }"
LETTER = Work(
    public_id="01J9ZK3V7Q",
    item_type="article-newspaper",
    title="Return flights: Đorđe's tale",
    container_title="The Danube Post",
    issued="2024-03-07",
    accessed="2026-11-26T09:00:00.000000Z",
    language="en",
    url="https://example.org/a?b=1&c=50%25#d{e}",
    contributors=(
        Contributor(family="van der Berg", given="Anna"),
        Contributor(literal="Water and Land Board"),
        Contributor(family="Ilić", given="Ivo", role="editor"),
    ),
    csl={"volume": "12", "page": "3–9", "DOI": "10.1/x_y"},
    tags=("danube", "a, b"),
)


def test_an_item_of_csl_has_names_dates_and_further_variables():
    (item,) = json.loads(csl_json.write([LETTER]))
    assert item["type"] == "article-newspaper"
    assert item["author"] == [
        {"family": "van der Berg", "given": "Anna"},
        {"literal": "Water and Land Board"},
    ]
    assert item["editor"] == [{"family": "Ilić", "given": "Ivo"}]
    assert item["issued"] == {"date-parts": [[2024, 3, 7]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 26]]}
    assert (item["volume"], item["container-title"]) == ("12", "The Danube Post")


def test_further_variables_do_not_outrank_what_the_library_says():
    (item,) = json.loads(csl_json.write([Work("01J9ZK3V7Q", "report", "A", csl={"title": "B"})]))
    assert item == {"id": "01J9ZK3V7Q", "type": "report", "title": "A"}


@pytest.mark.parametrize(
    ("edtf", "wanted"),
    [
        ("1919", [(1919,)]),
        ("1919-04", [(1919, 4)]),
        ("1919~", [(1919,)]),
        ("1919-04/1920", [(1919, 4), (1920,)]),
        ("spring", []),
        ("1919/", []),
        (None, []),
    ],
)
def test_dates_are_as_precise_as_they_were_printed(edtf, wanted):
    assert [one.numbers for one in dates.parts(edtf)] == wanted


def test_a_date_that_is_about_right_says_so():
    (item,) = json.loads(csl_json.write([Work("01J9ZK3V7Q", "report", "A", issued="1919~")]))
    assert item["issued"] == {"date-parts": [[1919]], "circa": True}


def test_ris_has_a_tag_a_line_and_ends_each_record():
    text = ris.write([LETTER, Work("01J9ZK3V7R", "speech", "Two\nlines", issued="1919-04")])
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ?", line) for line in lines if line)
    assert {"TY  - NEWS", "AU  - van der Berg, Anna", "AU  - Water and Land Board"} <= set(lines)
    assert {"ED  - Ilić, Ivo", "PY  - 2024", "DA  - 2024/03/07/", "SP  - 3", "EP  - 9"} <= set(
        lines
    )
    assert {"TY  - GEN", "TI  - Two lines", "DA  - 1919/04//", "KW  - a, b"} <= set(lines)
    assert lines.count("ER  - ") == 2


def test_bibtex_names_months_and_keeps_capitals():
    text = bibtex.write([LETTER])
    assert text.startswith("@article{vanderberg2024return,\n")
    assert "  title = {{Return flights: Đorđe's tale}},\n" in text
    assert "  author = {van der Berg, Anna and {Water and Land Board}},\n" in text
    assert "  month = mar,\n" in text
    assert "  pages = {3--9},\n" in text
    assert "  url = {https://example.org/a?b=1&c=50%25#d%7Be%7D},\n" in text


def test_bibtex_is_whole_whatever_stands_in_a_title():
    text = bibtex.write([Work("01J9ZK3V7Q", "webpage", NASTY, container_title="}{", url="x}")])
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    for sign in "$&#%_":
        assert re.search(rf"(?<!\\){re.escape(sign)}", text.split("url")[0]) is None


def test_the_same_name_and_year_make_different_keys():
    keys = re.findall(r"@article\{(.+),", bibtex.write([LETTER, LETTER, LETTER]))
    assert len(set(keys)) == 3


def test_a_name_that_holds_the_word_between_names_is_kept_together():
    work = Work("01J9ZK3V7Q", "report", "A", contributors=(Contributor(family="Sons and Co, Ltd"),))
    assert "author = {{Sons and Co, Ltd}}" in bibtex.write([work])
