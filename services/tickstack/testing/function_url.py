"""A call of a function by its URL, signed as AWS_IAM asks for."""

import json
from collections.abc import Mapping
from math import ceil
from typing import Any
from urllib.parse import urlencode, urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import HTTPClientError
from botocore.httpsession import URLLib3Session

from tickstack.testing.clients import Clients
from tickstack.testing.errors import DeadlineError, FailedCallError

LOG_LINES = 15


def get(clients: Clients, function_arn: str, parameters: Mapping[str, str], deadline: float) -> Any:
    """The JSON answer. Raises FailedCallError for any other, DeadlineError after ``deadline`` seconds."""
    url = clients("lambda").get_function_url_config(FunctionName=function_arn)["FunctionUrl"]
    target = clients.target()
    query = f"?{urlencode(parameters)}" if parameters else ""
    request = AWSRequest("GET", url + query, headers={"Host": urlsplit(url).netloc})
    SigV4Auth(target.credentials(), "lambda", clients.region).add_auth(request)
    request.url = target.reachable(url) + query
    try:
        response = URLLib3Session(timeout=ceil(deadline), proxies={}).send(request.prepare())
    except HTTPClientError as error:
        raise DeadlineError(
            f"{url} gave no answer in {deadline:.0f} s: {error}\n{_log(clients, function_arn)}"
        ) from error
    text = response.text
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    if response.status_code >= 400 or answer is None:
        raise FailedCallError(
            f"{url} answered {response.status_code}: {text.strip()}\n{_log(clients, function_arn)}",
            response.status_code,
            text,
        )
    return answer


def _log(clients: Clients, function_arn: str) -> str:
    """The end of the function's log, for an error message."""
    group = clients("lambda").get_function_configuration(FunctionName=function_arn)["LoggingConfig"]["LogGroup"]
    logs = clients("logs")
    try:
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group)
        lines = [event["message"].rstrip().replace("\r", "\n") for page in pages for event in page["events"]]
    except logs.exceptions.ResourceNotFoundException:
        lines = []
    return "\n".join([f"the end of {group}:", *(f"  {line}" for line in lines[-LOG_LINES:])])
