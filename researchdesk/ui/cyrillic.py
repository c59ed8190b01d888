# SPDX-License-Identifier: MIT
"""Write Serbian Latin in Cyrillic, by rule.

What is no Serbian stays as it is: places for values, addresses, names of files, query words such as `in:trash`, keys,
formats and units, words with a letter that Serbian lacks, and what stands between two backticks, which are left out.
"""

from __future__ import annotations

import re

LATIN = "abvgdđežzijklmnoprstćufhcčš"
CYRILLIC = "абвгдђежзијклмнопрстћуфхцчш"
LETTERS = dict(zip(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper(), strict=True))
PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}
KEYS = "Ctrl|Shift|Alt|Cmd|Enter|Esc|Tab|Delete|Del|Backspace|Home|End|PgUp|PgDown|Menu"
NAMES = (
    "ResearchDesk|Zotero|EndNote|JabRef|pandoc|Aleph|Linux"
    "|Markdown|Qt|SQLite|Unicode|macOS|FileVault|BitLocker|LUKS|English|Debian|SingleFile|MHTML|Safari|Word|DOCX|docx|EPUB|eml"
    "|JSON Lines|HTML|PDF|ZIP|RTF|RIS|UTF|A4|CSV|CSL|JSON|LD|XML"
    "|URL|SHA|DOI|MIT|LGPL|MB|GB|kB|px|ms|html|htm|txt|md|AND|OR|NOT|NEAR|RS"
)
KEPT = re.compile(
    r"`[^`]*`"
    r"|\{[^{}]*\}"
    r"|\w+://[^\s,;“”]+"
    r"|\b\w+:[^\s,;“”]*[\w*~]"  # query words
    r"|[\w*-]*[\w*]\.\w[\w./*-]*"  # names of files and hosts
    rf"|\b(?:{KEYS})(?:\+[^\s,;.]+)*\b|\bF\d\d?\b"
    rf"|\b(?:{NAMES})\b"
    r"|\b\w*[wqxyWQXY]\w*\b"
)
CODE = re.compile(r"(``.+?``|`[^`]*`|\]\([^)]*\))")
WORD = re.compile(rf"[{LATIN}{LATIN.upper()}]+")
# Where the two letters of a pair meet at the seam of a word, each is a letter of its own.
SEAMS = re.compile(
    r"(?:^|(?<=ne)|(?<=naj)|(?<=iz)|(?<=u)|(?<=po))(?:"
    r"(?:na|pre)d(?=ž)|od(?=ž(?:al|iv|vak|eć|eg|mur|rt))|pod(?=ž(?:anr|up|iv|eg|eć|ut|el|ar)))"
    r"|in(?=j(?:ek|ur|unk))|kon(?=j(?:un|ug|ek))|^an(?=jon)|^tan(?=jug)|^van(?=j(?:ez|av))",
    re.IGNORECASE,
)


def cyrillic(words: str) -> str:
    """Give the same words in Cyrillic."""
    parts, at = [], 0
    for kept in KEPT.finditer(words):
        parts += [_written(words[at : kept.start()]), kept.group().strip("`")]
        at = kept.end()
    return "".join([*parts, _written(words[at:])])


def cyrillic_page(text: str) -> str:
    """Give a page of Markdown in Cyrillic; what it shows as code, and where its links lead, stays."""
    parts = CODE.split(text)
    return "".join(part if at % 2 else cyrillic(part) for at, part in enumerate(parts))


def latin(words: str) -> str:
    """Give the words as they stand, without the backticks that are for the rule alone."""
    return words.replace("`", "")


def _written(words: str) -> str:
    return WORD.sub(lambda found: _word(found.group()), words)


def _word(word: str) -> str:
    seams = {found.end() for found in SEAMS.finditer(word)}
    made, at = [], 0
    while at < len(word):
        pair = PAIRS.get(word[at : at + 2].lower())
        if pair and at + 1 not in seams:
            made.append(pair.upper() if word[at].isupper() else pair)
            at += 2
        else:
            made.append(LETTERS[word[at]])
            at += 1
    return "".join(made)
