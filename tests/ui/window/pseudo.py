# SPDX-License-Identifier: MIT
"""A language for tests alone: English with accents, two fifths longer, each sentence in brackets."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale

from researchdesk.ui.languages import Language

ACCENTS = str.maketrans("aeiouycdnsAEIOUYCDNS", "àéîöûýçďñšÀÉÎÖÛÝÇĎÑŠ")
PLACE = re.compile(r"(\{\w+\})")
DATE = re.compile(r"[dMy ]+")
OPEN, CLOSE = "⟦", "⟧"


class Pseudo(Language):
    def look_up(self, english):
        if DATE.fullmatch(english):
            return None
        parts = PLACE.split(english)
        words = "".join(
            part if at % 2 else part.translate(ACCENTS) for at, part in enumerate(parts)
        )
        more = round(0.4 * len(english))
        longer = " ".join(["öñé"] * (more // 4)) + "~" * (more % 4)
        return f"{OPEN}{words} {longer}{CLOSE}" if len(english) > 2 else f"{OPEN}{words}{CLOSE}"

    def fitted(self, words):
        return self.look_up(words.replace("{", "(").replace("}", ")"))


PSEUDO = Pseudo("pseudo", "pseudo", QLocale("en_GB"))
