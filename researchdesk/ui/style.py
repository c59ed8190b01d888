# SPDX-License-Identifier: MIT
"""The look: tokens of two themes, sizes, tinted icons, one palette and one style sheet made from them."""

from __future__ import annotations

import logging
import string
import tomllib
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer

from researchdesk.config import paths
from researchdesk.ui import fonts

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from researchdesk.config.settings import Settings

logger = logging.getLogger(__name__)

LENGTHS = 61  # $n0 ... $n60 may stand in the style sheet
SOFT_INKS = ("soft", "faint")
COLOURS = ("yellow", "blue", "rose", "green")  # of highlights, in the order of keys 1 to 4
LAID_OUT = ("reader.size", "reader.measure", "density", "motion")  # settings that panes follow
SHEET_ICONS = {"down": "ink.soft", "up": "ink.soft", "accept": "ink.on_accent"}
PALETTE = {
    QPalette.ColorRole.Window: "surface.window",
    QPalette.ColorRole.WindowText: "ink.body",
    QPalette.ColorRole.Base: "surface.paper",
    QPalette.ColorRole.AlternateBase: "surface.list",
    QPalette.ColorRole.Text: "ink.body",
    QPalette.ColorRole.Button: "surface.window",
    QPalette.ColorRole.ButtonText: "ink.body",
    QPalette.ColorRole.BrightText: "ink.strong",
    QPalette.ColorRole.ToolTipBase: "surface.tooltip",
    QPalette.ColorRole.ToolTipText: "ink.on_tooltip",
    QPalette.ColorRole.PlaceholderText: "ink.faint",
    QPalette.ColorRole.Highlight: "surface.selection",
    QPalette.ColorRole.HighlightedText: "ink.strong",
    QPalette.ColorRole.Link: "accent.text",
    QPalette.ColorRole.LinkVisited: "accent.text",
    QPalette.ColorRole.Accent: "accent.base",
    QPalette.ColorRole.Light: "surface.raised",
    QPalette.ColorRole.Mid: "line.edge",
    QPalette.ColorRole.Dark: "line.edge",
    QPalette.ColorRole.Shadow: "line.edge",
}


