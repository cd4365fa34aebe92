"""What each SerDe makes of a value, and what it says of one that does not fit."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from firehose_fakes import conversion, definition
from tickstack.firehose.conversion.batch import _Rows
from tickstack.firehose.conversion.definition import conversion as conversion_of
from tickstack.firehose.faults import Fault
from tickstack.sql.type_text import hive_type

OPENX = conversion()
HIVE = conversion(hive={})
MALFORMED = "DataFormatConversion.MalformedData"
NOT_NUMERIC = "Current token (VALUE_STRING) not numeric, can not use numeric value accessors"
NOT_A_TIMESTAMP = "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]"


def column(given: dict[str, Any], kind: str, value: str) -> Any:
    """What a column ``c`` of a type holds of a JSON value; the tail of the fault's message where it does not fit."""
    found = row(given, {"c": kind}, f'{{"c": {value}}}')
    if isinstance(found, Fault):
        assert found.code == MALFORMED
        return found.message.removeprefix("Data does not match the schema. ")
    return found[0]


def row(given: dict[str, Any], columns: dict[str, str], record: str) -> Any:
    wanted = conversion_of(definition("s", DataFormatConversionConfiguration=given).description)
    assert wanted is not None
    failed: dict[int, Fault] = {}
    kinds = [(name, hive_type(kind)) for name, kind in columns.items()]
    found = list(_Rows(kinds, wanted, failed).of([record.encode()]))
    return failed[0] if failed else found[0]


def nanoseconds(*parts: int, plus: int = 0) -> int:
    since: timedelta = datetime(*parts) - datetime(1970, 1, 1)  # type: ignore[arg-type]  # no zone among the parts
    return (since.days * 86400 + since.seconds) * 10**9 + plus


@pytest.mark.parametrize(
    ("kind", "value", "held"),
    [
        ("int", "12", 12),
        ("int", '"12"', 12),
        ("int", '"0x1F"', 31),
        ("int", "null", None),
        ("int", '"oops"', 'For input string: "oops"'),
        ("int", '""', 'For input string: ""'),
        ("int", "1.5", 'For input string: "1.5"'),
        ("int", "2147483648", 'For input string: "2147483648"'),
        ("tinyint", "-129", 'Value out of range. Value:"-129" Radix:10'),
        ("smallint", '"32768"', 'Value out of range. Value:"32768" Radix:10'),
        ("bigint", "-9223372036854775808", -(1 << 63)),
        ("bigint", "9223372036854775808", 'For input string: "9223372036854775808"'),
        ("int", "true", 'For input string: "true"'),
        ("double", '" 1.5 "', 1.5),
        ("double", '"2.5d"', 2.5),
        ("double", '"oops"', 'For input string: "oops"'),
        ("double", '""', "empty String"),
        ("double", "7", 7.0),
        ("float", "1e39", float("inf")),
        ("decimal(5,2)", "1.005", 101),
        ("decimal(5,2)", '"-1.5"', -150),
        ("decimal(5,2)", "1000", 'For input string: "1000"'),
        ("decimal(5,2)", "1e999999999", 'For input string: "1e999999999"'),
        ("boolean", '"TRUE"', True),
        ("boolean", '"yes"', False),
        ("boolean", "1", "java.lang.Integer cannot be cast to java.lang.Boolean"),
        ("string", "1.50", "1.50"),
        ("string", "true", "true"),
        ("string", '{"a": [1, null, "é"]}', '{"a":[1,null,"é"]}'),
        ("string", '"\\ud800"', "?"),
        ("varchar(2)", '"abc"', "ab"),
        ("char(3)", '"a  b"', "a"),
        ("date", '"2020-1-2"', 18263),
        ("date", '"2021-02-30"', 18688),
        ("date", '"2020-13-01"', 'For input string: "2020-13-01"'),
        ("date", "5", 'For input string: "5"'),
        ("array<int>", "[1, null]", [1, None]),
        ("array<int>", "7", [7]),
        ("array<string>", '""', None),
        ("map<string,int>", '{"A": "1"}', {"A": 1}),
        ("map<string,int>", "[1]", 'For input string: "[1]"'),
        ("struct<a:int,b:string>", '{"A": 1}', (1, None)),
        ("struct<a:int,b:string>", '[1, "x"]', (1, "x")),
    ],
)
def test_openx(kind: str, value: str, held: Any) -> None:
    assert column(OPENX, kind, value) == held


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("1518033528", nanoseconds(2018, 2, 7, 19, 58, 48)),
        ("1518033528.1239", nanoseconds(2018, 2, 7, 19, 58, 48, plus=123_000_000)),
        ("1518033528123", nanoseconds(2018, 2, 7, 19, 58, 48, plus=123_000_000)),
        ('"1518033528"', nanoseconds(2018, 2, 7, 19, 58, 48)),
        ("-1", -(10**9)),
        ("999999999999", nanoseconds(2092, 10, 26, 0, 40, 18, plus=684_212_736)),
        ('"2017-02-07 15:13:01.39256"', nanoseconds(2017, 2, 7, 15, 13, 1, plus=392_560_000)),
        ('"2017-2-7 5:3:1"', nanoseconds(2017, 2, 7, 5, 3, 1)),
        ('"2017-02-07T15:13:01.123456789Z"', nanoseconds(2017, 2, 7, 15, 13, 1, plus=123_456_789)),
        ('"2017-02-07T15:13:01"', nanoseconds(2017, 2, 7, 15, 13, 1)),
        ('"2026-9-7T12:00:02Z"', NOT_A_TIMESTAMP),
        ('"2017-02-30T12:00:02Z"', NOT_A_TIMESTAMP),
        ('"today"', 'For input string: "today"'),
        ("true", 'For input string: "true"'),
        ("1e30", 'For input string: "1e30"'),
    ],
)
def test_openx_timestamps(value: str, held: Any) -> None:
    assert column(OPENX, "timestamp", value) == held


