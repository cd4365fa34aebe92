import os
import queue
import select
import signal
import sys
from pathlib import Path

import pytest

from tickstack.localstack.executor.events import Exit
from tickstack.localstack.executor.process import Command, FunctionProcess


def started(code: str, folder: Path, memory_size: int = 128) -> tuple[FunctionProcess, "queue.SimpleQueue[Exit]"]:
    ends: queue.SimpleQueue[Exit] = queue.SimpleQueue()
    command = Command([sys.executable, "-S", "-c", code], {"WHO": "me"}, folder, memory_size)
    return FunctionProcess(command, ends.put), ends


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("pass", Exit(0)),
        ("raise SystemExit(3)", Exit(3)),
        ("import os; os.abort()", Exit(-signal.SIGABRT)),
        ("x = bytearray(300_000_000)\nwhile True: pass", Exit(-signal.SIGKILL)),
    ],
)
def test_the_end_is_told_once(tmp_path: Path, code: str, end: Exit) -> None:
    _, ends = started(code, tmp_path)
    assert ends.get(timeout=30) == end
    assert ends.empty()


def test_output_environment_and_folder(tmp_path: Path) -> None:
    code = "import os, sys; print(os.environ['WHO'], os.getcwd(), 'HOME' in os.environ); sys.stderr.write('bad\\n')"
    process, ends = started(code, tmp_path)
    ends.get(timeout=30)
    assert sorted(process.output.take().splitlines()) == ["bad", f"me {tmp_path} False"]
    assert process.output.take() == ""


def test_much_output_does_not_block_the_process(tmp_path: Path) -> None:
    process, ends = started("print('x' * 1_000_000)", tmp_path)
    assert ends.get(timeout=30) == Exit(0)
    assert len(process.output.take()) == 1_000_001


def test_stop_ends_a_process_that_ignores_the_request_and_its_children(tmp_path: Path) -> None:
    code = f"""
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    open({str(tmp_path / "child")!r}, "w").write(str(os.getpid()))
    os.rename({str(tmp_path / "child")!r}, {str(tmp_path / "pid")!r})
    print("up", flush=True)
while True: time.sleep(60)
"""
    process, ends = started(code, tmp_path)
    while "up" not in process.output.take():
        assert ends.empty()
    child = int((tmp_path / "pid").read_text())
    ended = os.pidfd_open(child)
    try:
        process.stop()
        assert ends.get(timeout=30) == Exit(-signal.SIGKILL)
        assert select.select([ended], [], [], 30)[0]
    finally:
        os.close(ended)


def test_a_command_that_cannot_start_says_so(tmp_path: Path) -> None:
    ends: queue.SimpleQueue[Exit] = queue.SimpleQueue()
    process = FunctionProcess(Command(["/nonexistent/python"], {}, tmp_path, 128), ends.put)
    assert ends.get(timeout=30) == Exit(-signal.SIGKILL)
    assert "cannot start /nonexistent/python" in process.output.take()
