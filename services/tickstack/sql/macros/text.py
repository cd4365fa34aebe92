"""Macros on text where DuckDB's function of the same purpose counts graphemes or bytes, or has no error."""

# ruff: noqa: ISC004 -- a body is one text over several lines

# What Java's Character.isWhitespace holds for blank, which leaves the no-break spaces out.
_BLANK_CODES = (*range(9, 14), *range(28, 33), 0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200B), 0x2028, 0x2029)
BLANK = "||".join(f"chr({code})" for code in (*_BLANK_CODES, 0x205F, 0x3000))


def _refuse(message: str) -> str:
    """A text that fails with ``message``."""
    return f"CAST(CAST('!INVALID_FUNCTION_ARGUMENT|{message}!' AS INTEGER) AS VARCHAR)"


_LENGTH = _refuse("Target length must be in the range [0..2147483647]")
_PADDING = _refuse("Padding string must not be empty")
_DELIMITER = _refuse("The delimiter may not be the empty string")
_FEW, _MANY, _INDEX = map(_refuse, ("Limit must be positive", "Limit is too large", "Index must be greater than zero"))


def _padded(name: str) -> str:
    return (
        f"CASE WHEN x IS NULL OR n IS NULL OR p IS NULL THEN NULL WHEN n NOT BETWEEN 0 AND 2147483647 THEN {_LENGTH} "
        f"WHEN p = '' THEN {_PADDING} ELSE {name}(x, CAST(n AS INTEGER), p) END"
    )


MACROS = (
    ("blanks()", BLANK),
    (
        # DuckDB's own function takes only a constant between the parts.
        "glued(a, s)",
        "substring(coalesce(array_to_string(list_transform(a, lambda part: s || part), ''), ''), 1 + length(s))",
    ),
    ("trimmed(x)", "trim(x, blanks())"),
    ("trimmed_left(x)", "ltrim(x, blanks())"),
    ("trimmed_right(x)", "rtrim(x, blanks())"),
    (
        "uppercase(x)",
        "CASE WHEN contains(x, 'ß') "  # which Java leaves as it is
        "THEN array_to_string(list_transform(string_split(x, 'ß'), lambda part: upper(part)), 'ß') ELSE upper(x) END",
    ),
    (
        "reversed(x)",
        "CASE WHEN strlen(x) = length(x) THEN reverse(x) "
        "ELSE array_to_string(list_reverse(string_split(x, '')), '') END",
    ),
    (
        "replaced(x, s, r)",
        "CASE WHEN s = '' THEN r || CASE WHEN x = '' THEN '' ELSE glued(string_split(x, ''), r) || r END "
        "ELSE replace(x, s, r) END",
    ),
    (
        "joined_list(s, a)",
        "CASE WHEN s IS NULL OR a IS NULL THEN NULL ELSE glued(a, s) END",
    ),
    ("padded_left(x, n, p)", _padded("lpad")),
    ("padded_right(x, n, p)", _padded("rpad")),
    (
        "text_of_code(n)",
        "CASE WHEN n BETWEEN 0 AND 55295 OR n BETWEEN 57344 AND 1114111 THEN chr(CAST(n AS INTEGER)) "
        "WHEN n IS NULL THEN NULL ELSE CAST(CAST('!INVALID_FUNCTION_ARGUMENT|Not a valid Unicode code point: ' "
        "|| CAST(n AS VARCHAR) || '!' AS INTEGER) AS VARCHAR) END",
    ),
    (
        "code_of(x)",
        "CASE WHEN x = '' THEN CAST('!INVALID_FUNCTION_ARGUMENT|Input string must be a single character string!' "
        "AS INTEGER) ELSE unicode(x) END",
    ),
    (
        "pieces_of(x, d)",
        "CASE WHEN x IS NULL OR d IS NULL THEN NULL "
        f"ELSE string_split(x, CASE WHEN d = '' AND x IS NOT NULL THEN {_DELIMITER} ELSE d END) END",
    ),
    (
        "pieces_up_to(x, d, n)",
        "CASE WHEN x IS NULL OR d IS NULL OR n IS NULL THEN NULL "
        f"WHEN n <= 0 THEN [{_FEW}] WHEN n > 2147483647 THEN [{_MANY}] "
        "WHEN len(pieces_of(x, d)) <= n THEN pieces_of(x, d) "
        "ELSE list_append(pieces_of(x, d)[1:n - 1], glued(pieces_of(x, d)[n:], d)) END",
    ),
    (
        "part_of(x, d, n)",
        f"CASE WHEN x IS NULL OR d IS NULL THEN NULL WHEN n <= 0 THEN {_INDEX} "
        "WHEN d = '' THEN CASE WHEN n <= length(x) THEN substring(x, n, 1) END ELSE string_split(x, d)[n] END",
    ),
    (
        "substring_from(x, n)",
        "CASE WHEN n > 0 THEN substring(x, least(n, 4294967295)) WHEN n < 0 AND n >= -length(x) THEN right(x, -n) "
        "WHEN n IS NULL OR x IS NULL THEN NULL ELSE '' END",
    ),
    (
        "substring_part(x, n, l)",
        "CASE WHEN n IS NULL OR l IS NULL OR x IS NULL THEN NULL WHEN n = 0 OR l <= 0 OR abs(n) > length(x) THEN '' "
        "WHEN n > 0 THEN substring(x, n, least(l, length(x))) ELSE left(right(x, -n), l) END",
    ),
    ("char_of(x, n)", "rtrim(left(x, n), ' ')"),
)
