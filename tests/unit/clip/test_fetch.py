# SPDX-License-Identifier: MIT
from __future__ import annotations

import gzip
import ipaddress
import logging
import socket
import time
import zlib

import brotli
import pytest
from backports import zstd

from researchdesk.clip import connection
from researchdesk.clip.connection import NotPublic, Target, addresses_of
from researchdesk.clip.fetch import fetch
from researchdesk.clip.limits import MOST_BYTES
from researchdesk.clip.public import is_public
from researchdesk.model.errors import (
    BadValue,
    Cancelled,
    NoArticleFound,
    PageTooLarge,
    PageUnreachable,
)
from researchdesk.model.progress import Progress

PAGE = "<html><body><p>Čitanka</p></body></html>".encode()
INSIDE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1", "::ffff:127.0.0.1",
    "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "64:ff9b::7f00:1",
    "2002:7f00:1::1", "2001:0:7f00:1::1", "2001:db8::1",
]  # fmt: skip


def anywhere(_):
    return True


def why(url, **options):
    with pytest.raises(PageUnreachable) as raised:
        fetch(url, **{"allow": anywhere} | options)
    return raised.value.values["reason"]


# --- which addresses may be asked ---


@pytest.mark.parametrize("address", INSIDE)
def test_the_inside_of_a_network_is_never_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1"])
def test_public_addresses_are(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.network
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_the_loopback_is_refused_unless_a_test_allows_it(site, host):
    site.lay("/", PAGE)
    reason = why(f"http://{host}:{site.port}/", allow=is_public)
    assert "private network" in reason
    assert site.requests == []


def resolving_to(monkeypatch, *addresses):
    found = [(0, 0, 0, "", (one, 80)) for one in addresses]
    monkeypatch.setattr(connection.socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize("address", INSIDE)
@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "intern.example"])
def test_a_name_that_leads_inside_is_refused_however_it_is_written(monkeypatch, host, address):
    resolving_to(monkeypatch, address)
    with pytest.raises(NotPublic):
        addresses_of(Target("http", host, 80, "/"), is_public, connection.Clock(5))


def test_a_name_that_nobody_knows_is_told_in_words(monkeypatch):
    def resolve(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(connection.socket, "getaddrinfo", resolve)
    assert "no site of this name" in why("https://nowhere.example/")


def test_a_resolver_that_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(connection.socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    assert "no site" in why("https://slow.example/", seconds=0.2)


def test_of_a_name_with_two_addresses_only_the_public_one_is_asked(monkeypatch):
    resolving_to(monkeypatch, "10.0.0.1", "8.8.8.8", "8.8.8.8")
    found = addresses_of(Target("http", "two.example", 80, "/"), is_public, connection.Clock(5))
    assert [str(one) for one in found] == ["8.8.8.8"]


@pytest.mark.network
def test_the_name_is_resolved_once_and_the_checked_address_connected_to(site, monkeypatch):
    site.lay("/", PAGE)
    asked = []

    def resolve(host, port, **_):
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.0.0.99"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        connection.socket,
        "getaddrinfo",
        lambda host, port, *a, **k: (
            resolve(host, port) if "example" in str(host) else real(host, port, *a, **k)
        ),
    )
    made = fetch(f"http://one.example:{site.port}/", allow=anywhere)
    assert made.body == PAGE
    assert asked == ["one.example"]
    assert f"Host: one.example:{site.port}" in site.requests[0]


@pytest.mark.network
def test_each_redirect_is_checked_anew(site):
    site.lay("/", status="302 Found", headers=[f"Location: http://127.0.0.2:{site.port}/inside"])
    reason = why(site.address + "/", allow=lambda one: str(one) == "127.0.0.1")
    assert "private network" in reason
    assert len(site.requests) == 1


@pytest.mark.network
@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:1",
        "http://[::1",
        "http://a@127.0.0.1/",
    ],
)
def test_a_redirect_to_what_is_no_page_is_refused(site, location):
    site.lay("/", status="301 Moved", headers=[f"Location: {location}"])
    assert why(site.address + "/") == "it leads on to what is no address"


# --- what is sent and what is kept ---


