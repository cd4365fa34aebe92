"""How much memory a process and its children hold, read from ``/proc``."""

import os
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
MIB = 1024 * 1024


def resident(pid: int) -> int:
    """Return the resident bytes of process ``pid`` and of all that it started; 0 when it is gone."""
    process = Path("/proc") / str(pid)
    try:
        own = int((process / "statm").read_text().split()[1]) * PAGE
        children = [child for task in (process / "task").iterdir() for child in _children(task)]
    except (OSError, IndexError):
        return 0
    return own + sum(resident(child) for child in children)


def _children(task: Path) -> list[int]:
    try:
        return [int(pid) for pid in (task / "children").read_text().split()]
    except OSError:
        return []  # the thread ended, or the kernel does not list children
