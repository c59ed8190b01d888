# SPDX-License-Identifier: MIT
"""Read a mail: its text with what it forwards, then each file attached to it that can be read as an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.clip import mail
from researchdesk.clip.blocks import letters
from researchdesk.clip.draft import Draft, Entry, LeftOut, Origin
from researchdesk.clip.given import Given
from researchdesk.clip.importers import plain_text
from researchdesk.clip.importers.docx import left_out
from researchdesk.clip.pieces import write_pieces
from researchdesk.clip.readers import format_of, reader
from researchdesk.clip.sorted_blocks import written_whole
from researchdesk.clip.text import blocks_of
from researchdesk.model.clipping import Candidate
from researchdesk.model.dates import moment
from researchdesk.model.errors import NoArticleFound, UserError
from researchdesk.model.formats import ENDINGS
from researchdesk.model.importing import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from researchdesk.clip.pieces import Piece

LEAST_HEADS = 3  # heads that make a mail of a file that is not called one
DEEPEST = 3  # mails within mails whose attachments are read
NO_ARTICLE = "An attachment of this kind is no article; save it from the mail where it is needed."

_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)


def recognise(given: Given) -> float:
    """Say how likely this is a mail: by the heads that it begins with."""
    known = mail.known_heads(given.start)
    if given.name.endswith(".eml"):
        return 0.95 if known else 0.3
    return 0.9 if len(known) >= LEAST_HEADS else 0.0


def read(given: Given) -> Iterator[Entry | Rejected]:
    """Read the mail, then what is attached to it."""
    yield from _read(given, "", DEEPEST)


def _read(given: Given, name: str, depth: int) -> Iterator[Entry | Rejected]:
    message = mail.parse(given.body)
    attached: list[Message] = []
    shown = list(_shown(message, attached))
    subject = mail.head(message, "subject")
    html, out = _joined(shown, subject)
    out += [
        left_out(f"Attachment: {_name(one)}", "attachment", len(blocks_of(html)))
        for one in attached
    ]
    said = list(_said(message, subject))
    chosen = {"item_type": "personal_communication"}
    for one in said:
        chosen.setdefault(one.field, one.value)
    if not html and not subject and not attached:
        raise NoArticleFound(source=given.origin.words)
    if html or subject:
        sent = mail.sent_on(message)
        doubt = "The end is missing: the file ends in the middle of the mail"
        draft = Draft(
            html,
            (*_heads(message), *out),
            tuple(said),
            chosen,
            doubt if mail.is_cut(message) else None,
            may_be_empty=True,
        )
        yield Entry(draft, name, saved_on=moment(sent) if sent else None)
    else:
        yield Rejected(name or given.origin.words, "The mail has no text, only attachments.")
    for part in attached:
        yield from _attachment(part, given.origin.words, depth)


def _shown(message: Message, attached: list[Message]) -> Iterator[Message]:
    """Give the parts that a mail program shows one below the other; collect what it offers as files."""
    waiting = [message]
    for _ in range(mail.MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" and kind != "message/rfc822":
            attached.append(part)
        elif kind == "multipart/alternative":
            waiting.extend(_best(mail.children(part)))
        elif part.is_multipart():
            waiting.extend(reversed(mail.children(part)))
        elif kind in ("text/html", "text/plain") and not mail.file_name(part):
            yield part
        elif mail.file_name(part) and not _is_inside(part):
            attached.append(part)


def _best(parts: list[Message]) -> list[Message]:
    """Give the richest of the alternatives whose text we read; they stand in rising order."""
    readable = [
        one
        for one in parts
        if any(sub.get_content_type() in ("text/html", "text/plain") for sub in mail.parts(one))
    ]
    return readable[-1:] or parts[-1:]


def _is_inside(part: Message) -> bool:
    """Say whether a part is a picture of the text rather than a file beside it."""
    return part.get_content_maintype() == "image" and bool(part.get("content-id"))


def _joined(shown: list[Message], subject: str) -> tuple[str, list[LeftOut]]:
    parts: list[str] = []
    out: list[LeftOut] = []
    place = 0
    for part in shown:
        words = mail.text(part)[0]
        if part.get_content_type() == "text/html":
            html, held = written_whole(words, titles=[] if parts else [subject])
        else:
            html, held = write_pieces(_pieces(words)), ()
        out.extend(LeftOut(place + one.place, one.text, one.html, one.reason) for one in held)
        parts.append(html)
        place += len(blocks_of(html))
    return "".join(parts), out


def _pieces(words: str) -> Iterator[Piece]:
    """Cut a plain mail into paragraphs; what it answers to is a quote."""
    import itertools

    from msgspec import structs

    def is_quoted(line: str) -> bool:
        return line.startswith(">")

    for quoted, lines in itertools.groupby(words.splitlines(), is_quoted):
        chunk = "\n".join(lines)
        pieces = plain_text.pieces_of(_QUOTED.sub("", chunk) if quoted else chunk)
        yield from (structs.replace(one, is_quoted=quoted) for one in pieces)


def _said(message: Message, subject: str) -> Iterator[Candidate]:
    if subject:
        yield Candidate("title", subject, "mail subject")
    names = [one for one in mail.people(message, "from") if one]
    if names:
        yield Candidate("authors", "; ".join(names), "mail sender")
    sent = mail.sent_on(message)
    if sent:
        yield Candidate("issued", f"{sent:%Y-%m-%d}", "mail date")
    if language := mail.head(message, "content-language"):
        yield Candidate("language", language.partition(",")[0], "mail head")


def _heads(message: Message) -> Iterator[LeftOut]:
    """Give the heads that a mail program shows and that have no field of their own."""
    shown = ["to", "cc"] if mail.sent_on(message) else ["date", "to", "cc"]
    for name in shown:
        words = mail.head(message, name)
        if letters(words):
            yield left_out(f"{name.capitalize()}: {words}", "head of the mail")


def _name(part: Message) -> str:
    return mail.file_name(part) or part.get_content_type()


def _attachment(part: Message, words: str, depth: int) -> Iterator[Entry | Rejected]:
    """Read one attached file where it is of a format that we know by name and by content."""
    name = _name(part)
    called = f"{words}: {name}"
    if not name.lower().endswith(ENDINGS) or not depth:
        yield Rejected(called, NO_ARTICLE)
        return
    body = mail.content(part)
    given = Given(body, Origin(name=name))
    try:
        found = format_of(given)
        entries = (
            _read(given, called, depth - 1)
            if found.name == "eml"
            else reader(found.name).read(given)
        )
        for one in entries:
            yield one if isinstance(one, Rejected) else _part(one, called, body, found.media_type)
    except UserError as error:
        yield Rejected(called, str(error))


def _part(entry: Entry, called: str, body: bytes, media_type: str) -> Entry:
    from msgspec import structs

    return structs.replace(
        entry,
        name=entry.name or called,
        body=entry.body or body,
        media_type=entry.media_type or media_type,
    )
