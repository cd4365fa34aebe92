"""OpenX's lenient JSON."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.tables.openx import InvalidJson, _Reader, first, normalised


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": "1"}),
        ('{"a": NaN, "b": null, "c": true}', {"a": "NaN", "b": None, "c": True}),
        ('{"a": 1}{"a": 2}', {"a": "1"}),
        ("{a = 1; 'b' => 'x y'}", {"a": "1", "b": "x y"}),
        ('{"a": [1, , 2]} // more', {"a": ["1", None, "2"]}),
        ('{/* c */ "a": {"b": {}}, # d', None),
        ('{"a": "\\u0041\\n\\"", "a": 2}', {"a": "2"}),
        ('["x", 2]', ["x", "2"]),
        ('{"a" 1}', None),
        ('{"a": "x}', None),
        ("{", None),
    ],
)
def test_read(text: str, value: Any) -> None:
    if value is None:
        with pytest.raises(InvalidJson):
            first(text)
    else:
        assert first(text) == value


def test_normalised_lowers_keys_and_the_last_one_counts() -> None:
    assert json.loads(normalised('{"High": 1, "a.b": 2, "high": 3}', [], dots=True)) == {"high": 3, "a_b": 2}
    assert json.loads(normalised('["x", "y"]', ["a", "b"])) == {"a": "x", "b": "y"}


_VALUES = st.recursive(
    st.none() | st.booleans() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), _VALUES))
def test_json_is_read_as_json(value: dict[str, Any]) -> None:
    assert first(json.dumps(value)) == value
    assert _Reader(json.dumps(value)).value() == value
    assert first(json.dumps(value, ensure_ascii=False)) == value


@given(st.text(alphabet="{}[]:,;=>\"'\\/*# aNu1\n", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(InvalidJson):
        first(text)
