"""How a notebook shows records: the facts that readers look for first, as tidy HTML.

``html_of`` is what a record's ``_repr_html_`` returns, and ``text_of`` what IPython's terminal
shows. Both are limited in length, however large the record; frames have everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from faie_sheets.notebook.html_of_lists import (
    jd_html,
    manifest_html,
    most_frequent,
    problem_html,
    problem_text,
    problems_html,
    problems_text,
    roster_html,
    severities,
)
from faie_sheets.notebook.markup import (
    Cell,
    Html,
    above_the_tables,
    badge,
    box,
    counted,
    facts,
    heading,
    more,
    note,
    table,
)
from faie_sheets.problems import Problem, Problems
from faie_sheets.records.assessment import Assessment, Rater, Rating
from faie_sheets.records.form import Manifest
from faie_sheets.records.intake import Intake, Outcome
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import ItemResult, Result, Status
from faie_sheets.records.roster import Engineer, Roster
from faie_sheets.wording import BASIS, percent, rank_or_dash

__all__ = ["html_of", "text_of"]


_MOST_OF_ASSESSMENT = 3
_LONGEST = 60
_ASSESSMENT_COLUMNS = ("Code", "Self", "Assessor", "Evidence")
_MOST_COMPETENCIES = 60
_MOST_BLOCKING = 5
_RESULT_COLUMNS = ("Code", "Competency", "Level", "Required", "Gap", "Points")
_MOST_RESULTS = 12
_MOST_NAMES = 5
_MOST_CODES = 4
_MOST_PROBLEMS = 5
_INTAKE_COLUMNS = ("ID", "Name", "Unit", "Verdict", "Total", "Rank attained", "Basis", "Blocked by")


def assessment_html(assessment: Assessment) -> Html:
    """One assessment, not yet scored."""
    engineer = assessment.engineer
    own, assessors = (assessment.ratings_by(rater) for rater in Rater)
    codes = list(dict.fromkeys((*own, *assessors)))
    rows = [
        (
            code,
            _level(own.get(code)),
            _level(assessors.get(code)),
            assessment.evidence.get(code, ""),
        )
        for code in codes[:_MOST_COMPETENCIES]
    ]
    rated = [sum(r.level is not None for r in ratings.values()) for ratings in (own, assessors)]
    return box(
        heading(engineer.who or "Nobody named", engineer.unit, engineer.period),
        facts(
            ("Target rank", engineer.target_rank or "–"),
            ("Self rated", f"{rated[0]} of {len(codes)}"),
            ("Assessor rated", f"{rated[1]} of {len(codes)}"),
            ("Assessor", engineer.assessor or "–"),
            *severities(assessment.problems),
        ),
        note(f"File: {assessment.file}") if assessment.file else Html(""),
        most_frequent(assessment.problems, _MOST_OF_ASSESSMENT),
        table(_ASSESSMENT_COLUMNS, rows, longest=_LONGEST),
        more(len(codes) - len(rows), "competencies in .ratings"),
    )


def _level(rating: Rating | None) -> str:
    """The level's number and the rest of the cell; or the cell's text if it is not a level."""
    if rating is None or not rating.found:
        return "–"
    if rating.level is None:
        return f"✗ {rating.found}"
    number = str(rating.level)
    return rating.found if rating.found.startswith(number) else f"{number}: {rating.found}"


def result_html(result: Result) -> Html:
    """One result, by the ratings that count; with the other rater's total where there is one."""
    engineer = result.engineer
    return box(
        heading(engineer.who or "Nobody named", engineer.unit, engineer.period),
        facts(
            verdict(result),
            ("Total", percent(result.total)),
            ("Rank attained", rank_or_dash(result)),
            ("Basis", BASIS[result.basis]),
            *_other_total(result),
        ),
        _blocking(result),
        _levels(result.items),
    )


def verdict(result: Result) -> Html:
    """Whether the target rank is met, as a word and a symbol."""
    if result.status is Status.INCOMPLETE:
        missing = counted(len(result.missing), "rating")
        return badge(f"… {missing} missing", "open")
    if result.target_rank is None:
        return badge("? no target rank", "open")
    if result.meets_target:
        return badge(f"✓ meets {result.target_rank}", "good")
    return badge(f"✗ does not meet {result.target_rank}", "bad")


def gap_mark(item: ItemResult) -> Html:
    """How many levels a rating is short, with a symbol, or how many it is above, with a plus."""
    if item.gap is None:
        return Html("")
    if item.gap > 0:
        return badge(f"▼ {item.gap} short", "bad" if item.gap > 1 else "fair")
    return Html(f"+{-item.gap}" if item.gap else "✓")


