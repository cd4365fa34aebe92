"""The operations on a stream's resource policy, each named as boto3 names it. No policy is enforced here."""

import json
from dataclasses import replace

from tickstack.errors import AwsError, NotSupportedError
from tickstack.kinesis.place import Answer, Place, Request
from tickstack.kinesis.streams import Key

NO_POLICY = "{}"


def put_resource_policy(place: Place, request: Request) -> Answer:
    policy = request["Policy"]
    try:
        json.loads(policy)
    except ValueError:
        raise AwsError("InvalidArgumentException", "The policy is not valid JSON.") from None
    place.streams.change(_stream(place, request), lambda stream: replace(stream, policy=policy))
    return {}


def get_resource_policy(place: Place, request: Request) -> Answer:
    return {"Policy": place.streams.get(_stream(place, request)).policy or NO_POLICY}


def delete_resource_policy(place: Place, request: Request) -> Answer:
    key = _stream(place, request)
    if place.streams.get(key).policy is None:
        text = f"No resource policy found for resource ARN {request['ResourceARN']}"
        raise AwsError("ResourceNotFoundException", text)
    place.streams.change(key, lambda stream: replace(stream, policy=None))
    return {}


def _stream(place: Place, request: Request) -> Key:
    if "/consumer/" in request["ResourceARN"]:
        raise NotSupportedError("resource policies of stream consumers")
    return place.key({"StreamARN": request["ResourceARN"]})
