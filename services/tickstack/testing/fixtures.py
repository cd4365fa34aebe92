"""The fixtures."""

import os
import secrets
import uuid
from collections.abc import Iterator

import pytest

from tickstack.testing.clients import Clients
from tickstack.testing.endpoint import endpoint
from tickstack.testing.pipeline import Pipeline


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("tickstack")
    group.addoption(
        "--tickstack-endpoint",
        metavar="URL",
        help="the stack to test against; else TICKSTACK_ENDPOINT_URL, AWS_ENDPOINT_URL, the one on the default port, "
        "or one started for these tests",
    )
    group.addoption(
        "--tickstack-stack", metavar="NAME", default="tickstack", help="the CloudFormation stack (default: tickstack)"
    )


@pytest.fixture(scope="session")
def tickstack_endpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the stack. Raises EndpointError where there is none and none can be started."""
    folder = tmp_path_factory.mktemp("tickstack")
    with endpoint(request.config.getoption("--tickstack-endpoint"), os.environ, folder) as url:
        yield url


@pytest.fixture(scope="session")
def tickstack_client(tickstack_endpoint: str) -> Clients:
    """Makes boto3 clients: ``tickstack_client("s3")``, ``tickstack_client("s3", account=...)``."""
    return Clients(tickstack_endpoint, os.environ.get("TICKSTACK_REGION") or "us-east-1")


@pytest.fixture
def tickstack_pipeline(request: pytest.FixtureRequest, tickstack_client: Clients) -> Pipeline:
    """The deployed pipeline, in whose bucket only what comes during the test is seen."""
    return Pipeline(tickstack_client, request.config.getoption("--tickstack-stack"))


@pytest.fixture
def tickstack_account() -> str:
    """The number of an emulated account that nothing is in: for tests that make all that they need themselves."""
    return str(secrets.randbelow(9 * 10**11) + 10**11)


@pytest.fixture
def tickstack_unique() -> str:
    """A name that is the test's alone, good for buckets, streams and as a mark in records: ``test-4f1c...``."""
    return f"test-{uuid.uuid4().hex[:12]}"