@pytest.mark.network
def test_the_bytes_are_kept_as_received_with_address_charset_and_headers(site):
    address = site.lay(
        "/a?id=1",
        PAGE,
        headers=[
            "Content-Type: text/html; charset=utf-8",
            "Last-Modified: yesterday",
            "X-Other: no",
        ],
    )
    made = fetch(address, allow=anywhere)
    assert (made.body, made.media_type, made.charset, made.url) == (
        PAGE,
        "text/html",
        "utf-8",
        address,
    )
    assert made.headers == {
        "Content-Type": "text/html; charset=utf-8",
        "Last-Modified": "yesterday",
    }
    assert made.fetched_at.endswith("Z")


@pytest.mark.network
def test_no_cookie_and_no_referer_is_sent_and_the_program_says_its_name(site):
    site.lay("/", status="302 Found", headers=["Location: /two", "Set-Cookie: a=1"])
    site.lay("/two", PAGE)
    made = fetch(site.address + "/", allow=anywhere)
    assert made.url == site.address + "/two"
    for request in site.requests:
        assert "cookie" not in request.lower()
        assert "referer" not in request.lower()
        assert "User-Agent: ResearchDesk/" in request


@pytest.mark.network
def test_five_redirects_are_followed_and_no_more(site):
    for number in range(9):
        site.lay(f"/{number}", status="302 Found", headers=[f"Location: /{number + 1}"])
    site.lay("/9", PAGE)
    assert fetch(site.address + "/4", allow=anywhere).body == PAGE
    assert "more than 5" in why(site.address + "/3")


@pytest.mark.network
def test_letters_of_any_script_in_an_address_are_sent_encoded(site):
    site.lay("/%D0%BC%D0%BE%D1%81%D1%82?q=%C3%A9%20x", PAGE)
    assert fetch(site.address + "/мост?q=é x", allow=anywhere).body == PAGE


def packed(name):
    raw = zlib.compressobj(wbits=-15)
    return {
        "gzip": gzip.compress(PAGE),
        "deflate": zlib.compress(PAGE),
        "raw deflate": raw.compress(PAGE) + raw.flush(),
        "br": brotli.compress(PAGE),
        "zstd": zstd.compress(PAGE),
        "gzip of two members": gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]),
    }[name]


KINDS = ["gzip", "deflate", "raw deflate", "br", "zstd", "gzip of two members"]


def encoding(name):
    return {"raw deflate": "deflate", "gzip of two members": "gzip"}.get(name, name)


@pytest.mark.network
@pytest.mark.parametrize("name", KINDS)
def test_compressed_answers_are_unpacked(site, name):
    address = site.lay("/", packed(name), headers=[f"Content-Encoding: {encoding(name)}"])
    assert fetch(address, allow=anywhere).body == PAGE


@pytest.mark.network
@pytest.mark.parametrize("name", KINDS)
def test_a_compressed_answer_that_ends_in_the_middle_is_an_error(site, name):
    address = site.lay("/", packed(name)[:-6], headers=[f"Content-Encoding: {encoding(name)}"])
    assert "cut short" in why(address)


@pytest.mark.network
@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd", "rot13"])
def test_an_answer_that_is_not_compressed_as_it_says_is_an_error(site, name):
    address = site.lay("/", b"this is nothing of the kind", headers=[f"Content-Encoding: {name}"])
    assert "damaged" in why(address)


@pytest.mark.network
@pytest.mark.parametrize("name", ["gzip", "br", "zstd"])
def test_a_bomb_bursts_outside(site, name):
    zeros = bytes(4 * MOST_BYTES)
    bomb = {
        "gzip": gzip.compress,
        "br": lambda raw: brotli.compress(raw, quality=3),
        "zstd": zstd.compress,
    }[name](zeros)
    address = site.lay("/", bomb, headers=[f"Content-Encoding: {name}"])
    with pytest.raises(PageTooLarge):
        fetch(address, allow=anywhere)


@pytest.mark.network
def test_a_page_over_the_limit_is_not_read(site):
    address = site.lay("/", b"x", length=MOST_BYTES + 1)
    with pytest.raises(PageTooLarge):
        fetch(address, allow=anywhere)
    address = site.lay("/", bytes(MOST_BYTES + 1), length="none")
    with pytest.raises(PageTooLarge):
        fetch(address, allow=anywhere)


@pytest.mark.network
def test_a_body_shorter_than_its_length_is_an_error(site):
    assert "cut short" in why(site.lay("/", PAGE, length=len(PAGE) + 10))


