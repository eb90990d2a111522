"""A JD: its document, its ranks, and the competencies with weights and required levels."""

from __future__ import annotations

from fractions import Fraction

from faie_sheets.notebook.html.markup import Cell, Html, badge, box, facts, heading, more, table
from faie_sheets.notebook.html.problems import most_frequent, severities
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.wording import percent

_MOST_COMPETENCIES = 60
_MOST_RANKS = 12
_MOST_PROBLEMS = 3


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
