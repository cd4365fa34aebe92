"""The one provider behind every resource type: it carries out the calls that a row states."""

import dataclasses
import functools
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from localstack import config
from localstack.constants import INTERNAL_AWS_SECRET_ACCESS_KEY
from localstack.services.cloudformation.provider_utils import generate_default_name
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from tickstack.localstack.resources.arguments import typed
from tickstack.localstack.resources.leftovers import is_left, seconds
from tickstack.localstack.resources.parts import changes
from tickstack.localstack.resources.types import (
    GONE,
    Call,
    Properties,
    ResourceType,
    UnusableError,
    chosen,
    without_mark,
)

CALLED = "called"
"""Set in the context that CloudFormation hands back, once the change was asked for and only its end is awaited."""


class RowProvider(ResourceProvider[Properties]):
    """Creates, updates, deletes and reads resources of ``ROW``'s type. Subclasses only name the row."""

    ROW: ClassVar[ResourceType]
    TYPE: ClassVar[str]

    def create(self, request: ResourceRequest[Properties]) -> ProgressEvent[Properties]:
        """Create the resource, named by CloudFormation when the template names none, and wait until it is usable."""
        return self._attempt(request, lambda: self._create(request, dict(request.desired_state)))

    def update(self, request: ResourceRequest[Properties]) -> ProgressEvent[Properties]:
        """Change the resource in place, or put another in its stead when its name changes inside an input.

        One that is marked as gone is created.
        """
        request = dataclasses.replace(request, desired_state=without_mark(request.desired_state))
        if GONE in (request.previous_state or {}):
            return self.create(request)
        return self._attempt(request, lambda: self._update(request))

    def delete(self, request: ResourceRequest[Properties]) -> ProgressEvent[Properties]:
        """Delete the resource and wait until it is gone; one that is gone already counts as deleted."""
        return self._attempt(request, lambda: self._delete(request, request.desired_state))

    def read(self, request: ResourceRequest[Properties]) -> ProgressEvent[Properties]:
        """Return the properties with the attributes that the service gave."""
        return self._attempt(request, lambda: self._settle(request, request.desired_state))

    def is_gone(self, request: ResourceRequest[Properties]) -> bool:
        """Tell whether the resource is not there any more. Raises ClientError, BotoCoreError where nobody knows."""
        row, properties = self.ROW, request.desired_state
        name = row.identity(properties)
        try:
            (answer,) = self._perform(request, [row.read(properties)])
        except ClientError as error:
            if _says(error, row.missing):
                return True
            raise
        return name is not None and not row.found(answer, name)

    def made_since(self, request: ResourceRequest[Properties], since: float) -> Properties | None:
        """Return the properties of the resource that ``request`` was to create, if it was made after ``since``."""
        row = self.ROW
        name = row.identity(request.desired_state)
        if name is None:
            return None
        properties = row.identified(request.desired_state, name)
        try:
            (answer,) = self._perform(request, [row.read(properties)])
        except (ClientError, BotoCoreError):
            return None
        if not row.found(answer, name):
            return None
        return properties if seconds(row.born(answer)) >= int(since) else None  # some services tell whole seconds

    def _attempt(
        self, request: ResourceRequest[Properties], action: Callable[[], tuple[bool, Properties]]
    ) -> ProgressEvent[Properties]:
        try:
            done, model = action()
        except (ClientError, BotoCoreError, UnusableError) as error:
            if isinstance(error, ClientError) and _says(error, self.ROW.busy):
                model, context = dict(request.desired_state), request.custom_context
                return ProgressEvent(OperationStatus.IN_PROGRESS, resource_model=model, custom_context=context)
            return ProgressEvent(OperationStatus.FAILED, resource_model={}, message=str(error))
        status = OperationStatus.SUCCESS if done else OperationStatus.IN_PROGRESS
        return ProgressEvent(status, resource_model=model, custom_context=request.custom_context | {CALLED: True})

    def _create(self, request: ResourceRequest[Properties], properties: Properties) -> tuple[bool, Properties]:
        row = self.ROW
        if request.custom_context.get(CALLED):
            self._perform(request, changes(row.parts, properties, chosen(properties, *row.created)))
            return self._settle(request, properties)
        name = row.identity(properties)
        if name is None and row.generated is not None:
            name = row.generated(generate_default_name(request.stack_name, request.logical_resource_id))
        if name is not None:
            properties = row.identified(properties, name)
        try:
            answers = self._perform(request, row.create(properties))
        except ClientError as error:
            if name is None or not self._is_left(request, properties, name, error):
                raise
            return self._take_over(request, properties)
        if name is None:
            properties = row.identified(properties, answers[0][row.identifier[-1]])
        if row.parts:
            return False, properties  # a part that is refused finds the resource on record, to be undone
        return self._settle(request, properties)

    def _is_left(
        self, request: ResourceRequest[Properties], properties: Properties, name: str, error: ClientError
    ) -> bool:
        row = self.ROW
        if not _says(error, row.taken):
            return False
        (answer,) = self._perform(request, [row.read(properties)])
        return is_left(request.account_id, request.region_name, row.name, name, row.born(answer))

    def _take_over(self, request: ResourceRequest[Properties], properties: Properties) -> tuple[bool, Properties]:
        row = self.ROW
        (current,) = self._perform(request, [row.read(properties)])
        self._perform(request, row.update(properties, {}, current))
        self._perform(request, changes(row.parts, properties, {}))
        return self._settle(request, properties)

    def _update(self, request: ResourceRequest[Properties]) -> tuple[bool, Properties]:
        row = self.ROW
        properties, previous = dict(request.desired_state), dict(request.previous_state or {})
        if request.custom_context.get(CALLED):
            return self._settle(request, properties)
        before = row.identity(previous)
        name = row.identity(properties) or before
        if name is not None:
            properties = row.identified(properties, name)
        if name != before:
            created = self._create(request, properties)
            self._delete(request, previous)
            return created
        (current,) = self._perform(request, [row.read(properties)])
        self._perform(request, row.update(properties, previous, current))
        for call in changes(row.parts, properties, previous):
            if call.takes_away:
                self._is_missing(request, call)  # an update that failed may have taken it away before
            else:
                self._perform(request, [call])
        return self._settle(request, properties)

    def _delete(self, request: ResourceRequest[Properties], properties: Properties) -> tuple[bool, Properties]:
        row = self.ROW
        name = row.identity(properties)
        if name is None:
            return True, properties  # it was never created
        properties = row.identified(properties, name)
        if request.custom_context.get(CALLED):
            return self._is_missing(request, row.read(properties)), properties
        for call in row.detach(properties):
            self._is_missing(request, call)
        return self._is_missing(request, row.delete(properties)) or not row.lingers, properties

    def _is_missing(self, request: ResourceRequest[Properties], call: Call) -> bool:
        try:
            self._perform(request, [call])
        except ClientError as error:
            if not _says(error, self.ROW.missing):
                raise
            return True
        return False

    def _settle(self, request: ResourceRequest[Properties], properties: Properties) -> tuple[bool, Properties]:
        (answer,) = self._perform(request, [self.ROW.read(properties)])
        if failure := self.ROW.failure(answer):
            raise UnusableError(failure)
        return self.ROW.settled(answer), {**properties, **self.ROW.attributes(answer)}

    def _perform(self, request: ResourceRequest[Properties], calls: Iterable[Call]) -> list[Properties]:
        return perform(request, self.ROW.service, calls)


