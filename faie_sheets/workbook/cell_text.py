"""Texts that spreadsheets, XML and CSV files cannot hold, or would take for something else."""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@")
"""What begins a text that a spreadsheet takes for a formula when someone edits or imports it."""

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
