"""The path language of SQL/JSON."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.json.path import PathError, PathSyntaxError, evaluate, parse

DOCUMENT = json.loads('{"a": [1, 2, {"b": 3, "c": "x"}], "s": "abc", "n": null, "e": [], "t": true, "x y": 4.5}')


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("lax $.a[*]", [1, 2, {"b": 3, "c": "x"}]),
        ("lax $.a.b", [3]),
        ("lax $.a[last]", [{"b": 3, "c": "x"}]),
        ("lax $.a[last - 1]", [2]),
        ("lax $.a[0 to 1]", [1, 2]),
        ("lax $.a[1 to 9]", [2, {"b": 3, "c": "x"}]),
        ("lax $.a[9]", []),
        ("lax $.a[0, 2].b", [3]),
        ("lax $.s[0]", ["abc"]),
        ("lax $.s[*]", ["abc"]),
        ('lax $."x y"', [4.5]),
        ("lax $.zz", []),
        ("lax $..b", [3]),
        ("lax $.*.size()", [3, 1, 1, 0, 1, 1]),
        ("lax $.a[*] ? (@.b == 3).c", ["x"]),
        ("lax $.a ? (@ > 1)", [2]),
        ('lax $.s ? (@ starts with "ab")', ["abc"]),
        ("lax $ ? (exists(@.s) && !(@.zz == 1)).t", [True]),
        ("lax $ ? ((@.s > 1) is unknown).t", [True]),
        ("lax $ ? (@.n == null).t", [True]),
        ("lax $ ? (@.s <> null).t", [True]),
        ("lax $ ? (@.zz == 1 || @.t == true).t", [True]),
        ("lax $.a[*].type()", ["number", "number", "object"]),
        ("lax $.type()", ["object"]),
        ("lax -$.a[0]", [-1]),
        ("lax $.a[0] + 1.5", [Decimal("2.5")]),
        ("lax 1 + 2 * 3", [7]),
        ("lax (1 + 2) * 3", [9]),
        ("lax 7 / 2", [3]),
        ("lax -7 / 2", [-3]),
        ("lax -7 % 2", [-1]),
        ("lax 7.0 / 2", [Decimal("3.5")]),
        ("lax 7e0 / 2", [3.5]),
        ("lax $.a[2].keyvalue().name", ["b", "c"]),
        ("lax 1.5.ceiling()", [Decimal(2)]),
        ("lax (-1.5).floor()", [Decimal(-2)]),
        ("lax (-1.5).abs()", [Decimal("1.5")]),
        ('lax "12".double()', [12.0]),
        ("lax $v * 2", [10]),
        ("strict $.a.size()", [3]),
        ("lax $.lax", []),
    ],
)
def test_found(path: str, expected: list[object]) -> None:
    assert list(evaluate(parse(path), DOCUMENT, {"v": [5]})) == expected


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("strict $.a.b", "invalid item type. Expected: OBJECT, actual: ARRAY"),
        ("strict $.zz", "structural error: missing member 'zz' in JSON object"),
        ("strict $.e[0]", "structural error: invalid array subscript for empty array"),
        ("strict $.a[3]", "structural error: invalid array subscript: [3, 3] for array of size 3"),
        ("strict $.s[*]", "invalid item type. Expected: ARRAY, actual: STRING"),
        ("lax 1 / 0", "Division by zero"),
        ("lax 2147483647 + 1", "integer addition overflow: 2147483647 + 1"),
        ("lax $.s + 1", "invalid item type. Expected: NUMBER, actual: STRING"),
        ("lax $.a + 1", "arithmetic binary expression requires singleton operands"),
        ("lax $.s.double()", "Cannot cast 'abc' to DOUBLE"),
        ("lax $.s.keyvalue()", "invalid item type. Expected: OBJECT, actual: STRING"),
    ],
)
def test_path_error(path: str, message: str) -> None:
    with pytest.raises(PathError) as caught:
        evaluate(parse(path), DOCUMENT, {})
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "path", ["", "$.a", "lax", "lax $.", "lax $.a[", "lax $ ? (1)", "lax $.a b", "LAX $", "lax 'a'"]
)
def test_no_path(path: str) -> None:
    with pytest.raises(PathSyntaxError):
        parse(path)


KEYS = st.text(min_size=1)


@settings(deadline=None)
@given(st.lists(st.tuples(KEYS, st.integers(0, 5))), st.integers())
def test_a_quoted_member_is_found_wherever_it_is(steps: list[tuple[str, int]], leaf: int) -> None:
    value: object = leaf
    path = ""
    for key, index in steps:
        value = {key: [*[None] * index, value]}
        path = f'."{key.replace(chr(34), chr(34) * 2)}"[{index}]{path}'
    assert list(evaluate(parse(f"strict ${path}"), value, {})) == [leaf]


@settings(deadline=None)
@given(st.text(alphabet='laxstric $.@[]()*?"ab01+-/%<>=!&|,', max_size=30))
def test_any_text_is_a_path_or_refused(text: str) -> None:
    try:
        path = parse(text)
    except PathSyntaxError:
        return
    try:
        evaluate(path, DOCUMENT, dict.fromkeys(path.variables, ()))
    except PathError:
        return
