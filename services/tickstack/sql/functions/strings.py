"""Functions on text."""

from collections.abc import Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.failures import failure
from tickstack.sql.functions import words
from tickstack.sql.functions.row import Function, rows
from tickstack.sql.python import python
from tickstack.sql.types import BIGINT, LONGEST_CHAR, UNBOUNDED, TrinoType, varchar

_row = rows("https://trino.io/docs/current/functions/string.html")


def _joined(arguments: Sequence[Typed]) -> str:
    return "(" + " || ".join(argument.sql for argument in arguments) + ")"


def _alone(_: Sequence[Typed]) -> str:
    raise failure("INVALID_FUNCTION_ARGUMENT", "There must be two or more concatenation arguments")


def _joined_char(kinds: Sequence[TrinoType]) -> TrinoType:
    length = kinds[0].numbers[0] + kinds[1].numbers[0]
    if length > LONGEST_CHAR:
        raise failure("INVALID_FUNCTION_ARGUMENT", f"CHAR length must be in range [0, {LONGEST_CHAR}], got {length}")
    return TrinoType("char", (length,))


def _joined_chars(arguments: Sequence[Typed]) -> str:
    first, second = arguments
    return f"(rpad({first.sql}, {first.type.numbers[0]}, ' ') || {second.sql})"


def _char_length(arguments: Sequence[Typed]) -> str:
    return f"CASE WHEN {arguments[0].sql} IS NOT NULL THEN CAST({arguments[0].type.numbers[0]} AS BIGINT) END"


def _bound(kind: TrinoType) -> int:
    return kind.numbers[0] if kind.numbers else UNBOUNDED


def _replaced(kinds: Sequence[TrinoType]) -> TrinoType:
    """Every character may become a replacement, and so may the ends."""
    length, replacement = _bound(kinds[0]), _bound(kinds[2])
    return varchar(min(UNBOUNDED, length + replacement * (length + 1)))


class _Padded:
    """A call whose result is of type char(n), which is held without its trailing blanks."""

    def __init__(self, call: str) -> None:
        self.call = call

    def __call__(self, arguments: Sequence[Typed]) -> str:
        made = self.call.format(*(argument.sql for argument in arguments))
        return f"char_of({made}, {arguments[0].type.numbers[0]})"


def _both(name: str, parameters: str, call: str, example: str, value: str) -> tuple[Function, Function]:
    """The rows of a function that takes varchar and char and gives the same."""
    rest = f", {parameters}" if parameters else ""
    return (
        _row(name, f"varchar{rest} -> $1", call, example, value),
        _row(name, f"char{rest} -> $1", _Padded(call), example, value),
    )


def _levenshtein(arguments: Sequence[Typed]) -> str:
    """DuckDB compares bytes, which is the same for ASCII."""
    plain = " AND ".join(f"strlen({each.sql}) = length({each.sql}) AND length({each.sql}) < 1000" for each in arguments)
    a, b = (each.sql for each in arguments)
    return f"CASE WHEN {plain} THEN levenshtein({a}, {b}) ELSE {python(words.levenshtein).sql(arguments, BIGINT)} END"


