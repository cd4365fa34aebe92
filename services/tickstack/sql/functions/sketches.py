"""Functions of sketches: a row for each, https://trino.io/docs/422/functions.html."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from tickstack.sql.functions.listed import Record, folded, folded_by, listed, whole
from tickstack.sql.functions.row import rows
from tickstack.sql.java_numbers import double
from tickstack.sql.python import python, refusal
from tickstack.sql.sketches import hyperloglog, setdigest
from tickstack.sql.sketches.hyperloglog import HyperLogLog
from tickstack.sql.sketches.qdigest import ACCURACY, NUMBERS, QuantileDigest
from tickstack.sql.sketches.setdigest import SetDigest
from tickstack.sql.sketches.tdigest import TDigest
from tickstack.sql.types import TrinoType

_DOCS = "https://trino.io/docs/current/functions/"
_distinct, _distinct_agg = rows(_DOCS + "hyperloglog.html"), rows(_DOCS + "hyperloglog.html", "aggregate")
_set, _set_agg = rows(_DOCS + "setdigest.html"), rows(_DOCS + "setdigest.html", "aggregate")
_tdigest, _tdigest_agg = rows(_DOCS + "tdigest.html"), rows(_DOCS + "tdigest.html", "aggregate")
_qdigest, _qdigest_agg = rows(_DOCS + "qdigest.html"), rows(_DOCS + "qdigest.html", "aggregate")


def _refuse(message: str) -> Exception:
    return refusal("INVALID_FUNCTION_ARGUMENT", message)


def _given(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if value is not None]


class _Sketch(Protocol):
    def merge(self, other: Any) -> None: ...

    def __bytes__(self) -> bytes: ...


def _united(read: Callable[[bytes], _Sketch]) -> Callable[[list[bytes | None]], bytes | None]:
    """The union of sketches, None without any."""

    def fold(sketches: list[bytes | None]) -> bytes | None:
        given = [read(each) for each in _given(sketches)]
        for each in given[1:]:
            given[0].merge(each)
        return bytes(given[0]) if given else None

    return fold


def _hashed(kind: str) -> Callable[[Any], bytes]:
    """A value as it is hashed."""
    if kind == "varchar":
        return lambda value: bytes(value.encode())
    if kind == "double":
        return lambda value: hyperloglog.of_number(_bits(value))
    return hyperloglog.of_number


def _bits(value: float) -> int:
    """Java's Double.doubleToLongBits."""
    number = NUMBERS["double"][0](value)
    return number ^ (number >> 63 & (1 << 63) - 1)


def _approx_set(kinds: Sequence[TrinoType], _: TrinoType) -> Callable[[list[Any]], bytes | None]:
    hashed = _hashed(kinds[0].inner[0].base)

    def fold(values: list[Any]) -> bytes | None:
        made, given = HyperLogLog(), _given(values)
        for value in given:
            made.add(hyperloglog.hash_of(hashed(value)))
        return bytes(made) if given else None

    return fold


def _cardinality(sketch: bytes) -> int:
    return HyperLogLog.read(sketch).cardinality()


def _make_set(kinds: Sequence[TrinoType], _: TrinoType) -> Callable[[list[Any]], bytes | None]:
    hashed = _hashed(kinds[0].inner[0].base)

    def fold(values: list[Any]) -> bytes | None:
        made, given = SetDigest(), _given(values)
        for value in given:
            made.add(hashed(value))
        return bytes(made) if given else None

    return fold


def _set_cardinality(digest: bytes) -> int:
    return SetDigest.read(digest).cardinality()


def _jaccard(a: bytes, b: bytes) -> float:
    return setdigest.jaccard(SetDigest.read(a), SetDigest.read(b))


def _intersection(a: bytes, b: bytes) -> int:
    return setdigest.intersection(SetDigest.read(a), SetDigest.read(b))


def _hash_counts(digest: bytes) -> list[tuple[int, int]]:
    return list(SetDigest.read(digest).counts.items())


