"""The size of a text after the expansion of its macros."""

import pytest

from tickstack.sql.macros.expansion import Size, expanded

MACROS = {
    "twice": (["x"], Size(1, {"x": 2})),
    "second": (["x", "y"], Size(0, {"y": 1})),
    "none": ([], Size(3, {})),
}


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("a + b", Size(2, {})),
        ("twice(a)", Size(4, {})),
        ("twice(twice(a))", Size(10, {})),
        ("second(twice(a), f(p, 'twice(a)'))", Size(3, {"p": 1})),
        ("twice(p) + p", Size(2, {"p": 3})),
        ("struct_pack(p := p)", Size(1, {"p": 1})),
        ("none() + (1, 2)", Size(6, {})),
        ("'it''s (', \"twice(\"", Size(2, {})),
    ],
)
def test_size(text: str, size: Size) -> None:
    assert expanded(text, ("p",), MACROS) == size
