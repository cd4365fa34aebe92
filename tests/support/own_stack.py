"""A stack that a test starts for itself: its settings, clients for it, waiting for what happens in it."""

import io
import time
import zipfile
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


def echo_function(settings: Settings) -> bytes:
    """Create the function ``echo``, whose answer is its event, and wait until it is active; its package."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("echo.py", "def handler(event, context):\n    return event\n")
    functions = client(settings, "lambda")
    functions.create_function(
        FunctionName="echo",
        Runtime="python3.13",
        Role="arn:aws:iam::000000000000:role/echo",
        Handler="echo.handler",
        Code={"ZipFile": package.getvalue()},
    )
    functions.get_waiter("function_active_v2").wait(FunctionName="echo", WaiterConfig={"Delay": 1})
    return package.getvalue()


def until[T](condition: Callable[[], T | None], what: str, seconds: float = 60) -> T:
    """The first value of ``condition`` that is true; fails with ``what`` after ``seconds``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    pytest.fail(f"{what} did not happen in {seconds:.0f} s")
