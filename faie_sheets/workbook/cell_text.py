"""Texts that spreadsheets, XML and CSV files cannot hold, or would take for something else."""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@")
"""What begins a text that a spreadsheet takes for a formula when someone edits or imports it."""

_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767
"""The most that a cell holds, in UTF-16 units."""
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def cell_text(text: str) -> str:
    r"""A text as a cell can hold it, its line breaks kept.

    Characters that cannot be shown, or that turn the text around, become �. What is longer than a
    cell holds ends in an ellipsis.

    >>> cell_text("a\x00b"), len(cell_text("x" * 40_000))
    ('a�b', 32767)
    """
    if len(text) * 2 <= _LONGEST_CELL and text.isprintable() and not text.startswith("<r>"):
        return text
    text = _UNPRINTABLE.sub("�", text)
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter would copy it into the file as ready-made markup
    if len(text) * 2 > _LONGEST_CELL:
        units = text.encode("utf-16-le")
        if len(units) > _LONGEST_CELL * 2:
            text = units[: _LONGEST_CELL * 2 - 2].decode("utf-16-le", "ignore") + "…"
    return text


def writable(text: str) -> str:
    """A text without the characters that neither XML nor a CSV file can hold."""
    return _NOT_XML.sub("", text)


def xml_text(text: str) -> str:
    r"""A text as a part of a workbook holds it, before it is escaped for XML.

    It has no characters that XML cannot hold, and nothing that a program takes for an escape.

    >>> xml_text("a\x00b _x000D_")
    'ab _x005F_x000D_'
    """
    return _ESCAPE_LOOKALIKE.sub("_x005F_", writable(text))
