"""Names for values inside of one DuckDB expression, which has no LET: a list of one, transformed by a lambda.

What a template uses more than once is evaluated once, and what stands inside of a DuckDB lambda refers to nothing
outside of it: DuckDB does not find the columns of an outer query there.
"""

from collections.abc import Callable, Sequence


def let(values: Sequence[str], body: Callable[..., str], name: str = '"let"') -> str:
    """``body`` of names for ``values``. Where ``body`` holds the body of a lambda, ``name`` is one of the lambda's."""
    if len(values) == 1:
        return f"list_transform([{values[0]}], lambda {name}: {body(name)})[1]"
    packed = ", ".join(f"v{index} := {value}" for index, value in enumerate(values))
    made = body(*(f"struct_extract({name}, 'v{index}')" for index in range(len(values))))
    return f"list_transform([struct_pack({packed})], lambda {name}: {made})[1]"


def refused(name: str, message: str, kind: str) -> str:
    """A value of DuckDB's type ``kind`` that is the error ``name``; ``message`` is DuckDB SQL."""
    return f"CAST([] AS {kind}[])[CAST('!{name}|' || {message} || '!' AS INTEGER)]"