@pytest.mark.parametrize(
    ("kind", "value", "held"),
    [
        ("int", "12", 12),
        ("int", '"12"', NOT_NUMERIC),
        ("int", "1.9", 1),
        ("int", "true", "Current token (VALUE_TRUE) not numeric, can not use numeric value accessors"),
        ("int", "[]", "Current token (START_ARRAY) not numeric, can not use numeric value accessors"),
        ("int", "3000000000", "Numeric value (3000000000) out of range of int"),
        ("tinyint", "128", "Numeric value (128) out of range of Java byte"),
        ("double", '"1.5"', NOT_NUMERIC),
        ("double", "1.5", 1.5),
        ("decimal(5,2)", '"1.5"', 150),
        ("boolean", '"true"', True),
        ("boolean", "0", False),
        ("string", "1.50", "1.50"),
        ("string", "{}", "Nested objects and arrays are not supported in a column of a scalar type"),
        ("binary", '"é"', "é".encode()),
        ("date", '"2020-01-02"', 18263),
        ("timestamp", '"2017-02-07 15:13:01.5"', nanoseconds(2017, 2, 7, 15, 13, 1, plus=500_000_000)),
        ("timestamp", "1518033528", NOT_A_TIMESTAMP),
        ("array<int>", "7", "Start of Array expected"),
        ("map<int,string>", '{"1": "x"}', {1: "x"}),
        ("struct<a:int>", "[1]", "Start of Object expected"),
    ],
)
def test_hive(kind: str, value: str, held: Any) -> None:
    assert column(HIVE, kind, value) == held


