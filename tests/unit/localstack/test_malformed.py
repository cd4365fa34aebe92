import base64

import pytest
from localstack.aws.protocol.parser import ProtocolParserError, RequestParserError, UnknownParserError, create_parser
from localstack.aws.spec import load_service
from localstack.http import Request

from tickstack.localstack.malformed import blob, refusal_of


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


@pytest.mark.parametrize("data", [b"", b"a", b"ab", b"abc", bytes(range(256))])
def test_base64_is_read(data: bytes) -> None:
    assert blob(base64.b64encode(data).decode()) == data


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("string", "Base64 encoded length is expected a multiple of 4 bytes but found: 6"),
        ("YWJj\n", "Base64 encoded length is expected a multiple of 4 bytes but found: 5"),
        ("%%%%", "Invalid base 64 character: '%'"),
        ("YWJj ZGV", "Invalid base 64 character: ' '"),
        ("YQ==YWJj", "Invalid base 64 character: '='"),
        ("YWJé", "Invalid base 64 character: 'é'"),
        ("a===", "Invalid base 64 character: '='"),
    ],
)
def test_other_text_is_refused_with_its_fault(text: str, fault: str) -> None:
    with pytest.raises(ProtocolParserError) as error:
        blob(text)
    assert refusal_of(error.value) == ("SerializationException", f"'{text}' can not be converted to a Blob: {fault}")
