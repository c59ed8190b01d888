# SPDX-License-Identifier: MIT
"""Write articles, notes and what was marked for other programs, and as files that come back."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from researchdesk.annotate import footnoting
from researchdesk.annotate import markdown as rendering
from researchdesk.export import bibtex, csl_json, files, jsonld, markdown, pages, ris
from researchdesk.library import articles, notes, passages, search
from researchdesk.model.article import ArticleFilter, ArticleId, Contributor
from researchdesk.model.errors import NoSuchThing
from researchdesk.model.exporting import BY_NAME, Work
from researchdesk.store import articles as article_rows
from researchdesk.store import notes as note_rows
from researchdesk.store import portable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from researchdesk.annotate.safe_links import RdLink
    from researchdesk.library.library import Library
    from researchdesk.model.exporting import FormName
    from researchdesk.model.note import NoteId
    from researchdesk.model.progress import Progress

EVERYTHING = "annotations.jsonld"  # of a folder: what makes it come back
LIST = {"csl-json": csl_json.write, "ris": ris.write, "bibtex": bibtex.write}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is exported; the articles of a note are those it cites."""

    articles: tuple[ArticleId, ...] = ()
    notes: tuple[NoteId, ...] = ()
    is_one_note: bool = field(default=False, kw_only=True)

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
) -> list[Path]:
    """Write what is chosen to a file, or a folder of files, and name them; whole or not at all."""
    step = progress.step if progress else _quietly
    if form in LIST:
        text = LIST[form]([work(library, one) for one in _stepping(chosen.articles, step)])
        return [files.write_file(place, text)]
    if form == "jsonld":
        return [files.write_file(place, _everything(library, chosen, step))]
    if form == "folder":
        return files.write_folder(place, _folder(library, chosen, step))
    write = {"markdown": (_note_markdown, _article_markdown), "html": (_note_page, _article_page)}
    note, article = write[form]
    if chosen.is_one:
        text = (
            note(library, chosen.notes[0]) if chosen.notes else article(library, chosen.articles[0])
        )
        return [files.write_file(place, text)]
    ending = BY_NAME[form].ending
    return files.write_folder(place, dict(_named(library, chosen, ending, note, article, step)))


def work(library: Library, article_id: ArticleId) -> Work:
    """Give an article as a bibliography lists it."""
    held = articles.get(library, article_id)
    everybody = [
        Contributor(one["family"], one["given"], one["literal"], one["role"])
        for one in portable.contributors(library.store, article_id)
    ]
    return Work(
        public_id=held.public_id,
        item_type=held.item_type,
        title=held.title,
        container_title=held.container_title,
        issued=held.issued,
        accessed=held.accessed,
        language=held.language,
        url=held.url or held.canonical_url,
        contributors=tuple(everybody),
        csl=portable.csl(library.store, [article_id])[article_id],
        tags=held.tags,
    )


def note_markdown(library: Library, title: str, body: str) -> str:
    """Write a note, also one that is not saved yet, with its sources as footnotes."""
    text = _footnoted(library, body)
    return f"# {markdown.escaped(title)}\n\n{text}"


def _footnoted(library: Library, body: str) -> str:
    """Write a note's citations as footnotes; each source is looked up once."""
    return footnoting.footnoted(body, functools.cache(lambda link: _footnote(library, link)))


def _footnote(library: Library, link: RdLink) -> str | None:
    """Say what a citation rests on; notes and people are words on the page."""
    if link.kind not in "pa":
        return None
    try:
        if link.kind == "p":
            held = passages.by_public_id(library, link.public_id)
            at = markdown.fragment(held.exact) if held.place else ""
            return markdown.source(work(library, held.article_id), held.exact, at=at)
        public_id = note_rows.resolve(library.store, link.public_id)
        article_id = article_rows.by_public_id(library.store, public_id)
        return markdown.source(work(library, article_id)) if article_id else LOST
    except NoSuchThing:
        return LOST


LOST = "This source is no longer in the library."


def _note_markdown(library: Library, note_id: NoteId) -> str:
    held = notes.get(library, note_id)
    return note_markdown(library, held.title, held.body)


def _note_page(library: Library, note_id: NoteId) -> str:
    held = notes.get(library, note_id)
    return pages.page(held.title, rendering.render(_footnoted(library, held.body)))


def _article_markdown(library: Library, article_id: ArticleId) -> str:
    held = articles.get(library, article_id)
    pieces: list[markdown.Piece] = []
    if held.current_version_id is not None:
        version = articles.text(library, article_id)
        pieces = [
            markdown.Piece(version.text[one.start : one.end], one.kind, one.depth, one.number)
            for one in articles.layout(version)
        ]
    marked = passages.of_article(library, article_id)
    return markdown.article(work(library, article_id), pieces, marked)


def _article_page(library: Library, article_id: ArticleId) -> str:
    held = articles.get(library, article_id)
    has_text = held.current_version_id is not None
    text = articles.text(library, article_id).html if has_text else ""
    marked = "\n\n".join(
        f"> {markdown.escaped(one.exact)}\n\n{one.body}"
        for one in passages.of_article(library, article_id)
    )
    line = rendering.render(markdown.source(work(library, article_id), with_title=False))
    below = f"<hr>{rendering.render(marked)}" if marked else ""
    line = line.removeprefix("<p>").removesuffix("</p>\n")
    return pages.page(held.title, text + below, language=held.language, line=line)


def _everything(library: Library, chosen: Chosen, step: Step) -> str:
    store = library.store
    held = [
        (portable.article(store, one), portable.annotations_of(store, one))
        for one in _stepping(chosen.articles, step)
    ]
    written = [portable.note(store, one) for one in chosen.notes]
    return jsonld.write(held, written, portable.aliases(store))


def _folder(library: Library, chosen: Chosen, step: Step) -> dict[str, str]:
    """Make the files of a folder: notes as they are written, articles to read, and all that comes back."""
    made = dict(_named(library, chosen, ".md", _note_source, _article_markdown, step))
    return {**made, EVERYTHING: _everything(library, chosen, _quietly), "README.md": README}


def _note_source(library: Library, note_id: NoteId) -> str:
    record = portable.note(library.store, note_id)
    front = "".join(
        f"{name}: {json.dumps(record[key], ensure_ascii=False)}\n"
        for name, key in (("id", "public_id"), ("title", "title"), ("tags", "tags"))
    )
    return f"---\n{front}---\n\n{record['body']}"


README = """# What is here

`notes` holds the notes in Markdown, `articles` the articles with what was marked in them. A link that begins with
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
        name = files.file_name(notes.get(library, one).title, taken["notes"], ending)
        yield f"notes/{name}", note(library, one)
    for other in _stepping(chosen.articles, step):
        name = files.file_name(articles.get(library, other).title, taken["articles"], ending)
        yield f"articles/{name}", article(library, other)


def _stepping(ids: Sequence[ArticleId], step: Step) -> Iterable[ArticleId]:
    for number, one in enumerate(ids):
        step(number, len(ids), "")
        yield one


def _quietly(done: int, total: int, words: str) -> None:
    """Report to nobody."""


if TYPE_CHECKING:
    Step = Callable[[int, int, str], object]
