# SPDX-License-Identifier: MIT
"""Measure the recogniser: start-up, CPU ms per 500 words, one text of 40,000 words, name look-up, memory.

    python -m tests.bench.recognise [--articles 400] [--words 40000]

Exit status 1 when 500 words cost more than three times the budget. The texts are those of the sample library. To score
documents of one's own, let the scorer speak to `python -m researchdesk recognise --batch`.
"""

from __future__ import annotations

import argparse
import html
import itertools
import re
import resource
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from researchdesk.config import paths
from researchdesk.entities import names
from researchdesk.entities.answers import recognised
from researchdesk.entities.known import KnownForms
from researchdesk.entities.lists import words_of
from researchdesk.entities.tagger import is_tagger_there

if TYPE_CHECKING:
    from collections.abc import Callable

BUDGET = 25.0  # CPU ms per 500 words
SLACK = 3
KNOWN = 20_000  # name forms of a large library
START = (
    "from researchdesk.entities.answers import recognise_here; recognise_here('Nikola Tesla', 'en')"
)


def cpu(work: Callable[[], object]) -> float:
    """Give the CPU seconds of a call."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def sample_words() -> list[str]:
    """Give the words of the sample articles, without their tags."""
    folder = paths.resource("welcome/articles")
    pages = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)) for page in pages).split()


def article(words: list[str], number: int, length: int) -> str:
    """Give one text of so many words, each another cut of the sample."""
    start = (number * 137) % len(words)
    times = length // len(words) + 2
    return " ".join((words * times)[start : start + length])


def start_up() -> float:
    """Give the CPU seconds of a process that recognises one name."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", START], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def mean_cost(texts: list[str], known: KnownForms) -> tuple[float, float]:
    """Give the mean and the highest CPU ms of a text."""
    times = []
    for text in texts:
        begun = time.process_time()
        recognised(text, "en", known)
        times.append(1000 * (time.process_time() - begun))
    return statistics.mean(times), max(times)


def main() -> int:
    """Measure, print, and compare with the budget."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--words", type=int, default=40_000)
    options = parser.parse_args()
    words, nobody = sample_words(), KnownForms(())
    print(f"tagger: {'there' if is_tagger_there() else 'none'}; start-up {start_up():.2f} CPU s")
    texts = [article(words, number, 500) for number in range(options.articles)]
    recognised(texts[0], "en", nobody)
    mean, most = mean_cost(texts, nobody)
    print(f"500 words: {mean:.1f} ms CPU, worst {most:.1f}; 5,000 articles: {5 * mean:.0f} s")
    pairs = zip(sorted(words_of("given_names")), sorted(words_of("family_names")), strict=False)
    forms = [f"{given.title()} {family.title()}" for given, family in pairs][:KNOWN]
    known = KnownForms((form, number) for number, form in enumerate(forms))
    with_known, _ = mean_cost(texts[:100], known)
    print(f"500 words beside {len(forms)} known forms: {with_known:.1f} ms CPU")
    long = article(words, 1, options.words)
    print(f"{options.words} words in one text: {cpu(lambda: recognised(long, 'en', nobody)):.2f} s")
    few = forms[:2000]
    keys = cpu(lambda: [names.lookup_keys(form) for form in few])
    matches = cpu(lambda: [names.match(one, other) for one, other in itertools.pairwise(few)])
    print(f"keys of a form: {1e6 * keys / 2000:.0f} us; a match: {1e6 * matches / 2000:.0f} us")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return int(mean > BUDGET * SLACK)


if __name__ == "__main__":
    sys.exit(main())
