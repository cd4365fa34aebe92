"""A real process, killed for real at any moment, loses nothing that it acknowledged."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from own_stack import ROOT, until

PROGRAM = ROOT / "tests" / "support" / "firehose_process.py"
KILLS = 6


def started(folder: Path, run: int, producers: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, str(PROGRAM), str(folder), str(run), str(producers)])


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def lines(paths: list[Path]) -> Counter[bytes]:
    return Counter(line for path in paths for line in path.read_bytes().splitlines())


def test_kill_9_loses_no_acknowledged_record(tmp_path: Path) -> None:
    chance = random.Random(3)
    notes = tmp_path / "acknowledged"
    for run in range(KILLS):
        wanted = size(notes) + chance.randrange(1, 100_000)
        process = started(tmp_path, run, producers=3)
        until(lambda: size(notes) >= wanted, "acknowledged records")  # noqa: B023 - called at once
        process.kill()
        process.wait()
    assert started(tmp_path, KILLS, producers=0).wait(60) == 0
    acknowledged = lines([notes])
    delivered = lines([path for path in (tmp_path / "objects").iterdir() if path.suffix != ".part"])
    assert max(acknowledged.values()) == 1
    assert acknowledged.keys() <= delivered.keys()
    assert sorted(path.name for path in (tmp_path / "state").glob("*/*")) == ["stream.json"]
