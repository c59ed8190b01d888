# SPDX-License-Identifier: MIT
from __future__ import annotations

import base64

from tests.unit.clip.test_figures import WORDS, png
from tests.unit.clip.test_sketch import story


def page(tmp_path):
    data = base64.b64encode(png()).decode()
    image = f'<figure><img src="data:image/png;base64,{data}" alt="A pier"><figcaption>Old</figcaption></figure>'
    path = tmp_path / "ferry.html"
    path.write_text(
        f"<title>Ferry</title><article><p>{WORDS * 3}</p>{image}<p>{WORDS * 2}</p></article>"
    )
    return path


def test_clip_says_which_images_are_kept(desk, tmp_path):
    status, done, _ = desk("clip", page(tmp_path), "--json")
    assert status == 0
    (image,) = done["images"]
    assert (image["alt"], image["caption"], image["is_kept"]) == ("A pier", "Old", True)
    assert (image["media_type"], image["size"]) == ("image/png", len(png()))
    assert desk("show", done["article"], "--json")[1]["images"] == [image]


def test_clip_leaves_images_where_they_are_when_told(desk, tmp_path):
    _, done, _ = desk("clip", page(tmp_path), "--no-images", "--json")
    assert [(one["is_kept"], one["size"]) for one in done["images"]] == [(False, None)]


def test_duplicates_lists_stories_at_several_places(desk, tmp_path):
    numbers = []
    for name, words in (("a", story(1)), ("b", story(2)), ("c", story(1)[:450])):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"Story {name}\n\n{' '.join(words)} end.\n")
        numbers.append(desk("clip", path, "--json")[1]["article"])
    status, found, _ = desk("duplicates", "--json")
    assert status == 0
    assert [[one["article"] for one in group["articles"]] for group in found] == [
        [numbers[0], numbers[2]]
    ]
    _, found, _ = desk("duplicates", numbers[2], "--json")
    assert [(one["article"], one["kind"]) for one in found] == [(numbers[0], "same")]
    assert 0.5 < found[0]["similarity"] < 1
    assert "Story c" in desk("duplicates")[1]
    assert desk("duplicates", numbers[1])[1].strip() == "Nothing in the library is like it."


def test_duplicates_of_no_article_is_one_sentence(desk, visit):
    status, _, said = desk("duplicates", "99")
    assert status == 1
    assert said.count("\n") == 1
    assert desk("duplicates")[1].strip() == "No story stands twice."


def test_failed_clips_are_listed_tried_again_and_dismissed(desk, visit, tmp_path):
    from researchdesk.library import failures
    from researchdesk.library.library import Library
    from researchdesk.model.clipping import Source

    assert desk("failed-clips")[1].strip() == "No clip has failed."
    path = tmp_path / "late.txt"
    library = Library.open(tmp_path / "library")
    for value in (str(path), str(tmp_path / "never.txt")):
        failures.add(library, Source("file", value), "There is no such file.")
    library.close()
    _, found, _ = desk("failed-clips", "--json")
    numbers = {one["source"].rpartition("/")[2]: one["failed"] for one in found}
    assert desk("failed-clips", "--again", "99")[0] == 1
    assert desk("failed-clips", "--again", numbers["late.txt"])[0] == 1
    path.write_text(" ".join(story(1)))
    status, left, _ = desk("failed-clips", "--again", numbers["late.txt"], "--json")
    assert status == 0
    assert [one["failed"] for one in left] == [numbers["never.txt"]]
    assert desk("failed-clips", "--dismiss", numbers["never.txt"], "--json")[1] == []


def test_edit_keeps_only_a_passage_or_reads_the_page_in_another_way(desk, visit):
    text = desk("show", visit, "--json")[1]["text"]
    start = text.index("The government")
    status, held, _ = desk("edit", visit, "--keep-only", start, start + 3, "--json")
    assert status == 0
    assert held["text"].startswith("The government of Serbia")
    assert "\n\n" not in held["text"]
    assert desk("edit", visit, "--keep-only", "9", "2")[0] == 1
    assert desk("edit", visit, "--read-again", "other", "--json")[1]["text"] == text
