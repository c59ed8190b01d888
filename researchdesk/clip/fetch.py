# SPDX-License-Identifier: MIT
"""Get one address of the web: the one the user gave, and nothing that it could be made to mean.

The name is resolved once, the address checked and connected to; each redirect is checked anew. So a page cannot make
this program ask the user's own network. No cookies, no Referer, TLS always verified; bounded in time and size.
"""

from __future__ import annotations

import html as escaping
import http.client
import locale
import logging
import re
import ssl
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct

from researchdesk import __version__
from researchdesk.clip import unpack
from researchdesk.clip.address import DEFAULT_PORTS, ascii_host
from researchdesk.clip.connection import (
    Allow,
    Clock,
    NoSuchHost,
    NotPublic,
    Request,
    Target,
    TooSlow,
    addresses_of,
)
from researchdesk.clip.limits import MOST_BYTES
from researchdesk.clip.public import is_public
from researchdesk.model.clipping import Received
from researchdesk.model.dates import now
from researchdesk.model.errors import BadValue, NoArticleFound, PageTooLarge, PageUnreachable

if TYPE_CHECKING:
    from researchdesk.model.progress import Progress

logger = logging.getLogger(__name__)

SECONDS = 30.0  # for all of it, redirects included
MOST_REDIRECTS = 5
PIECE = 1 << 16  # bytes
KEPT_HEADERS = ("Content-Type", "Last-Modified", "Content-Language")
REFUSED = frozenset({401, 402, 403, 407, 429, 451})

LONGEST_REFRESH = 5000  # bytes of a page that only leads on

_NOSCRIPT = re.compile(r"<noscript\b.*?</noscript>", re.IGNORECASE | re.DOTALL)
_REFRESH = re.compile(
    r"<meta\s[^<>]{0,99}http-equiv\s?=\s?[\"']?refresh[\"']?\s[^<>]{0,99}?"
    r"content\s?=\s?[\"']?\s?[01]\s?[;,]\s?url\s?=\s?['\"]?([^\"'<>\s]+)",
    re.IGNORECASE,
)
_SAFE = "%/:?#[]@!$&'()*+,;=-._~"


class Wish(Struct, frozen=True):
    """What may come: so many bytes at most, of these kinds; a page unless said otherwise."""

    most_bytes: int = MOST_BYTES
    accept: str = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"


class _Refused(Exception):
    """The page cannot be had, for a reason in words."""


class _HoldsSecret(_Refused):
    """The address holds a name or password."""


def fetch(
    url: str,
    *,
    allow: Allow = is_public,
    progress: Progress | None = None,
    seconds: float = SECONDS,
    wish: Wish | None = None,
) -> Received:
    """Get one address; raises BadValue for what is none, PageUnreachable, PageTooLarge, NoArticleFound, Cancelled.

    `allow` says of each address of the network whether it may be connected to; a `wish` for another thing than a page
    has its own bound and kinds.
    """
    address = _web_address(url)
    clock = Clock(seconds)
    try:
        return _follow(address, wish or Wish(), allow, progress, clock)
    except (
        _Refused,
        NotPublic,
        NoSuchHost,
        TooSlow,
        unpack.Broken,
        OSError,
        http.client.HTTPException,
    ) as error:
        reason = _why(error)
        logger.info("a page was not fetched: %s", type(error).__name__)
        raise PageUnreachable(address=address, reason=reason) from None


def _follow(
    address: str, wish: Wish, allow: Allow, progress: Progress | None, clock: Clock
) -> Received:
    for _ in range(MOST_REDIRECTS + 1):
        target = _target(address)
        with Request(target, addresses_of(target, allow, clock), clock) as request:
            answer = request.get(_headers(wish))
            location = answer.headers.get("Location")
            if answer.status in (301, 302, 303, 307, 308) and location:
                address = _next_address(address, location)
                continue
            if answer.status != 200:
                raise _Refused(_words_for(answer.status))
            received = _received(address, answer, wish, progress, clock)
        onward = _refresh(received)
        following = _next_address(address, onward) if onward else address
        if following == address:
            return received
        address = following
    raise _Refused(f"it leads on and on, more than {MOST_REDIRECTS} times")


def _refresh(received: Received) -> str:
    """Give the address to which a small page sends its reader at once; empty where it is to be read itself."""
    if received.media_type != "text/html" or len(received.body) > LONGEST_REFRESH:
        return ""
    page = _NOSCRIPT.sub("", received.body.decode("latin-1"))
    found = _REFRESH.search(page)
    return escaping.unescape(found[1]) if found else ""


