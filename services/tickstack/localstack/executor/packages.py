"""The unzipped packages of functions and layers, kept by the hash of their zip file.

A package that a former run of the stack has unzipped is not unzipped again, and the modules that its functions
compiled, which are kept apart from the package, stay valid.
"""

import base64
import contextlib
import os
import shutil
import time
from pathlib import Path
from typing import Protocol

UNUSED = 7 * 24 * 3600  # seconds after which a package that no function uses is removed


class Code(Protocol):
    """A zip file of LocalStack's Lambda provider."""

    @property
    def code_sha256(self) -> str:
        """Return the hash of the zip file, in base64."""

    def is_hot_reloading(self) -> bool:
        """Tell whether it stands for a folder of the user."""

    def get_unzipped_code_location(self) -> Path:
        """Return where LocalStack unzips it."""

    def prepare_for_execution(self) -> None:
        """Unzip it."""


class Packages:
    """The folder of unzipped packages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def folder(self, code: Code) -> Path:
        """Return the folder of ``code``, unzipping it if need be."""
        if code.is_hot_reloading():
            return code.get_unzipped_code_location()
        target = self._folder / base64.b64decode(code.code_sha256).hex()[:32]
        if not target.is_dir():
            self._forget_unused()
            code.prepare_for_execution()
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(OSError):  # another function with the same package was faster
                code.get_unzipped_code_location().rename(target)
        os.utime(target)
        return target

    def _forget_unused(self) -> None:
        if not self._folder.is_dir():
            return
        for package in self._folder.iterdir():
            with contextlib.suppress(OSError):
                if package.stat().st_mtime < time.time() - UNUSED:
                    shutil.rmtree(package)
