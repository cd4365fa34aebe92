"""The place where LocalStack's services and the keeper of their states meet."""

import functools
import logging
from typing import Any

from localstack import config
from localstack.aws import handlers
from localstack.aws.api import CommonServiceException
from localstack.aws.protocol.serializer import create_serializer
from localstack.runtime.shutdown import ON_AFTER_SERVICE_SHUTDOWN_HANDLERS
from localstack.services.plugins import SERVICE_PLUGINS, Service
from localstack.utils.urls import localstack_host

from tickstack.localstack.durable import codec
from tickstack.localstack.durable.keeper import Codec, Keeper
from tickstack.localstack.durable.revival import REVIVED, Changes
from tickstack.localstack.durable.rows import ROWS
from tickstack.settings import Settings

log = logging.getLogger(__name__)


def install(settings: Settings) -> None:
    """Let services find their state when they start, and answers wait for it. Raises StateError for bad state."""
    folder = settings.state_dir / "data" / "services"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    config.dirs.data = str(folder)  # where CloudWatch puts its database
    address = localstack_host(custom_port=config.GATEWAY_LISTEN[0].port).host_and_port()
    keeper = Keeper(folder, address, ROWS, Codec(codec.dumps, codec.loads))
    keeper.check()
    _start_with_state(keeper)
    handlers.run_custom_response_handlers.append(_answer_when_kept(keeper))
    ON_AFTER_SERVICE_SHUTDOWN_HANDLERS.register(keeper.close)


def _start_with_state(keeper: Keeper) -> None:
    stock: Any = Service
    start = stock.start

    def start_with_state(self: Any, asynchronous: bool) -> Any:
        row = keeper.row(self.name())
        if row is None:
            return start(self, asynchronous)
        for service in row.needs:
            SERVICE_PLUGINS.require(service)
        loaded = keeper.load(row, self.accept_state_visitor)
        result = start(self, asynchronous)
        changes = Changes(functools.partial(keeper.note, row.service), functools.partial(keeper.save, row.service))
        REVIVED[row.service](self._provider, loaded, keeper.address, changes)
        return result

    stock.start = start_with_state


def _answer_when_kept(keeper: Keeper) -> Any:
    def answer(_chain: Any, context: Any, response: Any) -> None:
        if context.service is None:
            return
        service = context.service.service_name
        try:
            keeper.answered(service, context.operation.name if context.operation else None)
        except Exception:  # what was asked for would be forgotten: the client must not take it for done
            log.exception("the state of %s could not be written", service)
            response.update_from(_failure(context, f"the state of {service} could not be written"))

    return answer


def _failure(context: Any, message: str) -> Any:
    serializer: Any = create_serializer(context.service, context.protocol)  # XML or JSON, as the service has it
    error = CommonServiceException("InternalFailure", message, 500)
    operation = context.operation or context.service.operation_model(context.service.operation_names[0])
    return serializer.serialize_error_to_response(error, operation, context.request.headers, context.request_id)
