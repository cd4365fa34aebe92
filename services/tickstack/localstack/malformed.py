"""Requests that are no requests: refused as AWS's JSON services refuse them, not with an error of the server's.

Stock answers HTTP 500, which clients send again, and takes text that is no base64 for other bytes.
"""

import base64
import binascii
import re
from typing import Any

from botocore.model import OperationNotFoundError
from localstack.aws.api import CommonServiceException
from localstack.aws.protocol.parser import OperationNotFoundParserError, ProtocolParserError, RequestParserError

SERVICES = frozenset({"firehose", "kinesis"})
_FORWARDED = frozenset({"athena", "glue"})


def refuse() -> None:
    """Let the parser of requests tell what a client did wrong."""
    from localstack.aws.handlers.service import ServiceRequestParser
    from localstack.aws.protocol.parser import BaseJSONRequestParser

    stock: Any = ServiceRequestParser
    parser: Any = BaseJSONRequestParser
    parse_blob = parser._parse_blob  # noqa: SLF001 - LocalStack has no other place for it

    def parse_base64(self: Any, request: Any, shape: Any, node: Any, uri_params: Any = None) -> Any:
        if isinstance(node, str) and self.service.service_name in SERVICES:
            return blob(node)
        return parse_blob(self, request, shape, node, uri_params)

    parser._parse_blob = parse_base64  # noqa: SLF001
    parse = stock.parse_and_enrich

    def parse_or_refuse(self: Any, context: Any) -> None:
        try:
            parse(self, context)
        except RequestParserError as error:
            refusal = refusal_of(error)
            if context.service.service_name not in SERVICES | _FORWARDED or refusal is None:
                raise
            context.operation = _operation(context)
            raise CommonServiceException(*refusal, status_code=400) from error

    stock.parse_and_enrich = parse_or_refuse


def refusal_of(error: RequestParserError) -> tuple[str, str] | None:
    """The code and the text of the refusal; None where the parser itself may be at fault."""
    if isinstance(error, OperationNotFoundParserError) or isinstance(error.__cause__, OperationNotFoundError):
        return "UnknownOperationException", ""
    return ("SerializationException", str(error)) if isinstance(error, ProtocolParserError) else None


def blob(text: str) -> bytes:
    """The bytes of a blob in JSON. Raises ProtocolParserError, with the words of AWS's SDK for Java."""
    fault = f"Base64 encoded length is expected a multiple of 4 bytes but found: {len(text)}"
    if len(text) % 4 == 0:
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            strange = re.search(r"[^A-Za-z0-9+/]", text)
            fault = f"Invalid base 64 character: '{strange[0] if strange else ''}'"
    raise ProtocolParserError(f"'{text}' can not be converted to a Blob: {fault}")


def _operation(context: Any) -> Any:
    """The operation that the answer is of: where there is none of the name, it takes any to write an error."""
    name = context.request.headers.get("X-Amz-Target", "").rpartition(".")[2]
    names = context.service.operation_names
    return context.service.operation_model(name if name in names else names[0])
