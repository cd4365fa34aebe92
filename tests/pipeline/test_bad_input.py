"""Bad input gets what AWS gives, and nothing else is lost."""

import base64
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from analyst import DAY, Athena, Stack, command, lines_below
from own_stack import until

pytestmark = pytest.mark.stack

GOOD = b'{"high": 2.5, "low": 1.5, "ts": "2020-05-14 09:30:00-04:00", "name": "GOOD"}'


def put(stack: Stack, stream: str, *records: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = stack.client("firehose").put_record_batch(
        DeliveryStreamName=stream, Records=[{"Data": record} for record in records]
    )
    return answer


def test_a_record_that_is_not_json_goes_to_the_error_prefix_alone(stack: Stack, stream: str, bucket: str) -> None:
    assert put(stack, stream, GOOD, b"not json", GOOD)["FailedPutCount"] == 0
    s3 = stack.client("s3")
    (line,) = until(lambda: lines_below(s3, bucket, "errors/processing-failed/"), "the error object")
    error = json.loads(line)
    assert list(error) == [
        "rawData",
        "errorCode",
        "errorMessage",
        "attemptsMade",
        "arrivalTimestamp",
        "attemptEndingTimestamp",
        "lambdaARN",
    ]
    assert base64.b64decode(error["rawData"]) == b"not json"
    assert error["errorCode"] == "Lambda.ProcessingFailedStatus"
    assert until(lambda: lines_below(s3, bucket, "ticks/"), "delivery of the others") == [GOOD, GOOD]


def test_a_record_of_1001_kib_is_refused_and_the_stream_goes_on(stack: Stack, stream: str, bucket: str) -> None:
    with pytest.raises(ClientError) as refused:
        stack.client("firehose").put_record(DeliveryStreamName=stream, Record={"Data": b"x" * 1001 * 1024})
    assert refused.value.response["Error"]["Code"] == "ValidationException"
    assert "Member must have length less than or equal to 1024000" in refused.value.response["Error"]["Message"]
    put(stack, stream, GOOD)
    assert until(lambda: lines_below(stack.client("s3"), bucket, "ticks/"), "delivery") == [GOOD]


def test_a_batch_of_501_is_refused_whole(stack: Stack, stream: str, bucket: str) -> None:
    with pytest.raises(ClientError) as refused:
        put(stack, stream, *[b"{}"] * 501)
    assert refused.value.response["Error"]["Code"] == "ValidationException"
    put(stack, stream, GOOD)
    assert until(lambda: lines_below(stack.client("s3"), bucket, "ticks/"), "delivery") == [GOOD]


def test_an_unknown_ticker_has_no_records_and_the_others_have_theirs(stack: Stack) -> None:
    ran = command(stack, "collect", "NOSUCH", "FB", "--start", DAY, "--interval", "1h", "--json")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["records"] == {"NOSUCH": 0, "FB": 7}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--start", "14.5.2020"], "start"),
        (["--start", "2020-05-15", "--end", "2020-05-14"], "end"),
        (["--interval", "7m"], "interval"),
        (["F@B"], "F@B"),
    ],
)
def test_a_bad_parameter_is_named(arguments: list[str], said: str, stack: Stack) -> None:
    ran = command(stack, "collect", *arguments)
    assert ran.returncode == 1
    assert "400" in ran.stderr
    assert said in ran.stderr


def test_a_missing_table_fails_the_query_as_athena_does(stack: Stack, athena: Athena) -> None:
    status = athena.finish("SELECT * FROM nowhere", stack.outputs["DatabaseName"])["Status"]
    database = stack.outputs["DatabaseName"]
    assert status["State"] == "FAILED"
    assert status["StateChangeReason"] == (
        f"TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.{database}.nowhere' does not exist"
    )
    assert status["AthenaError"] == {
        "ErrorCategory": 2,
        "ErrorType": 1301,
        "Retryable": False,
        "ErrorMessage": status["StateChangeReason"],
    }


def test_a_syntax_error_is_refused_at_once(athena: Athena) -> None:
    with pytest.raises(ClientError) as refused:
        athena.client.start_query_execution(QueryString="SELEC 1", WorkGroup=athena.workgroup)
    answer = refused.value.response
    assert answer["Error"]["Code"] == "InvalidRequestException"
    assert answer["AthenaErrorCode"] == "MALFORMED_QUERY"  # type: ignore[typeddict-item]  # Athena's own member
    assert answer["Error"]["Message"].startswith("line 1:1: mismatched input 'SELEC'. Expecting: 'ALTER', 'ANALYZE',")
