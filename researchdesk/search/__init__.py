# SPDX-License-Identifier: MIT
"""Search: words, the query language, the index, snippets. The only package that knows Whoosh.

May import `config` and `model`. Whoosh says what fields there are (`schema`) and keeps two writers apart (`lock`).
Documents come in by `inversion`, segments become one by `joining`, `writer` does both for a commit; `arrays` is how
they lie on the disk, `segments` how they are read. The query language, its evaluation and the marks know nothing of
Whoosh.
"""
