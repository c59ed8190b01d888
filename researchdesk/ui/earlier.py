# SPDX-License-Identifier: MIT
"""Earlier searches, and the window's place on the screen: kept beside the settings, and no loss when they go."""

from __future__ import annotations

import json

from PySide6.QtCore import QByteArray, QSettings

from researchdesk.config import paths

KEPT = 200
FILE = "window.ini"


def window_settings() -> QSettings:
    """Open the file of the window's own memory."""
    return QSettings(str(paths.config_folder() / FILE), QSettings.Format.IniFormat)


class EarlierSearches:
    """The newest first, none twice."""

    def __init__(self) -> None:
        self._held = window_settings()

    def all(self) -> list[str]:
        """Give them, the newest first."""
        found = self._held.value("searches", [])
        if isinstance(found, str):
            return [found]
        return [str(one) for one in found] if isinstance(found, list) else []

    def add(self, query: str) -> None:
        """Remember a search that led somewhere."""
        words = query.strip()
        if words:
            kept = [words, *(one for one in self.all() if one != words)]
            self._held.setValue("searches", kept[:KEPT])

    def like(self, begun: str, limit: int = 3) -> list[str]:
        """Give those that begin with these words, or hold them."""
        wanted = begun.casefold().strip()
        found = [one for one in self.all() if wanted in one.casefold() and one != begun]
        return sorted(found, key=lambda one: not one.casefold().startswith(wanted))[:limit]

    def clear(self) -> None:
        """Forget all of them."""
        self._held.remove("searches")


def geometry(held: QSettings) -> QByteArray | None:
    """Give where the window stood, if it is known."""
    found = held.value("geometry")
    return found if isinstance(found, QByteArray) and not found.isEmpty() else None


def edges() -> dict[str, dict[str, int]]:
    """Give the edges that the user moved, form by form, in px."""
    try:
        held = json.loads(str(window_settings().value("edges", "{}")))
        return {
            str(form): {str(edge): int(size) for edge, size in moved.items()}
            for form, moved in held.items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}


def keep_edges(moved: dict[str, dict[str, int]]) -> None:
    """Remember the edges that the user moved."""
    window_settings().setValue("edges", json.dumps(moved))
