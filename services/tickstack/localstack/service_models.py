"""botocore's descriptions of AWS's services, each parsed once for the whole process and kept without its prose.

Stock parses them for every session anew, some 20 MB each time, and sessions are many: LocalStack and moto have their
own, and a deployment makes one for every step. LocalStack's index of all 400 services, built when a folder of state is
new, would leave 400 MB more behind: another process builds it.
"""

import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from botocore.loaders import JSONFileLoader
from localstack.aws import spec

BUILD = "import sys; from localstack.aws import spec; spec.build_service_index_cache(sys.argv[1])"
INSTALLATION = Path(sys.prefix) / "var" / "localstack"
BUILD_TIME = 300.0  # seconds, at most

Opener = Callable[[str, str], BinaryIO]


def share() -> None:
    """Let every loader of this process share what it reads, and another process build the index."""
    loader: Any = JSONFileLoader
    loader._load_file = _load  # noqa: SLF001 - what is mended
    stock: Any = spec
    stock.build_service_index_cache = build_index


def build_index(file: str, build: str = BUILD, installation: Path = INSTALLATION) -> Any:
    """Put the index of services into ``file``; return it. Raises CalledProcessError, TimeoutExpired.

    It is the same for every stack of this installation, and takes seconds: it is built by ``build`` once and kept.
    """
    kept = installation / Path(file).name
    if not kept.is_file():
        with contextlib.suppress(OSError):  # an installation that may only be read
            kept.parent.mkdir(parents=True, exist_ok=True)
        kept = kept if os.access(kept.parent, os.W_OK) else Path(file)
        new = f"{kept}.{os.getpid()}"
        try:
            subprocess.run([sys.executable, "-c", build, new], check=True, timeout=BUILD_TIME)
            Path(new).replace(kept)
        finally:
            Path(new).unlink(missing_ok=True)
    if kept != Path(file):
        shutil.copyfile(kept, file)
    stock: Any = spec
    return stock.load_service_index_cache(file)


def _load(_loader: JSONFileLoader, path: str, opener: Opener) -> Any:
    return document(path, opener) if Path(path).is_file() else None


@functools.cache
def document(path: str, opener: Opener) -> Any:
    """Parse the file at ``path``. What changes it afterwards, botocore's own extras, does so to the same end again."""
    with opener(path, "rb") as file:
        return json.load(file, object_pairs_hook=_without_prose)


def _without_prose(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Empty the prose: botocore takes for granted that it is there."""
    return {key: "" if key == "documentation" and isinstance(value, str) else value for key, value in pairs}
