"""Which values a condition says outright."""

import pytest

from tickstack.sql.static_values import static_values


@pytest.mark.parametrize(
    ("condition", "values"),
    [
        ("""("r1"."k" = 'x')""", "['x']"),
        ("""('x' = "r1"."k")""", "['x']"),
        ("""("r1"."k" IN ('a', 'b''c'))""", "['a', 'b''c']"),
        ("""("r1"."k" = lower('A'))""", "[lower('A')]"),
        ("""("r1"."k" LIKE 'a%')""", None),
        ("""("r1"."k" = "r1"."n")""", None),
        ("""("r1"."n" = 'x')""", None),
        ("""(("r1"."k" = 'a') OR ("r1"."k" = 'b'))""", None),
        ("""(NOT ("r1"."k" = 'a'))""", None),
        ("""("r1"."k" > 'x')""", None),
    ],
)
def test_values(condition: str, values: str | None) -> None:
    assert static_values(condition, "k") == values
