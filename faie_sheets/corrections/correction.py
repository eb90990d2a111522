"""What the people who filled a form in are asked to correct, competency by competency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from faie_sheets.problems import Act, Kind, Place, Problem, follow_up_of, quoted
from faie_sheets.records.assessment import Rater, Rating
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result

_ROW = re.compile(r"\d+$")
_EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell to correct or to look at, in words for the person who filled it in.

    Attributes:
        act: ``CORRECT`` or ``CHECK``.
        code: code of the competency, or ``""`` where it is about the whole form.
        field: the column: ``self``, ``assessor`` or ``evidence``; ``""`` for the whole form.
        found: what was found.
        allowed: what is allowed there.
        to_do: what to do.
    """

    act: Act
    code: str
    field: str
    found: str
    allowed: str
    to_do: str


def corrections(
    result: Result, problems: Iterable[Problem], jd: JobDescription
) -> tuple[Correction, ...]:
    """What to correct in the form of a result, then what to look at; each cell once."""
    found: dict[tuple[str, str, str], Correction] = {}
    for problem in problems:
        for correction in _corrections(problem, result, jd):
            spot = (correction.code, correction.field, "" if correction.code else problem.code)
            if spot not in found or correction.act is Act.CORRECT:
                found[spot] = correction
    order = {item.code: number for number, item in enumerate(jd.competencies)}
    return tuple(
        sorted(found.values(), key=lambda c: (c.act is not Act.CORRECT, order.get(c.code, -1)))
    )


def _corrections(problem: Problem, result: Result, jd: JobDescription) -> Iterator[Correction]:
    follow_up = follow_up_of(problem.code)
    if not (letter := follow_up.letter):
        return
    facts = {"was": "", "level": "", "sheet": _sheet_read(result)}
    if not (spots := list(_spots(problem, result, jd))):
        found = letter.found.format_map(facts)
        yield Correction(follow_up.act, "", "", found, "", letter.to_do)
    for code, field in spots:
        rating = next(
            (r for r in result.assessment.ratings if r.code == code and r.rater == field), None
        )
        if rating:
            facts |= {"was": quoted(rating.found), "level": str(rating.level)}
        found = letter.found.format_map(facts)
        allowed = "Any text" if field == _EVIDENCE else _allowed(jd, code)
        yield Correction(follow_up.act, code, field, found, allowed, letter.to_do)


def _spots(problem: Problem, result: Result, jd: JobDescription) -> Iterator[tuple[str, str]]:
    """Competency code and column of the cells that a problem is about; none: the whole form."""
    of_record = result.basis
    if problem.code == Kind.FORM_BLANK.code:
        yield from ((item.code, of_record.value) for item in jd.competencies)
    elif kind := _ROW_KINDS.get(problem.code):
        for item in jd.competencies:
            said = Place().problem(kind, code=item.code, name=item.name, other="").found
            if problem.found == said:
                yield item.code, of_record.value
    elif problem.cell:
        ratings = result.assessment.ratings
        here = (problem.sheet, problem.cell)
        yield from ((r.code, r.rater.value) for r in ratings if _cell(r) == here)
        if problem.code == Kind.EVIDENCE_FORMULA.code:
            in_row = {r.code for r in ratings if _row(r.place) == _row(problem)}
            yield from ((code, _EVIDENCE) for code in sorted(in_row))


_ROW_KINDS = {kind.code: kind for kind in (Kind.FORM_ROW_MISSING, Kind.FORM_ROW_REPEATED)}


def _cell(rating: Rating) -> tuple[str, str]:
    return rating.place.sheet, rating.place.cell


def _row(place: Place | Problem) -> tuple[str, str] | None:
    match = _ROW.search(place.cell)
    return (place.sheet, match[0]) if match else None


def _sheet_read(result: Result) -> str:
    return quoted(next((r.place.sheet for r in result.assessment.ratings), ""))


def _allowed(jd: JobDescription, code: str) -> str:
    scale = jd.competency(code).scale
    return f"One level of its list, {scale[0].level} to {scale[-1].level}" if scale else "No level"


def raters(asked: Iterable[Correction]) -> tuple[Rater, ...]:
    """Whom the corrections ask: the engineer, the assessor or both."""
    fields = {correction.field for correction in asked if correction.act is Act.CORRECT}
    # What is about the whole form, or about its evidence, is for the engineer.
    wanted = {Rater.ASSESSOR if field == Rater.ASSESSOR else Rater.SELF for field in fields}
    return tuple(rater for rater in Rater if rater in wanted)
