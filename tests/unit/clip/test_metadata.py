# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.clip.extract import extract_here
from researchdesk.clip.json_ld import Graph
from researchdesk.clip.tree import parse

WORDS = (
    "<p>The council met again on Tuesday and talked about the harbour for a long time, as it does every year.</p>"
    "<p>Nobody expected that the old crane would be named in the debate, but it was, and more than once.</p>"
    "<p>In the end eleven members voted for the plan, three against it, and one had gone home already.</p>"
)
URL = "https://courier.example/news/harbour"


def read(head="", body="", url=URL, html="<html lang='en'>"):
    page = f"{html}<head>{head}</head><body><article>{body}{WORDS}</article></body></html>"
    return extract_here(page.encode(), url, "page.html")


def ld(text):
    return f"<script type='application/ld+json'>{text}</script>"


def values(made, field):
    return [(one.value, one.origin) for one in made.candidates if one.field == field]


# --- title ---


def test_of_several_titles_the_articles_own_object_wins_and_all_are_kept():
    made = read(
        ld('{"@type": "NewsArticle", "headline": "Harbour opens"}')
        + "<meta property='og:title' content='The harbour is open'><title>Harbour - Courier</title>",
    )
    assert made.title == "Harbour opens"
    assert values(made, "title") == [
        ("Harbour opens", "JSON-LD"),
        ("The harbour is open", "meta og:title"),
        ("Harbour - Courier", "title element"),
    ]
    assert [one.value for one in made.candidates if one.field == "title" and one.is_chosen] == [
        "Harbour opens"
    ]


@pytest.mark.parametrize(
    ("title", "headline", "expected"),
    [
        ("Harbour opens | The Courier", "", "Harbour opens"),
        ("Harbour opens - The Courier", "", "Harbour opens"),
        ("Harbour opens – courier.example", "", "Harbour opens"),
        ("The Courier: Harbour opens", "", "The Courier: Harbour opens"),
        ("The Courier | Harbour opens", "", "Harbour opens"),
        ("Harbour opens – after nine years", "", "Harbour opens – after nine years"),
        ("Harbour opens again | News | The Courier", "Harbour opens again", "Harbour opens again"),
        ("Harbour opens after n…", "Harbour opens after nine years", "Harbour opens after nine years"),
        ("Har\u00adbour opens", "", "Harbour opens"),
        ("Harbour &amp;amp; town", "", "Harbour & town"),
    ],
)  # fmt: skip
def test_the_sites_name_is_no_part_of_the_title(title, headline, expected):
    head = f"<meta property='og:site_name' content='The Courier'><title>{title}</title>"
    assert read(head, f"<h1>{headline}</h1>" if headline else "").title == expected


def test_what_a_plugin_says_in_all_places_gives_way_to_the_one_heading():
    head = "<meta property='og:title' content='Best Harbour Tips'><title>Best Harbour Tips</title>"
    plugin = ld('{"@type": "Article", "headline": "Best Harbour Tips"}') + head
    news = ld('{"@type": "NewsArticle", "headline": "Best Harbour Tips"}') + head
    heading = "<h1>How we mended the quay</h1>"
    assert read(plugin, heading).title == "How we mended the quay"
    assert read(news, heading).title == "Best Harbour Tips"
    assert read(plugin, heading + "<h1>Another heading</h1>").title == "Best Harbour Tips"
    assert read(plugin, "<h1>Tips: Best Harbour Tips</h1>").title == "Best Harbour Tips"


def test_of_several_articles_that_of_the_pages_title_is_the_article():
    made = read(
        ld(
            '[{"@type": "NewsArticle", "headline": "Ferry lost", "datePublished": "2020-01-01", "author": "Ann Other"},'
            '{"@type": "NewsArticle", "headline": "Harbour opens", "author": "Jane Doe"}]'
        )
        + "<title>Harbour opens - Courier</title>"
    )
    assert (made.title, [one.name for one in made.authors]) == ("Harbour opens", ["Jane Doe"])


def test_a_heading_printed_below_its_kicker_is_the_title():
    told = "<meta property='og:title' content='After nine years: Harbour opens'>"
    printed = "<p>After nine years</p><div>Harbour opens</div>"
    found = ld('{"@type": "NewsArticle", "headline": "Lindwick harbour is open"}')
    made = read(told + found, printed)
    assert made.title == "Harbour opens"
    assert ("Harbour opens", "heading after a kicker") in values(made, "title")
    apart = "<p>After nine years</p><p>By boat</p><div>Harbour opens</div>"
    assert read(told + found, apart).title == "Lindwick harbour is open"
    whole = ld('{"@type": "NewsArticle", "headline": "After nine years: Harbour opens"}')
    assert read(told + whole, printed).title == "After nine years: Harbour opens"


def test_a_page_that_only_says_the_sites_name_is_called_by_its_heading():
    head = "<meta property='og:site_name' content='The Courier'><title>The Courier</title>"
    assert read(head, "<h1>Harbour opens</h1>").title == "Harbour opens"


def test_without_any_title_the_address_stands_in():
    assert read().title == URL


