"""The function's entry: every record of Firehose's event gets its result, once and in order."""

import base64
import collections
import json
from collections.abc import Mapping
from typing import Any

from data_transformer.rule import transform


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001 - Lambda calls with both
    """Transform a Firehose transformation event; see the rule for what becomes of a record."""
    records = [_transformed(record) for record in event["records"]]
    counts = collections.Counter(record["result"] for record in records)
    print(json.dumps({"message": "transformed", "invocation": event.get("invocationId"), **counts}))
    return {"records": records}


def _transformed(record: Mapping[str, str]) -> dict[str, str]:
    result, data = transform(base64.b64decode(record["data"]))
    return {"recordId": record["recordId"], "result": result.value, "data": base64.b64encode(data).decode()}
