"""Read the input cells of a form: levels and evidence, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from faie_sheets.form.read.find_form import FormTable
from faie_sheets.jd.values import leading_level
from faie_sheets.problems import Kind, Place, Problem, quoted
from faie_sheets.records.assessment import Assessment, Rater, Rating
from faie_sheets.records.job_description import Competency, JobDescription, Level
from faie_sheets.text.normalise import key, lines, plain
from faie_sheets.workbook.read.book import Book, Cell
from faie_sheets.workbook.read.raw_cells import RawCell, Spot, raw_cells

_INPUTS = (*Rater, "evidence")
_NUMBER = re.compile(r"^\d+\s*[:.)–—-]\s*")


class RatedCell(NamedTuple):
    """A rating, with details of how its cell was read.

    Attributes:
        rating: what was read.
        level: the level chosen, or None.
        verbatim: whether the cell has exactly the level's label.
        other: the other competency whose level it is, or None.
        raw: its formula or error value, or None.
        has_row: whether the form has a row for the competency at all.
    """

    rating: Rating
    level: Level | None
    verbatim: bool = False
    other: Competency | None = None
    raw: RawCell | None = None
    has_row: bool = True


def raw_inputs(book: Book, form: FormTable) -> Mapping[Spot, RawCell]:
    """The input cells of a form that have a formula or an error value."""
    columns = [form.table.columns[field] for field in _INPUTS if field in form.table.columns]
    wanted = {(row, column) for row in form.rows.values() for column in columns}
    return raw_cells(book, form.table.sheet.name, wanted)


def read_ratings(
    form: FormTable, jd: JobDescription, raw: Mapping[Spot, RawCell]
) -> tuple[RatedCell, ...]:
    """Read each rater's rating of every competency, in the JD's order."""
    columns = [(rater, form.table.columns[rater.value]) for rater in Rater]
    return tuple(
        _read(form, item, rater, column, jd, raw)
        for item in jd.competencies
        for rater, column in columns
    )


def _read(
    form: FormTable,
    item: Competency,
    rater: Rater,
    column: int,
    jd: JobDescription,
    raws: Mapping[Spot, RawCell],
) -> RatedCell:
    row = form.rows.get(item.code)
    if row is None:
        place = Place(form.table.sheet.file, form.table.sheet.name)
        return RatedCell(Rating(item.code, rater, None, "", place), None, has_row=False)
    sheet = form.table.sheet
    value, place = sheet.value(row, column), sheet.place(row, column)
    found = plain(value)
    if raw := raws.get((row, column)):
        # A number computed by a formula is not a rating; but a label it shows was once chosen.
        level = None if raw.error else level_by_label(value, item)
        found = raw.error or found or raw.formula
        number = level.level if level else None
        return RatedCell(Rating(item.code, rater, number, found, place), level, raw=raw)
    level, verbatim = read_rating(value, item)
    other = None if verbatim else entry_of_another(found, item, jd)
    if other:
        level = None
    number = level.level if level else None
    return RatedCell(Rating(item.code, rater, number, found, place), level, verbatim, other)


def rating_problems(
    cells: tuple[RatedCell, ...], assessment: Assessment, form: FormTable, jd: JobDescription
) -> Iterator[Problem]:
    """Report what is wrong with the ratings; a form without any gets a single problem."""
    if not any(cell.rating.found for cell in cells):
        place = Place(assessment.file, form.table.sheet.name)
        count = len(jd.competencies)
        yield place.problem(Kind.FORM_BLANK, count=count, who=assessment.engineer.who)
        return
    of_record = assessment.rater_of_record
    hint = _hint(cells, of_record)
    for cell in cells:
        if not cell.rating.found:
            if cell.has_row and cell.rating.rater is of_record:
                yield _missing(cell.rating, hint, jd)
        elif not cell.verbatim:
            yield _problem_of(cell, jd)


def _hint(cells: tuple[RatedCell, ...], of_record: Rater) -> str:
    """A hint for when the assessor has started but not finished, and the engineer has finished."""
    own = [cell.level for cell in cells if cell.rating.rater is Rater.SELF]
    if of_record is Rater.SELF or None in own:
        return ""
    return "the self levels are complete, but are never taken for the assessor's"


def _missing(rating: Rating, hint: str, jd: JobDescription) -> Problem:
    item = jd.competency(rating.code)
    facts = {"rater": rating.rater.value, "code": item.code, "name": item.name}
    return rating.place.problem(Kind.RATING_MISSING, **facts, allowed=_allowed(item), hint=hint)


def _problem_of(cell: RatedCell, jd: JobDescription) -> Problem:
    """What is wrong with a cell that is not empty and not exactly a label."""
    rating, level, raw = cell.rating, cell.level, cell.raw
    item, problem = jd.competency(rating.code), rating.place.problem
    facts = {"rater": rating.rater.value, "code": item.code, "name": item.name}
    allowed, value = _allowed(item), quoted(rating.found)
    if raw and raw.error:
        return problem(Kind.RATING_ERROR_VALUE, **facts, value=raw.description, allowed=allowed)
    if raw:
        stored = "without a value" if rating.found == raw.formula else f"with the value {value}"
        facts |= {"value": f"{raw.description}, stored {stored}", "allowed": allowed}
        if level:
            return problem(Kind.RATING_FORMULA_READ, **facts, level=level.level)
        return problem(Kind.RATING_FORMULA, **facts)
    facts["value"] = value
    if cell.other:
        other = cell.other.code
        return problem(Kind.RATING_OF_ANOTHER_COMPETENCY, **facts, other=other, allowed=allowed)
    if level is None:
        return problem(Kind.RATING_NOT_ON_SCALE, **facts, allowed=allowed)
    entry = f"the entry of the drop-down, {quoted(level.entry)}"
    return problem(Kind.RATING_REWORDED, **facts, expected=entry, level=level.level)


def _allowed(item: Competency) -> str:
    return f"a level from {item.scale[0].level} to {item.max_level}" if item.scale else "no level"


def read_evidence(form: FormTable, jd: JobDescription) -> dict[str, str]:
    """Competency code → the evidence given; codes without any are left out."""
    texts = {code: _text(cell) for code, cell in _evidence(form, jd)}
    return {code: text for code, text in texts.items() if text}


def _evidence(form: FormTable, jd: JobDescription) -> Iterator[tuple[str, Cell]]:
    column = form.table.columns.get("evidence")
    for item in jd.competencies:
        if column is not None and item.code in form.rows:
            yield item.code, form.table.sheet.cell(form.rows[item.code], column)


def _text(cell: Cell) -> str:
    return lines(cell.value).strip() if isinstance(cell.value, str) else cell.text


def evidence_problems(
    form: FormTable, jd: JobDescription, raws: Mapping[Spot, RawCell]
) -> Iterator[Problem]:
    """Report evidence that a spreadsheet took for a formula because it begins with = or -."""
    for code, cell in _evidence(form, jd):
        if raw := raws.get((cell.row, cell.column)):
            name = jd.competency(code).name
            kept = _text(cell)
            hint = "the value stored with it was kept" if kept and not raw.error else ""
            yield cell.place.problem(
                Kind.EVIDENCE_FORMULA, code=code, name=name, value=raw.description, hint=hint
            )


class Reading(NamedTuple):
    """What a rating cell says.

    Attributes:
        level: the level chosen, or None if the cell is empty or not on the scale.
        verbatim: whether the cell has exactly the level's label.
    """

    level: Level | None
    verbatim: bool


def read_rating(value: object, competency: Competency) -> Reading:
    """Read a rating cell: the drop-down's label, or what people and programs turn it into.

    Besides the label itself, these are accepted: another case or spacing, the level's text without
    its number, a bare number (3, 3.0, "3"), and a number followed by other words (``3: …``).
    """
    if isinstance(value, str) and (level := _by_entry(competency).get(value)):
        return Reading(level, verbatim=True)
    if labelled := level_by_label(value, competency):
        return Reading(labelled, verbatim=False)
    text = plain(value)
    number, words = leading_level(text), key(_NUMBER.sub("", text))
    if any(words == key(level.text) and level.level != number for level in competency.scale):
        # The number of one level before the text of another: it is unclear which is meant.
        return Reading(None, verbatim=False)
    return Reading(competency.level(number), verbatim=False)


@lru_cache(maxsize=1024)
def _by_entry(competency: Competency) -> Mapping[str, Level]:
    """Entry of the drop-down → the level; of several with the same entry, the first."""
    return {level.entry: level for level in reversed(competency.scale)}


def level_by_label(value: object, competency: Competency) -> Level | None:
    """The level with this label or text, ignoring case and spacing; bare numbers do not count."""
    return _by_label(competency).get(key(value))


@lru_cache(maxsize=1024)
def _by_label(competency: Competency) -> Mapping[str, Level]:
    """Each way of writing a level in words → the level; of several with the same, the first."""
    return {
        text: level
        for level in reversed(competency.scale)
        for text in (key(level.entry), key(level.label), key(level.text))
        if text
    }


def entry_of_another(text: str, competency: Competency, jd: JobDescription) -> Competency | None:
    """The other competency whose drop-down has this entry, if this competency's does not.

    Sorting or pasting a single column has this result.
    """
    wanted = key(text)
    if not wanted or wanted in _entries(competency):
        return None
    others = (other for other in jd.competencies if other is not competency)
    return next((other for other in others if wanted in _entries(other)), None)


@lru_cache(maxsize=1024)
def _entries(competency: Competency) -> frozenset[str]:
    """The entries of the drop-down, in the form used to compare texts."""
    return frozenset(key(level.entry) for level in competency.scale)
