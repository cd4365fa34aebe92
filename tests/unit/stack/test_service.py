"""A service's process: it ends with its main function, and with whoever holds its lifeline."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SUPPORT = Path(__file__).parents[2] / "support"


@pytest.fixture
def lifeline() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)
    if writing in _open():
        os.close(writing)


def _open() -> set[int]:
    return {int(name) for name in os.listdir("/proc/self/fd")}  # noqa: PTH208 - numbers, not paths


def started(reading: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "tickstack.stack.service", str(reading), "lingering"],
        env={**os.environ, "PYTHONPATH": str(SUPPORT)},
        stdout=subprocess.PIPE,
        text=True,
        pass_fds=(reading,),
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_it_ends_with_its_main_function_whatever_threads_it_leaves(lifeline: tuple[int, int]) -> None:
    with started(lifeline[0]) as process:
        process.terminate()
        assert process.wait(20) == 3


def test_it_ends_when_the_lifeline_is_cut(lifeline: tuple[int, int]) -> None:
    with started(lifeline[0]) as process:
        os.close(lifeline[1])
        assert process.wait(20) == 3
