"""Find a form's parts in a workbook: its table, its identity, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from faie_sheets.layouts import form as layout
from faie_sheets.records.form import FormIdentity
from faie_sheets.records.job_description import JobDescription
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Book, Cell
from faie_sheets.workbook.read.table import Table, find_tables

_WHO_LABELS = {key(label): field for field, label in layout.WHO.items()}
_IDENTITY_LABELS = {key(label): field for field, label in layout.IDENTITY_KEYS.items()}
_FORM_ID_LABEL = key(layout.FORM_ID_LABEL)
_LABELS = {*_WHO_LABELS, _FORM_ID_LABEL}
_LONGEST_LABEL = 50
_short_key = lru_cache(maxsize=4096)(key)


@dataclass(frozen=True)
class FormTable:
    """The table of competencies, with the row of each.

    Attributes:
        table: the headers.
        rows: competency code → number of its row, from 0; the first if it is repeated.
        repeated: code cells that repeat that of an earlier row.
    """

    table: Table
    rows: Mapping[str, int]
    repeated: tuple[Cell, ...]

    @cached_property
    def who(self) -> Mapping[str, Cell]:
        """Field → the cell with its value, for the labels above the table."""
        beside = self._beside_labels
        return {_WHO_LABELS[label]: cell for label, cell in beside.items() if label in _WHO_LABELS}

    @property
    def form_id(self) -> Cell | None:
        """The cell above the table that shows the form's ID."""
        return self._beside_labels.get(_FORM_ID_LABEL)

    @cached_property
    def _beside_labels(self) -> Mapping[str, Cell]:
        """Label in the block that says whose form it is → the cell with its value."""
        sheet = self.table.sheet
        found: dict[str, Cell] = {}
        for row in range(sheet.top, self.table.header):
            cells = list(sheet.cells_of(row))
            labels = [_label(cell) for cell in cells]
            for at, label in enumerate(labels):
                if label in _LABELS and label not in found:
                    is_followed = at + 1 < len(cells) and labels[at + 1] not in _LABELS
                    beside = sheet.cell(row, cells[at].column + 1)
                    found[label] = cells[at + 1] if is_followed else beside
        return found


def find_forms(book: Book, jd: JobDescription) -> list[FormTable]:
    """Find every table with the form's headers, whether or not it has competencies of the JD."""
    tables = find_tables(book, layout.HEADERS, layout.REQUIRED_HEADERS)
    return [_rows(table, jd) for table in tables]


def likeliest(forms: list[FormTable]) -> FormTable | None:
    """The table most likely to be the form: the one with most of the JD's competencies, or None.

    In a tie, a table on a visible sheet is preferred, then one on the sheet that forms have.
    """
    return max(forms, key=_likelihood, default=None)


def _likelihood(form: FormTable) -> tuple[int, bool, bool]:
    sheet = form.table.sheet
    return len(form.rows), sheet.visible, key(sheet.name) == key(layout.ASSESSMENT)


def _rows(table: Table, jd: JobDescription) -> FormTable:
    codes = {key(item.code): item.code for item in jd.competencies}
    column = table.columns["code"]
    rows: dict[str, int] = {}
    repeated = []
    for row in table.span:
        code = codes.get(key(table.sheet.value(row, column)))
        if code is not None and rows.setdefault(code, row) != row:
            repeated.append(table.sheet.cell(row, column))
    return FormTable(table, rows, tuple(repeated))


def find_identity(book: Book) -> dict[str, Cell] | None:
    """Field → cell of the form's identity, on a sheet with all of its keys; None if there is none.

    Of several sheets, the one named as in issued forms is preferred.
    """
    for sheet in sorted(book.sheets, key=lambda sheet: sheet.name != layout.IDENTITY):
        if _IDENTITY_LABELS.keys() <= set(map(_short_key, sheet.different_texts(_LONGEST_LABEL))):
            return {
                field: sheet.cell(row, column + 1)
                for row, column, text in sheet.texts(_LONGEST_LABEL)
                if (field := _IDENTITY_LABELS.get(_short_key(text)))
            }
    return None


def read_identity(book: Book) -> FormIdentity | None:
    """The form's identity; None if it was lost."""
    cells = find_identity(book)
    return FormIdentity(**{field: cell.text for field, cell in cells.items()}) if cells else None


def _label(cell: Cell) -> str:
    """A cell's text in the form used to compare labels; ``""`` if it is too long for a label."""
    value = cell.value
    return _short_key(value) if isinstance(value, str) and len(value) <= _LONGEST_LABEL else ""
