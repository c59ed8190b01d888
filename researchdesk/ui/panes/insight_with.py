# SPDX-License-Identifier: MIT
"""Who appears with somebody: a row for each, counted in articles, paragraphs and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QCheckBox, QWidget

from researchdesk.model.insight import Opening
from researchdesk.model.people import PersonId
from researchdesk.ui.panes.insight_face import InsightFace
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.translate import country, tr
from researchdesk.ui.verbs import countries, insight, people
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.figures import Figure, FigureTable

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.insight import Beside, Named
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.tagging import Choice

MOST = 500  # rows
TINTS = {"person": "entity.person_tint", "country": "entity.country_tint"}


class Found(Struct, frozen=True):
    """Somebody, by whatever name, and who appears with them."""

    named: Named
    name: str
    beside: list[Beside]


class InsightWith(InsightFace):
    """The face With."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.chosen_anew.connect(self.refresh)
        self._named: Named | None = None
        self._found: Found | None = None
        self._waits = False  # for the numbers, which then have the keys
        self.who = dressing.button(desk.style, tr("Choose a person or country…"))
        self.who.clicked.connect(self._ask_who)
        self.near = self.choice(
            tr("How near"),
            (
                ("article", tr("In one article")),
                ("paragraph", tr("In one paragraph")),
                ("sentence", tr("In one sentence")),
            ),
        )
        self.suggested = QCheckBox(tr("Suggestions too"))
        self.suggested.setProperty(dressing.ROLE, "ui")
        self.suggested.toggled.connect(lambda _: self.refresh())
        for one in (self.who, self.near, self.suggested):
            self.controls.addWidget(one)
        self.controls.addStretch(1)
        self.lead = dressing.label(desk.style, "", "ui", "soft")
        self.lead.setWordWrap(True)
        self.column.addWidget(self.lead)
        self.table = FigureTable(desk.style, tr("Who appears with whom"))
        self.table.opened.connect(self._on_opened)
        self.column.addWidget(self.table, 1)
        self.box = TagBox(desk, self)
        self.box.chosen.connect(self._on_chosen)

    def show_who(self, named: Named) -> None:
        """Show who appears with this person or country."""
        self._named = named
        self.refresh()

    def forget(self) -> None:
        """Show nobody any more: another library is open."""
        super().forget()
        self._named = self._found = None
        self.table.put([], [])

    def refresh(self) -> None:
        """Count again; where nobody was chosen yet, for whom most articles name."""
        wanted, near = self._named, self.near.currentData()
        with_suggestions = self.suggested.isChecked()

        def work(library: Library) -> Found | None:
            named, name = _who(library, wanted)
            if named is None:
                return None
            found = insight.beside(
                library, named, near, with_suggestions=with_suggestions, limit=MOST
            )
            return Found(named, name, found)

        self.desk.ask(work, self._put, key="insight with")

    def restyle(self) -> None:
        """Take the look as it is now."""
        super().restyle()
        self.table.restyle()

    def take_keys(self) -> None:
        """Let the table have the keys, or the button where it holds nothing."""
        self._waits = self._found is None
        (self.table if self._found and self._found.beside else self.who).setFocus()

    def _put(self, found: Found | None) -> None:
        self._found = found
        if found is None:
            self.lead.setText(tr("People whom you accept are counted here."))
            self.table.put([], [])
            return
        self._named = found.named
        self.who.setText(found.name.replace("&", "&&"))
        self.who.setAccessibleName(tr("{name}: choose somebody else", name=found.name))
        words = tr("Who is named where {name} is. A row leads to the sentences.", name=found.name)
        if not found.beside:
            words = tr("Nobody else is named so near to {name}.", name=found.name)
        self.lead.setText(words)
        heads = (tr("Name"), tr("Articles"), tr("Paragraphs"), tr("Sentences"))
        self.table.put(heads, [_row(one) for one in found.beside])
        if self._waits and self.who.hasFocus():
            self.take_keys()
        self._waits = False

    def _ask_who(self) -> None:
        corner = self.who.geometry()
        self.box.open("", QRect(corner.left(), corner.bottom(), 1, 1), title=tr("Whom or what?"))

    def _on_chosen(self, choice: Choice) -> None:
        if choice.kind == "person":
            self.show_who(("person", int(choice.key)))
        elif choice.kind == "country":
            self.show_who(("country", choice.key))
        else:
            self.desk.say(tr("Choose a person or country of the library."))
            return
        self.table.setFocus()

    def _on_opened(self, row: int, column: int) -> None:
        found = self._found
        if found is None or not self.table.figures.cell(self.table.figures.index(row, column)):
            return
        one = found.beside[row]
        if one.kind == "suggested":
            self.desk.say(tr("This name is only suggested so far. Accept it to see its sentences."))
            return
        near = {2: "paragraph", 3: "sentence"}.get(column, self.near.currentData())
        opening = Opening(
            ((found.named,), ((one.kind, one.key),)),
            near,
            with_suggestions=self.suggested.isChecked(),
        )
        other = country(str(one.key), one.name) if one.kind == "country" else one.name
        title = tr("{name} with {other}", name=found.name, other=other)
        self.opened.emit(title, opening, f"entity.{one.kind}")


def _who(library: Library, wanted: Named | None) -> tuple[Named | None, str]:
    """Give whom the face shows: as chosen, or the person whom most articles name; and the name."""
    if wanted is None:
        rows = people.rows(library, limit=1)
        return (("person", int(rows[0].id)), rows[0].preferred_name) if rows else (None, "")
    if wanted[0] == "country":
        code = str(wanted[1])
        return wanted, country(code, countries.name_of(code))
    held = people.get(library, PersonId(int(wanted[1])))
    return ("person", int(held.id)), held.preferred_name


def _row(one: Beside) -> Figure:
    name = country(str(one.key), one.name) if one.kind == "country" else one.name
    remark = {"country": tr("Country"), "suggested": tr("suggested")}.get(one.kind, "")
    token = TINTS.get(one.kind, "surface.pressed")
    return Figure(name, (one.articles, one.paragraphs, one.sentences), token, remark)
