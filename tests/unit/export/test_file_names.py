# SPDX-License-Identifier: MIT
"""Whatever a title is, the name of its file can be borne by every system, and says no more than it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.model.file_names import LONGEST, file_name, stem_of

DEVICES = ("CON", "prn", "Aux", "NUL", "COM1", "lpt9", "COM¹", "LPT³", "CONIN$", "conout$")


def is_device(name: str) -> bool:
    """Say whether Windows would take it for a device: what stands before the first point, without blanks."""
    return name.split(".")[0].rstrip().upper() in {one.upper() for one in DEVICES}


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("title", ["{}", "{}.", "{}.txt", "{} .txt", "{}…/", "..{}", "{}:"])
def test_no_file_has_the_name_of_a_device(device, title):
    for ending in (".md", ""):
        assert not is_device(file_name(title.format(device), set(), ending))


@pytest.mark.parametrize("title", ["Console", "Comet 1", "Nullarbor", "COM10", "Auxerre."])
def test_words_that_only_begin_so_are_left_as_they_are(title):
    assert file_name(title, set(), ".md") == f"{title.rstrip('.')}.md"


@pytest.mark.parametrize("title", ["", ".", "..", " . ", "///", "\u202e", "\x00"])
def test_what_leaves_no_letter_has_a_name_all_the_same(title):
    assert file_name(title, set(), ".md") == "_.md"
    assert stem_of(title, ".md", "Page") == "Page"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("../../etc/passwd", "etc passwd.md"),
        ("C:\\Windows\\win.ini", "C Windows win.ini.md"),
        ("report\u202efdp.exe", "report fdp.exe.md"),
        ("a\u2066b\u2069c\u061cd\ufeffe\u200bf", "a b c d e f.md"),
        ("stream.txt:hidden", "stream.txt hidden.md"),
        ("trailing dots... ", "trailing dots.md"),
    ],
)
def test_nothing_leads_elsewhere_or_looks_like_another_name(title, wanted):
    assert file_name(title, set(), ".md") == wanted


@given(st.text(max_size=300), st.sampled_from(["", ".md", ".html"]))
def test_every_title_makes_a_name_that_every_system_bears(title, ending):
    taken: set[str] = set()
    names = [file_name(title, taken, ending) for _ in range(3)]
    assert len({one.casefold() for one in names}) == 3
    for name in names:
        assert 0 < len(name.encode()) <= LONGEST
        assert not set(name) & set('<>:"/\\|?*')
        assert all(unicodedata.category(one) != "Cc" for one in name)
        assert not any(unicodedata.bidirectional(one) in BIDI for one in name)
        assert name == name.strip(" .")
        assert not is_device(name)


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
