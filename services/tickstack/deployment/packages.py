"""The functions' packages: sources and pinned dependencies in zips named by what went into them.

A package is built for the Lambda runtime whatever machine builds it, and kept under ``build/packages``; the
dependencies are kept on their own, so that a change of the sources is packaged at once.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tickstack.deployment import archive
from tickstack.errors import TickstackError

PYTHON = "3.13"
PLATFORM = "x86_64-manylinux_2_28"
FORMAT = "2"
MAX_UNZIPPED = 262_144_000
"""Lambda's limit of a function with its layers, in bytes: 250 MiB."""

Progress = Callable[[str, str], None]
"""Called with the function's name and what is done for it."""


class PackageError(TickstackError):
    """A package cannot be built, or Lambda would refuse it."""


@dataclass(frozen=True)
class Package:
    """One function's zip at ``path``; ``unzipped`` and ``zipped`` are bytes."""

    name: str
    path: Path
    zipped: int
    unzipped: int

    @property
    def key(self) -> str:
        """Its key in the artifact bucket."""
        return f"packages/{self.path.name}"

    @property
    def parameter(self) -> str:
        """The template's parameter for the key: ``DataCollectorKey`` for ``data_collector``."""
        return "".join(word.capitalize() for word in self.name.split("_")) + "Key"


@dataclass(frozen=True)
class Packages:
    """The packages of one template, in the order of their names."""

    packages: tuple[Package, ...]

    def __iter__(self) -> Iterator[Package]:
        return iter(self.packages)

    def parameters(self, bucket: str) -> dict[str, str]:
        """The template's parameters that say where the packages are."""
        return {"ArtifactBucket": bucket} | {package.parameter: package.key for package in self}


def build_packages(root: Path, progress: Progress = lambda _name, _step: None) -> Packages:
    """Build what is not built yet of every function below ``root/lambdas``, into ``root/build/packages``.

    Raises PackageError when dependencies cannot be installed or a package is larger than Lambda takes.
    """
    builder = _Builder(root / "build" / "packages", progress)
    folders = sorted(handler.parent for handler in (root / "lambdas").glob("*/handler.py"))
    if not folders:
        raise PackageError(f"{root / 'lambdas'} holds no function: a folder with a handler.py")
    return Packages(tuple(builder.build(folder) for folder in folders))


def build_dependencies(lambdas: Path, cache: Path) -> None:
    """Put the dependencies of every function below ``lambdas`` into ``cache``, for machines that install nothing.

    Raises PackageError when they cannot be installed.
    """
    builder = _Builder(cache, lambda _name, _step: None)
    for requirements in sorted(lambdas.glob("*/requirements.txt")):
        builder.dependencies(requirements.parent.name, requirements, requirements.read_bytes())


@dataclass(frozen=True)
class _Builder:
    cache: Path
    progress: Progress

    def build(self, folder: Path) -> Package:
        sources = [file for file in archive.files_below(folder) if not file.name.startswith("requirements")]
        requirements = folder / "requirements.txt"
        pinned = requirements.read_bytes() if requirements.exists() else b""
        texts = [text for file in sources for text in (file.as_posix().encode(), (folder / file).read_bytes())]
        path = self.cache / f"{folder.name}-{_digest(pinned, *texts)}.zip"
        if not path.exists():
            base = self.dependencies(folder.name, requirements, pinned) if pinned else None
            self.progress(folder.name, "adding the sources")
            with _completed(path) as unfinished:
                if base:
                    shutil.copyfile(base, unfinished)
                archive.add(unfinished, folder, sources, below=folder.name)
        package = Package(folder.name, path, path.stat().st_size, archive.unzipped_size(path))
        if package.unzipped > MAX_UNZIPPED:
            raise PackageError(
                f"{folder.name} is {package.unzipped:,} bytes unzipped; Lambda takes {MAX_UNZIPPED:,} (250 MiB)"
            )
        self.progress(folder.name, "ready")
        return package

    def dependencies(self, name: str, requirements: Path, pinned: bytes) -> Path:
        """The zip of what ``pinned``, the text of ``requirements``, names."""
        path = self.cache / f"dependencies-{_digest(pinned)}.zip"
        if not path.exists():
            with tempfile.TemporaryDirectory(prefix="tickstack-") as target:
                self.progress(name, "installing the dependencies")
                _install(requirements, Path(target))
                self.progress(name, "compressing the dependencies")
                with _completed(path) as unfinished:
                    archive.add(unfinished, Path(target), archive.files_below(Path(target)))
        return path


def _digest(*texts: bytes) -> str:
    digest = hashlib.sha256()
    for text in (FORMAT.encode(), PYTHON.encode(), PLATFORM.encode(), *texts):
        digest.update(len(text).to_bytes(8))
        digest.update(text)
    return digest.hexdigest()[:20]


def _install(requirements: Path, target: Path) -> None:
    try:
        import uv
    except ModuleNotFoundError:
        raise PackageError(
            f"the dependencies of {requirements.parent.name} are not in this image, which installs nothing: "
            "its requirements.txt has changed since. 'docker compose up --build --wait' takes it up"
        ) from None
    command = [uv.find_uv_bin(), "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--no-compile-bytecode"]
    wheels = ["--only-binary", ":all:", "--python-platform", PLATFORM, "--python-version", PYTHON]
    done = subprocess.run(
        [*command, *wheels, "--target", str(target), "-r", str(requirements)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PackageError(
            f"the dependencies of {requirements.parent.name} cannot be installed:\n{done.stderr.strip()}"
        )


@contextmanager
def _completed(path: Path) -> Iterator[Path]:
    """A file that takes its name only when it is whole: an interrupted build leaves nothing behind that is used."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
