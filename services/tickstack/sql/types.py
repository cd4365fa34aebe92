"""Types as Trino has them, with their spellings in Hive (the catalog), DuckDB (the engine) and Athena's ColumnInfo.

A type is data; every spelling is a row of ``ROWS`` and the functions below only read the rows. A ``timestamp with time
zone`` keeps its zone in DuckDB as a struct of the UTC instant and the zone's name, since DuckDB's own type forgets it;
a ``time with time zone`` as one of the time in UTC and the offset in minutes. A ``char(n)`` is held without its
trailing blanks, as in Trino, so that it compares as char does; its text is padded where it is written.
"""

from dataclasses import dataclass

UNBOUNDED = 2147483647
LONGEST_CHAR = 65536
MILLISECONDS = 3  # the digits of a second that Trino holds in one number with a zone
MICROSECONDS = 6  # the digits of a second that DuckDB holds
PICOSECONDS = 12  # the digits of a second that Trino holds


_CAPITALS = {"geometry": "Geometry", "sphericalgeography": "SphericalGeography", "bingtile": "BingTile"} | {
    "hyperloglog": "HyperLogLog",
    "p4hyperloglog": "P4HyperLogLog",
    "setdigest": "SetDigest",
}


@dataclass(frozen=True)
class TrinoType:
    """``base`` with its numbers (precision, scale, length), element types and, for rows, field names."""

    base: str
    numbers: tuple[int, ...] = ()
    inner: tuple["TrinoType", ...] = ()
    names: tuple[str | None, ...] = ()

    def __str__(self) -> str:
        """The type as Trino's messages and ``typeof`` spell it."""
        if self.base == "row":
            fields = zip(self.names, self.inner, strict=True)
            return f"row({', '.join(f'{name} {kind}' if name else str(kind) for name, kind in fields)})"
        parts = [str(part) for part in self.inner or self.numbers]
        if self.base.startswith("time") and self.numbers:
            name, _, zone = self.base.partition(" ")
            return f"{name}({self.numbers[0]}){zone and ' ' + zone}"
        separator = "," if self.base == "decimal" else ", "
        return f"{self.base}({separator.join(parts)})" if parts else _CAPITALS.get(self.base, self.base)


@dataclass(frozen=True)
class AthenaType:
    """A type as ``ColumnInfo`` reports it: parametric types by their base name only."""

    name: str
    precision: int
    scale: int
    case_sensitive: bool


@dataclass(frozen=True)
class Row:
    """One base type: DuckDB's spelling, Hive's spellings, the name and precision that ColumnInfo shows."""

    base: str
    duckdb: str
    hive: tuple[str, ...]
    reported: str
    precision: int = 0
    case_sensitive: bool = False


ZONED = "STRUCT(instant TIMESTAMP, zone VARCHAR)"
ZONED_TIME = "STRUCT(instant TIME, zone INTEGER)"

LONG = {  # carriers of more than six digits: microseconds, and the picoseconds beyond them
    "time": "STRUCT(micros TIME, picos INTEGER)",
    "timestamp": "STRUCT(micros TIMESTAMP, picos INTEGER)",
    "time with time zone": "STRUCT(instant STRUCT(micros TIME, picos INTEGER), zone INTEGER)",
    "timestamp with time zone": "STRUCT(instant STRUCT(micros TIMESTAMP, picos INTEGER), zone VARCHAR)",
}

