"""Requests and replies against botocore's shapes, without a server."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel, StructureShape
from hypothesis import given
from hypothesis import strategies as st

from tickstack.errors import AwsError
from tickstack.wire.constraints import Framework, java_pattern, violations
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


ATHENA = Framework(shows_values=False)
NULL = "failed to satisfy constraint: Member must not be null"


@pytest.mark.parametrize(
    ("operation", "request_", "message"),
    [
        ("GetQueryExecution", {"QueryExecutionId": "x"}, None),
        ("GetQueryExecution", {}, f"1 validation error detected: Value null at 'queryExecutionId' {NULL}"),
        (
            "CreateNamedQuery",
            {"Database": "d"},
            f"2 validation errors detected: Value null at 'name' {NULL}; Value null at 'queryString' {NULL}",
        ),
        (
            "GetQueryResults",
            {"QueryExecutionId": "x", "MaxResults": 0},
            (
                "1 validation error detected: Value at 'maxResults' failed to satisfy constraint: Member must "
                "have value greater than or equal to 1"
            ),
        ),
        (
            "ListQueryExecutions",
            {"MaxResults": 51},
            (
                "1 validation error detected: Value at 'maxResults' failed to satisfy constraint: Member must "
                "have value less than or equal to 50"
            ),
        ),
        (
            "StartQueryExecution",
            {"QueryString": "", "ResultConfiguration": {"EncryptionConfiguration": {"EncryptionOption": "ROT13"}}},
            (
                "2 validation errors detected: Value at 'queryString' failed to satisfy constraint: Member must have "
                "length greater than or equal to 1; Value at 'resultConfiguration.encryptionConfiguration."
                "encryptionOption' failed to satisfy constraint: Member must satisfy enum value set: "
                "[SSE_S3, SSE_KMS, CSE_KMS]"
            ),
        ),
        (
            "StartQueryExecution",
            {"QueryString": "SELECT 1", "WorkGroup": "a b"},
            (
                "1 validation error detected: Value at 'workGroup' failed to satisfy constraint: Member must satisfy "
                "regular expression pattern: [a-zA-Z0-9._-]{1,128}"
            ),
        ),
    ],
)
def test_constraints_in_the_frameworks_words(operation: str, request_: dict[str, Any], message: str | None) -> None:
    assert violations(shape("athena", operation), request_, operation, ATHENA) == message


def test_lists_of_texts_and_of_structures() -> None:
    request = {"CatalogId": "", "DatabaseName": "d", "TablesToDelete": ["a", ""]}
    message = violations(shape("glue", "BatchDeleteTable"), request, "BatchDeleteTable", Framework())
    assert message is not None
    assert "Value '' at 'catalogId' failed to satisfy constraint: Member must have length" in message
    assert (
        "Value '[a, ]' at 'tablesToDelete' failed to satisfy constraint: Member must satisfy constraint: [" in message
    )
    nested = {"Name": "w", "Tags": [{"Key": "k"}, {"Key": ""}]}
    message = violations(shape("athena", "CreateWorkGroup"), nested, "CreateWorkGroup", Framework())
    assert message is not None
    assert "'tags.2.member.key'" in message


def test_a_service_may_enforce_other_bounds_than_its_model() -> None:
    framework = Framework(maxima={("GetQueryResults", "MaxResults"): 100_000}, counts_bytes=frozenset({"QueryString"}))
    results = {"QueryExecutionId": "x", "MaxResults": 100_000}
    assert violations(shape("athena", "GetQueryResults"), results, "GetQueryResults", framework) is None
    umlauts = {"QueryString": "ü" * 140_000}
    assert violations(shape("athena", "StartQueryExecution"), umlauts, "StartQueryExecution", framework) is not None
    assert violations(shape("athena", "StartQueryExecution"), umlauts, "StartQueryExecution", Framework()) is None


@pytest.mark.parametrize("service", MODELS)
def test_every_pattern_of_the_models_compiles(service: str) -> None:
    model = MODELS[service]
    for name in model.shape_names:
        pattern = model.shape_for(name).metadata.get("pattern")
        if pattern:
            java_pattern(pattern)


def test_astral_characters_fit_the_models_patterns() -> None:
    pattern = shape("glue", "GetTable").members["Name"].metadata["pattern"]
    assert java_pattern(pattern).fullmatch("ticks 🙂")
    assert not java_pattern(pattern).fullmatch("line\nend")


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
        violations(target, read_request(body, target), "StartQueryExecution", ATHENA)
    except AwsError as error:
        return error.code
    return None
