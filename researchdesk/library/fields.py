# SPDX-License-Identifier: MIT
"""What the fields of an article can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.dates import is_edtf
from researchdesk.model.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping


def check(values: Mapping[str, str | None]) -> None:
    """Raise BadValue for a title, a date or an address that cannot be one; None clears a field."""
    if "title" in values and not values["title"]:
        raise BadValue(value="An empty line", kind="title", expected="write the title as printed")
    issued, address = values.get("issued"), values.get("url")
    if issued and not is_edtf(issued):
        raise BadValue(value=issued, kind="date", expected="write 2026, 2026-11 or 2026-11-26")
    if address and not address.startswith(("http://", "https://")):
        expected = "write one that begins with https:// or http://"
        raise BadValue(value=address, kind="address", expected=expected)
