"""Tests against the stack: a pytest plugin for one's own project.

``pytest_plugins = ["tickstack.testing"]`` in the topmost ``conftest.py`` turns it on, and nothing else does: an entry
point would load it into every pytest run of the environment. It needs boto3 and pytest, and is a plain AWS client.

* ``tickstack_endpoint``, the URL of the stack: of ``--tickstack-endpoint``, ``TICKSTACK_ENDPOINT_URL`` or
  ``AWS_ENDPOINT_URL``, or of the stack on the default port, or of one that is started for the tests.
* ``tickstack_client("s3")``, a boto3 client; ``account=`` picks another emulated account.
* ``tickstack_pipeline``, a ``Pipeline``: put, delivered, failed, crawl, query, collect.
* ``tickstack_account``, an emulated account that nothing is in; ``tickstack_unique``, a name of the test's own.

PYTEST_DONT_REWRITE: there is no assert in it, and a conftest.py may import it before pytest does.
"""

from tickstack.testing.clients import Clients
from tickstack.testing.delivery import FailedRecord
from tickstack.testing.errors import (
    DeadlineError,
    EndpointError,
    FailedCallError,
    FailedCrawlError,
    FailedQueryError,
    FailedRecordsError,
    RefusedRecordsError,
    ResourceError,
)
from tickstack.testing.fixtures import (
    pytest_addoption,
    tickstack_account,
    tickstack_client,
    tickstack_endpoint,
    tickstack_pipeline,
    tickstack_unique,
)
from tickstack.testing.pipeline import Pipeline

__all__ = [
    "Clients",
    "DeadlineError",
    "EndpointError",
    "FailedCallError",
    "FailedCrawlError",
    "FailedQueryError",
    "FailedRecord",
    "FailedRecordsError",
    "Pipeline",
    "RefusedRecordsError",
    "ResourceError",
    "pytest_addoption",
    "tickstack_account",
    "tickstack_client",
    "tickstack_endpoint",
    "tickstack_pipeline",
    "tickstack_unique",
]
