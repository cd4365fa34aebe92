"""A stack of the tests' own, as processes of this machine."""

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tickstack.deployment.packages import build_packages
from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.ports import on_free_ports

TIME_SCALE = 60.0
"""A minute of buffering in a second, where the environment sets nothing else."""


@contextmanager
def started(settings: Settings, environ: Mapping[str, str], folder: Path) -> Iterator[str]:
    """The URL of a stack on free ports with its state in ``folder``, stopped at the end of the block.

    The project's functions and template are deployed where ``project_dir`` has them.
    """
    scale = settings.time_scale if environ.get("TICKSTACK_TIME_SCALE") else TIME_SCALE
    own = on_free_ports(dataclasses.replace(settings, state_dir=folder, time_scale=scale))
    init_dir = own.project_dir / "localstack-init"
    deploys = init_dir.is_dir() and (own.project_dir / "lambdas" / "template.yaml").is_file()
    if deploys:
        build_packages(own.project_dir)
    control.start(own, environ, init_dir if deploys else None)
    try:
        yield own.endpoint_url
    finally:
        control.stop(own)
