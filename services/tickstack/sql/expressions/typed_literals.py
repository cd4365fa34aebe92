"""``DATE '2020-01-01'``, ``X'01ab'``, ``U&'\\00e9'``: literals after their type, checked as they are read."""

# ruff: noqa: ARG001, ARG005 -- the handlers of one table share a signature

import re
from collections.abc import Callable
from typing import NoReturn

from sqlglot import exp

from tickstack.sql import addresses
from tickstack.sql.casts import cast
from tickstack.sql.coercion import Typed, text
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.failures import failure
from tickstack.sql.json import text as json_text
from tickstack.sql.moments import text as moment_text
from tickstack.sql.moments.long import joined
from tickstack.sql.quoting import literal_text
from tickstack.sql.types import PICOSECONDS, VARBINARY, VARCHAR, TrinoType, duckdb_type, is_long, varchar

_FLOATING = re.compile(r"\s*[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?|NaN|Infinity)\s*")
_BITS = {"tinyint": 7, "smallint": 15, "integer": 31, "bigint": 63}
_JSON = TrinoType("json")


def _whole(content: str, kind: TrinoType) -> bool:
    limit = 1 << _BITS[kind.base]
    return re.fullmatch(r"[+-]?\d+", content) is not None and -limit <= int(content) < limit


def _is_json(content: str, kind: TrinoType) -> bool:
    try:
        json_text.canonical(content)
    except ValueError:
        return False
    return True


_VALID: dict[str, Callable[[str, TrinoType], object]] = {
    **dict.fromkeys(_BITS, _whole),
    **dict.fromkeys(("real", "double"), lambda content, kind: _FLOATING.fullmatch(content)),
    "boolean": lambda content, kind: content.lower() in ("true", "false", "t", "f", "1", "0"),
    "uuid": lambda content, kind: re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", content),
    "ipaddress": lambda content, kind: addresses.is_address(content),
    "json": _is_json,
    "varchar": lambda content, kind: True,
    "varbinary": lambda content, kind: True,
}


def _decimal(content: str) -> Typed:
    digits = re.fullmatch(r"([+-]?)0*(\d*)(?:\.(\d*))?", content)
    if digits is None or not re.search(r"\d", content):
        raise ValueError("no decimal")
    scale = len(digits[3] or "")
    precision = max(1, len(digits[2]) + scale)
    if precision > 38:
        raise ValueError("too many digits")
    kind = TrinoType("decimal", (precision, scale))
    return Typed(f"CAST({literal_text(content)} AS {duckdb_type(kind)})", kind)


def _date(content: str) -> Typed:
    return Typed(f"(DATE '1970-01-01' + {moment_text.date(content)})", TrinoType("date"))


def _timestamp(content: str) -> Typed:
    moment = moment_text.timestamp(content)
    made = f"make_timestamp({moment.micros})"
    if moment.zone is None:
        return _precise(made, moment, "timestamp")
    return _precise(_zoned(moment.micros, moment.zone), moment, "timestamp with time zone")


def _zoned(micros: int, zone: str) -> str:
    """A local moment in a zone; where the zone is an offset, the instant is known here."""
    if zone != "UTC" and zone[0] not in "+-":
        return f"local_to_zoned(make_timestamp({micros}), {literal_text(zone)})"
    offset = 0 if zone == "UTC" else moment_text.offset_minutes(zone)
    return f"struct_pack(instant := make_timestamp({micros - offset * 60_000_000}), zone := {literal_text(zone)})"


def _precise(made: str, moment: moment_text.Moment, base: str) -> Typed:
    """A literal with as many digits as are written."""
    if moment.precision > PICOSECONDS:
        message = f"{base.upper()} precision must be in range [0, {PICOSECONDS}]: {moment.precision}"
        raise failure("NUMERIC_VALUE_OUT_OF_RANGE", message)
    kind = TrinoType(base, (moment.precision,))
    return Typed(joined(made, str(moment.picos), kind) if is_long(kind) else made, kind)


