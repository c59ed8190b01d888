# SPDX-License-Identifier: MIT
"""Verbs: people, each with names, numbers, dates; merge, split, what may be one, what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from researchdesk.cli import people_shapes, shapes
from researchdesk.cli.session import Session, Verbs, counted, table, verb
from researchdesk.library import (
    identifiers,
    mentions,
    merging,
    name_forms,
    name_pages,
    people,
    refusals,
    resembling,
)

if TYPE_CHECKING:
    from researchdesk.model.people import Person, Scheme


@click.group("people", cls=Verbs)
def people_group() -> None:
    """List, show, rename, merge and split people."""


@people_group.command("list")
@verb
def people_list(session: Session) -> None:
    r"""List people, those in most articles first.

    \b
    researchdesk people list
    """
    with session.reading() as library:
        rows = people.rows(library)
    session.show(
        [
            {
                "person": row.id,
                "id": row.public_id,
                "name": row.preferred_name,
                "forms": list(row.forms),
                "articles": row.article_count,
            }
            for row in rows
        ],
        table((row.id, row.preferred_name, row.article_count) for row in rows),
    )


@people_group.command("show")
@click.argument("person")
@click.option("--limit", type=click.IntRange(1), default=name_pages.PART, help="So many articles.")
@verb
def people_show(session: Session, person: str, limit: int) -> None:
    r"""Show a person, by number or any name: forms, numbers, articles with their sentences, company, notes.

    \b
    researchdesk people show "Вучић"
    """
    with session.reading() as library:
        page = name_pages.of_person(library, people.named(library, person).id, limit)
    held = page.person
    assert held is not None
    rows = [
        (one.article_id, one.title, one.sentences[0].text if one.sentences else "")
        for one in page.articles
    ]
    session.show(
        shapes.person(held) | people_shapes.name_page(page),
        f"{_lines(held)}\n{table(rows)}",
    )


@people_group.command("rename")
@click.argument("person")
@click.argument("name")
@verb
def people_rename(session: Session, person: str, name: str) -> None:
    r"""Let a person be shown by another name.

    \b
    researchdesk people rename 3 "Aleksandar Vučić"
    """
    with session.changing() as library:
        held = people.rename(library, people.named(library, person).id, name)
    _show_person(session, held)


@people_group.command("variant")
@click.argument("person")
@click.argument("name")
@click.option("--suggest", is_flag=True, help="Propose the person wherever the name stands.")
@click.option("--remove", is_flag=True, help="Take the name away instead.")
@verb
def people_variant(session: Session, person: str, name: str, suggest: bool, remove: bool) -> None:
    r"""Let a person be known by one more name; say in how many articles it stands where nobody is named yet.

    \b
    researchdesk people variant 3 "Александар Вучић" --suggest
    """
    with session.changing() as library:
        whom = people.named(library, person).id
        if remove:
            _show_person(session, name_forms.take_away(library, whom, name))
            return
        held = people.add_variant(library, whom, name)
        form = people.checked(name)
        count = len(name_forms.holding(library, whom, form))
        if suggest:
            name_forms.suggest(library, whom, form)
    session.show(
        shapes.person(held) | {"contained_in": count, "suggested": suggest},
        f"{_lines(held)}\n{counted(count, 'article holds', 'articles hold')} this name where nobody is named yet.",
    )


@people_group.command("reject")
@click.argument("name")
@verb
def people_reject(session: Session, name: str) -> None:
    r"""Remember that a name is never a person.

    \b
    researchdesk people reject "Trump Tower"
    """
    with session.changing() as library:
        count = mentions.reject_name(library, name)
    session.show(
        {"name": name, "rejected": count}, f"“{name}” is never a person; {count} suggestions went."
    )


@people_group.command("edit")
@click.argument("person")
@click.option("--wikidata", help="The number in Wikidata, or nothing to take it away.")
@click.option("--viaf", help="The number in VIAF.")
@click.option("--isni", help="The number in ISNI.")
@click.option("--born", help="A year, a month or a day.")
@click.option("--died", help="A year, a month or a day.")
@click.option("--remark", help="A few words.")
@verb
def people_edit(
    session: Session,
    person: str,
    born: str | None,
    died: str | None,
    remark: str | None,
    **numbers: str | None,
) -> None:
    r"""Give a person numbers elsewhere, dates and a remark; "" empties a field.

    \b
    researchdesk people edit 3 --wikidata Q57434 --born 1970-03-05
    """
    typed: dict[Scheme, str] = {
        scheme: words for scheme in identifiers.SCHEMES if (words := numbers[scheme]) is not None
    }
    with session.changing() as library:
        held = people.named(library, person)
        held = identifiers.describe(
            library, held.id, born=born, died=died, remark=remark, numbers=typed
        )
    _show_person(session, held)


@people_group.command("merge")
@click.argument("person")
@click.argument("into")
@click.option("--name", help="The name that is shown from then on.")
@verb
def people_merge(session: Session, person: str, into: str, name: str | None) -> None:
    r"""Let one person be another: names, mentions, numbers and links go over.

    \b
    researchdesk people merge 7 3
    """
    with session.changing() as library:
        old, held = people.named(library, person), people.named(library, into)
        held = merging.merge(library, old.id, held.id, name)
    _show_person(session, held)


@people_group.command("split")
@click.argument("person")
@click.option(
    "--form",
    "forms",
    multiple=True,
    help="A name that is another person's; may be given several times.",
)
@click.option(
    "--article",
    "numbers",
    type=int,
    multiple=True,
    help="An article that names another person; may be given several times.",
)
@click.option("--name", help="The name of the new person.")
@verb
def people_split(
    session: Session,
    person: str,
    forms: tuple[str, ...],
    numbers: tuple[int, ...],
    name: str | None,
) -> None:
    r"""Make a new person of some names of one, or of what some articles name.

    \b
    researchdesk people split 3 --form "Hunter Biden"
    """
    with session.changing() as library:
        held = people.named(library, person)
        made = merging.split(library, held.id, forms, numbers, name)
    _show_person(session, made)


@people_group.command("duplicates")
@click.argument("person", required=False)
@verb
def people_duplicates(session: Session, person: str | None) -> None:
    r"""List the people who may be one, with what says so; `merge` says yes, `apart` says no.

    \b
    researchdesk people duplicates
    """
    with session.reading() as library:
        found = (
            resembling.like(library, people.named(library, person).id)
            if person
            else resembling.pairs(library)
        )
    session.show(
        [people_shapes.resemblance(two) for two in found],
        table(
            (
                two.one.id,
                two.one.preferred_name,
                two.other.id,
                two.other.preferred_name,
                "; ".join(people_shapes.reasons(two)),
            )
            for two in found
        ),
    )


@people_group.command("apart")
@click.argument("person")
@click.argument("other")
@verb
def people_apart(session: Session, person: str, other: str) -> None:
    r"""Remember that two people are not the same.

    \b
    researchdesk people apart 7 3
    """
    with session.changing() as library:
        one, two = people.named(library, person), people.named(library, other)
        merging.keep_apart(library, one.id, two.id)
    session.show_changes()


@people_group.command("refusals")
@click.option(
    "--take-back",
    "refs",
    multiple=True,
    metavar="REF",
    help="Take this one back; may be given several times.",
)
@verb
def people_refusals(session: Session, refs: tuple[str, ...]) -> None:
    r"""List what was rejected (no person, not this one, no country, not the same), or take it back.

    \b
    researchdesk people refusals
    researchdesk people refusals --take-back r12
    """
    if refs:
        with session.changing() as library:
            count = sum(refusals.take_back(library, ref) for ref in refs)
        session.show(
            {"taken_back": list(refs), "suggested": count},
            f"Taken back; {count} suggestions are open again.",
        )
        return
    with session.reading() as library:
        rows = refusals.rows(library)
    session.show(
        [people_shapes.refusal(row) for row in rows],
        table((row.ref, row.kind, row.words, row.whom, row.article_id) for row in rows),
    )


def _show_person(session: Session, held: Person) -> None:
    session.show(shapes.person(held), _lines(held))


def _lines(held: Person) -> str:
    parts = [f"{held.id}  {held.preferred_name}", ", ".join(one.form for one in held.forms)]
    if held.born or held.died:
        parts.append(f"{held.born or '?'} – {held.died or ''}".rstrip())
    parts += [f"{identifiers.SCHEMES[one.scheme]} {one.value}" for one in held.identifiers]
    return "\n".join(parts + ([held.remark] if held.remark else []))


VERBS = (people_group,)
