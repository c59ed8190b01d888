# SPDX-License-Identifier: MIT
"""Hundreds of texts edited by chance: what holds of every answer, and that no passage lands on words of another."""

from __future__ import annotations

import random

import pytest

from researchdesk.annotate.anchor import Passing, compared
from researchdesk.model.passage import Span

FEW = ["the", "a", "of", "tar", "rope", "mole", "lamp", "board", "pilot", "vote", "coal", "sail"]
PLACED = ("same", "typography", "moved", "changed")


def sentence(chance: random.Random, words: list[str]) -> str:
    return " ".join(chance.choices(words, k=chance.randint(2, 9))).capitalize() + chance.choice(
        ".!?"
    )


def edited(chance: random.Random, blocks: list[list[str]], words: list[str]) -> list[list[str]]:
    """The blocks of sentences with one to six edits."""
    made = [list(block) for block in blocks]
    for _ in range(chance.randint(1, 6)):
        edit_block(chance, chance.choice(made), words)
        if chance.random() < 0.3:
            made.insert(chance.randrange(len(made)), made.pop(chance.randrange(len(made))))
        if chance.random() < 0.2:
            chance.choice(made).extend(chance.choice(made)[:1])
    return made


def edit_block(chance: random.Random, block: list[str], words: list[str]) -> None:
    at = chance.randrange(len(block) + 1)
    deed = chance.choice(("insert", "delete", "replace", "word", "cut", "swap", "note"))
    if deed == "insert":
        block.insert(at, sentence(chance, words))
    elif deed == "delete":
        del block[at : at + chance.randint(1, 2)]
    elif deed == "replace":
        block[at : at + 1] = [sentence(chance, words)]
    elif deed in ("word", "cut") and block:
        parts = block[at - 1].split(" ")
        place = chance.randrange(len(parts))
        parts[place] = chance.choice(words) if deed == "word" else parts[place][1:] + "er"
        block[at - 1] = " ".join(parts)
    elif deed == "swap":
        chance.shuffle(block)
    else:
        block.append("Correction: " + sentence(chance, words))


def text_of(blocks: list[list[str]]) -> str:
    return "\n\n".join(" ".join(block) for block in blocks)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_was_edited_answers_are_sound(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(10):
        blocks = [
            [sentence(chance, FEW) for _ in range(chance.randint(1, 5))]
            for _ in range(chance.randint(1, 7))
        ]
        old, new = text_of(blocks), text_of(edited(chance, blocks, FEW))
        passing = Passing(old, new)
        for _ in range(20):
            start = chance.randrange(len(old))
            span = Span(start, min(len(old), start + chance.randint(1, 90)))
            found = passing.carry(span)
            places = [found.span] if found.span else []
            assert (not places) == (found.status == "orphan")
            assert all(0 <= one.start < one.end <= len(new) for one in places)
            assert 0 <= found.confidence <= 1
            assert found.why
            words = new[found.span.start : found.span.end] if found.span else ""
            if found.status == "same":
                assert words == old[span.start : span.end]
            elif found.status == "typography":
                assert compared(old[span.start : span.end], words) == "typography"
            proposed = passing.candidates(span)
            assert len(proposed) <= 3
            assert all(0 <= one.start < one.end <= len(new) for one in proposed)


@pytest.mark.parametrize("seed", range(40))
def test_a_placed_passage_holds_words_of_its_own(seed: int) -> None:
    """Each word stands once in the old text, so that a place can be judged: it must hold one of the passage's."""
    chance = random.Random(seed)
    for _ in range(5):
        own = [f"word{n}" for n in range(400)]
        blocks = [
            [sentence(chance, [own.pop() for _ in range(9)]) for _ in range(3)] for _ in range(6)
        ]
        old = text_of(blocks)
        new = text_of(edited(chance, blocks, [f"other{n}" for n in range(99)]))
        passing = Passing(old, new)
        for _ in range(20):
            first = chance.randrange(len(old) - 60)
            start = old.rfind(" ", 0, first) + 1
            span = Span(start, old.find(" ", start + chance.randint(20, 60)) % len(old) or len(old))
            found = passing.carry(span)
            words = set(old[span.start : span.end].lower().strip(".!?").split())
            there = new[found.span.start : found.span.end].lower().split() if found.span else []
            kept = {word.strip(".!?") for word in there} & {word.strip(".!?") for word in words}
            if found.status in PLACED and found.why != "other words stand in its place":
                assert kept, (old[span.start : span.end], there)