def _time(content: str) -> Typed:
    moment = moment_text.time(content)
    made = f"CAST(make_timestamp({moment.micros}) AS TIME)"
    if moment.zone is None:
        return _precise(made, moment, "time")
    minutes = moment_text.offset_minutes(moment.zone)
    return _precise(f"struct_pack(instant := {made}, zone := {minutes})", moment, "time with time zone")


_READERS: dict[str, Callable[[str], Typed]] = {
    "decimal": _decimal,
    "date": _date,
    "time": _time,
    "time with time zone": _time,
    "timestamp": _timestamp,
    "timestamp with time zone": _timestamp,
    "char": lambda content: Typed(literal_text(content.rstrip(" ")), TrinoType("char", (max(1, len(content)),))),
}


def _invalid(self: Expressions, content: str, name: str, node: exp.Expr) -> NoReturn:
    self.source.fail("INVALID_LITERAL", f"'{content}' is not a valid {name} literal", node)


def typed(self: Expressions, content: str, target: TrinoType, node: exp.Expr) -> Typed:
    """The literal of ``content`` whose type is written before it. Raises INVALID_LITERAL."""
    name = target.base.removesuffix(" with time zone")
    reader = _READERS.get(target.base)
    if reader is not None:
        try:
            return reader(content)
        except ValueError:
            _invalid(self, content, name, node)
    if target.base not in _VALID:
        self.source.fail("INVALID_LITERAL", f"No literal form for resolvedType {target}", node)
    if not _VALID[target.base](content, target):
        _invalid(self, content, str(target), node)
    if target.base == "json":
        return Typed(literal_text(json_text.canonical(content)), target)
    if target == VARCHAR:
        return Typed(literal_text(content), VARCHAR, content)
    made = cast(text(content), target)
    if made is None:
        self.source.unsupported(f"literals of type {target}", node)
    return Typed(made, target)


def json_literal(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``JSON '{}'``."""
    return typed(self, str(node.this.this), _JSON, node)


def hexadecimal(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``X'01 ab'``."""
    digits = re.sub(r"[ \t\r\n]", "", str(node.this))
    if re.fullmatch(r"[0-9a-fA-F]*", digits) is None:
        self.source.fail("SYNTAX_ERROR", "Binary literal can only contain hexadecimal digits", node)
    if len(digits) % 2:
        self.source.fail("SYNTAX_ERROR", "Binary literal must contain an even number of digits", node)
    return Typed(f"from_hex('{digits}')", VARBINARY)


def _bad_escape(rest: str) -> str:
    digits = re.match(r"[0-9a-fA-F]*", rest)
    found = digits[0] if digits else ""
    if found == rest:
        return f"Incomplete escape sequence: {found}"
    return f"Invalid hexadecimal digit: {rest[len(found)]}"


def unicode_text(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``U&'...' [UESCAPE 'c']``: ``\\1234`` and ``\\+123456`` are code points."""
    escape = node.args.get("escape")
    mark = re.escape(escape.this if isinstance(escape, exp.Literal) else "\\")
    pattern = rf"{mark}(?:(?P<same>{mark})|(?P<four>[0-9a-fA-F]{{4}})|\+(?P<six>[0-9a-fA-F]{{6}})|(?P<bad>))"

    def character(match: re.Match[str]) -> str:
        if match["same"] is not None:
            return match["same"]
        if match["bad"] is not None:
            self.source.fail("SYNTAX_ERROR", _bad_escape(match.string[match.end() :].removeprefix("+")), node)
        point = int(match["four"] or match["six"], 16)
        if point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:
            self.source.fail("SYNTAX_ERROR", f"Invalid escaped character: {match['four'] or match['six']}", node)
        return chr(point)

    content = re.sub(pattern, character, str(node.this))
    return Typed(literal_text(content), varchar(len(content)), content)
