# SPDX-License-Identifier: MIT
"""An article or a note on paper: documents without a window, their pages, and a PDF of them. May import panes."""
