"""Whether the rows of a template still work: drop-downs, formulas, and cells to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from faie_sheets.form.read.find import FormTable
from faie_sheets.layouts import form as layout
from faie_sheets.problems import Kind, Place, Problem, listed, quoted
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.text.normalise import key
from faie_sheets.workbook import package
from faie_sheets.workbook.addresses import cells_of
from faie_sheets.workbook.read.book import Book, Cell

_SHEET = r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^\s'!,()&<>=+*/-]+))!"
_RANGE = re.compile(rf"=?{_SHEET}(?P<area>[$A-Z0-9:]+)")
_REFERENCE = re.compile(_SHEET)
_LIVE_FIELDS = ("points", "meets")
_LABELS = {column.field: column.label for column in layout.COLUMNS}

Places = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class _Sheet:
    """What the part of the template's sheet says of its cells, by row and column from 0."""

    drop_downs: Places
    formulas: Places
    locked: set[tuple[int, int]]


def row_problems(book: Book, form: FormTable, jd: JobDescription) -> Iterator[Problem]:
    """Every competency without a row, and every cell of the rows that would not work."""
    sheet = _read(book, form.table.sheet.name)
    for item in jd.competencies:
        row = form.rows.get(item.code)
        if row is None:
            place = Place(book.source.name, form.table.sheet.name)
            yield place.problem(Kind.TEMPLATE_ROW_MISSING, code=item.code, name=item.name)
            continue
        for field, column in form.table.columns.items():
            cell = form.table.sheet.cell(row, column)
            if field in layout.RATING_FIELDS:
                yield from _drop_down_problems(book, sheet, cell, field, item)
            if layout.COLUMNS[layout.COLUMN_NUMBER[field]].input:
                yield from _input_problems(sheet, cell, field, item)
            if field in _LIVE_FIELDS:
                yield from _formula_problems(book, sheet, cell, field, item)


def _read(book: Book, name: str) -> _Sheet:
    parts = book.parts
    part = {key(title): part for title, part in package.sheet_parts(parts).items()}[key(name)]
    drop_downs = {
        cell: origin
        for area, origin in package.drop_downs(parts, part)
        if origin.strip()
        for cell in cells_of(area)
    }
    formulas = package.formulas(parts, part)
    return _Sheet(drop_downs, formulas, package.locked_cells(parts, part))


def _drop_down_problems(
    book: Book, sheet: _Sheet, cell: Cell, field: str, item: Competency
) -> Iterator[Problem]:
    facts = {"column": _LABELS[field], "code": item.code}
    origin = sheet.drop_downs.get((cell.row, cell.column))
    if origin is None:
        yield cell.place.problem(Kind.TEMPLATE_DROP_DOWN_MISSING, **facts)
        return
    texts, wanted = _texts(book, origin), [level.entry for level in item.scale]
    if texts is not None and list(map(key, texts)) != list(map(key, wanted)):
        value = listed([quoted(text) for text in texts], "and") if texts else "nothing"
        expected = f"the levels of its scale, from {quoted(wanted[0])}" if wanted else "nothing"
        yield cell.place.problem(
            Kind.TEMPLATE_DROP_DOWN_DIFFERS, **facts, value=value, expected=expected
        )


def _texts(book: Book, origin: str) -> list[str] | None:
    """The entries of a range on a sheet; None where they are given in another way."""
    if "#REF!" in origin:
        return []
    match = _RANGE.fullmatch(origin)
    if match is None:
        return None
    name = _name(match)
    sheets = [sheet for sheet in book.sheets if key(sheet.name) == key(name)]
    cells = cells_of(match["area"])
    texts = [sheets[0].cell(*cell).text for cell in cells] if sheets else []
    return [text for text in texts if text]


def _input_problems(sheet: _Sheet, cell: Cell, field: str, item: Competency) -> Iterator[Problem]:
    facts = {"column": _LABELS[field], "code": item.code}
    if cell.text:
        yield cell.place.problem(Kind.TEMPLATE_PREFILLED, **facts, value=quoted(cell.text))
    if (cell.row, cell.column) in sheet.locked:
        yield cell.place.problem(Kind.TEMPLATE_INPUT_LOCKED, **facts)


def _formula_problems(
    book: Book, sheet: _Sheet, cell: Cell, field: str, item: Competency
) -> Iterator[Problem]:
    formula = sheet.formulas.get((cell.row, cell.column))
    value = ""
    if formula is None:
        value = "no formula"
    elif "#REF!" in formula:
        value = "a formula that refers to something deleted"
    else:
        known = {key(each.name) for each in book.sheets}
        gone = [_name(m) for m in _REFERENCE.finditer(formula) if key(_name(m)) not in known]
        if gone:
            value = f"a formula that refers to the sheet {quoted(gone[0])}, which is gone"
    if value:
        facts = {"column": _LABELS[field], "code": item.code, "value": value}
        yield cell.place.problem(Kind.TEMPLATE_FORMULA_MISSING, **facts)


def _name(match: re.Match[str]) -> str:
    return match["plain"] or match["quoted"].replace("''", "'")
