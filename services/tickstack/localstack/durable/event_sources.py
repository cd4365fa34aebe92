"""Event source mappings come back: each that was enabled polls again. One that was being deleted is gone."""

import logging
from collections.abc import Callable
from typing import Any

from localstack.aws.api import ServiceException
from localstack.services.lambda_.event_source_mapping.esm_worker import EsmState, EsmWorker
from localstack.services.lambda_.event_source_mapping.esm_worker_factory import EsmWorkerFactory
from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.services.lambda_.provider_utils import get_function_version_from_arn

OFF = (EsmState.DISABLED, EsmState.DISABLING)

log = logging.getLogger(__name__)


def watch(note: Callable[[], None], deleted: Callable[[str], object]) -> None:
    """Call ``note`` after every change that no request makes, and ``deleted`` with the UUID of what is gone."""
    stock: Any = EsmWorker
    update, delete = stock.update_esm_state_in_store, stock.delete_esm_in_store

    def update_esm_state_in_store(self: Any, new_state: EsmState) -> None:
        update(self, new_state)
        note()

    def delete_esm_in_store(self: Any) -> None:
        delete(self)
        deleted(self.uuid)
        note()

    stock.update_esm_state_in_store = update_esm_state_in_store
    stock.delete_esm_in_store = delete_esm_in_store


def start_again(provider: Any, deleted: Callable[[str], object]) -> None:
    """Make the mappings of ``provider`` poll, once their functions are there."""
    factory: Any = EsmWorkerFactory
    for _account, _region, store in lambda_stores.iter_stores():
        mappings: dict[str, Any] = store.event_source_mappings
        for uuid, mapping in list(mappings.items()):
            if mapping["State"] == EsmState.DELETING:
                del mappings[uuid]
                deleted(uuid)
                continue
            try:
                role = get_function_version_from_arn(mapping["FunctionArn"]).config.role
            except ServiceException as error:
                log.warning("event source mapping %s has lost its function: %s", uuid, error)
                continue
            worker = factory(mapping, role, mapping["State"] not in OFF).get_esm_worker()
            worker.create()
            provider.esm_workers[uuid] = worker
