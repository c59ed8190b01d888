# SPDX-License-Identifier: MIT
"""What people read in a library that left as plain files: front matter, the list of all, and the explanation."""

from __future__ import annotations

import html
import itertools
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from researchdesk.export import markdown, pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

in_line = markdown.escaped


class Line(Struct, frozen=True):
    """A line of the page that lists all: below which heading, what it says, and where it leads in the folder."""

    heading: str
    title: str
    place: str
    beside: str = ""


def front_matter(values: Mapping[str, object]) -> str:
    """Write the head of a Markdown file: YAML of which each value is JSON, too."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
    return "---\n" + "\n".join(lines) + "\n---\n"


def address(place: str) -> str:
    """Give a place in the folder as a link names it."""
    return quote(place, safe="/.")


def index(title: str, lines: Iterable[Line]) -> str:
    """Write the page that lists all; nothing in it can act, and it leads nowhere but into the folder."""
    parts = [pages.head(title)]
    for heading, group in itertools.groupby(lines, key=lambda one: one.heading):
        parts.append(f"<h2>{html.escape(heading)}</h2>\n<ul>\n")
        parts += [_item(one) for one in group]
        parts.append("</ul>\n")
    return "".join(parts) + pages.END


def _item(line: Line) -> str:
    beside = f" <small>{html.escape(line.beside)}</small>" if line.beside else ""
    return f'<li><a href="{address(line.place)}">{html.escape(line.title)}</a>{beside}</li>\n'


README = """# A library of ResearchDesk, as plain files

Everything in the library lies here, in forms that any computer reads. You need no program of ours for it.

## To read

- `index.html` lists all articles and notes; open it in a browser. It needs no connection.
- `articles` holds each article twice: as a web page (`.html`) and as Markdown (`.md`). Both show the pictures that lie
  in `pictures`, without a connection. The Markdown begins with what is known about the article (title, authors, date,
  address, tags, people, countries, whether it lies in the trash), then comes its text, and below a line what was marked
  in it, with the comments.
- `notes` holds each note in the same two forms. Where a note cites a passage, a footnote has the quote itself, its
  author, title, date and address, and leads to the article in `articles`.
- `snapshots` holds every page as it was received, byte for byte, and `pictures` the pictures of the articles. Their
  names are the SHA-256 checksums of what is in them. The head of each article's Markdown names its own.

Names begin with the number that the article or note has in ResearchDesk.

## To use with other programs

`data` holds one file for each table of the library, in JSON Lines: a line is a record, in UTF-8. `id` is its number,
and a column ending in `_id` is the number of a record in another file. Moments are in UTC; places in a text (`start`,
`end`) count Unicode code points from 0, and the end is not in it.

| files | what they hold |
|---|---|
| `article`, `contributor`, `candidate` | articles, their authors, and every value that was found for them |
| `snapshot`, `resource`, `snapshot_resource` | what was received: pages and pictures, with `file` naming the file |
| `text_version`, `removed_block`, `block_decision` | every text of an article, what was left out, your word on it |
| `annotation`, `target` | passages that were marked, and where each stands in each text |
| `note`, `note_revision`, `citation`, `alias` | notes, their earlier states, what they cite, old ids |
| `person`, `name_form`, `name_key`, `identifier`, `distinct_people` | people, their names and numbers, who is not who |
| `mention`, `refusal` | where people and countries are named, and what you refused |
| `tag`, `article_tag`, `annotation_tag`, `note_tag` | tags, with their colours, and what bears them |
| `saved_search`, `failed_clip`, `import_run`, `import_reject`, `import_entry` | searches, clips that failed, imports |
| `chain` | the chain of snapshots: a line for each page that came or went, sealed by the line before |

A note in `data/note.jsonl` cites a passage as `rd:p/ID`, an article as `rd:a/ID`, a note as `rd:n/ID`, a person as
`rd:t/ID`: ID is the `public_id` of the record.

## To come back

Make a new library in ResearchDesk and import this folder into it, or say `researchdesk import FOLDER --library NEW`.
The new library equals the old one, with the same numbers: `researchdesk diff OLD NEW` finds nothing. It comes back
from `data`, `snapshots` and `pictures`. A file that is missing or was changed is named, and then nothing is imported:
what you want to write into these files, write into copies of them.

Not here, on purpose: the search index and checksums of rows, which are made again; the undo history, which is about the
library it was made in; your settings, which belong to the computer.

## To check

`SHA256SUMS` has the checksum of every file: `sha256sum -c SHA256SUMS` looks at all of them. `manifest.json` says which
format this is and how many records there are.
"""
