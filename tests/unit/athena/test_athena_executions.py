"""Query executions through boto3: what is refused, what is run, how it ends, what it leaves in S3."""

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from botocore.exceptions import ClientError

from tickstack.athena.metadata import RESULT

if TYPE_CHECKING:
    from mypy_boto3_athena import AthenaClient
    from mypy_boto3_s3 import S3Client

TICKS = "SELECT name, high FROM ticks"
TOKEN = "t" * 32


class Engine(Protocol):
    """What the tests use of the fake engine."""

    prepared: list[tuple[str, str, Any]]
    gate: Any
    begun: Any


def start(athena: "AthenaClient", text: str = TICKS, output: str = "s3://results/out/", **request: Any) -> str:
    return athena.start_query_execution(QueryString=text, ResultConfiguration={"OutputLocation": output}, **request)[
        "QueryExecutionId"
    ]


def finished(athena: "AthenaClient", identity: str) -> Any:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        execution = athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]
        if execution["Status"]["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"):
            return execution
    raise AssertionError(f"{identity} is still running")


def ran(athena: "AthenaClient", text: str = TICKS, **request: Any) -> Any:
    return finished(athena, start(athena, text, **request))


def refusal(call: Callable[[], object]) -> tuple[str, str]:
    """Code and message of the InvalidRequestException that ``call`` ends in."""
    with pytest.raises(ClientError) as caught:
        call()
    response: Any = caught.value.response
    assert response["Error"]["Code"] == "InvalidRequestException"
    return response["AthenaErrorCode"], response["Error"]["Message"]


def keys(s3: "S3Client") -> list[str]:
    return [item["Key"] for item in s3.list_objects_v2(Bucket="results").get("Contents", [])]


def test_a_query_is_described_as_athena_describes_it(athena: "AthenaClient") -> None:
    context: Any = {"Database": "Market", "Catalog": "AwsDataCatalog"}
    execution = ran(athena, f"\n {TICKS} ;\n", QueryExecutionContext=context)
    identity = execution["QueryExecutionId"]
    statistics, status = execution.pop("Statistics"), execution.pop("Status")
    assert execution == {
        "QueryExecutionId": identity,
        "Query": TICKS,
        "StatementType": "DML",
        "SubstatementType": "SELECT",
        "ResultConfiguration": {"OutputLocation": f"s3://results/out/{identity}.csv"},
        "ResultReuseConfiguration": {"ResultReuseByAgeConfiguration": {"Enabled": False}},
        "QueryExecutionContext": {"Catalog": "awsdatacatalog", "Database": "Market"},
        "WorkGroup": "primary",
        "EngineVersion": {
            "SelectedEngineVersion": "AUTO",
            "EffectiveEngineVersion": "Athena engine version 3",
        },
    }
    assert status["State"] == "SUCCEEDED"
    assert status["CompletionDateTime"] >= status["SubmissionDateTime"]
    assert statistics["DataScannedInBytes"] == 123
    assert statistics["ResultReuseInformation"] == {"ReusedPreviousResult": False}
    assert "QueryPlanningTimeInMillis" in statistics


def test_a_result_is_a_csv_and_its_metadata(athena: "AthenaClient", s3: "S3Client") -> None:
    identity = ran(athena)["QueryExecutionId"]
    csv = s3.get_object(Bucket="results", Key=f"out/{identity}.csv")
    assert csv["Body"].read() == b'"name","High"\n"FB","1.5"\n"say ""hi"",\r\nthere",\n"","2.0"\n,\n'
    assert csv["ContentType"] == "application/octet-stream"
    message = RESULT.FromString(s3.get_object(Bucket="results", Key=f"out/{identity}.csv.metadata")["Body"].read())
    assert re.fullmatch(r"\d{8}_\d{6}_\d{5}_[a-z]{5}", message.query_id)
    assert not message.HasField("update_count")
    assert [(column.catalog, column.name, column.type, column.nullable) for column in message.columns] == [
        ("hive", "name", "varchar", 3),
        ("hive", "High", "double", 3),
    ]


