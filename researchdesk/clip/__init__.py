# SPDX-License-Identifier: MIT
"""The clipping workshop: an address, a file or a pasted page becomes an article that can be trusted and checked.

May import config and model. The only package that uses the network, and only for the one address the user gave.
Pages are parsed in one child process; what the rest of the program calls is in `worker`, `text`, `address`, `bylines`.
"""
