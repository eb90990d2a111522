"""Tables found by the meaning of their headers, wherever they stand on whichever sheet."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from faie_sheets.excel.book import Book, Cell, Sheet
from faie_sheets.excel.text import key

_LONGEST_HEADER = 200
_NO_LETTER = re.compile(r"[\W_]+")

Spellings = Mapping[str, Sequence[str]]
"""Field → the spellings of its header, as :func:`faie_sheets.excel.text.key` gives them."""


@dataclass(frozen=True)
class Table:
    """A header row and what stands under it.

    Attributes:
        sheet: where it stands.
        header: number of the header row, from 0.
        columns: field → number of its column, from 0; only the fields that were found.
    """

    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    def cell(self, row: int, field: str) -> Cell | None:
        """The cell of a field in a row; None where the table has no such column."""
        column = self.columns.get(field)
        return None if column is None else self.sheet.cell(row, column)

    def text(self, row: int, field: str) -> str:
        """The text of a field in a row; ``""`` where there is no such column."""
        cell = self.cell(row, field)
        return cell.text if cell else ""

    def rows(self) -> Iterator[int]:
        """The numbers of the rows under the header that hold anything in the table's columns."""
        for row in range(self.header + 1, self.sheet.height):
            if any(self.text(row, field) for field in self.columns):
                yield row


def find_tables(book: Book, spellings: Spellings, required: Sequence[str]) -> list[Table]:
    """Every header row that has all of the required fields, in the order of the tabs."""
    fields, needed = _fields(spellings), set(required)
    return [
        Table(sheet, row, columns)
        for sheet in book.sheets
        for row in range(sheet.top, sheet.height)
        if needed <= (columns := _columns(sheet, row, fields)).keys()
    ]


def match_headers(sheet: Sheet, row: int, spellings: Spellings) -> dict[str, int]:
    """Field → column, for the cells of a row that spell a header; the leftmost one counts."""
    return _columns(sheet, row, _fields(spellings))


def _columns(sheet: Sheet, row: int, fields: Mapping[str, Sequence[str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for cell in sheet.cells_of(row):
        value = cell.value
        if isinstance(value, str) and len(value) <= _LONGEST_HEADER:
            for field in fields.get(_letters(value), ()):
                if field not in columns:
                    columns[field] = cell.column
                    break
    return columns


def _fields(spellings: Spellings) -> dict[str, list[str]]:
    """Letters of a header → the fields that it may stand for, in order."""
    fields: dict[str, list[str]] = {}
    for field, known in spellings.items():
        for spelling in known:
            fields.setdefault(_letters(spelling), []).append(field)
    return fields


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    """A header as it is compared: its letters and digits; the text itself where it has none.

    >>> _letters("Employee_ID") == _letters("employee id"), _letters("#")
    (True, '#')
    """
    spelled = key(text)
    return _NO_LETTER.sub("", spelled) or spelled


def near_miss(book: Book, wanted: Sequence[str], known: Collection[str] = ()) -> str:
    """A hint that names the cell which comes closest to a header that was looked for.

    ``did you mean 'Job Descripions'!B7 “Assesment Items”?``; ``""`` where nothing is close.
    A cell that is one of the known headers, of whatever table, is no slip.
    """
    best, closest = 0.75, ""
    matcher = difflib.SequenceMatcher(autojunk=False)
    for spelling in wanted:
        matcher.set_seq2(spelling)
        for cell in book.cells():
            if not isinstance(cell.value, str) or len(cell.value) > 2 * len(spelling):
                continue
            if (spelled := key(cell.value)) in known:
                continue
            matcher.set_seq1(spelled)
            if matcher.real_quick_ratio() > best and best < (ratio := matcher.ratio()) < 1:
                best, closest = ratio, f"did you mean {cell.address} “{cell.text}”?"
    return closest
