# SPDX-License-Identifier: MIT
"""Passages and how they are found again, notes in Markdown and what they cite. The only package that knows markdown_it.

May import `config` and `model`. It never sees the store: texts, spans and ids are handed in and handed back.
"""
