# SPDX-License-Identifier: MIT
"""Small controls that know the role of their font and icon, so that they can be dressed anew when the style changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QToolButton, QWidget

if TYPE_CHECKING:
    from researchdesk.ui.style import Style

ROLE, ICON = "font_role", "icon_name"  # dynamic properties


def label(style: Style, words: str = "", role: str = "ui", kind: str = "") -> QLabel:
    """Make a label in the font of a role; `kind` is soft, faint or error."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty(ROLE, role)
    made.setFont(style.font(role))
    if kind:
        made.setProperty(kind, True)  # noqa: FBT003 - a property of the style sheet
    return made


def picture(style: Style, icon: str, token: str = "ink.soft", size: int = 16) -> QLabel:
    """Make a label that shows an icon and says nothing."""
    made = QLabel()
    made.setProperty(ICON, f"{icon} {token} {size}")
    _dress_picture(style, made)
    return made


def set_picture(style: Style, shown: QLabel, icon: str, token: str) -> None:
    """Let a picture show another icon in another colour."""
    size = str(shown.property(ICON)).split()[2]
    shown.setProperty(ICON, f"{icon} {token} {size}")
    _dress_picture(style, shown)


def tool(style: Style, icon: str, name: str, keys: str = "", *, size: int = 18) -> QToolButton:
    """Make an icon button whose name is spoken and whose tool tip shows the keys."""
    made = QToolButton()
    made.setProperty(ICON, f"{icon} ink.soft {size}")
    made.setAccessibleName(name)
    made.setToolTip(f"{name}  {keys}" if keys else name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    _dress_icon(style, made)
    return made


def set_icon(style: Style, control: QAbstractButton, icon: str, token: str = "ink.soft") -> None:
    """Give a control another icon in another colour."""
    size = str(control.property(ICON) or "- - 18").split()[2]
    control.setProperty(ICON, f"{icon} {token} {size}")
    _dress_icon(style, control)


def button(style: Style, words: str, kind: str = "", role: str = "ui_medium") -> QPushButton:
    """Make a button with words; `kind` is primary, quiet or flush."""
    made = QPushButton(words)
    made.setProperty(ROLE, role)
    made.setFont(style.font(role))
    made.setAutoDefault(False)
    for name in kind.split():
        made.setProperty(name, True)  # noqa: FBT003 - a property of the style sheet
    return made


def tab_sheet(style: Style) -> str:
    """Give the look of a bar of tabs: the one that is shown is underlined."""
    ink, strong = style.colour("ink.soft").name(), style.colour("ink.strong").name()
    accent, focus = style.colour("accent.base").name(), style.colour("line.focus").name()
    tint = style.colour("accent.tint").name()
    four, six, eight = style.px(4), style.px(6), style.px(8)
    return (
        f"QTabBar::tab {{ color: {ink}; background: transparent; border: 0; border-bottom: 2px solid transparent;"
        f" padding: {eight}px {six}px {six}px {six}px; margin-right: {four}px; }}"
        f"QTabBar::tab:hover {{ color: {strong}; }}"
        f"QTabBar::tab:selected {{ color: {strong}; border-bottom: 2px solid {accent}; }}"
        f"QTabBar::tab:focus {{ background: {tint}; border-bottom: 2px solid {focus}; }}"
    )


def dress(style: Style, root: QWidget) -> None:
    """Give every control below a widget the fonts and icons of the style as it is now."""
    for one in [root, *root.findChildren(QWidget)]:
        role = one.property(ROLE)
        if isinstance(role, str):
            one.setFont(style.font(role))
        if isinstance(one, QAbstractButton) and one.property(ICON):
            _dress_icon(style, one)
        elif isinstance(one, QLabel) and one.property(ICON):
            _dress_picture(style, one)


def polish(root: QWidget) -> None:
    """Give a widget that stands in its place, and all in it, the look of the style sheet before it is shown."""
    for one in [root, *root.findChildren(QWidget)]:
        one.ensurePolished()


def _dress_picture(style: Style, label: QLabel) -> None:
    icon, token, size = str(label.property(ICON)).split()
    label.setPixmap(style.pixmap(icon, token, style.px(int(size))))


def _dress_icon(style: Style, control: QAbstractButton) -> None:
    icon, token, size = str(control.property(ICON)).split()
    control.setIcon(style.icon(icon, token, int(size)))
    control.setIconSize(QSize(style.px(int(size)), style.px(int(size))))
