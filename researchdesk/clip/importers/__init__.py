# SPDX-License-Identifier: MIT
"""One file a format, called as in `model/formats.py`: `recognise` says how likely a file is one, `read` gives it."""
