# SPDX-License-Identifier: MIT
"""One file a format, by the name in `model/formats.py`: `recognise` says how likely a file is of it, `read` gives its entries."""
