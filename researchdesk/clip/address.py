# SPDX-License-Identifier: MIT
"""One page, many addresses: the canonical address that says whether a page is known already.

Parameters that only follow readers about are dropped; all others stay, since they may name the article.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit

from researchdesk.clip.tree import words

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_PORTS = {"http": 80, "https": 443}
MOST_WRAPPED = 20  # addresses inside each other

_TRACKING = re.compile(
    r"(?:utm|at|mc|pk|hsa|vero)_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|cmp|cmpid|ncid|smid|ref|ref_src|s_cid|"
    r"sr_share|spm|xtor|__twitter_impression|guce_referrer.*",
    re.IGNORECASE,
)
_ROUTE = re.compile(r"!|/")
_STEP = re.compile(r"%[0-9A-Fa-f]{2}|[^%]+|%", re.DOTALL)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SAFE = "!$&'()*+,;=:@/?"
_AMP_PARAMETER = re.compile(r"amp(?:=(?:1|true)?)?", re.IGNORECASE)
_AMP_END = re.compile(r"(?<=[^/])/amp(/?)$", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_PLAIN = re.compile(r"https?://(?:[a-z0-9_-]{1,60}\.){1,9}[a-z]{2,20}(?=[/?#]|\Z)")
_IP6 = re.compile(r"[0-9A-Fa-f:.]+")
_EDGES = "".join(map(chr, range(33)))  # C0 and the blank, which browsers strip as well
_SECOND_LEVEL = words("ac co com edu gob gov gouv gv mil net ne nom or org sch")


def canonical_url(url: str | None, hints: Sequence[str] = ()) -> str | None:
    """Give the canonical form of an address; None for what is no http address.

    `hints` are the addresses that the page itself names as its own, the most trusted first: the first believable one
    takes the place of `url`.
    """
    own = _canonical(url or "")
    if own is None:
        return None
    for hint in hints:
        named = _canonical(hint)
        if named and _is_believable(named, own):
            return named
    return own


def is_web(url: str) -> bool:
    """Say whether an address has a canonical form, without working it out."""
    if _PLAIN.match(url):
        return True
    parts = _split(url)
    return parts is not None and ascii_host(parts.hostname or "") is not None


def host_names(url: str | None) -> list[str]:
    """Give what a site may be called after its host: with and without its ending, no www."""
    parts = _split(url or "")
    host = (parts.hostname or "").removeprefix("www.") if parts else ""
    return [host, registrable(host), registrable(host).partition(".")[0]] if host else []


def same_site(one: str, other: str) -> bool:
    """Say whether two addresses belong to one registrable domain."""
    return registrable(urlsplit(one).hostname or "") == registrable(urlsplit(other).hostname or "")


def registrable(host: str) -> str:
    """Give the part of a host that somebody registers, by the shape of its last labels: no list is asked."""
    labels = host.strip(".").lower().split(".")
    if len(labels) <= 2 or labels[-1].isdigit():
        return ".".join(labels)
    is_country = len(labels[-1]) == 2
    return ".".join(labels[-3:] if is_country and labels[-2] in _SECOND_LEVEL else labels[-2:])


def _is_believable(named: str, own: str) -> bool:
    """Believe a page's word on its address on its own site only, and not when it names the home page."""
    return same_site(named, own) and (urlsplit(named).path != "/" or urlsplit(own).path == "/")


def _canonical(url: str) -> str | None:
    """Normalise an address, taken out of the redirects of search engines and networks, and out of AMP's."""
    found = _normal(url)
    for _ in range(MOST_WRAPPED):
        inner = _inner(found) if found else None
        unwrapped = _normal(inner) if inner else None
        if unwrapped is None:
            break
        found = unwrapped
    return found


def _inner(url: str) -> str | None:
    parts = _split(url)
    if parts is None:
        return None
    host, path = (parts.hostname or "").removeprefix("www."), parts.path
    query = dict(parse_qsl(parts.query))
    if (host.startswith("google.") and path == "/url") or (
        host.endswith("facebook.com") and path == "/l.php"
    ):
        target = query.get("url") or query.get("q") or query.get("u")
        return target if target and _split(target) else None
    if host.endswith(".cdn.ampproject.org"):
        found = re.match(r"/(?:[a-z]/)+(?:s/)?(.+)", path)
        return f"https://{found[1]}" + (f"?{parts.query}" if parts.query else "") if found else None
    if host.startswith("google.") and path.startswith("/amp/"):
        rest = path.removeprefix("/amp/").removeprefix("s/")
        return f"https://{rest}" if "." in rest.partition("/")[0] else None
    return None


def _normal(url: str) -> str | None:
    parts = _split(url)
    host = ascii_host(parts.hostname or "") if parts else None
    if parts is None or host is None:
        return None
    while host.startswith("amp.") and host.count(".") >= 2:
        host = host.removeprefix("amp.")
    scheme = parts.scheme.lower()
    port = parts.port
    at = f":{port}" if port and port != DEFAULT_PORTS[scheme] else ""
    path = _path(parts.path)
    query = _query(parts.query)
    fragment = f"#{_encoded(parts.fragment)}" if _ROUTE.match(parts.fragment) else ""
    return f"{scheme}://{host}{at}{path}{f'?{query}' if query else ''}{fragment}"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip(_EDGES))
        port = parts.port
    except ValueError:
        return None
    is_web = parts.scheme.lower() in DEFAULT_PORTS and parts.hostname
    return parts if is_web and (port is None or port) else None


@lru_cache(maxsize=512)
def ascii_host(host: str) -> str | None:
    """Give a host in lower case and ASCII; None for what is none."""
    if ":" in host:
        return f"[{host.lower()}]" if _IP6.fullmatch(host) else None
    try:
        host = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return host if _NAME.fullmatch(host) else None


def _path(path: str) -> str:
    out: list[str] = []
    steps = _encoded(path).split("/")[1:] if path.startswith("/") else [_encoded(path)]
    for step in steps:
        if step == "..":
            del out[-1:]
        elif step != ".":
            out.append(step)
    if steps[-1] in (".", "..") and (not out or out[-1]):
        out.append("")
    found = "/" + "/".join(out)
    while shorter := _AMP_END.search(found):
        found = found[: shorter.start()] + shorter[1]
    return found


def _query(query: str) -> str:
    kept = []
    for part in query.split("&"):
        encoded = _encoded(part)
        name = encoded.partition("=")[0]
        if encoded and not _TRACKING.fullmatch(name) and not _AMP_PARAMETER.fullmatch(encoded):
            kept.append((name, encoded))
    kept.sort(key=lambda one: one[0])
    return "&".join(encoded for _, encoded in kept)


def _encoded(text: str) -> str:
    """Give percent-encoding in one form: what need not be encoded is not, the rest in capitals."""
    out = []
    for step in _STEP.findall(text):
        if len(step) == 3 and step[0] == "%":
            letter = chr(int(step[1:], 16))
            out.append(letter if letter in _UNRESERVED else step.upper())
        else:
            out.append(quote(step, safe=_SAFE, errors="replace"))
    return "".join(out)
