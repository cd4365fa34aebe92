"""The stack that the tests talk to, started once per session and stopped at its end.

``--target embedded`` (the default) starts one of its own on free ports; ``--target compose`` takes the containers that
run, or brings some up; ``--target URL`` takes the stack that answers there. Tests find what was deployed through the
stack's outputs, so that they are the same on every target.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from compose_stack import running_containers
from own_stack import ROOT, client, embedded_settings
from tickstack.deployment.packages import build_packages
from tickstack.settings import Settings
from tickstack.stack import control

pytest_plugins = ["tickstack.testing", "pytester"]

# How long an example takes, on whatever machine, is no reason to fail.
hypothesis_settings.register_profile("tickstack", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("tickstack")

REAL = ROOT.parent / "shared" / "real"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--target", default="embedded", help="embedded, compose, or the URL of a running stack")


@dataclass
class RunningStack:
    """A stack with ``lambdas/template.yaml`` deployed."""

    settings: Settings
    name: str = "tickstack"
    account: str = field(default="000000000000")
    shell: Mapping[str, str] = field(default_factory=dict)
    """The variables beside the settings with which the command line finds it: those of docker, for containers."""

    @property
    def in_containers(self) -> bool:
        return bool(self.shell)

    @property
    def endpoint_url(self) -> str:
        return self.settings.endpoint_url

    def client(self, service: str, account: str | None = None) -> Any:
        return client(self.settings, service, account)

    @cached_property
    def outputs(self) -> dict[str, str]:
        """What the deployed template gives: bucket, stream, workgroup and so on by output key."""
        (stack,) = self.client("cloudformation").describe_stacks(StackName=self.name)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


@pytest.fixture(scope="session")
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    target = request.config.getoption("--target")
    with _opened(target, tmp_path_factory) as stack:
        yield stack


@contextmanager
def _opened(target: str, folders: pytest.TempPathFactory) -> Iterator[RunningStack]:
    if target == "embedded":
        settings = embedded_settings(folders.mktemp("stack"))
        build_packages(ROOT)
        control.start(settings, os.environ, ROOT / "localstack-init")
        try:
            yield RunningStack(settings)
        finally:
            control.stop(settings)
    elif target == "compose":
        with running_containers(os.environ) as containers:
            yield RunningStack(containers.settings, shell=containers.shell)
    else:
        port = urlsplit(target).port
        yield RunningStack(Settings.from_environment({"TICKSTACK_ENDPOINT_URL": target, "TICKSTACK_PORT": str(port)}))


@pytest.fixture(scope="session")
def tickstack_endpoint(stack: RunningStack) -> str:
    """The stack of these tests is the one of tickstack.testing, too."""
    return stack.endpoint_url


@pytest.fixture(scope="session")
def real_cases() -> Path:
    """Objects that Firehose wrote and answers that Athena gave, beside the checkout where they are at hand."""
    if not REAL.is_dir():
        pytest.skip("the real objects are not on this machine: ../shared/real is absent")
    return REAL
