"""Check that a template, perhaps restyled by HR, can still be issued; report all faults at once."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from faie_sheets.form.read.compare_with_jd import changed_cells
from faie_sheets.form.read.find_form import FormTable, find_forms, find_identity, likeliest
from faie_sheets.form.template.stamp import (
    Stamp,
    canonical_token,
    prepare,
    tokens_in_formulas,
    tokens_in_text,
)
from faie_sheets.layouts import form as layout
from faie_sheets.problems import Kind, Place, Problem, UnusableSourceError, listed, quoted
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.text.normalise import key
from faie_sheets.workbook import package
from faie_sheets.workbook.addresses import cells_of
from faie_sheets.workbook.gate.archive import archive_of
from faie_sheets.workbook.gate.check import FileKind, check_workbook
from faie_sheets.workbook.read.book import Book, Cell, read_book
from faie_sheets.workbook.read.source import SourceFile

_TOKEN_FIELDS = {**layout.WHO, "form_id": layout.FORM_ID_LABEL}
_SHEET = r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^\s'!,()&<>=+*/-]+))!"
_RANGE = re.compile(rf"=?{_SHEET}(?P<area>[$A-Z0-9:]+)")
_REFERENCE = re.compile(_SHEET)
_LIVE_FIELDS = ("points", "meets")
_LABELS = {column.field: column.label for column in layout.COLUMNS}
Places = Mapping[tuple[int, int], str]


def open_template(source: SourceFile, jd: JobDescription) -> Stamp:
    """Check a template and prepare it for stamping.

    Raises:
        UnusableSourceError: it is not an .xlsx workbook, is for another JD, or has lost a token, a
            row, a drop-down or its identity; everything missing is named.
    """
    _check_format(source)
    book = read_book(source)
    stamp = prepare(source.data, source.name)
    form = likeliest(find_forms(book, jd))
    problems = [
        *_token_problems(book, stamp, jd),
        *_identity_problems(book, jd),
        *_table_problems(book, form, jd),
    ]
    if problems:
        raise UnusableSourceError(*problems)
    return dataclasses.replace(stamp, problems=tuple(_changes(form, jd)) if form else ())


def _check_format(source: SourceFile) -> None:
    kind = check_workbook(source.name, source.data)
    if kind is not FileKind.OOXML:
        raise _refusal(source, Kind.TEMPLATE_NOT_XLSX, what=f"an .{kind} workbook")
    parts = archive_of(source.data)
    if broken := package.broken_part(parts):
        raise _refusal(source, Kind.FILE_DAMAGED, why=f"its part {broken} cannot be read")
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        raise _refusal(source, Kind.TEMPLATE_NOT_XLSX, what="a workbook with macros")


def _refusal(source: SourceFile, kind: Kind, **facts: str) -> UnusableSourceError:
    return UnusableSourceError(source.place.problem(kind, **facts))


def _token_problems(book: Book, stamp: Stamp, jd: JobDescription) -> Iterator[Problem]:
    source = book.source
    wanted = {canonical_token(token): token for token in layout.tokens_of(jd)}
    lost = wanted.keys() - (stamp.tokens - _only_in_identity(book))
    for token, shown in wanted.items():
        if token in lost:
            code = shown.removeprefix("required:")
            field = _TOKEN_FIELDS.get(shown, f"what the target rank requires of {code}")
            yield source.place.problem(
                Kind.TEMPLATE_TOKEN_MISSING, token=layout.braced(shown), field=field
            )
    known = {*wanted, *layout.OPTIONAL_TOKENS}
    allowed = listed([layout.braced(t) for t in (*layout.REQUIRED_TOKENS, *layout.OPTIONAL_TOKENS)])
    for token in sorted(stamp.tokens - known):
        yield source.place.problem(
            Kind.TEMPLATE_TOKEN_UNKNOWN,
            token=layout.braced(token),
            allowed=f"{allowed} or {layout.braced('required:CODE')} with a code of the JD",
        )
    for sheet, part in package.sheet_parts(book.parts).items():
        for token in tokens_in_formulas(book.parts[part].decode("utf-8-sig")):
            place = Place(source.name, sheet)
            yield place.problem(Kind.TEMPLATE_TOKEN_IN_FORMULA, token=token)


def _only_in_identity(book: Book) -> set[str]:
    """The tokens that are in the hidden identity and in no visible cell."""
    identity = (find_identity(book) or {}).values()
    places = {cell.place for cell in identity}
    hidden = {token for cell in identity for token in tokens_in_text(cell.text)}
    seen = (cell.text for cell in book.cells() if cell.place not in places)
    return hidden.difference(*map(tokens_in_text, seen))


def _identity_problems(book: Book, jd: JobDescription) -> Iterator[Problem]:
    identity = find_identity(book)
    if identity is None or any(
        field not in tokens_in_text(identity[field].text) for field in layout.IDENTITY_TOKENS
    ):
        wanted = listed([f"“{key}”" for key in layout.IDENTITY_KEYS.values()], "and")
        yield book.place.problem(
            Kind.TEMPLATE_IDENTITY_MISSING, sheet_name=layout.IDENTITY, wanted=wanted
        )
    elif (found := identity["jd_fingerprint"].text) != jd.fingerprint:
        yield book.place.problem(
            Kind.TEMPLATE_OF_ANOTHER_JD,
            found_jd=found[:12] or "without fingerprint",
            expected_jd=jd.revision,
        )


def _table_problems(book: Book, form: FormTable | None, jd: JobDescription) -> Iterator[Problem]:
    if form is None:
        wanted = listed([f"“{column.label}”" for column in layout.COLUMNS], "and")
        yield book.place.problem(Kind.TEMPLATE_TABLE_MISSING, wanted=wanted)
        return
    yield from _label_problems(form)
    yield from row_problems(book, form, jd)


def _changes(form: FormTable, jd: JobDescription) -> Iterator[Problem]:
    """Report headers that are gone, and fixed texts and weights that differ from the JD's."""
    for column in layout.COLUMNS:
        if column.field not in form.table.columns:
            yield form.table.place.problem(Kind.TEMPLATE_HEADER_MISSING, header=column.label)
    # No rank is given: what a rank requires is still a token.
    for each in changed_cells(form, "", jd):
        value, expected = each.values
        facts = {"what": each.what, "value": value, "expected": expected}
        yield each.cell.place.problem(Kind.TEMPLATE_REWORDED, **facts)