def test_a_query_that_reads_nothing_is_not_planned(athena: "AthenaClient", s3: "S3Client") -> None:
    execution = ran(athena, "SELECT 1", output="s3://results")
    identity = execution["QueryExecutionId"]
    assert execution["ResultConfiguration"]["OutputLocation"] == f"s3://results/{identity}.csv"
    assert "QueryPlanningTimeInMillis" not in execution["Statistics"]
    assert s3.head_object(Bucket="results", Key=f"{identity}.csv")["ContentType"] == "binary/octet-stream"
    message = RESULT.FromString(s3.get_object(Bucket="results", Key=f"{identity}.csv.metadata")["Body"].read())
    assert (message.query_id, message.HasField("update_type"), message.update_count) == (identity, True, 0)


def test_the_engine_gets_database_and_parameters(athena: "AthenaClient", engine: Engine) -> None:
    ran(athena, "SELECT ?", QueryExecutionContext={"Database": "Market"}, ExecutionParameters=["'FB'"])
    ran(athena, "SELECT 2")
    assert [(text, database, tuple(given)) for text, database, given in engine.prepared] == [
        ("SELECT ?", "market", ("'FB'",)),
        ("SELECT 2", "default", ()),
    ]


@pytest.mark.parametrize(
    ("text", "reason", "error"),
    [
        (
            "SELECT missing",
            "COLUMN_NOT_FOUND: line 1:8: Column 'missing' cannot be resolved",
            {"ErrorCategory": 2, "ErrorType": 1006},
        ),
        ("SELECT defect", "GENERIC_INTERNAL_ERROR: boom", {"ErrorCategory": 1, "ErrorType": 200}),
    ],
)
def test_a_failure_says_why_and_leaves_nothing(
    athena: "AthenaClient", s3: "S3Client", text: str, reason: str, error: dict[str, Any]
) -> None:
    status = ran(athena, text)["Status"]
    assert status["State"] == "FAILED"
    assert status["StateChangeReason"] == reason
    assert status["AthenaError"] == {**error, "Retryable": False, "ErrorMessage": reason}
    assert keys(s3) == []


def test_another_catalog_does_not_exist(athena: "AthenaClient") -> None:
    status = ran(athena, QueryExecutionContext={"Catalog": "other"})["Status"]
    assert status["StateChangeReason"] == "CATALOG_NOT_FOUND: Catalog 'other' does not exist"


def test_a_result_that_cannot_be_put_fails_the_query(athena: "AthenaClient") -> None:
    status = ran(athena, output="s3://no-such-bucket-here/")["Status"]
    assert status["State"] == "FAILED"
    assert status["StateChangeReason"].startswith("The S3 location provided to save your query results is invalid.")
    assert status["AthenaError"]["ErrorCategory"] == 2


@pytest.mark.parametrize(
    ("request_", "refused"),
    [
        (
            {"ResultConfiguration": {"OutputLocation": "results"}},
            ("INVALID_INPUT", "outputLocation is not a valid S3 path."),
        ),
        (
            {"ResultConfiguration": {}},
            (
                "INVALID_INPUT",
                (
                    "No output location provided. An output location is required either through the Workgroup result "
                    "configuration setting or as an API input."
                ),
            ),
        ),
        ({"WorkGroup": "none"}, ("INVALID_INPUT", "WorkGroup is not found.")),
        (
            {"QueryString": "SELECT 1; SELECT 2"},
            ("MALFORMED_QUERY", "Only one sql statement is allowed. Got: SELECT 1; SELECT 2"),
        ),
        ({"QueryString": ";"}, ("MALFORMED_QUERY", "Empty sql statement: ;")),
        (
            {"ClientRequestToken": "short"},
            (
                "INVALID_INPUT",
                (
                    "1 validation error detected: Value at 'clientRequestToken' failed to satisfy constraint: Member "
                    "must have length greater than or equal to 32"
                ),
            ),
        ),
        (
            {"ClientRequestToken": "ü" * 70},
            ("INVALID_INPUT", "clientRequestToken exceeds maximum allowed length 128"),
        ),
    ],
)
def test_what_is_refused_at_once(athena: "AthenaClient", request_: dict[str, Any], refused: tuple[str, str]) -> None:
    request = {"QueryString": TICKS, "ResultConfiguration": {"OutputLocation": "s3://results/"}, **request_}
    assert refusal(lambda: athena.start_query_execution(**request)) == refused
    assert athena.list_query_executions()["QueryExecutionIds"] == []