def _of_values(records: list[Any]) -> bytes | None:
    made = whole(records) if any(isinstance(each, dict) for each in records) else [(each, 1.0) for each in records]
    given = [(float(value), float(weight)) for value, weight in made if value is not None]
    for value, weight in given:
        if not math.isfinite(value):
            raise _refuse(f"value must be finite; was {double(value)}")
        if not math.isfinite(weight):
            raise _refuse(f"weight must be finite, was {double(weight)}")
        if weight < 1:
            raise _refuse(f"weight must be >= 1, was {double(weight)}")
    return bytes(TDigest(given)) if given else None


def _merged_tdigests(digests: list[bytes | None]) -> bytes | None:
    made, given = TDigest(), _given(digests)
    for each in given:
        made.merge(TDigest.read(each))
    return bytes(made) if given else None


def _in_range(quantile: float | None) -> float:
    if quantile is None or not 0 <= quantile <= 1:
        raise refusal("GENERIC_INTERNAL_ERROR", "quantiles should be in [0, 1] range")
    return quantile


def _value(digest: bytes, quantile: float) -> float:
    return TDigest.read(digest).value_at(_in_range(quantile))


def _values(digest: bytes, quantiles: list[float | None]) -> list[float]:
    asked = [0.0 if each is None else each for each in quantiles]
    if asked != sorted(asked):
        raise _refuse("percentiles must be sorted in increasing order")
    made = TDigest.read(digest)
    return [made.value_at(_in_range(each)) for each in asked]


def _of_numbers(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[list[Any]], bytes | None]:
    number = NUMBERS[result.inner[0].base][0]
    single = not kinds[0].inner[0].inner

    def fold(records: list[Record | float | None]) -> bytes | None:
        given = [(value,) for value in _given(records)] if single else whole(_given(records))
        accuracy = given[0][2] if given and len(given[0]) == 3 else ACCURACY
        if not 0 < accuracy < 1:
            raise _refuse(f"Percentile accuracy must be exclusively between 0 and 1, was {double(accuracy)}")
        made = QuantileDigest(accuracy)
        for value, *more in given:
            if more and more[0] <= 0:
                raise _refuse(f"Percentile weight must be > 0, was {more[0]}")
            made.add(number(value), *more[:1])
        return bytes(made) if given else None

    return fold


def _at_quantile(kinds: Sequence[TrinoType], _: TrinoType) -> Callable[[bytes, float], float]:
    back = NUMBERS[kinds[0].inner[0].base][1]
    return lambda digest, quantile: back(QuantileDigest.read(digest).value_at(quantile))


def _at_quantiles(kinds: Sequence[TrinoType], _: TrinoType) -> Callable[[bytes, list[float | None]], list[float]]:
    back = NUMBERS[kinds[0].inner[0].base][1]

    def values(digest: bytes, quantiles: list[float | None]) -> list[float]:
        made = QuantileDigest.read(digest)
        return [back(made.value_at(each or 0.0)) for each in quantiles]

    return values


_ONCE = "list(DISTINCT {0})"
_SET, _QDIGEST = folded_by(_make_set), folded_by(_of_numbers)
_APPROX_SET = folded_by(_approx_set)

