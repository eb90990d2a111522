"""Tables found by the meaning of their headers, wherever they stand on whichever sheet."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from faie_sheets.problems import Place
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Book, Cell, Sheet

_LONGEST_HEADER = 200
_NO_LETTER = re.compile(r"[\W_]+")

_Spelled = tuple[int, Sequence[str]]
"""The column of a cell that spells a header, and the fields that it may stand for."""
Spellings = Mapping[str, Sequence[str]]
"""Field → the spellings of its header, as :func:`faie_sheets.text.normalise.key` gives them."""


@dataclass(frozen=True)
class Table:
    """A header row and what stands under it.

    Attributes:
        sheet: where it stands.
        header: number of the header row, from 0.
        columns: field → number of its column, from 0; only the fields that were found.
        bottom: number of the row below its last one; None as far as the sheet goes.
        right: number of the column right of its last one; None as far as the sheet goes.
    """

    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    bottom: int | None = None
    right: int | None = None

    def cell(self, row: int, field: str) -> Cell | None:
        """The cell of a field in a row; None where the table has no such column."""
        column = self.columns.get(field)
        return None if column is None else self.sheet.cell(row, column)

    def text(self, row: int, field: str) -> str:
        """The text of a field in a row; ``""`` where there is no such column."""
        cell = self.cell(row, field)
        return cell.text if cell else ""

    @property
    def left(self) -> int:
        """The number of its leftmost column."""
        return min(self.columns.values())

    @property
    def place(self) -> Place:
        """The beginning of its header as the place of a problem."""
        return self.sheet.place(self.header, self.left)

    @property
    def address(self) -> str:
        """Sheet and cell of that beginning, as a message names them."""
        return self.sheet.cell(self.header, self.left).address

    @property
    def span(self) -> range:
        """The numbers of all rows under the header, empty ones included."""
        return range(self.header + 1, self.sheet.height if self.bottom is None else self.bottom)

    def rows(self) -> Iterator[int]:
        """The numbers of the rows under the header that hold anything in the table's columns."""
        for row in self.span:
            if any(self.text(row, field) for field in self.columns):
                yield row


def find_tables(book: Book, spellings: Spellings, required: Sequence[str]) -> list[Table]:
    """Every header that has all of the required fields, in the order of the tabs.

    Several may stand side by side in one row: each has one cell of the field that ``required``
    names first, and of the other fields' cells the nearest to that one, the left one if two are.
    """
    fields = _fields(spellings)
    return [
        Table(sheet, row, columns)
        for sheet in book.sheets
        for row, spelled in _spelled(sheet, fields, required)
        for columns in _side_by_side(spelled, required)
    ]


def _spelled(
    sheet: Sheet, fields: Mapping[str, Sequence[str]], required: Sequence[str]
) -> Iterator[tuple[int, list[_Spelled]]]:
    """Each row that spells headers, and those; none of a sheet that lacks one of the required."""
    headers = {
        text: found
        for text in sheet.different_texts(_LONGEST_HEADER)
        if (found := fields.get(letters(text)))
    }
    if set(required) <= set(chain.from_iterable(headers.values())):
        for row, values in enumerate(sheet.rows, sheet.top):
            if not headers.keys().isdisjoint(values):
                cells = enumerate(values, sheet.left)
                yield row, [(at, headers[value]) for at, value in cells if value in headers]


def _side_by_side(spelled: Sequence[_Spelled], required: Sequence[str]) -> list[dict[str, int]]:
    needed = set(required)
    anchors = [column for column, fields in spelled if required[0] in fields]
    if len(anchors) > 1:
        near = [
            [item for item in spelled if _nearest(item[0], anchors) == anchor] for anchor in anchors
        ]
        tables = [
            _columns(part, anchor, required[0]) for part, anchor in zip(near, anchors, strict=True)
        ]
        complete = [columns for columns in tables if needed <= columns.keys()]
        if len(complete) > 1:
            return complete
    alone = (_columns(spelled, anchor, required[0]) for anchor in anchors)
    return [columns for columns in alone if needed <= columns.keys()][:1]


def _nearest(column: int, anchors: Sequence[int]) -> int:
    return min(anchors, key=lambda anchor: abs(anchor - column))


def _columns(spelled: Sequence[_Spelled], anchor: int, first: str) -> dict[str, int]:
    """Field → column, each the nearest to the anchor, which is the column of the first field."""
    columns = {first: anchor}
    for column, fields in sorted(spelled, key=lambda item: (abs(item[0] - anchor), item[0])):
        free = next((field for field in fields if field not in columns), None)
        if free and column != anchor:
            columns[free] = column
    return columns


def _fields(spellings: Spellings) -> dict[str, list[str]]:
    """Letters of a header → the fields that it may stand for, in order."""
    fields: dict[str, list[str]] = {}
    for field, known in spellings.items():
        for spelling in known:
            fields.setdefault(letters(spelling), []).append(field)
    return fields


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """A header as it is compared: its letters and digits; the text itself where it has none.

    >>> letters("Employee_ID") == letters("employee id"), letters("#")
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
