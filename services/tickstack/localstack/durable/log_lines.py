"""CloudWatch Logs' lines: of each log group the newest are kept on disk, for every write writes all of them."""

from collections.abc import Mapping
from typing import Any

KEPT = 10_000
"""Lines of a log group that last. The others are there as long as the process that took them."""


def newest(groups: Mapping[str, Any]) -> dict[str, Any]:
    """Return moto's log groups with their streams, and with the lines of those that were written to last."""
    return {name: _shortened(group) for name, group in list(groups.items())}


def _shortened(group: Any) -> Any:
    streams = dict(group.streams)
    last_first = sorted(streams, key=lambda name: streams[name].last_ingestion_time or 0, reverse=True)
    short = _copied(group, streams={})
    left, lines = KEPT, {}
    for name in last_first:
        lines[name] = streams[name].events[-left:] if left else []
        left -= len(lines[name])
    for name, stream in streams.items():
        short.streams[name] = _copied(stream, log_group=short, events=lines[name])
    return short


def _copied(item: Any, **others: Any) -> Any:
    copy = object.__new__(type(item))  # moto's own way to an object would remember each for ever
    vars(copy).update(vars(item) | others)
    return copy
