# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.clip.charset import decode
from tests.pace import within

SERBIAN = "Председник општине је рекао да ће мост бити отворен у пролеће, а радови су трајали шест година. "
GERMAN = (
    "Die Brücke über den Fluss wird im Frühjahr für Fußgänger geöffnet, sagte die Bürgermeisterin. "
)
CHINESE = "市政府昨天宣布，老桥将于明年春天重新开放，修复工程历时六年。"
JAPANESE = "市は昨日、古い橋を来年の春に再び開くと発表した。工事は六年かかった。"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SERBIAN, "cp1251"),
        (GERMAN, "cp1252"),
        (CHINESE, "gb18030"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "iso2022_jp"),
    ],
)
def test_a_declared_charset_is_read(text, codec):
    label = {"gb18030": "gb2312", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}.get(codec, codec)
    page = f'<html><head><meta charset="{label}"></head><body>{text}</body></html>'
    assert decode(page.encode(codec))[0] == page
    assert decode(text.encode(codec), label)[0] == text


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_outranks_every_declaration(mark):
    assert decode(SERBIAN.encode(mark), "iso-8859-1")[0] == SERBIAN


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen(codec):
    assert decode("<html><body>Plain letters</body></html>".encode(codec))[0].endswith("</html>")


def test_utf_8_is_believed_against_a_wrong_declaration():
    assert decode(GERMAN.encode(), "iso-8859-1") == (GERMAN, "utf-8")


def test_gbk_that_claims_to_be_utf_8_is_guessed():
    page = '<meta charset="utf-8">' + CHINESE * 8
    assert decode(page.encode("gbk"), "utf-8")[0] == page


def test_a_declaration_that_cannot_be_true_is_not_believed():
    assert decode((JAPANESE * 5).encode("euc_jp"), "shift_jis")[0] == JAPANESE * 5


def test_cyrillic_without_a_declaration_is_guessed():
    assert decode((SERBIAN * 6).encode("cp1251"))[0] == SERBIAN * 6


def test_utf_8_with_one_broken_byte_is_still_utf_8():
    broken = (GERMAN * 20).encode() + b"\xff"
    text, name = decode(broken)
    assert name == "utf-8"
    assert text.startswith(GERMAN)


def test_latin_1_means_windows_1252_as_in_every_browser():
    assert decode("“quoted” – and".encode("cp1252"), "ISO-8859-1")[0] == "“quoted” – and"


@pytest.mark.parametrize("raw", [b"", b"\xff\xff\xff\xff", bytes(range(256)) * 4, b"\x00" * 9])
def test_no_bytes_are_an_error(raw):
    text, name = decode(raw, "no-such-charset")
    assert isinstance(text, str)
    assert name


def test_a_large_page_that_must_be_guessed_takes_bounded_time():
    raw = (GERMAN * 20_000).encode("cp1252")
    with within(2):
        decode(raw)
