"""Values, alternatives and places as messages show them."""

from __future__ import annotations

import unicodedata


def address(sheet: str, cell: str) -> str:
    """Sheet and cell as a message shows them, as far as they are known.

    >>> address("Definitions", "B4"), address("Job Descriptions", "B7"), address("", "C3")
    ('Definitions!B4', "'Job Descriptions'!B7", 'C3')
    """
    if not (sheet and cell):
        return sheet or cell
    return f"{sheet}!{cell}" if sheet.isidentifier() else f"'{sheet}'!{cell}"


_LONGEST_QUOTE = 100


def quoted(value: object) -> str:
    r"""A value from a file as a message shows it: in quotes, on one line, at most 100 characters.

    >>> quoted("5:  no such level\n")
    '“5: no such level”'
    >>> quoted("")
    'empty'
    """
    text = str(value)
    if not text.isprintable():
        text = "".join(map(_printable, text))
    text = " ".join(text.split())
    if not text:
        return "empty"
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 1].rstrip() + "…"
    return f"“{text}”"


def listed(values: list[str] | tuple[str, ...], conjunction: str = "or") -> str:
    """Alternatives as a person would list them.

    >>> listed(["FAIE01", "FAIE02", "FAIE03"])
    'FAIE01, FAIE02 or FAIE03'
    """
    *most, last = values or ("none",)
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def _printable(char: str) -> str:
    if char in "\t\n\r":
        return " "
    return char if unicodedata.category(char) not in {"Cc", "Cs", "Cf"} else "�"
