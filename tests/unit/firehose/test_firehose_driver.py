"""The threads of a stream: work is done beside what waits for more, in a thread of its own while there is one."""

import threading

import pytest

from firehose_fakes import PATIENCE
from tickstack.clock import SystemClock
from tickstack.firehose.buffers import AT_ONCE, NEVER
from tickstack.firehose.driver import Driver, Work


class Jobs:
    """Work that is due at once, and the driver that does it."""

    def __init__(self, *work: Work) -> None:
        self.changed = threading.Condition()
        self._work = list(work)
        self.driver = Driver("s", SystemClock(), self.changed, self._take, self._due)

    def _take(self, _now: float) -> Work | None:
        return self._work.pop(0) if self._work else None

    def _due(self) -> float:
        return AT_ONCE if self._work else NEVER

    def start(self) -> bool:
        with self.changed:
            return self.driver.start()

    def stop(self) -> None:
        with self.changed:
            self.driver.stop()


def test_work_does_not_wait_for_other_work() -> None:
    second, all_done = threading.Event(), threading.Event()

    def first() -> None:
        assert second.wait(PATIENCE)
        all_done.set()

    jobs = Jobs(first, second.set)
    assert (jobs.start(), jobs.start()) == (True, False)
    assert all_done.wait(PATIENCE)
    jobs.stop()


def test_after_the_end_nothing_begins() -> None:
    done = threading.Event()
    jobs = Jobs(done.set)
    jobs.stop()
    assert (jobs.start(), done.is_set()) == (False, False)


def test_without_another_thread_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    jobs = Jobs(lambda: None, done.set)
    begin = threading.Thread.start
    started: list[threading.Thread] = []

    def start(thread: threading.Thread) -> None:
        if started:
            raise RuntimeError("can't start new thread")
        started.append(thread)
        begin(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    jobs.start()
    assert done.wait(PATIENCE)
    jobs.stop()
