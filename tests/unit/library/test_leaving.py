# SPDX-License-Identifier: MIT
"""A library leaves as plain files, and what comes back of them equals it: every table, every byte, every number."""

from __future__ import annotations

import contextlib
import hashlib
import html.parser
import json
import re
import shutil
import sqlite3
import urllib.parse

import pytest
from msgspec import structs

from researchdesk.library import articles, comparing, exporting, importing, notes, seals, verify
from researchdesk.library.importing import Wanted
from researchdesk.library.library import Library
from researchdesk.model.changes import Changes
from researchdesk.model.clipping import Image
from researchdesk.model.errors import BadValue, Cancelled, FileUnwritable
from researchdesk.model.progress import Progress
from researchdesk.store import compare, plain_tables
from tests.unit.library import full_library
from tests.unit.library.test_random_walk import walked


@pytest.fixture
def full(library):
    full_library.fill(library)
    return library


@pytest.fixture
def other(tmp_path):
    made = Library.create(tmp_path / "other")
    yield made
    made.close()


def leave(library, place):
    return exporting.export(library, "open", exporting.Chosen(), place)


def contents(folder):
    files = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def test_every_table_of_the_schema_is_kept_made_again_or_left_on_purpose(library):
    asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    there = {row[0] for row in library.store.read().execute(asked)}
    said = [*plain_tables.KEPT, *plain_tables.REBUILT, *plain_tables.LEFT]
    assert sorted(said) == sorted(there)


def test_the_library_of_these_tests_has_rows_in_every_table(full):
    for name in plain_tables.KEPT:
        assert plain_tables.ids(full.store, name), name


def test_what_comes_back_is_equal_and_leaves_again_as_the_same_files(full, other, tmp_path):
    assert comparing.differences(full.folder, other.folder) != []
    leave(full, tmp_path / "out")
    report = importing.run(other, Wanted(tmp_path / "out"))
    assert (report.stored, report.rejected) == (3, ())
    assert comparing.differences(full.folder, other.folder) == []
    assert verify.verify(other, deep=True).damages == ()
    assert seals.seal(other) == seals.seal(full)
    leave(other, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "out")
    assert other.uuid != full.uuid


@pytest.mark.parametrize("seed", [11, 12])
def test_whatever_was_done_comes_back(library, other, tmp_path, seed):
    walked(library, 150, seed, 1000)
    leave(library, tmp_path / "out")
    importing.run(other, Wanted(tmp_path / "out"))
    assert comparing.differences(library.folder, other.folder) == []
    leave(other, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "out")


def test_numbers_go_on_where_they_ended(full, other, tmp_path):
    leave(full, tmp_path / "out")
    importing.run(other, Wanted(tmp_path / "out"))
    made = [
        full_library.articles.clip(one, full_library.page("New", "It is new.")).article_id
        for one in (full, other)
    ]
    assert made[0] == made[1]


def test_the_import_is_one_step_that_can_be_taken_back_and_done_again(full, other, tmp_path):
    leave(full, tmp_path / "out")
    importing.run(other, Wanted(tmp_path / "out"))
    assert [one.label for one in other.history()] == ["Import a library"]
    assert isinstance(other.undo(), Changes)
    for name in ("article", "note", "person", "tag", "annotation", "snapshot", "saved_search"):
        assert plain_tables.ids(other.store, name) == [], name
    other.redo()
    nouns = {one.noun for one in comparing.differences(full.folder, other.folder)}
    assert nouns <= {"chain"}  # which says that they went and came
    assert verify.verify(other, deep=True).damages == ()


def test_a_library_that_holds_something_is_left_alone(full, tmp_path):
    leave(full, tmp_path / "out")
    with pytest.raises(BadValue, match="make a new library"):
        importing.run(full, Wanted(tmp_path / "out"))


# -- the comparison itself


