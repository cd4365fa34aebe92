"""Parts of JSON text by a path."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.json import extract as json_extract

KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
STEPS = st.lists(st.tuples(KEYS, st.integers(0, 3)), max_size=4)
LEAVES = st.integers() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"]))


def _path(steps: list[tuple[str, int]]) -> str:
    parts = []
    for key, index in reversed(steps):
        quoted = key.replace("\\", "\\\\").replace('"', '\\"')
        parts.append(f'["{quoted}"][{index}]')
    return "$" + "".join(parts)


@settings(deadline=None)
@given(STEPS, LEAVES, st.sampled_from(["", " and more", "]"]))
def test_a_part_is_found_wherever_it_is(steps: list[tuple[str, int]], leaf: object, after: str) -> None:
    value = leaf
    for key, index in steps:
        value = {"other": [1], key: [*[{"x": None}] * index, value]} if key != "other" else {key: [*[0] * index, value]}
    text = json.dumps(value) + (after if steps else "")
    path = _path(steps)
    assert json.loads(json_extract.extract(text, path) or "") == leaf
    plain = {True: "true", False: "false"}.get(leaf) if isinstance(leaf, bool) else str(leaf)
    assert json_extract.extract_scalar(text, path) == plain
    assert json_extract.size(text, path) == 0


@settings(deadline=None)
@given(st.text('{}[]",:01e.-+truefalsn \\u', max_size=20), st.sampled_from(["$", "$.a", "$[0]", "$[0][1]"]))
def test_any_text_has_a_part_or_none(text: str, path: str) -> None:
    json_extract.extract(text, path)
    json_extract.extract_scalar(text, path)
    json_extract.size(text, path)
    json_extract.array_length(text)
    json_extract.array_get(text, -1)
    json_extract.array_contains(text, 1)
