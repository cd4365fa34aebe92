"""Places in S3 where results go: ``s3://bucket/prefix``."""

import re
from typing import NamedTuple

from tickstack.athena.errors import invalid_request

_LOCATION = re.compile(r"s3://(?P<bucket>[a-zA-Z0-9][a-zA-Z0-9._-]+)(?:/(?P<key>.*))?", re.DOTALL)


class ObjectPath(NamedTuple):
    bucket: str
    key: str


def check_location(location: str) -> str:
    """``location``, if it is one. Raises InvalidRequestException."""
    if not _LOCATION.fullmatch(location):
        raise invalid_request("outputLocation is not a valid S3 path.")
    return location


def below(location: str, name: str) -> str:
    """The object ``name`` below ``location``, whether or not that ends with a slash."""
    return f"{location.rstrip('/')}/{name}"


def object_path(url: str) -> ObjectPath:
    found = _LOCATION.fullmatch(url)
    assert found is not None, url
    return ObjectPath(found["bucket"], found["key"] or "")
