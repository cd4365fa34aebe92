"""The executor as LocalStack loads it: ``LAMBDA_RUNTIME_EXECUTOR=process``."""

import functools
import os
from typing import Any

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from tickstack.settings import Settings


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """Gives the executor class, with the settings of this stack."""

    name = "process"

    def load(self, *_args: Any, **_kwargs: Any) -> type[RuntimeExecutor]:
        # LocalStack loads the plugin again for every environment
        return _executor()


@functools.cache
def _executor() -> type[RuntimeExecutor]:
    from tickstack.localstack.executor.executor import ProcessExecutor

    class ConfiguredExecutor(ProcessExecutor):
        settings = Settings.from_environment(os.environ)

    return ConfiguredExecutor
