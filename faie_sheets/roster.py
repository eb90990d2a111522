"""``read_roster``: reads who is to be assessed from HR's list."""

from __future__ import annotations

from collections.abc import Iterator

from faie_sheets.layouts.roster import HEADERS, LABELS
from faie_sheets.problems import Kind, Place, Problem, UnusableSourceError, listed, quoted
from faie_sheets.records.roster import Engineer, Roster
from faie_sheets.workbook.read.listing import read_listing
from faie_sheets.workbook.read.source import Source, load
from faie_sheets.workbook.read.table import Table, find_tables, near_miss


def read_roster(source: Source) -> Roster:
    """Read a roster: one engineer per row, under headers that may be spelled in several ways.

    Every sheet that has the headers is read. Only *Employee ID* and *Target rank* are required;
    *Name*, *Unit*, *Current rank*, *Assessor*, *Period* and *E-mail* are used if present. Other
    columns are ignored.

    Args:
        source: a workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) or a .csv file, as a path, bytes or
            a binary file object.

    Returns:
        The engineers in the order of the list. Rows that can't be used are in ``.problems``.

    Raises:
        UnusableSourceError: the file cannot be read, or no row has the headers.

    Example:
        >>> import faie_sheets as fs
        >>> roster = fs.read_roster("samples/roster.xlsx")
        >>> len(roster) >= 12, roster.engineers[0].target_rank
        (True, 'FAIE02')
    """
    file = load(source)
    book = read_listing(file)
    tables = find_tables(book, HEADERS, ["id", "target_rank"])
    if not tables:
        wanted = listed([f"“{LABELS[field]}”" for field in ("id", "target_rank")], "and")
        known = {spelling for spellings in HEADERS.values() for spelling in spellings}
        hint = near_miss(book, ["employee id", "target rank"], known)
        raise UnusableSourceError(
            book.place.problem(Kind.ROSTER_NO_HEADER, wanted=wanted, hint=hint)
        )
    first: dict[str, str] = {}
    engineers: list[Engineer] = []
    problems: list[Problem] = []
    places: dict[tuple[str, str], Place] = {}
    for table, row in _people(tables):
        engineer = _engineer(table, row)
        faults = list(_faults(table, row, engineer, first))
        problems += faults
        if not faults:
            engineers.append(engineer)
            for field in ("current_rank", "target_rank"):
                if cell := table.cell(row, field):
                    places[engineer.id, field] = cell.place
    if not (engineers or problems):
        problems.append(tables[0].sheet.place(tables[0].header, 0).problem(Kind.ROSTER_EMPTY))
    return Roster(tuple(engineers), tuple(problems), file.name, places)


def _people(tables: list[Table]) -> Iterator[tuple[Table, int]]:
    """The rows of every table, each up to the next header on its sheet."""
    headers = {(table.sheet.name, table.header) for table in tables}
    for table in tables:
        for row in table.rows():
            if (table.sheet.name, row) in headers:
                break
            yield table, row


def _engineer(table: Table, row: int) -> Engineer:
    return Engineer(**{field: table.text(row, field) for field in HEADERS})


def _faults(table: Table, row: int, engineer: Engineer, first: dict[str, str]) -> Iterator[Problem]:
    """What makes a row unusable; ``first`` remembers the first cell with each ID."""
    for field, expected in (("id", "an employee ID"), ("target_rank", "a rank code")):
        if not getattr(engineer, field):
            place = table.sheet.place(row, table.columns[field])
            who = quoted(engineer.who) if engineer.who else "this row"
            yield place.problem(
                Kind.ROSTER_FIELD_MISSING, field=LABELS[field], who=who, expected=expected
            )
    if engineer.id:
        cell = table.sheet.cell(row, table.columns["id"])
        earlier = first.setdefault(engineer.id.casefold(), cell.address)
        if earlier != cell.address:
            yield cell.place.problem(
                Kind.ROSTER_ID_REPEATED, value=quoted(engineer.id), other=earlier
            )