def _other_total(result: Result) -> list[tuple[str, object]]:
    if result.provisional or not any(item.level is not None for item in result.self_score.items):
        return []
    return [("Self total", percent(result.self_score.total))]


def _blocking(result: Result) -> Html:
    if result.missing:
        return _named("Not rated", [(item, "") for item in result.items if item.level is None])
    short = sorted(result.record.gaps, key=lambda item: -item.short)
    named = [(item, f" ({counted(item.short, 'level')} short)") for item in short]
    return _named("Blocked by", named)


def _named(words: str, items: Sequence[tuple[ItemResult, str]]) -> Html:
    if not items:
        return Html("")
    shown = "; ".join(
        f"{item.code} {item.name}"[:70] + after for item, after in items[:_MOST_BLOCKING]
    )
    left = len(items) - _MOST_BLOCKING
    return note(f"{words}: {shown}{f'; and {left} more' if left > 0 else ''}", longest=600)


def _levels(items: Sequence[ItemResult]) -> Html:
    rows = [
        (
            item.code,
            item.name,
            Html("–") if item.level is None else Html(f"{item.level} of {item.max_level}"),
            Html("–") if item.required is None else item.required,
            gap_mark(item),
            Html("–") if item.points is None else Html(percent(100 * item.points)),
        )
        for item in items[:_MOST_COMPETENCIES]
    ]
    left = len(items) - len(rows)
    return Html(table(_RESULT_COLUMNS, rows) + more(left, "competencies in .items"))


def intake_html(intake: Intake) -> Html:
    """One batch."""
    files = counted(len(intake.files), "file") if intake.files else ""
    return box(
        heading("Intake", counted(len(intake), "engineer"), files, intake.jd.role),
        _outcomes(intake) if intake.files else Html(""),
        facts(*_verdicts(intake), *severities(intake.problems)),
        _names("Not returned", intake.missing),
        _names("Late", intake.late),
        _results(intake),
        most_frequent(intake.problems, _MOST_PROBLEMS),
    )


def _outcomes(intake: Intake) -> Html:
    return facts(*((str(outcome), f"{intake.count(outcome):,}") for outcome in Outcome))


def _verdicts(intake: Intake) -> list[tuple[str, object] | Html]:
    met = sum(result.meets_target is True for result in intake)
    short = sum(result.meets_target is False for result in intake)
    provisional = sum(result.provisional for result in intake)
    return [
        badge(f"✓ {met:,} meet their target rank", "good"),
        badge(f"✗ {short:,} do not", "bad"),
        badge(f"… {len(intake) - met - short:,} not decided", "open"),
        ("provisional", f"{provisional:,}"),
    ]


def _names(words: str, engineers: Sequence[Engineer]) -> Html:
    if not engineers:
        return Html("")
    names = ", ".join(engineer.who[:50] for engineer in engineers[:_MOST_NAMES])
    left = len(engineers) - _MOST_NAMES
    others = f" and {left:,} more" if left > 0 else ""
    return note(f"{words} ({len(engineers):,}): {names}{others}", longest=600)


def _results(intake: Intake) -> Html:
    if not intake.results:
        return note("No assessment could be read.")
    rows = [_row(result) for result in intake.results[:_MOST_RESULTS]]
    left = len(intake) - len(rows)
    return Html(table(_INTAKE_COLUMNS, rows, longest=60) + more(left, "engineers in .to_frame()"))


def _row(result: Result) -> tuple[Cell, ...]:
    engineer = result.engineer
    gaps = () if result.missing else result.record.gaps
    codes = ", ".join(item.code for item in gaps[:_MOST_CODES])
    left = len(gaps) - _MOST_CODES
    return (
        engineer.id,
        engineer.name,
        engineer.unit,
        verdict(result),
        Html(percent(result.total)),
        rank_or_dash(result),
        BASIS[result.basis],
        f"{codes} and {left} more" if left > 0 else codes,
    )


@singledispatch
def html_of(record: object) -> Html:
    """A record as HTML.

    Raises:
        TypeError: records of this type cannot be shown.
    """
    raise TypeError(f"{type(record).__name__} cannot be shown as HTML")


html_of.register(Assessment)(assessment_html)
html_of.register(Intake)(intake_html)
html_of.register(JobDescription)(jd_html)
html_of.register(Manifest)(manifest_html)
html_of.register(Problem)(problem_html)
html_of.register(Problems)(problems_html)
html_of.register(Result)(result_html)
html_of.register(Roster)(roster_html)


@singledispatch
def text_of(record: object) -> str:
    """A record as text: the lines above the first table of its HTML."""
    return above_the_tables(html_of(record))


text_of.register(Problem)(problem_text)
text_of.register(Problems)(problems_text)
