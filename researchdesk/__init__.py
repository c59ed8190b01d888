# SPDX-License-Identifier: MIT
"""ResearchDesk: a desktop research notebook for one researcher on their own computer."""

__version__ = "0.1.0"
