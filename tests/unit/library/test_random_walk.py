# SPDX-License-Identifier: MIT
"""Whatever is done to notes, people, articles and their texts, taken back or left for a day, no link leads nowhere.

A longer walk by hand: `python -m tests.unit.library.test_random_walk FOLDER STEPS SEED`.
"""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

import pytest

from researchdesk.annotate import citations
from researchdesk.library import (
    articles,
    exporting,
    importing,
    merging,
    notes,
    passages,
    people,
    repairing,
    tags,
)
from researchdesk.library.library import Library
from researchdesk.model.clipping import Clipping, Received
from researchdesk.model.errors import UserError
from researchdesk.model.passage import Span
from researchdesk.store import notes as note_rows
from researchdesk.store import people as person_rows
from researchdesk.store import portable, standing, versions
from researchdesk.store.operation import Store

WORDS = (
    *("river", "lock", "canal", "steel", "bridge", "bell", "market", "keeper", "letter", "spring"),
    *("water", "boat", "水", "😀", "Ilić"),
)


def sentence(chance):
    return " ".join(chance.choices(WORDS, k=chance.randint(4, 14))).capitalize() + "."


def clipping(chance, number, paragraphs):
    html = "".join(f"<p>{one}</p>" for one in paragraphs)
    received = Received(
        hashlib.sha256(html.encode()).digest(), "text/html", "2026-01-01T00:00:00.000000Z"
    )
    return Clipping(
        title=sentence(chance),
        html=html,
        text="\n\n".join(paragraphs),
        received=received,
        extractor="walk",
        extractor_version="1",
        canon_version=1,
        url=f"https://example.org/{number}",
        canonical_url=f"https://example.org/{number}",
    )


class Walk:
    """A library and chance; each deed is one that a user can do."""

    def __init__(self, library, seed):
        self.library, self.chance = library, random.Random(seed)
        self.texts = {}
        self.seen = {}  # the texts that each article ever had
        self.refused = []

    def pick(self, table):
        rows = self.library.store.read().execute(f"SELECT id FROM {table} ORDER BY id").fetchall()
        return self.chance.choice(rows)[0] if rows else None

    def step(self):
        deeds = [
            *(self.clip, self.reclip, self.reclip, self.highlight, self.highlight, self.comment),
            *(self.note, self.write, self.write, self.write, self.rename_note, self.trash),
            *(self.restore, self.person, self.person, self.rename_person, self.edit, self.tag),
            *(self.merge, self.merge, self.split, self.keep_apart, self.repair, self.reopen),
            *(self.undo, self.undo, self.undo, self.redo, self.old_state),
        ]
        deed = self.chance.choice(deeds)
        try:
            deed()
        except UserError as error:  # a deed that cannot be done is refused in words
            self.refused.append(str(error))
            return "refused"
        return deed.__name__

    def clip(self):
        if len(self.texts) < 12:
            number = len(self.texts)
            self.texts[number] = [sentence(self.chance) for _ in range(6)]
            self.seen[number] = [[*self.texts[number]]]
            articles.clip(self.library, clipping(self.chance, number, self.texts[number]))

    def reclip(self):
        if self.texts:
            number = self.chance.choice([*self.texts])
            held = self.texts[number]
            at = self.chance.randrange(len(held))
            change = self.chance.choice(["drop", "add", "word", "back"])
            if change == "drop" and len(held) > 2:
                del held[at]
            elif change == "add":
                held.insert(at, sentence(self.chance))
            elif change == "word":
                held[at] = held[at].replace(" ", f" {self.chance.choice(WORDS)} ", 1)
            elif change == "back":
                held[:] = self.chance.choice(self.seen[number])
            self.seen[number].append([*held])
            articles.clip(self.library, clipping(self.chance, number, held))

    def highlight(self):
        article_id = self.pick("article")
        if article_id is not None:
            text = articles.text(self.library, article_id).text
            start = self.chance.randrange(len(text) - 1)
            span = Span(start, min(len(text), start + self.chance.randint(1, 60)))
            passages.highlight(self.library, article_id, span)

    def comment(self):
        number = self.pick("annotation")
        if number is not None:
            passages.edit(self.library, number, body=sentence(self.chance))

    def link(self):
        table, kind = self.chance.choice(
            [
                *[("annotation", "p"), ("annotation", "p"), ("article", "a")],
                *[("note", "n"), ("person", "t"), ("person", "t")],
            ]
        )
        rows = self.library.store.read().execute(f"SELECT public_id FROM {table}").fetchall()
        if not rows:
            return ""
        public_id = self.chance.choice(rows)[0]
        forms = [f"[*x*](rd:{kind}/{public_id})", f"[[{kind}:{public_id}|so]]"]
        return self.chance.choice(
            [*forms, f"`rd:{kind}/{public_id}`", f"> [y\n> z](rd:{kind}/{public_id})"]
        )

    def body(self):
        parts = [self.chance.choice([self.link(), sentence(self.chance)]) for _ in range(5)]
        return self.chance.choice(["\n\n", " ", "\n"]).join(parts)

    def note(self):
        notes.new(self.library, sentence(self.chance), self.body())

    def write(self):
        number = self.pick("note")
        if number is not None:
            notes.save(self.library, number, body=self.body())
            if self.chance.random() < 0.3:
                notes.leave(self.library, number)

    def rename_note(self):
        number = self.pick("note")
        if number is not None:
            notes.save(self.library, number, title=sentence(self.chance))

    def old_state(self):
        number = self.pick("note")
        if number is not None:
            found = notes.history(self.library, number)
            notes.restore_revision(self.library, number, self.chance.choice(found).revision)

    def trash(self):
        room = self.chance.choice([articles, notes, passages, people])
        number = self.pick(
            {articles: "article", notes: "note", passages: "annotation"}.get(room, "person")
        )
        if number is not None:
            room.trash(self.library, [number])

    def restore(self):
        for table, room in (
            *(("note", notes), ("article", articles)),
            *(("annotation", passages), ("person", people)),
        ):
            number = self.pick(table)
            if number is not None:
                room.restore(self.library, [number])

    def person(self):
        with self.library.operation("Make a person"):
            people.make(
                self.library, f"Ana {self.chance.choice('BCDFGHJ')}ić {self.chance.choice('xyz')}a"
            )

    def rename_person(self):
        number = self.pick("person")
        if number is not None:
            people.rename(self.library, number, f"Iva {self.chance.choice('KLMNPR')}ović")

    def merge(self):
        store = self.library.store
        linked = [one.cited_id for one in note_rows.citations(store, "kind = 't'", [])]
        found = [person_rows.by_public_id(store, one) for one in linked]
        one = self.chance.choice(found) if found else self.pick("person")
        if one is not None:
            merging.merge(self.library, one, self.pick("person"))

    def split(self):
        found = self.chance.sample(rows := people.rows(self.library), len(rows))
        held = next((one for one in found if len(one.forms) > 1), None)
        if held is not None:
            forms = [one.form for one in people.get(self.library, held.id).forms]
            parted = self.chance.sample(forms, self.chance.randint(1, len(forms) - 1))
            merging.split(self.library, held.id, parted)

    def keep_apart(self):
        one, other = self.pick("person"), self.pick("person")
        if one is not None:
            merging.keep_apart(self.library, one, other)

    def repair(self):
        waiting = repairing.waiting(self.library)
        if waiting:
            held = self.chance.choice(waiting)
            places = repairing.look(self.library, held.id).places
            if places and self.chance.random() < 0.7:
                repairing.put_right(self.library, held.id, self.chance.choice(places).span)
            else:
                repairing.keep(self.library, held.id)

    def reopen(self):
        """Close the file and open it again; the index and the child processes know nothing of it."""
        self.library.store.close()
        self.library.store = Store(self.library.folder)

    def edit(self):
        number = self.pick("article")
        if number is not None:
            articles.edit(self.library, number, title=sentence(self.chance))

    def tag(self):
        number = self.pick("note")
        if number is not None:
            tags.add(self.library, [number], self.chance.choice(WORDS), "note")

    def undo(self):
        for _ in range(self.chance.randint(1, 6)):
            self.library.undo()

    def redo(self):
        for _ in range(self.chance.randint(1, 6)):
            self.library.redo()

    def broken(self):
        """Give the links that lead nowhere: as the library counts them, and as a click finds out."""
        store = self.library.store
        cited = [(one.kind, one.cited_id) for one in note_rows.citations(store, "1", [])]
        merged = [("t", old) for old in portable.aliases(store)]
        return notes.verify(self.library) + [
            one for one in {*cited, *merged} if not self.is_followed(*one)
        ]

    def is_followed(self, kind, public_id):
        """Say whether a click leads somewhere, and to nobody who was merged into somebody else."""
        try:
            place = notes.follow(self.library, f"rd:{kind}/{public_id}")
        except UserError:
            return False
        held = place.person_id and person_rows.get(self.library.store, place.person_id)
        return not held or held.merged_into_id is None

    def check(self):
        library = self.library
        assert self.broken() == []
        assert all(one.endswith(".") for one in self.refused)
        for row in notes.rows(library):
            parsed = citations.citations(notes.get(library, row.id).body)
            held = notes.citations(library, row.id)
            assert [(one.kind, one.cited_id) for one in parsed] == [
                (one.kind, one.cited_id) for one in held
            ]
        for one in passages.everywhere(library, limit=100_000):
            version = versions.current(library.store, one.article_id)
            assert one.why != standing.MISPLACED
            if one.place is not None:
                words = version.text[one.place.start : one.place.end]
                assert words.strip()
                assert one.status != "same" or words == one.exact


