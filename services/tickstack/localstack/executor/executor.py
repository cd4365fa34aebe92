"""LocalStack's view of an execution environment: what its Lambda provider calls, turned into ours."""

import tempfile
from pathlib import Path
from typing import ClassVar

from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InitializationType, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from tickstack.errors import NotSupportedError
from tickstack.localstack.executor import runtimes
from tickstack.localstack.executor.environment import Environment, Limits
from tickstack.localstack.executor.events import Invocation
from tickstack.localstack.executor.packages import Code, Packages
from tickstack.localstack.executor.sandbox import Blueprint, Sandbox
from tickstack.localstack.executor.variables import Places, variables
from tickstack.settings import Settings


class ProcessExecutor(RuntimeExecutor):
    """Runs one execution environment of a function version as processes of this machine."""

    settings: ClassVar[Settings]

    def __init__(self, id: str, function_version: FunctionVersion) -> None:  # noqa: A002 - LocalStack passes it by name
        super().__init__(id, function_version)
        self._environment: Environment | None = None

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        """Unzip the package and the layers. Raises NotSupportedError for what cannot run here."""
        configuration = function_version.config
        if configuration.code is None:
            raise NotSupportedError("Lambda functions packed as container images")
        runtimes.find(configuration.runtime, cls.settings.lambda_runtime_dir)
        cls._places(function_version, Path(tempfile.gettempdir()))

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """Nothing to do: packages are shared between versions and go when they are long unused."""

    @classmethod
    def validate_environment(cls) -> bool:
        """Tell whether functions can run at all."""
        return cls.settings.lambda_runtime_dir.is_dir()

    def start(self, env_vars: dict[str, str]) -> None:
        """Start the first process and wait for its initialisation."""
        self._environment = environment = self._make(env_vars)
        failure = environment.start()
        provisioned = env_vars["AWS_LAMBDA_INITIALIZATION_TYPE"] == InitializationType.provisioned_concurrency
        if failure is not None and provisioned:
            # on demand, the first invocation answers with the failure and its logs
            raise StatusErrorException("the function's initialisation failed", payload=failure)

    def stop(self) -> None:
        """End the environment."""
        if self._environment is not None:
            self._environment.stop()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        """Run one invocation."""
        if self._environment is None:
            raise RuntimeError("the execution environment was not started")
        invocation = Invocation(
            request_id=payload["invoke-id"],
            function_arn=payload["invoked-function-arn"],
            payload=payload["payload"].encode(),
            trace_id=payload["trace-id"],
        )
        result = self._environment.invoke(invocation)
        return InvocationResult(invocation.request_id, result.payload, is_error=result.is_error, logs=result.logs)

    def get_logs(self) -> str:
        """Return the log of the last invocation."""
        return self._environment.logs if self._environment else ""

    def get_address(self) -> str:
        """Return where functions run."""
        return "127.0.0.1"

    def get_endpoint_from_executor(self) -> str:
        """Return the host under which a function reaches LocalStack."""
        return self.settings.endpoint_url.split("://")[1].rsplit(":", 1)[0]

    def get_runtime_endpoint(self) -> str:
        """Return where LocalStack's own runtime would call back; ours does not."""
        return ""

    def _make(self, given: dict[str, str]) -> Environment:
        configuration = self.function_version.config
        runtime = runtimes.find(configuration.runtime, self.settings.lambda_runtime_dir)
        scratch = Path(tempfile.gettempdir()) / "functions" / self.id
        places = self._places(self.function_version, scratch)
        blueprint = Blueprint(
            interpreter=runtime.interpreter,
            handler=configuration.handler or "",
            environment=variables(given, configuration.environment or {}, runtime, places, self.settings),
            package=places.package,
            scratch=scratch,
            compiled=self._folder("compiled"),
            memory_size=configuration.memory_size,
        )
        limits = Limits(
            timeout=configuration.timeout,
            memory_size=configuration.memory_size,
            max_response=config.LAMBDA_LIMITS_MAX_FUNCTION_PAYLOAD_SIZE_BYTES,
        )
        return Environment(self.function_version.id.qualifier, limits, scratch, lambda: Sandbox(blueprint))

    @classmethod
    def _places(cls, function_version: FunctionVersion, scratch: Path) -> Places:
        packages = Packages(cls._folder("packages"))
        package, *layers = (packages.folder(code) for code in cls._codes(function_version))
        return Places(package, layers, scratch)

    @classmethod
    def _codes(cls, function_version: FunctionVersion) -> list[Code]:
        configuration = function_version.config
        codes = (configuration.code, *(layer.code for layer in configuration.layers))
        return [code for code in codes if code is not None]

    @classmethod
    def _folder(cls, name: str) -> Path:
        return cls.settings.state_dir / "lambda" / name
