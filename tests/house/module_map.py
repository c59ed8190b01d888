# SPDX-License-Identifier: MIT
"""Make the generated parts of ARCHITECTURE.md: the map of modules, the errors and the settings."""

from __future__ import annotations

import ast
import re
from itertools import groupby
from operator import attrgetter

from researchdesk.config.settings import SETTINGS
from researchdesk.model import errors
from tests.house.source import ROOT, python_files, tree

ARCHITECTURE = ROOT / "ARCHITECTURE.md"
DEFAULTS = {True: "yes", False: "no"}
PART = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def written_anew(page: str) -> str:
    """Give the page with each part between `<!-- made: NAME -->` and `<!-- end -->` made again."""
    makers = {"modules": modules, "errors": error_list, "settings": setting_list}
    return PART.sub(lambda part: f"{part[1]}{makers[part[2]]()}\n{part[3]}", page)


def modules() -> str:
    """Give each module with the first line of its docstring, by package."""
    lines = []
    files = sorted(
        python_files("researchdesk"),
        key=lambda file: (file.parent, file.stem != "__init__", file.name),
    )
    for folder, inside in groupby(files, key=attrgetter("parent")):
        lines.append(f"\n**{folder.relative_to(ROOT).as_posix()}/**")
        for file in inside:
            name = "" if file.stem == "__init__" else f"`{file.name}` "
            lines.append(f"- {name}{first_line(ast.get_docstring(tree(file)) or '')}")
    return "\n".join(lines).strip()


def first_line(docstring: str) -> str:
    return docstring.partition("\n")[0]


def error_list() -> str:
    """Give each error of the user with its sentence."""
    return "\n".join(
        f"- `{kind.__name__}` {kind.sentence}" for kind in errors.UserError.__subclasses__()
    )


def setting_list() -> str:
    """Give each setting that the user chooses with its default and what it does."""
    return "\n".join(
        f"- `{setting.name}` ({DEFAULTS.get(setting.default, setting.default)}) {setting.help}"
        for setting in SETTINGS
        if not setting.is_remembered
    )
