# SPDX-License-Identifier: MIT
"""Search: words, the query language, the index, snippets. The only package that knows Whoosh.

May import `config` and `model`. Whoosh keeps the index (schema, segments, table of contents, lock) and writes it:
`schema.py`, `codec.py`, `files.py`, `writer.py` and `segments.py` know it. The query language, the evaluation and the
marks are ours and know nothing of it.
"""
