# SPDX-License-Identifier: MIT
"""Every sentence that the window may have to say in another language, found in the code."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from researchdesk.clip import kinds, worker
from researchdesk.clip.importers import docx, eml, mhtml
from researchdesk.config import settings
from researchdesk.export import sums
from researchdesk.library import search
from researchdesk.model import errors, exporting, formats
from researchdesk.search import index, query
from researchdesk.store import verify
from researchdesk.ui import action_table, calling, menus, name_commands, places, print_commands
from researchdesk.ui import errors as said
from researchdesk.ui.dialogs import about, backups, bug, export, help_pages, preferences, printing
from researchdesk.ui.models import completions, rows
from researchdesk.ui.panes import (
    details,
    empty,
    insight_matrix,
    missing_fonts,
    name_page_parts,
    narrowing,
    navigation,
    people,
    repair_strip,
    results,
    review,
    welcome,
)
from researchdesk.ui.widgets import selection_bar
from tests.house.source import nodes, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

UI = ("researchdesk/ui",)
BELOW = tuple(
    f"researchdesk/{one}"
    for one in ("library", "search", "clip", "annotate", "store", "export", "ui")
)
SAYING = ("tr", "plural", "written")
PLACE = re.compile(r"\{[^{}]*\}")


def of_tables() -> dict[str, Iterable[str]]:
    """Give the English of each table whose rows reach `tr` through a variable, by the file that says them."""
    actions = action_table.ACTIONS
    shown = [one for one in settings.SETTINGS if not one.is_remembered]
    choices = {choice for one in shown for choice in one.choices}
    ways = [way.words for one in said.SAID.values() for way in one.ways]
    return {
        "actions.py": [
            action_table.READ_ONLY,
            *(word for one in actions for word in (one.text, one.needs) if word),
        ],
        "calling.py": [words for words, *_ in calling.KINDS.values()],
        "dialogs/printing.py": [*printing.PAPERS.values(), *print_commands.CHOICES.values()],
        "dialogs/export.py": [*export.REMARKS.values(), *(one.words for one in exporting.FORMS)],
        "dialogs/import_archive.py": [one.words for one in formats.FORMATS],
        "panes/missing_fonts.py": list(missing_fonts.PACKAGES),
        "deeds.py": [],  # its pairs are read by `pairs_of_tables`
        "dialogs/about.py": [about.QT_SOURCE],
        "dialogs/backups.py": [
            *backups.REASONS.values(),
            *backups.HOW.values(),
            *backups.NOUNS.values(),
            *backups.PARTS.values(),
        ],
        "dialogs/bug.py": [bug.SENTENCE],
        "dialogs/help_pages.py": [*action_table.GROUPS, *help_pages.PLACES.values()],
        "dialogs/preferences.py": [
            *(word for one in shown for word in (one.label, one.help)),
            *(words for words, _ in preferences.SECTIONS),
            "Memory",
            "They are proposed while you type, as is what you went to last with Ctrl+K.",
            *(preferences.WORDS[choice] for choice in choices if choice in preferences.WORDS),
        ],
        "panes/insight_matrix.py": [*insight_matrix.APART.values(), *insight_matrix.FITS.values()],
        "menus.py": [words for words, _ in menus.MENUS],
        "models/completions.py": [
            *completions.EXAMPLES.values(),
            *(words for words, *_ in completions.GROUPS.values()),
        ],
        "models/rows.py": [*rows.STATES.values(), *selection_bar.COLOURS.values()],
        "panes/details.py": [caption for _, caption in details.FIELDS],
        "panes/empty.py": empty.SENTENCES.values(),
        "name_commands.py": name_commands.KINDS.values(),
        "panes/name_page_parts.py": name_page_parts.SCRIPTS.values(),
        "panes/narrowing.py": [heading for *_, heading in narrowing.KINDS],
        "panes/navigation.py": navigation.DELETED.values(),
        "panes/people.py": [words for *_, words in people.SECTIONS],
        "panes/repair_strip.py": [words for _, words, *_ in repair_strip.BUTTONS],
        "panes/results.py": results.SORTS.values(),
        "panes/review.py": [words for _, words, *_ in review.BUTTONS],
        "panes/welcome.py": [welcome.LEAD, *welcome.WORDS.values()],
        "places.py": [words for _, words in (*places.SHELVES.values(), *places.LISTS.values())],
        "translate.py": list(of_errors()),
        "ways_out.py": ways,
        "widgets/selection_bar.py": [
            *(words for _, words, *_ in selection_bar.DEEDS),
            *selection_bar.COLOURS.values(),
        ],
    }


def of_errors() -> Iterator[str]:
    """Give all sentences of the errors of the user."""
    waiting: list[type[errors.UserError]] = [errors.UserError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        for name, value in vars(kind).items():
            if isinstance(value, str) and not name.startswith("_") and kind is not errors.UserError:
                yield value


def of_window() -> dict[str, str]:
    """Give each sentence of the window with the place where it is said first."""
    found: dict[str, str] = {}
    for file, node in nodes(ast.Call, parts=UI):
        assert isinstance(node, ast.Call)
        name = _name(node)
        if name not in SAYING:
            continue
        arguments = {"plural": node.args[:2], "written": node.args[1:2]}.get(name, node.args[:1])
        for argument in arguments:
            for words in literals(argument):
                found.setdefault(words, place(file, node))
    for table, sentences in of_tables().items():
        for words in sentences:
            found.setdefault(words, f"a table said in researchdesk/ui/{table}")
    for one, many in pairs_of_tables():
        found.setdefault(one, "deeds.py")
        found.setdefault(many, "deeds.py")
    found.pop("", None)
    return found


def pairs() -> set[tuple[str, str]]:
    """Give each sentence for one thing with that for several."""
    found = set(pairs_of_tables())
    for _, node in nodes(ast.Call, parts=UI):
        assert isinstance(node, ast.Call)
        if _name(node) == "plural":
            ones, manys = (list(literals(one)) for one in node.args[:2])
            found |= set(zip(ones, manys, strict=True))
    return found


def pairs_of_tables() -> Iterator[tuple[str, str]]:
    from researchdesk.ui import deeds

    yield from deeds.MOVED.values()


def said_by_variable() -> set[str]:
    """Give the files in which a sentence reaches `tr` through a variable."""
    found = set()
    for file, node in nodes(ast.Call, parts=UI):
        assert isinstance(node, ast.Call)
        if _name(node) in ("tr", "plural") and node.args and not is_literal(node.args[0]):
            found.add(_short(file))
    return found


def from_below() -> dict[str, str]:
    """Give what the storeys below say by themselves, each place in it as `{}`, with where they say it."""
    found = {bare(words): where for where, table in of_tables_below().items() for words in table}
    for file, node in nodes(ast.Call, parts=BELOW):
        assert isinstance(node, ast.Call)
        at = SAID_BELOW.get(_name(node))
        said_here = [] if at is None else [*node.args[at : at + 1]]
        if _name(node) in ERRORS:
            said_here += [one.value for one in node.keywords if one.arg in errors.UserError.spoken]
        for one in said_here:
            for words in literals(one, with_places=True):
                found.setdefault(words, place(file, node))
    for file, node in nodes(ast.FunctionDef, parts=BELOW):
        assert isinstance(node, ast.FunctionDef)
        if (file.stem, node.name) in ANSWERS:
            for words in answers(node):
                found.setdefault(words, place(file, node))
    return {
        words: where
        for words, where in found.items()
        if re.search(r"[a-z]{2}", words) and not re.search(r"\w:[\w{]", words)  # a page's own marks
    }


def of_tables_below() -> dict[str, Iterable[str]]:
    """Give the English of what the storeys below say by a name, by the file that says it."""
    return {
        "library/search.py": [search.WITHOUT_INDEX, search.LOST],
        "search/index.py": [index.STOPPED],
        "search/query.py": [*query.BRACKET, *query.MARK],
        "clip/kinds.py": kinds._SIGNATURES.values(),
        "clip/worker.py": [worker.TOO_LONG],
        "clip/decide.py": ["box beside the text ({})", "before the article", "after the article"],
        "clip/importers/eml.py": [eml.NO_ARTICLE],
        "clip/importers/mhtml.py": [mhtml.CUT],
        "clip/importers/docx.py": [docx.FIRST_HEADING, "title style"],
        "export/sums.py": [sums.DAMAGED, sums.MISSING],
        "store/verify.py": [one for one in (*verify.PARTS, *verify.DEEP) if " " in one],
    }


def answers(function: ast.FunctionDef) -> Iterator[str]:
    """Give the sentences that a function returns, or has in a table that it returns from."""
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            yield from literals(node.value, with_places=True)
        elif isinstance(node, ast.Dict):
            for one in node.values:
                yield from literals(one, with_places=True)


SAID_BELOW = {  # who says its first argument, or the one at this place
    "operation": 0, "hint": 0, "_hint": 0, "Hint": 0, "_Refused": 0, "bad": 0, "Damage": 0, "Rejected": 1,
    "Candidate": 2,
}  # fmt: skip
ANSWERS = {
    ("reasons", "reason"),
    ("opening", "why_read_only"),
    ("backup", "_words"),
    ("lock", "_words"),
}
ERRORS = tuple(kind.__name__ for kind in errors.UserError.__subclasses__())


def literals(node: ast.expr, *, with_places: bool = False) -> Iterator[str]:
    """Give the sentences that an expression may come to, as far as it spells them out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body, with_places=with_places)
        yield from literals(node.orelse, with_places=with_places)
    elif isinstance(node, ast.BoolOp):
        for one in node.values:
            yield from literals(one, with_places=with_places)
    elif with_places and isinstance(node, ast.JoinedStr):
        parts = (one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
        yield "".join(str(part) for part in parts)


def is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return is_literal(node.body) and is_literal(node.orelse)
    return isinstance(node, ast.Constant)


def bare(sentence: str) -> str:
    """Give a sentence with its places unnamed."""
    return PLACE.sub("{}", sentence)


def _name(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _short(file: Path) -> str:
    return place(file).removeprefix("researchdesk/ui/")
