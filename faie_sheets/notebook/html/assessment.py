"""An assessment: whose it is, how much is rated, what is wrong, and the levels side by side."""

from __future__ import annotations

from faie_sheets.notebook.html.markup import Html, box, facts, heading, more, note, table
from faie_sheets.notebook.html.problems import most_frequent, severities
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.ratings import Rater, Rating

_MOST_COMPETENCIES = 60
_MOST_PROBLEMS = 3
_LONGEST = 60
_COLUMNS = ("Code", "Self", "Assessor", "Evidence")


def assessment_html(assessment: Assessment) -> Html:
    """One assessment, not scored yet."""
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
        most_frequent(assessment.problems, _MOST_PROBLEMS),
        table(_COLUMNS, rows, longest=_LONGEST),
        more(len(codes) - len(rows), "competencies in .ratings"),
    )


def _level(rating: Rating | None) -> str:
    """The number and what the cell says after it; what was found where it is no level."""
    if rating is None or not rating.found:
        return "–"
    if rating.level is None:
        return f"✗ {rating.found}"
    number = str(rating.level)
    return rating.found if rating.found.startswith(number) else f"{number}: {rating.found}"
