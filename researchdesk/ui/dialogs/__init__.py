# SPDX-License-Identifier: MIT
"""The few dialogs: addresses, libraries, settings, help, bugs."""
