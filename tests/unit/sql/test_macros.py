"""Macros that a statement calls, and arguments that are computed once."""

from tickstack.sql.macros import LARGE, Macros, once


def test_only_what_is_called_is_made_before_its_users() -> None:
    made = Macros((("a(x)", "b(x) + 1"), ("b(x)", "x * c (2)"), ("c(x)", "x"), ("d(x)", "a(x)")))
    assert list(made.used("SELECT a(1), 'd', e(2)")) == ["c", "b", "a"]


def test_an_argument_is_named_once() -> None:
    head, body = once("f(x, y)", "x + x || 'x' || \"x\" || y")
    assert head == "f(x, y)"
    value = "struct_extract(\"f\", 'x')"
    assert body == (
        "list_transform([struct_pack(x := coalesce(x), y := coalesce(y))], "
        f'lambda "f": {value} + {value} || \'x\' || "x" || struct_extract("f", \'y\'))[1]'
    )


def test_macros_in_macros_compute_their_arguments_once_where_they_would_grow_too_large() -> None:
    made = Macros((("twice(x)", "x + x"), ("same(x)", "x")))
    few, many = ("twice(same(" * count + "1" + "))" * count for count in (2, 20))
    assert made.used(few)["twice"] == "CREATE MACRO twice(x) AS x + x"
    head, body = once("twice(x)", "x + x")
    assert made.used(many) == {"same": "CREATE MACRO same(x) AS x", "twice": f"CREATE MACRO {head} AS {body}"}
    assert made.used(", ".join(["twice(1)"] * (LARGE // 3)))["twice"] == "CREATE MACRO twice(x) AS x + x"
