# SPDX-License-Identifier: MIT
"""The nouns of ResearchDesk as frozen dataclasses, errors, changes. May import the standard library only."""
