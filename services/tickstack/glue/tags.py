"""Tags of resources: maps of text by the resource's name within its service and account (``database/ticks``)."""

import threading
from collections.abc import Iterable, Mapping


class Tags:
    """The tags of one account in one region."""

    def __init__(self) -> None:
        self._tags: dict[str, dict[str, str]] = {}
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
