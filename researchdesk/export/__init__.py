# SPDX-License-Identifier: MIT
"""Write works, notes and annotations in the forms of other programs, one file a form.

May import config and model. It reads no library: what is to be written is handed in.
"""
