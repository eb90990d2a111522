"""Roles and responsibilities: three headings, each with an introduction and its areas."""

from __future__ import annotations

import re

from faie_sheets.excel.book import Book
from faie_sheets.excel.table import Table, find_tables
from faie_sheets.excel.text import lines, plain
from faie_sheets.jd import headers
from faie_sheets.records.job_description import Area, Responsibilities

_ITEM = re.compile(r"\s*[-•●▪*]\s+(.*)")
_NESTED = re.compile(r"\s*\+\s+(.*)")


def read(book: Book) -> tuple[Responsibilities, ...]:
    """The columns of the first table with two of the three headings, in the sheet's order."""
    tables = [
        table
        for table in find_tables(book, headers.RESPONSIBILITIES, ["roles"])
        if len(table.columns) > 1
    ]
    if not tables:
        return ()
    table = tables[0]
    return tuple(
        _column(table, field) for field in sorted(table.columns, key=lambda f: table.columns[f])
    )


def _column(table: Table, field: str) -> Responsibilities:
    column = table.columns[field]
    text = "\n".join(
        lines(value)
        for row in range(table.header + 1, table.sheet.height)
        if (value := table.sheet.value(row, column)) is not None
    )
    intro, areas = parse(text)
    return Responsibilities(table.sheet.cell(table.header, column).text, intro, areas)


def parse(text: str) -> tuple[str, tuple[Area, ...]]:
    r"""An introduction and the areas of a text with bullets.

    A line above a bullet is the name of an area; other lines are introduction.

    >>> parse("We build.\n\nDesign\n- Draw it\n- Use a tool\n  + 80%")
    ('We build.', (Area(name='Design', items=('Draw it', 'Use a tool\n+ 80%')),))
    """
    intro: list[str] = []
    areas: list[tuple[str, list[str]]] = []
    heading = ""
    for line in text.split("\n"):
        if item := _ITEM.fullmatch(line):
            if heading or not areas:
                areas.append((heading, []))
                heading = ""
            areas[-1][1].append(plain(item[1]))
        elif (nested := _NESTED.fullmatch(line)) and areas and areas[-1][1]:
            areas[-1][1][-1] += f"\n+ {plain(nested[1])}"
        elif line.strip():
            if heading:
                intro.append(heading)
            heading = plain(line)
    if heading:
        intro.append(heading)
    return "\n".join(intro), tuple(Area(name, tuple(items)) for name, items in areas)
