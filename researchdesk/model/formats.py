# SPDX-License-Identifier: MIT
"""The formats of files that can be read, one row each: the one table that both faces and the readers go by."""

from __future__ import annotations

from msgspec import Struct


class Format(Struct, frozen=True):
    """A format: its reader is the module of this name in `clip/importers`; endings are a hint and no more."""

    name: str
    words: str
    endings: tuple[str, ...]
    media_type: str


FORMATS = (
    Format("html", "Web page", (".html", ".htm", ".xhtml", ".shtml"), "text/html"),
    Format("saved_page", "Page saved by a browser, SingleFile", (".html", ".htm"), "text/html"),
    Format("mhtml", "Page saved as one file (MHTML)", (".mhtml", ".mht"), "multipart/related"),
    Format("webarchive", "Safari web archive", (".webarchive",), "application/x-webarchive"),
    Format("pdf", "PDF", (".pdf",), "application/pdf"),
    Format(
        "docx",
        "Word document",
        (".docx", ".docm"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    Format("epub", "EPUB book", (".epub",), "application/epub+zip"),
    Format("eml", "Mail", (".eml",), "message/rfc822"),
    Format("markdown", "Markdown", (".md", ".markdown", ".mkd", ".mdown"), "text/markdown"),
    Format("plain_text", "Plain text", (".txt", ".text"), "text/plain"),
)
"""The first of equally likely formats wins."""

BY_NAME = {one.name: one for one in FORMATS}
ENDINGS = tuple(dict.fromkeys(ending for one in FORMATS for ending in one.endings))
