# SPDX-License-Identifier: MIT
"""Spoil files of every format at random and read them: each is an article or is refused, and nothing else happens.

    python -m tests.faults.fuzz SECONDS [SEED] [FORMAT...]

Each format has so many seconds, in a process of its own within the limits of the program's child. Prints a line a
format, and one for each input that is ESCAPED (a connection, a program, a file that is none of ours), ACTIVE (mark-up
that could act), BUG (an error that is none of the user's), SLOW or DIED. An input is made anew from its three marks:
`python -m tests.faults.fuzz again FORMAT SEED NUMBER FILE`.
"""

from __future__ import annotations

import itertools
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from researchdesk.clip.draft import Origin
from researchdesk.clip.extract import outcomes
from researchdesk.clip.given import Given
from researchdesk.clip.worker import FILE_SECONDS, MEMORY
from researchdesk.model.errors import UserError
from researchdesk.model.formats import BY_NAME
from researchdesk.model.importing import Rejected
from tests import made_files
from tests.unit.clip.test_attacks import ATTACKS, WORDS, faults

ROOT = Path(__file__).parents[2]
SECRET = "the words of a file that nobody gave to be read"
SECRET_FILE = Path(tempfile.gettempdir(), "researchdesk-secret")
MOST_ENTRIES = 100
OURS = (str(ROOT), sys.prefix, sys.base_prefix, "/usr", "/etc/mime.types", "/proc/self")
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")
WRITING = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.truncate")

TOKENS = [
    *(b"\0", b"\xff\xfe", b"<", b">", b"&", b"\r\n\r\n", b"--", b"\n\n", b"<![CDATA[", b"]]>", b"<!--"),
    *(b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file://{secret}'>]>", b"&x;", b"<!ENTITY y '&y;&y;'>", b"&y;"),
    *(b"../../../../{secret}", b"file://{secret}", b"http://127.0.0.1:9/", b"<base href='file:///'>"),
    *(b"<xi:include href='file://{secret}'/>", b"<?xml-stylesheet href='file://{secret}'?>"),
    *(b"<meta charset=utf-7>", b"+ADw-script+AD4-", b"=?utf-7?Q?+ADw-?=", b"<table>" * 40, b"<b>" * 300),
    *(b"99999999999", b"-1", b"0", b"1e999", b"4294967295", b"2147483648", b"PK\x03\x04", b"%PDF-1.7"),
    *(b"\nContent-Transfer-Encoding: base64\n\n", b"\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"),
    *(b"/JavaScript /JS (app.alert(1)) /OpenAction", b"stream\n", b"endstream", b"/Kids [2 0 R]"),
]  # fmt: skip

PAGE = f"<html lang=en><head><title>Rye</title></head><body><article><h1>Rye</h1><p>{WORDS * 4}</p></article></body>"


MAIL = """From: a@b.example
To: c@d.example
Subject: Rye
Date: Fri, 2 Jan 2026 10:00:00 +0000
MIME-Version: 1.0
"""
PARTS = f"""{MAIL}Content-Type: multipart/KIND; boundary="b"

--b
Content-Type: text/html; charset=utf-8
Content-Location: https://a.example/

{PAGE}
--b
Content-Type: text/plain
Content-Disposition: attachment; filename=a.txt

{WORDS}
--b--
"""
MARKDOWN = f"""---
title: Rye
date: 2026-01-02
---
# Rye

{WORDS}

- a
- b

| a | b |
|---|---|
| c | d |

> q

```
x
```
[l](https://a.example)
"""


def seeds(name: str) -> list[bytes]:
    """Give files of a format that are as they should be."""
    saved = sorted((ROOT / "tests/data/pages").glob("*.html"))
    pages = [PAGE.encode(), *(one.read_bytes() for one in saved)]
    chapter = f"<html><body><p>{WORDS}</p></body></html>"
    lines = [(60, 700 - 13 * n, f"{n} {WORDS[:70]}") for n in range(20)]
    body = "".join(made_files.paragraph(one, "Heading1") for one in ("Rye", WORDS, WORDS))
    mark = b"<!-- saved from url=(0021)https://a.example/b -->\n"
    found: dict[str, list[bytes]] = {
        "html": pages,
        "saved_page": [mark + one for one in pages],
        "mhtml": [PARTS.replace("KIND", "related").encode()],
        "eml": [PARTS.replace("KIND", "mixed").encode(), f"{MAIL}\n{WORDS}\n\n> {WORDS}".encode()],
        "webarchive": [
            made_files.webarchive(PAGE, "https://a.example/", is_xml=one) for one in (True, False)
        ],
        "pdf": [
            made_files.pdf([lines, lines], said={"Title": "Rye", "Author": "Ada"}),
            made_files.pdf([lines], password="p"),
        ],
        "docx": [made_files.docx(body, core="<dc:title>Rye</dc:title>")],
        "epub": [made_files.epub([(f"{n}.xhtml", "", "yes", chapter) for n in "12"])],
        "markdown": [MARKDOWN.encode()],
        "plain_text": [f"Rye\n\nBy Jane Doe\n\n{WORDS}\n\n- a\n- b\n\n    {WORDS}".encode()],
    }
    return found[name]


def spoilt(name: str, seed: int, number: int) -> bytes:
    """Make one input; the same again for the same three."""
    chance = random.Random(f"{name} {seed} {number}")
    whole = chance.choice(seeds(name))
    if whole.startswith(b"PK") and chance.random() < 0.7:
        return _members_spoilt(chance, whole)
    return mutated(chance, whole)


def _members_spoilt(chance: random.Random, whole: bytes) -> bytes:
    """Spoil what is in a ZIP file, so that it is reached."""
    with zipfile.ZipFile(BytesIO(whole)) as file:
        members = {one: file.read(one) for one in file.namelist()}
    for one in chance.sample(sorted(members), chance.randint(1, 2)):
        members[one] = mutated(chance, members[one])
    if chance.random() < 0.2:
        members[f"../../{SECRET_FILE}"] = b"x"
    return made_files.zipped(members)


def mutated(chance: random.Random, whole: bytes) -> bytes:
    """Change a few places of some bytes."""
    raw = bytearray(whole)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(raw) + 1)
        end = min(len(raw), at + int(chance.paretovariate(0.6)))
        match chance.randrange(7):
            case 0:
                raw[at:end] = bytes(one ^ 1 << chance.randrange(8) for one in raw[at:end][:8])
            case 1:
                del raw[at:end]
            case 2:
                raw[at:at] = raw[at:end] * chance.choice((1, 2, 50))
            case 3:
                del raw[at:]
            case 4:
                raw[at:at] = chance.choice(ATTACKS).encode("utf-8", "replace")
            case 5:
                raw[at:end] = chance.randbytes(min(end - at, 30))
            case _:
                raw[at:at] = chance.choice(TOKENS).replace(b"{secret}", bytes(SECRET_FILE))
        del raw[1 << 20 :]
    return bytes(raw)


