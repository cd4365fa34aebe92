"""The place where LocalStack's services and the keeper of their states meet."""

import logging
from typing import Any

from localstack import config
from localstack.aws import handlers
from localstack.runtime.shutdown import ON_AFTER_SERVICE_SHUTDOWN_HANDLERS
from localstack.services.plugins import SERVICE_PLUGINS, Service
from localstack.utils.urls import localstack_host

from tickstack.localstack.durable import codec
from tickstack.localstack.durable.keeper import Codec, Keeper, Loaded
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
        _revive(keeper, row.service, self._provider, loaded)
        return result

    stock.start = start_with_state


def _revive(keeper: Keeper, service: str, provider: Any, loaded: Loaded) -> None:
    """What a service needs besides its values; the imports are as late as the services."""

    def note() -> None:
        keeper.note(service)

    if service == "lambda":
        from tickstack.localstack.durable import functions

        functions.watch(note)
        functions.start_again(provider, loaded.address, keeper.address)
    elif service == "cloudformation":
        from tickstack.localstack.durable import stacks
        from tickstack.localstack.resources.leftovers import may_be_left

        stacks.watch(note)
        if not loaded.restored:
            may_be_left()
        stacks.end_what_was_cut_short(provider, loaded.address, keeper.address)
    elif service == "iam":
        from moto.iam.models import iam_backends

        from tickstack.localstack.durable import policies

        for _account, _region, backend in iam_backends.iter_backends():
            policies.complete(backend)
    elif service == "cloudwatch":
        from localstack.services.cloudwatch.models import cloudwatch_stores

        if any(store.alarms for _account, _region, store in cloudwatch_stores.iter_stores()):
            provider.on_after_state_load()  # asks for the alarms by the API, once the service has started


def _answer_when_kept(keeper: Keeper) -> Any:
    def answer(_chain: Any, context: Any, response: Any) -> None:
        if context.service is None:
            return
        service = context.service.service_name
        try:
            keeper.answered(service, context.operation.name if context.operation else None)
        except Exception:  # what was asked for would be forgotten: the client must not take it for done
            log.exception("the state of %s could not be written", service)
            response.status_code = 500
            response.set_json({"__type": "InternalFailure", "message": f"the state of {service} could not be written"})

    return answer