ROWS = {
    row.base: row
    for row in (
        Row("boolean", "BOOLEAN", ("boolean",), "boolean"),
        Row("tinyint", "TINYINT", ("tinyint",), "tinyint", 3),
        Row("smallint", "SMALLINT", ("smallint",), "smallint", 5),
        Row("integer", "INTEGER", ("int", "integer"), "integer", 10),
        Row("bigint", "BIGINT", ("bigint",), "bigint", 19),
        Row("real", "FLOAT", ("float",), "float", 17),
        Row("double", "DOUBLE", ("double",), "double", 17),
        Row("decimal", "DECIMAL", ("decimal",), "decimal"),
        Row("varchar", "VARCHAR", ("string", "varchar"), "varchar", UNBOUNDED, case_sensitive=True),
        Row("char", "VARCHAR", ("char",), "char", 1, case_sensitive=True),
        Row("varbinary", "BLOB", ("binary",), "varbinary", 1073741824),
        Row("date", "DATE", ("date",), "date"),
        Row("time", "TIME", (), "time", 3),
        Row("time with time zone", ZONED_TIME, (), "time with time zone", 3),
        Row("timestamp", "TIMESTAMP", ("timestamp",), "timestamp", 3),
        Row("timestamp with time zone", ZONED, (), "timestamp with time zone", 3),
        Row("interval day to second", "INTERVAL", (), "interval day to second"),
        Row("interval year to month", "INTERVAL", (), "interval year to month"),
        Row("json", "VARCHAR", (), "json"),
        Row("uuid", "UUID", (), "uuid"),
        Row("ipaddress", "BLOB", (), "ipaddress"),
        Row("array", "", ("array",), "array"),
        Row("map", "", ("map",), "map"),
        Row("row", "", ("struct",), "row"),
        Row("geometry", "BLOB", (), "geometry"),
        Row("sphericalgeography", "BLOB", (), "sphericalgeography"),
        Row("bingtile", "BIGINT", (), "bingtile"),
        Row("hyperloglog", "BLOB", (), "hyperloglog"),
        Row("p4hyperloglog", "BLOB", (), "p4hyperloglog"),
        Row("setdigest", "BLOB", (), "setdigest"),
        Row("tdigest", "BLOB", (), "tdigest"),
        Row("qdigest", "BLOB", (), "qdigest"),
        Row("unknown", "INTEGER", ("void",), "unknown"),
    )
}

SKETCHES = ("hyperloglog", "p4hyperloglog", "setdigest", "tdigest", "qdigest")

BOOLEAN = TrinoType("boolean")
TINYINT = TrinoType("tinyint")
SMALLINT = TrinoType("smallint")
INTEGER = TrinoType("integer")
BIGINT = TrinoType("bigint")
REAL = TrinoType("real")
DOUBLE = TrinoType("double")
VARCHAR = TrinoType("varchar")
VARBINARY = TrinoType("varbinary")
DATE = TrinoType("date")
TIME = TrinoType("time", (3,))
TIME_TZ = TrinoType("time with time zone", (3,))
TIMESTAMP = TrinoType("timestamp", (3,))
TIMESTAMP_TZ = TrinoType("timestamp with time zone", (3,))
UNKNOWN = TrinoType("unknown")


def varchar(length: int) -> TrinoType:
    """``varchar(length)``; the unbounded length gives plain ``varchar``."""
    return VARCHAR if length >= UNBOUNDED else TrinoType("varchar", (length,))


def decimal(precision: int, scale: int) -> TrinoType:
    """``decimal(precision,scale)``, cut to Trino's 38 digits."""
    return TrinoType("decimal", (min(38, precision), scale))


def array(element: TrinoType) -> TrinoType:
    """``array(element)``."""
    return TrinoType("array", (), (element,))


def is_long(kind: TrinoType) -> bool:
    """Whether it is a time of more digits than DuckDB holds."""
    return kind.base in LONG and bool(kind.numbers) and kind.numbers[0] > MICROSECONDS


def duckdb_type(kind: TrinoType) -> str:
    """The DuckDB type that carries ``kind``."""
    if kind.base == "array":
        return f"{duckdb_type(kind.inner[0])}[]"
    if kind.base == "map":
        return f"MAP({duckdb_type(kind.inner[0])}, {duckdb_type(kind.inner[1])})"
    if kind.base == "row":
        fields = ", ".join(f'"f{index}" {duckdb_type(field)}' for index, field in enumerate(kind.inner))
        return f"STRUCT({fields})"
    if kind.base == "decimal":
        return f"DECIMAL({kind.numbers[0]}, {kind.numbers[1]})"
    if is_long(kind):
        return LONG[kind.base]
    return ROWS[kind.base].duckdb


def athena_type(kind: TrinoType) -> AthenaType:
    """What ``ColumnInfo`` says of ``kind``: https://docs.aws.amazon.com/athena/latest/APIReference/API_ColumnInfo.html."""
    row = ROWS[kind.base]
    precision, scale = row.precision, 0
    if kind.base == "decimal":
        precision, scale = kind.numbers
    elif kind.base in ("varchar", "char") and kind.numbers:
        precision = kind.numbers[0]
    return AthenaType(row.reported, precision, scale, row.case_sensitive)
