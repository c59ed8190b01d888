# SPDX-License-Identifier: MIT
"""The row of buttons at the foot of a dialog: what else can be done on the left, Cancel and the deed on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QDialog, QPushButton, QWidget

    from researchdesk.ui.style import Style


def foot(
    dialog: QDialog,
    style: Style,
    deed: QPushButton,
    *beside: QWidget,
    deeds: Sequence[QPushButton] = (),
) -> QHBoxLayout:
    """Lay the row out; Enter is the deed, Cancel closes the dialog, other `deeds` stand between the two."""
    row = QHBoxLayout()
    for one in beside:
        row.addWidget(one)
    row.addStretch(1)
    cancel = dressing.button(style, tr("Cancel"))
    cancel.clicked.connect(dialog.reject)
    deed.setDefault(True)
    for one in (cancel, *deeds, deed):
        row.addWidget(one)
    return row
