"""Which stack the tests talk to: the one that is named, the one that runs, or one started for them."""

import importlib.util
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from tickstack.settings import PREFIX, Settings
from tickstack.testing.errors import EndpointError

VARIABLES = ("TICKSTACK_ENDPOINT_URL", "AWS_ENDPOINT_URL")
EMBEDDED = ("localstack", "duckdb", "psutil", "uv")
"""Modules without which no stack can be started here."""
CONNECT_TIMEOUT = 2
ANSWER_TIMEOUT = 60
"""Seconds. Who listens is given time: an emulator loads a service at its first call."""


@contextmanager
def endpoint(option: str | None, environ: Mapping[str, str], folder: Path) -> Iterator[str]:
    """The URL of the stack to test against: ``option``, or of the environment, or of the stack on the default port.

    Where none runs, one is started with ``folder`` for its state, and stopped in the end. Raises EndpointError.
    """
    if option:
        yield _answering(option, "--tickstack-endpoint")
        return
    for variable in VARIABLES:
        if environ.get(variable):
            yield _answering(environ[variable], variable)
            return
    settings = Settings.from_environment({name: text for name, text in environ.items() if name.startswith(PREFIX)})
    why = answers(settings.endpoint_url, settings.region)
    if why is None:
        yield settings.endpoint_url
        return
    missing = [name for name in EMBEDDED if importlib.util.find_spec(name) is None]
    if missing:
        raise EndpointError(
            f"no stack answers at {settings.endpoint_url}, and none can be started here without {', '.join(missing)}: "
            f"start one ('docker compose up --wait' or 'tickstack up'), or name one with --tickstack-endpoint\n{why}"
        )
    from tickstack.testing.embedded import started  # only here: it needs the stack's own requirements

    with started(settings, environ, folder) as url:
        yield url


def answers(url: str, region: str = "us-east-1") -> str | None:
    """None where AWS's APIs answer at ``url``, otherwise why not."""
    sts = boto3.client(
        "sts",
        endpoint_url=url,
        region_name=region,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - an emulator asks for any
        config=Config(
            proxies={},
            connect_timeout=CONNECT_TIMEOUT,
            read_timeout=ANSWER_TIMEOUT,
            retries={"total_max_attempts": 1},
        ),
    )
    try:
        sts.get_caller_identity()
    except (BotoCoreError, ClientError, ValueError) as error:
        return str(error)
    except ResponseParserError:
        return "what answers there does not speak AWS's protocol"
    return None


def _answering(url: str, given: str) -> str:
    why = answers(url)
    if why:
        raise EndpointError(f"no stack answers at {url}, which {given} names: {why}")
    return url
