"""The function's entry: reads the environment once, and turns an event into a collection and its answer.

Environment: ``DELIVERY_STREAM`` names the stream; ``INCLUDE_OHLCV=true`` adds open, close and volume.
"""

import functools
import json
import os
from collections.abc import Mapping
from typing import Any, cast

import boto3
from botocore.config import Config

from data_collector.collector import Collector
from data_collector.delivery import Delivery, FirehoseClient
from data_collector.market import configured_ticker
from data_collector.request import CollectRequest, InvalidRequest, is_url_event


class CollectionFailed(Exception):  # noqa: N818 - the name is the error type that callers see
    """Raised to direct callers when something was not collected, lest an asynchronous one takes it for success."""


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Answer a function URL's event or a plain one with ``statusCode``, ``headers`` and a JSON ``body``.

    Raises CollectionFailed where a plain event's answer would be a 5xx.
    """
    try:
        request = CollectRequest.from_event(event)
    except InvalidRequest as error:
        _log("refused", status=error.status, reason=str(error))
        return _answer(error.status, {"error": str(error)})
    collection = _collector(context).collect(request)
    body = collection.to_json()
    _log("collected", status=collection.status, **body)
    if collection.status >= 500 and not is_url_event(event):
        raise CollectionFailed(json.dumps(body))
    return _answer(collection.status, body)


def _collector(context: Any) -> Collector:
    delivery = Delivery(
        client=_firehose(),
        stream=os.environ["DELIVERY_STREAM"],
        time_left=lambda: context.get_remaining_time_in_millis() / 1000,
    )
    return Collector(
        ticker=_ticker(), delivery=delivery, ohlcv=os.environ.get("INCLUDE_OHLCV", "false").lower() == "true"
    )


@functools.cache
def _firehose() -> FirehoseClient:
    # Retries are the delivery's own: it knows which records failed and how much time is left.
    config = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20)
    client: Any = boto3.client("firehose", config=config)
    return cast("FirehoseClient", client)


_ticker = functools.cache(configured_ticker)


def _answer(status: int, body: Mapping[str, Any]) -> dict[str, Any]:
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}


def _log(message: str, **fields: Any) -> None:
    print(json.dumps({"message": message, **fields}))
