"""The definitions: the job family, its ranks, the scoring rule and the abbreviations."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from faie_sheets.jd import headers, values
from faie_sheets.jd.outline import Outline
from faie_sheets.records.job_description import Definition, Rank
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Cell
from faie_sheets.workbook.read.table import Table

_TERM = re.compile(r"([^:=]{1,60}?)\s*[:=]\s+(.+)", re.DOTALL)


@dataclass(frozen=True)
class Ranks:
    """One table of ranks.

    Attributes:
        table: its place in the workbook.
        rows: numbers of the rows with a rank.
        content: its ranks in ascending order of level number, or as listed where there are no
            numbers; of a repeated code, the first.
        cells: rank code → the cell of the code.
        levels: rank code → the cell of its level, where the table has such a column.
        repeated: cells with a code that an earlier row already has.
        incomplete: cells where a row with a level lacks its code or its title.
    """

    table: Table
    rows: tuple[int, ...]
    content: tuple[Rank, ...]
    cells: Mapping[str, Cell]
    levels: Mapping[str, Cell]
    repeated: tuple[Cell, ...]
    incomplete: tuple[Cell, ...]


def read_ranks(tables: Sequence[Table], known: Collection[str]) -> list[Ranks]:
    """Return every table that has a row with a code and a title.

    Args:
        tables: tables that have the headers.
        known: the texts in the headers of the job descriptions, rank codes and titles included.
    """
    return [_ranks(table, rows) for table in tables if (rows := _ranked_rows(table, known))]


def _ranked_rows(table: Table, known: Collection[str]) -> list[int]:
    """The rows with a code and a title, up to a gap after which the rows are of another kind.

    Abbreviations listed below the table may use the same columns.
    """
    rows: list[int] = []
    for row in table.rows():
        code, title = table.text(row, "code"), table.text(row, "title")
        if code and title:
            apart = bool(rows) and row > rows[-1] + 1
            alike = apart and _stem(code) == _stem(table.text(rows[-1], "code"))
            known_else = heads_a_column(code, title, known) or _levelled(table, row)
            if apart and not alike and not known_else:
                break
            rows.append(row)
    return rows


def _levelled(table: Table, row: int) -> bool:
    """Whether a row has a level such as ``Level 4 – Principal`` to the right of its title."""
    return any(
        cell.column > table.columns["title"]
        and key(cell.value).startswith("level")
        and values.level_name(cell.value)[0] is not None
        for cell in table.sheet.cells_of(row)
    )


def _incomplete(table: Table, rows: Sequence[int]) -> Iterator[Cell]:
    for row in table.rows():
        lacking = [field for field in ("code", "title") if not table.text(row, field)]
        if row not in rows and lacking and _levelled(table, row):
            yield table.sheet.cell(row, table.columns[lacking[0]])


def heads_a_column(code: str, title: str, heads: Collection[str]) -> bool:
    """Whether a column of the job descriptions is headed by a rank's code or title."""
    return key(title) in heads or any(mentions_rank(text, code) for text in heads)


def mentions_rank(text: str, code: str) -> bool:
    """Whether a text contains a rank's code, as in ``FAIE01 – Junior``."""
    return re.search(rf"(?<!\w){re.escape(key(code))}(?!\w)", text) is not None


def _stem(code: str) -> str:
    return re.sub(r"[\d\s./_-]+|[ivx]+$", "", code.casefold())


def _ranks(table: Table, rows: Sequence[int]) -> Ranks:
    level = _level_column(table, rows)
    cells: dict[str, Cell] = {}
    levels: dict[str, Cell] = {}
    ranks, repeated = [], []
    for row in rows:
        code = table.sheet.cell(row, table.columns["code"])
        if key(code.value) in {key(cell.value) for cell in cells.values()}:
            repeated.append(code)
            continue
        cells[code.text] = code
        number, name = (None, "")
        if level is not None:
            levels[code.text] = table.sheet.cell(row, level)
            number, name = values.level_name(levels[code.text].value)
        ranks.append(Rank(code.text, table.text(row, "title"), number, name))
    if all(rank.level is not None for rank in ranks):
        ranks.sort(key=lambda rank: rank.level or 0)
    incomplete = tuple(_incomplete(table, rows))
    return Ranks(table, tuple(rows), tuple(ranks), cells, levels, tuple(repeated), incomplete)


def _level_column(table: Table, rows: Sequence[int]) -> int | None:
    """Find the column of the levels; it often has no header and is right of the title."""
    if "level" in table.columns:
        return table.columns["level"]
    named = [c.column for c in table.sheet.cells_of(table.header)]
    after = table.columns["title"]
    end = min((c for c in (*named, table.right or table.sheet.width) if c > after), default=after)
    named_in = {
        c: sum(bool(table.sheet.cell(r, c).text) for r in rows) for c in range(after + 1, end)
    }
    most = max(named_in, key=named_in.__getitem__, default=None)
    return most if most is not None and named_in[most] else None


@dataclass(frozen=True)
class Definitions:
    """What the sheet says around the table of ranks.

    Attributes:
        role: the job family's name, or ``""``.
        scoring_rule: the rule for points, as stated, or ``""``.
        terms: every term with its meaning.
    """

    role: str
    scoring_rule: str
    terms: tuple[Definition, ...]


def read_definitions(outline: Outline, ranks: Ranks) -> Definitions:
    """Read the terms outside other sections on the sheet with the ranks, and the scoring rule."""
    sheet = ranks.table.sheet
    cells = [c for c in sheet.cells() if outline.owner(c) in ("", "ranks")]
    terms = tuple(_terms(cells, {ranks.table.header, *ranks.rows}))
    role = next((t.meaning for t in terms if key(t.term) in headers.JOB_FAMILY), "")
    rules = (cell.text for cell in (*cells, *outline.book.cells()) if _is_rule(cell))
    return Definitions(role, next(rules, ""), terms)


def _is_rule(cell: Cell) -> bool:
    text = key(cell.value)
    return text.startswith("points") and "=" in text


def _terms(cells: Sequence[Cell], ranked: Collection[int]) -> Iterator[Definition]:
    """Find terms: ``CTC: Corporate Training Center`` in one cell, ``Job Family:`` beside its value.

    A colon in the table of ranks or in such a value does not make it a term.
    """
    meanings = set()
    for cell in cells:
        if cell.row in ranked or cell in meanings:
            continue
        if match := _TERM.fullmatch(cell.text):
            yield Definition(match[1], match[2])
        elif cell.text.endswith(":"):
            right = next((c for c in cells if c.row == cell.row and c.column > cell.column), None)
            if right:
                meanings.add(right)
                yield Definition(cell.text.rstrip(" :"), right.text)
