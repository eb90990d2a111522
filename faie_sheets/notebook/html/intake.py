"""An intake: what became of the files, who meets the target, who is missing, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from faie_sheets.notebook.html.markup import (
    Cell,
    Html,
    badge,
    box,
    counted,
    facts,
    heading,
    more,
    note,
    table,
)
from faie_sheets.notebook.html.problems import most_frequent, severities
from faie_sheets.notebook.html.result import verdict
from faie_sheets.records.intake import Intake, Outcome
from faie_sheets.records.result import Result
from faie_sheets.records.roster import Engineer
from faie_sheets.wording import BASIS, percent, rank_or_dash

_MOST_RESULTS = 12
_MOST_NAMES = 5
_MOST_CODES = 4
_MOST_PROBLEMS = 5
_COLUMNS = ("ID", "Name", "Unit", "Verdict", "Total", "Rank attained", "Basis", "Blocked by")


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
    return Html(table(_COLUMNS, rows, longest=60) + more(left, "engineers in .to_frame()"))


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
