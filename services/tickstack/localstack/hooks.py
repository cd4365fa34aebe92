"""What is mended in LocalStack when it starts. Each mend replaces one thing, named here, for a reason stated there."""

import ctypes
import functools
import json
import logging
import os
from typing import Any

from localstack.runtime import hooks

M_ARENA_MAX = -8  # malloc.h


@hooks.on_infra_start(name="tickstack")  # type: ignore[untyped-decorator] # LocalStack's
def mend() -> None:
    """Apply every mend."""
    _heaps()
    _service_models()
    _resource_types()
    _metrics()
    _rollback()
    _refused_change_sets()
    _lost_resources()
    _failed_functions()
    _packages_of_templates()
    _event_sources()
    _log_tags()
    _url_permissions()
    _strangers()
    _malformed_requests()
    _durable_state()
    _health_checks()


def _packages_of_templates() -> None:
    # code that stands in a template is packed by the command zip, which the images do not have
    from localstack.utils import archives, testutil

    def packed(source_path: Any, base_dir: Any, zip_file: Any) -> None:  # noqa: ARG001 - LocalStack's
        archives.create_zip_file_python(base_dir, zip_file)

    testutil.create_zip_file_cli = packed  # type: ignore[attr-defined] # what it has imported, it calls


def _health_checks() -> None:
    # stock logs, but for its own health page, each question of whoever waits until the init scripts are done
    def is_none(record: logging.LogRecord) -> bool:
        return "/_localstack/init/ready" not in record.getMessage()

    logging.getLogger("localstack.request.http").addFilter(is_none)


def _heaps() -> None:
    # glibc gives every thread a heap of its own and takes none back: 40 MB after a minute's load
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_ARENA_MAX, 2)


def _service_models() -> None:
    # stock parses AWS's descriptions of its services anew for each session, and keeps all 400 after building its index
    from tickstack.localstack.service_models import share

    share()


def _durable_state() -> None:
    # stock forgets everything when it ends
    from localstack.runtime.exceptions import LocalstackExit

    from tickstack.errors import StateError
    from tickstack.localstack.durable.install import install
    from tickstack.settings import Settings

    try:
        install(Settings.from_environment(os.environ))
    except StateError as error:
        raise LocalstackExit(str(error), 1) from error


def _strangers() -> None:
    # stock lets pages of other sites write to S3 and call whatever needs no header of its own, such as ?Action=...
    from localstack.aws.handlers.cors import CorsEnforcer

    from tickstack.wire.origin import comes_from_a_stranger

    stock: Any = CorsEnforcer
    enforce = stock.__call__

    def refuse_or_enforce(self: Any, chain: Any, context: Any, response: Any) -> None:
        if comes_from_a_stranger(context.request.headers, context.request.args):
            response.status_code = 403
            chain.terminate()
        else:
            enforce(self, chain, context, response)

    stock.__call__ = refuse_or_enforce


def _malformed_requests() -> None:
    # stock answers what cannot be parsed as if the server were at fault
    from tickstack.localstack.malformed import refuse

    refuse()


def _resource_types() -> None:
    from tickstack.localstack.resources.replaced import replace

    replace()


def _metrics() -> None:
    from localstack.services.lambda_.invocation import version_manager

    from tickstack.localstack.metrics import Measure, MetricBatch, send

    stock: Any = version_manager
    batch = MetricBatch(send)

    def record(metrics: tuple[str, ...], function_name: str, account_id: str, region_name: str) -> None:
        batch.count(*(Measure(account_id, region_name, function_name, metric) for metric in metrics))

    stock.record_cw_metric_invocation = functools.partial(record, ("Invocations",))
    stock.record_cw_metric_error = functools.partial(record, ("Invocations", "Errors"))


def _rollback() -> None:
    from localstack.services.cloudformation.v2 import provider

    from tickstack.localstack.rollback import RollbackExecutor

    stock: Any = provider
    stock.ChangeSetModelExecutor = RollbackExecutor


