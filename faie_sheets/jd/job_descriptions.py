"""The job descriptions: explanation, weight and required level of every competency, by rank."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from faie_sheets.excel.book import Book, Cell
from faie_sheets.excel.table import Table, find_tables
from faie_sheets.excel.text import key, lines
from faie_sheets.jd import headers, values

_DIGITS = "0123456789"
_HEADER_DEPTH = 4
"""Titles, codes and level names of the ranks stand in the header row or in the rows below it."""


@dataclass(frozen=True)
class DescribedRow:
    """A competency as the job descriptions describe it.

    Attributes:
        name: its name there.
        weight: percent, or None where there is none.
        explanation: what is assessed.
        requirements: rank code → the cell with the requirement.
        name_cell: where the name stands.
        weight_cell: where the weight stands, or None.
    """

    name: str
    weight: Fraction | None
    explanation: str
    requirements: Mapping[str, Cell]
    name_cell: Cell
    weight_cell: Cell | None


@dataclass(frozen=True)
class JobDescriptions:
    """The whole section.

    Attributes:
        rows: one for each competency.
        mandatory_rule: "All fields are mandatory assessment items. …", or ``""``.
        other_ranks: cells of the header with the code of a rank that is not defined.
    """

    rows: tuple[DescribedRow, ...]
    mandatory_rule: str
    other_ranks: tuple[Cell, ...] = ()


def read(book: Book, names: Collection[str], ranks: Mapping[str, str]) -> JobDescriptions | None:
    """The first table with assessment items and their explanation; None where there is none.

    Args:
        book: the workbook.
        names: the names of the competency model, by which rows are known.
        ranks: rank code → job title, by which the ranks' columns are known.
    """
    known = {key(name) for name in names}
    for table in tables(book):
        columns = _rank_columns(table, ranks)
        if columns:
            rows = _rows(table, columns, known)
            return JobDescriptions(rows, _mandatory_rule(table), _other_ranks(table, ranks))
    return None


def tables(book: Book) -> list[Table]:
    """The tables that have assessment items and their explanation."""
    return find_tables(book, headers.JOB_DESCRIPTIONS, ["name", "explanation"])


def _rank_columns(table: Table, ranks: Mapping[str, str]) -> dict[str, int]:
    """Rank code → column, known by the code or the title in or under the header."""
    columns: dict[str, int] = {}
    for row in range(table.header, table.header + _HEADER_DEPTH):
        for cell in table.sheet.cells_of(row):
            for code, title in ranks.items():
                if code not in columns and key(cell.value) in (key(code), key(title)):
                    columns[code] = cell.column
    return columns


def _other_ranks(table: Table, ranks: Collection[str]) -> tuple[Cell, ...]:
    """Cells such as ``FAIE04`` beside the ranks' codes, where only FAIE01 to FAIE03 are known."""
    stems = {key(code).rstrip(_DIGITS) for code in ranks} - {""}
    known = {key(code) for code in ranks}
    return tuple(
        cell
        for row in range(table.header, table.header + _HEADER_DEPTH)
        for cell in table.sheet.cells_of(row)
        if (code := key(cell.value)) not in known and code[-1:] in _DIGITS
        if code.rstrip(_DIGITS) in stems
    )


def _rows(
    table: Table, columns: Mapping[str, int], known: Collection[str]
) -> tuple[DescribedRow, ...]:
    sheet = table.sheet
    rows = [
        row
        for row in table.rows()
        if (name := key(table.text(row, "name")))
        and (name in known or _requires(table, row, columns))
    ]
    weights: list[Fraction | None] = [None] * len(rows)
    if "weight" in table.columns:
        weights = values.percents([sheet.value(row, table.columns["weight"]) for row in rows])
    return tuple(
        DescribedRow(
            name=table.text(row, "name"),
            weight=weight,
            explanation=lines(sheet.value(row, table.columns["explanation"])).strip(),
            requirements={code: sheet.cell(row, column) for code, column in columns.items()},
            name_cell=sheet.cell(row, table.columns["name"]),
            weight_cell=table.cell(row, "weight"),
        )
        for row, weight in zip(rows, weights, strict=True)
    )


def _requires(table: Table, row: int, columns: Mapping[str, int]) -> bool:
    """Whether the row words a requirement (``2: …``), which a heading (``Level 2``) does not."""
    return any(
        ":" in (text := table.sheet.cell(row, column).text)
        and values.leading_level(text) is not None
        for column in columns.values()
    )


def _mandatory_rule(table: Table) -> str:
    return next((cell.text for cell in table.sheet.cells() if "mandatory" in key(cell.value)), "")