def walked(library, steps, seed, every):
    walk = Walk(library, seed)
    done = {}
    for number in range(steps):
        name = walk.step()
        done[name] = done.get(name, 0) + 1
        if number % every == 0:
            walk.check()
    walk.check()
    return done


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_link_leads_nowhere_after_any_mix_of_deeds(library, seed):
    done = walked(library, 300, seed, 5)
    assert {"merge", "split", "reclip", "trash", "restore", "undo", "redo", "reopen"} <= done.keys()


def test_after_a_walk_everything_comes_back_from_an_export(library, tmp_path):
    walked(library, 150, 4, 50)
    place = tmp_path / "all.jsonld"
    exporting.export(library, "jsonld", exporting.everything(library), place)
    other = Library.create(tmp_path / "other")
    try:
        report = importing.run(other, importing.Wanted(place))
        assert report.rejected == ()
        for row in notes.rows(library):
            held = notes.get(library, row.id)
            again = notes.by_public_id(other, held.public_id)
            assert (again.title, again.body, again.tags) == (held.title, held.body, held.tags)
        for one in passages.everywhere(library, limit=1000):
            again = passages.by_public_id(other, one.public_id)
            names = ("exact", "start", "end", "status", "confidence", "why", "body", "decided_by")
            assert [getattr(again, name) for name in names] == [
                getattr(one, name) for name in names
            ]
    finally:
        other.close()


if __name__ == "__main__":
    made = Library.create(Path(sys.argv[1]))
    print(walked(made, int(sys.argv[2]), int(sys.argv[3]), 100))  # noqa: T201
    print(len(notes.verify(made)), "broken of", len(note_rows.citations(made.store, "1", [])))  # noqa: T201
    made.close()
