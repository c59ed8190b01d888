# SPDX-License-Identifier: MIT
"""People and countries: recognise them in a text, judge names. May import config and model."""
