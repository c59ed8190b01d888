# SPDX-License-Identifier: MIT
"""Web pages in which nothing can act and which ask no network for anything.

Three nets: what is handed in was rendered safely, it passes an allow-list here, and the page itself forbids scripts
and requests.
"""

from __future__ import annotations

import html as escaping
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    from collections.abc import Mapping

TAGS = frozenset(
    re.findall(
        r"\w+",
        "p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote q cite pre code kbd samp var em strong b i u s del ins "
        "mark small sub sup abbr time a figure figcaption table caption thead tbody tfoot tr th td ruby rt rp bdi bdo "
        "wbr section",
    )
)
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "time": {"datetime"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "img": {"src", "alt", "width", "height"},
    "*": {"lang", "dir"},
}
ANCHOR = re.compile(r"fn(?:ref)?\d{1,6}(?:-\d{1,6}|:\d{1,6})?")
EMBEDDED = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/]+={0,2}")
BESIDE = re.compile(r"\.\./pictures/[0-9a-f]{2}/[0-9a-f]{64}\.\w{1,5}")  # in an exported folder
IMAGE = re.compile(r'<img\b(?:[^">]|"[^"]*")*+>')
POLICY = "default-src 'none'; img-src {images}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LOOK = """
:root { color-scheme: light dark; }
body { max-width: 40rem; margin: 3rem auto; padding: 0 1.25rem; font: 1.0625rem/1.6 Georgia, "Source Serif 4", serif;
  overflow-wrap: break-word; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
header p, section { font-size: 0.9rem; opacity: 0.85; }
blockquote { margin: 1.25rem 0; padding-left: 1rem; border-left: 3px solid #b98b3e; }
table { border-collapse: collapse; } td, th { border: 1px solid #8886; padding: 0.25rem 0.6rem; text-align: left; }
figure { margin: 1.5rem 0; } figcaption { font-size: 0.9rem; opacity: 0.85; } img { max-width: 100%; height: auto; }
pre { overflow-x: auto; } sup { line-height: 0; } hr { border: 0; border-top: 1px solid #8886; margin: 2rem 0; }
"""


def page(
    title: str,
    body: str,
    *,
    language: str | None = None,
    line: str = "",
    pictures: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Write a page: title, a line of HTML below it, body; title and language are plain words.

    `pictures` gives for addresses in the body what is shown for them: a `data:`, or a file of the exported folder.
    """
    below = f"<p>{safe(line)}</p>\n" if line else ""
    images = "'self' file:" if any(map(BESIDE.fullmatch, pictures.values())) else "data:"
    opening = head(title, below, language=language, images=images)
    return f"{opening}{safe(body, pictures)}\n{END}"


END = "</body>\n</html>\n"


def head(title: str, below: str = "", *, language: str | None = None, images: str = "data:") -> str:
    """Write a page down to its text: what it forbids, its look, its title, and HTML below the title.

    `images` says where pictures may come from, as a content security policy does.
    """
    shown = escaping.escape(title)
    lang = f' lang="{escaping.escape(language)}"' if language else ""
    return (
        f'<!DOCTYPE html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY.format(images=images)}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown}</title>\n<style>{LOOK}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{shown}</h1>\n{below}</header>\n"
    )


def safe(html: str, pictures: Mapping[str, str] = MappingProxyType({})) -> str:
    """Give the HTML with nothing in it that is not on the allow-list; other pictures become the words for them."""
    return nh3.clean(
        IMAGE.sub(lambda found: _shown(found[0], pictures), html),
        tags=set(TAGS) | {"img"},
        attributes={name: {*found, "id"} for name, found in ATTRIBUTES.items()},
        attribute_filter=_filtered,
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "svg", "math"},
        url_schemes={"http", "https", "mailto", "doi", "data"},
        url_relative="pass_through",
        link_rel="noopener noreferrer nofollow",
    )


def _shown(image: str, pictures: Mapping[str, str]) -> str:
    """Give a picture that is embedded its bytes; of any other one, only the words for it stay."""
    held = dict(re.findall(r'\b(src|alt|width|height)="([^"]*)"', image))
    source = pictures.get(escaping.unescape(held.get("src", "")))
    if source is None:
        return str(held.get("alt", ""))
    written = " ".join(f'{name}="{value}"' for name, value in {**held, "src": source}.items())
    return f"<img {written}>"


def _filtered(tag: str, name: str, value: str) -> str | None:
    """Let only footnotes have names and be led to; every other address names its scheme and its host."""
    if tag == "img":
        if name == "src":
            is_fit = bool(EMBEDDED.fullmatch(value) or BESIDE.fullmatch(value))
        else:
            is_fit = name == "alt" or value.isdecimal()
        return value if is_fit else None
    if name == "id":
        return value if ANCHOR.fullmatch(value) else None
    if name == "href":
        is_inner = value.startswith("#") and ANCHOR.fullmatch(value[1:])
        return value if is_inner or re.match(r"(?:https?://[^/\\]|mailto:|doi:)", value) else None
    return value