# --- JSON-LD ---


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "NewsArticle", "headline": "Found"}',
        '[{"@type": "WebPage", "name": "x"}, {"@type": ["NewsArticle", "Article"], "headline": "Found"}]',
        '{"@graph": [{"@type": "Article", "headline": "Found"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Found"}}',
        '<!-- {"@type": "Article", "headline": "Found"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Found"}\n//]]>',
        '/* <![CDATA[ */ {"@type": "Article", "headline": "Found"} /* ]]> */',
        '{"@type": "Article", "headline": "Found",}',
        '{"@type": "Article", "headline": "Found", "text": "a\nb\tc"}',
        '{"@type": "Article", "headline": "Found"};',
        '{"@type": "Article", "headline": "Found"} {"@type": "Person"} rubbish',
        '{"@type": "http://schema.org/NewsArticle", "headline": "Fou&#110;d"}',
    ],
)
def test_broken_json_ld_is_read_as_far_as_it_can_be(text):
    assert Graph(parse(ld(text))).article().get("headline") in ("Found", "Fou&#110;d")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[" * 5000,
        '{"a":' * 5000,
        "{]",
        '"x"',
        "NaN",
        '{"@type": 5, "headline": []}',
    ],
)
def test_json_ld_that_says_nothing_is_no_error(text):
    assert Graph(parse(ld(text))).article() == {}
    assert read(ld(text)).text


def test_authors_are_followed_to_where_they_are_described():
    text = '{"@graph": [{"@type": "Person", "@id": "#m", "name": "Mara Ellingsworth"},' \
           '{"@type": "Article", "headline": "x", "author": [{"@id": "#m"}, "Jonas Petherick"]}]}'  # fmt: skip
    assert [one.name for one in read(ld(text)).authors] == ["Mara Ellingsworth", "Jonas Petherick"]


# --- authors ---


@pytest.mark.parametrize(
    ("head", "body", "origin"),
    [
        ("<meta name='author' content='Mara Ellingsworth'>", "", "meta author"),
        ("<meta name='citation_author' content='Mara Ellingsworth'>", "", "meta citation_author"),
        ("<meta name='DC.creator' content='Ellingsworth, Mara'>", "", "meta dc.creator"),
        ("", "<a rel='author' href='/m'>Mara Ellingsworth</a>", "rel author"),
        ("", "<p itemprop='author'><b itemprop='name'>Mara Ellingsworth</b> of Lindwick</p>", "itemprop author"),
        ("", "<p class='byline'>By Mara Ellingsworth</p>", "visible byline"),
        ("", "<p>Von Mara Ellingsworth, 3. Mai 2020</p>", "visible byline"),
        ("", "<span class='author-name'>Mara Ellingsworth</span>", "visible byline"),
        (
            "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Mara Ellingsworth'>",
            "",
            "meta twitter:data1",
        ),
    ],
)  # fmt: skip
def test_an_author_is_found_wherever_the_page_names_one(head, body, origin):
    made = read(head, body)
    assert [one.name for one in made.authors] == ["Mara Ellingsworth"]
    assert values(made, "authors")[0] == ("Mara Ellingsworth", origin)


@pytest.mark.parametrize(
    "nobody",
    ["https://facebook.com/courier", "@courier", "admin", "courier.example", "The Courier"],
)
def test_what_is_no_author_is_none(nobody):
    head = f"<meta property='og:site_name' content='The Courier'><meta name='author' content='{nobody}'>"
    made = read(head, "<p class='byline'>By Mara Ellingsworth</p>")
    assert [one.name for one in made.authors] == ["Mara Ellingsworth"]


def test_a_site_declared_beside_a_person_is_an_author():
    site = "<meta property='og:site_name' content='Harbour Post'>"
    both = '{"@type": "Article", "headline": "H", "author": [{"name": "Jane Doe"}, {"name": "Harbour Post"}]}'
    assert [one.name for one in read(site + ld(both)).authors] == ["Jane Doe", "Harbour Post"]
    printed = "<p class='byline'>By Jane Doe and Harbour Post</p>"
    assert [one.name for one in read(site, printed).authors] == ["Jane Doe"]


def test_names_alone_above_the_text_are_its_authors_where_only_the_site_is_named():
    site = "<meta property='og:site_name' content='Harbour Post'>" + ld(
        '{"@type": "Article", "headline": "H", "author": "Harbour Post"}'
    )
    lead = "<p><em>The harbour is open</em></p>"
    made = read(site, lead + "<p><strong>Jane Doe/Ruth van Eck</strong></p>")
    assert [one.name for one in made.authors] == ["Jane Doe", "Ruth van Eck"]
    for no_names in ("Harbour Opens / at last", "Local News", "JANE DOE", "Lindwick, Holm"):
        made = read(site, f"<p><strong>{no_names}</strong></p>")
        assert [one.name for one in made.authors] == ["Harbour Post"], no_names
    below = "<p>" + "The council met and talked about the harbour. " * 4 + "</p>"
    made = read(site, below + "<p><strong>Jane Doe</strong></p>")
    assert [one.name for one in made.authors] == ["Harbour Post"]


