"""Mappings in a store: rows of one space, and a mapping that keeps them in memory too."""

from collections.abc import Iterator, MutableMapping
from typing import cast

from tickstack.durable.store import Change, Store
from tickstack.durable.values import Codec

_PUT = "INSERT INTO records VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
_DROP = "DELETE FROM records WHERE space = ? AND key = ?"


class Records[K, V]:
    """The rows of one space; ``space`` names what is kept and whose it is. Keys are text, numbers and tuples of them.

    ``put`` and ``drop`` give changes for ``Store.apply``, so that several become one.
    """

    def __init__(self, space: str, codec: Codec) -> None:
        self._space = space
        self._codec = codec

    def put(self, key: K, value: V) -> Change:
        return _PUT, (self._space, self._codec.write(key), self._codec.write(value))

    def drop(self, key: K) -> Change:
        return _DROP, (self._space, self._codec.write(key))

    def all(self, store: Store) -> dict[K, V]:
        """Everything that is kept. Raises StateError."""
        rows = store.select("SELECT key, value FROM records WHERE space = ?", (self._space,))
        read = self._codec.read
        return {read(cast("str", key)): read(cast("str", value)) for key, value in rows}


def spaces(store: Store, ending: str) -> list[str]:
    """What spaces end with ``ending`` and hold something, without it."""
    rows = store.select("SELECT DISTINCT space FROM records", ())
    return sorted(str(space).removesuffix(ending) for (space,) in rows if str(space).endswith(ending))


class DurableMapping[K, V](MutableMapping[K, V]):
    """A mapping that is read from memory, and written to the store before it changes in memory.

    Values are kept as they are when they are assigned: a change in place would be lost.
    """

    def __init__(self, store: Store, space: str, codec: Codec | None = None) -> None:
        self._store = store
        self._records = Records[K, V](space, codec or Codec())
        self._kept = self._records.all(store)

    def __getitem__(self, key: K) -> V:
        return self._kept[key]

    def __setitem__(self, key: K, value: V) -> None:
        self._store.apply([self._records.put(key, value)])
        self._kept[key] = value

    def __delitem__(self, key: K) -> None:
        if key not in self._kept:
            raise KeyError(key)
        self._store.apply([self._records.drop(key)])
        del self._kept[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
