"""The workbook of one engineer: who, where they stand, the levels, and what to work towards."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from xlsxwriter import Workbook

from faie_sheets.feedback import sentences
from faie_sheets.feedback.levels import LevelsTable, write_levels_chart, write_levels_table
from faie_sheets.feedback.page import (
    ASSESSOR,
    BAND_DOCUMENT,
    BAND_ROLE,
    BAND_TITLE,
    BARS,
    CLOSING,
    CODE,
    EVIDENCE,
    GAP,
    INDENTED,
    LABEL,
    LAST,
    MET,
    NAME,
    NEXT,
    NOTICE,
    POINTS,
    REQUIRED,
    SELF,
    STEP,
    VALUE,
    VERDICT,
    VERDICT_TOTAL,
    Page,
    Span,
)
from faie_sheets.feedback.sentences import Goal, Step, goal_of
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.wording import NOT_KNOWN, line_text, share_or, shortened, target_of
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import BOLD, CELL, HEADER, SECTION, Formats, Look
from faie_sheets.workbook.write.worksheet import TEXT_IS_TEXT, Worksheet

SHEET = "Feedback"
"""Name of the only sheet."""

_CREATED = dt.datetime(2026, 1, 1)
"""The same result gives the same file, so no clock is read."""
_LONGEST_FOOTER, _LONGEST_TITLE, _LONGEST_FACT = 100, 200, 120


def feedback_bytes(result: Result, jd: JobDescription) -> bytes:
    """The content of one engineer's workbook; the same result gives the same bytes."""
    buffer = io.BytesIO()
    workbook = Workbook(buffer, {"in_memory": True, **TEXT_IS_TEXT})
    title = shortened(line_text(f"{jd.role}: feedback"), _LONGEST_TITLE)
    workbook.set_properties({"title": title, "created": _CREATED})
    formats = Formats(workbook)
    sheet = SheetWriter(workbook.add_worksheet(SHEET, Worksheet), formats, SHEET)
    whose = line_text(f"{result.engineer.who} · {jd.role}")
    page = Page(sheet, formats, shortened(whose, _LONGEST_FOOTER))
    _write_head(page, result, jd)
    verdict_row = _write_verdict(page, result, jd)
    place = _write_levels(page, result, jd, workbook)
    total = a1(place.total, POINTS)
    share = share_or(NOT_KNOWN, result.total)
    sheet.formula(verdict_row, MET, f"={total}", page.look(VERDICT_TOTAL), share)
    _write_steps(page, result, jd)
    page.finish()
    workbook.close()
    return buffer.getvalue()


def _write_head(page: Page, result: Result, jd: JobDescription) -> None:
    document, engineer = jd.document, result.engineer
    dated = f"{document.effective_date:%d %b %Y}" if document.effective_date else ""
    shown = (document.code, f"version {document.version}" if document.version else "", dated)
    page.whole("Feedback on your competency assessment", BAND_TITLE, least=36)
    page.line(
        Span(CODE, ASSESSOR, line_text(jd.role), BAND_ROLE),
        Span(BARS, LAST, line_text("  ·  ".join(filter(None, shown))), BAND_DOCUMENT),
        least=24,
    )
    page.gap()
    target = (
        sentences.rank_name(result.target_rank, jd) if result.target_rank else target_of(result)
    )
    current = jd.rank(engineer.current_rank)
    held = sentences.rank_name(current.code, jd) if current else line_text(engineer.current_rank)
    for left, text, right, other in (
        ("Name", engineer.name, "Current rank", held),
        ("ID", engineer.id, "Target rank", target),
        ("Unit", engineer.unit, "Assessor", engineer.assessor),
        ("Period", engineer.period, "Based on", sentences.BASED_ON[result.basis]),
    ):
        page.line(
            Span(CODE, CODE, left, LABEL),
            Span(NAME, NAME, _fact(text), VALUE),
            Span(SELF, ASSESSOR, right, LABEL),
            Span(BARS, LAST, _fact(other), VALUE),
        )
    page.gap()


def _fact(text: str) -> str:
    return shortened(line_text(text), _LONGEST_FACT) or NOT_KNOWN


def _write_verdict(page: Page, result: Result, jd: JobDescription) -> int:
    """Write the verdict, room for the total, and what has to be known; return the verdict's row."""
    row = page.line(
        Span(CODE, GAP, sentences.verdict_sentence(result, jd), VERDICT),
        Span(MET, LAST, "", VERDICT_TOTAL),
        least=42,
    )
    for notice in sentences.notices(result, jd):
        page.gap()
        page.whole(notice, NOTICE, least=24)
    page.gap()
    return row


def _write_levels(page: Page, result: Result, jd: JobDescription, workbook: Any) -> LevelsTable:
    against = f", and what {result.target_rank} requires" if result.target_rank else ""
    title = line_text(f"Your levels{against}")
    page.whole(title, SECTION)
    place = write_levels_table(page, result, jd)
    write_levels_chart(
        page, result, jd, place, workbook, f"{title}: a bar and a frame a competency"
    )
    page.whole(
        "Points are weight × level ÷ top of the scale. Levels decide the rank, never points: every "
        "level that it requires has to be met.",
        CLOSING,
    )
    page.gap()
    return place


def _write_steps(page: Page, result: Result, jd: JobDescription) -> None:
    goal = goal_of(result, jd)
    evidence = sentences.evidence_of(result)
    page.whole(sentences.goal_title(goal, jd), SECTION)
    if goal and goal.steps:
        _write_goal(page, goal, evidence)
    else:
        page.whole(sentences.no_steps(result, goal, jd), STEP, least=24)
    listed = {step.competency.code for step in goal.steps} if goal else set()
    others = [item for item in jd.competencies if item.code in evidence.keys() - listed]
    if others:
        page.gap()
        page.whole("Evidence for the other competencies" if listed else "Evidence", SECTION)
        for item in others:
            page.line(
                Span(CODE, CODE, line_text(item.code), {**STEP, **BOLD, **CELL}),
                Span(NAME, NAME, line_text(item.name), {**CELL, **STEP}),
                Span(SELF, LAST, evidence[item.code], {**CELL, **EVIDENCE, **INDENTED}),
            )


def _write_goal(page: Page, goal: Goal, evidence: dict[str, str]) -> None:
    header = page.line(
        Span(CODE, NAME, "Competency", HEADER),
        Span(SELF, BARS, "Where you are", {**HEADER, **INDENTED}),
        Span(REQUIRED, LAST, "The next level to work towards", {**HEADER, **INDENTED}),
    )
    page.sheet.worksheet.repeat_rows(header)
    for step in goal.steps:
        _write_step(page, step, goal.rank, evidence.get(step.competency.code))


def _write_step(page: Page, step: Step, rank: str, evidence: str | None) -> None:
    """Write a gap: the competency, its level now and the next one, and under them the evidence."""
    cell: Look = {**CELL, **STEP, "bottom": 0 if evidence else 1}
    page.line(
        Span(CODE, CODE, line_text(step.competency.code), {**cell, **BOLD}),
        Span(NAME, NAME, line_text(step.competency.name), {**cell, **BOLD}),
        Span(SELF, BARS, line_text(sentences.where_now(step)), {**cell, **INDENTED}),
        Span(REQUIRED, LAST, line_text(sentences.what_next(step, rank)), {**cell, **NEXT}),
    )
    if evidence:
        page.line(
            Span(CODE, CODE, "", CELL),
            Span(NAME, LAST, f"Your evidence: {evidence}", {**CELL, **EVIDENCE}),
            least=17,
        )
