"""A stack that a test starts for itself: its settings, clients for it, waiting for what happens in it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from tickstack.settings import Settings
from tickstack.stack.ports import on_free_ports

ROOT = Path(__file__).parents[2]


def embedded_settings(state_dir: Path, **variables: str) -> Settings:
    """Settings of a stack of its own: free ports, its own state, a minute of buffering in a second."""
    own = {
        "TICKSTACK_STATE_DIR": str(state_dir),
        "TICKSTACK_PROJECT_DIR": str(ROOT),
        "TICKSTACK_LAMBDA_RUNTIME_DIR": str(ROOT / "build" / "lambda-runtime"),
        "TICKSTACK_TIME_SCALE": "60",
    }
    return on_free_ports(Settings.from_environment(own | variables))


def client(settings: Settings, service: str, account: str | None = None) -> Any:
    """A boto3 client as a user would make it; ``account`` (12 digits) picks another emulated account."""
    return boto3.client(
        service,  # type: ignore[call-overload]  # the service is data here
        endpoint_url=settings.endpoint_url,
        region_name=settings.region,
        aws_access_key_id=account or settings.account,
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 2}, s3={"addressing_style": "path"}),
    )


def until[T](condition: Callable[[], T | None], what: str, seconds: float = 60) -> T:
    """The first value of ``condition`` that is true; fails with ``what`` after ``seconds``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    pytest.fail(f"{what} did not happen in {seconds:.0f} s")
