"""Requests and replies against botocore's shapes, without a server."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel, StructureShape
from hypothesis import given
from hypothesis import strategies as st

from tickstack.constraints import Framework, violations
from tickstack.errors import AwsError
from tickstack.wire.replies import ReplyError, write_reply
from tickstack.wire.requests import read_request

MODELS = {name: ServiceModel(Loader().load_service_model(name, "service-2"), name) for name in ("athena", "glue")}


def shape(service: str, operation: str) -> StructureShape:
    found = MODELS[service].operation_model(operation).input_shape
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", None),
        (b"null", None),
        (b'"text"', None),
        (b"7", None),
        (b'{"MaxResults": 1,}', None),
        (b'{"MaxResults": NaN}', None),
        (b"[" * 100_000, None),
        (b"[]", "Start of list found where not expected"),
        (b'{"MaxResults": "5"}', "STRING_VALUE can not be converted to an Integer"),
        (b'{"MaxResults": true}', "TRUE_VALUE can not be converted to an Integer"),
        (b'{"QueryExecutionId": 5}', "NUMBER_VALUE can not be converted to a String"),
        (b'{"QueryExecutionId": false}', "FALSE_VALUE can not be converted to a String"),
        (b'{"QueryExecutionId": []}', "Start of list found where not expected"),
        (b'{"QueryExecutionId": {}}', "Start of structure or map found where not expected."),
    ],
)
def test_what_is_not_of_the_right_json_type_is_refused(body: bytes, message: str | None) -> None:
    with pytest.raises(AwsError) as caught:
        read_request(body, shape("athena", "GetQueryResults"))
    assert (caught.value.code, caught.value.message) == ("SerializationException", message)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"ExecutionParameters": "x"}, "Expected list or null"),
        ({"ExecutionParameters": {}}, "Start of structure or map found where not expected."),
        ({"QueryExecutionContext": "x"}, "Expected null"),
        ({"QueryExecutionContext": []}, "Start of list found where not expected"),
    ],
)
def test_containers_have_words_of_their_own(body: dict[str, Any], message: str) -> None:
    with pytest.raises(AwsError) as caught:
        read_request(json.dumps(body).encode(), shape("athena", "StartQueryExecution"))
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ({"Surprise": 1}, {}),
        ({"MaxResults": None}, {}),
        ({"MaxResults": 2.9}, {"MaxResults": 2}),
    ],
)
def test_what_is_tolerated(body: dict[str, Any], read: dict[str, Any]) -> None:
    assert read_request(json.dumps(body).encode(), shape("athena", "GetQueryResults")) == read


def test_nulls_in_lists_are_dropped_and_times_are_moments() -> None:
    parameters = read_request(b'{"ExecutionParameters": ["1", null]}', shape("athena", "StartQueryExecution"))
    table = read_request(b'{"TableInput": {"LastAccessTime": 1589450400.5}}', shape("glue", "CreateTable"))
    assert parameters == {"ExecutionParameters": ["1"]}
    assert table["TableInput"]["LastAccessTime"] == datetime(2020, 5, 14, 10, 0, 0, 500000, UTC)


def output(service: str, operation: str) -> StructureShape | None:
    return MODELS[service].operation_model(operation).output_shape


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ({"QueryExecution": {"Colour": "red"}}, "no member 'Colour'"),
        ({"QueryExecution": {"Query": 5}}, "is a string"),
        ({"QueryExecution": []}, "is a structure"),
        ({"QueryExecution": {"ExecutionParameters": "x"}}, "is a list"),
        ({"QueryExecution": {"Statistics": {"DataScannedInBytes": True}}}, "is a long"),
        ({"QueryExecution": {"Status": {"SubmissionDateTime": datetime(2020, 5, 14)}}}, "has no zone"),
    ],
)
def test_what_the_output_shape_does_not_have_is_a_defect(reply: dict[str, Any], reason: str) -> None:
    with pytest.raises(ReplyError, match=reason):
        write_reply(reply, output("athena", "GetQueryExecution"))


def test_replies_carry_epoch_seconds_and_no_nulls() -> None:
    moment = datetime(2020, 5, 14, 10, 0, 0, 500000, UTC)
    reply = {"QueryExecution": {"Query": None, "Status": {"SubmissionDateTime": moment}}}
    body = write_reply(reply, output("athena", "GetQueryExecution"))
    assert json.loads(body) == {"QueryExecution": {"Status": {"SubmissionDateTime": 1589450400.5}}}
    assert write_reply({}, None) == b"{}"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["QueryString", "QueryExecutionContext", "Database"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    assert refusal(body) in (None, "SerializationException")


def refusal(body: bytes) -> str | None:
    """The code with which a body is refused."""
    target = shape("athena", "StartQueryExecution")
    try:
        violations(target, read_request(body, target), "StartQueryExecution", Framework())
    except AwsError as error:
        return error.code
    return None
