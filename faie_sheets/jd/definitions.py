"""The definitions: the job family, its ranks, the scoring rule and the abbreviations."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from faie_sheets.excel.book import Book, Cell, Sheet
from faie_sheets.excel.table import Table, find_tables
from faie_sheets.excel.text import key
from faie_sheets.jd import headers
from faie_sheets.records.job_description import Definition, Rank

_LEVEL_NAME = re.compile(r"level\s*(\d+)\s*[–—:-]?\s*(.*)", re.IGNORECASE)
_TERM = re.compile(r"([^:=]{1,60}?)\s*[:=]\s+(.+)", re.DOTALL)


@dataclass(frozen=True)
class Definitions:
    """The whole section.

    Attributes:
        role: the job family's name, or ``""``.
        ranks: in ascending order of their level numbers, as listed where they have none.
        scoring_rule: the rule of points as stated, or ``""``.
        terms: every term with its meaning.
    """

    role: str
    ranks: tuple[Rank, ...]
    scoring_rule: str
    terms: tuple[Definition, ...]


def read(book: Book) -> Definitions | None:
    """The first table of ranks, and what stands around it; None where there is none."""
    for table in find_tables(book, headers.RANKS, ["code", "title"]):
        rows = _ranked_rows(table)
        if rows:
            ranks = _ranks(table, rows)
            terms = _terms(table.sheet, {table.header, *rows})
            role = next((t.meaning for t in terms if key(t.term) in headers.JOB_FAMILY), "")
            rule = next((c.text for c in table.sheet.cells() if _is_rule(c)), "")
            return Definitions(role, ranks, rule, terms)
    return None


def _ranked_rows(table: Table) -> list[int]:
    return [row for row in table.rows() if table.text(row, "code") and table.text(row, "title")]


def _ranks(table: Table, rows: list[int]) -> tuple[Rank, ...]:
    ranks = [_rank(table, row) for row in rows]
    if all(rank.level is not None for rank in ranks):
        ranks.sort(key=lambda rank: rank.level or 0)
    return tuple(ranks)


def _rank(table: Table, row: int) -> Rank:
    """A row of the table; the level's name often stands right of the title, under no header."""
    right = (c for c in table.sheet.cells_of(row) if c.column > table.columns["title"])
    cell = table.cell(row, "level") or next(right, None)
    named = cell.text if cell else ""
    match = _LEVEL_NAME.fullmatch(named)
    level, name = (int(match[1]), match[2]) if match else (None, named)
    return Rank(table.text(row, "code"), table.text(row, "title"), level, name)


def _is_rule(cell: Cell) -> bool:
    text = key(cell.value)
    return text.startswith("points") and "=" in text


def _terms(sheet: Sheet, ranked: Collection[int]) -> tuple[Definition, ...]:
    """``CTC: Corporate Training Center`` in one cell, or ``Job Family:`` beside its value.

    A colon in the table of ranks or in such a value makes no term of it.
    """
    terms = []
    meanings = set()
    for cell in sheet.cells():
        if cell.row in ranked or cell in meanings:
            continue
        if match := _TERM.fullmatch(cell.text):
            terms.append(Definition(match[1], match[2]))
        elif cell.text.endswith(":"):
            right = next((c for c in sheet.cells_of(cell.row) if c.column > cell.column), None)
            if right:
                meanings.add(right)
                terms.append(Definition(cell.text.rstrip(" :"), right.text))
    return tuple(terms)
