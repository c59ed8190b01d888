# SPDX-License-Identifier: MIT
"""How many examples of the CommonMark specification the parser of notes reads as the specification says.

    python -m tests.bench.commonmark SPEC.json [--failed]

SPEC.json is what the specification publishes: a list of {example, section, markdown, html}; it is in the source archive
of markdown-it-py, too. The parser is that of notes with HTML let through and the library's own way of writing HTML:
what a note is not allowed to show is another matter. Bar: 649 of 652 with HTML.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from markdown_it.renderer import RendererHTML

from researchdesk.annotate import grammar


def failed(examples: list[dict[str, Any]], *, html: bool) -> list[dict[str, Any]]:
    """Give the examples that are read otherwise."""
    one = grammar.make()
    one.options["html"] = html
    one.renderer = RendererHTML(one)
    return [given for given in examples if one.render(given["markdown"]) != given["html"]]


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec", type=Path)
    parser.add_argument("--failed", action="store_true")
    wanted = parser.parse_args()
    examples = json.loads(wanted.spec.read_text(encoding="utf-8"))
    for html in (True, False):
        found = failed(examples, html=html)
        right = len(examples) - len(found)
        print(f"{right} of {len(examples)} with HTML {'let through' if html else 'off'}")
        for given in found if wanted.failed and html else ():
            print(f"  {given['example']} {given['section']}: {given['markdown']!r}")


if __name__ == "__main__":
    main()
