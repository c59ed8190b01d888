# SPDX-License-Identifier: MIT
"""Paths, settings, logs and child processes. May import model and the standard library, and platformdirs."""
