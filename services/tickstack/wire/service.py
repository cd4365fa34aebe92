"""One AWS service: its botocore model, and the function of each operation, found by the name that boto3 gives it.

An operation takes ``request`` and the parts of its account's state that it acts on, each by its name: a parameter
``catalog`` gets the attribute ``catalog`` of the account's parts.
"""

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel

from tickstack.constraints import Framework, violations
from tickstack.errors import AwsError, NotSupportedError
from tickstack.wire.identity import Identity
from tickstack.wire.replies import write_reply
from tickstack.wire.requests import read_request


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How a service words what it refuses: ``invalid`` makes the error of a violated constraint, ``defect`` is the
    code of HTTP 500."""

    title: str
    invalid: Callable[[str], AwsError]
    defect: str
    framework: Framework = field(default_factory=Framework)


@dataclass(frozen=True)
class Operation:
    """An operation of the model with the function that answers it."""

    model: OperationModel
    function: Callable[..., dict[str, Any]]
    parts: tuple[str, ...]


@functools.cache
def _model(name: str) -> ServiceModel:
    """botocore's model of a service, which takes a moment to read."""
    return ServiceModel(Loader().load_service_model(name, "service-2"), name)


class Service:
    """Answers the operations of one botocore model with the functions of ``modules``.

    ``parts`` gives the state of an account in a region; see the module's text for how an operation names its parts.
    """

    def __init__(
        self, name: str, dialect: Dialect, modules: Sequence[ModuleType], parts: Callable[[Identity], object]
    ) -> None:
        self.dialect = dialect
        self._model = _model(name)
        self._parts = parts
        self._operations = dict(self._bind(modules))

    @property
    def target_prefix(self) -> str:
        return str(self._model.metadata["targetPrefix"])

    @property
    def operations(self) -> Mapping[str, Operation]:
        return self._operations

    def has(self, operation: str) -> bool:
        """Whether AWS's model has ``operation``, answered here or not."""
        return operation in self._model.operation_names

    def answer(self, operation: str, body: bytes, identity: Identity) -> bytes:
        """The JSON reply to ``body``. Raises AwsError; anything else is a defect."""
        found = self._operations.get(operation)
        if found is None:
            raise NotSupportedError(f"{self.dialect.title} {operation}")
        shape = found.model.input_shape
        request = read_request(body, shape)
        if shape is not None:
            message = violations(shape, request, operation, self.dialect.framework)
            if message:
                raise self.dialect.invalid(message)
        state = self._parts(identity)
        reply = found.function(**{part: getattr(state, part) for part in found.parts}, request=request)
        return write_reply(reply, found.model.output_shape)

    def _bind(self, modules: Sequence[ModuleType]) -> list[tuple[str, Operation]]:
        bound = []
        for name in self._model.operation_names:
            for module in modules:
                function = getattr(module, xform_name(name), None)
                if function is not None:
                    parts = tuple(part for part in inspect.signature(function).parameters if part != "request")
                    bound.append((name, Operation(self._model.operation_model(name), function, parts)))
        return bound
