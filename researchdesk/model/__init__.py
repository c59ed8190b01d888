# SPDX-License-Identifier: MIT
"""The nouns of ResearchDesk as frozen structs, errors, changes. May import the standard library and msgspec only."""
