"""Macros that a statement calls, and arguments that are computed once."""

from tickstack.sql.macros import Macros, once


def test_only_what_is_called_is_made_before_its_users() -> None:
    made = Macros((("a(x)", "b(x) + 1"), ("b(x)", "x * c (2)"), ("c(x)", "x"), ("d(x)", "a(x)")))
    names = [statement.split()[2] for statement in made.used("SELECT a(1), 'd', e(2)")]
    assert names == ["c(x)", "b(x)", "a(x)"]


def test_an_argument_is_named_once() -> None:
    head, body = once("f(x, y)", "x + x || 'x' || \"x\" || y")
    assert head == "f(x, y)"
    value = "struct_extract(\"f\", 'x')"
    assert body == (
        "list_transform([struct_pack(x := coalesce(x), y := coalesce(y))], "
        f'lambda "f": {value} + {value} || \'x\' || "x" || struct_extract("f", \'y\'))[1]'
    )
