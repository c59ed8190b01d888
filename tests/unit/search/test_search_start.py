# SPDX-License-Identifier: MIT
"""What the window imports when it opens is light: Whoosh and numpy come with the first search."""

from __future__ import annotations

import subprocess
import sys


def test_opening_a_window_imports_neither_whoosh_nor_numpy():
    work = (
        "import sys, pathlib\n"
        "from researchdesk.search.index import Index\n"
        "from researchdesk.search.query import parse\n"
        "from researchdesk.search.snippets import find_marks, marks_of\n"
        "index = Index(pathlib.Path('nowhere'))\n"
        "assert index.open('one', 0) == 'absent'\n"
        "find_marks('a storm at sea', marks_of(parse('storm* -c NEAR d title:x').tree))\n"
        "print(*sorted({'whoosh', 'numpy'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
