"""HTML of JDs, rosters, manifests and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from faie_sheets.notebook.markup import (
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
from faie_sheets.problems import Problem, Severity
from faie_sheets.records.form import Manifest
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.records.roster import Engineer, Roster
from faie_sheets.text.normalise import plain
from faie_sheets.wording import percent, shortened
from faie_sheets.workbook.cell_text import cell_text

_MOST_COMPETENCIES = 60
_MOST_RANKS = 12
_MOST_ROWS = 12
_MOST_PROBLEMS = 3
_COLUMNS = ("ID", "Name", "Unit", "Current rank", "Target rank", "Assessor")
_MOST_SHOWN = 20
_LONGEST = 240
_LONGEST_LINE = 500
_WASH = {Severity.ERROR: "bad", Severity.WARNING: "fair"}
_PROBLEM_COLUMNS = ("", "Where", "What was found", "Expected", "What to do")


def jd_html(jd: JobDescription) -> Html:
    """One JD."""
    document = jd.document
    date = document.effective_date
    total = sum((item.weight for item in jd.competencies), Fraction(0))
    return box(
        heading(jd.role or "Job description", document.code, document.version),
        facts(
            ("Effective", date.isoformat() if date else "–"),
            ("Ranks", len(jd.ranks)),
            ("Competencies", len(jd.competencies)),
            *([] if total == 100 else [badge(f"weights total {percent(total)}", "bad")]),
            *(severities(jd.problems) or [badge("✓ no problems", "good")]),
        ),
        _ranks(jd),
        _competencies(jd),
        most_frequent(jd.problems, _MOST_PROBLEMS),
    )


def _ranks(jd: JobDescription) -> Html:
    rows = [
        (
            rank.code,
            rank.title,
            "–" if rank.level is None else f"Level {rank.level}",
            rank.level_name,
        )
        for rank in jd.ranks[:_MOST_RANKS]
    ]
    left = len(jd.ranks) - len(rows)
    shown = table(("Rank", "Title", "Level", "Level name"), rows)
    return Html(shown + more(left, "ranks in .ranks"))


def _competencies(jd: JobDescription) -> Html:
    ranks = jd.rank_codes[:_MOST_RANKS]
    headers = ("Code", "Competency", "Weight", "Scale", *(f"{rank} requires" for rank in ranks))
    rows = [_competency(item, ranks) for item in jd.competencies[:_MOST_COMPETENCIES]]
    left = len(jd.competencies) - len(rows)
    return Html(table(headers, rows) + more(left, "competencies in .to_frame()"))


def _competency(item: Competency, ranks: tuple[str, ...]) -> tuple[Cell, ...]:
    scale = f"{item.scale[0].level} to {item.max_level}" if item.scale else "–"
    required = (item.required.get(rank) for rank in ranks)
    levels = (Html("–") if level is None else level for level in required)
    return (item.code, item.name, Html(percent(item.weight)), Html(scale), *levels)


def roster_html(roster: Roster) -> Html:
    """One roster."""
    rows = [_who(engineer) for engineer in roster.engineers[:_MOST_ROWS]]
    return box(
        heading("Roster", counted(len(roster), "engineer"), roster.file),
        facts(*(severities(roster.problems) or [badge("✓ no problems", "good")])),
        table(_COLUMNS, rows),
        more(len(roster) - len(rows), "engineers in .to_frame()"),
        most_frequent(roster.problems, _MOST_PROBLEMS),
    )


def manifest_html(manifest: Manifest) -> Html:
    """One manifest."""
    rows = [(*_who(form.engineer), form.file) for form in manifest.forms[:_MOST_ROWS]]
    return box(
        heading("Manifest", counted(len(manifest), "form")),
        facts(*(severities(manifest.problems) or [badge("✓ no problems", "good")])),
        note(f"In the folder {manifest.folder}") if manifest.folder else Html(""),
        table((*_COLUMNS, "File"), rows),
        more(len(manifest) - len(rows), "forms in .forms"),
        most_frequent(manifest.problems, _MOST_PROBLEMS),
    )


def _who(engineer: Engineer) -> tuple[str, ...]:
    return (
        engineer.id,
        engineer.name,
        engineer.unit,
        engineer.current_rank,
        engineer.target_rank,
        engineer.assessor,
    )


def problem_html(problem: Problem) -> Html:
    """One problem."""
    code = badge(problem.code, _WASH[problem.severity])
    return box(facts(code), _table([problem]))


def problems_html(problems: Sequence[Problem]) -> Html:
    """Several problems, errors first, otherwise in the order in which they were found."""
    if not problems:
        return box(facts(badge("✓ no problems", "good")))
    shown = sorted(problems, key=_is_warning)[:_MOST_SHOWN]
    left = len(problems) - len(shown)
    return box(
        facts(*severities(problems)),
        _table(shown),
        more(left, "problems, which a loop over them gives"),
    )


def problem_text(problem: Problem) -> str:
    """One problem on one line."""
    message = plain(cell_text(problem.message))
    return shortened(f"{problem.severity} {problem.code}: {message}", _LONGEST_LINE)


def problems_text(problems: Sequence[Problem]) -> str:
    """Several problems, one per line."""
    first = sorted(problems, key=_is_warning)[:_MOST_SHOWN]
    left = len(problems) - len(first)
    rest = [f"… and {left:,} more"] if left else []
    return "\n".join([*map(problem_text, first), *rest]) or "no problems"


def severities(problems: Sequence[Problem]) -> list[Html]:
    """Badges with the number of errors and of warnings, where there are any."""
    counts = Counter(problem.severity for problem in problems)
    return [
        badge(counted(counts[severity], str(severity)), wash)
        for severity, wash in _WASH.items()
        if counts[severity]
    ]


def most_frequent(problems: Sequence[Problem], most: int) -> Html:
    """A table of the kinds of problems, errors first, then by frequency, each with one message."""
    first: dict[str, Problem] = {}
    for problem in problems:
        first.setdefault(problem.code, problem)
    counts = Counter(problem.code for problem in problems)
    codes = sorted(first, key=lambda code: (_is_warning(first[code]), -counts[code]))
    rows = [
        (badge(code, _WASH[first[code].severity]), counts[code], first[code].message)
        for code in codes[:most]
    ]
    shown = table(("Problem", "Times", "The first"), rows, longest=_LONGEST)
    return Html(shown + more(len(codes) - most, "kinds of problems")) if rows else Html("")


def _is_warning(problem: Problem) -> bool:
    return problem.severity is Severity.WARNING


def _table(problems: Sequence[Problem]) -> Html:
    rows = [
        (
            badge(problem.severity, _WASH[problem.severity]),
            problem.where,
            problem.found,
            problem.expected,
            problem.fix,
        )
        for problem in problems
    ]
    return table(_PROBLEM_COLUMNS, rows, longest=_LONGEST)