def _refused_change_sets() -> None:
    # stock calls a stack failed, for ever, whose change set it refuses; on AWS nothing has happened to the stack
    from localstack.aws.api.cloudformation import ChangeSetType
    from localstack.services.cloudformation.v2.provider import CloudformationProviderV2

    stock: Any = CloudformationProviderV2
    setup = stock._setup_change_set_model  # noqa: SLF001 - what is mended

    def setup_change_set_model(*, change_set: Any, **arguments: Any) -> None:
        if change_set.change_set_type != ChangeSetType.UPDATE:
            setup(change_set=change_set, **arguments)
            return
        change_set.stack.set_stack_status = lambda *_status: None
        try:
            setup(change_set=change_set, **arguments)
        finally:
            del change_set.stack.set_stack_status

    stock._setup_change_set_model = staticmethod(setup_change_set_model)  # noqa: SLF001 - what is mended


def _lost_resources() -> None:
    # stock takes for granted that what a stack has made is there, so that no deployment would make it again
    from localstack.services.cloudformation.stores import get_cloudformation_store
    from localstack.services.cloudformation.v2.provider import CloudformationProviderV2

    from tickstack.localstack.resources.absent import mark

    stock: Any = CloudformationProviderV2
    create = stock.create_change_set

    @functools.wraps(create)
    def create_change_set(self: Any, context: Any, request: Any) -> Any:
        store = get_cloudformation_store(context.account_id, context.region)
        for stack in list(store.stacks_v2.values()):
            if request.get("StackName") in (stack.stack_name, stack.stack_id):
                mark(stack)
        return create(self, context, request)

    stock.create_change_set = create_change_set


def _failed_functions() -> None:
    # a function that could not be prepared has nothing to stop; stock answers its deletion with an internal error
    from localstack.services.lambda_.invocation.lambda_service import LambdaService

    stock: Any = LambdaService
    stop = stock.stop_version

    def stop_version(self: Any, qualified_arn: str) -> None:
        if qualified_arn in self.lambda_running_versions or qualified_arn in self.lambda_starting_versions:
            stop(self, qualified_arn)

    stock.stop_version = stop_version


def _event_sources() -> None:
    # stock reads a stream from its start, or from its end, whenever a shard ends or the stack starts
    from localstack.services.lambda_.event_source_mapping import esm_worker_factory

    from tickstack.localstack.kinesis_poller import RememberingPoller

    stock: Any = esm_worker_factory
    stock.KinesisPoller = RememberingPoller


def _log_tags() -> None:
    # stock drops the tags that a log group gets after it was created without any, and keeps those of deleted ones
    from localstack.services.logs.models import logs_stores
    from localstack.services.logs.provider import LogsProvider
    from localstack.utils.aws import arns

    stock: Any = LogsProvider
    create = stock.create_log_group

    @functools.wraps(create)
    def create_log_group(self: Any, context: Any, log_group_name: str, **arguments: Any) -> None:
        create(self, context, log_group_name, **arguments)
        arn = arns.log_group_arn(log_group_name, account_id=context.account_id, region_name=context.region)
        logs_stores[context.account_id][context.region].TAGS[arn] = dict(arguments.get("tags") or {})

    stock.create_log_group = create_log_group


def _url_permissions() -> None:
    # stock drops what confines a permission to calls by URL, so that it would allow every call
    from localstack.services.lambda_ import api_utils
    from localstack.services.lambda_.provider import LambdaProvider

    stock: Any = LambdaProvider
    add = stock.add_permission

    @functools.wraps(add)
    def add_permission(self: Any, context: Any, request: Any) -> Any:
        answer = add(self, context, request)
        if not request.get("InvokedViaFunctionUrl"):
            return answer
        name, qualifier = api_utils.get_name_and_qualifier(request["FunctionName"], request.get("Qualifier"), context)
        function = self._get_function(name, *api_utils.get_account_and_region(request["FunctionName"], context))
        resolved, _ = self._resolve_fn_qualifier(function, qualifier)
        statements = function.permissions[resolved].policy.Statement
        (statement,) = (item for item in statements if item["Sid"] == request["StatementId"])
        statement.setdefault("Condition", {})["Bool"] = {"lambda:InvokedViaFunctionUrl": "true"}
        return {**answer, "Statement": json.dumps(statement)}

    stock.add_permission = add_permission
