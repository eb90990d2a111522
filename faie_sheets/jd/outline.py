"""Where the sections of a workbook are: every table of every section, and where each ends."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import attrgetter
from typing import NamedTuple, TypeVar

from faie_sheets.jd import headers
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Book, Cell, Sheet
from faie_sheets.workbook.read.table import Table, find_tables, letters

_BESIDE = 4
"""Tables side by side begin within this many rows of each other."""
_TITLE_WIDTH = 4
"""A title heads this many columns, its own included."""
Row = TypeVar("Row")
_TITLES = frozenset(map(letters, headers.TITLES))
_LONGEST_TITLE = 60
_row = attrgetter("row")


@dataclass(frozen=True)
class Outline:
    """A workbook with the tables of its sections.

    Attributes:
        book: the workbook.
        tables: section → its tables, look-alikes included, each ending where the next section
            begins.
    """

    book: Book
    tables: Mapping[str, tuple[Table, ...]]

    def owner(self, cell: Cell) -> str:
        """The section whose table, header included, contains a cell; ``""`` if none does."""
        return next(
            (
                section
                for section, tables in self.tables.items()
                for table in tables
                if table.sheet is cell.sheet
                and table.header <= cell.row < table.span.stop
                and table.left <= cell.column < (table.right or math.inf)
            ),
            "",
        )


def read_outline(book: Book) -> Outline:
    """Find the headers of all sections, and bound each table by the others."""
    spelled = {
        section: find_tables(book, spellings, required)
        for section, (spellings, required) in headers.SECTIONS.items()
    }
    rows: dict[tuple[Sheet, int], list[tuple[str, Table]]] = {}
    for section, tables in spelled.items():
        for table in tables:
            rows.setdefault((table.sheet, table.header), []).append((section, table))
    found = {
        section: [_own(section, table, rows[table.sheet, table.header]) for table in tables]
        for section, tables in spelled.items()
    }
    # A title alone is spelled like one of the three headings.
    found["responsibilities"] = [t for t in found["responsibilities"] if len(t.columns) > 1]
    titles = [cell for cell in book.cells() if _is_title(cell)]
    starts = [
        *(_start(table) for tables in found.values() for table in tables),
        *(_Start(c.sheet, c.row, c.column, c.column + _TITLE_WIDTH, is_title=True) for c in titles),
    ]
    on_sheet: dict[Sheet, list[_Start]] = {}
    for start in sorted(starts, key=_row):
        on_sheet.setdefault(start.sheet, []).append(start)
    bounded = {
        section: tuple(bound(t, on_sheet[t.sheet]) for t in tables)
        for section, tables in found.items()
    }
    bounded["career paths"] = tuple(
        bound(Table(cell.sheet, cell.row, {"title": cell.column}), on_sheet[cell.sheet])
        for cell in titles
        if key(cell.value) in headers.CAREER_PATHS
    )
    return Outline(book, bounded)


def _is_title(cell: Cell) -> bool:
    value = cell.value
    return isinstance(value, str) and len(value) <= _LONGEST_TITLE and letters(value) in _TITLES


class _Start(NamedTuple):
    """Where a section begins: its row, its first column, and the column after its last."""

    sheet: Sheet
    row: int
    left: int
    right: int
    is_title: bool = False


def _start(table: Table) -> _Start:
    return _Start(table.sheet, table.header, table.left, max(table.columns.values()) + 1)


def bound(table: Table, others: Sequence[_Start]) -> Table:
    """Limit a table to the cells before the next section beside it and below it.

    A title above the header may be the table's own and does not limit it.

    Args:
        table: the table, extending to the end of the sheet.
        others: the beginnings of all sections of the sheet, its own included, ordered by row.
    """
    own = _start(table)
    near = others[
        bisect_left(others, own.row - _BESIDE, key=_row) : bisect_right(
            others, own.row + _BESIDE, key=_row
        )
    ]
    right = min(
        (
            other.left
            for other in near
            if other.left >= own.right and not (other.is_title and other.row < own.row)
        ),
        default=None,
    )
    below = (
        other.row
        for other in islice(others, bisect_right(others, own.row, key=_row), None)
        if other.left < (right or math.inf) and other.right > own.left
    )
    return replace(table, bottom=next(below, None), right=right)


def _own(section: str, table: Table, beside: Sequence[tuple[str, Table]]) -> Table:
    """The table without headers that are nearer to a table beside it."""
    others = [other for _, other in beside if other is not table]
    if section == "scales":
        return _named(table, others)
    core = _core(section, table)
    columns = dict(table.columns)
    for name, other in beside:
        theirs = _core(name, other)
        if other is table or not (theirs.stop <= core.start or core.stop <= theirs.start):
            continue
        for field, column in table.columns.items():
            if column in other.columns.values() and _away(column, theirs) < _away(column, core):
                columns.pop(field, None)
    return replace(table, columns=columns)


def _core(section: str, table: Table) -> range:
    """The columns from the first to the last of the headers that the section requires."""
    needed = [table.columns[field] for field in headers.SECTIONS[section][1]]
    return range(min(needed), max(needed) + 1)


def _away(column: int, core: range) -> int:
    return max(core.start - column, column - core.stop + 1, 0)


def _named(scale: Table, others: Sequence[Table]) -> Table:
    """Add the column of a scale's name: the first cell left of its header and past other tables."""
    label = scale.columns["label"]
    before = [c for other in others for c in other.columns.values() if c < label]
    left = [cell.column for cell in scale.sheet.cells_of(scale.header) if cell.column < label]
    name = next((column for column in left if column > max(before, default=-1)), label)
    return replace(scale, columns={"name": name, "label": label})


def in_use(sheet: Sheet) -> bool:
    """Whether a sheet is neither hidden nor set aside by a name such as “Model (old)”."""
    words = key(sheet.name).replace("(", " ").replace(")", " ").replace("_", " ").split()
    return sheet.visible and not set(words) & set(headers.SET_ASIDE)


def joined(
    parts: Sequence[tuple[Table, tuple[Row, ...]]], name: Callable[[Row], str]
) -> list[tuple[Table, tuple[Row, ...]]]:
    """Join tables that continue under a repeated header, unless one repeats a row of the other."""
    whole: list[tuple[Table, tuple[Row, ...]]] = []
    for table, rows in parts:
        if not rows:
            continue
        if whole:
            before, above = whole[-1]
            apart = {key(name(row)) for row in above}.isdisjoint(key(name(row)) for row in rows)
            if before.sheet is table.sheet and before.columns == table.columns and apart:
                whole[-1] = before, above + rows
                continue
        whole.append((table, rows))
    return whole
