# SPDX-License-Identifier: MIT
"""Names that vulture thinks unused, since others call for them: arguments of overridden methods and of call-backs."""

trace  # argument of __exit__
byteids, docnum, safe  # arguments of Whoosh's codec and storage
disambiguation  # argument of QTranslator.translate