def _says(error: ClientError, expected: tuple[str, str]) -> bool:
    code, text = expected
    answer = error.response["Error"]
    return bool(answer["Code"] == code and text in answer["Message"])


def perform(request: ResourceRequest[Properties], service: str, calls: Iterable[Call]) -> list[Properties]:
    """Make ``calls`` of ``service`` for the account and region of ``request``; return the answers."""
    client = _client(service, request.account_id, request.region_name)
    answers = []
    for call in calls:
        operation = client.meta.method_to_api_mapping[call.operation]
        shape = client.meta.service_model.operation_model(operation).input_shape
        answers.append(getattr(client, call.operation)(**typed(call.arguments, shape)))
    return answers


@functools.cache
def _client(service: str, account: str, region: str) -> Any:
    """Return the one client of its kind: a deployment makes calls by the dozen, and each client costs 20 ms."""
    return boto3.Session().client(
        service,  # type: ignore[call-overload] # the service is data here
        endpoint_url=config.internal_service_url(),
        region_name=region,
        aws_access_key_id=account,
        aws_secret_access_key=INTERNAL_AWS_SECRET_ACCESS_KEY,
        config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}),
    )


def provider(row: ResourceType) -> type[RowProvider]:
    """Return the provider of ``row``'s type, as LocalStack makes an instance of it for each change."""
    attributes = {"ROW": row, "TYPE": row.name, "SCHEMA": row.schema()}
    return type(f"{row.name.replace('::', '')}Provider", (RowProvider,), attributes)
