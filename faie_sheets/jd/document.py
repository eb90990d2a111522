"""The sections that no score depends on: cover, changes, career paths, responsibilities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from faie_sheets.jd import headers, values
from faie_sheets.jd.outline import Outline, in_use, joined
from faie_sheets.problems import Kind, Problem, quoted
from faie_sheets.records.job_description import (
    Area,
    CareerPaths,
    Change,
    Document,
    Picture,
    Responsibilities,
)
from faie_sheets.text.normalise import key, plain, unmarked
from faie_sheets.workbook.read.book import Cell, Sheet
from faie_sheets.workbook.read.pictures import pictures
from faie_sheets.workbook.read.table import Table

_FIELDS = {spelling: field for field, known in headers.COVER.items() for spelling in known}
_TEXTS = ("description", "reason", "creator", "reviewer", "approver")
_ITEM = re.compile(r"\s*[-•●▪*]\s+(.*)")
_NESTED = re.compile(r"\s*\+\s+(.*)")


@dataclass(frozen=True)
class Cover:
    """What the cover says.

    Attributes:
        document: code, version, date.
        title: the longest text on the sheet other than labels; usually the role with its code.
        cells: field → the cell with its value.
        bare: labels without a value.
    """

    document: Document
    title: str
    cells: Mapping[str, Cell]
    bare: tuple[Cell, ...] = ()

    @property
    def problems(self) -> Iterator[Problem]:
        """Labels without a value, and a date that cannot be read as one."""
        for label in self.bare:
            yield label.place.problem(Kind.JD_COVER_INCOMPLETE, label=label.text)
        dated = self.cells.get("effective_date")
        if dated and not self.document.effective_date:
            facts = {"field": "the effective date", "value": quoted(dated.text)}
            yield dated.place.problem(Kind.JD_DATE_INVALID, **facts)


def read_cover(outline: Outline) -> Cover | None:
    """Read the cover from the group of labels, code included, with most of code, version, date."""
    groups = [g for g in _groups(outline) if "code" in g and len(g) > 1]
    found = max(groups, key=len, default=None)
    if found is None:
        return None
    cells = {field: value for field, label in found.items() if (value := _value(label))}
    if not cells:
        return None
    dated = cells.get("effective_date")
    document = Document(
        code=cells["code"].text if "code" in cells else "",
        version=values.version(cells["version"].value) if "version" in cells else "",
        effective_date=values.date(dated.value) if dated else None,
    )
    sheet = found["code"].sheet
    titles = [c.text for c in sheet.cells() if c not in cells.values() and _field(c) is None]
    bare = tuple(label for field, label in found.items() if field not in cells)
    return Cover(document, max(titles, key=len, default=""), cells, bare)


def _field(cell: Cell) -> str | None:
    return _FIELDS.get(key(cell.value))


def _groups(outline: Outline) -> Iterator[dict[str, Cell]]:
    """Group the labels that share a column or a row of a sheet, as field → label."""
    for sheet in outline.book.sheets:
        labels = [c for c in sheet.cells() if _field(c) and not outline.owner(c)]
        for line in ("column", "row"):
            groups: dict[int, dict[str, Cell]] = {}
            for label in labels:
                group = groups.setdefault(getattr(label, line), {})
                group.setdefault(_FIELDS[key(label.value)], label)
            yield from groups.values()


def _value(label: Cell) -> Cell | None:
    """The first cell to the right of a label, or the cell below if that is a label or empty."""
    right = next((c for c in label.sheet.cells_of(label.row) if c.column > label.column), None)
    below = label.sheet.cell(label.row + 1, label.column)
    usable = (cell for cell in (right, below) if cell and cell.text and not _field(cell))
    return next(usable, None)


@dataclass(frozen=True)
class RecordedChange:
    """A row of the record of change, with the cells of its date and its version."""

    record: Change
    dated: Cell
    versioned: Cell | None


def read_changes(tables: Sequence[Table]) -> tuple[RecordedChange, ...] | None:
    """Read the record of change; None where there is no such table.

    Of several tables, the one that says most: one with dates first, then by the number of
    columns, then by the number of dated entries.
    """
    records = [(table, tuple(_entry(table, row) for row in _rows(table))) for table in tables]
    whole = joined(records, lambda entry: str(entry.record)) or records
    return max(whole, key=_says, default=(None, None))[1]


def _says(record: tuple[Table, tuple[RecordedChange, ...]]) -> tuple[bool, int, int, bool]:
    table, entries = record
    dated = sum(entry.record.effective_date is not None for entry in entries)
    return dated > 0, len(table.columns), dated, in_use(table.sheet)


def _rows(table: Table) -> list[int]:
    """The rows with a date, a text or a person; a number alone is not an entry."""
    fields = ("effective_date", *_TEXTS)
    return [row for row in table.rows() if any(table.text(row, field) for field in fields)]


def _entry(table: Table, row: int) -> RecordedChange:
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
    return RecordedChange(change, dated, table.cell(row, "version"))


def bad_dates(entries: Iterable[RecordedChange]) -> Iterator[Problem]:
    """Report entries whose date cannot be read as one."""
    for entry in entries:
        if entry.record.effective_date is None:
            facts = {"field": "the effective date", "value": quoted(entry.dated.text)}
            yield entry.dated.place.problem(Kind.JD_DATE_INVALID, **facts)


def read_career_paths(outline: Outline) -> CareerPaths | None:
    """Read what is under the title or on the sheet of that name; None where there is neither."""
    sheets = [s for s in outline.book.sheets if key(s.name) in headers.CAREER_PATHS]
    sheets += [table.sheet for table in outline.tables["career paths"]]
    if not sheets:
        return None
    by_row = groupby(_cells(outline, sheets[0]), key=lambda cell: cell.row)
    rows = [tuple(cell.text for cell in cells) for _, cells in by_row]
    lying = (Picture(*pair) for pair in pictures(outline.book.source.data, sheets[0].name))
    return CareerPaths(tuple(rows), tuple(lying))


def _cells(outline: Outline, sheet: Sheet) -> Iterator[Cell]:
    """The cells of the sheet, without the title; on a shared sheet, only those under the title."""
    shared = any(
        table.sheet is sheet
        for section, tables in outline.tables.items()
        for table in tables
        if section != "career paths"
    )
    for cell in sheet.cells():
        is_title = key(cell.value) in headers.CAREER_PATHS
        if not is_title and (not shared or outline.owner(cell) == "career paths"):
            yield cell


def read_responsibilities(tables: Sequence[Table]) -> tuple[Responsibilities, ...]:
    """Read the columns of the first table with two of the three headings, in sheet order."""
    for table in tables:
        return tuple(
            _column(table, field) for field in sorted(table.columns, key=table.columns.__getitem__)
        )
    return ()


def _column(table: Table, field: str) -> Responsibilities:
    column = table.columns[field]
    texts = [unmarked(table.sheet.value(row, column)) for row in table.span]
    intro, areas = parse_responsibilities("\n".join(_without_notes(texts)))
    return Responsibilities(table.sheet.cell(table.header, column).text, intro, areas)


def _without_notes(texts: list[str]) -> list[str]:
    """The texts of a column, without those at its end that come after a gap and have no bullets."""
    while texts and not texts[-1].strip():
        texts = texts[:-1]
    apart = max((row for row, text in enumerate(texts) if not text.strip()), default=-1)
    lists = [any(map(_ITEM.fullmatch, text.split("\n"))) for text in texts]
    if apart >= 0 and any(lists[:apart]) and not any(lists[apart:]):
        return _without_notes(texts[:apart])
    return texts


def parse_responsibilities(text: str) -> tuple[str, tuple[Area, ...]]:
    r"""Split a text with bullets into its introduction and its areas.

    A line directly above a bullet is the name of an area; other lines are the introduction.

    >>> parse_responsibilities("We build.\n\nDesign\n- Draw it\n- Use a tool\n  + 80%")
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


