# SPDX-License-Identifier: MIT
"""An exported page runs nothing, loads nothing and leads nowhere that was not allowed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from researchdesk.annotate import markdown
from researchdesk.export import pages
from tests.unit.annotate.test_attacks import DEAD

RAW = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img alt='a' src='https://e.org/spy.png'>",
    '<img src="https://e.org/spy.png" alt="&lt;script&gt;alert(1)&lt;/script&gt;">',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe src='https://e.org'></iframe>",
    "<object data='x.swf'></object><embed src=x>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href='java\nscript:alert(1)'>a</a>",
    "<a href='&#106;avascript:alert(1)'>a</a>",
    "<a href='data:text/html,x'>a</a>",
    "<a href='//e.org/x'>a</a>",
    "<a href='/etc/passwd'>a</a>",
    "<a href='https:/e.org' onclick='alert(1)'>a</a>",
    "<a href='file:///etc/passwd'>a</a>",
    "<a href='#fn1' style='position:fixed'>a</a>",
    "<a id='x' name='body'>a</a>",
    "<p id='cookie' onmouseover=alert(1)>a</p>",
    "<form action='https://e.org'><input name=a><button>b</button></form>",
    "<base href='https://e.org/'>",
    "<link rel=stylesheet href='https://e.org/x.css'>",
    "<meta http-equiv=refresh content='0;url=https://e.org'>",
    "<style>@import 'https://e.org/x.css'</style>",
    "<p style='background:url(https://e.org/x)'>a</p>",
    "<video src=x onerror=alert(1)></video><audio src=x>",
    "<details open ontoggle=alert(1)>a</details>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<table background='https://e.org/x'><tr><td>a</td></tr></table>",
    "</body></html><script>alert(1)</script>",
    "<!--><script>alert(1)</script-->",
    "<a href='https://e.org' target='_top' ping='https://e.org/p'>a</a>",
    "<body onload=alert(1)>",
    "<isindex action=javascript:alert(1)>",
]


class Acting(HTMLParser):
    """What a browser would see in a page beyond its own head."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag not in pages.TAGS | {"html", "head", "body", "header", "title"}:
            self.found.append(tag)
        for name, value in attrs:
            url = re.sub(r"\s", "", value or "").lower()
            if name.startswith("on") or name in ("style", "src", "target", "ping", "action"):
                self.found.append(f"{tag} {name}")
            if name == "href" and not re.match(r"https?://|mailto:|doi:|#fn", url):
                self.found.append(f"{tag} {url}")
            if name == "id" and not value.startswith("fn"):
                self.found.append(f"{tag} id {value}")


def acting(page):
    parser = Acting()
    parser.feed(page.partition("</style>")[2])
    return parser.found


@pytest.mark.parametrize("attack", RAW)
def test_raw_markup_cannot_act(attack):
    page = pages.page(attack, attack, language='en"><script>', line=attack)
    assert acting(page) == []
    assert page.count("<style>") == page.count("<title>") == 1
    assert page.count("<meta ") == 4


@pytest.mark.parametrize("attack", DEAD)
def test_links_of_a_note_cannot_act(attack):
    assert acting(pages.page("A", markdown.render(attack))) == []


def test_footnotes_lead_there_and_back():
    page = pages.page("A", markdown.render("a[^1] b[^1]\n\n[^1]: <https://example.org/x>"))
    ids = set(re.findall(r'id="([^"]+)"', page))
    leads = re.findall(r'href="#([^"]+)"', page)
    assert len(leads) == 4
    assert set(leads) <= ids
    assert 'href="https://example.org/x"' in page


def test_a_picture_is_the_words_for_it():
    assert pages.safe('<p>a <img src="https://e.org/x.png" alt="a river" width="3"> b</p>') == (
        "<p>a a river b</p>"
    )


@pytest.mark.parametrize(
    "source",
    [
        "https://e.org/x.png",
        "data:text/html;base64,eA==",
        "javascript:alert(1)",
        "x.png",
        "//e.org/x",
        f"../pictures/aa/{'a' * 64}.png/../../x.png",
        f"https://e.org/../pictures/aa/{'a' * 64}.png",
        f"//e.org/../pictures/aa/{'a' * 64}.png",
    ],
)
def test_a_picture_that_would_ask_for_anything_is_not_shown(source):
    held = '<figure><img src="rd-res:x" alt="a > b" width="3" onerror="x()"></figure>'
    assert "src" not in pages.safe(held, {"rd-res:x": source})
    assert source not in pages.safe(f'<p><img src="{source}" alt="a"></p>')
    assert "src" not in pages.safe(f"<p><img src='{source}'></p>")


def test_an_embedded_picture_keeps_its_words_and_size():
    held = '<figure><img src="rd-res:x" alt="a > b" width="3" onerror="x()"></figure>'
    shown = pages.safe(held, {"rd-res:x": "data:image/png;base64,eA=="})
    assert 'src="data:image/png;base64,eA=="' in shown
    assert 'alt="a &gt; b"' in shown
    assert 'width="3"' in shown
    assert "onerror" not in shown
