"""The Lambda runtimes that this machine can offer: an interpreter and a folder with AWS's runtime client and SDK."""

import dataclasses
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tickstack.errors import NotSupportedError

PYTHON = re.compile(r"python(3)\.(\d+)")


@dataclasses.dataclass(frozen=True)
class Runtime:
    """A runtime: AWS's name of it, its interpreter, and the folder that AWS calls ``/var/runtime``."""

    name: str
    interpreter: str
    folder: Path


def find(name: str | None, runtimes: Path, which: Callable[[str], str | None] = shutil.which) -> Runtime:
    """Return the runtime ``name``, whose folder is below ``runtimes``.

    Raises NotSupportedError, which says what is missing, when this machine cannot run it.
    """
    match = PYTHON.fullmatch(name or "")
    if match is None:
        raise NotSupportedError(f"the Lambda runtime {name}: only Python functions packed as zip files run here")
    assert name is not None
    folder = runtimes / name
    if not (folder / "awslambdaric").is_dir():
        raise NotSupportedError(f"the Lambda runtime {name} here: {folder} has no awslambdaric")
    interpreter = _interpreter(name, (int(match[1]), int(match[2])), which)
    if interpreter is None:
        raise NotSupportedError(f"the Lambda runtime {name} here: there is no {name} on the PATH")
    return Runtime(name, interpreter, folder)


def _interpreter(name: str, version: tuple[int, int], which: Callable[[str], str | None]) -> str | None:
    if version == sys.version_info[:2]:
        # the base interpreter: LocalStack's virtual environment would lend its packages to functions that lack them
        return str(getattr(sys, "_base_executable", sys.executable))
    return which(name)
