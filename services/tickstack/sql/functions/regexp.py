"""Functions on regular expressions, which Trino hands to Joni in Java's syntax."""

from collections.abc import Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.lambdas import applied
from tickstack.sql.functions.row import rows
from tickstack.sql.python import python
from tickstack.sql.quoting import literal_text
from tickstack.sql.regexp import patterns
from tickstack.sql.regexp.native import native, rewritten
from tickstack.sql.types import BOOLEAN, UNBOUNDED, VARCHAR, TrinoType, array, varchar

_LIKE, _EXTRACT, _REPLACE = python(patterns.like), python(patterns.extract), python(patterns.replace)
_row = rows("https://trino.io/docs/current/functions/regexp.html")


def _replaced(kinds: Sequence[TrinoType]) -> TrinoType:
    length = kinds[0].numbers[0] if kinds[0].numbers else UNBOUNDED
    replacement = kinds[2].numbers[0] if kinds[2].numbers else UNBOUNDED
    return varchar(min(UNBOUNDED, length + max(length * replacement // 2, replacement) * (length + 1)))


def _either(text: str, quick: str, slow: str) -> str:
    """RE2 for ASCII in one line, Python for other text."""
    return f"CASE WHEN strlen({text}) = length({text}) AND NOT contains({text}, chr(10)) THEN {quick} ELSE {slow} END"


def _like(arguments: Sequence[Typed]) -> str:
    text, pattern = arguments
    slow = _LIKE.sql(arguments, BOOLEAN)
    quick = None if pattern.constant is None else native(pattern.constant)
    if quick is None:
        return slow
    return _either(text.sql, f"regexp_matches({text.sql}, {literal_text(quick.text)})", slow)


def _extracted(arguments: Sequence[Typed]) -> str:
    text, pattern, *rest = arguments
    slow = _EXTRACT.sql(arguments, VARCHAR)
    group = rest[0].constant if rest else "0"
    quick = None if pattern.constant is None or group is None else native(pattern.constant)
    if quick is None or group is None or not group.isdigit() or int(group) > (quick.groups if quick.complete else 0):
        return slow
    constant = literal_text(quick.text)
    found = f"regexp_extract({text.sql}, {constant}, {group})"
    return _either(text.sql, f"CASE WHEN regexp_matches({text.sql}, {constant}) THEN {found} END", slow)


def _substituted(arguments: Sequence[Typed]) -> str:
    text, pattern, *rest = arguments
    slow = _REPLACE.sql(arguments, VARCHAR)
    replacement = rest[0].constant if rest else ""
    quick = None if pattern.constant is None or replacement is None else native(pattern.constant)
    if quick is None or replacement is None or not quick.filled:
        return slow
    made = rewritten(replacement, quick.groups)
    if made is None:
        return slow
    call = f"regexp_replace({text.sql}, {literal_text(quick.text)}, {literal_text(made)}, 'g')"
    return _either(text.sql, call, slow)


def _replaced_by(arguments: Sequence[Typed]) -> str:
    """The pieces between the matches with what the lambda makes of each match's groups; its NULL is nothing."""
    text, pattern, replacement = arguments
    groups = array(VARCHAR)
    pieces = python(patterns.pieces).sql((text, pattern), array(groups))
    lambda_ = applied(replacement)
    piece = lambda_.name("piece")
    made = f"{piece}[1] || coalesce({lambda_(f'{piece}[2:]')}, '')"
    return f"array_to_string(list_transform({pieces}[:-2], lambda {piece}: {made}), '') || {pieces}[-1][1]"


ROWS = (
    _row("regexp_count", "varchar, JoniRegExp -> bigint", python(patterns.count),
         r"regexp_count('1a 2b 14m', '\s*[a-z]+\s*')", "3"),
    _row("regexp_like", "varchar, JoniRegExp -> boolean", _like,
         r"regexp_like('1a 2b', '\d+b')", "true"),
    _row("regexp_extract", "varchar, JoniRegExp -> $1", _extracted,
         r"regexp_extract('1a 2b', '[a-z]')", "a"),
    _row("regexp_extract", "varchar, JoniRegExp, bigint -> $1", _extracted,
         r"regexp_extract('1a 2b', '(\d+)([a-z]+)', 2)", "a"),
    _row("regexp_extract_all", "varchar, JoniRegExp -> array($1)", python(patterns.extract_all),
         r"regexp_extract_all('1a 2b', '\d+')", "[1, 2]"),
    _row("regexp_extract_all", "varchar, JoniRegExp, bigint -> array($1)", python(patterns.extract_all),
         r"regexp_extract_all('1a 2b', '(\d+)([a-z]+)', 2)", "[a, b]"),
    _row("regexp_position", "varchar, JoniRegExp -> integer", python(patterns.position),
         r"regexp_position('I have 23 apples', '\b\d+\b')", "8"),
    _row("regexp_position", "varchar, JoniRegExp, integer -> integer", python(patterns.position),
         r"regexp_position('23 apples, 5 pears', '\b\d+\b', 5)", "12"),
    _row("regexp_position", "varchar, JoniRegExp, integer, integer -> integer", python(patterns.position),
         r"regexp_position('23 apples, 5 pears', '\b\d+\b', 12, 2)", "-1"),
    _row("regexp_replace", "varchar, JoniRegExp -> $1", _substituted,
         r"regexp_replace('1a 2b', '\d+')", "a b"),
    _row("regexp_replace", "varchar, JoniRegExp, varchar -> varchar", _substituted,
         r"regexp_replace('1a 2b', '(\d+)([ab])', '$2$1')", "a1 b2", result=_replaced),
    _row("regexp_replace", "varchar, JoniRegExp, function(array(varchar), varchar) -> varchar", _replaced_by,
         r"regexp_replace('new york', '(\w)(\w*)', x -> upper(x[1]) || lower(x[2]))", "New York"),
    _row("regexp_split", "varchar, JoniRegExp -> array($1)", python(patterns.split),
         r"regexp_split('1a 2b 14m', '\s*[a-z]+\s*')", "[1, 2, 14, ]"),
)  # fmt: skip
