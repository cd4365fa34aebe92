"""Requests that are no requests: refused as AWS's JSON services refuse them, not with an error of the server's.

Stock answers HTTP 500, which clients send again.
"""

from typing import Any

from botocore.model import OperationNotFoundError
from localstack.aws.api import CommonServiceException
from localstack.aws.protocol.parser import OperationNotFoundParserError, ProtocolParserError, RequestParserError

SERVICES = frozenset({"firehose", "kinesis"})


def refuse() -> None:
    """Let the parser of requests tell what a client did wrong."""
    from localstack.aws.handlers.service import ServiceRequestParser

    stock: Any = ServiceRequestParser
    parse = stock.parse_and_enrich

    def parse_or_refuse(self: Any, context: Any) -> None:
        try:
            parse(self, context)
        except RequestParserError as error:
            refusal = refusal_of(error)
            if context.service.service_name not in SERVICES or refusal is None:
                raise
            context.operation = _operation(context)
            raise CommonServiceException(*refusal, status_code=400) from error

    stock.parse_and_enrich = parse_or_refuse


def refusal_of(error: RequestParserError) -> tuple[str, str] | None:
    """The code and the text of the refusal; None where the parser itself may be at fault."""
    if isinstance(error, OperationNotFoundParserError) or isinstance(error.__cause__, OperationNotFoundError):
        return "UnknownOperationException", ""
    return ("SerializationException", str(error)) if isinstance(error, ProtocolParserError) else None


def _operation(context: Any) -> Any:
    """The operation that the answer is of: where there is none of the name, it takes any to write an error."""
    name = context.request.headers.get("X-Amz-Target", "").rpartition(".")[2]
    names = context.service.operation_names
    return context.service.operation_model(name if name in names else names[0])