def test_a_syntax_error_is_refused_with_trinos_words(athena: "AthenaClient") -> None:
    code, message = refusal(lambda: start(athena, "SELEC 1"))
    assert code == "MALFORMED_QUERY"
    assert message.startswith("line 1:1: mismatched input 'SELEC'. Expecting: 'ALTER'")


def test_a_token_makes_a_request_idempotent(athena: "AthenaClient") -> None:
    first = start(athena, ClientRequestToken=TOKEN)
    assert start(athena, ClientRequestToken=TOKEN, ExecutionParameters=["1"]) == first
    mismatch = ("IDEMPOTENT_PARAMETER_MISMATCH", "Idempotent parameters do not match")
    assert refusal(lambda: start(athena, TICKS + " ", ClientRequestToken=TOKEN)) == mismatch
    context: Any = {"Database": "default"}
    assert refusal(lambda: start(athena, ClientRequestToken=TOKEN, QueryExecutionContext=context)) == mismatch
    assert refusal(lambda: start(athena, output="s3://results/b", ClientRequestToken=TOKEN)) == mismatch
    assert athena.list_query_executions()["QueryExecutionIds"] == [first]


def test_a_refused_request_does_not_use_its_token_up(athena: "AthenaClient") -> None:
    refusal(lambda: start(athena, "SELEC 1", ClientRequestToken=TOKEN))
    assert start(athena, ClientRequestToken=TOKEN)


def test_a_running_query_can_be_stopped(athena: "AthenaClient", s3: "S3Client", engine: Engine) -> None:
    identity = start(athena, "SELECT wait")
    assert engine.begun.wait(30)
    assert athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]["Status"]["State"] == "RUNNING"
    state = "Query has not yet finished. Current state: RUNNING"
    results = refusal(lambda: athena.get_query_results(QueryExecutionId=identity))
    assert results == ("INVALID_QUERY_EXECUTION_STATE", state)
    athena.stop_query_execution(QueryExecutionId=identity)
    status = finished(athena, identity)["Status"]
    assert (status["State"], status["StateChangeReason"]) == ("CANCELLED", "Query cancelled by user")
    athena.stop_query_execution(QueryExecutionId=identity)
    gone = refusal(lambda: athena.get_query_results(QueryExecutionId=identity))
    assert gone == ("RESULT_NOT_FOUND", "Could not find results")
    assert keys(s3) == []


def test_queries_wait_their_turn_and_can_be_stopped_before_it(athena: "AthenaClient", engine: Engine) -> None:
    ids = [start(athena, "SELECT wait") for _ in range(4)]
    queued = start(athena)
    assert engine.begun.wait(30)
    athena.stop_query_execution(QueryExecutionId=queued)
    assert finished(athena, queued)["Status"]["State"] == "CANCELLED"
    engine.gate.set()
    assert {finished(athena, identity)["Status"]["State"] for identity in ids} == {"SUCCEEDED"}


def test_a_stopped_query_that_is_final_stays_as_it_is(athena: "AthenaClient") -> None:
    identity = ran(athena)["QueryExecutionId"]
    athena.stop_query_execution(QueryExecutionId=identity)
    assert finished(athena, identity)["Status"]["State"] == "SUCCEEDED"


