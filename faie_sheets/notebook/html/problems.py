"""A problem, and a list of them: how much it matters, where, what was found and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from faie_sheets.notebook.html.markup import Html, badge, box, counted, facts, more, table
from faie_sheets.problems import Problem, Severity
from faie_sheets.text.normalise import plain
from faie_sheets.wording import shortened
from faie_sheets.workbook.cell_text import cell_text

_MOST_PROBLEMS = 20
_LONGEST = 240
_LONGEST_LINE = 500
_WASH = {Severity.ERROR: "bad", Severity.WARNING: "fair"}
_COLUMNS = ("", "Where", "What was found", "Expected", "What to do")


def problem_html(problem: Problem) -> Html:
    """One problem."""
    code = badge(problem.code, _WASH[problem.severity])
    return box(facts(code), _table([problem]))


def problems_html(problems: Sequence[Problem]) -> Html:
    """Several problems, errors first; in the order in which they were found among equals."""
    if not problems:
        return box(facts(badge("✓ no problems", "good")))
    shown = sorted(problems, key=_is_warning)[:_MOST_PROBLEMS]
    left = len(problems) - len(shown)
    return box(
        facts(*severities(problems)),
        _table(shown),
        more(left, "problems, which a loop over them gives"),
    )


def problem_text(problem: Problem) -> str:
    """One problem as a line."""
    message = plain(cell_text(problem.message))
    return shortened(f"{problem.severity} {problem.code}: {message}", _LONGEST_LINE)


def problems_text(problems: Sequence[Problem]) -> str:
    """Several problems, a line each."""
    first = sorted(problems, key=_is_warning)[:_MOST_PROBLEMS]
    left = len(problems) - len(first)
    rest = [f"… and {left:,} more"] if left else []
    return "\n".join([*map(problem_text, first), *rest]) or "no problems"


def severities(problems: Sequence[Problem]) -> list[Html]:
    """How many errors and warnings there are, those that there are."""
    counts = Counter(problem.severity for problem in problems)
    return [
        badge(counted(counts[severity], str(severity)), wash)
        for severity, wash in _WASH.items()
        if counts[severity]
    ]


def most_frequent(problems: Sequence[Problem], most: int) -> Html:
    """The kinds of problems, errors first and then the most frequent, each with one message."""
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
    return table(_COLUMNS, rows, longest=_LONGEST)