ROWS = (
    _distinct_agg("approx_set", "bigint -> hyperloglog", _ONCE, "cardinality(approx_set(x))", "2", _APPROX_SET),
    _distinct_agg("approx_set", "double -> hyperloglog", _ONCE, "cardinality(approx_set(x * 0.5))", "2", _APPROX_SET),
    _distinct_agg("approx_set", "varchar -> hyperloglog", _ONCE, "cardinality(approx_set(y))", "3", _APPROX_SET),
    _distinct_agg("merge", "hyperloglog -> hyperloglog", listed, "merge(empty_approx_set())", "02 0c 00 00",
                  folded(_united(HyperLogLog.read))),
    _distinct("empty_approx_set", " -> hyperloglog", "from_hex('020C0000')", "empty_approx_set()", "02 0c 00 00"),
    _distinct("cardinality", "hyperloglog -> bigint", python(_cardinality), "cardinality(empty_approx_set())", "0"),
    _distinct("cardinality", "p4hyperloglog -> bigint", python(_cardinality),
              "cardinality(CAST(empty_approx_set() AS P4HyperLogLog))", "0"),
    _set_agg("make_set_digest", "bigint -> setdigest", listed, "hash_counts(make_set_digest(x))",
             "{-2447670524089286488=1, 19144387141682250=1}", _SET),
    _set_agg("make_set_digest", "varchar -> setdigest", listed, "cardinality(make_set_digest(y))", "3", _SET),
    _set_agg("merge_set_digest", "setdigest -> setdigest", listed,
             "cardinality(merge_set_digest(CAST(X'01040000 00020b000000200000 00000000' AS setdigest)))", "0",
             folded(_united(SetDigest.read))),
    _set("cardinality", "setdigest -> bigint", python(_set_cardinality),
         "cardinality(CAST(X'01040000 00020b000000200000 00000000' AS setdigest))", "0"),
    _set("intersection_cardinality", "setdigest, setdigest -> bigint", python(_intersection),
         "intersection_cardinality(NULL, NULL)", None),
    _set("jaccard_index", "setdigest, setdigest -> double", python(_jaccard), "jaccard_index(NULL, NULL)", None),
    _set("hash_counts", "setdigest -> map(bigint, smallint)", python(_hash_counts),
         "hash_counts(CAST(X'01040000 00020b000000200000 00000000' AS setdigest))", "{}"),
    _tdigest_agg("tdigest_agg", "double -> tdigest", listed, "value_at_quantile(tdigest_agg(x), 0.9)", "2.0",
                 folded(_of_values)),
    _tdigest_agg("tdigest_agg", "double, double -> tdigest", listed, "value_at_quantile(tdigest_agg(x, 3), 0.1)", "1.0",
                 folded(_of_values)),
    _tdigest_agg("merge", "tdigest -> tdigest", listed, "merge(CAST(NULL AS tdigest))", None,
                 folded(_merged_tdigests)),
    _tdigest("value_at_quantile", "tdigest, double -> double", python(_value),
             "value_at_quantile(CAST(NULL AS tdigest), 0.5)", None),
    _tdigest("values_at_quantiles", "tdigest, array(double) -> array(double)", python(_values),
             "values_at_quantiles(CAST(NULL AS tdigest), ARRAY[0.5])", None),
    *(
        row
        for kind, value, several in (("bigint", "2", "[1, 2]"), ("double", "2.0", "[1.0, 2.0]"),
                                     ("real", "2.0", "[1.0, 2.0]"))
        for x in (f"CAST(x AS {kind})",)
        for row in (
            _qdigest_agg("qdigest_agg", f"{kind} -> qdigest({kind})", listed,
                         f"value_at_quantile(qdigest_agg({x}), 0.9)", value, _QDIGEST),
            _qdigest_agg("qdigest_agg", f"{kind}, bigint -> qdigest({kind})", listed,
                         f"values_at_quantiles(qdigest_agg({x}, 2), ARRAY[0.1, 0.9])", several, _QDIGEST),
            _qdigest_agg("qdigest_agg", f"{kind}, bigint, double -> qdigest({kind})", listed,
                         f"value_at_quantile(qdigest_agg({x}, 2, 0.1), 0.9)", value, _QDIGEST),
        )
    ),
    _qdigest_agg("merge", "qdigest(T) -> qdigest(T)", listed, "merge(CAST(NULL AS qdigest(bigint)))", None,
                 folded(_united(QuantileDigest.read))),
    _qdigest("value_at_quantile", "qdigest(T), double -> T", python(_at_quantile, typed=True),
             "value_at_quantile(CAST(NULL AS qdigest(double)), 0.5)", None),
    _qdigest("values_at_quantiles", "qdigest(T), array(double) -> array(T)", python(_at_quantiles, typed=True),
             "values_at_quantiles(CAST(NULL AS qdigest(real)), ARRAY[0.5])", None),
)  # fmt: skip
