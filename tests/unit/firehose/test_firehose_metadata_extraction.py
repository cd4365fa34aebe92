import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tickstack.firehose.faults import Fault
from tickstack.firehose.jq_text import QueryError
from tickstack.firehose.metadata_extraction import MetadataQuery, number_text
from tickstack.firehose.partitions import (
    EXTRACTION_FAILED,
    FROM_LAMBDA,
    FROM_QUERY,
    NO_VALUE,
    TOO_LONG,
    Partitioning,
    PartitionKey,
)

NOT_JSON = Fault(EXTRACTION_FAILED, "Non JSON record provided")


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("{a: .a}", ["a"]),
        ('{customer_id: .customer_id, year: .ts|strftime("%Y")}', ["customer_id", "year"]),
        ('{ "a b" : .x, c }', ["a b", "c"]),
        (r'{a: "x\("}, {" + .b)", b: (.c | {d: 1} | .d)}', ["a", "b"]),
        ("{a: (if .a == null then 0 else .a end), # the key\n b: [.b, .c][0]}", ["a", "b"]),
        ("{trim: .trim, $__loc__}", ["trim", "__loc__"]),
        ("{a: 1e3, b: -.5}", ["a", "b"]),
    ],
)
def test_keys_of_a_query(query: str, keys: list[str]) -> None:
    assert list(MetadataQuery(query).keys) == keys


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("", "the construction of one object"),
        (".a", "the construction of one object"),
        ("{a: .a} | {b: .a}", "the construction of one object"),
        ("{}", "1 to 50 keys"),
        ("{" + ",".join(f"k{number}: .a" for number in range(51)) + "}", "1 to 50 keys"),
        ("{(.a): 1}", "a key must be a name or a string"),
        (r'{"a\(.b)": 1}', "a key must be a name or a string"),
        ("{a: .a as $x | $x}", "syntax error"),
        ("{a: unknown}", "unknown/0 is not defined"),
        ('{a: "x', "a string does not end"),
        (r'{"\q": 1}', "is no string"),
        (r'{a: "x\(.b', "a string does not end"),
        ("{a: (.a | pick(.b))}", "jq 1.6 has no pick"),
        ("{a: .a | @base32d}", "jq 1.6 has no @base32d"),
        ("{a: (if .a then 1 end)}", "jq 1.6 has no if without else"),
    ],
)
def test_refused_queries(query: str, fault: str) -> None:
    with pytest.raises(QueryError, match=fault.replace("(", r"\(")):
        _ = MetadataQuery(query).keys


@pytest.mark.parametrize(
    ("query", "data", "value"),
    [
        (".a", '{"a":"x/y z"}', "x/y z"),
        (".a", '{"a":123}', "123"),
        (".a", '{"a":1.50}', "1.5"),
        (".a", '{"a":1.0}', "1"),
        (".a", '{"a":true}', "true"),
        (".a", '{"a":[1,"ü"]}', '[1,"ü"]'),
        (".a", '{"a":null}', None),
        (".a", "{}", None),
        (".a", '{"a":""}', ""),
        (".a|tostring", '{"a":1.50}', "1.5"),
        (".a|tostring", '{"a":12345678901234567890}', "12345678901234567000"),
        (".a|tostring", '{"a":100000000000000000001}', "1e+20"),
        (".a|tostring", '{"a":0.00001}', "1e-05"),
        (r'"n\(.a)"', '{"a":1e3,"b":"1e3 \\" 1.0"}', "n1000"),
        (".b", '{"a":1e3,"b":"1e3 \\" 1.0"}', '1e3 " 1.0'),
        ('.ts|strftime("%Y-%m-%d")', '{"ts":1589463000}', "2020-05-14"),
        ('.ts|strptime("%Y-%m-%dT%H:%M:%SZ")|mktime|strftime("%H")', '{"ts":"2020-05-14T13:30:00Z"}', "13"),
        (".a.b[1].c", '{"a":{"b":[0,{"c":"d"}]}}', "d"),
    ],
)
def test_values(query: str, data: str, value: str | None) -> None:
    assert MetadataQuery(f"{{k: ({query})}}")(data.encode()) == {"k": value}


