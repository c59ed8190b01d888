# SPDX-License-Identifier: MIT
"""What an import refused, tried once more: its files in one import, its addresses one by one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.library import articles, importing
from researchdesk.model.errors import Cancelled, UserError
from researchdesk.model.importing import ImportReport, Rejected

if TYPE_CHECKING:
    from researchdesk.library.importing import Tell
    from researchdesk.library.library import Library
    from researchdesk.model.clipping import Clipped, Source
    from researchdesk.model.progress import Progress


def again(
    library: Library,
    report: ImportReport,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> ImportReport:
    """Try once more what an import refused, and give what came of it."""
    sources = report.refused
    files = [Path(one.value) for one in sources if one.kind == "file"]
    made = ImportReport(report.source)
    if files:
        shared = os.path.commonpath([one.parent for one in files])
        wanted = importing.Wanted(Path(shared), files=tuple(files))
        made = importing.run(library, wanted, progress, tell=tell)
    for one in sources:
        if one.kind == "address" and not made.was_stopped:
            made = _with_address(library, one, made, progress, tell)
    return made


def _with_address(
    library: Library,
    source: Source,
    made: ImportReport,
    progress: Progress | None,
    tell: Tell | None,
) -> ImportReport:
    try:
        clipping = articles.preview(library, source, progress)
        clipped = articles.clip(library, clipping)
    except Cancelled:
        return structs.replace(made, was_stopped=True)
    except UserError as error:
        rejected = Rejected(source.value, str(error), source.value)
        return structs.replace(made, rejected=(*made.rejected, rejected))
    if tell and clipped.status != "known":
        tell(clipping, clipped)
    return _counted(made, clipped)


def _counted(made: ImportReport, clipped: Clipped) -> ImportReport:
    if clipped.status == "new":
        new = (*made.articles, clipped.article_id)
        return structs.replace(made, stored=made.stored + 1, articles=new)
    if clipped.status == "version":
        changed = (*made.changed, clipped.article_id)
        return structs.replace(made, versions=made.versions + 1, changed=changed)
    return structs.replace(made, known=made.known + 1)
