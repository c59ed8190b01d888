# SPDX-License-Identifier: MIT
"""A private name stays in its module, only the doors catch everything, each file says its licence."""

from __future__ import annotations

import ast

from tests.house.source import nodes, place

PRODUCT = ("researchdesk",)
DOORS = {
    "researchdesk/ui/errors.py": "the window's",
    "researchdesk/cli/main.py": "the command line's",
    "researchdesk/library/importing.py": "around one entry of an import",
    "researchdesk/store/operation.py": "around each listener, when the work is saved already",
}


def test_no_private_name_is_imported():
    found = [
        f"{place(file, node)} {name.name}"
        for file, node in nodes(ast.ImportFrom, parts=PRODUCT)
        for name in node.names
        if any(is_private(part) for part in [*(node.module or "").split("."), name.name])
    ]
    assert not found, f"make the name public where it stands, or leave it alone: {found}"


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def test_only_the_doors_catch_every_exception():
    found = [
        place(file, node)
        for file, node in nodes(ast.ExceptHandler, parts=PRODUCT)
        if catches_all(node) and not passes_on(node) and place(file) not in DOORS
    ]
    assert not found, f"name the exceptions that can come, and let a bug be one: {found}"


def catches_all(handler: ast.ExceptHandler) -> bool:
    kind = handler.type
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(
        k is None or (isinstance(k, ast.Name) and k.id in ("Exception", "BaseException"))
        for k in kinds
    )


def passes_on(handler: ast.ExceptHandler) -> bool:
    """Say whether the exception goes on its way once something was put in order."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_each_module_says_its_licence_first():
    found = [
        place(file)
        for file, _ in nodes(ast.Module)
        if "# SPDX-License-Identifier: MIT" not in file.read_text("utf-8").splitlines()[:2]
    ]
    assert not found, f"begin with `# SPDX-License-Identifier: MIT`: {found}"


def test_what_holds_values_is_a_struct():
    found = [
        place(file, node)
        for file, node in nodes(ast.ImportFrom, ast.Import, parts=PRODUCT)
        if "dataclasses" in (getattr(node, "module", ""), *(name.name for name in node.names))
    ]
    assert not found, f"a dataclass costs every start: use msgspec.Struct: {found}"
