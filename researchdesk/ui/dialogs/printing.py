# SPDX-License-Identifier: MIT
"""Print the article or the note, or save it as a PDF; the page that is seen is the page that will be printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QMarginsF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPageSize, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from researchdesk.model.errors import UserError
from researchdesk.model.file_names import stem_of
from researchdesk.ui.printing import pages
from researchdesk.ui.printing.paper import SIZES, PaperStyle
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextDocument

    from researchdesk.ui.desk import Desk

    Maker = Callable[[PaperStyle, str, dict[str, bool]], QTextDocument]

SHEET = 380  # px at 100 %: the width of the page that is seen
HIGH = 1.4143  # times the width: A4, of which US Letter is a little lower
PAPERS = {"a4": "A4", "letter": "US Letter"}


class PrintDialog(QDialog):
    """The page, the choices, and two ways out of it: paper and PDF.

    `make` builds the document of these choices, in any thread; `choices` are their names with their words.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, title: str, make: Maker, choices: dict[str, str]
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._title = title
        self._make = make
        self._paper = PaperStyle(desk.settings, self)
        self._number = 0
        self._count = 1
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Print or save as PDF"))
        self.sheet = QLabel()
        self.sheet.setObjectName("sheet")
        self.sheet.setAccessibleName(tr("Preview"))
        self.count = dressing.label(desk.style, "", "small", "soft")
        self.boxes = {name: QCheckBox(tr(words)) for name, words in choices.items()}
        self.papers = QComboBox()
        self.save = dressing.button(desk.style, tr("Save as PDF…"), "primary")
        self.to_printer = dressing.button(desk.style, tr("Print…"))
        self._build()
        self._draw()
        desk.style.changed.connect(self._on_style)

    # -- building

    def _build(self) -> None:
        px = self._desk.style.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(24), px(24), px(20))
        row.setSpacing(px(24))
        parent = self.parentWidget()
        room = parent.height() - px(96) if parent else px(SHEET)
        wide = min(px(SHEET), max(200, round(room / HIGH)))
        self.sheet.setFixedSize(wide, round(wide * HIGH))
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sheet)
        row.addLayout(self._side())
        self.save.setDefault(True)
        self.save.setFocus()

    def _side(self) -> QVBoxLayout:
        """Lay out what stands beside the page: its title and number, the choices, the ways out."""
        style, px = self._desk.style, self._desk.style.px
        side = QVBoxLayout()
        side.setSpacing(px(8))
        words = dressing.label(style, self._title, "heading")
        words.setWordWrap(True)
        words.setFixedWidth(px(260))
        self.count.setWordWrap(True)
        side.addWidget(words)
        side.addWidget(self.count)
        side.addLayout(self._turning())
        side.addSpacing(px(12))
        self._add_papers(side)
        side.addSpacing(px(8))
        for box in self.boxes.values():
            box.setFont(style.font("ui"))
            box.setChecked(True)
            box.toggled.connect(self._on_chosen)
            side.addWidget(box)
        side.addStretch(1)
        cancel = dressing.button(style, tr("Cancel"))
        for button, act in (
            (self.save, self._on_save),
            (self.to_printer, self._on_print),
            (cancel, self.reject),
        ):
            button.clicked.connect(act)
            side.addWidget(button)
        return side

    def _add_papers(self, side: QVBoxLayout) -> None:
        style = self._desk.style
        for name in SIZES:
            self.papers.addItem(tr(PAPERS[name]), name)
        system = QLocale.system().measurementSystem()
        is_imperial = system == QLocale.MeasurementSystem.ImperialUSSystem
        self.papers.setCurrentIndex(1 if is_imperial else 0)
        self.papers.currentIndexChanged.connect(self._on_chosen)
        self.papers.setFont(style.font("ui"))
        self.papers.setAccessibleName(tr("Paper"))
        words = dressing.label(style, tr("Paper"), "ui_medium")
        words.setBuddy(self.papers)
        side.addWidget(words)
        side.addWidget(self.papers)

    def _turning(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.previous = dressing.tool(self._desk.style, "back", tr("Previous page"))
        self.next = dressing.tool(self._desk.style, "forward", tr("Next page"))
        for button, by in ((self.previous, -1), (self.next, 1)):
            button.clicked.connect(lambda _=False, by=by: self._turn(by))
            row.addWidget(button)
        row.addStretch(1)
        return row

    @property
    def size_name(self) -> str:
        """The paper that is chosen."""
        return str(self.papers.currentData())

    @property
    def chosen(self) -> dict[str, bool]:
        """What is to be printed."""
        return {name: box.isChecked() for name, box in self.boxes.items()}

    def _on_style(self) -> None:
        dressing.dress(self._desk.style, self)

    # -- the page that is seen

    def _on_chosen(self) -> None:
        self._number = 0
        self._draw()

    def _turn(self, by: int) -> None:
        self._number = min(max(0, self._number + by), self._count - 1)
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        width = round(self.sheet.width() * ratio)
        number, size, chosen, title = self._number, self.size_name, self.chosen, self._title

        def work(_: object) -> tuple[QImage, int]:
            document = self._make(self._paper, size, chosen)
            return pages.picture(document, number, self._paper, title, width), document.pageCount()

        self._desk.jobs.ask(work, self._show, key="page to print")

    def _show(self, found: tuple[QImage, int]) -> None:
        (image, self._count), number = found, self._number
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.sheet.setPixmap(picture)
        words = plural("1 page", "{n} pages", self._count)
        shown = tr("Page {page} of {pages}", page=number + 1, pages=self._count)
        self.count.setText(shown if self._count > 1 else words)
        self.previous.setEnabled(number > 0)
        self.next.setEnabled(number + 1 < self._count)

    # -- PDF

    def _on_save(self) -> None:
        name = stem_of(self._title, ".pdf", tr("Page"))
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder or Path.home()) / f"{name}.pdf")
        found, _ = QFileDialog.getSaveFileName(self, tr("Save as PDF"), start, "PDF (*.pdf)")
        if found:
            file = Path(found)
            self._write(file if file.suffix else file.with_suffix(".pdf"))

    def _write(self, file: Path) -> None:
        make, paper, title = self._make, self._paper, self._title
        size, chosen, desk = self.size_name, self.chosen, self._desk
        paper.setParent(None)  # outlives the dialog

        def work(_: object) -> None:
            pages.save_pdf(make(paper, size, chosen), paper, title, size, file)

        def done(_: None) -> None:
            way = (tr("Open"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))))
            desk.say(tr("Saved as {name}.", name=file.name), action=way)

        def failed(error: BaseException) -> None:
            if isinstance(error, UserError):
                desk.fail(error, {"try_again": begin})

        def begin() -> None:
            desk.jobs.run(work, done, failed, words=tr("Saving {name}", name=file.name))

        begin()
        self.accept()

    # -- paper

    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self.count.setText(tr("No printer is set up on this computer. A PDF can be saved."))
            self.save.setFocus()
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        printer.setPageSize(QPageSize(SIZES[self.size_name]))
        printer.setFullPage(True)
        printer.setPageMargins(QMarginsF(0, 0, 0, 0))
        document = self._make(self._paper, self.size_name, self.chosen)
        asked = QPrintDialog(printer, self)
        asked.setMinMax(1, document.pageCount())
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        first, last = printer.fromPage() or 1, printer.toPage() or document.pageCount()
        numbers = range(first - 1, min(last, document.pageCount()))
        if pages.print_on(printer, document, self._paper, self._title, numbers):
            self._desk.say(tr("Sent to the printer: {title}", title=self._title))
            self.accept()
        else:
            self.count.setText(tr("The printer did not answer. A PDF can be saved."))
