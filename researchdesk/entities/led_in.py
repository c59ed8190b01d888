# SPDX-License-Identifier: MIT
"""Names with particles inside that the tagger does not see: "Ursulom fon der Lajen", "Шарлем де Голлем".

In languages where the particles are words of their own, Romance and most Germanic ones, the tagger knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.entities.known import SLAVIC, is_capital
from researchdesk.entities.lists import case_class, words_of
from researchdesk.entities.name_words import stems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from researchdesk.entities.grouping import Run
    from researchdesk.entities.words import Token

LANGUAGES = SLAVIC | {"hu", "fi", "et", "lt", "lv", "el", "sq", "tr"}
LEADING = frozenset(["von", "fon", "bin", "ibn"])
"""What stands in no other place than a name."""
ALSO_WORDS = frozenset(["van", "de", "del", "della", "di", "du"])
"""Behind a given name alone: "Srbi van Srbije" are Serbs outside of Serbia."""
FIRST = LEADING | ALSO_WORDS
FOLLOWING = frozenset(["der", "den", "dem", "de", "ter", "la", "le", "los", "las"])
MOSTLY_CAPITAL = "de?"  # classes of words that seldom stand in small letters
MOST = 3  # particles of a name
ENDINGS = ("", "a", "o", "e")  # of a nominative, behind the stem of a case form


def led_in(
    words: Sequence[Token], folded: Sequence[str], taken: Collection[int], language: str
) -> Iterator[Run]:
    """Give the runs of a capital, particles and a capital that are free and may be a person."""
    if language not in LANGUAGES:
        return
    free = 0  # from here on: two names share no word
    for first in (at - 1 for at, word in enumerate(folded) if at and word in FIRST):
        last = _end(words, folded, first)
        if (
            last
            and first >= free
            and not any(at in taken for at in range(first, last))
            and (_is_given(folded[first], language) or _is_foreign(words, folded, first))
        ):
            free = last
            yield first, last


def _end(words: Sequence[Token], folded: Sequence[str], first: int) -> int:
    """Give the end of capital, particles and capital, the token after the last; 0 where they do not follow."""
    if not _is_name(words[first].word):
        return 0
    at = first + 1
    while (
        at < len(words)
        and words[at].word.islower()
        and (at == first + 1 or folded[at] in FOLLOWING)
    ):
        at += 1
    is_whole = first + 1 < at <= first + 1 + MOST and at < len(words) and _is_name(words[at].word)
    return at + 1 if is_whole else 0


def _is_name(word: str) -> bool:
    return len(word) > 1 and is_capital(word) and not word.isupper()


def _is_given(word: str, language: str) -> bool:
    """Say whether a folded word is a listed given name, or a case form of one."""
    if case_class(word, is_german=False) not in MOSTLY_CAPITAL:
        return False
    given = words_of("given_names")
    if language not in SLAVIC:
        return word in given
    return any(stem + end in given for stem in stems(word) for end in ENDINGS)


def _is_foreign(words: Sequence[Token], folded: Sequence[str], first: int) -> bool:
    """Say whether the particles alone tell a name; not behind a word that may open the sentence."""
    is_led = folded[first + 1] in LEADING or folded[first + 2] in FOLLOWING - {"de", "le"}
    return is_led and first > 0 and words[first - 1].word[-1].isalpha()
