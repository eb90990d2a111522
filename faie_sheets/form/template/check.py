"""Whether a template, perhaps restyled by HR, can still be issued: every lack in one pass."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from faie_sheets.form.read.find import FormTable, find_forms, find_identity, likeliest
from faie_sheets.form.read.locked_cells import differences
from faie_sheets.form.template import tokens
from faie_sheets.form.template.check_rows import row_problems
from faie_sheets.form.template.stamp import Stamp, prepare
from faie_sheets.layouts import form as layout
from faie_sheets.problems import Kind, Place, Problem, UnusableSourceError, listed, quoted
from faie_sheets.records.job_description import JobDescription
from faie_sheets.workbook import package
from faie_sheets.workbook.gate.archive import archive_of
from faie_sheets.workbook.gate.check import FileKind, check_workbook
from faie_sheets.workbook.read.book import Book, read_book
from faie_sheets.workbook.read.source import SourceFile

_TOKEN_FIELDS = {**layout.WHO, "form_id": layout.FORM_ID_LABEL}


def open_template(source: SourceFile, jd: JobDescription) -> Stamp:
    """Make a template ready to be stamped.

    Raises:
        UnusableSourceError: it is no .xlsx workbook, is of another JD, or has lost a token, a
            row, a drop-down or its identity; every lack is named.
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
    wanted = {tokens.canonical(token): token for token in layout.tokens_of(jd)}
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
        for token in tokens.in_formulas(book.parts[part].decode("utf-8-sig")):
            place = Place(source.name, sheet)
            yield place.problem(Kind.TEMPLATE_TOKEN_IN_FORMULA, token=token)


def _only_in_identity(book: Book) -> set[str]:
    """The tokens that a cell of the hidden identity has, and no cell that a person sees."""
    identity = (find_identity(book) or {}).values()
    places = {cell.place for cell in identity}
    hidden = {token for cell in identity for token in tokens.in_text(cell.text)}
    seen = (cell.text for cell in book.cells() if cell.place not in places)
    return hidden.difference(*map(tokens.in_text, seen))


def _identity_problems(book: Book, jd: JobDescription) -> Iterator[Problem]:
    identity = find_identity(book)
    if identity is None or any(
        field not in tokens.in_text(identity[field].text) for field in layout.IDENTITY_TOKENS
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
    """The headers that are gone, and the fixed texts and weights that are not those of the JD."""
    for column in layout.COLUMNS:
        if column.field not in form.table.columns:
            yield form.table.place.problem(Kind.TEMPLATE_HEADER_MISSING, header=column.label)
    # Of no rank: what a rank requires is a token still.
    for each in differences(form, "", jd):
        value, expected = each.values
        facts = {"what": each.what, "value": value, "expected": expected}
        yield each.cell.place.problem(Kind.TEMPLATE_REWORDED, **facts)


def _label_problems(form: FormTable) -> Iterator[Problem]:
    for field, cell in form.who.items():
        if field not in tokens.in_text(cell.text):
            yield cell.place.problem(
                Kind.TEMPLATE_LABEL_APART,
                label=layout.WHO[field],
                value=quoted(cell.text),
                token=layout.braced(field),
            )
