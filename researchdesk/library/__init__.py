# SPDX-License-Identifier: MIT
"""The application without its window: verbs by noun, the library first. May import the workshops, config and model."""