def _label_problems(form: FormTable) -> Iterator[Problem]:
    for field, cell in form.who.items():
        if field not in tokens_in_text(cell.text):
            yield cell.place.problem(
                Kind.TEMPLATE_LABEL_APART,
                label=layout.WHO[field],
                value=quoted(cell.text),
                token=layout.braced(field),
            )


@dataclass(frozen=True)
class _InputSheet:
    """Properties of the cells of the template's sheet, by row and column from 0."""

    drop_downs: Places
    formulas: Places
    locked: set[tuple[int, int]]


def row_problems(book: Book, form: FormTable, jd: JobDescription) -> Iterator[Problem]:
    """Report every competency without a row, and every cell of a row that would not work."""
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


def _read(book: Book, name: str) -> _InputSheet:
    parts = book.parts
    part = {key(title): part for title, part in package.sheet_parts(parts).items()}[key(name)]
    drop_downs = {
        cell: origin
        for area, origin in package.drop_downs(parts, part)
        if origin.strip()
        for cell in cells_of(area)
    }
    formulas = package.formulas(parts, part)
    return _InputSheet(drop_downs, formulas, package.locked_cells(parts, part))


def _drop_down_problems(
    book: Book, sheet: _InputSheet, cell: Cell, field: str, item: Competency
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
    """The entries in a range on a sheet; None if they are given in another way."""
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


def _input_problems(
    sheet: _InputSheet, cell: Cell, field: str, item: Competency
) -> Iterator[Problem]:
    facts = {"column": _LABELS[field], "code": item.code}
    if cell.text:
        yield cell.place.problem(Kind.TEMPLATE_PREFILLED, **facts, value=quoted(cell.text))
    if (cell.row, cell.column) in sheet.locked:
        yield cell.place.problem(Kind.TEMPLATE_INPUT_LOCKED, **facts)


def _formula_problems(
    book: Book, sheet: _InputSheet, cell: Cell, field: str, item: Competency
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
