# SPDX-License-Identifier: MIT
"""The child side of the workshop: bytes in, the values of a clipping out. No network here, and no pickles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from researchdesk.clip import canon, language, witness
from researchdesk.clip.address import page_address
from researchdesk.clip.bylines import contributor
from researchdesk.clip.charset import decode
from researchdesk.clip.choice import marked
from researchdesk.clip.draft import Draft, Origin, removed_blocks
from researchdesk.clip.importers import html, markdown, plain_text
from researchdesk.clip.kinds import refuse_other_files
from researchdesk.clip.text import text_of
from researchdesk.model.clipping import Candidate, Clipping, Received
from researchdesk.model.dates import now
from researchdesk.model.errors import NoArticleFound

EXTRACTOR = "trafilatura witness"
OUR_VERSION = "1"
EXTRACTOR_VERSION = f"{witness.VERSION}+{OUR_VERSION}"
HEAD = 8192
