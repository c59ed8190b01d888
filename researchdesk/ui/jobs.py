# SPDX-License-Identifier: MIT
"""Work off the GUI thread.

One thread holds the open library and makes all changes, in the order in which they were asked for. A pool of two
answers short questions; a second pool does what may take long (fetching a page, indexing, recognising names), so that
it never stands in the way of a question. Results, errors and cancels arrive on the GUI thread. An exception that is no
error of the user is raised again there, where the window's door for bugs is.
"""

from __future__ import annotations

import itertools
import logging
from collections import deque
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from researchdesk.model.errors import Cancelled, UserError
from researchdesk.model.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

logger = logging.getLogger(__name__)

T = TypeVar("T")
SHOWN_AFTER = 400  # ms: shorter work is not worth a word in the status bar


class Job:
    """One piece of work: what the status bar says of it, how far it is, and its cancel."""

    def __init__(self, number: int, words: str, progress: Progress, key: str | None) -> None:
        self.number = number
        self.key = key
        self.is_change = False
        self.words = words
        self.progress = progress
        self.done = 0
        self.total: int | None = None
        self.detail = ""
        self.is_stopping = False
        self.is_forgotten = False
        self.then: Callable[[Any], None] | None = None
        self.failed: Callable[[BaseException], None] | None = None
        self.future: Future[Any] | None = None

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work that has not begun never begins."""
        self.is_stopping = True
        self.progress.cancel()
        if self.future is not None:
            self.future.cancel()

    def forget(self) -> None:
        """Cancel, and let nobody hear of the result."""
        self.is_forgotten = True
        self.cancel()


def is_gone(receiver: Callable[..., Any]) -> bool:
    """Say whether this is a method of a part of the window that was closed meanwhile."""
    owner = getattr(getattr(receiver, "func", receiver), "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


class Jobs(QObject):
    """The threads of the window."""

    shown = Signal(object)  # Job: it has run long enough to be worth a word
    moved = Signal(object)  # Job: it is further than it was, or stopping
    ended = Signal(object)  # Job
    closing = Signal()  # the last moment at which somebody can be answered
    idle = Signal()  # nothing runs or waits any more
    released = Signal()  # what all waited for is answered: the first list of a library
    failed = Signal(object)  # UserError of a job that has nobody of its own to tell

    _reported = Signal(object, int, object, str)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="pool")
        self._long = ThreadPoolExecutor(3, thread_name_prefix="long")
        self._running: dict[int, Job] = {}
        self._newest: dict[str, Job] = {}
        self._first: str | None = None  # the key of the question that all others wait for
        self._held: list[Callable[[], None]] = []
        self._numbers = itertools.count(1)
        self._is_closed = False
        self._arrived: deque[int] = deque()
        self._handing = QTimer(self)
        self._handing.setInterval(0)
        self._handing.timeout.connect(self._on_turn)
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """True when nothing runs or waits."""
        return not self._running

    def change(
        self,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        *,
        words: str = "",
    ) -> Job:
        """Run work in the library thread, after all that was asked for before it."""
        return self._begin(self._library, work, then, failed, words=words)

    def ask(
        self,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        *,
        key: str | None = None,
    ) -> Job:
        """Run a short question in the pool; with a key only the newest question of that key is heard of."""
        job = self._begin(self._pool, work, then, failed, key=key)
        if key is not None:
            before = self._newest.get(key)
            if before is not None:
                before.forget()
            self._newest[key] = job
        return job

    def run(
        self,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        *,
        words: str = "",
    ) -> Job:
        """Run work that may take long; with words the status bar shows it after a moment."""
        return self._begin(self._long, work, then, failed, words=words)

    @contextmanager
    def first(self, key: str) -> Iterator[None]:
        """Let what is asked in here, and what is asked then, wait until the question of this key is answered."""
        self._first = key
        yield
        if key not in self._newest:
            self._release()

    def _release(self) -> None:
        self._first = None
        held, self._held = self._held, []
        for begin in held:
            begin()
        self.released.emit()

    def in_library(self, work: Callable[[], T]) -> T:
        """Carry out work in the library thread, from within work in another; raise Cancelled when that has ended."""
        try:
            return self._library.submit(work).result()
        except (RuntimeError, CancelledError) as error:
            if self._is_closed:
                raise Cancelled from error
            raise

    def forget_questions(self) -> None:
        """Let nobody hear of what was asked of a library that is open no more; changes are made all the same."""
        for job in list(self._running.values()):
            if not job.is_change:
                job.forget()

    def close(self) -> None:
        """Make the changes that wait, drop the questions, end the threads."""
        self.closing.emit()
        self._is_closed = True
        for job in list(self._running.values()):
            job.is_forgotten = True
            job.progress.cancel()
        self._library.shutdown(
            wait=True
        )  # closes the library, whose child processes end the long work
        self._long.shutdown(wait=True, cancel_futures=True)
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._handing.stop()
        self._arrived.clear()
        self._held.clear()
        self._running.clear()
        self._newest.clear()

    def _begin(
        self,
        where: ThreadPoolExecutor,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
        *,
        words: str = "",
        key: str | None = None,
    ) -> Job:
        number = next(self._numbers)
        progress = Progress(lambda *how: self._report(number, *how))
        job = Job(number, words, progress, key)
        job.then, job.failed = then, failed
        job.is_change = where is self._library
        if self._is_closed:
            return job
        self._running[number] = job
        if words:
            QTimer.singleShot(SHOWN_AFTER, self, lambda: self._show(number))

        def begin() -> None:
            job.future = where.submit(work, progress)
            job.future.add_done_callback(lambda _: self._tell(number))
            if job.is_stopping:
                job.future.cancel()

        if self._first in (None, key) or job.is_change:
            begin()
        else:
            self._held.append(begin)
        return job

    def _report(self, number: int, done: int, total: int | None, words: str) -> None:
        if not self._is_closed:
            self._reported.emit(number, done, total, words)

    def _tell(self, number: int) -> None:
        if not self._is_closed:
            self._finished.emit(number)

    def _show(self, number: int) -> None:
        if job := self._running.get(number):
            self.shown.emit(job)

    @Slot(object, int, object, str)
    def _on_reported(self, number: int, done: int, total: int | None, words: str) -> None:
        if job := self._running.get(number):
            job.done, job.total, job.detail = done, total, words
            self.moved.emit(job)

    @Slot(object)
    def _on_finished(self, number: int) -> None:
        """Wait for a turn: a key or a click must not wait until all that has arrived is shown."""
        self._arrived.append(number)
        self._handing.start()

    def _on_turn(self) -> None:
        number = self._arrived.popleft()
        if not self._arrived:
            self._handing.stop()
        job = self._running.pop(number, None)
        if job is None or job.future is None:
            return
        if job.key is not None and self._newest.get(job.key) is job:
            del self._newest[job.key]
        self.ended.emit(job)
        try:
            self._hand_over(job, job.future)
        finally:
            if job.key == self._first and job.key not in self._newest:
                self._release()
            if not self._running:
                self.idle.emit()

    def _hand_over(self, job: Job, future: Future[Any]) -> None:
        error = CancelledError() if future.cancelled() else future.exception()
        if error is None:
            if not (job.then is None or job.is_forgotten or is_gone(job.then)):
                job.then(future.result())
            return
        if isinstance(error, CancelledError):
            error = Cancelled()
        if not job.is_forgotten:
            self._tell_failed(job, error)
        if not isinstance(error, (UserError, Cancelled)):
            raise error

    def _tell_failed(self, job: Job, error: BaseException) -> None:
        if job.failed is not None:
            job.failed(error)
        elif isinstance(error, UserError):
            self.failed.emit(error)
