# SPDX-License-Identifier: MIT
"""Verbs: notes new, show, edit, list, history, restore, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from researchdesk.cli import shapes
from researchdesk.cli.session import Session, Verbs, table, verb
from researchdesk.library import notes, passages, sources, tags, templates
from researchdesk.model.article import ArticleId
from researchdesk.model.errors import BadValue, FileUnreadable

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.note import Note

FILE = click.option("--file", "file", help="The body in Markdown; - is standard input.")


@click.group("notes", cls=Verbs)
def notes_group() -> None:
    """Write notes in Markdown."""


@notes_group.command("new")
@click.option("--title", required=True)
@FILE
@click.option("--tag", "names", multiple=True, help="A tag for it; may be given several times.")
@click.option("--template", metavar="NOTE", help="Begin from this note; see --article.")
@click.option("--article", type=int, help="With --template: what is filled in is of this article.")
@click.option("--annotation", help="With --template: what is filled in is of this passage.")
@verb
def notes_new(
    session: Session, title: str, file: str | None, names: tuple[str, ...], **filled: Any
) -> None:
    r"""Begin a note, of its own words or from a template.

    In a template, {{quote}} {{cite}} {{title}} {{outlet}} {{date}} {{link}} {{tags}} are filled in, once.

    \b
    researchdesk notes new --title "Return flights" --file draft.md --tag migration
    researchdesk notes new --title "On the visit" --template 3 --annotation 12
    """
    if file is not None and filled["template"] is not None:
        raise click.UsageError("Give --file or --template.")
    if filled["template"] is None and (filled["article"] or filled["annotation"]):
        raise click.UsageError("Give --template with --article or --annotation.")
    body = _body(session, file)
    with session.changing() as library:
        with session.one_step(library, "New note"):
            held = (
                notes.new(library, title, body or "")
                if filled["template"] is None
                else _from_template(library, title, filled)
            )
            for name in names:
                tags.add(library, [held.id], name, "note")
        _show(session, library, notes.get(library, held.id))


def _from_template(library: Library, title: str, filled: dict[str, Any]) -> Note:
    template = notes.named(library, filled["template"])
    named = filled["annotation"]
    return templates.new(
        library,
        template,
        title,
        article_id=None if filled["article"] is None else ArticleId(filled["article"]),
        annotation=None if named is None else passages.named(library, named),
    )


@notes_group.command("show")
@click.argument("note")
@verb
def notes_show(session: Session, note: str) -> None:
    r"""Show a note with what it rests on.

    \b
    researchdesk notes show 2 --json
    """
    with session.reading() as library:
        _show(session, library, notes.named(library, note))


@notes_group.command("edit")
@click.argument("note")
@click.option("--title")
@FILE
@click.option("--add-tag", metavar="TAG", help="Put a tag on it.")
@click.option("--remove-tag", metavar="TAG", help="Take a tag off it.")
@verb
def notes_edit(
    session: Session,
    note: str,
    title: str | None,
    file: str | None,
    add_tag: str | None,
    remove_tag: str | None,
) -> None:
    r"""Write a note's new text or title, or tag it.

    \b
    researchdesk notes edit 2 --file - < draft.md
    researchdesk notes edit 2 --add-tag migration
    """
    body = _body(session, file)
    if title is body is add_tag is remove_tag is None:
        raise click.UsageError("Give --title, --file, --add-tag or --remove-tag.")
    with session.changing() as library:
        held = notes.named(library, note)
        is_written = title is not None or body is not None
        several = is_written + (add_tag is not None) + (remove_tag is not None) > 1
        with session.one_step(library, "Edit note" if several else None):
            if is_written:
                notes.save(library, held.id, title=title, body=body)
                notes.leave(library, held.id)
            if add_tag is not None:
                tags.add(library, [held.id], add_tag, "note")
            if remove_tag is not None:
                tags.remove(library, [held.id], remove_tag, "note")
        _show(session, library, notes.get(library, held.id))


@notes_group.command("list")
@click.option("--tag", default="", help="Only those that bear this tag.")
@verb
def notes_list(session: Session, tag: str) -> None:
    r"""List notes, the last changed first.

    \b
    researchdesk notes list
    researchdesk notes list --tag migration
    """
    with session.reading() as library:
        rows = notes.rows(library)
    if tag:
        rows = [row for row in rows if tag.casefold() in map(str.casefold, row.tags)]
    session.show(
        [shapes.note_row(row) for row in rows],
        table((row.id, row.title, row.citation_count) for row in rows),
    )


@notes_group.command("sources")
@click.argument("note")
@verb
def notes_sources(session: Session, note: str) -> None:
    r"""List what a note cites, with its context, and the highlights of these articles that it does not use yet.

    \b
    researchdesk notes sources 2
    """
    with session.reading() as library:
        found = sources.of_note(library, notes.named(library, note).id)
        shown = [shapes.source(library, one) for one in found]
    session.show(
        shown,
        table(
            ("unused" if one.line is None else f"line {one.line + 1}", one.words, one.article_title)
            for one in found
        ),
    )


@notes_group.command("history")
@click.argument("note")
@click.option(
    "--diff", "compared", type=int, metavar="REVISION", help="What differs in the note now from it."
)
@verb
def notes_history(session: Session, note: str, compared: int | None) -> None:
    r"""List the saved states of a note, or compare the note with one of them by words.

    \b
    researchdesk notes history 2
    researchdesk notes history 2 --diff 5
    """
    with session.reading() as library:
        note_id = notes.named(library, note).id
        if compared is not None:
            session.show(*shapes.differences(notes.difference(library, note_id, compared)))
            return
        found = notes.history(library, note_id)
    session.show(
        [
            {"revision": one.revision, "title": one.title, "saved": one.saved_at, "body": one.body}
            for one in found
        ],
        table(
            (one.revision, one.saved_at, one.title, f"{len(one.body)} characters") for one in found
        ),
    )


@notes_group.command("restore")
@click.argument("note")
@click.argument("revision", type=int)
@verb
def notes_restore(session: Session, note: str, revision: int) -> None:
    r"""Bring an older state of a note back.

    \b
    researchdesk notes restore 2 5
    """
    with session.changing() as library:
        held = notes.restore_revision(library, notes.named(library, note).id, revision)
        _show(session, library, held)


@notes_group.command("verify")
@verb
def notes_verify(session: Session) -> None:
    r"""Look for citations that lead nowhere; the exit status is 1 if there is one.

    \b
    researchdesk notes verify
    """
    with session.reading() as library:
        broken = notes.verify(library)
    session.show(
        [shapes.citation(one) for one in broken],
        table(
            (f"note {one.note_id}", f"line {one.line_first + 1}", one.label, one.cited_id)
            for one in broken
        )
        if broken
        else "Every citation leads to its passage.",
    )
    if broken:
        raise click.exceptions.Exit(1)


def _body(session: Session, file: str | None) -> str | None:
    if file is None:
        return None
    try:
        raw = session.typed() if file == "-" else session.path(file).read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise FileUnreadable(path=file, reason=reason) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadValue(
            value=file, kind="text in UTF-8", expected="save it as UTF-8 and try again"
        ) from error


def _show(session: Session, library: Library, held: Note) -> None:
    session.show(
        shapes.note(held, notes.citations(library, held.id)),
        f"{held.id}  {held.title}\n\n{held.body}",
    )


VERBS = (notes_group,)