@pytest.mark.parametrize(
    "operation",
    ["get_query_execution", "stop_query_execution", "get_query_results", "get_query_runtime_statistics"],
)
def test_an_unknown_id(athena: "AthenaClient", operation: str) -> None:
    code, message = refusal(lambda: getattr(athena, operation)(QueryExecutionId="none"))
    assert (code, message) == ("QUERY_EXECUTION_NOT_FOUND", "QueryExecution none was not found")


def test_batches_and_lists(athena: "AthenaClient") -> None:
    ids = [ran(athena)["QueryExecutionId"] for _ in range(3)]
    found: Any = athena.batch_get_query_execution(QueryExecutionIds=[ids[0], "none"])
    assert [execution["QueryExecutionId"] for execution in found["QueryExecutions"]] == [ids[0]]
    assert found["UnprocessedQueryExecutionIds"] == [
        {
            "QueryExecutionId": "none",
            "ErrorCode": "QUERY_EXECUTION_NOT_FOUND",
            "ErrorMessage": "QueryExecution none was not found",
        }
    ]
    first: Any = athena.list_query_executions(MaxResults=2)
    second: Any = athena.list_query_executions(MaxResults=2, NextToken=first["NextToken"])
    assert first["QueryExecutionIds"] + second["QueryExecutionIds"] == ids[::-1]
    assert "NextToken" not in second
    malformed = refusal(lambda: athena.list_query_executions(NextToken="?"))
    assert malformed == ("INVALID_INPUT", "The nextPageToken is malformed: ?")


def test_runtime_statistics(athena: "AthenaClient") -> None:
    identity = ran(athena)["QueryExecutionId"]
    statistics: Any = athena.get_query_runtime_statistics(QueryExecutionId=identity)["QueryRuntimeStatistics"]
    assert statistics["Rows"]["OutputRows"] == 4
    assert statistics["Rows"]["InputBytes"] == 123
    assert "TotalExecutionTimeInMillis" in statistics["Timeline"]


def test_a_workgroup_that_enforces_replaces_the_clients_settings(athena: "AthenaClient", s3: "S3Client") -> None:
    configuration: Any = {
        "ResultConfiguration": {
            "OutputLocation": "s3://results/team",
            "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"},
        },
    }
    athena.create_work_group(Name="team", Configuration=configuration)
    execution = ran(athena, output="s3://results/mine/", WorkGroup="team", ClientRequestToken=TOKEN)
    identity = execution["QueryExecutionId"]
    assert execution["ResultConfiguration"] == {
        "OutputLocation": f"s3://results/team/{identity}.csv",
        "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"},
    }
    assert s3.head_object(Bucket="results", Key=f"team/{identity}.csv")["ServerSideEncryption"] == "AES256"
    assert start(athena, output="s3://results/team", WorkGroup="team", ClientRequestToken=TOKEN) == identity
    updates: Any = {"EnforceWorkGroupConfiguration": False}
    athena.update_work_group(WorkGroup="team", ConfigurationUpdates=updates)
    execution = ran(athena, output="s3://results/mine/", WorkGroup="team")
    assert execution["ResultConfiguration"]["OutputLocation"].startswith("s3://results/mine/")
    athena.update_work_group(WorkGroup="team", State="DISABLED")
    assert refusal(lambda: start(athena, WorkGroup="team")) == ("INVALID_INPUT", "WorkGroup team is disabled.")


def test_a_scan_that_passes_the_workgroups_limit_is_cancelled(
    athena: "AthenaClient", engine: Any, s3: "S3Client"
) -> None:
    engine.answers[TICKS].scanned_bytes = 10_000_001
    athena.create_work_group(Name="thrifty", Configuration={"BytesScannedCutoffPerQuery": 10_000_000})
    athena.update_work_group(WorkGroup="thrifty", ConfigurationUpdates={"EnforceWorkGroupConfiguration": False})
    status = ran(athena, WorkGroup="thrifty")["Status"]
    assert (status["State"], status["StateChangeReason"]) == ("CANCELLED", "Bytes scanned limit was exceeded")
    assert keys(s3) == []
