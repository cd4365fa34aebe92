"""Athena and Glue at LocalStack's endpoint: every operation goes to the query service as it came.

LocalStack's edition has neither service. Registering them as its own gives one endpoint for every client, and lets
LocalStack's health page, its request log and its CloudFormation know them.
"""

import os

from localstack.aws.skeleton import DispatchTable, Skeleton
from localstack.aws.spec import load_service
from localstack.services.plugins import Service, aws_provider

from tickstack.localstack.forwarder import Forwarder
from tickstack.settings import Settings


def service(name: str, forwarder: Forwarder) -> Service:
    """Return the LocalStack service ``name`` with every operation of its model forwarded."""
    model = load_service(name)
    operations: DispatchTable = dict.fromkeys(model.operation_names, forwarder)
    return Service(name, skeleton=Skeleton(model, operations))


@aws_provider(api="athena")  # type: ignore[untyped-decorator] # LocalStack's
def athena() -> Service:
    """Athena, as LocalStack loads it."""
    return service("athena", Forwarder(Settings.from_environment(os.environ).query_url))


@aws_provider(api="glue")  # type: ignore[untyped-decorator] # LocalStack's
def glue() -> Service:
    """Glue, as LocalStack loads it."""
    return service("glue", Forwarder(Settings.from_environment(os.environ).query_url))
