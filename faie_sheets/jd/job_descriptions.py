"""The job descriptions: explanation, weight and required level of every competency, by rank."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from faie_sheets.jd import headers, values
from faie_sheets.jd.definitions import mentions_rank
from faie_sheets.jd.outline import joined
from faie_sheets.records.job_description import Rank
from faie_sheets.text.normalise import key, lines
from faie_sheets.workbook.read.book import Cell
from faie_sheets.workbook.read.table import Table

_DIGITS = "0123456789"
_ABOVE, _BELOW = 2, 4
"""How many rows above, and from the header row on, may hold the ranks' titles, codes and levels."""


@dataclass(frozen=True)
class DescribedRow:
    """A competency as the job descriptions describe it.

    Attributes:
        name: its name there.
        code: its code there, or ``""``.
        weight: percent, or None where there is none.
        explanation: what is assessed.
        requirements: rank code → the cell with the requirement.
        name_cell: the cell with the name.
        weight_cell: the cell with the weight, or None.
    """

    name: str
    code: str
    weight: Fraction | None
    explanation: str
    requirements: Mapping[str, Cell]
    name_cell: Cell
    weight_cell: Cell | None


@dataclass(frozen=True)
class JobDescriptions:
    """One table that describes competencies.

    Attributes:
        table: its place in the workbook.
        rows: one for each competency.
        heads: rank code → the cells that head its column.
        other_ranks: headings of columns with requirements for a rank that is not defined.
        second_columns: rank code → the heading of a second column for it.
        strays: cells with a requirement in a row without a name.
        mandatory_rule: "All fields are mandatory assessment items. …", or ``""``.
    """

    table: Table
    rows: tuple[DescribedRow, ...]
    heads: Mapping[str, tuple[Cell, ...]]
    other_ranks: tuple[Cell, ...]
    second_columns: Mapping[str, Cell]
    strays: tuple[Cell, ...]
    mandatory_rule: str

    @property
    def content(self) -> list[tuple[object, ...]]:
        """What the table says, for comparison with another table."""
        return [
            (row.name, row.weight, row.explanation, [c.text for c in row.requirements.values()])
            for row in self.rows
        ]


def header_texts(tables: Iterable[Table]) -> set[str]:
    """The texts in and around the headers of tables, titles and codes of ranks included."""
    return {
        key(cell.value)
        for table in tables
        for row in range(table.header - _ABOVE, table.header + _BELOW)
        for cell in table.sheet.cells_of(row)
    }


def read_job_descriptions(
    tables: Sequence[Table], names: Collection[str], ranks: Sequence[Rank]
) -> list[JobDescriptions]:
    """Return every table with a row for a competency and a column for a rank.

    Args:
        tables: tables that have assessment items and their explanation.
        names: the names of the competencies, which identify the rows.
        ranks: the ranks, whose codes and titles identify the columns.
    """
    known = {key(name) for name in names}
    found = []
    for table in tables:
        # Once the ranks' columns are known, requirements identify rows as well as names do.
        heads = _heads(table, _first_item(table, known, ()))
        columns = _rank_columns(heads, ranks)
        rows = _rows(table, columns, known)
        if columns and rows:
            found.append((table, columns, heads, rows))
    whole = joined([(table, rows) for table, _, _, rows in found], lambda row: row.name)
    heads_of = {id(table): (columns, heads) for table, columns, heads, _ in found}
    return [_described(table, *heads_of[id(table)], rows) for table, rows in whole]


def _described(
    table: Table, columns: Mapping[str, int], heads: list[Cell], rows: tuple[DescribedRow, ...]
) -> JobDescriptions:
    over = {
        code: tuple(cell for cell in heads if cell.column == column)
        for code, column in columns.items()
    }
    others = _other_ranks(table, columns, heads, rows)
    seconds = {
        code: cell
        for cell in others
        for code, texts in over.items()
        if key(cell.value) in {key(text.value) for text in texts}
    }
    strays = (
        table.sheet.cell(row, column)
        for row in table.rows()
        if not table.text(row, "name")
        for column in columns.values()
        if _words_requirement(table, row, column)
    )
    unknown = tuple(cell for cell in others if cell not in seconds.values())
    rule = _mandatory_rule(table, rows)
    return JobDescriptions(table, rows, over, unknown, seconds, tuple(strays), rule)


def _first_item(table: Table, known: Collection[str], columns: Collection[int]) -> int:
    items = (row for row in table.rows() if _is_item(table, row, known, columns))
    return next(items, table.header + _BELOW)


def _heads(table: Table, first_item: int) -> list[Cell]:
    """The cells around the header, except in columns that have a header of their own.

    A row above that also has a text over the explanation belongs to another table.
    """
    end = min(first_item, table.header + _BELOW)
    above = range(max(table.header - _ABOVE, 0), table.header)
    explained = table.columns["explanation"]
    return [
        cell
        for row in (*range(table.header, end), *above)
        if row >= table.header or table.sheet.value(row, explained) is None
        for cell in table.sheet.cells_of(row)
        if cell.column not in table.columns.values()
        if table.left <= cell.column < (table.right or table.sheet.width)
    ]


