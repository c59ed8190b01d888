# SPDX-License-Identifier: MIT
"""Web archives in one file (WACZ 1.1.1): WARC records of what was received, and the index by which players find them.

Only this module knows warcio. A record is of the kind `resource`: the bytes of a page are kept, not the talk with its
server, so none is made up.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import uuid
import zipfile
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit, urlunsplit

from msgspec import Struct

from researchdesk.model.dates import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VERSION = "1.1.1"
WARC, INDEX, LIST, PAGES = (
    "archive/data.warc.gz",
    "indexes/index.cdx.gz",
    "indexes/index.idx",
    "pages/pages.jsonl",
)
BLOCK = 1024  # lines of the index that are packed together
DAY = (1980, 1, 1, 0, 0, 0)  # of the files in the archive: the same export gives the same bytes
SAFE = "%/:?#[]@!$&'()*+,;=-._~"
OLD_WWW = re.compile(r"^www\d*\.")


class Capture(Struct, frozen=True):
    """What was received from one address at one moment (UTC, ISO 8601); it has a title where it is a page."""

    url: str
    at: str
    media_type: str
    body: bytes
    title: str | None = None

    @property
    def uri(self) -> str:
        """The address in the signs that a URI may have."""
        parts = urlsplit(self.url)
        try:
            host = (
                parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
            )
        except UnicodeError:
            host = quote(parts.netloc, safe=SAFE)
        rest = [quote(one, safe=SAFE) for one in (parts.path, parts.query)]
        return urlunsplit((parts.scheme, host, *rest, ""))


def write(file: IO[bytes], captures: Iterable[Capture], software: str, title: str) -> None:
    """Write an archive of captures, one in memory at a time; the file must be able to go back."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        made_files: dict[str, dict[str, Any]] = {}
        entries, pages = _write_warc(made, made_files, captures, software)
        index, listed = _index(sorted(entries))
        _add(made, made_files, INDEX, index)
        _add(made, made_files, LIST, listed)
        head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
        _add(made, made_files, PAGES, "".join(f"{_json(one)}\n" for one in (head, *pages)).encode())
        package = {
            "profile": "data-package",
            "wacz_version": VERSION,
            "software": software,
            "title": title,
            "created": now(),
            "resources": [*made_files.values()],
        }
        if pages:
            package |= {"mainPageUrl": pages[0]["url"], "mainPageDate": pages[0]["ts"]}
        raw = json.dumps(package, ensure_ascii=False, indent=2).encode()
        _add(made, made_files, "datapackage.json", raw)
        seal = {"path": "datapackage.json", "hash": _hash(raw)}
        _add(made, made_files, "datapackage-digest.json", json.dumps(seal, indent=2).encode())


def _write_warc(
    made: zipfile.ZipFile,
    files: dict[str, dict[str, Any]],
    captures: Iterable[Capture],
    software: str,
) -> tuple[list[str], list[dict[str, str]]]:
    """Write the records, and give the lines of the index and the pages."""
    from warcio.warcwriter import WARCWriter  # for an archive alone: no start waits for it

    entries, pages = [], []
    with made.open(zipfile.ZipInfo(WARC, DAY), "w", force_zip64=True) as inner:
        counted = _Counted(inner)
        warc = WARCWriter(counted, gzip=True, warc_version="WARC/1.1")
        info = {"software": software, "format": "WARC File Format 1.1"}
        record = warc.create_warcinfo_record(WARC.rpartition("/")[2], info)
        at = "1980-01-01T00:00:00Z"
        for one in captures:
            if counted.size == 0:
                at = one.at
                _write_record(warc, record, at, software)
            start = counted.size
            digest = _write_capture(warc, one)
            entries.append(_entry(one, digest, start, counted.size - start))
            if one.title is not None:
                pages.append(_page(one))
        if counted.size == 0:
            _write_record(warc, record, at, software)
    files[WARC] = _resource(WARC, counted.digest.hexdigest(), counted.size)
    return entries, pages


def _write_record(warc: Any, record: Any, at: str, named_by: str) -> None:
    record.rec_headers.replace_header("WARC-Record-ID", f"<{_urn(named_by, at)}>")
    record.rec_headers.replace_header("WARC-Date", at)
    warc.write_record(record)


def _write_capture(warc: Any, one: Capture) -> str:
    """Write a record, and give the digest that it bears."""
    record = warc.create_warc_record(
        one.uri,
        "resource",
        payload=io.BytesIO(one.body),
        length=len(one.body),
        warc_content_type=one.media_type,
    )
    _write_record(warc, record, one.at, f"{one.url}\n{hashlib.sha256(one.body).hexdigest()}")
    return str(record.rec_headers.get_header("WARC-Payload-Digest"))


def _urn(*words: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(words)).urn


def _entry(one: Capture, digest: str, start: int, length: int) -> str:
    values = {
        "url": one.uri,
        "mime": one.media_type.partition(";")[0].strip(),
        "digest": digest,
        "length": str(length),
        "offset": str(start),
        "filename": WARC.rpartition("/")[2],
    }
    return f"{key_of(one.uri)} {stamp_of(one.at)} {_json(values)}\n"


def _page(one: Capture) -> dict[str, str]:
    return {"id": _urn(one.url, one.at)[9:], "url": one.uri, "ts": one.at, "title": one.title or ""}


def key_of(uri: str) -> str:
    """Give the key under which players look an address up: its host from the end, then its path, in small letters."""
    parts = urlsplit(uri.lower())
    host = OLD_WWW.sub("", parts.hostname or "")
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    path = parts.path if len(parts.path) < 2 else parts.path.rstrip("/")
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}{port}){path or '/'}{query}"


def stamp_of(at: str) -> str:
    """Give a moment in the fourteen digits of an index."""
    return re.sub(r"\D", "", at)[:14].ljust(14, "0")


def _index(entries: Sequence[str]) -> tuple[bytes, bytes]:
    """Pack the lines in blocks, and list where each block begins."""
    packed, listed = (
        io.BytesIO(),
        ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'],
    )
    for first in range(0, len(entries), BLOCK):
        block = gzip.compress("".join(entries[first : first + BLOCK]).encode(), mtime=0)
        key = " ".join(entries[first].split(" ", 2)[:2])
        where = {"offset": packed.tell(), "length": len(block), "digest": _hash(block)}
        listed.append(f"{key} {_json(where | {'filename': 'index.cdx.gz'})}\n")
        packed.write(block)
    return packed.getvalue(), "".join(listed).encode()


def _add(made: zipfile.ZipFile, files: dict[str, dict[str, Any]], name: str, raw: bytes) -> None:
    made.writestr(zipfile.ZipInfo(name, DAY), raw)
    files[name] = _resource(name, hashlib.sha256(raw).hexdigest(), len(raw))


def _resource(name: str, digest: str, size: int) -> dict[str, Any]:
    return {
        "name": name.rpartition("/")[2],
        "path": name,
        "hash": f"sha256:{digest}",
        "bytes": size,
    }


def _hash(raw: bytes) -> str:
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Counted(io.RawIOBase):
    """Counts and digests what is written through it."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, raw: Any) -> int:
        """Write on."""
        self.digest.update(raw)
        self.size += len(raw)
        return self._inner.write(raw)
