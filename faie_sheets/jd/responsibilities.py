"""Roles and responsibilities: three headings, each with an introduction and its areas."""

from __future__ import annotations

import re
from collections.abc import Sequence

from faie_sheets.records.job_description import Area, Responsibilities
from faie_sheets.text.normalise import plain, unmarked
from faie_sheets.workbook.read.table import Table

_ITEM = re.compile(r"\s*[-•●▪*]\s+(.*)")
_NESTED = re.compile(r"\s*\+\s+(.*)")


def read(tables: Sequence[Table]) -> tuple[Responsibilities, ...]:
    """The columns of the first table with two of the three headings, in the sheet's order."""
    for table in tables:
        return tuple(
            _column(table, field) for field in sorted(table.columns, key=table.columns.__getitem__)
        )
    return ()


def _column(table: Table, field: str) -> Responsibilities:
    column = table.columns[field]
    texts = [unmarked(table.sheet.value(row, column)) for row in table.span]
    intro, areas = parse("\n".join(_without_notes(texts)))
    return Responsibilities(table.sheet.cell(table.header, column).text, intro, areas)


def _without_notes(texts: list[str]) -> list[str]:
    """The cells of a column but for those at its end that stand apart and list nothing."""
    while texts and not texts[-1].strip():
        texts = texts[:-1]
    apart = max((row for row, text in enumerate(texts) if not text.strip()), default=-1)
    lists = [any(map(_ITEM.fullmatch, text.split("\n"))) for text in texts]
    if apart >= 0 and any(lists[:apart]) and not any(lists[apart:]):
        return _without_notes(texts[:apart])
    return texts


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