def _received(
    address: str,
    answer: http.client.HTTPResponse,
    wish: Wish,
    progress: Progress | None,
    clock: Clock,
) -> Received:
    body = _body(address, answer, wish.most_bytes, progress, clock)
    if not body.strip():
        raise NoArticleFound(source=address)
    return Received(
        body=body,
        media_type=answer.headers.get_content_type(),
        fetched_at=now(),
        url=address,
        charset=answer.headers.get_content_charset(),
        headers={name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers},
    )


def _body(
    address: str,
    answer: http.client.HTTPResponse,
    most: int,
    progress: Progress | None,
    clock: Clock,
) -> bytes:
    """Read the body piece by piece; a body shorter than its Content-Length is an error, not a page."""
    declared = answer.headers.get("Content-Length", "")
    size = int(declared) if declared.isascii() and declared.isdigit() else None
    if size is not None and size > most:
        raise PageTooLarge(source=address, n=most >> 20)
    unpacker = unpack.unpacker(answer.headers.get("Content-Encoding", ""))
    parts: list[bytes] = []
    got = unpacked = 0
    while piece := answer.read1(PIECE):
        clock.left()
        got += len(piece)
        parts.append(unpacker.feed(piece, most - unpacked))
        unpacked += len(parts[-1])
        if unpacked > most:
            raise PageTooLarge(source=address, n=most >> 20)
        if progress:
            progress.step(got, size, "Fetching the page")
    if size is not None and got < size:
        raise unpack.Broken
    if got:
        unpacker.end()
    return b"".join(parts)


def _headers(wish: Wish) -> dict[str, str]:
    return {
        "User-Agent": f"ResearchDesk/{__version__} (a reader's notebook; one page at a time)",
        "Accept": wish.accept,
        "Accept-Language": _languages(),
        "Accept-Encoding": unpack.ACCEPTED,
        "Connection": "close",
    }


def _languages() -> str:
    """Give the languages of the user's system for the site to choose from."""
    name = (locale.getlocale()[0] or "").partition(".")[0].replace("_", "-")
    language = name.partition("-")[0]
    if not name.isascii() or len(language) not in (2, 3) or language == "en":
        return "en"
    return f"{name},{language};q=0.9,en;q=0.5"


def _web_address(url: str) -> str:
    """Give the address with its scheme; raises BadValue for what is none."""
    address = url.strip()
    if "://" not in address and "." in address.partition("/")[0] and ":" not in address:
        address = f"https://{address}"
    try:
        _target(address)
    except _HoldsSecret:
        scheme, _, rest = address.partition("://")
        raise BadValue(
            value=f"{scheme}://…@{rest.rpartition('@')[2]}",
            kind="address of the web",
            expected="write it without the name and the password, which are never sent",
        ) from None
    except _Refused:
        raise BadValue(
            value=url.strip() or "An empty line",
            kind="address of the web",
            expected="write one that begins with https:// or http://",
        ) from None
    return address


def _target(address: str) -> Target:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise _Refused("it is no address of the web") from None
    scheme = parts.scheme.lower()
    host = ascii_host(parts.hostname or "")
    if scheme not in DEFAULT_PORTS or host is None or port == 0:
        raise _Refused("it is no address of the web")
    if parts.username or parts.password:
        raise _HoldsSecret("it holds a name or password, which is not sent")
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    path = path if path.startswith("/") else f"/{path}"
    return Target(scheme, host.strip("[]"), port or DEFAULT_PORTS[scheme], path + query)


def _next_address(address: str, location: str) -> str:
    # servers send bytes of UTF-8 where http.client reads Latin-1
    try:
        location = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        location = quote(location, safe=_SAFE)
    try:
        following = urljoin(address, location.strip())
        _target(following)
    except (ValueError, _Refused):
        raise _Refused("it leads on to what is no address") from None
    return following


def _words_for(status: int) -> str:
    if status in REFUSED:
        return f"the site lets only browsers or subscribers in ({status}); saving the page in the browser helps"
    if status in (404, 410):
        return f"there is no such page on the site ({status})"
    if status >= 500:
        return f"the site has a fault of its own ({status})"
    return f"the site answered {status}"


def _why(error: Exception) -> str:
    """Say in words why a page could not be had."""
    if isinstance(error, _Refused):
        return str(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the site cannot prove that it is the one ({error.verify_message})"
    if isinstance(error, ConnectionRefusedError):
        return "nothing answers there"
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (NotPublic, "it leads into a private network, which is never asked"),
        (NoSuchHost, "no site of this name was found"),
        (TooSlow, "it took too long"),
        (TimeoutError, "it took too long"),
        (unpack.Broken, "the answer came damaged or was cut short"),
        (http.client.IncompleteRead, "the answer was cut short"),
        (ssl.SSLError, "no secure connection could be made"),
        (http.client.HTTPException, "the answer is not one of the web"),
    )
    return next(
        (words for kind, words in kinds if isinstance(error, kind)), "the connection failed"
    )
