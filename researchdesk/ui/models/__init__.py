# SPDX-License-Identifier: MIT
"""One item model for each list; fed with plain rows."""
