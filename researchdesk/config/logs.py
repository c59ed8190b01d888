# SPDX-License-Identifier: MIT
"""The log: what the program did, for finding faults, and nothing of what the user reads or writes.

Only our own loggers are heard: the libraries we use put addresses and text into theirs. An exception leaves its class
and the lines of code it came through, since its message may quote the user.
"""

from __future__ import annotations

import logging
import os
import traceback
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from researchdesk.config import paths

if TYPE_CHECKING:
    from io import TextIOWrapper
    from pathlib import Path
    from types import TracebackType

OURS = "researchdesk"
FILES, BYTES = 5, 1_000_000
LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def file() -> Path:
    """Give the file the log is written to; older parts lie beside it with a number."""
    return paths.log_folder() / "researchdesk.log"


def start(level: int = logging.INFO) -> None:
    """Write the log into the log folder from now on; where no file can be written the program works without."""
    logger = logging.getLogger(OURS)
    stop()
    try:
        sink: logging.Handler = PrivateFile(
            file(), maxBytes=BYTES, backupCount=FILES - 1, encoding="utf-8"
        )
    except OSError:
        sink = logging.NullHandler()
    sink.setFormatter(Discreet(LINE))
    logger.addHandler(sink)
    logger.setLevel(level)


def stop() -> None:
    """Close the log; a later start goes on with it."""
    logger = logging.getLogger(OURS)
    for sink in list(logger.handlers):
        logger.removeHandler(sink)
        sink.close()


class PrivateFile(RotatingFileHandler):
    """A log file that only its owner can read."""

    def _open(self) -> TextIOWrapper:
        number = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return os.fdopen(number, "a", encoding=self.encoding)


class Discreet(logging.Formatter):
    """Writes of an exception its class and its way through the code, never its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Lay out one record; an exception among its values gives its class alone."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                type(value).__name__ if isinstance(value, BaseException) else value
                for value in record.args
            )
        return super().format(record)

    def formatException(  # noqa: N802 - the name in the standard library
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Lay out an exception and its causes without their messages."""
        lines = []
        error = ei[1]
        while error:
            lines += traceback.format_tb(error.__traceback__)
            lines.append(type(error).__name__ + "\n")
            error = error.__cause__ or error.__context__
        return "".join(lines).rstrip()
