"""The filter language of partitions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.errors import AwsError
from tickstack.glue.expressions import predicate
from tickstack.glue.model import Column

KEYS = [
    Column("i", "int"),
    Column("s", "string"),
    Column("d", "date"),
    Column("t", "timestamp"),
    Column("n", "decimal(10,2)"),
    Column("f", "float"),
]
ROW = ("7", "b'c", "2020-05-14", "2020-05-14 09:30:00.5", "2.60", "1.5")


@pytest.mark.parametrize(
    ("expression", "chosen"),
    [
        ("", True),
        ("  ", True),
        ("i = 7", True),
        ("i = '7'", True),
        ("I <> 7", False),
        ("i != 8", True),
        ("i > -1 and i >= 7 AND i < 10 and i <= 7", True),
        ("i between 1 and 7", True),
        ("i not between 1 and 7", False),
        ("i in (1, '7')", True),
        ("i not in (1, 2)", True),
        ("s = 'b''c'", True),
        ("s > 'a' and s < 'c'", True),
        ("s like 'b%'", True),
        ("s like '_''c'", True),
        ("s not like 'b%'", False),
        ("s is null", False),
        ("s IS NOT NULL", True),
        ("d = '2020-05-14'", True),
        ("d > '2019-12-31'", True),
        ("t = '2020-05-14 09:30:00.500000000'", True),
        ("t > '2020-05-14 09:30:00'", True),
        ("n = 2.6 and n < 3e10", True),
        ("i = 1 or i = 7 and s = 'x'", False),
        ("(i = 1 or i = 7) and not (s = 'x')", True),
        ("((i = 7))", True),
    ],
)
def test_what_an_expression_chooses(expression: str, chosen: bool) -> None:
    assert predicate(expression, KEYS)(ROW) is chosen


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("x = 1", "Invalid partition expression!"),
        ("i = i", "Unsupported expression 'i = i'"),
        ("i +", "Unsupported expression 'i +'"),
        ("upper(s) = 'A'", "Unsupported expression 'upper(s) = 'A''"),
        ("i = 7; drop table t", "Unsupported expression 'i = 7; drop table t'"),
        ("f = 1", "Unknown type : 'float'"),
        ("i = 'test'", '"test" is not an integer.'),
        ("i = 2.5", '"2.5" is not an integer.'),
        ("n = 'x'", '"x" is not a decimal.'),
        ("d = '2020-02-30'", '"2020-02-30" is not a date.'),
        (
            "t = '2020-05-14'",
            'Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff] "2020-05-14" is not a timestamp.',
        ),
        ("i like '7'", "Integral data type doesn't support operation 'LIKE'"),
        ("d like '2'", "Date data type doesn't support operation 'LIKE'"),
    ],
)
def test_what_is_refused(expression: str, message: str) -> None:
    with pytest.raises(AwsError) as caught:
        predicate(expression, KEYS)
    assert (caught.value.code, caught.value.message) == ("InvalidInputException", message)


def test_a_stored_value_of_another_type_breaks_the_listing() -> None:
    chosen = predicate("i > 1", KEYS)
    with pytest.raises(AwsError) as caught:
        chosen(("foo", *ROW[1:]))
    assert (caught.value.code, caught.value.message) == ("InvalidStateException", '"foo" is not an integer.')


def test_strings_compare_as_strings() -> None:
    assert predicate("hour < '9'", [Column("hour", "string")])(("10",)) is True


WORDS = st.sampled_from(
    [
        *"()=<>,%'+-*",
        "i",
        "s",
        "d",
        "x",
        "7",
        "'7'",
        "and",
        "or",
        "not",
        "in",
        "is",
        "null",
        "like",
        "between",
        "select",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=20))
def test_any_text_is_an_expression_or_refused_as_one(text: str) -> None:
    assert refusal(text) in (None, "InvalidInputException", "InvalidStateException")


@pytest.mark.parametrize("text", ["(" * 1000 + "i = 7" + ")" * 1000, "not " * 500 + "i = 7", "i=7 or " * 290 + "i=7"])
def test_deep_expressions_do_not_break_the_service(text: str) -> None:
    assert refusal(text) in (None, "InvalidInputException")


def refusal(text: str) -> str | None:
    """The code with which an expression is refused."""
    try:
        predicate(text, KEYS)(ROW)
    except AwsError as error:
        return error.code
    return None
