"""``read_form``: reads a returned form into an assessment."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from faie_sheets.form.read.compare_with_jd import (
    changed_cells,
    disagreements,
    locked_problems,
    other_jd_problem,
)
from faie_sheets.form.read.find_form import FormTable, find_forms, likeliest, read_identity
from faie_sheets.form.read.input_cells import (
    evidence_problems,
    rating_problems,
    raw_inputs,
    read_evidence,
    read_ratings,
)
from faie_sheets.layouts import form as layout
from faie_sheets.problems import Kind, Place, Problem, UnusableSourceError, listed, quoted
from faie_sheets.records.assessment import Assessment, Rater
from faie_sheets.records.form import FormIdentity
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.roster import Engineer
from faie_sheets.text.normalise import key
from faie_sheets.workbook import package
from faie_sheets.workbook.read.book import Book, Cell, read_book
from faie_sheets.workbook.read.source import Source, SourceFile, load
from faie_sheets.workbook.read.table import near_miss


def read_form(source: Source, jd: JobDescription) -> Assessment:
    """Read a returned form: whose it is, the levels chosen, and what is wrong with it.

    The table is found by its headers and each competency by its code, wherever they are; the
    engineer is identified from inside the form. Computed cells are never trusted, nor even read.

    Args:
        source: a workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) as a path, bytes or a binary file.
        jd: the JD that determines codes and scales.

    Returns:
        The assessment. An empty or unreadable level is None, never 0, and is reported as a problem
        that names its cell.

    Raises:
        UnusableSourceError: the file is not a workbook, is damaged, is not a form of this JD, is
            of a revision with other codes, scales or weights, or does not say whose it is.

    Example:
        >>> import faie_sheets as fs
        >>> a = fs.read_form("samples/filled/E1001 Nguyễn Minh Anh.xlsx", fs.builtin.jd())
        >>> a.engineer.name, a.rater_of_record.value
        ('Nguyễn Minh Anh', 'assessor')
    """
    return read_loaded(load(source), jd)


def read_loaded(source: SourceFile, jd: JobDescription) -> Assessment:
    """:func:`read_form` for a file that is already in memory."""
    book = read_book(source, without=layout.COMPUTED)
    identity, forms = read_identity(book), find_forms(book, jd)
    form = likeliest(forms)
    is_form = _is_of(jd, identity) and form and len(form.rows) == len(jd.competencies)
    if not is_form and not book.is_whole:
        del book, form, forms  # otherwise both would be in memory at once
        book = read_book(source)
        identity, forms = read_identity(book), find_forms(book, jd)
        form = likeliest(forms)
    if form is None or not form.rows:
        raise _no_form(book, form is not None)
    engineer, problems = _read_engineer(book, form, identity, jd)
    problems += _locked_problems(book, form, identity, engineer, jd)
    raws = raw_inputs(book, form)
    cells = read_ratings(form, jd, raws)
    assessment = Assessment(
        engineer=engineer,
        ratings=tuple(cell.rating for cell in cells),
        evidence=read_evidence(form, jd),
        identity=identity,
        file=source.name,
        sha256=source.sha256,
        saved=package.saved_at(book.parts),
    )
    problems += _other_tables(form, forms)
    problems += _row_problems(form, jd)
    problems += rating_problems(cells, assessment, form, jd)
    problems += evidence_problems(form, jd, raws)
    return dataclasses.replace(assessment, problems=tuple(problems))


def _is_of(jd: JobDescription, identity: FormIdentity | None) -> bool:
    return identity is not None and identity.jd_fingerprint == jd.fingerprint


def _no_form(book: Book, has_headers: bool) -> UnusableSourceError:
    labels = [layout.COLUMNS[layout.COLUMN_NUMBER[f]].label for f in layout.REQUIRED_HEADERS]
    why = "no row has these headers"
    hint = near_miss(book, [key(label) for label in labels])
    if has_headers:
        why, hint = "its competencies are not those of the JD", "check that the right JD is used"
    wanted = listed([f"“{label}”" for label in labels], "and")
    return UnusableSourceError(
        book.place.problem(Kind.NOT_A_FORM, why=why, wanted=wanted, hint=hint)
    )


def _read_engineer(
    book: Book, form: FormTable, identity: FormIdentity | None, jd: JobDescription
) -> tuple[Engineer, list[Problem]]:
    cells = form.who
    shown = {field: cell.text for field, cell in cells.items()}
    employee = (identity.employee_id if identity else "") or shown.get("employee_id", "")
    target = (identity.target_rank if identity else "") or shown.get("target_rank", "")
    if layout.TOKEN.search(employee):
        why, wanted = "it is the template, not a form issued to someone", "an employee ID"
        hint = "templates stay with HR"
        raise UnusableSourceError(
            book.place.problem(Kind.NOT_A_FORM, why=why, wanted=wanted, hint=hint)
        )
    if not employee:
        cell = cells.get("employee_id")
        raise UnusableSourceError((cell.place if cell else book.place).problem(Kind.FORM_OF_NOBODY))
    known = {field: shown.get(field, "") for field in ("name", "unit", "current_rank", "assessor")}
    engineer = Engineer(employee, target_rank=target, period=shown.get("period", ""), **known)
    return engineer, list(_identity_problems(book, cells, engineer, identity, jd))


def _identity_problems(
    book: Book,
    cells: Mapping[str, Cell],
    engineer: Engineer,
    identity: FormIdentity | None,
    jd: JobDescription,
) -> Iterator[Problem]:
    if identity is None:
        yield book.place.problem(Kind.FORM_IDENTITY_LOST, who=engineer.who)
    pairs = (
        ("employee_id", engineer.id, Kind.FORM_ID_CHANGED),
        ("target_rank", engineer.target_rank, Kind.FORM_TARGET_CHANGED),
    )
    for field, issued, kind in pairs:
        cell = cells.get(field)
        if cell and key(cell.value) != key(issued):
            yield cell.place.problem(kind, value=quoted(cell.text), expected=issued)
    if jd.rank(engineer.target_rank) is None:
        place = cells["target_rank"].place if "target_rank" in cells else book.place
        value = quoted(engineer.target_rank)
        yield place.problem(Kind.FORM_TARGET_UNKNOWN, value=value, allowed=listed(jd.rank_codes))


def _locked_problems(
    book: Book,
    form: FormTable,
    identity: FormIdentity | None,
    engineer: Engineer,
    jd: JobDescription,
) -> list[Problem]:
    """Differences between the form and the JD that are only in wording.

    Raises:
        UnusableSourceError: it is of another JD, whose codes, scales or weights differ.
    """
    changed = list(changed_cells(form, engineer.target_rank, jd))
    if _is_of(jd, identity):
        return list(locked_problems(changed, form, identity, jd))
    if problems := list(disagreements(book, form, identity, changed, jd)):
        raise UnusableSourceError(*problems)
    if identity is None:
        return list(locked_problems(changed, form, identity, jd))
    warning = other_jd_problem(book, identity, changed, jd)
    return [warning, *locked_problems([], form, identity, jd)]


def _other_tables(used: FormTable, forms: list[FormTable]) -> Iterator[Problem]:
    """Report copies of the form's sheet with other ratings: it is unclear which one is meant."""
    for form in forms:
        sheet = form.table.sheet
        if sheet.name == used.table.sheet.name:
            continue
        ratings = _rated(form)
        if ratings and ratings != _rated(used):
            names = {"other": quoted(sheet.name), "used": quoted(used.table.sheet.name)}
            yield Place(sheet.file, sheet.name).problem(Kind.FORM_AMBIGUOUS, **names)


def _rated(form: FormTable) -> dict[tuple[str, Rater], str]:
    """(Competency code, rater) → the cell's text; empty cells are left out."""
    texts = {
        (code, rater): form.table.text(row, rater.value)
        for code, row in form.rows.items()
        for rater in Rater
    }
    return {who: text for who, text in texts.items() if text}


def _row_problems(form: FormTable, jd: JobDescription) -> Iterator[Problem]:
    sheet = form.table.sheet
    for item in jd.competencies:
        if item.code not in form.rows:
            place = Place(sheet.file, sheet.name)
            yield place.problem(Kind.FORM_ROW_MISSING, code=item.code, name=item.name)
    for cell in form.repeated:
        code = next(code for code in form.rows if key(code) == key(cell.value))
        first = sheet.cell(form.rows[code], cell.column).address
        yield cell.place.problem(Kind.FORM_ROW_REPEATED, code=code, other=first)
