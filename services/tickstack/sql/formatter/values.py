"""What each conversion writes of a value."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal
from math import copysign, isfinite, isnan
from typing import Any

from tickstack.sql import java_numbers
from tickstack.sql.formatter.moments import as_text, part
from tickstack.sql.formatter.specifiers import FormatError, Specifier

_EXACT = Context(prec=2000)
_FLOATING = ("java.lang.Float", "java.lang.Double", "java.math.BigDecimal")


def written(specifier: Specifier, java: str, value: Any) -> str:
    """A value by its specifier; ``java`` is its class. Raises FormatError."""
    if specifier.moment:
        made = "null" if value is None else part(specifier.conversion, java, value)
        return specifier.padded(_capital(made, specifier.moment == "T"))
    return _WRITERS[specifier.conversion.lower()](specifier, java, value)


def _capital(text: str, wanted: bool) -> str:
    return text.upper() if wanted else text


def _mismatch(specifier: Specifier, java: str) -> FormatError:
    return FormatError("IllegalFormatConversion", f"{specifier.conversion} != {java}")


def _plain(specifier: Specifier, text: str) -> str:
    cut = text if specifier.precision is None else text[: specifier.precision]
    return specifier.padded(_capital(cut, specifier.conversion.isupper()))


def text_of(java: str, value: Any) -> str:
    """Java's ``toString``."""
    if value is None:
        return "null"
    if java == "java.lang.Boolean":
        return "true" if value else "false"
    if java == "java.lang.Double":
        return java_numbers.double(value)
    if java == "java.lang.Float":
        return java_numbers.real(value)
    if java == "java.math.BigDecimal":
        return _big_decimal(value)
    return as_text(value) if isinstance(value, date | datetime | time | dict) else str(value)


def _big_decimal(value: Decimal) -> str:
    sign, digits, exponent = value.as_tuple()
    adjusted = len(digits) - 1 + int(exponent)
    if adjusted >= -6:
        return format(value, "f")
    shown = "".join(map(str, digits))
    return f"{'-' if sign else ''}{shown[0]}{'.' + shown[1:] if shown[1:] else ''}E{adjusted}"


def _string(specifier: Specifier, java: str, value: Any) -> str:
    if "#" in specifier.flags:
        raise FormatError("FormatFlagsConversionMismatch", f"Conversion = {specifier.conversion}, Flags = #")
    return _plain(specifier, text_of(java, value))


def _boolean(specifier: Specifier, java: str, value: Any) -> str:
    true = value is not None and (value if java == "java.lang.Boolean" else True)
    return _plain(specifier, "true" if true else "false")


def _hash(specifier: Specifier, java: str, value: Any) -> str:
    if value is None:
        return _plain(specifier, "null")
    code = 0
    if java == "java.lang.String":
        units = str(value).encode("utf-16-be")
        for index in range(0, len(units), 2):
            code = (code * 31 + int.from_bytes(units[index : index + 2], "big")) & 0xFFFFFFFF
    elif java == "java.lang.Long":
        unsigned = value & 0xFFFFFFFFFFFFFFFF
        code = (unsigned ^ (unsigned >> 32)) & 0xFFFFFFFF
    elif java == "java.lang.Boolean":
        code = 1231 if value else 1237
    else:
        raise _mismatch(specifier, java)
    return _plain(specifier, f"{code:x}")


def _character(specifier: Specifier, java: str, value: Any) -> str:
    if value is not None:
        raise _mismatch(specifier, java)
    return _plain(specifier, "null")


def _signed(specifier: Specifier, digits: str, negative: bool) -> str:
    """Digits with sign, zeros and grouping as the flags want them."""
    if "," in specifier.flags:
        whole, point, fraction = digits.partition(".")
        digits = f"{int(whole):,}{point}{fraction}"
    bracketed = negative and "(" in specifier.flags
    sign = (
        "("
        if bracketed
        else "-"
        if negative
        else "+"
        if "+" in specifier.flags
        else " "
        if " " in specifier.flags
        else ""
    )
    if "0" in specifier.flags:
        digits = digits.rjust((specifier.width or 0) - len(sign) - bracketed, "0")
    return specifier.padded(_capital(f"{sign}{digits}{')' if bracketed else ''}", specifier.conversion.isupper()))


