# SPDX-License-Identifier: MIT
"""The tour is the main job from end to end, driven by the window's own commands."""

from __future__ import annotations

import os
import subprocess
import sys


def test_the_tour_ends_well_and_leaves_its_pictures_and_a_line_a_step(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "researchdesk", "--tour", str(tmp_path / "tour")],
        capture_output=True,
        text=True,
        timeout=240,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    steps = [line for line in done.stdout.splitlines() if line[:1].isdigit()]
    pictures = sorted((tmp_path / "tour").glob("*.png"))
    assert len(steps) == 9
    assert len(pictures) == 2 * len(steps)
    assert all(picture.stat().st_size > 5_000 for picture in pictures)


def test_a_step_whose_result_is_wrong_ends_the_tour_with_1(tmp_path):
    broken = (
        "import sys\n"
        "from researchdesk.library import mentions\n"
        "mentions.accept_all = lambda library, article_id: []\n"
        "mentions.accept = lambda library, ids: []\n"
        "from pathlib import Path\n"
        "from researchdesk.ui import tour\n"
        "tour.PATIENCE = 20.0\n"
        f"sys.exit(tour.tour(Path({str(tmp_path / 'tour')!r})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken],
        capture_output=True,
        text=True,
        timeout=240,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert done.returncode == 1
    assert "The tour ends here" in done.stdout
