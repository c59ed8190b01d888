# SPDX-License-Identifier: MIT
"""A note for paper: each source has one number, and says its quote and where it stands."""

from __future__ import annotations

from researchdesk.library import articles, footnotes, notes, passages
from researchdesk.model.note import Footnote
from researchdesk.model.passage import Quote


def test_each_passage_has_one_number_in_the_order_of_the_text(library, visit):
    first, second = (
        passages.highlight_quote(library, visit, Quote(words))
        for words in articles.text(library, visit).text.split("\n\n")[1].split(". ")[:2]
    )
    link = [passages.cite_link(library, one.id, "words") for one in (second, first, second)]
    body = f"One {link[0]}, two {link[1]}, and {link[2]} again.\n\n**Strong** <b>no</b>"
    html, found = footnotes.numbered(library, body)
    assert "One words<sup>1</sup>, two words<sup>2</sup>, and words<sup>1</sup> again." in html
    assert "<strong>Strong</strong> &lt;b&gt;" in html
    assert [one.quote for one in found] == [second.exact, first.exact]
    title = articles.get(library, visit).title
    assert all(f"“{title}”" in one.source for one in found)


def test_articles_are_sources_and_notes_are_words(library, visit):
    other = notes.new(library, "Another")
    article = articles.get(library, visit)
    body = f"[paper](rd:a/{article.public_id}) [note](rd:n/{other.public_id}) [web](https://e.org)"
    html, found = footnotes.numbered(library, body)
    assert "paper<sup>1</sup> note <a " in html
    assert [one.quote for one in found] == [""]
    assert article.title in found[0].source


def test_what_leads_nowhere_has_a_number_without_a_source(library):
    html, found = footnotes.numbered(library, "[lost](rd:p/01J9ZK3V7Q) and [gone](rd:a/01J9ZK3V7R)")
    assert "lost<sup>1</sup> and gone<sup>2</sup>" in html
    assert found == (Footnote("", ""), Footnote("", ""))


def test_the_notes_own_footnotes_keep_their_text_without_the_way_back(library):
    html, found = footnotes.numbered(library, "Said.[^1]\n\n[^1]: By whom")
    assert "By whom" in html
    assert "↩" not in html
    assert found == ()
