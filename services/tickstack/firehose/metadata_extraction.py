"""MetadataExtraction: the partition keys that a jq query takes out of a record, with the numbers of jq 1.6.

The library (jq 1.8.0 of PyPI, no wheel for Python 3.13 embeds 1.6) has jq 1.7, which keeps a number as it was written:
``1.10`` where jq 1.6 prints ``1.1``. So numbers are written in jq 1.6's form before the query reads them. What is left
of the difference: ``index`` and ``indices`` of a text count code points, where jq 1.6 counts bytes; ``limit(0; f)``
gives nothing, where jq 1.6 gives one value. Sources: the changelog of jq 1.7, ``jv_dtoa.c``'s rules of exponents.
"""

import itertools
import json
import math
import re
import sys
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import jq

from tickstack.firehose.faults import Fault
from tickstack.firehose.jq_text import QueryError, check_version, object_keys
from tickstack.firehose.partitions import EXTRACTION_FAILED, Values

MAX_KEYS = 50
ENGINE = "JQ-1.6"

_NOT_JSON = Fault(EXTRACTION_FAILED, "Non JSON record provided")

# A number that jq 1.6 would print in another form, or a text that holds the like.
_ODD_NUMBER = re.compile(r"[0-9.]{16}|[0-9][eE]|\.[0-9]*0(?![0-9])|-0|\.0000")
_NUMBER_OR_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?', re.DOTALL)


@dataclass(frozen=True)
class MetadataQuery:
    """A query by its text: equal where the texts are. To be checked once by ``keys``."""

    text: str

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys that it gives. Raises QueryError for a query that jq 1.6, or dynamic partitioning, does not take."""
        keys = tuple(object_keys(self.text))
        check_version(self.text)
        if not 1 <= len(keys) <= MAX_KEYS:
            raise QueryError(f"it must give 1 to {MAX_KEYS} keys")
        _ = self._program
        return keys

    @cached_property
    def _program(self) -> Any:
        try:
            return jq.compile(self.text)
        except ValueError as error:
            raise QueryError(str(error).split("\n")[0]) from None

    @cached_property
    def _recounting(self) -> Any:
        """The query on numbers that were computed: slow, but only so the exponents are jq 1.6's."""
        return jq.compile(f'walk(if type == "number" then . + 0 else . end) | {self.text}')

    def __call__(self, data: bytes) -> Values | Fault:
        """The values of the one JSON text in ``data``: several in one record are to be de-aggregated first."""
        text = data.decode("utf-8", "replace")
        program = self._program
        if _ODD_NUMBER.search(text) is not None:
            exponents: list[str] = []
            text = _NUMBER_OR_TEXT.sub(lambda match: _plain(match, exponents), text)
            program = self._recounting if exponents else program
        try:
            results = list(itertools.islice(program.input_text(text), 2))
            if len(results) == 1:
                return {name: _value(value) for name, value in results[0].items()}
        except RecursionError:  # deeper than what jq 1.6 reads
            return _NOT_JSON
        except ValueError as error:
            fault = str(error).split("\n")[0]
            return _NOT_JSON if fault.startswith("parse error") else Fault(EXTRACTION_FAILED, fault)
        return _NOT_JSON


def _value(value: object) -> str | None:
    """A value as text. [unsure] the service's text of numbers, truth values, arrays and objects: jq's own is taken."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _plain(match: re.Match[str], exponents: list[str]) -> str:
    """The number or text that was found, a number as jq 1.6 prints it; those with exponents are listed too."""
    found = match[0]
    if found[0] == '"':
        return found
    text = number_text(float(found)) or "null"
    if "e" in text:
        exponents.append(text)
    return text


def number_text(value: float) -> str | None:
    """A number as jq 1.6 prints it, None for what is none: the shortest digits, an exponent from 1e-05 and 1e+17."""
    if math.isnan(value):
        return None
    value = max(min(float(value), sys.float_info.max), -sys.float_info.max)
    sign, figures, exponent = Decimal(repr(value)).normalize().as_tuple()
    assert isinstance(exponent, int)
    digits = "".join(map(str, figures))
    point = len(digits) + exponent  # where the decimal point stands, counted from the first digit
    minus = "-" if sign else ""
    if -5 < point - 1 <= len(digits) + 14 or not value:
        return minus + _positional(digits, point)
    mantissa = digits[0] + ("." + digits[1:] if digits[1:] else "")
    return f"{minus}{mantissa}e{point - 1:+03d}"


def _positional(digits: str, point: int) -> str:
    if point <= 0:
        return "0." + "0" * -point + digits
    if point >= len(digits):
        return digits + "0" * (point - len(digits))
    return f"{digits[:point]}.{digits[point:]}"
