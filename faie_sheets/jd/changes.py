"""The record of change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from faie_sheets.jd import values
from faie_sheets.jd.outline import in_use, joined
from faie_sheets.problems import Kind, Problem, quoted
from faie_sheets.records.job_description import Change
from faie_sheets.workbook.read.book import Cell
from faie_sheets.workbook.read.table import Table

_TEXTS = ("description", "reason", "creator", "reviewer", "approver")


@dataclass(frozen=True)
class Entry:
    """A row that records something, with the cells of its date and its version."""

    record: Change
    dated: Cell
    versioned: Cell | None


def read(tables: Sequence[Table]) -> tuple[Entry, ...] | None:
    """The rows that record something; None without such a table.

    Of several tables the one that says most: by its columns, then by its dated entries.
    """
    records = [(table, tuple(_entry(table, row) for row in _rows(table))) for table in tables]
    whole = joined(records, lambda entry: str(entry.record)) or records
    return max(whole, key=_says, default=(None, None))[1]


def _says(record: tuple[Table, tuple[Entry, ...]]) -> tuple[bool, int, int, bool]:
    table, entries = record
    dated = sum(entry.record.effective_date is not None for entry in entries)
    return dated > 0, len(table.columns), dated, in_use(table.sheet)


def _rows(table: Table) -> list[int]:
    """The rows with a date, a text or a person; a number alone records nothing."""
    fields = ("effective_date", *_TEXTS)
    return [row for row in table.rows() if any(table.text(row, field) for field in fields)]


def _entry(table: Table, row: int) -> Entry:
    def versioned(field: str) -> str:
        cell = table.cell(row, field)
        return values.version(cell.value) if cell and cell.value is not None else ""

    number = values.exact(table.text(row, "number"))
    dated = table.sheet.cell(row, table.columns["effective_date"])
    change = Change(
        number=None if number is None else int(number),
        effective_date=values.date(dated.value),
        version=versioned("version"),
        file_version=versioned("file_version"),
        **{field: table.text(row, field) for field in _TEXTS},
    )
    return Entry(change, dated, table.cell(row, "version"))


def bad_dates(entries: Iterable[Entry]) -> Iterator[Problem]:
    """The dates that are none."""
    for entry in entries:
        if entry.record.effective_date is None:
            facts = {"field": "the effective date", "value": quoted(entry.dated.text)}
            yield entry.dated.place.problem(Kind.JD_DATE_INVALID, **facts)
