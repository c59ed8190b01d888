# SPDX-License-Identifier: MIT
"""The library on disk: one SQLite file, its undo history, its attachments. The only package that knows SQL.

May import `config` and `model`. No sqlite3 exception leaves it: `door.py` turns them into errors of the user.
"""
