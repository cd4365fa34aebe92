"""Functions of every temper, invoked through boto3 in the running stack."""

import base64
import concurrent.futures
import datetime
import io
import json
import urllib.request
import uuid
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from analyst import Stack
from own_stack import until

pytestmark = pytest.mark.stack

HANDLER = """
import os, sys, time
print("loaded")

def handler(event, context):
    print("called")
    match event.get("do"):
        case "raise": raise ValueError("boom")
        case "exit": os._exit(event["status"])
        case "sleep": time.sleep(event["seconds"])
        case "fill": filled = bytearray(400_000_000); time.sleep(60)
        case "large": return "x" * 6_500_000
        case "environment": return dict(os.environ)
        case "import":
            import greeting
            return greeting.TEXT
        case "call":
            import boto3
            return boto3.client("sts").get_caller_identity()["Account"]
    if "rawPath" in event:
        return {"statusCode": 201, "headers": {"x-path": event["rawPath"]}, "body": event["rawQueryString"]}
    left = context.get_remaining_time_in_millis()
    return {"event": event, "pid": os.getpid(), "left": left, "id": context.aws_request_id}
"""


def package(**modules: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in modules.items():
            archive.writestr(f"{name}.py", text)
    return content.getvalue()


class Function:
    """A deployed function."""

    def __init__(self, client: Any, name: str) -> None:
        self.client = client
        self.name = name

    def invoke(self, **event: Any) -> tuple[Any, str, str]:
        """The payload, the kind of error ("" for none), and the log."""
        answer = self.client.invoke(FunctionName=self.name, Payload=json.dumps(event), LogType="Tail")
        log = base64.b64decode(answer.get("LogResult", "")).decode()
        return json.load(answer["Payload"]), answer.get("FunctionError", ""), log


type Make = Callable[..., Function]


@pytest.fixture
def make(stack: Stack) -> Iterator[Make]:
    client = stack.client("lambda")
    made = []

    def make(code: str = HANDLER, **options: Any) -> Function:
        name = f"test-{uuid.uuid4().hex[:12]}"
        settings = {"Runtime": "python3.13", "Handler": "main.handler", "Timeout": 10, **options}
        role = f"arn:aws:iam::{stack.settings.account}:role/test"
        client.create_function(FunctionName=name, Role=role, Code={"ZipFile": package(main=code)}, **settings)
        made.append(name)
        until(lambda: client.get_function_configuration(FunctionName=name)["State"] != "Pending", f"{name} to be ready")
        return Function(client, name)

    yield make
    for name in made:
        client.delete_function(FunctionName=name)


@pytest.fixture
def function(make: Make) -> Function:
    return make()


def test_a_warm_process_answers_again(function: Function) -> None:
    first, error, log = function.invoke(n=1)
    again, _, warm = function.invoke(n=2)
    assert (first["event"], error) == ({"n": 1}, "")
    assert first["pid"] == again["pid"]
    assert 0 < first["left"] <= 10_000
    lines = log.splitlines()
    assert lines[0] == "loaded"
    assert lines[1] == f"START RequestId: {first['id']} Version: $LATEST"
    assert lines[2] == "called"
    assert lines[3] == f"END RequestId: {first['id']}"
    assert "Init Duration" in lines[4]
    assert "loaded" not in warm


@pytest.mark.parametrize(
    ("event", "error_type", "message"),
    [
        ({"do": "raise"}, "ValueError", "boom"),
        ({"do": "exit", "status": 3}, "Runtime.ExitError", "Runtime exited with error: exit status 3"),
        ({"do": "exit", "status": 0}, "Runtime.ExitError", "Runtime exited without providing a reason"),
        ({"do": "sleep", "seconds": 60}, "Sandbox.Timedout", "Task timed out after 2.00 seconds"),
        ({"do": "fill"}, "Runtime.ExitError", "Runtime exited with error: signal: killed"),
        ({"do": "large"}, "Function.ResponseSizeTooLarge", "Response payload size exceeded maximum allowed"),
    ],
)
def test_errors_are_those_of_aws_and_the_next_invocation_works(
    make: Make, event: dict[str, Any], error_type: str, message: str
) -> None:
    function = make(Timeout=2)
    payload, error, log = function.invoke(**event)
    assert error == "Unhandled"
    assert payload["errorType"] == error_type
    assert message in payload["errorMessage"]
    assert "REPORT RequestId" in log
    assert function.invoke()[1] == ""


@pytest.mark.parametrize(
    ("code", "error_type"),
    [
        ("import absent_module", "Runtime.ImportModuleError"),
        ("def handler(:", "Runtime.UserCodeSyntaxError"),
        ("pass", "Runtime.HandlerNotFound"),
        ("import os; os._exit(4)", "Runtime.ExitError"),
    ],
)
def test_a_module_that_does_not_load(make: Make, code: str, error_type: str) -> None:
    payload, error, log = make(code).invoke()
    assert (payload["errorType"], error) == (error_type, "Unhandled")
    assert error_type in log


def test_the_environment_is_the_function_s_alone(make: Make, stack: Stack) -> None:
    environment, _, _ = make(Environment={"Variables": {"MINE": "1"}}).invoke(do="environment")
    assert environment["MINE"] == "1"
    assert environment["AWS_EXECUTION_ENV"] == "AWS_Lambda_python3.13"
    assert environment["AWS_ENDPOINT_URL"].endswith(f":{stack.settings.port}")
    assert not [name for name in environment if name.startswith(("LOCALSTACK", "TICKSTACK", "GATEWAY", "EDGE"))]
    assert environment["TMPDIR"] != environment["LAMBDA_TASK_ROOT"]


def test_a_function_reaches_the_stack_as_its_own_account(function: Function, stack: Stack) -> None:
    assert function.invoke(do="call")[0] == stack.settings.account


def test_invocations_at_once_have_environments_of_their_own(make: Make) -> None:
    function = make("import os, time\ndef handler(event, context):\n    time.sleep(1)\n    return os.getpid()")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = [answer.result() for answer in [pool.submit(function.invoke) for _ in range(4)]]
    assert len({pid for pid, _, _ in answers}) == 4


def test_the_last_layer_hides_the_others(make: Make, stack: Stack) -> None:
    client = stack.client("lambda")
    layers = []
    for text in ("first", "last"):
        name = f"test-{uuid.uuid4().hex[:12]}"
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as zipped:
            zipped.writestr("python/greeting.py", f"TEXT = {text!r}")
        layer = client.publish_layer_version(LayerName=name, Content={"ZipFile": archive.getvalue()})
        layers.append(layer["LayerVersionArn"])
    assert make(Layers=layers).invoke(do="import")[0] == "last"


def test_updated_code_runs(function: Function) -> None:
    function.invoke()
    function.client.update_function_code(
        FunctionName=function.name, ZipFile=package(main="def handler(event, context): return 'new'")
    )

    def updated() -> bool:
        configuration = function.client.get_function_configuration(FunctionName=function.name)
        return bool(configuration["LastUpdateStatus"] == "Successful")

    until(updated, "the update")
    assert function.invoke()[0] == "new"


def test_a_runtime_that_is_not_here_fails_with_its_name(make: Make) -> None:
    function = make(Runtime="nodejs22.x")
    configuration = function.client.get_function_configuration(FunctionName=function.name)
    assert configuration["State"] == "Failed"
    assert "nodejs22.x" in configuration["StateReason"]


def test_logs_reach_cloudwatch(function: Function, stack: Stack) -> None:
    payload, _, _ = function.invoke()
    logs = stack.client("logs")

    def messages() -> list[str]:
        try:
            events = logs.filter_log_events(logGroupName=f"/aws/lambda/{function.name}")["events"]
        except logs.exceptions.ResourceNotFoundException:
            return []
        return [event["message"].strip() for event in events]

    until(lambda: f"END RequestId: {payload['id']}" in messages(), "the log")
    assert "called" in messages()


def test_metrics_count_the_invocations(function: Function, stack: Stack) -> None:
    function.invoke()
    function.invoke(do="raise")
    cloudwatch = stack.client("cloudwatch")

    def total(metric: str) -> float:
        now = datetime.datetime.now(datetime.UTC)
        points = cloudwatch.get_metric_statistics(
            Namespace="AWS/Lambda",
            MetricName=metric,
            Dimensions=[{"Name": "FunctionName", "Value": function.name}],
            StartTime=now - datetime.timedelta(hours=1),
            EndTime=now + datetime.timedelta(hours=1),
            Period=3600,
            Statistics=["Sum"],
        )
        return float(sum(point["Sum"] for point in points["Datapoints"]))

    until(lambda: total("Invocations") == 2 and total("Errors") == 1, "the metrics")


def test_the_function_url_calls_the_function(function: Function, stack: Stack) -> None:
    url = function.client.create_function_url_config(FunctionName=function.name, AuthType="NONE")["FunctionUrl"]
    host = urlsplit(url).netloc
    assert host.endswith(f".localhost:{stack.settings.port}")
    # not every resolver knows names below localhost: the request goes to the endpoint and names the host
    request = urllib.request.Request(f"{stack.endpoint_url}/a/b?x=1", headers={"Host": host})
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert (answer.status, answer.headers["x-path"], answer.read()) == (201, "/a/b", b"x=1")
