# SPDX-License-Identifier: MIT
"""How much is read of one source."""

from __future__ import annotations

MOST_MB = 25
MOST_BYTES = MOST_MB * 1024 * 1024  # after decompression
MOST_BYTES_OF_BOOK = (
    200 * 1024 * 1024
)  # of a PDF, a word processor's file or a book, with its pictures
MOST_BYTES_OF_MAIL = (
    100 * 1024 * 1024
)  # of a mail or a saved page with what came along; MOST_BYTES of its text
MOST_IMAGES = 40  # of one article
MOST_BYTES_OF_IMAGE = 5 << 20
MOST_BYTES_OF_IMAGES = 25 << 20  # of one article
