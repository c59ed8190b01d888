# SPDX-License-Identifier: MIT
"""Work on a library that tells what it has promised, and a look at what is left of it after a fault.

    python -m tests.faults.store_work work FOLDER [TIMES] [good|no-sync|two-operations]
    python -m tests.faults.store_work check FOLDER...
    python -m tests.faults.store_work walk FOLDER [TIMES] [good|log-apart]
    python -m tests.faults.store_work check-walk FOLDER...

`work` clips, edits, undoes, redoes and imports; `walk` undoes and redoes again and again. Both go on from what they
find, print READY, then ACK and a number for each deed that has returned; exit status 3 after an error that was said.
The checks print one verdict a folder; the promises stand beside it in FOLDER.acks, one number a line. The variants
are wrong on purpose: a check must find them out.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Any

from researchdesk.model.errors import UserError
from researchdesk.store import attachments, verify
from researchdesk.store.connection import plain
from researchdesk.store.operation import Store
from tests.unit.store import rows

FOREVER = 10**6
NOTE = "note {} " * 50


def opened(folder: Path) -> Store:
    library = folder / "library"
    return Store(library) if (library / "library.db").exists() else Store.create(library)


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def work(folder: Path, times: int = FOREVER, variant: str = "good") -> None:
    """Do one deed after another; the number of each stands in a title and is never used twice."""
    store = opened(folder)
    conn = store.db.conn  # sqlite-utils is loaded before the clock of the kills starts
    if variant == "no-sync":
        conn.execute("PRAGMA synchronous=NORMAL")
    say("READY")
    titles = ask(store, "SELECT title FROM article UNION ALL SELECT title FROM note")
    first = 1 + max([0, *(int(title) for (title,) in titles)])
    for k in range(first, first + times):
        if k % 4 == 2:
            edit_note(store, k)
        else:
            clip(store, k, variant)
            if k % 4 == 1 and variant != "two-operations":
                store.undo()
                store.redo()
        say(f"ACK {k}")
    store.close()


def clip(store: Store, k: int, variant: str) -> None:
    """Clip an article with all its parts; each eighth has a body in a file, each fourth is an import."""
    body = os.urandom(1_100_000 if k % 8 == 3 else 5000)
    sha256 = hashlib.sha256(body).digest()
    with store.operation("Clip", undoable=k % 4 != 0):
        article_id = rows.article(store, str(k))
        kept = attachments.keep(store.folder, body, sha256)
        rows.snapshot(store, article_id, body, body=kept)
        rows.text_version(store, article_id, f"text {k} " * 400)
        if variant != "two-operations":
            tag(store, article_id)
    if variant == "two-operations":
        with store.operation("Tag"):
            tag(store, article_id)


def tag(store: Store, article_id: int) -> None:
    person_id = rows.person(store)
    rows.insert(store, "contributor", article_id=article_id, literal="Ada", position=0)
    rows.mention(store, article_id, person_id=person_id)


def edit_note(store: Store, k: int) -> None:
    row = {
        "id": 1,
        "public_id": "N",
        "title": str(k),
        "body": NOTE.format(*[k] * 50),
        "revision": 1,
    }
    with store.operation("Edit note", merge_key=("note", 1)):
        store.db.table("note").upsert(row | rows.DATES, pk="id")


def verdict(folder: Path) -> str:
    """Open as the program does, so that SQLite recovers, and look whether each deed is there wholly or not at all."""
    promised = promises(folder)
    if not (folder / "library" / "library.db").exists():
        return "LOST the library" if promised else "ok"
    try:
        store = Store(folder / "library")
    except (UserError, sqlite3.Error) as error:
        return f"CORRUPT {error!r}"
    try:
        for damage in verify.damages(store.path):
            return f"CORRUPT {damage}"
        return torn(store) or lost(store, promised) or "ok"
    finally:
        store.close()


def torn(store: Store) -> str:
    parts = ask(
        store,
        """SELECT title, (SELECT count(*) FROM text_version AS t WHERE t.article_id = a.id),
        (SELECT count(*) FROM snapshot AS s WHERE s.article_id = a.id),
        (SELECT count(*) FROM contributor AS c WHERE c.article_id = a.id),
        (SELECT count(*) FROM mention AS m WHERE m.article_id = a.id),
        (SELECT count(*) > 0 FROM outbox AS o WHERE o.noun = 'article' AND o.id = a.id) FROM article AS a""",
    )
    for row in parts:
        if row[1:] != (1, 1, 1, 1, 1):
            return f"TORN {row}"
    for title, body in ask(store, "SELECT title, body FROM note"):
        if body != NOTE.format(*[title] * 50):
            return f"TORN note {title}"
    for (sha256,) in ask(store, "SELECT sha256 FROM snapshot WHERE body IS NULL"):
        if not attachments.is_whole(store.folder, sha256):
            return f"TORN a row without its file {sha256.hex()[:8]}"
    return ""


def lost(store: Store, promised: set[int]) -> str:
    there = {int(title) for (title,) in ask(store, "SELECT title FROM article")}
    edited = max((int(title) for (title,) in ask(store, "SELECT title FROM note")), default=0)
    gone = sorted(k for k in promised if (k > edited if k % 4 == 2 else k not in there))
    return f"LOST {gone[:3]}" if gone else ""


def walk(folder: Path, times: int = FOREVER, variant: str = "good") -> None:
    """Clip, mark all mentions, undo, redo, undo both, redo both; and promise the number of the clip."""
    store = opened(folder)
    if not store.db.table("mention").count:
        with store.operation("Begin", undoable=False):
            article_id = rows.article(store, "0")
            for _ in range(2000):
                rows.mention(store, article_id, new_name="0", confidence=0)
    if variant == "log-apart":
        _write_the_log_apart(store)
    say("READY")
    first = 1 + max(int(title) for (title,) in ask(store, "SELECT title FROM article"))
    for k in range(first, first + times):
        with store.operation(f"Clip {k}"):
            rows.snapshot(store, rows.article(store, str(k)), os.urandom(90_000))
        with store.operation(f"Mark {k}"):
            store.db.execute("UPDATE mention SET new_name = ?", [str(k)])
        for verb in (store.undo, store.redo, store.undo, store.undo, store.redo, store.redo):
            verb()
        say(f"ACK {k}")
    store.close()


def _write_the_log_apart(store: Store) -> None:
    kept = store._log.finish

    def finish(*args: Any) -> Any:
        store.db.conn.execute("COMMIT")
        store.db.conn.execute("BEGIN")
        return kept(*args)

    store._log.finish = finish  # type: ignore[assignment, method-assign]


def walked(folder: Path) -> str:
    """Look whether log and data fit, in a copy, since looking means undoing."""
    promised = promises(folder)
    if not (folder / "library" / "library.db").exists():
        return "LOST the library" if promised else "ok"
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(folder / "library", Path(place) / "library")
        try:
            store = Store(Path(place) / "library")
            said = unfit(store, promised) or unlike(store)
            store.close()
            if not said:
                said = next((f"CORRUPT {damage}" for damage in verify.damages(store.path)), "")
        except (UserError, sqlite3.Error) as error:
            return f"CORRUPT {error!r}"
    return said or "ok"


def unfit(store: Store, promised: set[int]) -> str:
    """Say where labels and rows disagree."""
    there = [
        title for (title,) in ask(store, "SELECT title FROM article WHERE title <> '0' ORDER BY id")
    ]
    marks = [mark for (mark,) in ask(store, "SELECT DISTINCT new_name FROM mention")]
    done = [label.split() for label in rows.labels(store)]
    clips = [k for verb, k in done if verb == "Clip"]
    marked = [k for verb, k in done if verb == "Mark"]
    if clips != there[len(there) - len(clips) :] or (len(done) < 400 and len(clips) != len(there)):
        return f"TORN log {clips[-3:]}, articles {there[-3:]}"
    if marks and marks != (marked[-1:] or ["0"]):
        return f"TORN marks {marks[:3]}, log {marked[-1:]}"
    if {f"Clip {k}" for k in there} & set(rows.labels(store, is_redo=True)):
        return "TORN a step to redo is done"
    gone = [k for k in promised if str(k) not in there]
    return f"LOST {gone[:3]}" if gone else ""


def unlike(store: Store) -> str:
    """Say where what is redone is not what was undone."""
    states = [state(store)]
    while len(states) < 12 and store.undo():
        states.append(state(store))
    for before in reversed(states[:-1]):
        store.redo()
        if state(store) != before:
            return "TORN redone is not what was undone"
    return ""


def state(store: Store) -> int:
    """Hash the digests, which cover all."""
    return hash(tuple(ask(store, "SELECT * FROM digest ORDER BY noun, id")))


def ask(store: Store, question: str) -> list[Any]:
    return plain(store.read()).execute(question).fetchall()


def promises(folder: Path) -> set[int]:
    return {int(line) for line in Path(f"{folder}.acks").read_text().split()}


def main() -> int:
    verb, places = sys.argv[1], sys.argv[2:]
    if verb.startswith("check"):
        look = walked if verb == "check-walk" else verdict
        say("\n".join(look(Path(place)) for place in places))
        return 0
    times = int(places[1]) if len(places) > 1 else FOREVER
    try:
        (walk if verb == "walk" else work)(Path(places[0]), times, (places[2:] or ["good"])[0])
    except (UserError, OSError) as error:
        say(f"ERR {error!r}")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