class Watch:
    """Hears what the interpreter opens, starts and connects to; only while `is_on`."""

    def __init__(self) -> None:
        self.is_on = False
        self.heard: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        if event.startswith((*FORBIDDEN, *WRITING)):
            self.heard.append(f"{event} {args!r:.80}")
        elif event == "open" and not isinstance(args[0], int):
            mode, flags = args[1] or "", args[2] or 0
            is_written = flags & 3 or any(letter in mode for letter in "wax+")
            if is_written or not str(args[0]).startswith(OURS):
                self.heard.append(f"open {args[0]!r:.80}")


def read(name: str, body: bytes) -> str:
    """Read one input to its end; give what is wrong with that, or nothing."""
    given = Given(body, Origin(None, f"a{BY_NAME[name].endings[0]}"))
    try:
        for one in itertools.islice(outcomes(given, name), MOST_ENTRIES):
            if isinstance(one, Rejected):
                continue
            texts = [one.html, *(left.html for left in one.removed)]
            if found := [fault for text in texts for fault in faults(text)]:
                return f"ACTIVE {found[:2]}"
            if any(SECRET in text for text in (*texts, one.text, one.title)):
                return "ESCAPED it holds the words of another file"
    except (UserError, MemoryError):
        return ""
    except TimeoutError:
        return f"SLOW more than {FILE_SECONDS:.0f} s"
    except Exception as error:
        return f"BUG {error!r:.200}"
    return ""


def fuzz(name: str, seconds: float, seed: int, first: int = 0) -> int:
    """Spoil and read files of a format for so long; give how many."""
    SECRET_FILE.write_text(SECRET)
    try:
        for number in range(4):
            read(name, seeds(name)[number % len(seeds(name))])  # what is loaded lazily
        watch, end = Watch(), time.monotonic() + seconds
        for number in itertools.count(first):
            if time.monotonic() > end:
                return number
            body = spoilt(name, seed, number)
            signal.setitimer(signal.ITIMER_PROF, FILE_SECONDS)
            watch.is_on = True
            said = read(name, body)
            watch.is_on = False
            signal.setitimer(signal.ITIMER_PROF, 0)
            if watch.heard:
                said = f"ESCAPED {watch.heard[:2]}"
                watch.heard.clear()
            if said:
                print(f"{name} {seed} {number}: {said}", flush=True)
            print(f"at {number}", file=sys.stderr, flush=True)
    finally:
        SECRET_FILE.unlink()
    raise AssertionError("unreachable")


def _late(*_: object) -> None:
    raise TimeoutError


def one_format(name: str, seconds: float, seed: int) -> int:
    """Fuzz a format in processes of its own, a new one where one died; print what was found. Gives the bad ones."""
    end, first, bad = time.monotonic() + seconds, 0, 0
    while (left := end - time.monotonic()) > 0:
        command = [sys.executable, "-m", "tests.faults.fuzz", "in", name, str(left), str(seed), str(first)]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        print(done.stdout, end="", flush=True)
        bad += len(done.stdout.splitlines())
        at = [line for line in done.stderr.splitlines() if line.startswith("at ")]
        first += len(at)
        if done.returncode:
            print(
                f"{name} {seed} {first}: DIED {done.returncode} {done.stderr[-300:]!r}", flush=True
            )
            bad, first = bad + 1, first + 1
    print(f"{name}: {first} inputs, {bad} bad", flush=True)
    return bad


def main(arguments: list[str]) -> int:
    match arguments:
        case ["in", name, seconds, seed, first]:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.signal(signal.SIGPROF, _late)
            fuzz(name, float(seconds), int(seed), int(first))
            return 0
        case ["again", name, seed, number, file]:
            Path(file).write_bytes(spoilt(name, int(seed), int(number)))
            return 0
        case [seconds, *rest]:
            seed, names = int((rest or ["1"])[0]), rest[1:] or list(BY_NAME)
            return int(sum(one_format(name, float(seconds), seed) for name in names) > 0)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
