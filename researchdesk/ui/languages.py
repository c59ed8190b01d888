# SPDX-License-Identifier: MIT
"""The languages of the window: which there are, which one holds, and what each says for an English sentence.

English stands in the code. Another language is one file, `resources/languages/CODE.toml`: the English sentence, and
what is said for it, or the list of its forms where something is counted. A second script is made of it by rule.
"""

from __future__ import annotations

import os
import re
import tomllib
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from researchdesk.config import paths
from researchdesk.ui.cyrillic import cyrillic, cyrillic_page, latin
from researchdesk.ui.verbs import countries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Sentences = Mapping[str, str | list[str]]

UNSPELLED = ("dates",)  # patterns of letters that mean something to Qt
QT = "qt"  # Qt's own words, which mean nothing to the rest of the window
PLACE = re.compile(r"\{(\w+)\}")


def one_or_many(n: int) -> int:
    """Give the number of the form for a count, in English."""
    return 0 if n == 1 else 1


def slavic(n: int) -> int:
    """Give the number of the form for a count, in Serbian: 1, 21, 31 …; 2 to 4, 22 to 24 …; all others."""
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


class Language(Struct, frozen=True, dict=True):
    """One language of the window. `name` is its own word for itself, which no language translates."""

    code: str
    name: str
    locale: QLocale
    file: str = ""
    spelling: Callable[[str], str] = latin
    form: Callable[[int], int] = one_or_many
    page: Callable[[str], str] = str  # spells a page of Markdown

    @cached_property
    def sentences(self) -> Sentences:
        """What is said for each English sentence; the file is read when it is asked for first."""
        tables = self._tables
        spelled = {
            english: self._spelled(said)
            for name, table in tables.items()
            if name not in (QT, *UNSPELLED)
            for english, said in table.items()
        }
        return spelled | {key: said for name in UNSPELLED for key, said in tables[name].items()}

    @cached_property
    def words_of_qt(self) -> Sentences:
        """What is said for the words of Qt's own dialogs and menus."""
        return {english: self._spelled(said) for english, said in self._tables[QT].items()}

    def sentence(self, english: str, n: int | None = None) -> str:
        """Give the sentence for an English one, in the form for `n`; the English one where there is none."""
        said = self.look_up(english)
        if isinstance(said, list):
            return said[self.form(2 if n is None else n)]
        return english if said is None else said

    def counted(self, one: str, many: str, n: int) -> str:
        """Give the sentence for `n` things; that for exactly one may be a sentence of its own."""
        own = self.look_up(one) if n == 1 else None
        if isinstance(own, str):
            return own
        said = self.look_up(many)
        if isinstance(said, list):
            return said[self.form(n)]
        return said or (one if n == 1 else many)

    def country(self, code: str, english: str) -> str:
        """Give the name of a country."""
        return self.spelling(countries.name_of(code, self.file)) if self.file else english

    def look_up(self, english: str) -> str | list[str] | None:
        """Give what stands in the file; None where nothing does."""
        return self.sentences.get(english)

    def fitted(self, words: str) -> str:
        """Translate a sentence whose places are filled: by the one that fits it with the most words of its own."""
        if not self.file:
            return words
        if words in self.sentences:
            return self.sentence(words)
        for pattern, english in self._patterns:
            if found := pattern.fullmatch(words):
                values = {name: self._inside(value) for name, value in found.groupdict().items()}
                if "n" not in values:
                    return self.sentence(english).format(**values)
                n = int(values.pop("n").replace(",", ""))
                return self.sentence(english, n).format(n=QLocale().toString(n), **values)
        return words

    def _inside(self, value: str) -> str:
        return self.sentence(value) if value in self.sentences else value

    @cached_property
    def _tables(self) -> Mapping[str, Mapping[str, str | list[str]]]:
        if not self.file:
            return {name: {} for name in (QT, *UNSPELLED)}
        text = (paths.resource("languages") / f"{self.file}.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        spoken = (*self._tables["library"], *self._tables["errors"])  # errors stand in reports too
        keys = [key for key in spoken if PLACE.search(key)]
        keys.sort(key=lambda key: -len(PLACE.sub("", key)))
        return [(_pattern(key), key) for key in keys]

    def _spelled(self, said: str | list[str]) -> str | list[str]:
        if isinstance(said, list):
            return [self.spelling(one) for one in said]
        return self.spelling(said)


class WordsOfQt(QTranslator):
    """Gives Qt's own dialogs and menus their words, where Qt brings no catalogue."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Give the word for one of Qt's; None for what is not in the file."""
        found = current().words_of_qt.get(text)
        return found if isinstance(found, str) else None

    def isEmpty(self) -> bool:
        """Be asked."""
        return False


def _pattern(sentence: str) -> re.Pattern[str]:
    """Make what a sentence fits whose places are filled; the place `n` holds a number alone."""
    made = ""
    for at, part in enumerate(PLACE.split(sentence)):
        inside = r"[\d,]+" if part == "n" else ".+?"
        made += f"(?P<{part}>{inside})" if at % 2 else re.escape(part)
    return re.compile(made, re.DOTALL)


_Locale, _Script, _Land = QLocale.Language, QLocale.Script, QLocale.Country
ENGLISH = Language("en", "English", QLocale(_Locale.English, _Land.UnitedKingdom))
LANGUAGES = (
    ENGLISH,
    Language(
        "sr-Latn",
        "srpski",
        QLocale(_Locale.Serbian, _Script.LatinScript, _Land.Serbia),
        "sr",
        form=slavic,
    ),
    Language(
        "sr-Cyrl",
        "српски",
        QLocale(_Locale.Serbian, _Script.CyrillicScript, _Land.Serbia),
        "sr",
        cyrillic,
        slavic,
        cyrillic_page,
    ),
)
BY_CODE = {language.code: language for language in LANGUAGES}
_held = [ENGLISH]
_words_of_qt: list[WordsOfQt] = []


def current() -> Language:
    """Give the language that holds."""
    return _held[0]


def name_of(choice: str) -> str:
    """Give a language's own word for itself; empty for what is none."""
    return BY_CODE[choice].name if choice in BY_CODE else ""


def wanted(choice: str) -> Language:
    """Give the language of the setting's word; for "system" the first of the user's languages that there is."""
    if choice in BY_CODE:
        return BY_CODE[choice]
    return of_system(QLocale.system())


def of_system(system: QLocale) -> Language:
    """Give the first of the user's languages that there is, English where there is none."""
    for tag in _tags(system):
        asked = QLocale(tag)
        for language in LANGUAGES:
            is_same = (asked.language(), asked.script()) == (
                language.locale.language(),
                language.locale.script(),
            )
            if is_same and asked.language() != _Locale.C:
                return language
    return ENGLISH


def _tags(system: QLocale) -> list[str]:
    """Give the user's languages, the first first; Qt passes over `@latin` in the names that Linux has for them."""
    names = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((name.split(":")[0] for name in names if name), "")
    is_latin = first.startswith("sr") and first.endswith("@latin")
    return [*(["sr-Latn"] if is_latin else []), *system.uiLanguages(), system.name()]


def use(language: Language) -> None:
    """Let a language hold, with its way of writing numbers and dates: the user's own where the system has it too."""
    _held[0] = language
    system = QLocale.system()
    theirs, ours = ((one.language(), one.script()) for one in (system, language.locale))
    QLocale.setDefault(system if theirs == ours else language.locale)
    app = QCoreApplication.instance()
    if app is None:
        return
    for held in _words_of_qt:
        app.removeTranslator(held)
    _words_of_qt.clear()
    if language.words_of_qt:
        _words_of_qt.append(WordsOfQt())
        app.installTranslator(_words_of_qt[0])
