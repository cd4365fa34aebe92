import pytest

from tickstack.glue.name_patterns import matcher

NAMES = ("trades", "ticks", "ticks_raw", "min")


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("ticks", ["ticks"]),
        ("TICKS", ["ticks"]),
        ("ticks*", ["ticks", "ticks_raw"]),
        ("*_raw", ["ticks_raw"]),
        ("*ck*", ["ticks", "ticks_raw"]),
        ("*", list(NAMES)),
        ("ticks.*", ["ticks", "ticks_raw"]),
        (".*", list(NAMES)),
        ("[a-z]*", ["trades", "ticks", "min"]),
        (r"t\w*", ["trades", "ticks", "ticks_raw"]),
        ("(trade|tick)s", ["trades", "ticks"]),
        ("m*|tr*", ["trades", "min"]),
        ("^min$", ["min"]),
        ("%", []),
    ],
)
def test_names(expression: str, found: list[str]) -> None:
    assert list(filter(matcher(expression), NAMES)) == found


@pytest.mark.parametrize("expression", ["(", "[a"])
def test_what_is_no_pattern(expression: str) -> None:
    with pytest.raises(ValueError, match="position"):
        matcher(expression)
