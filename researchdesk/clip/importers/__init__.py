# SPDX-License-Identifier: MIT
"""One file a format: `recognise` says how likely a text is of it, `read` makes a draft of an article."""
