import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.errors import AwsError
from tickstack.firehose.partitions import FROM_LAMBDA, FROM_QUERY, PartitionKey
from tickstack.firehose.prefixes import Occasion, object_key, partitioning, prefixes, random_string

WHEN = datetime(2020, 5, 14, 13, 30, 5, tzinfo=ZoneInfo("UTC"))
FAILED = "processing-failed"
TYPE = "!{firehose:error-output-type}"


def occasion(error_type: str = "") -> Occasion:
    return Occasion(WHEN, error_type, random=lambda: "046b6c7f-0b")


@pytest.mark.parametrize(
    ("text", "evaluated"),
    [
        ("", "2020/05/14/13/"),
        ("data/", "data/2020/05/14/13/"),
        ("foo", "foo2020/05/14/13/"),
        ("a/!{timestamp:yyyy}/!{timestamp:'d='dd}/", "a/2020/d=14/"),
        ("!{firehose:random-string}/", "046b6c7f-0b/2020/05/14/13/"),
        ("x!{timestamp:yyyy-MM-dd'T'HH}-!{firehose:random-string}", "x2020-05-14T13-046b6c7f-0b"),
        ("price in $ {}/", "price in $ {}/2020/05/14/13/"),
    ],
)
def test_data_prefix(text: str, evaluated: str) -> None:
    assert prefixes(text, f"errors/{TYPE}/").data.evaluate(occasion()) == evaluated


@pytest.mark.parametrize(
    ("data", "errors", "evaluated"),
    [
        ("", "", "processing-failed/2020/05/14/13/"),
        ("data/", "", "data/processing-failed/2020/05/14/13/"),
        ("data/", "errors/clicks/", "errors/clicks/processing-failed/2020/05/14/13/"),
        ("", "kinesis-processing-errors-", "kinesis-processing-errors-processing-failed/2020/05/14/13/"),
        ("", f"failures/{TYPE}/", "failures/processing-failed/"),
        ("", f"{TYPE}/!{{timestamp:yyyy}}/{TYPE}", "processing-failed/2020/processing-failed"),
        ("!{timestamp:yyyy}/", "errors/", "errors/processing-failed/2020/05/14/13/"),
    ],
)
def test_error_prefix(data: str, errors: str, evaluated: str) -> None:
    assert prefixes(data, errors).errors.evaluate(occasion(FAILED)) == evaluated


@pytest.mark.parametrize(
    ("data", "errors", "message"),
    [
        ("!{timestamp:yyyy}/", "", "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions"),
        ("!{firehose:random-string}/", "", "ErrorOutputPrefix cannot be null"),
        ("", "!{timestamp:yyyy}/", "must contain !{firehose:error-output-type}"),
        (f"{TYPE}/", "e/", "Prefix cannot contain !{firehose:error-output-type}"),
        ("a!{b", "e/", "only as part of an expression"),
        ("!{timestamp}", "e/", "only as part of an expression"),
        ("!{colour:red}", "e/", "invalid expression: !{colour:red}"),
        ("!{firehose:colour}", "e/", "invalid expression: !{firehose:colour}"),
        ("!{timestamp:yyyyT}", "e/", "letter: T"),
        ("x" * 513, "", "Prefix cannot be longer than 512"),
    ],
)
def test_refuses(data: str, errors: str, message: str) -> None:
    with pytest.raises(AwsError, match=re.escape(message)) as error:
        prefixes(data, errors)
    assert error.value.code == "InvalidArgumentException"


def test_a_literal_of_512_characters_may_be_followed_by_the_date() -> None:
    assert prefixes("x" * 512, "").data.evaluate(occasion()) == "x" * 512 + "2020/05/14/13/"


PARTITIONED = "a=!{partitionKeyFromQuery:a}/!{partitionKeyFromLambda:b}/!{partitionKeyFromQuery:a}"


def test_the_values_of_keys_have_what_room_the_rest_leaves() -> None:
    made = partitioning(prefixes(PARTITIONED + "!{timestamp:yyyy}", "errors/", partitioned=True).data, None, 500)
    assert made.keys == ((PartitionKey(FROM_QUERY, "a"), 2), (PartitionKey(FROM_LAMBDA, "b"), 1))
    assert made.room == 512 - len("a=//2000")


NEEDS_PARTITIONING = (
    "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled."
)


def test_partition_keys_are_put_in_as_they_are_and_no_date_is_appended() -> None:
    prefix = prefixes(PARTITIONED, "errors/", partitioned=True).data
    keys = (PartitionKey(FROM_QUERY, "a"), PartitionKey(FROM_LAMBDA, "b"))
    assert prefix.partition_keys == keys
    values = dict(zip(keys, ["x/y", "ü ="], strict=True))
    assert prefix.evaluate(Occasion(WHEN, partition=values)) == "a=x/y/ü =/x/y"


@pytest.mark.parametrize(
    ("data", "errors", "partitioned", "message"),
    [
        (PARTITIONED, "e/", False, NEEDS_PARTITIONING),
        ("a/", "e/", True, "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is"),
        (PARTITIONED, "", True, "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions"),
        ("", PARTITIONED + TYPE, False, "ErrorOutputPrefix cannot contain"),
        ("!{partitionKeyFromQuery:}", "e/", True, "invalid expression"),
        ("!{partitionKeyFromHeader:a}", "e/", True, "invalid expression"),
    ],
)
def test_rules_of_partition_keys(data: str, errors: str, partitioned: bool, message: str) -> None:
    with pytest.raises(AwsError, match=re.escape(message)):
        prefixes(data, errors, partitioned=partitioned)


def test_random_strings_differ_and_look_like_the_head_of_a_uuid() -> None:
    values = {random_string() for _ in range(50)}
    assert len(values) == 50
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{2}", value) for value in values)


@given(
    second=st.integers(0, 4_000_000_000),
    zone=st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York"]),
    stream=st.from_regex(r"[a-zA-Z0-9_.-]{1,64}", fullmatch=True),
)
def test_key(second: int, zone: str, stream: str) -> None:
    when = datetime.fromtimestamp(second, ZoneInfo(zone))
    key = object_key(prefixes("data/", "").data, stream, "12", Occasion(when), ".gz")
    pattern = rf"data/\d{{4}}/\d\d/\d\d/\d\d/{re.escape(stream)}-12-(\d{{4}}(?:-\d\d){{5}})-[0-9a-f-]{{36}}\.gz"
    match = re.fullmatch(pattern, key)
    assert match is not None
    assert match[1] == when.strftime("%Y-%m-%d-%H-%M-%S")
