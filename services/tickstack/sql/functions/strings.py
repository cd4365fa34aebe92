"""Functions on text and regular expressions."""

import re
from collections.abc import Sequence

from tickstack.sql.coercion import Typed, literal_text
from tickstack.sql.functions.row import refusals, rows

_row = rows("https://trino.io/docs/current/functions/string.html")
_regexp = rows("https://trino.io/docs/current/functions/regexp.html")


REFUSED = refusals(
    "concat(array(T), array(T))",
    "concat(array(T), T)",
    "concat(T, array(T))",
    "concat(varbinary, varbinary)",
    "concat_ws(varchar, array(varchar))",
    "length(varbinary)",
    "reverse(array(T))",
    "reverse(varbinary)",
    *(f"{name}(varbinary, bigint)" for name in ("substr", "substring")),
    *(f"{name}(varbinary, bigint, bigint)" for name in ("substr", "substring")),
    *(f"{name}(varbinary, bigint, varbinary)" for name in ("lpad", "rpad")),
    "split(varchar, varchar, bigint)",
    "strpos(varchar, varchar, bigint)",
    "regexp_extract_all(varchar, varchar, bigint)",
)


def _joined(arguments: Sequence[Typed]) -> str:
    return "(" + " || ".join(argument.sql for argument in arguments) + ")"


ROWS = (
    _row("concat", "varchar, varchar, varchar... -> varchar", _joined, "concat('a', 'b', 'c')", "abc"),
    _row("concat", "varchar, varchar -> varchar", _joined, "concat('a', NULL)", None),
    _row("concat_ws", "varchar, varchar... -> varchar", lambda a: f"concat_ws({', '.join(x.sql for x in a)})",
         "concat_ws('-', 'a', NULL, 'b')", "a-b"),
    _row("lower", "varchar -> $1", "lower({0})", "lower('ABC')", "abc"),
    _row("upper", "varchar -> $1", "upper({0})", "upper('abc')", "ABC"),
    _row("length", "varchar -> bigint", "length({0})", "length('abc')", "3"),
    _row("trim", "varchar -> $1", "trim({0})", "trim('  a ')", "a"),
    _row("ltrim", "varchar -> $1", "ltrim({0})", "ltrim('  a')", "a"),
    _row("rtrim", "varchar -> $1", "rtrim({0})", "rtrim('a  ')", "a"),
    _row("trim", "varchar, varchar -> $1", "trim({0}, {1})", "trim('xax', 'x')", "a"),
    _row("ltrim", "varchar, varchar -> $1", "ltrim({0}, {1})", "ltrim('xax', 'x')", "ax"),
    _row("rtrim", "varchar, varchar -> $1", "rtrim({0}, {1})", "rtrim('xax', 'x')", "xa"),
    _row("replace", "varchar, varchar -> varchar", "replace({0}, {1}, '')", "replace('banana', 'an')", "ba"),
    _row("replace", "varchar, varchar, varchar -> varchar", "replace({0}, {1}, {2})",
         "replace('banana', 'an', 'o')", "booa"),
    _row("reverse", "varchar -> $1", "reverse({0})", "reverse('abc')", "cba"),
    _row("strpos", "varchar, varchar -> bigint", "strpos({0}, {1})", "strpos('hello', 'l')", "3"),
    _row("starts_with", "varchar, varchar -> boolean", "starts_with({0}, {1})", "starts_with('abc', 'ab')", "true"),
    _row("ends_with", "varchar, varchar -> boolean", "ends_with({0}, {1})", "ends_with('abc', 'bc')", "true"),
    _row("substr", "varchar, bigint -> $1", "substring_from({0}, {1})", "substr('hello', -3)", "llo"),
    _row("substr", "varchar, bigint, bigint -> $1", "substring_part({0}, {1}, {2})", "substr('hello', 2, 3)", "ell"),
    _row("substring", "varchar, bigint -> $1", "substring_from({0}, {1})", "substring('hello', 2)", "ello"),
    _row("substring", "varchar, bigint, bigint -> $1", "substring_part({0}, {1}, {2})",
         "substring('2020-05-14 09:30', 12, 2)", "09"),
    _row("split", "varchar, varchar -> array(varchar)", "pieces_of({0}, {1})", "split('a,b', ',')", "[a, b]"),
    _row("split_part", "varchar, varchar, bigint -> varchar", "part_of({0}, {1}, {2})",
         "split_part('2020-05-14 09:30', ' ', 2)", "09:30"),
    _row("lpad", "varchar, bigint, varchar -> varchar", "lpad({0}, CAST({1} AS INTEGER), {2})",
         "lpad('7', 3, '0')", "007"),
    _row("rpad", "varchar, bigint, varchar -> varchar", "rpad({0}, CAST({1} AS INTEGER), {2})",
         "rpad('7', 3, '0')", "700"),
    _row("chr", "bigint -> varchar(1)", "chr(CAST({0} AS INTEGER))", "chr(65)", "A"),
    _row("codepoint", "varchar -> integer", "unicode({0})", "codepoint('A')", "65"),
    _row("translate", "varchar, varchar, varchar -> varchar", "translate({0}, {1}, {2})",
         "translate('abcd', 'bd', 'BD')", "aBcD"),
    _row("levenshtein_distance", "varchar, varchar -> bigint", "levenshtein({0}, {1})",
         "levenshtein_distance('kitten', 'sitting')", "3"),
    _regexp("regexp_like", "varchar, varchar -> boolean", "regexp_matches({0}, {1})",
            r"regexp_like('1a 2b', '\d+b')", "true"),
    _regexp("regexp_extract", "varchar, varchar -> varchar", "regexp_part({0}, {1}, 0)",
            r"regexp_extract('1a 2b', '[a-z]')", "a"),
    _regexp("regexp_extract", "varchar, varchar, integer -> varchar",
            lambda a: f"regexp_part({a[0].sql}, {a[1].sql}, {_group(a[2])})",
            r"regexp_extract('1a 2b', '(\d+)([a-z]+)', 2)", "a"),
    _regexp("regexp_extract_all", "varchar, varchar -> array(varchar)", "regexp_extract_all({0}, {1})",
            r"regexp_extract_all('1a 2b', '\d+')", "[1, 2]"),
    _regexp("regexp_replace", "varchar, varchar -> varchar", "regexp_replace({0}, {1}, '', 'g')",
            r"regexp_replace('1a 2b', '\d+')", "a b"),
    _regexp("regexp_replace", "varchar, varchar, varchar -> varchar",
            lambda a: f"regexp_replace({a[0].sql}, {a[1].sql}, {_replacement(a[2])}, 'g')",
            r"regexp_replace('1a 2b', '(\d+)([ab])', '$2$1')", "a1 b2"),
)  # fmt: skip


def _replacement(argument: Typed) -> str:
    """Java's ``$1`` as RE2's ``\\1``."""
    if argument.constant is None or re.search(r"\$\{|\\", argument.constant):
        raise NotImplementedError("regexp_replace with a replacement that is not a constant, or has names or escapes")
    return literal_text(re.sub(r"\$(\d)", r"\\\1", argument.constant))


def _group(argument: Typed) -> str:
    """DuckDB takes the group as a constant."""
    if argument.constant is None:
        raise NotImplementedError("regexp_extract with a group that is not a constant")
    return argument.constant
