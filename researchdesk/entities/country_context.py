# SPDX-License-Identifier: MIT
"""What the words around a country name say in languages other than English: firms, banks, and languages spoken.

"Narodna banka Srbije" is an organisation and "na engleskom" a language; "vlada Srbije" and "engleska vlada" are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.entities.country_names import Kind
    from researchdesk.entities.words import Token

_ORGANISATIONS = """
bank banka banke banci banku bankom banque banco banca bahn post posta telekom telecom borse bolsa bourse borsa
nationalbank zentralbank bundesbank landesbank univerzitet universitat universite universidad universita sveuciliste
universidade universitatea akademie akademija academie academia accademia institut institute instituto istituto muzej
museum musee museo radio televizija television televisione televisao rundfunk fernsehen zeitung opera filharmonija
airlines aerolinije klub club liga ligue lega bank banky banki banku bankowi
"""
_BEFORE_GENITIVE = """
bank banka banke banci banku bankom banque banco banca radio univerzitet univerziteta universite universidad universita
telekom telecom glas voix voz voce golos hlas stadion stade muzej museum musee museo banky banki
"""
_JOINS = frozenset(["de", "d'", "di", "do", "da", "du", "von", "der"])
_LANGUAGE_WORDS = frozenset(
    [
        "jezik", "jeziku", "jezika", "jezikom", "jezici", "jazyk", "jazyku", "jazyka", "jazykem", "jazykom", "jezyk",
        "jezyku", "jezyka", "jezykiem", "ezik", "ezika", "mova", "movi", "movu", "movoju", "jazike", "jazik", "jazika",
        "jazikom", "jaziku", "sprache", "langue", "lengua", "lingua", "idioma", "taal",
    ]
)  # fmt: skip
_LANGUAGE_BEFORE = frozenset(
    [
        "na", "en", "em", "po", "auf", "parle", "parlent", "parlait", "parler", "habla", "hablan", "hablaba", "hablar",
        "parla", "parlano", "parlava", "parlare", "spricht", "sprach", "sprechen", "govori", "govorio", "govorila",
        "govore", "mluvi", "mowi", "govorit", "govorjat",
    ]
)  # fmt: skip
_ORGANISATION_WORDS = frozenset(_ORGANISATIONS.split())
_WORDS_BEFORE = frozenset(_BEFORE_GENITIVE.split())
_FARTHEST = 2  # words between an adjective and the organisation: Hrvatska narodna banka
_ENDS = frozenset('.,;:!?)"”»\n')
_SMALL = frozenset(
    [
        "i",
        "a",
        "und",
        "oder",
        "mit",
        "et",
        "ou",
        "avec",
        "y",
        "o",
        "con",
        "e",
        "ili",
        "ali",
        "sa",
        "s",
        "ale",
    ]
)


def means_country(words: Sequence[Token], folded: Sequence[str], at: int, kind: Kind) -> bool:
    """Say whether a country word means the country, not a part of an organisation's name or a language."""
    if kind == "name":
        is_adjective_too = folded[at].endswith(("ska", "cka", "ske", "sku", "skoj"))  # Hrvatska
        return not (
            _is_after_organisation(words, folded, at)
            or (is_adjective_too and _is_in_organisation(words, folded, at))
        )
    if kind == "demonym":
        return not (_is_in_organisation(words, folded, at) or _is_language(words, folded, at))
    return True


def _is_after_organisation(words: Sequence[Token], folded: Sequence[str], at: int) -> bool:
    """Say whether a bank, a radio or a university stands before: Banca d'Italia, Narodna banka Srbije."""
    before = at - 1
    if before > 0 and folded[before] in _JOINS:
        before -= 1
    return before >= 0 and folded[before] in _WORDS_BEFORE and _is_beside(words, before, at)


def _is_in_organisation(words: Sequence[Token], folded: Sequence[str], at: int) -> bool:
    """Say whether a capitalised adjective opens the name of an organisation: Österreichische Post."""
    if not words[at].word[0].isupper():
        return False
    for number in range(at + 1, min(at + 2 + _FARTHEST, len(words))):
        if not words[number].word[0].isalpha():
            return False
        if folded[number] in _ORGANISATION_WORDS:
            return True
    return False


def _is_language(words: Sequence[Token], folded: Sequence[str], at: int) -> bool:
    """Say whether an adjective names a language: na engleskom, en anglais, Deutsch."""
    word = folded[at]
    if words[at].word[0].isupper() and word.endswith(("isch", "deutsch")):
        return True  # adjectives have endings and small letters in German
    follow = words[at + 1].word if at + 1 < len(words) else "."
    if folded[at + 1 : at + 2] and folded[at + 1] in _LANGUAGE_WORDS:
        return True
    is_end = follow in _ENDS or folded[at + 1] in _SMALL
    return is_end and at > 0 and folded[at - 1] in _LANGUAGE_BEFORE and words[at].word[0].islower()


def _is_beside(words: Sequence[Token], before: int, at: int) -> bool:
    """Say whether two tokens stand in one phrase: nothing but blanks and small words between them."""
    return all(words[number].word[0].isalpha() for number in range(before, at))
