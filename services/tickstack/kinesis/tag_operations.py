"""The operations on a stream's tags, each named as boto3 names it. Consumers have none here."""

from collections.abc import Mapping
from dataclasses import replace

from tickstack.errors import AwsError, NotSupportedError
from tickstack.kinesis.model import Stream
from tickstack.kinesis.place import Answer, Place, Request
from tickstack.kinesis.streams import Key

MAX_TAGS = 50
LISTED_TAGS = 50


def add_tags_to_stream(place: Place, request: Request) -> Answer:
    return _add(place, place.key(request), request["Tags"])


def remove_tags_from_stream(place: Place, request: Request) -> Answer:
    return _remove(place, place.key(request), request["TagKeys"])


def list_tags_for_stream(place: Place, request: Request) -> Answer:
    tags = place.streams.get(place.key(request)).tags
    after, limit = request.get("ExclusiveStartTagKey") or "", request.get("Limit") or LISTED_TAGS
    names = [name for name in sorted(tags) if name > after]
    return {"Tags": _listed({name: tags[name] for name in names[:limit]}), "HasMoreTags": len(names) > limit}


def tag_resource(place: Place, request: Request) -> Answer:
    return _add(place, _resource(place, request), request["Tags"])


def untag_resource(place: Place, request: Request) -> Answer:
    return _remove(place, _resource(place, request), request["TagKeys"])


def list_tags_for_resource(place: Place, request: Request) -> Answer:
    return {"Tags": _listed(place.streams.get(_resource(place, request)).tags)}


def _resource(place: Place, request: Request) -> Key:
    if "/consumer/" in request["ResourceARN"]:
        raise NotSupportedError("tags of stream consumers")
    return place.key({"StreamARN": request["ResourceARN"]})


def _add(place: Place, key: Key, tags: Mapping[str, str]) -> Answer:
    def changed(stream: Stream) -> Stream:
        after = {**stream.tags, **tags}
        if len(after) > MAX_TAGS:
            raise AwsError(
                "InvalidArgumentException",
                f"Failed to add tags to stream {stream.name} under account {stream.account} because a given stream "
                f"cannot have more than {MAX_TAGS} tags associated with it.",
            )
        return replace(stream, tags=after)

    place.streams.change(key, changed)
    return {}


def _remove(place: Place, key: Key, names: list[str]) -> Answer:
    gone = set(names)
    place.streams.change(
        key,
        lambda stream: replace(stream, tags={name: value for name, value in stream.tags.items() if name not in gone}),
    )
    return {}


def _listed(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Key": name, "Value": tags[name]} for name in sorted(tags)]