def _rank_columns(heads: Sequence[Cell], ranks: Sequence[Rank]) -> dict[str, int]:
    """Map rank codes to columns, found by code, by title, by both in one cell, or by level."""
    columns: dict[str, int] = {}
    marks: tuple[Callable[[Cell, Rank], bool], ...] = (
        lambda cell, rank: key(cell.value) == key(rank.code),
        lambda cell, rank: key(cell.value) == key(rank.title),
        lambda cell, rank: rank is _mentioned(cell, ranks),
        lambda cell, rank: rank.level is not None and _level_of(cell) == rank.level,
    )
    for marks_rank in marks:
        for cell, rank in product(heads, ranks):
            free = rank.code not in columns and cell.column not in columns.values()
            if free and marks_rank(cell, rank):
                columns[rank.code] = cell.column
    return {rank.code: columns[rank.code] for rank in ranks if rank.code in columns}


def _mentioned(cell: Cell, ranks: Sequence[Rank]) -> Rank | None:
    """The rank whose code a cell contains; of TE and TE-S, the longer."""
    named = (rank for rank in ranks if mentions_rank(key(cell.value), rank.code))
    return max(named, key=lambda rank: len(rank.code), default=None)


def _level_of(cell: Cell) -> int | None:
    """The level named by a heading such as ``Level 2 – Practitioner``."""
    return values.level_name(cell.value)[0] if key(cell.value).startswith("l") else None


def _other_ranks(
    table: Table, columns: Mapping[str, int], heads: Sequence[Cell], rows: Sequence[DescribedRow]
) -> tuple[Cell, ...]:
    """The heading of every other column with requirements, or with a code like the ranks' codes."""
    codes = {key(code) for code in columns}
    stems = {code.rstrip(_DIGITS) for code in codes} - {""}
    others: dict[int, Cell] = {}
    for cell in heads:
        text = key(cell.value)
        if cell.column in columns.values() or text in headers.KNOWN:
            continue
        coded = text not in codes and text[-1:] in _DIGITS and text.rstrip(_DIGITS) in stems
        required = [table.sheet.cell(row.name_cell.row, cell.column) for row in rows]
        levels = sum(_is_requirement(one) for one in required)
        if coded or 2 * levels > len(rows):
            before = others.get(cell.column)
            others[cell.column] = cell if coded or before is None else before
    return tuple(others.values())


def _rows(
    table: Table, columns: Mapping[str, int], known: Collection[str]
) -> tuple[DescribedRow, ...]:
    sheet = table.sheet
    rows = [row for row in table.rows() if _is_item(table, row, known, columns.values())]
    weights: list[Fraction | None] = [None] * len(rows)
    if "weight" in table.columns:
        weights = values.percents([sheet.value(row, table.columns["weight"]) for row in rows])
    return tuple(
        DescribedRow(
            name=table.text(row, "name"),
            code=table.text(row, "code"),
            weight=weight,
            explanation=lines(sheet.value(row, table.columns["explanation"])).strip(),
            requirements={code: sheet.cell(row, column) for code, column in columns.items()},
            name_cell=sheet.cell(row, table.columns["name"]),
            weight_cell=table.cell(row, "weight"),
        )
        for row, weight in zip(rows, weights, strict=True)
    )


def _is_item(table: Table, row: int, known: Collection[str], columns: Collection[int]) -> bool:
    """Whether a row has a known name, or a requirement for a rank, which a heading lacks.

    A row with a weight and a text for each rank counts, even if the texts are not understood.
    """
    name = key(table.text(row, "name"))
    cells = [table.sheet.cell(row, column) for column in columns]
    weight = table.cell(row, "weight")
    weighs = values.percents([weight.value])[0] if weight else None
    full = bool(cells) and all(cell.text and not _is_heading(cell) for cell in cells)
    words = any(_words_requirement(table, row, column) for column in columns)
    return bool(name) and (name in known or words or (full and weighs not in (None, 0, 100)))


def _is_heading(cell: Cell) -> bool:
    """Whether a cell looks like ``Level 2``."""
    return _level_of(cell) is not None


def _is_requirement(cell: Cell) -> bool:
    """Whether a cell looks like ``2: …``, 2 or ``Level 2``."""
    return values.leading_level(cell.value) is not None


def _words_requirement(table: Table, row: int, column: int) -> bool:
    """Whether a cell looks like ``2: …``; ``Level 2`` alone is a heading."""
    text = table.sheet.cell(row, column).text
    return ":" in text and values.leading_level(text) is not None


def _mandatory_rule(table: Table, rows: Sequence[DescribedRow]) -> str:
    items = {row.name_cell.row for row in rows}
    cells = (cell for cell in table.sheet.cells() if cell.row not in items)
    return next((cell.text for cell in cells if "mandatory" in key(cell.value)), "")
