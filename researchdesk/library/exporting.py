# SPDX-License-Identifier: MIT
"""Write articles, notes and what was marked for other programs, and as files that come back."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from researchdesk.export import bibtex, csl_json, files, followthemoney, jsonld, ris
from researchdesk.library import (
    articles,
    images,
    leaving,
    notes,
    people,
    search,
    web_archives,
    written,
)
from researchdesk.model.article import ArticleFilter, ArticleId
from researchdesk.model.exporting import BY_NAME, Exported, LeftOut
from researchdesk.model.file_names import file_name
from researchdesk.store import articles as article_rows
from researchdesk.store import insight as insight_rows
from researchdesk.store import mentions as mention_rows
from researchdesk.store import portable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.exporting import FormName
    from researchdesk.model.note import NoteId
    from researchdesk.model.progress import Progress

EVERYTHING = "annotations.jsonld"  # of a folder: what makes it come back
LIST = {"csl-json": csl_json.write, "ris": ris.write, "bibtex": bibtex.write}


class Chosen(Struct, frozen=True):
    """What is exported; the articles of a note are those it cites."""

    articles: tuple[ArticleId, ...] = ()
    notes: tuple[NoteId, ...] = ()
    is_one_note: bool = False

    @property
    def is_one(self) -> bool:
        """Whether it is one page."""
        return self.is_one_note or len(self.articles) + len(self.notes) == 1


def everything(library: Library) -> Chosen:
    """Choose all that is not in the trash."""
    ids = articles.listed(library, ArticleFilter())
    return Chosen(tuple(ids), tuple(one.id for one in notes.rows(library)))


def of_articles(library: Library, ids: Iterable[int]) -> Chosen:
    """Choose articles by their numbers."""
    return Chosen(tuple(article_rows.existing(library.store, ids)))


def of_query(library: Library, query: str) -> Chosen:
    """Choose the articles and notes that a query finds."""
    found = search.find(library, query, limit=1_000_000).hits
    return Chosen(
        tuple(one.article_id for one in found if one.article_id is not None),
        tuple(one.note_id for one in found if one.note_id is not None),
    )


def of_note(library: Library, note_id: NoteId) -> Chosen:
    """Choose a note with the articles that it rests on, in the order of its text."""
    cited = (one.article_id for one in notes.citations(library, note_id))
    ids = dict.fromkeys(ArticleId(one) for one in cited if one is not None)
    return Chosen(tuple(ids), (notes.get(library, note_id).id,), is_one_note=True)


def export(
    library: Library,
    form: FormName,
    chosen: Chosen,
    place: Path,
    progress: Progress | None = None,
) -> Exported:
    """Write what is chosen to a file, or a folder of files, and name them; whole or not at all.

    The form `open` is of all that the library holds, whatever is chosen.
    """
    step = progress.step if progress else _quietly
    if form == "open":
        return leaving.write(library, place, step)
    if form == "wacz":
        return web_archives.write(library, chosen.articles, place, step)
    pictures = _Pictures(library)
    made = _written(library, form, chosen, place, _Work(step, pictures))
    return Exported(tuple(made), tuple(pictures.lost))


class _Pictures:
    """The pictures that go along, and those that the library has no longer whole."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.lost: list[LeftOut] = []

    def of(self, article_id: ArticleId) -> Iterator[tuple[str, str, bytes]]:
        """Yield address, place in a folder and bytes of the pictures that an article shows."""
        for url, place in images.shown(self._library, article_id).items():
            body = images.body(self._library, article_id, url)
            if body is None:
                title = articles.get(self._library, article_id).title
                self.lost.append(LeftOut(article_id, title, leaving.LOST))
            else:
                yield url, place, body

    def page(self, library: Library, article_id: ArticleId) -> str:
        """Write an article as a web page that holds its pictures; there are 25 MB of them at most in a clip."""
        found = {url: images.as_address(body) for url, _, body in self.of(article_id)}
        held = {url: source for url, source in found.items() if source}
        return written.article_as_page(library, article_id, held)


class _Work(NamedTuple):
    step: Step
    pictures: _Pictures


def _written(
    library: Library, form: FormName, chosen: Chosen, place: Path, work: _Work
) -> list[Path]:
    step = work.step
    if form in LIST:
        text = LIST[form]([written.work(library, one) for one in _stepping(chosen.articles, step)])
        return [files.write_file(place, text)]
    if form == "jsonld":
        return [files.write_file(place, _everything(library, chosen, step))]
    if form == "followthemoney":
        return [files.write_file(place, _entities(library, chosen, step))]
    if form == "folder":
        return files.write_folder(place, _folder(library, chosen, work))
    write = {
        "markdown": (written.note_as_markdown, written.article_as_markdown),
        "html": (written.note_as_page, work.pictures.page),
    }
    note, article = write[form]
    if chosen.is_one:
        text = (
            note(library, chosen.notes[0]) if chosen.notes else article(library, chosen.articles[0])
        )
        return [files.write_file(place, text)]
    ending = BY_NAME[form].ending
    return files.write_folder(place, _named(library, chosen, ending, note, article, step))


