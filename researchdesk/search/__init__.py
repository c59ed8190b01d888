# SPDX-License-Identifier: MIT
"""Search: words, the query language, the index, snippets. The only package that knows Whoosh.

May import `config` and `model`. Whoosh keeps the index: fields (`schema`), segments, table of contents. `writer` writes
it with Whoosh's writer and `segments` reads it; `codec` and `storage` say how postings and files lie on the disk. The
query language, its evaluation and the marks are ours and know nothing of Whoosh.
"""