def test_the_name_of_an_account_comes_after_that_of_a_person():
    made = read("<meta name='author' content='jdoe'>", "<p class='byline'>By Jane Doe</p>")
    assert [one.name for one in made.authors] == ["Jane Doe"]
    assert ("jdoe", "meta author") in values(made, "authors")
    assert [one.name for one in read("<meta name='author' content='jdoe'>").authors] == ["jdoe"]


def test_an_office_is_an_author_where_it_is_declared_alone():
    office = (
        '{"@type": "NewsArticle", "headline": "H", "author": {"name": "Courier staff reporter"}}'
    )
    assert [one.name for one in read(ld(office)).authors] == ["Courier staff reporter"]
    beside = '{"@type": "NewsArticle", "headline": "H", "author": "Jane Doe, staff reporter"}'
    assert [one.name for one in read(ld(beside)).authors] == ["Jane Doe"]
    assert read("<meta name='author' content='Courier staff reporter'>").authors == ()


def test_a_site_called_after_its_author_has_that_author():
    head = "<meta property='og:site_name' content='Mara Ellingsworth'><meta name='author' content='Mara Ellingsworth'>"
    assert [one.name for one in read(head).authors] == ["Mara Ellingsworth"]


# --- date, site, language, kind, address ---


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            ld(
                '{"@type": "Article", "headline": "x", "datePublished": "2021-05-04T23:30:00-08:00"}'
            ),
            "",
            "2021-05-04",
        ),
        ("<meta property='article:published_time' content='2021-05-04'>", "", "2021-05-04"),
        ("<meta name='citation_publication_date' content='2021/5'>", "", "2021-05"),
        ("", "<time datetime='2021-05-04'>yesterday</time>", "2021-05-04"),
        ("", "<span itemprop='datePublished' content='20210504'></span>", "2021-05-04"),
        ("", "<p class='date'>4 May 2021</p>", "2021-05-04"),
    ],
)
def test_the_date_is_found_wherever_the_page_names_it(head, body, expected):
    assert read(head, body).issued == expected


def test_the_date_in_the_address_counts_where_the_page_has_none():
    assert read(url="https://courier.example/2021/05/04/harbour").issued == "2021-05-04"


def test_a_date_ahead_of_time_is_none():
    assert read("<meta property='article:published_time' content='2999-01-01'>").issued is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta property='og:site_name' content='The Courier'>", "The Courier"),
        (
            ld('{"@type": "Article", "headline": "x", "publisher": {"name": "The Courier"}}'),
            "The Courier",
        ),
        (ld('{"@type": "WebSite", "name": "The Courier"}'), "The Courier"),
    ],
)
def test_the_sites_name(head, expected):
    assert read(head).container_title == expected


def test_the_page_an_article_is_part_of_is_no_site():
    text = '{"@type": "Article", "headline": "Harbour opens", "isPartOf": {"@type": "WebPage", "name": "Harbour"}}'
    made = read(ld(text))
    assert made.title == "Harbour opens"
    assert made.container_title != "Harbour"


def test_the_text_outranks_a_language_that_is_declared_wrongly():
    assert read(html="<html lang='sr'>").language == "en"
    assert read(html="<html lang='en_gb'>").language == "en-GB"
    assert read(html="<html>").language == "en"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("NewsArticle", "article-newspaper"),
        ("BlogPosting", "post-weblog"),
        ("ScholarlyArticle", "article-journal"),
        ("Report", "report"),
        ("WebPage", "webpage"),
    ],
)
def test_the_kind_of_work(kind, expected):
    assert read(ld(f'{{"@type": "{kind}", "headline": "x"}}')).item_type == expected


def test_the_address_the_page_gives_itself_is_canonical_on_its_own_site():
    own = "<link rel='canonical' href='/news/1'>"
    assert read(own, url=URL + "?fbclid=1").canonical_url == "https://courier.example/news/1"
    foreign = "<link rel='canonical' href='https://other.example/news/1'>"
    assert read(foreign).canonical_url == URL
    assert read(own, url=None).canonical_url is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2026年5月12日 9時30分", "2026-05-12"),
        ("12. 5. 2026", "2026-05-12"),
        ("May 2026", "2026-05"),
        ("12 พฤษภาคม 2569", "2026-05-12"),
        ("2. mája 2026", "2026-05-02"),
        ("2 hours ago", None),
    ],
)
def test_the_date_printed_below_the_title_counts_before_the_year_of_the_rights(line, day):
    made = read(body=f"<h1>Harbour opens</h1><div>{line}</div>" + "<footer>© 2026 Courier</footer>")
    assert made.issued == day


def test_a_date_that_was_never_set_is_no_date():
    never = ld(
        '{"@type": "NewsArticle", "headline": "Harbour", "datePublished": "1970-01-01T00:00:00Z"}'
    )
    made = read(never, "<h1>Harbour opens</h1><p>12 May 2026</p>")
    assert made.issued == "2026-05-12"


def test_names_behind_a_label_of_a_line_with_date_and_source_are_the_authors():
    made = read(body="<h1>旧渡轮码头</h1><div>2026-05-12 来源：海岸新闻网 作者：王小明</div>")
    assert [one.name for one in made.authors] == ["王小明"]
