"""A real process, killed for real a hundred times at any moment, loses nothing that it acknowledged."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from own_stack import ROOT, until

PROGRAM = ROOT / "tests" / "support" / "firehose_process.py"
KILLS = 100


class Nursery:
    """Starts Firehoses over one folder, one at a time."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, run: int, producers: int) -> int:
        """The process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{run} {producers}\n")
        self._process.stdin.flush()
        return self._answer()

    def ended(self) -> int:
        """The exit code of what was started last, once it has ended."""
        return self._answer()

    def close(self) -> None:
        self._process.communicate(timeout=60)

    def _answer(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    nursery = Nursery(tmp_path)
    yield nursery
    nursery.close()


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def count(folder: Path) -> int:
    return len(list(folder.iterdir())) if folder.exists() else 0


def lines(paths: list[Path]) -> Counter[bytes]:
    return Counter(line for path in paths for line in path.read_bytes().splitlines())


def moment(folder: Path, chance: random.Random) -> Callable[[], bool]:
    """When to kill: at once, after so many acknowledged bytes, or after so many objects."""
    notes, objects = folder / "acknowledged", folder / "objects"
    acknowledged, delivered = size(notes), count(objects)
    more, further = chance.randrange(1, 50_000), chance.randrange(1, 6)
    return chance.choice(
        [
            lambda: True,
            lambda: size(notes) >= acknowledged + more,
            lambda: size(notes) >= acknowledged + more,
            lambda: count(objects) >= delivered + further,
        ]
    )


@pytest.mark.timeout(600)
def test_kill_9_loses_no_acknowledged_record(tmp_path: Path, nursery: Nursery) -> None:
    chance = random.Random(3)
    for run in range(KILLS):
        reached = moment(tmp_path, chance)
        process = nursery.start(run, producers=3)
        until(lambda: reached() or None, "the moment")  # noqa: B023 - called at once
        os.kill(process, signal.SIGKILL)
        assert nursery.ended() == -signal.SIGKILL
    nursery.start(KILLS, producers=0)
    assert nursery.ended() == 0
    acknowledged = lines([tmp_path / "acknowledged"])
    objects = [path for path in (tmp_path / "objects").iterdir() if path.suffix != ".part"]
    assert len(acknowledged) > KILLS
    assert max(acknowledged.values()) == 1
    for copy in ("data", "backup"):
        assert acknowledged.keys() <= lines([path for path in objects if path.name.startswith(copy)]).keys()
    assert not [path.name for path in objects if path.name.startswith("errors")]
    assert {path.suffix for path in (tmp_path / "state").glob("*/*")} == {".json"}
