"""Zip files that are equal byte for byte when their contents are: sorted, with one date and one set of modes."""

import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

DATE = (1980, 1, 1, 0, 0, 0)
LEVEL = 6


def files_below(folder: Path) -> list[Path]:
    """The files to package, relative to ``folder`` and sorted. What Python or an installer leaves behind is not one."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted((file for file in files if not _is_debris(PurePosixPath(file))), key=lambda file: file.as_posix())


def add(archive: Path, folder: Path, files: Iterable[Path], *, below: str = "") -> None:
    """Append ``files`` of ``folder`` to ``archive``, made where it is absent; ``below`` is their folder in it."""
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as target:
        for file in files:
            source = folder / file
            entry = zipfile.ZipInfo((PurePosixPath(below) / file.as_posix()).as_posix(), DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix: the modes count on every machine
            entry.external_attr = (0o100755 if source.stat().st_mode & 0o100 else 0o100644) << 16
            target.writestr(entry, source.read_bytes(), compresslevel=LEVEL)


def unzipped_size(archive: Path) -> int:
    """The bytes of all entries."""
    with zipfile.ZipFile(archive) as source:
        return sum(entry.file_size for entry in source.infolist())


def _is_debris(file: PurePosixPath) -> bool:
    """Byte code, libraries' own tests; console scripts and records of an installation, which hold local paths."""
    return (
        not {"__pycache__", "tests"}.isdisjoint(file.parent.parts)
        or file.suffix == ".pyc"
        or file.parts[0] in ("bin", ".lock")
        or (file.parent.suffix == ".dist-info" and file.name in ("RECORD", "direct_url.json", "uv_cache.json"))
    )
