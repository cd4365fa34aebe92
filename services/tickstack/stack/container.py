"""``python -m tickstack.stack.container SERVICE``: one service of the stack as a container's only process.

A setting that is unknown or malformed ends it with exit code 2 and one line that names the setting. Of the container's
variables the service sees the settings and what a process needs: no credentials, no proxies, which a file ``.env`` or
Docker's own configuration may have put there.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tickstack.errors import SettingError
from tickstack.settings import Settings
from tickstack.stack import localstack_environment, service

INIT = Path("/etc/localstack/init")
"""Where the init scripts are mounted, as in LocalStack's own image."""
DEPENDENCIES = Path("/opt/dependencies")
"""The functions' dependencies, zipped when the image was built."""
CATALOG = Path("/usr/lib/localstack")
"""Where LocalStack's catalogue of services is, made when the image was built."""
INHERITED = ("PATH", "LD_LIBRARY_PATH", "HOME", "LANG", "TZ", "PYTHONUNBUFFERED")
MALFORMED = 2

Prepare = Callable[[Settings], None]


@dataclass(frozen=True)
class Contained:
    """``module`` is run as ``python -m`` with ``arguments``, once ``prepare`` has returned."""

    module: str
    arguments: tuple[str, ...] = ()
    prepare: Prepare = lambda _settings: None


def _localstack(settings: Settings) -> None:
    localstack_environment.prepare(settings, INIT)
    offer(DEPENDENCIES, "dependencies-*.zip", settings.project_dir / "build" / "packages")
    offer(CATALOG, "service-catalog-*.dill", localstack_environment.folder(settings) / "usr" / "lib" / "localstack")
    os.environ.clear()
    os.environ.update(localstack_environment.environment(settings))


SERVICES: Mapping[str, Contained] = {
    "localstack": Contained("localstack.runtime.main", prepare=_localstack),
    "query": Contained("tickstack.app"),
    "market": Contained("tickstack.yahoo", ("--tls-host", "0.0.0.0", "--tls-port", "443")),  # noqa: S104 - the container's
}


def offer(made: Path, files: str, folder: Path) -> None:
    """Link the ``files`` that the image was built with into ``folder``; forget the links of another image."""
    folder.resolve().mkdir(mode=0o700, parents=True, exist_ok=True)
    for link in folder.glob(files):
        if link.is_symlink():
            link.unlink()
    for file in made.glob(files):
        (folder / file.name).symlink_to(file)


def main() -> None:
    contained = SERVICES[sys.argv[1]]
    try:
        settings = Settings.from_environment(os.environ)
    except SettingError as error:
        print(f"{error} (.env and the shell set it)", file=sys.stderr)
        sys.exit(MALFORMED)
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    os.environ.clear()
    os.environ.update(inherited | settings.to_environment())
    contained.prepare(settings)
    service.run(contained.module, contained.arguments)


if __name__ == "__main__":
    main()
