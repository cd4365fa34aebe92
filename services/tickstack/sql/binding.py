"""Names for values inside of one DuckDB expression, which has no LET: a list of one, transformed by a lambda.

What a template uses more than once is evaluated once, and what stands inside of a DuckDB lambda refers to nothing
outside of it: DuckDB does not find the columns of an outer query there.
"""

from collections.abc import Callable, Iterable, Sequence


def pack(fields: Iterable[tuple[str, str]]) -> str:
    """A struct of named values. DuckDB forgets the name of a field that is a macro of an outer query's column, unless
    the macro stands inside of a function."""
    return "struct_pack(" + ", ".join(f"{name} := coalesce({value})" for name, value in fields) + ")"


def let(values: Sequence[str], body: Callable[..., str], name: str = '"let"') -> str:
    """``body`` of names for ``values``. Where ``body`` holds the body of a lambda, ``name`` is one of the lambda's."""
    if len(values) == 1:
        return f"list_transform([{values[0]}], lambda {name}: {body(name)})[1]"
    packed = pack((f"v{index}", value) for index, value in enumerate(values))
    made = body(*(f"struct_extract({name}, 'v{index}')" for index in range(len(values))))
    return f"list_transform([{packed}], lambda {name}: {made})[1]"


def refused(name: str, message: str, kind: str) -> str:
    """A value of DuckDB's type ``kind`` that is the error ``name``; ``message`` is DuckDB SQL."""
    return f"CAST([] AS {kind}[])[CAST('!{name}|' || {message} || '!' AS INTEGER)]"
