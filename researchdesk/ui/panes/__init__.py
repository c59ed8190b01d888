# SPDX-License-Identifier: MIT
"""The parts of the window that know research."""
