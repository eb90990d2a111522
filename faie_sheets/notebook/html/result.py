"""A result: the verdict, the total, the rank, what blocks, and every competency's level."""

from __future__ import annotations

from collections.abc import Sequence

from faie_sheets.notebook.html.markup import (
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
from faie_sheets.records.result import ItemResult, Result, Status
from faie_sheets.wording import BASIS, percent, rank_or_dash

_MOST_COMPETENCIES = 60
_MOST_BLOCKING = 5
_COLUMNS = ("Code", "Competency", "Level", "Required", "Gap", "Points")


def result_html(result: Result) -> Html:
    """One result of record; the other rater's total stands beside it where there is one."""
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
    """Whether the target rank is met, in a word and a mark."""
    if result.status is Status.INCOMPLETE:
        missing = counted(len(result.missing), "rating")
        return badge(f"… {missing} missing", "open")
    if result.target_rank is None:
        return badge("? no target rank", "open")
    if result.meets_target:
        return badge(f"✓ meets {result.target_rank}", "good")
    return badge(f"✗ does not meet {result.target_rank}", "bad")


def gap_mark(item: ItemResult) -> Html:
    """By how many levels a rating is short, with a mark; how far it is beyond with a plus."""
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
    return Html(table(_COLUMNS, rows) + more(left, "competencies in .items"))