ROWS = (
    _row("concat", "text, text, text... -> varchar", _joined, "concat('a', 'b', 'c')", "abc"),
    _row("concat", "text, text -> varchar", _joined, "concat('a', NULL)", None),
    _row("concat", "text -> varchar", _alone, "TRY(concat('a', 'b'))", "ab"),
    _row("concat", "char, char -> char", _joined_chars, "concat(CAST('a' AS char(2)), CAST('b' AS char(2)))", "a b ",
         result=_joined_char),
    _row("concat_ws", "varchar, array(varchar) -> varchar", "joined_list({0}, {1})",
         "concat_ws('-', ARRAY['a', NULL, 'b'])", "a-b"),
    _row("concat_ws", "text, text, text... -> varchar",
         lambda a: f"concat_ws({', '.join(x.sql for x in a)})", "concat_ws('-', 'a', NULL, 'b')", "a-b"),
    *_both("lower", "", "lower({0})", "lower('ABC')", "abc"),
    *_both("upper", "", "uppercase({0})", "upper('straße')", "STRAßE"),
    _row("length", "varchar -> bigint", "length({0})", "length('abc')", "3"),
    _row("length", "char -> bigint", _char_length, "length(CAST('ab' AS char(5)))", "5"),
    *_both("trim", "", "trimmed({0})", "trim('  a ')", "a"),
    *_both("ltrim", "", "trimmed_left({0})", "ltrim('  a')", "a"),
    *_both("rtrim", "", "trimmed_right({0})", "rtrim('a  ')", "a"),
    *_both("trim", "CodePoints", "trim({0}, {1})", "trim('xax', 'x')", "a"),
    *_both("ltrim", "CodePoints", "ltrim({0}, {1})", "ltrim('xax', 'x')", "ax"),
    *_both("rtrim", "CodePoints", "rtrim({0}, {1})", "rtrim('xax', 'x')", "xa"),
    _row("replace", "varchar, varchar -> $1", "replace({0}, {1}, '')", "replace('banana', 'an')", "ba"),
    _row("replace", "varchar, varchar, varchar -> varchar", "replaced({0}, {1}, {2})",
         "replace('banana', 'an', 'o')", "booa", result=_replaced),
    _row("reverse", "varchar -> $1", "reversed({0})", "reverse('abc')", "cba"),
    _row("strpos", "varchar, varchar -> bigint", "strpos({0}, {1})", "strpos('hello', 'l')", "3"),
    _row("strpos", "varchar, varchar, bigint -> bigint", python(words.position), "strpos('hello', 'l', -1)", "4"),
    _row("starts_with", "varchar, varchar -> boolean", "starts_with({0}, {1})", "starts_with('abc', 'ab')", "true"),
    *_both("substr", "bigint", "substring_from({0}, {1})", "substr('hello', -3)", "llo"),
    *_both("substr", "bigint, bigint", "substring_part({0}, {1}, {2})", "substr('hello', 2, 3)", "ell"),
    *_both("substring", "bigint", "substring_from({0}, {1})", "substring('hello', 2)", "ello"),
    *_both("substring", "bigint, bigint", "substring_part({0}, {1}, {2})", "substring('2020-05-14 09:30', 12, 2)",
           "09"),
    _row("split", "varchar, varchar -> array($1)", "pieces_of({0}, {1})", "split('a,b', ',')", "[a, b]"),
    _row("split", "varchar, varchar, bigint -> array($1)", "pieces_up_to({0}, {1}, {2})",
         "split('a,b,c', ',', 2)", "[a, b,c]"),
    _row("split_part", "varchar, varchar, bigint -> $1", "part_of({0}, {1}, {2})",
         "split_part('2020-05-14 09:30', ' ', 2)", "09:30"),
    _row("split_to_map", "text, text, text -> map(varchar, varchar)", python(words.to_map),
         "split_to_map('a=1,b=2', ',', '=')", "{a=1, b=2}"),
    _row("split_to_multimap", "text, text, text -> map(varchar, array(varchar))", python(words.to_multimap),
         "split_to_multimap('a=1,b=2,a=3', ',', '=')", "{a=[1, 3], b=[2]}"),
    _row("lpad", "varchar, bigint, varchar -> varchar", "padded_left({0}, {1}, {2})", "lpad('7', 3, '0')", "007"),
    _row("rpad", "varchar, bigint, varchar -> varchar", "padded_right({0}, {1}, {2})", "rpad('7', 3, '0')", "700"),
    _row("chr", "bigint -> varchar(1)", "text_of_code({0})", "chr(65)", "A"),
    _row("codepoint", "varchar(1) -> integer", "code_of({0})", "codepoint('A')", "65"),
    _row("translate", "varchar, varchar, varchar -> varchar", "translate({0}, {1}, {2})",
         "translate('abcd', 'bd', 'BD')", "aBcD"),
    _row("levenshtein_distance", "varchar, varchar -> bigint", _levenshtein,
         "levenshtein_distance('kitten', 'sitting')", "3"),
    _row("hamming_distance", "varchar, varchar -> bigint", python(words.hamming),
         "hamming_distance('karolin', 'kathrin')", "3"),
    _row("soundex", "text -> varchar(4)", python(words.soundex), "soundex('Robert')", "R163"),
    _row("luhn_check", "text -> boolean", python(words.luhn), "luhn_check('79927398713')", "true"),
    _row("normalize", "varchar, varchar -> varchar", python(words.normalized), "length(normalize('e' || chr(769)))",
         "1"),
    _row("word_stem", "varchar -> $1", python(words.stem), "word_stem('great')", "great"),
    _row("word_stem", "varchar, varchar(2) -> $1", python(words.stem), "word_stem('ponies', 'en')", "poni"),
    _row("to_utf8", "varchar -> varbinary", "encode({0})", "to_utf8('aé')", "61 c3 a9"),
    _row("from_utf8", "varbinary -> varchar", python(words.from_utf8), "from_utf8(X'61FF')", "a\ufffd"),
    _row("from_utf8", "varbinary, varchar -> varchar", python(words.from_utf8), "from_utf8(X'61FF', '?')", "a?"),
    _row("from_utf8", "varbinary, bigint -> varchar", python(words.from_utf8_code), "from_utf8(X'61FF', 63)", "a?"),
)  # fmt: skip
