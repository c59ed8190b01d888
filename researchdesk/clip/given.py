# SPDX-License-Identifier: MIT
"""What a reader is given: the bytes of a file, what it is called, and what came along."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlsplit

from researchdesk.clip.charset import decode
from researchdesk.clip.draft import Origin
from researchdesk.clip.kinds import is_text

HEAD = 8192  # bytes, or characters, by which a format is recognised


class Given:
    """The bytes of a file and what is known of them; text is decoded once, when a reader asks for it."""

    def __init__(
        self,
        body: bytes,
        origin: Origin | None = None,
        *,
        media_type: str = "",
        charset: str | None = None,
        password: str | None = None,
    ) -> None:
        self.body = body
        self.origin = origin or Origin()
        self.media_type = media_type
        self.password = password
        self._declared = charset

    @property
    def head(self) -> bytes:
        """The beginning of the bytes."""
        return self.body[:HEAD]

    @cached_property
    def name(self) -> str:
        """The name that hints at the format, in lower case; what was sent as HTML is named so."""
        if "html" in self.media_type:
            return "sent as.html"
        return (self.origin.name or urlsplit(self.origin.url or "").path).lower()

    @cached_property
    def decoded(self) -> tuple[str, str]:
        """The text, and the charset that it was read in."""
        return decode(self.body, self._declared)

    @cached_property
    def start(self) -> str:
        """The beginning of the text; empty where the bytes are none."""
        is_readable = self.origin.is_pasted or is_text(self.body)
        return self.decoded[0][:HEAD] if is_readable else ""
