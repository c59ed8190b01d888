# SPDX-License-Identifier: MIT
"""The Qt window. May import library, config and model; only this package imports PySide6."""
