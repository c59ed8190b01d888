# SPDX-License-Identifier: MIT
"""How readers of several languages say a surname: what lets Johnson and Džonson, Schukow and Žukov meet."""

from __future__ import annotations

import re

_READINGS = r"""
German       tsch→C  z→c  (?<![^aeioudnlr])s(?=[aeioumnlw])→z  C→c
German       (?<!t)sch→Z  tsch→C  z→c  (?<![^aeioudnlr])s(?=[aeioumnlw])→z  C→c  Z→z
German       ae→e
German       oe→e
German       ee→e
German       tzsch→c
French       tch→C  ch→s  j|g(?=[eiy])→z  c(?=[eiy])→s  a?ul?[tdx]$→o  e?au→o  ai→e  oi→oa  c→k  C→c
             (?<=[a-z]{3})e$→  (?<=[aeioun])[dtsx]$→
French       (?<!s)(?<!t)ch→sh
French       gu(?=[ei])→g
English      tch|ch→C  c(?=[eiy])→s  c→k  C→c  ^j→dz  ight→ait  ow→au  aw→o  ew→ju  ^al(?=[^aeiou])→ol
             u(?=r)→e  ai(?=r)→e  (?<=[^aeiou])u(?=[^aeiou])→a  (?<=[aeiou])h(?=[^aeiou])→
             ea|ee→i  i(?=[^aeiou]e)→ai  a(?=[^aeiou]es?$)→ei  (?<=[a-z]{3})e(?=s?$)→
English      (?<=[aeiou])h(?=[^aeiou])→  ^j→dz  ^th→t  ea→e  a(?=c?k)→e  ch(?=r)→k  ie$→i
English      j→dz
Polish       cz→C  ch→h  C→c
Hungarian    gy→d  cs→c  zs→z  ny→n  ty→t
Dutch        ui|uy→oi  c→k
Turkish      c→dz
Romance      c(?=[eiy])→s
Spanish      c(?=[eiy])→s  z$→s
Spanish      z$→s
Spanish      j|g(?=[ei])→h
Italian      c(?=[aou]|[lrt])→k
Chinese      ^x→s
Albanian     xh→dz
Slavic       z→c
Slavic       ^s(?=[aeiou])→z
Slavic       ^j(?=e)|^y(?=e)→
Slavic       c→ch
Slavic       (?<![bcdgkprstz])h→g
Slavic       dz→d
Japanese     dz→z
"""
"""A reading a line: patterns and what they become, one after the other; a capital is not to be changed again."""

Reading = list[tuple[re.Pattern[str], str]]


def readings() -> list[Reading]:
    """Give the readings, each as patterns and what they become."""
    found: list[Reading] = []
    for line in _READINGS.strip().splitlines():
        rules = line.split()
        if not line.startswith(" "):
            rules = rules[1:]
            found.append([])
        parts = (rule.partition("→") for rule in rules)
        found[-1] += [(re.compile(pattern), becomes) for pattern, _, becomes in parts]
    return found
