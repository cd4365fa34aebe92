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
    "contains": ("contains(array(T), T) T:comparable", "contains(varchar, ipaddress)"),
    **{name: (f"{name}(E) E:orderable",) for name in ("greatest", "least")},
    "map_zip_with": ("map_zip_with(map(K,V1), map(K,V2), function(K,V1,V2,V3)) K, V1, V2, V3",),
    "mod": (
        "mod(decimal(a_precision,a_scale), decimal(b_precision,b_scale))",
        *(f"mod({kind}, {kind})" for kind in ("tinyint", "smallint", "integer", "bigint", "real", "double")),
    ),
    "regexp_replace": (
        "regexp_replace(varchar(x), joniregexp)",
        "regexp_replace(varchar(x), joniregexp, varchar(y))",
        "regexp_replace(varchar, joniregexp, function(array(varchar),varchar(x)))",
    ),
    "repeat": ("repeat(T, bigint) T", "repeat(unknown, bigint)"),
    "transform_keys": ("transform_keys(map(K1,V), function(K1,V,K2)) K1, K2, V",),
    "transform_values": ("transform_values(map(K,V1), function(K,V1,V2)) K, V1, V2",),
    "value_at_quantile": (
        *(f"value_at_quantile(qdigest({kind}), double)" for kind in ("bigint", "double", "real")),
        "value_at_quantile(tdigest, double)",
    ),
    "values_at_quantiles": (
        *(f"values_at_quantiles(qdigest({kind}), array(double))" for kind in ("bigint", "double", "real")),
        "values_at_quantiles(tdigest, array(double))",
    ),
    "zip": tuple(
        f"zip({', '.join(f'array({each})' for each in names)}) {', '.join(names)}"
        for names in (("T1", "T2", "T3", "T4", "T5")[:count] for count in range(2, 6))
    ),
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
