# SPDX-License-Identifier: MIT
"""Two short texts about well-documented people, for the tests of the library."""

from __future__ import annotations

VISIT = """The Danube commission met in Belgrade

Mihajlo Pupin arrived in Belgrade from the United States in the spring of 1919, and the paper of that week said so.

The government of Serbia had asked Pupin for advice. Milutin Milanković was in the room as well.

The talks went on for three days. Italy sent nobody, and nobody had expected it.

See also: Belgium remembers its canals
"""

ELSEWHERE = """The bridge at Novi Sad

Mihajlo Pupin wrote about the bridge in his memoirs. The Kingdom of Italy had delivered the steel.

Mileva Marić was born not far from here, in Titel, in 1875.
"""
