# SPDX-License-Identifier: MIT
"""The page of a person or a country, merge and split, and the three lists, by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from researchdesk.library import mentions, people, refusals
from researchdesk.ui.widgets.sentence import Sentence
from tests.ui.test_colours import contrast
from tests.ui.window.visitor import ALT, CTRL, KEY, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of menus without a screen


@pytest.fixture
def pupin(visitor):
    """A person whom two articles name, and a second record of the same man."""
    found = {}

    def work(library):
        found["one"] = mentions.tag_person(library, [1, 3], "Mihajlo Pupin")
        with library.operation("Make a second record"):
            found["other"] = people.make(library, "Михајло Пупин")
        mentions.tag_person(library, [2], found["other"])

    visitor.window.desk.change("prepare", work)
    visitor.calm()
    return found


def page(visitor):
    return visitor.window.regions.page


def words(visitor):
    from PySide6.QtWidgets import QLabel

    return [one.text() for one in page(visitor).findChildren(QLabel) if one.isVisible()]


def open_page(visitor):
    visitor.click_place("Mihajlo Pupin")
    visitor.until(lambda: "Mihajlo Pupin" in words(visitor))


def kinds(visitor):
    return sorted(row.preferred_name for row in people.rows(visitor.library))


def test_the_page_opens_in_the_place_of_the_text_and_an_article_closes_it(visitor, pupin):
    visitor.click_row(0)
    open_page(visitor)
    assert page(visitor).isVisible()
    assert not visitor.text.isVisible()
    assert "in 2 articles" in " ".join(words(visitor))
    visitor.click_button("Letters of Pupin", page(visitor))
    assert visitor.text.isVisible()
    assert visitor.article.title == "Letters of Pupin"
    visitor.press(KEY.Key_Left, ALT)
    assert page(visitor).isVisible()
    visitor.press(KEY.Key_Right, ALT)
    assert visitor.article.title == "Letters of Pupin"
    visitor.click_place("Mihajlo Pupin")
    assert page(visitor).isVisible()


def test_a_sentence_leads_to_its_place_by_enter(visitor):
    visitor.window.desk.change("accept", lambda library: mentions.accept_all(library, 4))
    visitor.calm()
    row = next(one for one in people.rows(visitor.library) if one.article_count)
    visitor.window.desk.show_person(row.id)
    visitor.until(lambda: bool(page(visitor).findChildren(Sentence)))
    first = page(visitor).findChildren(Sentence)[0]
    first.setFocus()
    visitor.press(KEY.Key_Return)
    assert visitor.text.isVisible()
    assert visitor.window.desk.article_id == 4


def test_one_key_says_that_two_people_are_one_and_undo_takes_it_back(visitor, pupin):
    open_page(visitor)
    assert any("Is this Михајло Пупин?" in one for one in words(visitor))
    visitor.press(KEY.Key_3, CTRL)
    assert visitor.focus is page(visitor)
    visitor.press(KEY.Key_Y)
    visitor.until(lambda: kinds(visitor) == ["Mihajlo Pupin"])
    visitor.press(KEY.Key_Z, CTRL)
    visitor.until(lambda: len(kinds(visitor)) == 2)


def test_one_key_says_that_two_people_are_two_for_good(visitor, pupin):
    open_page(visitor)
    visitor.press(KEY.Key_3, CTRL)
    visitor.press(KEY.Key_N)
    visitor.until(lambda: not any("Is this" in one for one in words(visitor)))
    assert len(kinds(visitor)) == 2
    assert [row.kind for row in refusals.rows(visitor.library)] == ["not_same"]


def test_two_people_are_compared_and_merged_under_another_name(visitor, pupin):
    open_page(visitor)
    visitor.click_button("Compare…", page(visitor))
    dialog = visitor.dialogs()[0]
    dialog.names.setCurrentText("Михајло Пупин")
    visitor.click_button("Merge", dialog)
    visitor.until(lambda: kinds(visitor) == ["Михајло Пупин"])
    assert visitor.dialogs() == []


def test_the_page_of_one_who_was_merged_shows_the_other(visitor, pupin):
    visitor.window.desk.show_person(pupin["other"])
    visitor.until(lambda: "Михајло Пупин" in words(visitor))
    visitor.press(KEY.Key_3, CTRL)
    visitor.press(KEY.Key_Y)
    visitor.until(lambda: "Mihajlo Pupin" in words(visitor))
    assert visitor.window.looking.place.value == pupin["one"]
    assert len(visitor.titles()) == 3


def test_another_person_is_chosen_to_merge_with(visitor, pupin):
    open_page(visitor)
    visitor.click_button("Merge with…", page(visitor))
    visitor.type("mihajlo")
    visitor.press(KEY.Key_Return)
    assert len(visitor.dialogs()) == 1
    visitor.press(KEY.Key_Escape)
    assert len(kinds(visitor)) == 2


def test_an_article_that_names_somebody_else_is_split_off(visitor, pupin):
    open_page(visitor)
    visitor.click_button("Split…", page(visitor))
    dialog = visitor.dialogs()[0]
    visitor.click_button("Make a new person", dialog)
    assert "at least one" in dialog.error.text()
    dialog.articles.setFocus()
    dialog.articles.setCurrentRow(0)
    visitor.press(KEY.Key_Space)
    dialog.name.setFocus()
    visitor.type("Pupin the painter")
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: "Pupin the painter" in kinds(visitor))
    held = {row.preferred_name: row.article_count for row in people.rows(visitor.library)}
    assert held["Mihajlo Pupin"] == 1


def test_the_record_is_written_and_a_taken_number_offers_the_merge(visitor, pupin):
    open_page(visitor)
    visitor.click_button("Edit…", page(visitor))
    dialog = visitor.dialogs()[0]
    dialog.numbers["wikidata"].setFocus()
    visitor.type("Q211423")
    dialog.born.setFocus()
    visitor.type("the flood")
    visitor.press(KEY.Key_Return)
    assert "is no date" in dialog.error.text()
    dialog.born.selectAll()
    visitor.type("1858")
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: "Wikidata Q211423" in [one.text() for one in buttons(visitor)])
    visitor.window.desk.show_person(pupin["other"])
    visitor.until(lambda: "Михајло Пупин" in words(visitor))
    visitor.click_button("Edit…", page(visitor))
    dialog = visitor.dialogs()[0]
    dialog.numbers["wikidata"].setFocus()
    visitor.type("Q211423")
    visitor.press(KEY.Key_Return)
    assert "already belongs to Mihajlo Pupin" in dialog.error.text()
    visitor.click_button("Merge with…", dialog)
    assert visitor.dialogs()[0].windowTitle() == "Merge two people"


def buttons(visitor):
    from PySide6.QtWidgets import QPushButton

    return page(visitor).findChildren(QPushButton)


def test_a_new_name_offers_the_articles_that_hold_it(visitor, pupin):
    open_page(visitor)
    visitor.click_button("Add a name…", page(visitor))
    visitor.dialogs()[0].findChildren(QLineEdit)[0].setFocus()
    visitor.type("Boats of steel")
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: bool(visitor.window.toast.buttons))
    visitor.click_button("Suggest it there", visitor.window.toast)
    visitor.until(lambda: len(mentions.suggestions(visitor.library, None)) > 0)
    page(visitor).setFocus()
    visitor.click_button("Take the name Boats of steel away", page(visitor))
    visitor.until(lambda: len(people.get(visitor.library, pupin["one"]).forms) == 1)


def test_where_only_one_region_has_room_a_page_that_is_asked_for_is_shown(visitor, pupin):
    visitor.window.resize(780, 600)
    visitor.calm()
    visitor.window.desk.show_person(pupin["one"])
    visitor.until(page(visitor).isVisible)
    visitor.press(KEY.Key_2, CTRL)
    assert visitor.list.isVisible()


def test_a_person_is_kept_on_top(visitor, pupin):
    visitor.window.desk.show_person(pupin["other"])
    visitor.until(lambda: "Михајло Пупин" in words(visitor))
    visitor.click_button("Keep on top", page(visitor))
    visitor.until(lambda: people.rows(visitor.library)[0].id == pupin["other"])


def test_the_page_of_a_country_leads_on_to_a_person(visitor, pupin):
    visitor.window.desk.change("tag", lambda library: mentions.tag_country(library, [1], "Italy"))
    visitor.calm()
    visitor.click_place("Italy")
    visitor.until(lambda: "Italy" in words(visitor))
    visitor.click_button("Mihajlo Pupin, in 1 article", page(visitor))
    visitor.until(lambda: "Mihajlo Pupin" in words(visitor))


def test_pairs_are_decided_in_the_list_by_one_key_each(visitor, pupin):
    visitor.window.desk.actions.trigger("same_people")
    visitor.calm()
    dialog = visitor.dialogs()[0]
    assert dialog.table.rowCount() == 1
    visitor.press(KEY.Key_N)
    visitor.until(dialog.nothing.isVisible)
    visitor.press(KEY.Key_Escape)
    visitor.window.desk.actions.trigger("refusals")
    visitor.calm()
    dialog = visitor.dialogs()[0]
    assert dialog.table.item(0, 1).text().startswith("Not the same")
    visitor.press(KEY.Key_T)
    visitor.until(dialog.nothing.isVisible)
    assert refusals.rows(visitor.library) == []


def test_many_names_are_decided_at_once(visitor):
    visitor.window.desk.actions.trigger("review_names")
    visitor.calm()
    dialog = visitor.dialogs()[0]
    count = dialog.table.rowCount()
    assert count > 2
    steps = len(visitor.library.history())
    visitor.press(KEY.Key_X)
    visitor.until(lambda: dialog.table.rowCount() == count - 1)
    dialog.table.selectAll()
    visitor.press(KEY.Key_A)
    visitor.until(dialog.nothing.isVisible)
    assert len(visitor.library.history()) == steps + 2
    assert mentions.suggestions(visitor.library) == []
    assert not dialog.findChildren(QCheckBox)


@pytest.mark.parametrize("name", ["refusals", "same_people", "review_names", "print", "about"])
def test_an_answer_for_a_dialog_that_was_closed_meanwhile_goes_to_nobody(reading, name):
    reading.window.desk.actions.trigger(name)
    for dialog in reading.dialogs():
        dialog.close()
        dialog.deleteLater()
    reading.calm()
    assert not reading.dialogs()


def test_the_articles_of_a_country_are_a_click_away_as_those_of_a_person_are(reading):
    reading.press(KEY.Key_R)
    reading.press(KEY.Key_A, SHIFT)
    reading.press(KEY.Key_6, CTRL)
    reading.click_button("Articles with Serbia")
    assert reading.window.looking.place.kind == "country"
    assert reading.window.regions.results.total == 1
    reading.press(KEY.Key_Left, ALT)
    reading.press(KEY.Key_6, CTRL)
    reading.click_button("Articles with Mihajlo Pupin")
    assert reading.window.looking.place.kind == "person"


def test_a_button_that_cannot_be_pressed_can_still_be_read(visitor):
    desk = visitor.window.desk
    for _ in ("one theme", "the other"):
        desk.actions.trigger("same_people")
        visitor.calm()
        yes = visitor.button("Yes", visitor.dialogs()[0])
        assert not yes.isEnabled()
        ground = yes.grab().toImage().pixelColor(5, yes.height() // 2).name()
        assert contrast(desk.style.colour("ink.faint").name(), ground) >= 4.5
        visitor.dialogs()[0].close()
        desk.style.toggle_theme()
        visitor.calm()