@pytest.mark.parametrize(
    ("formats", "value", "held"),
    [
        (["millis"], "1518033528123", nanoseconds(2018, 2, 7, 19, 58, 48, plus=123_000_000)),
        (["millis"], '"1518033528123.7"', nanoseconds(2018, 2, 7, 19, 58, 48, plus=123_000_000)),
        (["millis"], '"2017-02-07 15:13:01"', nanoseconds(2017, 2, 7, 15, 13, 1)),
        (["yyyy-MM-dd'T'HH:mm:ss"], '"2017-02-07T15:13:01"', nanoseconds(2017, 2, 7, 15, 13, 1)),
        (["yyyy-MM-dd'T'HH:mm:ssZ"], '"2017-02-07T15:13:01+0200"', nanoseconds(2017, 2, 7, 13, 13, 1)),
        (["dd/MM/yyyy", "HH:mm"], '"15:13"', nanoseconds(1970, 1, 1, 15, 13)),
        (["MM-dd"], '"02-07"', nanoseconds(1970, 2, 7)),
        (["dd/MM/yyyy"], '"07.02.2017"', NOT_A_TIMESTAMP),
    ],
)
def test_hive_timestamp_formats(formats: list[str], value: str, held: Any) -> None:
    assert column(conversion(hive={"TimestampFormats": formats}), "timestamp", value) == held


@pytest.mark.parametrize(
    ("options", "columns", "record", "held"),
    [
        ({}, {"price": "int"}, '{"PRICE": 1, "Price": 2}', (2,)),
        ({"CaseInsensitive": False}, {"price": "int"}, '{"PRICE": 1, "price": 2}', (2,)),
        ({"CaseInsensitive": False}, {"price": "int"}, '{"PRICE": 1}', (None,)),
        ({}, {"a_b": "int"}, '{"a.b": 1}', (None,)),
        ({"ConvertDotsInJsonKeysToUnderscores": True}, {"a_b": "int"}, '{"a.b": 1}', (1,)),
        ({"ColumnToJsonKeyMappings": {"at": "timestamp"}}, {"at": "int"}, '{"TimeStamp": 1, "at": 2}', (1,)),
        (
            {"ColumnToJsonKeyMappings": {"at": "Timestamp"}, "CaseInsensitive": False},
            {"at": "int"},
            '{"timestamp": 1}',
            (None,),
        ),
    ],
)
def test_openx_keys(options: dict[str, Any], columns: dict[str, str], record: str, held: Any) -> None:
    assert row(conversion(openx=options), columns, record) == held


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("oops", "Unrecognized token 'oops': was expecting ('true', 'false' or 'null')"),
        ('{"a": 1', "Unexpected end-of-input"),
        ('{"a": "x', "Unexpected end-of-input: was expecting closing quote for a string value"),
        ("{a: 1}", "Unexpected character ('a' (code 97)): was expecting double-quote to start field name"),
        ('{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value"),
        ('{"a": 1 "b": 2}', "Unexpected character ('\"' (code 34)): was expecting comma to separate entries"),
        ('{"a": NaN}', "Non-standard token 'NaN': enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS to allow"),
        ('{"a": "\x02"}', "Illegal unquoted character ((CTRL-CHAR, code 2)): has to be escaped using backslash"),
        ('{"a": 1},{"a": 2}', "Unexpected character (',' (code 44)): expected a valid value"),
        ('{"a": ' + "[" * 2000 + "]" * 2000 + "}", "Document nesting depth (1001) exceeds the maximum allowed (1000)"),
    ],
)
def test_malformed_json(record: str, message: str) -> None:
    fault = row(OPENX, {"a": "string"}, record)
    assert fault.code == "DataFormatConversion.ParseError"
    assert fault.message.startswith(f"Encountered malformed JSON. {message}")


@pytest.mark.parametrize("record", ["5", '"x"', "null"])
def test_a_primitive_at_the_top(record: str) -> None:
    assert row(OPENX, {"a": "int"}, record) == Fault(
        MALFORMED,
        "The input JSON contained a primitive at the top level. The top level must be an object or array.",
    )


def test_numbers_of_any_length() -> None:
    assert column(OPENX, "string", "1" * 5000) == "1" * 5000
    assert column(OPENX, "bigint", "1" * 5000).startswith("For input string")
