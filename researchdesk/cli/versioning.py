# SPDX-License-Identifier: MIT
"""Verbs: versions, reclip, duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from researchdesk.cli import shapes
from researchdesk.cli.clipping import source_of
from researchdesk.cli.session import Session, table, verb
from researchdesk.library import duplicates, recognising
from researchdesk.library import versions as library_versions
from researchdesk.model.article import ArticleId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from researchdesk.model.article import ArticleRow
    from researchdesk.model.passage import TargetStatus

REPAIRED: tuple[TargetStatus, ...] = ("unsure", "orphan")


@click.command()
@click.argument("article", type=int)
@click.option(
    "--diff", "compared", type=int, nargs=2, metavar="A B", help="What differs in version B from A."
)
@verb
def versions(session: Session, article: int, compared: tuple[int, int] | None) -> None:
    r"""List the text versions of an article, or compare two of them by words.

    \b
    researchdesk versions 12
    researchdesk versions 12 --diff 1 2
    """
    article_id = ArticleId(article)
    with session.reading() as library:
        if compared is None:
            found = shapes.versions(library, article_id)
            rows = ((one["seq"], one["made_at"], one["characters"]) for one in found)
            session.show(found, table(rows))
            return
        changes = library_versions.difference(library, article_id, *compared)
    session.show(*shapes.differences(changes))


@click.command()
@click.argument("article", type=int)
@click.argument("source", required=False)
@verb
def reclip(session: Session, article: int, source: str | None) -> None:
    r"""Clip an article again, from its address or from SOURCE: an address, a file or standard input (-).

    \b
    researchdesk reclip 12
    researchdesk reclip 12 page.html
    """
    article_id = ArticleId(article)
    with session.changing() as library:
        if source is None:
            done = library_versions.reclip(library, article_id)
        else:
            with source_of(session, source, None, None) as given:
                done = library_versions.reclip(library, article_id, given)
        if done.status != "known":
            recognising.propose(library, article_id)
    is_known = done.status == "known"
    first = "The text is as it was" if is_known else "A new text version"
    session.show(dict(done.passages), f"{first}: {_words(done.passages)}.")


@click.command("duplicates")
@click.argument("article", type=int, required=False)
@verb
def duplicate_verb(session: Session, article: int | None) -> None:
    r"""List stories that stand in the library at several places, or where else that of ARTICLE stands.

    \b
    researchdesk duplicates
    researchdesk duplicates 12
    """
    with session.reading() as library:
        if article is None:
            groups = duplicates.clusters(library)
            found: list[dict[str, Any]] = [
                {"articles": [shapes.article_row(one) for one in group]} for group in groups
            ]
            lines = [_group(group) for group in groups]
        else:
            others = duplicates.elsewhere(library, ArticleId(article))
            found = [
                shapes.article_row(one.article)
                | {
                    "kind": "same" if one.is_same else "related",
                    "similarity": round(one.similarity, 2),
                }
                for one in others
            ]
            rows = (
                (
                    f"{one.similarity:.0%}",
                    one.article.id,
                    one.article.title,
                    one.article.container_title or "",
                )
                for one in others
            )
            lines = [table(rows)]
    nothing = "No story stands twice." if article is None else "Nothing in the library is like it."
    session.show(found, "\n\n".join(lines) if found else nothing)


def _group(rows: Sequence[ArticleRow]) -> str:
    return table((one.id, one.title, one.container_title or "", one.issued or "") for one in rows)


def _words(counts: Mapping[TargetStatus, int]) -> str:
    """Say what became of an article's passages, in one line."""
    parts = [f"{n} {status}" for status, n in counts.items() if n and status not in REPAIRED]
    if waiting := sum(counts[status] for status in REPAIRED):
        parts.append(f"{waiting} to repair")
    return ", ".join(parts) or "no passages"


VERBS = (versions, reclip, duplicate_verb)