def of_cover(cover: Cover, entries: Sequence[RecordedChange]) -> Iterator[Problem]:
    """A cover that is older than the record of change, by its date or by its version."""
    dated = [(e.record.effective_date, e.dated) for e in entries if e.record.effective_date]
    latest, cell = max(dated, key=itemgetter(0), default=(None, None))
    effective = cover.document.effective_date
    if latest and cell and effective and effective < latest:
        yield cover.cells["effective_date"].place.problem(
            Kind.JD_COVER_OLDER,
            field="the effective date",
            value=effective.isoformat(),
            expected=f"{latest.isoformat()} or later",
            other=cell.address,
        )
    numbered = [
        (version_number(e.record.version), e.record.version, e.versioned)
        for e in entries
        if e.versioned and version_number(e.record.version)
    ]
    own = cover.cells.get("version")
    highest = max(numbered, key=itemgetter(0), default=None)
    if highest and own and () < version_number(cover.document.version) < highest[0]:
        yield own.place.problem(
            Kind.JD_COVER_OLDER,
            field="the version",
            value=quoted(cover.document.version),
            expected=quoted(highest[1]),
            other=highest[2].address,
        )


def version_number(version: str) -> tuple[int, ...]:
    """A version as a comparable tuple; empty if it is not a dotted number.

    >>> version_number("1.0") == version_number("v1") < version_number("1.10")
    True
    """
    match = re.fullmatch(r"v?\.?\s*(\d{1,6}(?:\.\d{1,6})*)", version.casefold())
    numbers = [int(part) for part in match[1].split(".")] if match else []
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
