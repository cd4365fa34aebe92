"""Promotion: the same template and packages into a second emulated account, which plays AWS."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

from analyst import Stack, lines_below
from own_stack import until
from tickstack.deployment.packages import build_packages
from tickstack.deployment.plan import Change, discard, plan
from tickstack.deployment.targets import Target
from tickstack.deployment.template import Template

pytestmark = pytest.mark.stack

ACCOUNT = "111111111111"
STACK = "tickstack"
DAY = "2019-03-04"  # no other test collects it

type Promote = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def promote(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Promote:
    """Runs the command in a shell whose AWS credentials are those of the other account."""
    nothing = str(tmp_path_factory.mktemp("shell") / "nothing")
    shell = {
        "PATH": os.environ["PATH"],
        "COLUMNS": "200",
        "TICKSTACK_PROJECT_DIR": str(stack.settings.project_dir),
        "AWS_CONFIG_FILE": nothing,
        "AWS_SHARED_CREDENTIALS_FILE": nothing,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": stack.settings.region,
    }

    def run(*arguments: str, answer: str = "", **variables: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "tickstack.cli", "promote", *arguments],
            env=shell | variables,
            input=answer,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    return run


@pytest.fixture(scope="module")
def promoted(stack: Stack, promote: Promote) -> Iterator["subprocess.CompletedProcess[str]"]:
    """The first promotion to the other account; the stack is gone when the tests are done."""
    done = promote("--yes", "--endpoint-url", stack.endpoint_url, "--account", ACCOUNT)
    assert done.returncode == 0, done.stderr
    yield done
    cloudformation = stack.client("cloudformation", ACCOUNT)
    (promoted,) = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    cloudformation.delete_stack(StackName=STACK)

    def gone() -> bool:
        (now,) = cloudformation.describe_stacks(StackName=promoted["StackId"])["Stacks"]
        return bool(now["StackStatus"] == "DELETE_COMPLETE")

    until(gone, "deletion")


@pytest.fixture
def aws(stack: Stack, promoted: object) -> Target:
    """The other account with the stack in it."""
    return Target.local(stack.settings, ACCOUNT)


def test_a_promotion_that_is_declined_changes_nothing(stack: Stack, promote: Promote) -> None:
    declined = promote("--endpoint-url", stack.endpoint_url, "--stack-name", "declined", answer="n\n")
    assert declined.returncode == 1
    assert "CloudFormation would create stack declined in 111111111111" in declined.stdout
    assert "nothing was changed" in declined.stdout
    stacks = stack.client("cloudformation", ACCOUNT).describe_stacks()["Stacks"]
    assert "declined" not in [each["StackName"] for each in stacks if each["StackStatus"] != "DELETE_COMPLETE"]


def test_the_change_set_is_shown_and_applied(stack: Stack, promoted: "subprocess.CompletedProcess[str]") -> None:
    shown = promoted.stdout
    assert f"CloudFormation would create stack {STACK} in {ACCOUNT}, {stack.settings.region}" in shown
    resources = stack.client("cloudformation").describe_stack_resources(StackName=STACK)["StackResources"]
    for resource in resources:
        assert any(
            line.split()[:3] == ["Add", resource["LogicalResourceId"], resource["ResourceType"]]
            for line in shown.splitlines()
        )
    for check in ("region", "credentials", "account", "template valid", "package sizes"):
        assert f"✓ {check}" in promoted.stderr
    outputs = Target.local(stack.settings, ACCOUNT).outputs(STACK)
    assert outputs.keys() == stack.outputs.keys()
    assert all(name in shown and value in shown for name, value in outputs.items())


def test_the_accounts_share_nothing(stack: Stack, aws: Target) -> None:
    outputs = aws.outputs(STACK)
    for key in ("FunctionUrl", "DataBucketName", "ResultsBucketName", "NamedQueryId"):
        assert outputs[key] != stack.outputs[key]
    described = aws.client("firehose").describe_delivery_stream(DeliveryStreamName=outputs["DeliveryStreamName"])
    assert f":{ACCOUNT}:" in described["DeliveryStreamDescription"]["DeliveryStreamARN"]
    role = aws.client("lambda").get_function(FunctionName=outputs["CollectorName"])["Configuration"]["Role"]
    assert f"::{ACCOUNT}:" in role
    assert aws.client("glue").get_crawler(Name=outputs["CrawlerName"])["Crawler"]["State"] == "READY"


def test_the_promoted_collector_streams_into_its_own_bucket(stack: Stack, aws: Target) -> None:
    outputs = aws.outputs(STACK)
    answer = call(aws, outputs["FunctionUrl"], {"tickers": "FB", "start": DAY, "interval": "5m"})
    assert (answer["records"], answer["failed"], answer["undelivered"]) == ({"FB": 78}, {}, {})

    def of_the_day(s3: Any, bucket: str) -> set[bytes]:
        return {line for line in lines_below(s3, bucket, "ticks/") if json.loads(line)["ts"].startswith(DAY)}

    until(lambda: len(of_the_day(aws.client("s3"), outputs["DataBucketName"])) == 78, "delivery")
    assert of_the_day(stack.client("s3"), stack.outputs["DataBucketName"]) == set()


def test_a_second_promotion_finds_no_changes(stack: Stack, promoted: object, promote: Promote) -> None:
    again = promote("--endpoint-url", stack.endpoint_url)
    assert again.returncode == 0, again.stderr
    assert f"no changes: stack {STACK} in account {ACCOUNT}" in again.stdout


def test_a_changed_template_shows_the_change(stack: Stack, aws: Target) -> None:
    root: Path = stack.settings.project_dir
    body = (root / "lambdas" / "template.yaml").read_text()
    changed = Template.parse(body.replace("MemorySize: 256", "MemorySize: 512"))
    planned = plan(aws, STACK, changed, build_packages(root))
    assert (planned.kind, planned.uploads) == ("UPDATE", ())
    assert Change("Modify", "Transformer", "AWS::Lambda::Function", "False") in planned.changes
    discard(planned)


def test_a_changed_parameter_is_applied_and_kept(stack: Stack, promoted: object, promote: Promote) -> None:
    endpoint = ("--endpoint-url", stack.endpoint_url)
    changed = promote("--yes", *endpoint, "--parameter", "IncludeOhlcv=true")
    assert changed.returncode == 0, changed.stderr
    assert "Modify" in changed.stdout
    functions = stack.client("lambda", ACCOUNT)
    environment = functions.get_function_configuration(FunctionName=f"{STACK}-collector")["Environment"]
    assert environment["Variables"]["INCLUDE_OHLCV"] == "true"
    assert "no changes" in promote(*endpoint).stdout
    local = stack.client("lambda").get_function_configuration(FunctionName=f"{STACK}-collector")["Environment"]
    assert local["Variables"]["INCLUDE_OHLCV"] == "false"


@pytest.mark.parametrize(
    ("arguments", "variables", "says"),
    [
        (["--account", "222222222222"], {}, "belong to account 111111111111, not to 222222222222"),
        (["--region", "us-east-1"], {"AWS_ACCESS_KEY_ID": "000000000000"}, "AWS_ENDPOINT_URL"),
        (["--stack-name", "Tick_Stack"], {}, "a name of buckets takes"),
    ],
)
def test_checks_stop_a_promotion(
    stack: Stack, promote: Promote, arguments: list[str], variables: dict[str, str], says: str
) -> None:
    where = {"AWS_ENDPOINT_URL": stack.endpoint_url} if variables else {}
    endpoint = [] if where else ["--endpoint-url", stack.endpoint_url]
    refused = promote("--yes", *endpoint, *arguments, **variables, **where)
    assert refused.returncode == 1
    assert says in refused.stderr
    assert "would create" not in refused.stdout


def call(target: Target, url: str, parameters: dict[str, str]) -> dict[str, Any]:
    """GET a function URL that takes signed calls only."""
    host = url.split("/")[2]
    request = AWSRequest("GET", url, params=parameters, headers={"Host": host})
    SigV4Auth(target.credentials(), "lambda", target.region).add_auth(request)
    response = httpx.get(
        target.reachable(url), params=parameters, headers=dict(request.headers), timeout=120, trust_env=False
    )
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer
