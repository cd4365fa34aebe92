"""Partitions by the table's properties."""

from datetime import datetime

import pytest

from tickstack.errors import QueryError
from tickstack.glue.model import Column, Storage, Table
from tickstack.tables.projection import injected, partitions, projected

INVALID = "HIVE_METASTORE_ERROR: Table d.t is configured for partition projection, but"
INJECTED = (
    "CONSTRAINT_VIOLATION: For the injected projected partition column k, the WHERE clause must contain only static "
    "equality conditions, and at least one such condition must be present."
)
NOW = datetime(2020, 3, 31, 12, 30)


def table(*keys: str, **properties: str) -> Table:
    named = {f"projection.{name.replace('__', '.')}": value for name, value in properties.items()}
    columns = tuple(Column(key, "string") for key in keys)
    return Table("d", "t", Storage("s3://b/t", ()), columns, {"projection.enabled": "true", **named})


@pytest.mark.parametrize(
    ("properties", "values"),
    [
        ({"k__type": "enum", "k__values": "a, b,c"}, ["a", "b", "c"]),
        ({"k__type": "integer", "k__range": "1,3"}, ["1", "2", "3"]),
        ({"k__type": "integer", "k__range": "0,10", "k__interval": "5", "k__digits": "3"}, ["000", "005", "010"]),
        ({"k__type": "date", "k__range": "2020-01-30,2020-02-01", "k__format": "yyyy-MM-dd"},
         ["2020-01-30", "2020-01-31", "2020-02-01"]),
        ({"k__type": "date", "k__range": "NOW-2DAYS,NOW", "k__format": "yyyy/MM/dd"},
         ["2020/03/29", "2020/03/30", "2020/03/31"]),
        ({"k__type": "date", "k__range": "2019,NOW", "k__format": "yyyy"}, ["2019", "2020"]),
        ({"k__type": "date", "k__range": "2020-01,NOW", "k__format": "yyyy-MM"}, ["2020-01", "2020-02", "2020-03"]),
        ({"k__type": "date", "k__range": "NOW-1HOUR,NOW+1HOURS", "k__format": "yyyy-MM-dd'T'HH"},
         ["2020-03-31T11", "2020-03-31T12", "2020-03-31T13"]),
        ({"k__type": "date", "k__range": "NOW-1MONTH,NOW", "k__format": "yyyyMMdd", "k__interval": "1",
          "k__interval__unit": "WEEKS"}, ["20200229", "20200307", "20200314", "20200321", "20200328"]),
        ({"k__type": "date", "k__range": "20200101,20200531", "k__format": "yyyyMMdd", "k__interval": "2",
          "k__interval__unit": "MONTHS"}, ["20200101", "20200301", "20200501"]),
    ],
)  # fmt: skip
def test_values(properties: dict[str, str], values: list[str]) -> None:
    assert [partition.values for partition in partitions(table("k", **properties), now=NOW)] == [
        (each,) for each in values
    ]


def test_places() -> None:
    made = table("a", "b", a__type="enum", a__values="x,y", b__type="integer", b__range="1,2")
    assert [each.storage.location for each in partitions(made)] == [
        "s3://b/t/a=x/b=1/", "s3://b/t/a=x/b=2/", "s3://b/t/a=y/b=1/", "s3://b/t/a=y/b=2/",
    ]  # fmt: skip
    parameters = {**made.parameters, "storage.location.template": "s3://c/${b}/in/${a}"}
    templated = Table(made.database, made.name, made.storage, made.partition_keys, parameters)
    assert partitions(templated)[0].storage.location == "s3://c/1/in/x"


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        ({}, f"{INVALID} the following partition columns are missing projection configuration: [k]."),
        ({"k__type": "integer", "k__range": "1"}, f"{INVALID} the configuration of the partition column k is invalid."),
        (
            {"k__type": "date", "k__range": "x,y", "k__format": "yyyy"},
            f"{INVALID} the configuration of the partition column k is invalid.",
        ),
        (
            {"k__type": "date", "k__range": "x,x", "k__format": "'x'"},
            f"{INVALID} the configuration of the partition column k is invalid.",
        ),
        ({"k__type": "injected"}, INJECTED),
    ],
)
def test_refused(properties: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        partitions(table("k", **properties))
    assert str(caught.value) == message


def test_only_when_enabled() -> None:
    assert projected(table("k"))
    assert not projected(table())
    assert not projected(Table("d", "t", Storage("s3://b/t", ()), (Column("k", "string"),)))


def test_injected_values_are_given() -> None:
    made = table("a", "k", a__type="enum", a__values="x", k__type="injected")
    assert injected(made) == ["k"]
    assert [each.values for each in partitions(made, {"k": ["p", "q"]})] == [("x", "p"), ("x", "q")]


def test_a_template_has_every_key() -> None:
    made = table("a", "k", a__type="enum", a__values="x", k__type="enum", k__values="y")
    parameters = {**made.parameters, "storage.location.template": "s3://c/${a}/"}
    with pytest.raises(QueryError, match=r"storage.location.template has no placeholder for \[k\]"):
        partitions(Table(made.database, made.name, made.storage, made.partition_keys, parameters))
