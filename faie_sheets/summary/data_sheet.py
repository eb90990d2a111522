"""The hidden sheet *_data*: a text of any length, one piece a row, that survives every program.

Its first cell says the format, the last one what the pieces between them come to: their SHA-256.
The text is ASCII and written so that no program takes a part of it for something else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from faie_sheets.layouts.summary import DATA
from faie_sheets.summary.book import SummaryBook
from faie_sheets.workbook.read.book import Sheet as ReadSheet

FORMAT = "faie-summary/1"
"""The format of the text and its version; a change that breaks readers makes it ``/2``."""

_FORMAT = re.compile(r"faie-summary/\d+")
_LONGEST = 32_000
"""Characters of a piece; a cell holds 32,767."""
_DIGEST = "sha256:"
_NOTE = "What the other sheets show, for `read_summary`. Please leave this sheet as it is."
# “_x0041_” is an A to Excel, markup is markup, and of two blanks some keep one.
_MISTAKABLE = re.compile(r"_(?=[xX])|<|(?<= ) ")
_EDGE = re.compile(r"\A | \Z")


def write_data(book: SummaryBook, text: Iterable[str]) -> None:
    """Write a JSON text, which comes in pieces, into the hidden sheet."""
    sheet, look = book.sheets[DATA], book.formats.of()
    sheet.text(0, 0, FORMAT, look)
    sheet.text(0, 1, _NOTE, look)
    digest = hashlib.sha256()
    row = 1
    for row, cell in enumerate(_cells(text), 1):
        digest.update(cell.encode())
        sheet.text(row, 0, cell, look)
    sheet.text(row + 1, 0, f"{_DIGEST}{digest.hexdigest()}", look)
    sheet.worksheet.hide()  # not “very”: somebody may wish to look at it, or to delete it


def format_of(sheet: ReadSheet) -> str:
    """The format that the first cell says, of any version; ``""`` where it says none."""
    found = sheet.cell(0, 0).text
    return found if _FORMAT.fullmatch(found) else ""


def read_data(sheet: ReadSheet) -> str:
    """The text that was written.

    Raises:
        ValueError: it is not as it was written.
    """
    cells = [sheet.value(row, 0) for row in range(1, sheet.height)]
    while cells and cells[-1] is None:
        cells.pop()
    digest = cells.pop() if cells else None
    text = "".join(str(cell) for cell in cells if cell is not None)
    if digest != f"{_DIGEST}{hashlib.sha256(text.encode(errors='replace')).hexdigest()}":
        raise ValueError("a row of it was changed, moved or removed")
    return text


def _cells(text: Iterable[str]) -> Iterator[str]:
    """A text cut into cells, none of which begins or ends with a blank."""
    rest = ""
    for piece in text:
        rest += _MISTAKABLE.sub(_escaped, piece)
        whole = len(rest) // _LONGEST * _LONGEST
        for start in range(0, whole, _LONGEST):
            yield _EDGE.sub(_escaped, rest[start : start + _LONGEST])
        rest = rest[whole:]
    if rest:
        yield _EDGE.sub(_escaped, rest)


def _escaped(found: re.Match[str]) -> str:
    """A character as JSON may spell it in a text, and nowhere else do these stand."""
    return f"\\u{ord(found[0]):04x}"
