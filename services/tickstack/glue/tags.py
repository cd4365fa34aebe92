"""Tags of resources: maps of text by the resource's name within its service and account (``database/ticks``)."""

import threading
from collections.abc import Iterable, Mapping, MutableMapping


class Tags:
    """The tags of one account in one region, kept in ``tags``."""

    def __init__(self, tags: MutableMapping[str, dict[str, str]] | None = None) -> None:
        self._tags: MutableMapping[str, dict[str, str]] = {} if tags is None else tags
        self._lock = threading.Lock()

    def of(self, resource: str) -> dict[str, str]:
        with self._lock:
            return dict(self._tags.get(resource, {}))

    def add(self, resource: str, tags: Mapping[str, str]) -> None:
        with self._lock:
            self._tags[resource] = {**self._tags.get(resource, {}), **tags}

    def remove(self, resource: str, keys: Iterable[str]) -> None:
        with self._lock:
            gone = set(keys)
            kept = {key: value for key, value in self._tags.get(resource, {}).items() if key not in gone}
            self._tags[resource] = kept

    def forget(self, resource: str) -> None:
        with self._lock:
            self._tags.pop(resource, None)
