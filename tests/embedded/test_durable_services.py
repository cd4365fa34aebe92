"""CloudFormation, Lambda, IAM, logs and CloudWatch after kill -9: what a client was told is there again."""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from durable_services import (
    CODE,
    GROUPS,
    archive,
    call,
    chain,
    deploy,
    make_function,
    make_key,
    outputs,
    retentions,
    see,
    start,
)
from killing import kill
from own_stack import ROOT, client, embedded_settings, until
from tickstack.deployment.packages import build_packages
from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.ports import on_free_ports
from tickstack.stack.state import StackError

pytestmark = [pytest.mark.stack, pytest.mark.timeout(400)]

TRUST = '{"Version": "2012-10-17", "Statement": []}'
SEEN = (
    *("functions", "versions", "aliases", "urls", "policy", "invocation", "tags", "layers"),
    *("roles", "attached", "users", "groups", "lines", "alarms", "key", "outputs"),
)
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


class Own:
    """A stack that is killed and comes back on other ports."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def client(self, service: str) -> Any:
        return client(self.settings, service)

    def restart(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        kill(self.settings)
        meanwhile()
        self.settings = on_free_ports(self.settings)
        start(self.settings)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    build_packages(ROOT)
    own = Own(embedded_settings(tmp_path_factory.mktemp("services")))
    start(own.settings)
    yield own
    control.stop(own.settings)


@pytest.fixture(scope="module")
def before_and_after(own: Own) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is seen before the kill and after it."""
    iam, logs, cloudwatch = (own.client(name) for name in ("iam", "logs", "cloudwatch"))
    iam.create_role(RoleName="own", AssumeRolePolicyDocument=TRUST)
    iam.attach_role_policy(RoleName="own", PolicyArn=READ_ONLY)
    iam.create_user(UserName="analyst")
    make_function(own.settings)
    make_key(own.settings)
    assert call(own.settings, function_url(own)) == "it is me"
    until(lambda: logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/own")["logGroups"], "the function's log")
    cloudwatch.put_metric_alarm(
        AlarmName="own",
        Namespace="own",
        MetricName="never",
        TreatMissingData="ignore",
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=1,
        Period=3600,
        Statistic="Sum",
    )
    # the alarm has no data, so that its evaluation, whenever that comes, leaves it in the state that it was told
    cloudwatch.set_alarm_state(AlarmName="own", StateValue="ALARM", StateReason="told")
    cloudwatch.put_metric_data(Namespace="own", MetricData=[{"MetricName": "count", "Value": 3.0}])
    logs.create_log_group(logGroupName="told")
    logs.create_log_stream(logGroupName="told", logStreamName="one")
    now = int(datetime.now(UTC).timestamp() * 1000)
    logs.put_log_events(logGroupName="told", logStreamName="one", logEvents=[{"timestamp": now, "message": "a line"}])
    until(lambda: "told" in str(see(own.settings)["lines"]), "the line")
    before = see(own.settings)
    own.restart()
    return before, see(own.settings)


def function_url(own: Own) -> str:
    url: str = own.client("lambda").get_function_url_config(FunctionName="own")["FunctionUrl"]
    return url


type BeforeAndAfter = tuple[dict[str, Any], dict[str, Any]]


@pytest.mark.parametrize("what", SEEN)
def test_what_was_told_is_told_again(before_and_after: BeforeAndAfter, what: str) -> None:
    before, after = before_and_after
    assert before[what]
    assert after[what] == before[what]


@pytest.mark.usefixtures("before_and_after")
def test_functions_run_and_urls_name_the_present_port(own: Own) -> None:
    for url in (function_url(own), outputs(own.settings)["FunctionUrl"]):
        assert url.endswith(f":{own.settings.port}/")
    assert call(own.settings, function_url(own)) == "it is me"
    lambdas = own.client("lambda")
    for qualifier in ("$LATEST", "1", "live"):
        assert lambdas.invoke(FunctionName="own", Qualifier=qualifier)["StatusCode"] == 200
    lambdas.update_function_code(FunctionName="own", ZipFile=archive(CODE.replace("it is me", "another")))
    lambdas.get_waiter("function_updated_v2").wait(FunctionName="own", WaiterConfig={"Delay": 1})
    assert call(own.settings, function_url(own)) == "another"


@pytest.mark.usefixtures("before_and_after")
def test_metrics_are_there(own: Own) -> None:
    now = datetime.now(UTC)
    (point,) = own.client("cloudwatch").get_metric_statistics(
        Namespace="own",
        MetricName="count",
        StartTime=now - timedelta(hours=1),
        EndTime=now + timedelta(hours=1),
        Period=7200,
        Statistics=["Sum"],
    )["Datapoints"]
    assert point["Sum"] == 3


@pytest.mark.usefixtures("before_and_after")
def test_there_is_nothing_to_deploy(own: Own) -> None:
    assert "no changes" in deploy(own.settings).stderr


ANSWERED: dict[str, tuple[Callable[[Own], Any], Callable[[Own], Any]]] = {
    "role": (
        lambda own: own.client("iam").create_role(RoleName="last", AssumeRolePolicyDocument=TRUST),
        lambda own: own.client("iam").get_role(RoleName="last"),
    ),
    "function": (
        lambda own: own.client("lambda").create_function(
            FunctionName="last",
            Runtime="python3.13",
            Handler="main.handler",
            Role="arn:aws:iam::000000000000:role/own",
            Code={"ZipFile": archive()},
        ),
        lambda own: (
            own.client("lambda").get_waiter("function_active_v2").wait(FunctionName="last", WaiterConfig={"Delay": 1})
        ),
    ),
    "group": (
        lambda own: own.client("logs").create_log_group(logGroupName="last"),
        lambda own: own.client("logs").list_tags_log_group(logGroupName="last"),
    ),
    "change set": (
        lambda own: own.client("cloudformation").create_change_set(
            StackName="last", ChangeSetName="last", ChangeSetType="CREATE", TemplateBody=chain("last", 1)
        ),
        lambda own: own.client("cloudformation").execute_change_set(StackName="last", ChangeSetName="last"),
    ),
}


def test_what_was_answered_last_is_there(own: Own) -> None:
    for ask, _ in ANSWERED.values():
        ask(own)
    own.restart()
    for _, see_it in ANSWERED.values():
        see_it(own)
    own.client("cloudformation").get_waiter("stack_create_complete").wait(StackName="last", WaiterConfig={"Delay": 1})
    assert retentions(own.settings, "last") == [1] * GROUPS


def test_operations_that_were_cut_short_are_over(own: Own) -> None:
    cloudformation = own.client("cloudformation")
    for name in ("updated", "deleted"):
        cloudformation.create_stack(StackName=name, TemplateBody=chain(name, 1))
    ids = {
        name: cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackId"] for name in ("updated", "deleted")
    }
    for name in ids:
        cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    ids["created"] = cloudformation.create_stack(StackName="created", TemplateBody=chain("created", 1))["StackId"]
    cloudformation.update_stack(StackName="updated", TemplateBody=chain("updated", 3))
    cloudformation.delete_stack(StackName="deleted")
    until(lambda: retentions(own.settings, "created"), "the first log group", seconds=30)
    own.restart()
    cloudformation = own.client("cloudformation")
    statuses = {
        name: cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"] for name, stack in ids.items()
    }
    seen = {name: (statuses[name], retentions(own.settings, name)) for name in ids}
    assert seen["created"] in (("ROLLBACK_COMPLETE", []), ("CREATE_COMPLETE", [1] * GROUPS))
    assert seen["updated"] in (("UPDATE_ROLLBACK_COMPLETE", [1] * GROUPS), ("UPDATE_COMPLETE", [3] * GROUPS))
    assert seen["deleted"] == ("DELETE_COMPLETE", [])


@pytest.mark.parametrize("service", ["iam", "logs"])
def test_what_cannot_be_kept_is_refused_in_the_service_s_own_words(own: Own, service: str) -> None:
    def change() -> None:
        if service == "iam":
            own.client("iam").create_user(UserName=f"u{time.monotonic_ns()}")
        else:
            own.client("logs").create_log_group(logGroupName=f"g{time.monotonic_ns()}")

    in_the_way = own.settings.data_dir / "services" / f"{service}.state.new"
    in_the_way.mkdir()
    try:
        with pytest.raises(ClientError, match=f"InternalFailure.*the state of {service} could not be written"):
            change()
    finally:
        in_the_way.rmdir()
    change()


LOST = (("query",), ("services",), ("s3",), ("services", "query", "firehose"))


@pytest.mark.parametrize("folders", LOST, ids="-".join)
def test_a_stack_that_lost_a_part_comes_back(own: Own, folders: tuple[str, ...]) -> None:
    named = outputs(own.settings)
    own.client("s3").put_object(Bucket=named["DataBucketName"], Key="errors/kept", Body=b"delivered")

    def lose() -> None:
        for folder in folders:
            shutil.rmtree(own.settings.state_dir / "data" / folder)

    own.restart(lose)
    assert "no changes" in deploy(own.settings).stderr
    glue, athena = own.client("glue"), own.client("athena")
    assert glue.get_crawler(Name=named["CrawlerName"])["Crawler"]["DatabaseName"] == named["DatabaseName"]
    assert athena.get_named_query(NamedQueryId=outputs(own.settings)["NamedQueryId"])
    assert own.client("lambda").invoke(FunctionName=named["TransformerName"], Payload=b'{"records": []}')
    assert own.client("firehose").describe_delivery_stream(DeliveryStreamName=named["DeliveryStreamName"])
    if "s3" not in folders:
        assert (
            own.client("s3").get_object(Bucket=named["DataBucketName"], Key="errors/kept")["Body"].read()
            == b"delivered"
        )


def test_somebody_elses_resource_is_not_taken_over(own: Own) -> None:
    own.client("logs").create_log_group(logGroupName="/else/0")
    cloudformation = own.client("cloudformation")
    cloudformation.create_stack(StackName="else", TemplateBody=chain("else", 1))

    def status() -> str | None:
        (stack,) = cloudformation.describe_stacks(StackName="else")["Stacks"]
        return None if stack["StackStatus"].endswith("_IN_PROGRESS") else str(stack["StackStatus"])

    assert until(status, "the end") == "ROLLBACK_COMPLETE"


def test_a_restored_stack_can_be_deleted(own: Own) -> None:
    cloudformation = own.client("cloudformation")
    (stack,) = cloudformation.describe_stacks(StackName="tickstack")["Stacks"]
    cloudformation.delete_stack(StackName="tickstack")
    cloudformation.get_waiter("stack_delete_complete").wait(
        StackName=stack["StackId"], WaiterConfig={"Delay": 1, "MaxAttempts": 60}
    )
    functions = [function["FunctionName"] for function in own.client("lambda").list_functions()["Functions"]]
    roles = [role["RoleName"] for role in own.client("iam").list_roles()["Roles"]]
    groups = [group["logGroupName"] for group in own.client("logs").describe_log_groups()["logGroups"]]
    assert not [name for name in (*functions, *roles, *groups) if "tickstack" in name]
    assert own.client("firehose").list_delivery_streams()["DeliveryStreamNames"] == []


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "is damaged": lambda content: content[:-5],
    "has format 999": lambda content: content.replace(b'"format": 1', b'"format": 999', 1),
    "is not the state of a service": lambda _content: b"hello",
}


@pytest.mark.parametrize("says", DAMAGES)
def test_state_that_cannot_be_read_stops_the_start(own: Own, says: str) -> None:
    control.stop(own.settings)
    file: Path = own.settings.state_dir / "data" / "services" / "lambda.state"
    content = file.read_bytes()
    file.write_bytes(DAMAGES[says](content))
    try:
        with pytest.raises(StackError, match=says) as refused:
            start(own.settings)
        assert "tickstack down --volumes" in str(refused.value)
    finally:
        file.write_bytes(content)
