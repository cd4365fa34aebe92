"""What Trino says that a function is given, and what it expects: FUNCTION_NOT_FOUND's message.

Signatures are listed in the order of their text (FunctionBinder.functionNotFound), types as TypeSignature spells them.
"""

from collections.abc import Iterable

from tickstack.sql.functions.row import Argument, Function
from tickstack.sql.lambdas import Lambda

# Where Trino's own signatures are not those of the rows.
_SIGNATURES = {
    "concat": (
        "concat(char(x), char(y))",
        "concat(array(E), E) E",
        "concat(E, array(E)) E",
        "concat(array(E)) E",
        "concat(varchar)",
        "concat(varbinary)",
    ),
    "concat_ws": ("concat_ws(varchar, array(varchar))", "concat_ws(varchar, varchar)"),
}


def given(kind: Argument) -> str:
    """An argument's type: what is within it stands behind a comma alone, a row's field in quotation marks."""
    if isinstance(kind, Lambda):
        return "<function>"
    if not kind.inner:
        return str(kind)
    inner = [given(each) for each in kind.inner]
    if kind.base == "row":
        named = zip(kind.names, inner, strict=True)
        inner = [f'"{name}" {each}' if name else each for name, each in named]
    return f"{kind.base}({','.join(inner)})"


def mismatch(name: str, arguments: Iterable[Argument], rows: Iterable[Function]) -> str:
    """The message for arguments that none of a function's rows takes."""
    expected = sorted(_SIGNATURES.get(name) or {row.shown() for row in rows})
    listed = ", ".join(given(each) for each in arguments)
    return f"Unexpected parameters ({listed}) for function {name}. Expected: {', '.join(expected)}"