def _everything(
    library: Library,
    chosen: Chosen,
    step: Step,
    pictures: Mapping[ArticleId, Mapping[str, str]] = MappingProxyType({}),
) -> str:
    """Write all that comes back; `pictures` gives for an article the files of its pictures by their addresses."""
    store = library.store
    held = [
        (
            portable.article(store, one)
            | ({"pictures": dict(pictures[one])} if pictures.get(one) else {}),
            portable.annotations_of(store, one),
        )
        for one in _stepping(chosen.articles, step)
    ]
    pages = [portable.note(store, one) for one in chosen.notes]
    return jsonld.write(held, pages, portable.aliases(store))


def _entities(library: Library, chosen: Chosen, step: Step) -> str:
    """Write the articles with the people whom they name."""
    named = mention_rows.named_in(library.store, chosen.articles)
    borne: dict[int, list[str]] = {}
    for code, found in insight_rows.of_countries(library.store).items():
        for article in found:
            borne.setdefault(article, []).append(code)
    everybody = {
        person: people.get(library, person) for person in dict.fromkeys(one[1] for one in named)
    }
    works = []
    for one in _stepping(chosen.articles, step):
        held = written.work(library, one)
        works.append((held, articles.text_or_nothing(library, one), borne.get(one, ())))
    ids = {one: held.public_id for one, (held, _, _) in zip(chosen.articles, works, strict=True)}
    mentioned = [
        (ids[article], everybody[person].public_id, names) for article, person, names in named
    ]
    return followthemoney.write(everybody.values(), works, mentioned)


def _folder(library: Library, chosen: Chosen, work: _Work) -> Iterator[tuple[str, str | bytes]]:
    """Make the files of a folder: notes as they are written, articles to read, pictures, and all that comes back."""
    placed: dict[ArticleId, dict[str, str]] = {}
    taken: set[str] = set()
    for one in chosen.articles:
        placed[one] = {}
        for url, place, body in work.pictures.of(one):
            placed[one][url] = place
            if place not in taken:
                taken.add(place)
                yield place, body

    def article(library: Library, article_id: ArticleId) -> str:
        beside = {url: f"../{place}" for url, place in placed[article_id].items()}
        return written.article_as_markdown(library, article_id, beside)

    yield from _named(library, chosen, ".md", _note_source, article, work.step)
    yield EVERYTHING, _everything(library, chosen, _quietly, placed)
    yield "README.md", README


def _note_source(library: Library, note_id: NoteId) -> str:
    record = portable.note(library.store, note_id)
    front = "".join(
        f"{name}: {json.dumps(record[key], ensure_ascii=False)}\n"
        for name, key in (("id", "public_id"), ("title", "title"), ("tags", "tags"))
    )
    return f"---\n{front}---\n\n{record['body']}"


README = """# What is here

`notes` holds the notes in Markdown, `articles` the articles with what was marked in them, `pictures` the pictures that
they show. A link that begins with
`rd:p/` leads to the passage of that id in `annotations.jsonld`, which holds articles, passages and notes as
ResearchDesk takes them back: W3C Web Annotations, with keys of its own that begin with `rd:`. Import this folder, and
all has the ids, places and citations that it had; a note that was changed here in `notes` comes back as it is now.
"""


def _named(
    library: Library,
    chosen: Chosen,
    ending: str,
    note: Callable[[Library, NoteId], str],
    article: Callable[[Library, ArticleId], str],
    step: Step,
) -> Iterable[tuple[str, str]]:
    taken: dict[str, set[str]] = {"notes": set(), "articles": set()}
    for one in chosen.notes:
        name = file_name(notes.get(library, one).title, taken["notes"], ending)
        yield f"notes/{name}", note(library, one)
    for other in _stepping(chosen.articles, step):
        name = file_name(articles.get(library, other).title, taken["articles"], ending)
        yield f"articles/{name}", article(library, other)


def _stepping(ids: Sequence[ArticleId], step: Step) -> Iterable[ArticleId]:
    for number, one in enumerate(ids):
        step(number, len(ids), "")
        yield one


def _quietly(done: int, total: int, words: str) -> None:
    """Report to nobody."""


if TYPE_CHECKING:
    Step = Callable[[int, int, str], object]
