# SPDX-License-Identifier: MIT
"""Pages that send their reader on at once."""

from __future__ import annotations

import pytest

from researchdesk.clip.fetch import fetch
from researchdesk.model.errors import PageUnreachable

PAGE = "<html><body><p>Čitanka</p></body></html>".encode()


def anywhere(_):
    return True


def why(url, allow=anywhere):
    with pytest.raises(PageUnreachable) as raised:
        fetch(url, allow=allow)
    return raised.value.values["reason"]


@pytest.mark.network
def test_a_page_that_sends_its_reader_on_at_once_is_followed_and_checked_like_a_redirect(site):
    def on(path, to, seconds=0, around="{}"):
        meta = f'<meta http-equiv="refresh" content="{seconds}; url={to}">'
        return site.lay(
            path, f"<html><head>{around.format(meta)}</head><p>Wait</p></html>".encode()
        )

    site.lay("/page?a=1&b=2", PAGE)
    assert fetch(on("/", "/page?a=1&amp;b=2"), allow=anywhere).body == PAGE
    assert why(on("/file", "file:///etc/passwd")) == "it leads on to what is no address"
    on("/two", "/one")
    assert "on and on" in why(on("/one", "/two"))
    for stays in (
        on("/itself", "/itself"),
        on("/later", "/", seconds=300),
        on("/old", "/", around="<noscript>{}</noscript>"),
    ):
        assert b"Wait" in fetch(stays, allow=anywhere).body


@pytest.mark.network
def test_a_page_that_sends_its_reader_inside_is_not_followed(site):
    body = b'<meta http-equiv="refresh" content="0; url=http://10.0.0.1/">'
    assert "private network" in why(site.lay("/", body), allow=lambda one: str(one) == "127.0.0.1")