@pytest.mark.parametrize("data", [b"", b" ", b"text", b"{", b"\xff\xfe", b'{"a":1}{"a":2}', b'{"a":1} x', b"{}" * 501])
def test_what_is_not_json(data: bytes) -> None:
    assert MetadataQuery("{a: .a}")(data) == NOT_JSON


def test_a_query_that_fails_says_why() -> None:
    found = MetadataQuery("{a: .a}")(b"5")
    assert found == Fault(EXTRACTION_FAILED, 'Cannot index number with string "a"')


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-0.0, "-0"), (-1, "-1"), (120, "120"), (1e15, "1000000000000000"), (1e17, "1e+17"),
        (12345678901234567890, "12345678901234567000"), (0.1, "0.1"), (0.00012, "0.00012"), (1e-5, "1e-05"),
        (-2.5e-8, "-2.5e-08"), (1e300, "1e+300"), (float("inf"), "1.7976931348623157e+308"), (float("nan"), None),
    ],
)  # fmt: skip
def test_numbers_are_printed_as_by_jq_1_6(value: float, text: str | None) -> None:
    assert number_text(value) == text


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_s_text_is_the_number(value: float) -> None:
    assert float(number_text(value) or "") == value


@given(
    document=st.dictionaries(st.text(min_size=1), st.text() | st.integers() | st.floats(allow_nan=False) | st.none())
)
def test_odd_numbers_elsewhere_change_no_text(document: dict[str, object]) -> None:
    data = json.dumps(document | {"a": "1.50 e1E5 -0"}, ensure_ascii=False).encode("utf-8", "replace")
    assert MetadataQuery("{a: .a}")(data) == {"a": "1.50 e1E5 -0"}


A, B = PartitionKey(FROM_QUERY, "a"), PartitionKey(FROM_LAMBDA, "b")
BOTH = Partitioning(((B, 1), (A, 2)), MetadataQuery("{a: .a}"))


def test_a_partition_has_the_values_of_both_sources() -> None:
    assert BOTH.partition(b'{"a":1}', {"b": "x", "c": "y"}) == ((B, "x"), (A, "1"))
    assert BOTH.partition(b'{"a":1}', {"b": "x" * 510}) == ((B, "x" * 510), (A, "1"))


@pytest.mark.parametrize(
    ("data", "given", "fault"),
    [
        (b'{"a":1}', {"b": ""}, NO_VALUE),
        (b'{"a":1}', {"b": None}, NO_VALUE),
        (b'{"a":1}', {"c": "x"}, NO_VALUE),
        (b'{"a":1}', None, NO_VALUE),
        (b'{"a":""}', {"b": "x"}, NO_VALUE),
        (b"{}", {"b": "x"}, NO_VALUE),
        (b"text", {"b": "x"}, NOT_JSON),
        (b'{"a":"1"}', {"b": "x" * 511}, TOO_LONG),
    ],
)
def test_values_that_make_no_partition(data: bytes, given: dict[str, str | None] | None, fault: Fault) -> None:
    assert BOTH.partition(data, given) == fault


def test_without_a_query_a_record_need_not_be_json() -> None:
    assert Partitioning(((B, 1),)).partition(b"text", {"b": "x"}) == ((B, "x"),)


DEEP = b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


@given(data=st.binary() | st.text().map(str.encode) | st.just(DEEP))
@example(data=b'{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}")
def test_any_bytes_have_values_or_a_fault(data: bytes) -> None:
    found = MetadataQuery("{a: .a}")(data)
    assert isinstance(found, Fault) or list(found) == ["a"]


@given(text=st.text(alphabet='{}()[]"\\:,.|$@#ab1 \n', max_size=40))
def test_any_text_is_a_query_or_is_refused(text: str) -> None:
    try:
        keys = MetadataQuery("{" + text + "}").keys
    except QueryError:
        return
    assert keys