OTHER = {
    "TEXT": """coalesce("{0}", '') || 'x'""",
    "INTEGER": """coalesce("{0}", 0) + 1000""",
    "REAL": """"{0}" / 2""",
    "BLOB": """CASE WHEN '{0}' LIKE 'body%' THEN x'00' ELSE zeroblob(32) END""",
}


def altered(path, name, columns):
    """Change columns of the last row of a table, past all rules, and give what there was before."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA ignore_check_constraints=ON")
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (trigger,) in conn.execute(asked).fetchall():
            conn.execute(f"DROP TRIGGER {trigger}")
        kinds = {row[1]: row[2] for row in conn.execute(f"PRAGMA table_info({name})")}
        sets = ", ".join(f'"{one}" = {OTHER[kinds[one]].format(one)}' for one in columns or kinds)
        if columns:
            conn.execute(f"UPDATE {name} SET {sets} WHERE id = (SELECT max(id) FROM {name})")
        return [*kinds]


@pytest.mark.parametrize("name", plain_tables.KEPT)
def test_a_change_of_any_column_is_named(full_copy, tmp_path, name):
    path = tmp_path / "changed" / "library.db"
    shutil.copytree(full_copy.parent, path.parent)
    keys = compare._KEYS.get(name, ("public_id",))
    columns = [one for one in altered(path, name, []) if one not in ("id", *keys)]
    if columns:
        altered(path, name, columns)
        (found,) = [one for one in compare.differences(full_copy, path) if one.noun == name]
        assert (found.where, sorted(found.columns)) == ("both", sorted(columns))
    for one in set(keys) - {"id"}:
        shutil.copy(full_copy, path)
        altered(path, name, [one])
        nouns = {held.noun for held in compare.differences(full_copy, path)}
        assert name in nouns, one


@pytest.mark.parametrize("name", plain_tables.KEPT)
def test_a_row_that_is_gone_is_named(full_copy, tmp_path, name):
    path = tmp_path / "changed" / "library.db"
    shutil.copytree(full_copy.parent, path.parent)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute(f"DELETE FROM {name} WHERE id = (SELECT max(id) FROM {name})")
    found = [one for one in compare.differences(full_copy, path) if one.noun == name]
    assert [one.where for one in found if not one.columns] == ["a"]


@pytest.fixture(scope="module")
def full_copy(tmp_path_factory, worker):
    library = Library.create(tmp_path_factory.mktemp("full") / "library")
    library.worker = worker
    full_library.fill(library)
    library.store.close()
    return library.folder / "library.db"


# -- what people read


def test_a_person_without_the_program_finds_everything_and_an_explanation(full, tmp_path):
    leave(full, tmp_path / "out")
    readme = (tmp_path / "out" / "README.md").read_text("utf-8")
    for name in plain_tables.KEPT:
        assert f"`{name}`" in readme, name
    for folder in ("articles", "notes", "snapshots", "pictures", "data"):
        assert f"`{folder}`" in readme
        assert any((tmp_path / "out" / folder).rglob("*.*")), folder


def test_a_note_has_the_quote_beside_the_link_and_leads_to_the_article(full, tmp_path):
    leave(full, tmp_path / "out")
    (note,) = (tmp_path / "out" / "notes").glob("00001*.md")
    text = note.read_text("utf-8")
    assert 'title: "On bells: a/b"\n' in text
    assert "rd:p/" not in text
    line = next(one for one in text.splitlines() if one.startswith("[^1]: "))
    assert "“the market”, Ilić" in line or "“the market”, Ana Ilić" in line
    place = re.search(r"\]\((\.\./articles/[^)]+)\)", line)[1]
    article = (note.parent / urllib.parse.unquote(place)).resolve()
    assert "> the market\n\nWhich?" in article.read_text("utf-8")


def test_the_head_of_an_article_names_its_page_and_pictures(full, tmp_path):
    leave(full, tmp_path / "out")
    (article,) = (tmp_path / "out" / "articles").glob("00001*.md")
    head = article.read_text("utf-8").split("---\n")[1]
    values = {
        line.split(": ", 1)[0]: json.loads(line.split(": ", 1)[1]) for line in head.splitlines()
    }
    assert (values["people"], values["countries"]) == (["Ana Ilić"], ["RS"])
    assert (values["tags"], values["text_versions"]) == (["sound/bells"], 3)
    pages = [(article.parent / one).read_bytes() for one in values["pages_as_received"]]
    assert pages == [full_library.PAGE, full_library.PAGE + b"<!-- later -->"]
    assert {(article.parent / one).read_bytes() for one in values["pictures"]} == {full_library.PNG}


class Shown(html.parser.HTMLParser):
    """The pictures that a page shows, by the words for them."""

    def __init__(self, page):
        super().__init__()
        self.found = {}
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            held = dict(attributes)
            self.found[held["alt"]] = held["src"]


def test_pages_show_the_pictures_that_lie_in_the_folder(library, other, tmp_path):
    figure = '<figure><img src="https://example.org/{0}.png" alt="{0}" width="3"></figure>'
    made = structs.replace(
        full_library.page("Bells", "It rang.", url="https://example.org/bells"),
        html=f"<p>It rang.</p>{figure.format('bell')}{figure.format('not kept')}",
        images=(Image("https://example.org/bell.png", "image/png", full_library.PNG),),
    )
    articles.clip(library, made)
    sha256 = hashlib.sha256(full_library.PNG).hexdigest()
    body = (
        f"![a bell](rd-res:{sha256}) ![none](rd-res:{'0' * 64}) ![web](https://example.org/x.png)"
    )
    notes.new(library, "Rung", body)
    leave(library, tmp_path / "out")
    for folder, words in (("articles", "bell"), ("notes", "a bell")):
        (page,) = (tmp_path / "out" / folder).glob("*.html")
        found = Shown(page).found
        assert [*found] == [words]
        assert not found[words].startswith(("/", "data:"))
        assert (page.parent / found[words]).read_bytes() == full_library.PNG
        assert "img-src 'self' file:;" in page.read_text("utf-8")
    (text,) = (tmp_path / "out" / "articles").glob("*.md")
    assert f"![bell]({found['a bell']})" in text.read_text("utf-8")
    importing.run(other, Wanted(tmp_path / "out"))
    assert comparing.differences(library.folder, other.folder) == []
    leave(other, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "out")


@pytest.mark.warns("cannot be read|damaged")
def test_a_picture_that_is_damaged_is_the_words_for_it(library, tmp_path):
    made = structs.replace(
        full_library.page("Bells", "It rang.", url="https://example.org/bells"),
        html='<p>It rang.</p><figure><img src="https://example.org/bell.png" alt="bell"></figure>',
        images=(Image("https://example.org/bell.png", "image/png", full_library.PNG),),
    )
    articles.clip(library, made)
    with library.operation("Damage", undoable=False):
        library.store.db.execute("UPDATE resource SET body = x'00'")
    assert leave(library, tmp_path / "out").left_out
    (page,) = (tmp_path / "out" / "articles").glob("*.html")
    assert Shown(page).found == {}
    assert "bell" in page.read_text("utf-8")
    assert "img-src data:;" in page.read_text("utf-8")


def test_every_link_of_the_list_leads_to_a_file(full, tmp_path):
    leave(full, tmp_path / "out")
    links = []

    class Links(html.parser.HTMLParser):
        def handle_starttag(self, tag, attributes):
            links.extend(value for name, value in attributes if name in ("href", "src"))

    Links().feed((tmp_path / "out" / "index.html").read_text("utf-8"))
    assert len(links) == 3  # two articles and a note that are not in the trash
    for one in links:
        assert (tmp_path / "out" / urllib.parse.unquote(one)).is_file()


def test_names_are_borne_by_every_system_and_the_list_of_checksums_is_true(library, tmp_path):
    odd = [
        "CON",
        "nul.txt",
        "A" * 300,
        "ш" * 200,
        "end. . .",
        "a/b\\c:d*?",
        "..",
        " ",
        "é",
        "e\u0301",
    ]
    for number, title in enumerate(odd):
        text = f"Text number {number} is here."
        page = full_library.page(title.strip() or "x", text, text.encode())
        full_library.articles.clip(library, page)
    assert len(plain_tables.ids(library.store, "article")) == len(odd)
    leave(library, tmp_path / "out")
    names = list(contents(tmp_path / "out"))
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        for part in name.split("/"):
            assert len(part.encode()) <= 120
            assert not re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', part)
            assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", part)
    listed = (tmp_path / "out" / "SHA256SUMS").read_text("utf-8").splitlines()
    held = {line[66:]: line[:64] for line in listed}
    assert set(names) - set(held) == {"SHA256SUMS", "manifest.json"}
    for name, digest in held.items():
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest


# -- whole or not at all


def test_a_folder_that_is_not_empty_is_refused_and_an_empty_one_taken(full, tmp_path):
    (tmp_path / "out").mkdir()
    leave(full, tmp_path / "out")
    before = contents(tmp_path / "out")
    with pytest.raises(FileUnwritable):
        leave(full, tmp_path / "out")
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("after", [0, 1, 4])
def test_a_cancelled_export_leaves_nothing(full, tmp_path, after):
    progress = Progress()
    steps = []

    def step(*_):
        steps.append(1)
        if len(steps) > after:
            progress.cancel()
        Progress.step(progress)

    progress.step = step
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        exporting.export(full, "open", exporting.Chosen(), tmp_path / "out", progress)
    assert sorted(tmp_path.iterdir()) == before


def test_a_cancelled_import_leaves_the_library_empty_and_it_can_be_done_again(
    full, other, tmp_path
):
    leave(full, tmp_path / "out")
    progress = Progress()

    def step(done, total, words):
        if words == "Importing" and done:  # amid the rows, after the first bodies
            progress.cancel()
        Progress.step(progress)

    progress.step = step
    with pytest.raises(Cancelled):
        importing.run(other, Wanted(tmp_path / "out"), progress)
    assert plain_tables.is_empty(other.store)
    assert not any(one.is_file() for one in (other.folder / "attachments").rglob("*"))
    importing.run(other, Wanted(tmp_path / "out"))
    assert comparing.differences(full.folder, other.folder) == []


def test_a_body_that_is_damaged_is_left_out_by_name_and_everything_else_comes_back(
    full, other, tmp_path
):
    (attachment,) = (one for one in (full.folder / "attachments").rglob("*") if one.is_file())
    attachment.write_bytes(b"other bytes")
    made = leave(full, tmp_path / "out")
    assert [(one.article, one.title) for one in made.left_out] == [(2, "A large one.")]
    importing.run(other, Wanted(tmp_path / "out"))
    assert comparing.differences(full.folder, other.folder) == []


def test_what_two_articles_were_made_of_is_written_once_and_comes_back_to_both(
    library, other, tmp_path
):
    for title in ("One", "Two"):
        made = full_library.page(title, f"{title} has its own words.", full_library.PAGE)
        full_library.articles.clip(library, made, as_new=True)
    leave(library, tmp_path / "out")
    bodies = [one for one in (tmp_path / "out" / "snapshots").rglob("*") if one.is_file()]
    assert [one.read_bytes() for one in bodies] == [full_library.PAGE]
    lines = (tmp_path / "out" / "data" / "snapshot.jsonl").read_text("utf-8").splitlines()
    (place,) = {json.loads(one)["file"] for one in lines}
    assert (len(lines), tmp_path / "out" / place) == (2, bodies[0])
    importing.run(other, Wanted(tmp_path / "out"))
    assert comparing.differences(library.folder, other.folder) == []
