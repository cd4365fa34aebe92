import pytest
from localstack.aws.protocol.parser import RequestParserError, UnknownParserError, create_parser
from localstack.aws.spec import load_service
from localstack.http import Request

from tickstack.localstack.malformed import refusal_of


@pytest.mark.parametrize(
    ("operation", "body", "code"),
    [
        ("Nope", "{}", "UnknownOperationException"),
        ("PutRecord", "{", "SerializationException"),
        ("PutRecord", '{"Record": {"Data": 5}}', "SerializationException"),
        ("PutRecord", '{"Record": {"Data": "YQ"}}', "SerializationException"),
        ("PutRecord", '{"Record": "x"}', "SerializationException"),
        ("ListDeliveryStreams", '{"Limit": "x"}', "SerializationException"),
    ],
)
def test_what_is_no_request_is_the_client_s_fault(operation: str, body: str, code: str) -> None:
    headers = {"X-Amz-Target": f"Firehose_20150804.{operation}", "Content-Type": "application/x-amz-json-1.1"}
    with pytest.raises(RequestParserError) as error:
        create_parser(load_service("firehose"), "json").parse(Request("POST", "/", headers=headers, body=body))
    refusal = refusal_of(error.value)
    assert refusal is not None
    assert refusal[0] == code


def test_a_fault_of_the_parser_stays_one() -> None:
    assert refusal_of(UnknownParserError("whatever")) is None
