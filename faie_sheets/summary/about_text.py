"""What the sheet *About* says, as pairs of name and value."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from faie_sheets.excel.text import lines
from faie_sheets.records.job_description import JobDescription
from faie_sheets.scoring import points
from faie_sheets.summary.places import Column
from faie_sheets.summary.results import TITLES
from faie_sheets.summary.wording import NO_RANK, NOT_KNOWN, line_text, percent

Facts = list[tuple[str, str]]


def document(jd: JobDescription, version: str, written: dt.date | None) -> Facts:
    """Which JD decided, by which version of the library, and when where that is known."""
    effective = jd.document.effective_date
    found = Counter(str(problem.severity) for problem in jd.problems)
    findings = ", ".join(f"{severity}s: {count}" for severity, count in sorted(found.items()))
    facts = [
        ("Role", line_text(jd.role)),
        ("Document code", line_text(jd.document.code)),
        ("Version", line_text(jd.document.version)),
        ("Effective date", effective.isoformat() if effective else ""),
        ("Fingerprint of what decides a score", jd.fingerprint),
        ("Inconsistencies found in the JD", findings or "none"),
        ("Ranks, lowest first", "; ".join(f"{rank.code} {rank.title}" for rank in jd.ranks)),
        ("Made with", f"faie_sheets {version}"),
    ]
    if written:
        facts.append(("Written on", written.isoformat()))
    return [(name, value or NOT_KNOWN) for name, value in facts]


def scoring(jd: JobDescription) -> Facts:
    """The rules as the JD states them, with one worked line."""
    return [
        ("Points, in the words of the JD", lines(jd.scoring_rule) or NOT_KNOWN),
        ("For example", _worked(jd)),
        ("Mandatory items, in the words of the JD", lines(jd.mandatory_rule) or NOT_KNOWN),
        (
            "Rank attained",
            "The highest rank whose every required level is met. Points never buy a rank: one "
            f"competency below its requirement is enough to miss it. “{NO_RANK}” is below all.",
        ),
        (
            "Missing ratings",
            "Blank is not 0. Level 0 is a rating; one missing rating leaves an assessment "
            "incomplete, with no total and no rank.",
        ),
        (
            "Result of record",
            "The assessor's ratings where the assessor has rated anything; else the "
            "self-assessment, which is provisional. The two are never mixed.",
        ),
        (
            "Live figures",
            "Totals, ranks, counts and shares are formulas over the levels in the sheet Matrix. "
            "Texts, colours of levels and the lists of blockers are as they were read.",
        ),
    ]


def _worked(jd: JobDescription) -> str:
    item = max(jd.competencies, key=lambda item: (item.max_level > 0, item.weight))
    if not item.max_level:
        return "No competency has a scale, so no points can be made."
    top = item.max_level
    earned = f"{float(100 * points(top, item)):.1f}%"
    share = f"{top} × {percent(item.weight)} ÷ {top}"
    words = f"{item.code} {line_text(item.name)}: level {top} of {top} at weight "
    return f"{words}{percent(item.weight)} gives {share} = {earned}."


def columns() -> Facts:
    """What the columns of the sheets hold."""
    meanings = {
        Column.TARGET: "the rank that the assessment is held against",
        Column.ATTAINED: "see Rank attained above; a dash while the assessment is incomplete",
        Column.TOTAL: "sum of the points of record; a perfect assessment has the sum of weights",
        Column.BASIS: "whose ratings are of record; Self (provisional) where no assessor has rated",
        Column.STATUS: "Complete when every competency has a level of record",
        Column.MEETS: "whether every level that the target rank requires is met; empty where that "
        "cannot be said",
        Column.BLOCKS: "each competency below the target rank with the levels that are missing to "
        "it (+1); or the competencies that are not rated",
        Column.SELF_TOTAL: "total of the engineer's own ratings; a dash while they are incomplete",
        Column.ASSESSOR_TOTAL: "total of the assessor's ratings; a dash while they are incomplete",
        Column.PROBLEMS: "how many problems the file has, listed in the sheet Problems",
        Column.FILE: "the file that the result was read from",
    }
    facts = [
        (f"Results: {TITLES[column]}", f"{text[0].upper()}{text[1:]}.")
        for column, text in meanings.items()
    ]
    return [
        *facts,
        ("Matrix: Competencies short of …", "How many competencies are below that rank."),
        ("Gaps: Gap", "Required level − rated level."),
        ("Self vs assessor: Difference", "Assessor − self; of totals, in percentage points."),
        (
            "Files: Outcome",
            "Scored: read and complete. Incomplete: read, ratings missing. Rejected: not usable. "
            "Superseded: another form of the same engineer counts.",
        ),
    ]