@pytest.mark.network
def test_a_body_in_chunks_is_whole_or_an_error(site):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"%x\r\n" % len(PAGE) + PAGE + b"\r\n"
    assert fetch(site.lay_raw("/", head + chunk + b"0\r\n\r\n"), allow=anywhere).body == PAGE
    assert "cut short" in why(site.lay_raw("/", head + chunk[:-20]))


@pytest.mark.network
@pytest.mark.parametrize(
    "parts",
    [
        [5.0, b"HTTP/1.1 200 OK\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nX: ", *([b"a", 0.2] * 30)],
        [b"HTTP/1.1 200 OK\r\n\r\n", *([b"a", 0.2] * 30)],
    ],
    ids=["silent", "head", "body"],
)
def test_the_time_is_bounded_wherever_a_site_dawdles(site, parts):
    start = time.monotonic()
    assert "too long" in why(site.lay_raw("/", *parts), seconds=1.0)
    assert time.monotonic() - start < 3


@pytest.mark.network
def test_an_empty_page_is_no_article(site):
    with pytest.raises(NoArticleFound):
        fetch(site.lay("/", b" \n"), allow=anywhere)


@pytest.mark.network
@pytest.mark.parametrize("status", [401, 403, 429])
def test_who_is_not_let_in_is_told_that_saving_in_the_browser_helps(site, status):
    with pytest.raises(PageUnreachable) as raised:
        fetch(site.lay("/", PAGE, status=f"{status} No"), allow=anywhere)
    assert "save the page in the browser" in str(raised.value)
    assert str(status) in str(raised.value)


@pytest.mark.network
@pytest.mark.parametrize(
    ("status", "words"), [(404, "no such page"), (500, "fault"), (304, "304"), (204, "204")]
)
def test_other_answers_are_told_in_words(site, status, words):
    assert words in why(site.lay("/", status=f"{status} X"))


@pytest.mark.network
def test_a_certificate_that_proves_nothing_is_refused(secure_site):
    secure_site.lay("/", PAGE)
    assert "cannot prove" in why(secure_site.address + "/")
    assert secure_site.requests == []


@pytest.mark.network
def test_a_site_without_tls_is_not_asked_in_the_clear_instead(site):
    site.lay("/", PAGE)
    assert "secure" in why(f"https://127.0.0.1:{site.port}/")


@pytest.mark.network
def test_nobody_at_home(site):
    site.close()
    assert why(site.address + "/")


@pytest.mark.network
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\x01\x02\x03\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 200_000,
    ],
)
def test_what_is_no_answer_of_the_web_is_told_in_words(site, answer):
    assert why(site.lay_raw("/", answer))


@pytest.mark.network
def test_a_cancel_lands_amid_the_fetch(site):
    progress = Progress()
    address = site.lay_raw("/", b"HTTP/1.1 200 OK\r\n\r\n", *([b"a", 0.05] * 50))
    progress.cancel()
    with pytest.raises(Cancelled):
        fetch(address, allow=anywhere, progress=progress)


@pytest.mark.parametrize(
    "nothing",
    ["", "words", "ftp://a.example/", "javascript:alert(1)", "http://", "file:///etc/passwd", "http://[::1",
     "https://user:secret@a.example/", "http://a.example:0/", "http://a b/"],
)  # fmt: skip
def test_what_is_no_address_is_refused_before_anything_is_asked(nothing):
    with pytest.raises(BadValue):
        fetch(nothing, allow=anywhere)


def test_an_address_with_a_password_is_refused_without_saying_it_again():
    with pytest.raises(BadValue) as raised:
        fetch("https://user:secret@a.example/b", allow=anywhere)
    assert "without the name and the password" in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.network
def test_the_log_holds_no_address(site, caplog):
    caplog.set_level(logging.DEBUG)
    why(site.address + "/secret-page")
    assert "secret-page" not in caplog.text


@pytest.mark.parametrize("host", ["127.0.0.1:9", "10.0.0.1", "169.254.169.254", "[::1]:9"])
def test_without_a_word_about_it_only_public_addresses_are_asked(host, monkeypatch):
    asked = []

    def connect(place, *_rest, **_more):
        asked.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(PageUnreachable):
        fetch(f"http://{host}/")
    assert asked == []
