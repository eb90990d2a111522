"""Strict reading of a JSON file: exact numbers, no repeated keys, whole characters."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

from faie_sheets.problems import Kind, UnusableSourceError, quoted
from faie_sheets.workbook.read.source import SourceFile

MOST_DIGITS = 1000
"""No number in a JD is longer, and arithmetic with much longer ones would take forever."""

_MOST_VALUES = 500_000
# A byte order mark and blanks may come first, in UTF-16 with NULs between; "{\" begins RTF.
_BEGINS_AS_JSON = re.compile(rb"[\xef\xbb\xbf\xff\xfe\0\s]*\{(?!\\)")


def is_json(data: bytes) -> bool:
    """Whether a file's bytes begin like an exported JD, which no workbook does."""
    return bool(_BEGINS_AS_JSON.match(data))


def parsed(file: SourceFile) -> Any:
    """Parse a file into plain values: nothing is dropped and no number is rounded.

    Raises:
        UnusableSourceError: it is not JSON, or contains something that no JD can contain.
    """
    try:
        return _plain_values(file.data)
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:]
        why = f"{what} in line {error.lineno}, column {error.colno}"
    except UnicodeDecodeError:
        why = "it is not in UTF-8"
    except UnicodeEncodeError as error:
        why = f"it has half of a character, {error.object[error.start]!a}"
    except RecursionError:
        why = "it is nested too deeply"
    except ValueError as error:
        why = str(error)
    raise UnusableSourceError(file.place.problem(Kind.JD_JSON_UNREADABLE, why=why))


def _plain_values(data: bytes) -> Any:
    if data.count(b",") > _MOST_VALUES:
        raise ValueError(f"it has more than {_MOST_VALUES} values")
    document = json.loads(
        data,
        object_pairs_hook=_object,
        parse_int=exact_number,
        parse_float=exact_number,
        parse_constant=exact_number,
    )
    # JSON can contain half of a character, such as \ud800, which cannot be written to a file.
    json.dumps(document, ensure_ascii=False, default=str).encode()
    return document


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        name = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the key {quoted(name)} appears twice in one object")
    return content


def exact_number(text: str) -> int | Decimal:
    """Parse a number exactly, where a float would round it; 15.0 becomes 15.

    Raises:
        ValueError: it is not a number, or has more digits than any number in a JD.
    """
    try:
        number = Decimal(text[:MOST_DIGITS])
    except InvalidOperation:
        number = Decimal("NaN")
    if not (number.is_finite() and len(text) < MOST_DIGITS > abs(number.adjusted())):
        raise ValueError(f"{quoted(text)} is not a number that a JD can have")
    return int(number) if number == number.to_integral_value() else number
