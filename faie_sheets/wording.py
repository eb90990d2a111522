"""Words that summary, feedback and notebooks share, and texts from people made fit for cells."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from faie_sheets.records.assessment import Rater
from faie_sheets.records.intake import Outcome
from faie_sheets.records.result import Result, Status
from faie_sheets.text.normalise import plain
from faie_sheets.workbook.cell_text import cell_text

NOT_KNOWN = "–"
"""Shown where there is no value; an unknown total or rank is never 0."""
NO_RANK = "None"
"""The rank attained by someone below every rank."""

BASIS = {Rater.ASSESSOR: "Assessor", Rater.SELF: "Self (provisional)"}
STATUS = {Status.COMPLETE: "Complete", Status.INCOMPLETE: "Incomplete"}
OUTCOME = {outcome: outcome.value.capitalize() for outcome in Outcome}
MET, NOT_MET, NOT_DECIDED = "Met", "Not met", "Not decided"
_WIDEST_CODE = 18
VERDICT = {True: MET, False: NOT_MET, None: NOT_DECIDED}


def line_text(text: str) -> str:
    """A text on one line, such as a name, in NFC with single spaces and fit for a cell."""
    return cell_text(plain(text))


def shortened(text: str, longest: int) -> str:
    """Cut a text to at most ``longest`` characters, ending in an ellipsis if it was longer."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def code_width(codes: Iterable[str], least: float) -> float:
    """The width in characters of a column of codes: wider for long codes, up to a limit."""
    longest = max(map(len, codes), default=0)
    return max(least, min(longest + 2, _WIDEST_CODE))


def percent(value: Fraction | None) -> str:
    """A percentage as text, with as many decimals as needed, at most two.

    >>> percent(Fraction(15)), percent(Fraction(25, 2)), percent(None)
    ('15%', '12.5%', '–')
    """
    return NOT_KNOWN if value is None else f"{float(value):.2f}".rstrip("0").rstrip(".") + "%"


def share_or(absent: str, total: Fraction | None) -> float | str:
    """A total in percent as a cell holds it, as a fraction of 1; or ``absent`` if it is None."""
    return absent if total is None else float(total / 100)


def rank_or_dash(result: Result) -> str:
    """The rank attained; *None* below every rank, a dash while incomplete."""
    if result.status is Status.INCOMPLETE:
        return NOT_KNOWN
    return result.rank or NO_RANK


def target_of(result: Result) -> str:
    """The target rank; one that is not in the JD is marked as unknown."""
    if result.target_rank:
        return result.target_rank
    given = line_text(result.engineer.target_rank)
    return cell_text(f"{given} (unknown)") if given else NOT_KNOWN
