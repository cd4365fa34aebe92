"""LocalStack's and moto's state objects as bytes and back: pickle that knows data, never code.

A pickle names what it calls to rebuild an object, so that reading a stranger's file would run whatever it names. Here
it may name only classes, and only those that a row of ``ALLOWED`` covers, under the name they were defined by: no
function, no method, nothing that a module merely imported. Writing obeys the same rows, so that nothing is written
that could not be read.
"""

import _thread
import importlib
import io
import pickle
import re
import sys
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tickstack.errors import StateError

MARK = b"tickstack-state 1\n"
"""What the bytes start with: the format's name and version."""


class Row(NamedTuple):
    """Classes that state may hold: regular expressions that match a whole module name and a whole qualified name."""

    modules: str
    names: str = r"\w+"


ALLOWED: tuple[Row, ...] = (
    Row("builtins", "bool|bytearray|bytes|complex|dict|float|frozenset|int|list|object|range|set|slice|str|tuple"),
    Row("collections", "ChainMap|Counter|OrderedDict|UserDict|UserList|defaultdict|deque"),
    Row("datetime", "date|datetime|time|timedelta|timezone"),
    Row("zoneinfo", "ZoneInfo"),
    Row("decimal", "Decimal"),
    Row("uuid", "UUID|SafeUUID"),
    Row("_thread", "RLock|lock"),  # written as a new one that nobody holds
    Row(r"localstack\.aws\.api\.\w+"),
    Row(r"localstack\.services\.(cloudformation|cloudwatch|kms|logs|lambda_|s3)\.models"),
    Row(r"localstack\.services\.cloudformation\.engine\.v2\.change_set_model_preproc", "PreprocProperties"),
    Row(r"localstack\.services\.cloudformation\.v2\.(entities|types)"),
    Row(r"localstack\.services\.lambda_\.event_source_mapping\.esm_worker", "EsmState|EsmStateReason"),
    Row(r"localstack\.services\.lambda_\.invocation\.lambda_models"),
    Row(r"localstack\.services\.stores", "AccountRegionBundle|RegionBundle"),
    Row(r"localstack\.utils\.tagging", "Tags|TaggingService"),
    Row(r"moto\.(iam|kms|sts|logs|cloudwatch)\.models"),
    Row(r"moto\.logs\.metric_filters", "MetricFilters"),
    Row(r"moto\.utilities\.tagging_service", "TaggingService"),
    Row(r"tickstack\.localstack\.operation", "Step|Unfinished"),
)
"""Every class that state may hold. Extended by a row, as narrow as will do."""

REBUILT: dict[type, Callable[[Any], tuple[type, tuple[Any, ...]]]] = {
    ZoneInfo: lambda zone: (ZoneInfo, (zone.key,)),
    _thread.RLock: lambda _lock: (_thread.RLock, ()),
    _thread.LockType: lambda _lock: (_thread.LockType, ()),
}
"""Objects that are written as a call of their class with arguments, where pickle knows no way or needs a function."""


def dumps(value: Any) -> bytes:
    """Return ``value`` as bytes. Raises StateError, naming it, for an object whose class no row covers."""
    buffer = io.BytesIO()
    buffer.write(MARK)
    try:
        _Writer(buffer, protocol=5).dump(value)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise StateError(f"state cannot be written: {error}") from error
    return buffer.getvalue()


def loads(data: bytes) -> Any:
    """Return the value in ``data``. Raises StateError for another format, damage, or a name that no row covers."""
    if not data.startswith(MARK):
        raise StateError(f"not state that this version of tickstack wrote: it does not start with {MARK!r}")
    try:
        return _Reader(io.BytesIO(memoryview(data)[len(MARK) :])).load()
    except StateError:
        raise
    except Exception as error:  # damage raises whatever the damaged opcode leads to
        raise StateError(f"state cannot be read: {type(error).__name__}: {error}") from error


class _Writer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        _allow(value if isinstance(value, type) else type(value))
        rebuild = REBUILT.get(type(value))
        return rebuild(value) if rebuild else NotImplemented


class _Reader(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> type:
        return _class(module_name, global_name)

    def persistent_load(self, pid: Any) -> Any:
        raise StateError(f"state refers to something outside of it: {pid!r}")


@cache
def _allow(kind: type) -> None:
    if _class(kind.__module__, kind.__qualname__) is not kind:
        raise StateError(f"state may not hold {kind.__module__}.{kind.__qualname__}: another class has its name")


@cache
def _class(module: str, name: str) -> type:
    # the rows come first: a module that none covers is not even imported
    if not any(re.fullmatch(row.modules, module) and _covers(row, name) for row in ALLOWED):
        raise StateError(f"state may not hold {module}.{name}: no row of ALLOWED in {__name__} covers it")
    found: Any = sys.modules.get(module) or importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    if not (isinstance(found, type) and (found.__module__, found.__qualname__) == (module, name)):
        raise StateError(f"state may not hold {module}.{name}: it is not a class defined there")
    return found


def _covers(row: Row, name: str) -> bool:
    return re.fullmatch(row.names, name) is not None
