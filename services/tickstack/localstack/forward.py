"""Athena and Glue at LocalStack's endpoint: every operation goes to the query service as it came.

LocalStack's edition has neither service. Registering them as its own gives one endpoint for every client, and lets
LocalStack's health page, its request log and its CloudFormation know them.
"""

import os
from typing import Any

import requests
from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.forwarder import AwsRequestProxy
from localstack.aws.skeleton import DispatchTable, Skeleton
from localstack.aws.spec import load_service
from localstack.http import Response
from localstack.services.plugins import Service, aws_provider

from tickstack.localstack.authorization import for_account
from tickstack.settings import Settings


class Forwarder:
    """Hands requests to the service at ``url`` and its answers back, byte for byte."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._proxy = AwsRequestProxy(url, parse_response=False)

    def __call__(self, context: RequestContext, request: Any) -> Response:  # noqa: ARG002 - LocalStack's protocol
        """Forward the request in ``context``. Raises ServiceUnavailableException when nothing answers."""
        headers = context.request.headers
        headers["Authorization"] = for_account(headers.get("Authorization", ""), context.account_id)
        try:
            answer: Any = self._proxy.forward(context)
        except requests.RequestException as error:
            name = context.service.service_name if context.service else "it"
            message = f"The query service at {self._url}, which serves {name}, does not answer"
            raise CommonServiceException("ServiceUnavailableException", message, status_code=503) from error
        return Response(answer.get_data(), answer.status_code, answer.headers)


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