class Style(QObject):
    """The look in force."""

    changed = Signal()  # every colour and size must be asked for anew
    laid_out = Signal()  # only the text of articles or the height of rows is another

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._icons: dict[tuple[str, str, float], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}
        self._fonts: dict[str, QFont] = {}
        self._metrics: dict[str, QFontMetricsF] = {}
        self._colours: dict[str, QColor] = {}
        self._app: QApplication | None = None
        self.theme = ""
        self.tokens: dict[str, dict[str, str]] = {}
        self.text_size = 1.0
        self.reader_px = fonts.READER_PX
        self._layout: tuple[object, ...] = ()
        self._names: dict[str, str] = {}
        self._read_settings()

    @property
    def is_dark(self) -> bool:
        """True when the dark theme is in force."""
        return self.theme == "dark"

    def colour(self, token: str) -> QColor:
        """Give the colour of a token such as `ink.soft`."""
        found = self._colours.get(token)
        if found is None:
            group, _, name = token.partition(".")
            found = self._colours[token] = QColor(self.tokens[group][name])
        return found

    def px(self, length: float) -> int:
        """Scale a length of the 100 % drawing to the size of the interface."""
        return max(1, round(length * self.text_size))

    def font(self, role: str) -> QFont:
        """Give the font of a role; see `fonts.ROLES`."""
        if role not in self._fonts:
            self._fonts[role] = fonts.make(role, self.text_size, self.reader_px)
        return self._fonts[role]

    def metrics(self, role: str) -> QFontMetricsF:
        """Give the measures of a role's font."""
        if role not in self._metrics:
            self._metrics[role] = QFontMetricsF(self.font(role))
        return self._metrics[role]

    def line_height(self, role: str, lines: float) -> int:
        """Give the proportional line height, in per cent, that makes a line `lines` times the font's size."""
        return round(100 * lines * self.font(role).pixelSize() / self.metrics(role).height())

    def icon(self, name: str, token: str = "ink.soft", size: float = 18) -> QIcon:
        """Give an icon tinted from a token; disabled it is the same drawing, fainter."""
        key = (name, token, size)
        if key not in self._icons:
            drawn = self.pixmap(name, token, self.px(size))
            icon = QIcon(drawn)
            icon.addPixmap(_faded(drawn), QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def pixmap(self, name: str, token: str, side: int) -> QPixmap:
        """Draw an icon in the colour of a token, `side` px wide at the screen's own ratio."""
        colour = self.colour(token)
        key = (name, colour.rgba(), side, _ratio())
        if key not in self._pixmaps:
            self._pixmaps[key] = _drawn(name, colour, side)
        return self._pixmaps[key]

    def own_name(self, colour: str) -> str:
        """Give the name that the user gave to a highlight colour; empty for none."""
        return self._names[colour]

    def swatch(self, colour: str, size: float = 20) -> QIcon:
        """Give a disc in the fill and edge of a highlight: the button shows what the text will show."""
        side = self.px(size)
        image = _blank(side)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.colour(f"highlight.{colour}"))
        painter.setPen(QPen(self.colour(f"highlight.{colour}_edge"), side / 9))
        inset = side / 8
        painter.drawEllipse(QRectF(inset, inset, side - 2 * inset, side - 2 * inset))
        painter.end()
        return QIcon(image)

    def prepare(self, app: QApplication) -> None:
        """Give the application its fonts and colours, and follow the system's scheme from now on.

        A window is built before the sheet is there: Qt would dress each part anew at each step of the building.
        """
        if self._app is None:
            app.setStyle("Fusion")
            hints = app.styleHints()
            hints.colorSchemeChanged.connect(self._on_system_changed)
            if hasattr(hints, "accessibility"):  # from Qt 6.10 on
                hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        self._app = app
        app.setPalette(self.palette())
        app.setFont(self.font("ui"))

    def apply(self, app: QApplication) -> None:
        """Dress the application."""
        self.prepare(app)
        app.setStyleSheet(self.sheet())

    def refresh(self) -> None:
        """Read the settings again and dress everything anew where something changed."""
        before, boxes_before = self._layout, (self.text_size, self.tokens, self._names)
        self._read_settings()
        boxes = (self.text_size, self.tokens, self._names)
        if boxes_before != boxes:
            if self._app is not None:
                self.apply(self._app)
            self.changed.emit()
        elif before != self._layout:
            self.laid_out.emit()

    def toggle_theme(self) -> None:
        """Change from light to dark or back, whatever the system has."""
        self._settings.set("theme", "light" if self.is_dark else "dark")
        self.refresh()

    def palette(self) -> QPalette:
        """Make the palette of the tokens."""
        palette = QPalette(self.colour("surface.window"))
        for role, token in PALETTE.items():
            palette.setColor(role, self.colour(token))
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("ink.faint"))
        return palette

    def sheet(self) -> str:
        """Fill the style sheet: `$group_token` is a colour, `$n4` a length of 4 px at 100 %."""
        values = {
            f"{group}_{name}": value
            for group, tokens in self.tokens.items()
            for name, value in tokens.items()
        }
        values |= {f"n{n}": f"{self.px(n)}px" for n in range(1, LENGTHS)}
        for name, token in SHEET_ICONS.items():
            values[f"{name}_icon"] = _tinted_file(name, self.colour(token)).as_posix()
        template = (paths.resource("themes") / "style.qss").read_text(encoding="utf-8")
        return string.Template(template).substitute(values)

    def _on_system_changed(self) -> None:
        self.refresh()

    def _read_settings(self) -> None:
        self.text_size = self._settings.get("interface.size") / 100
        self._layout = tuple(self._settings.get(name) for name in LAID_OUT)
        self._names = {one: self._settings.get(f"highlight.{one}") or "" for one in COLOURS}
        self.reader_px = float(self._settings.get("reader.size"))
        wanted = self._settings.get("theme")
        self.theme = _system_theme() if wanted == "system" else wanted
        self.tokens = tokens_of(self.theme)
        if _wants_contrast():
            inks = self.tokens["ink"]
            inks.update(dict.fromkeys(SOFT_INKS, inks["body"]))
            self.tokens["line"]["hair"] = self.tokens["line"]["edge"]
        for kept in (self._icons, self._fonts, self._metrics, self._colours):
            kept.clear()


def tokens_of(theme: str) -> dict[str, dict[str, str]]:
    """Read the tokens of a theme."""
    text = (paths.resource("themes") / f"{theme}.toml").read_text(encoding="utf-8")
    read: dict[str, Any] = tomllib.loads(text)
    return {group: tokens for group, tokens in read.items() if isinstance(tokens, dict)}


def _system_theme() -> str:
    if QGuiApplication.instance() is None:
        return "light"
    is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if is_dark else "light"


def _wants_contrast() -> bool:
    if QGuiApplication.instance() is None:
        return False
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _ratio() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


def _blank(side: int) -> QPixmap:
    ratio = _ratio()
    image = QPixmap(round(side * ratio), round(side * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _drawing(name: str, colour: QColor) -> str:
    file = paths.resource("icons") / f"{name}.svg"
    return file.read_text(encoding="utf-8").replace("currentColor", colour.name())


def _tinted_file(name: str, colour: QColor) -> Path:
    """Give a file with an icon in a colour: a style sheet takes pictures from files alone."""
    file = paths.cache_folder() / "icons" / f"{name}-{colour.name()[1:]}.svg"
    if not file.exists():
        try:
            paths.private(file.parent)
            file.write_text(_drawing(name, colour), encoding="utf-8")
        except OSError as error:
            logger.warning("an icon could not be written: %s", type(error).__name__)
    return file


def _drawn(name: str, colour: QColor, side: int) -> QPixmap:
    image = _blank(side)
    drawing = _drawing(name, colour)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


def _faded(drawn: QPixmap) -> QPixmap:
    image = QPixmap(drawn.size())
    image.setDevicePixelRatio(drawn.devicePixelRatio())
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setOpacity(0.4)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return image
