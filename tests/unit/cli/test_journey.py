# SPDX-License-Identifier: MIT
"""The journey of a passage: clip, highlight, cite, the page is edited and clipped again, repair, undo all, redo all."""

from __future__ import annotations

from tests.unit.cli.conftest import TEXT

TALKS = "The talks went on for three days."


def picture(desk, note):
    """Give what a user sees of the article, its passages and the note."""
    shown = desk("show", 1, "--json")[1]
    marks = desk("annotations", 1, "--json")[1]
    held = desk("notes", "show", note, "--json")[1]
    names = ("exact", "start", "end", "status", "why")
    return (
        shown["text"],
        [[one[name] for name in names] for one in marks],
        held["body"],
        [(one["exact"], one["status"]) for one in held["citations"]],
    )


def test_a_passage_is_cited_lost_put_right_and_all_of_it_taken_back_and_done_again(
    tmp_path, desk, visit
):
    _, kept, _ = desk("highlight", visit, "--quote", "Italy sent nobody", "--json")
    _, lost, _ = desk("highlight", visit, "--quote", TALKS, "--body", "How long?", "--json")
    body = f"They talked [for days](rd:p/{lost['id']}), and [Italy](rd:p/{kept['id']}) did not."
    note = desk("notes", "new", "--title", "Talks", "--file", "-", "--json", typed=body)[1]["note"]
    page = tmp_path / "visit.txt"
    page.write_text(TEXT.replace(TALKS, "It was settled within the week, by letters."))
    counts = desk("reclip", visit, page, "--json")[1]
    assert (counts["same"], counts["orphan"] + counts["unsure"]) == (1, 1)
    before = picture(desk, note)
    assert dict(before[3])[TALKS] in ("orphan", "unsure")
    text = before[0]
    at = text.index("settled within the week")
    desk("annotations", "--repair", lost["annotation"], "--start", at, "--end", at + 23)
    after = picture(desk, note)
    assert [TALKS, at, at + 23] in [one[:3] for one in after[1]]
    assert desk("notes", "verify")[0] == 0
    desk("export", "markdown", "--note", note, tmp_path / "talks.md")
    said = (tmp_path / "talks.md").read_text("utf-8")
    assert f"“{TALKS}”" in said
    steps = len(desk("history", "--json")[1])
    undone = desk("undo", steps, "--json")[1]
    assert len(undone) == steps
    assert desk("list", "--json")[1] == []
    assert desk("notes", "list", "--json")[1] == []
    redone = desk("redo", steps, "--json")[1]
    assert redone == undone[::-1]
    assert picture(desk, note) == after
    desk("undo")
    assert picture(desk, note) == before
    assert desk("notes", "verify")[0] == 0
