"""``python -m tickstack.stack.service FD MODULE``: run MODULE, and end with the process that holds FD's other end.

The supervisor keeps the writing end of a pipe. When it dies, by whatever signal, the kernel closes the pipe and each
service ends itself: politely first, then with its whole process group. A service whose main function has returned has
ended, whatever threads it leaves: LocalStack may start a service, and its threads, while it stops.
"""

import logging
import os
import runpy
import signal
import sys
import threading
import time
from collections.abc import Sequence
from typing import NoReturn

GRACE = 15.0


def _end_with(descriptor: int) -> None:
    os.read(descriptor, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def main() -> None:
    descriptor, module = int(sys.argv[1]), sys.argv[2]
    os.set_inheritable(descriptor, False)
    threading.Thread(target=_end_with, args=(descriptor,), daemon=True, name="lifeline").start()
    run(module, sys.argv[3:])


def run(module: str, arguments: Sequence[str]) -> NoReturn:
    """Run ``module`` as ``python -m`` does, and end the process with its main function."""
    sys.argv = [module, *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        _exit(end.code)
    _exit(None)


def _exit(code: str | int | None) -> NoReturn:
    if isinstance(code, str):
        print(code, file=sys.stderr)
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main()