def _whole(specifier: Specifier, java: str, value: Any) -> str:
    if value is None:
        return specifier.padded("null")
    if java != "java.lang.Long":
        raise _mismatch(specifier, java)
    if specifier.conversion == "d":
        return _signed(specifier, str(abs(value)), value < 0)
    octal = specifier.conversion == "o"
    digits = f"{value & 0xFFFFFFFFFFFFFFFF:{'o' if octal else 'x'}}"
    lead = ("0" if octal else "0x") if "#" in specifier.flags else ""
    if "0" in specifier.flags:
        digits = digits.rjust((specifier.width or 0) - len(lead), "0")
    return specifier.padded(_capital(lead + digits, specifier.conversion.isupper()))


def _floating(specifier: Specifier, java: str, value: Any) -> str:
    if value is None:
        return specifier.padded(_capital("null", specifier.conversion.isupper()))
    if java not in _FLOATING:
        raise _mismatch(specifier, java)
    if not isinstance(value, Decimal) and not isfinite(value):
        return _endless(specifier, value)
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    negative = exact < 0 or (not isinstance(value, Decimal) and copysign(1, value) < 0)
    precision = 6 if specifier.precision is None else specifier.precision
    return _signed(specifier, _DIGITS[specifier.conversion.lower()](exact.copy_abs(), precision, specifier), negative)


def _endless(specifier: Specifier, value: float) -> str:
    if isnan(value):
        return specifier.padded(_capital("NaN", specifier.conversion.isupper()))
    made = "Infinity"
    if value < 0:
        made = f"({made})" if "(" in specifier.flags else f"-{made}"
    elif "+" in specifier.flags:
        made = f"+{made}"
    return specifier.padded(_capital(made, specifier.conversion.isupper()))


def _fixed(value: Decimal, precision: int, specifier: Specifier) -> str:
    made = format(value.quantize(Decimal(1).scaleb(-precision), ROUND_HALF_UP, _EXACT), "f")
    return made + "." if "#" in specifier.flags and precision == 0 else made


def _scientific(value: Decimal, precision: int, specifier: Specifier) -> str:
    exponent = value.adjusted() if value else 0
    mantissa = value.scaleb(-exponent, _EXACT).quantize(Decimal(1).scaleb(-precision), ROUND_HALF_UP, _EXACT)
    if mantissa >= 10:
        exponent += 1
        mantissa = mantissa.scaleb(-1, _EXACT).quantize(Decimal(1).scaleb(-precision), ROUND_HALF_UP, _EXACT)
    point = "." if "#" in specifier.flags and precision == 0 else ""
    return f"{mantissa:f}{point}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def _general(value: Decimal, precision: int, specifier: Specifier) -> str:
    digits = precision or 1
    if value == 0:
        return _fixed(value, digits - 1, specifier)
    rounded = value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1), ROUND_HALF_UP, _EXACT)
    if Decimal("0.0001") <= rounded < Decimal(10) ** digits:
        return _fixed(value, max(0, digits - 1 - rounded.adjusted()), specifier)
    return _scientific(value, digits - 1, specifier)


def _hexadecimal(specifier: Specifier, java: str, value: Any) -> str:
    if value is not None and (java not in _FLOATING or isinstance(value, Decimal)):
        raise _mismatch(specifier, java)
    if value is None or not isfinite(value):
        return specifier.padded("null") if value is None else _endless(specifier, value)
    if specifier.precision is not None:
        raise FormatError("IllegalFormatPrecision", str(specifier.precision))
    mantissa, _, exponent = abs(value).hex()[2:].partition("p")
    whole, _, fraction = mantissa.partition(".")
    digits = f"0x{whole}.{fraction.rstrip('0') or '0'}p{int(exponent)}"
    return _signed(specifier, digits, copysign(1, value) < 0)


_DIGITS: dict[str, Callable[[Decimal, int, Specifier], str]] = {"f": _fixed, "e": _scientific, "g": _general}
_WRITERS: dict[str, Callable[[Specifier, str, Any], str]] = {
    "s": _string,
    "b": _boolean,
    "h": _hash,
    "c": _character,
    **dict.fromkeys("dox", _whole),
    **dict.fromkeys("efg", _floating),
    "a": _hexadecimal,
}
