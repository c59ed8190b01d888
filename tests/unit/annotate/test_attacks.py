# SPDX-License-Identifier: MIT
"""A note that somebody else wrote opens nothing, runs nothing and asks the network for nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from researchdesk.annotate.markdown import is_safe_link, render
from researchdesk.annotate.parser import parser
from researchdesk.annotate.safe_links import ALLOWED, safe_link
from tests.unit.annotate.page import Page

DEAD = [
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a]( javascript:alert(1))",
    "[a](<java script:alert(1)>)",
    "[a](java\tscript:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](javascript&#58;alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](&#0000106avascript:alert(1))",
    "[a](\u0001javascript:alert(1))",
    "[a](\u200bjavascript:alert(1))",
    "[a](java\u00adscript:alert(1))",
    "[a](\ufeffjavascript:alert(1))",
    "[a](\u202ejavascript:alert(1))",
    "[a](java%0ascript:alert(1))",
    "[a](%6aavascript:alert(1))",
    "[a](javascript://example.org/%0aalert(1))",
    "[a](javascript\\:alert(1))",
    "[a](ｊａｖａｓｃｒｉｐｔ:alert(1))",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=)",
    "[a](file:///etc/passwd)",
    "[a](FILE://C:/Windows/System32/calc.exe)",
    "[a](smb://host.example/share)",
    "[a](\\\\\\\\host.example\\\\share)",
    "[a](//host.example/share)",
    "[a](/etc/passwd)",
    "[a](../../x.html)",
    "[a](C:/Windows/System32/calc.exe)",
    "[a](qrc:/x)",
    "[a](ms-msdt:/id PCWDiagnostic)",
    "[a](search-ms:query=x)",
    "[a](ssh://host.example)",
    "[a](tel:+381)",
    "[a](ftp://host.example/x)",
    "[a](view-source:https://example.org)",
    "[a](blob:https://example.org/1)",
    "[a](about:blank)",
    "[a](intent://x#Intent;end)",
    "[a](jar:https://example.org!/x)",
    "[a](feed:javascript:alert(1))",
    "[a](https:example.org)",
    "[a](https:///etc/passwd)",
    "[a](http:)",
    "[a](https://good.example@evil.example/)",
    "[a](https://good.example\\@evil.example/)",
    "[a](https:\\\\evil.example)",
    "[a](mailto:a@b.example?attach=/etc/passwd)",
    "[a](mailto:)",
    "[a](doi:javascript:alert(1))",
    "[a](rd:p/01J9ZK3V7QI)",
    "[a](rd:p/01j9zk3v7q)",
    "[a](RD:p/01J9ZK3V7Q)",
    "[a](rd:x/01J9ZK3V7Q)",
    "[a](rd://p/01J9ZK3V7Q)",
    "[a](rd:p/01J9ZK3V7Q/../../x)",
    "[a](rd:p/01J9ZK3V7Q?v=1&x=2)",
    "[a](rd:p/01J9ZK3V7Q?v=12345678901234567890)",
    "[a](rd:p/01J9ZK3V7Q#x)",
    "[a](rd:p/٠١٢٣٤٥٦٧٨٩)",
    "[a](rd-res:" + "0" * 64 + ")",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "<file:///etc/passwd>",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[b]\n\n[b]: <java\nscript:alert(1)>",
    "[a]\n\n[a]: //host.example 'x'",
    "[[p:01J9ZK3V7Q](javascript:alert(1))]",
    "[[x:01J9ZK3V7Q]]",
    "[[p:01J9ZK3V7Q?v=1|a]b](javascript:alert(1))",
    "[^1]\n\n[^1](javascript:alert(1))",
    "[![a](javascript:alert(1))](javascript:alert(2))",
]
PICTURES = [
    "![a](https://tracker.example/pixel.gif)",
    "![a](http://127.0.0.1:8080/x)",
    "![a](file:///etc/passwd)",
    "![a](//host.example/x.png)",
    "![a](\\\\\\\\host.example\\\\x.png)",
    "![a](data:image/png;base64,AAAA)",
    "![a](qrc:/x.png)",
    "![a](x.png)",
    "![a](rd-res:../../etc/passwd)",
    "![a](rd-res:" + "0" * 63 + ")",
    "![a](RD-RES:" + "0" * 64 + ")",
    "![a](rd-res:" + "A" * 64 + ")",
    "![a](rd-res:" + "0" * 64 + "?x)",
    "![a][b]\n\n[b]: https://tracker.example/pixel.gif",
]
MARK_UP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <b onclick=alert(1)>c</b>",
    "<svg onload=alert(1)>",
    "<iframe src=https://example.org></iframe>",
    "<style>@import 'https://example.org/x';</style>",
    "<!-- a -->",
    "<?php a ?>",
    "<!DOCTYPE a>",
    "<![CDATA[a]]>",
    "</p><script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "`<script>`",
    "    <script>\n",
    '```"><script>alert(1)</script>\nx\n```',
    '``` a onclick=alert(1) "><script>\nx\n```',
    '[a](https://example.org "\\"><script>alert(1)</script>")',
    '[a](https://example.org/"onclick=alert(1))',
    "[a](https://example.org/'onclick='alert(1))",
    '[a](<https://example.org/" onmouseover="alert(1)>)',
    '!["><script>alert(1)</script>](rd-res:' + "0" * 64 + ")",
    "![<script>](x)",
    '| <script> | "onclick=x |\n|:-|-:|\n| <b> | </td><script> |',
    "# <h1 onclick=x>",
    "- [x] <script>",
    "1. <input autofocus onfocus=alert(1)>",
    "[[p:01J9ZK3V7Q|<script>alert(1)</script>]]",
    '[[p:01J9ZK3V7Q|" onclick="x]]',
    "[^<script>]\n\n[^<script>]: x",
    '[^"onclick=x]\n\n[^"onclick=x]: <script>',
    '<https://example.org/"><script>>',
    '<a@b.example"onclick=x>',
    "~~<s onclick=x>~~",
    "\x00<script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
]


@pytest.mark.parametrize("body", DEAD)
def test_forbidden_address_leaves_the_words_without_a_link(body: str) -> None:
    page = Page(render(body))
    assert page.links == []
    assert page.pictures == []
    assert page.foreign == []
    assert page.words.strip()


@pytest.mark.parametrize("body", PICTURES)
def test_picture_from_elsewhere_is_its_words(body: str) -> None:
    page = Page(render(body))
    assert (page.pictures, page.links, page.foreign) == ([], [], [])
    assert page.words.strip() == "a"


@pytest.mark.parametrize("body", MARK_UP)
def test_mark_up_is_shown_as_words_or_not_at_all(body: str) -> None:
    page = Page(render(body))
    assert page.foreign == []
    assert not [link for link in page.links if not is_safe_link(link)]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "https://",
        "https://evil.example\\.good.example/",
        "https://%65vil.example",
        "https://a@b",
        "https:/example.org",
        "javascript:alert(1)//https://example.org",
        "mailto:a@b?attach=x",
        "mailto:a",
        "doi:x",
        "rd:p/01J9ZK3V7Q\n?",
        "\u202ejavascript:x",
        "file:///x#rd:p/01J9ZK3V7Q",
    ],
)
def test_forbidden_address_is_forbidden_at_the_click_too(url: str) -> None:
    assert not is_safe_link(url)


@pytest.mark.parametrize("kind", ["html_inline", "html_block"])
def test_mark_up_that_a_future_rule_lets_through_is_shown_as_words(kind: str) -> None:
    tokens = [Token(kind, "", 0, content="<script>")]
    assert parser().renderer.render(tokens, parser().options, {}) == "&lt;script&gt;"


def test_dead_link_keeps_its_neighbours_alive() -> None:
    body = "[a](javascript:x) [b](https://example.org) [*c* d](file:///x) [e](rd:n/01J9ZK3V7Q)"
    page = Page(render(body))
    assert page.links == ["https://example.org", "rd:n/01J9ZK3V7Q"]
    assert page.words.strip() == "a b c d e"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "HTTP://example.org:8080/a?b=c#d",
        "https://[2001:db8::1]/",
        "mailto:a@b.example",
        "doi:10.1126/science.194.4270.1121",
        "#fn1",
        "rd:p/01J9ZK3V7Q",
        "rd:a/01J9ZK3V7Q?v=3",
        "rd:n/01J9ZK3V7Q01J9ZK3V7QABCDEF",
        "rd:t/0000000000",
    ],
)
def test_allowed_address_stays_a_link(url: str) -> None:
    assert is_safe_link(url)
    assert Page(render(f"[a]({url})")).links == [url]


def test_hidden_characters_are_taken_out_of_an_address() -> None:
    assert safe_link("\u202ehttps://exam\u200bple.org/\x00a b\ufeff") == "https://example.org/ab"
    assert safe_link("\u200bjava\u00adscript:alert(1)") is None


def test_picture_of_the_library_is_shown() -> None:
    name = "rd-res:" + "0123456789abcdef" * 4
    page = Page(render(f"![a *b*]({name})"))
    assert page.pictures == [name]
    assert page.foreign == []


fragments = st.sampled_from(
    [
        *(
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "!",
            "`",
            "*",
            "_",
            "~~",
            "|",
            "\\",
            "&",
            ";",
            '"',
            "'",
            "\n",
            "\n\n",
            " ",
        ),
        *(
            "javascript:",
            "https://e.org",
            "data:",
            "rd:p/01J9ZK3V7Q",
            "rd-res:" + "0" * 64,
            "file:///",
        ),
        *(
            "[[p:01J9ZK3V7Q",
            "[^a]",
            "[^a]: ",
            "[b]: ",
            "]]",
            "](",
            "- [x] ",
            "> ",
            "1. ",
            "# ",
            "|-|\n",
            "    ",
        ),
        *("<script>", "onclick=", "<!--", "&#58;", "&colon;", "\x00", "\u202e", "a", "b"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(fragments, max_size=25).map("".join))
def test_no_mixture_of_marks_becomes_foreign_mark_up(body: str) -> None:
    page = Page(render(body))
    assert page.foreign == []
    assert page.open == []
    assert not [link for link in page.links if not is_safe_link(link)]
    assert all(re.fullmatch("rd-res:[0-9a-f]{64}", picture) for picture in page.pictures)


@given(st.text(max_size=40))
def test_address_is_allowed_only_as_it_is_written(url: str) -> None:
    shown = safe_link(url)
    assert shown is None or any(form.fullmatch(shown) for form in ALLOWED)
    assert shown is None or safe_link(shown) == shown
