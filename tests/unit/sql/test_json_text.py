"""JSON text: what Trino's json type holds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.json import text as json_text

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (' {"b" : 1.10, "a" : [1e2, -0, true, null]} ', '{"a":[100.0,0,true,null],"b":1.1}'),
        (r'"\u0001\u001f\/\u00e9\t"', r'"\u0001\u001F/é\t"'),
        ('{"a":1,"a":2}', '{"a":2}'),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("1e400", '"Infinity"'),
        ("1E-7", "1.0E-7"),
    ],
)
def test_canonical(text: str, expected: str) -> None:
    assert json_text.canonical(text) == expected


@pytest.mark.parametrize("text", ["", "NaN", "[1,]", "{'a':1}", "1 2", "01", '"\x01"'])
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        json_text.canonical(text)


@settings(deadline=None)
@given(VALUES)
def test_canonical_text_is_the_same_value(value: object) -> None:
    text = json_text.canonical(json.dumps(value))
    assert json.loads(text) == value
    assert json_text.canonical(text) == text


@settings(deadline=None)
@given(VALUES)
def test_kept_text_is_the_same_value(value: object) -> None:
    assert json.loads(json_text.write(json_text.KEEPING.raw_decode(json.dumps(value) + " and more")[0])) == value
