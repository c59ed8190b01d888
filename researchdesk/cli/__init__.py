# SPDX-License-Identifier: MIT
"""The command line: read arguments, call library, print. May import library, config, model and click."""
