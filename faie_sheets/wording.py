"""The words of the summary, and texts from people made fit for a cell."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from faie_sheets.records.assessment import Rater
from faie_sheets.records.intake import Outcome
from faie_sheets.records.result import Result, Status
from faie_sheets.text.normalise import plain
from faie_sheets.workbook.cell_text import cell_text

NOT_KNOWN = "–"
"""Where there is nothing to show; a total or rank that is not known is never 0."""
NO_RANK = "None"
"""The rank attained by who is below every rank."""

BASIS = {Rater.ASSESSOR: "Assessor", Rater.SELF: "Self (provisional)"}
STATUS = {Status.COMPLETE: "Complete", Status.INCOMPLETE: "Incomplete"}
OUTCOME = {outcome: outcome.value.capitalize() for outcome in Outcome}
MET, NOT_MET, NOT_DECIDED = "Met", "Not met", "Not decided"
_WIDEST_CODE = 18
VERDICT = {True: MET, False: NOT_MET, None: NOT_DECIDED}


def line_text(text: str) -> str:
    """A text of one line, such as a name: NFC, single spaces, fit for a cell."""
    return cell_text(plain(text))


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters, ending in an ellipsis where it was longer."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def code_width(codes: Iterable[str], least: float) -> float:
    """The width in characters of a column of codes: more where they are long, to a limit."""
    longest = max(map(len, codes), default=0)
    return max(least, min(longest + 2, _WIDEST_CODE))


def percent(value: Fraction | None) -> str:
    """A number of percent in words, with as many decimals as it needs, at most two.

    >>> percent(Fraction(15)), percent(Fraction(25, 2)), percent(None)
    ('15%', '12.5%', '–')
    """
    return NOT_KNOWN if value is None else f"{float(value):.2f}".rstrip("0").rstrip(".") + "%"


def share_or(absent: str, total: Fraction | None) -> float | str:
    """A total in percent as a cell holds it, a fraction of 1; or what stands where it is absent."""
    return absent if total is None else float(total / 100)


def rank_or_dash(result: Result) -> str:
    """The rank attained, *None* below every rank, the dash while incomplete."""
    if result.status is Status.INCOMPLETE:
        return NOT_KNOWN
    return result.rank or NO_RANK


def target_of(result: Result) -> str:
    """The target rank; one that the JD does not have is marked, so that it counts for none."""
    if result.target_rank:
        return result.target_rank
    given = line_text(result.engineer.target_rank)
    return cell_text(f"{given} (unknown)") if given else NOT_KNOWN
