"""Sheet *Gaps*: in what, and by how much, engineers are short of their target ranks.

Every figure counts rows of the sheet *Matrix*. The lists (``gap_lists``) are sheets of their own:
they need a few wide columns and a header that stays in view; the units need many narrow columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from faie_sheets.layouts.summary import GAPS
from faie_sheets.scoring.gaps import CompetencyGap, competency_gaps
from faie_sheets.summary.book import SummaryBook, names_of
from faie_sheets.summary.formulas import GapFormulas
from faie_sheets.summary.gaps_by_unit import Together, unit_columns, write_gaps_by_unit
from faie_sheets.summary.lines import units_of
from faie_sheets.wording import NOT_KNOWN, code_width
from faie_sheets.workbook.addresses import a1, down
from faie_sheets.workbook.write.sheet import GAP_HEIGHT, SheetWriter
from faie_sheets.workbook.write.style import (
    BOLD,
    CELL,
    COUNT,
    HEADER,
    HEADER_CENTRED,
    PALE_BAR,
    PERCENT,
    SECTION,
    SENTENCE,
    TOTAL_ROW,
    Look,
)

HEADLINE = 2
"""Row of the sentence that says how many are one level away, in the first column."""
_TITLE, _HEADER, _FIRST = 4, 5, 6

CODE, NAME = 0, 1
RATED, BY_1, BY_2, BY_MORE, SHORT, PROVISIONAL, SHARE, LEVELS, MEAN, STEPS, STEPS_PROVISIONAL = (
    range(2, 13)
)
_COUNTED = (RATED, BY_1, BY_2, BY_MORE, PROVISIONAL, LEVELS, STEPS, STEPS_PROVISIONAL)
"""What is counted in the matrix; the others follow from these."""
_TITLES = (
    "Code", "Competency", "Rated", "Short by 1 level", "Short by 2", "Short by 3 or more",
    "Short in all", "of these provisional", "Short, share of rated", "Levels missing",
    "Mean of those short", "One level more here alone meets the target", "of these provisional",
)  # fmt: skip
_CODE_WIDTH, _NAME_WIDTH, _FIGURE_WIDTH = 10, 39, 11
_MEAN_LOOK: Look = {"num_format": "0.00"}
_HEADLINE: Look = {**SENTENCE, "bold": True, "valign": "vcenter"}


def write_gaps(book: SummaryBook) -> None:
    """Write the sheet *Gaps*."""
    units = units_of(book.lines, book.places.levels)
    figures = max(STEPS_PROVISIONAL - RATED + 1, unit_columns(units))
    subtitle = (
        "Ratings of record below what the engineer's target rank requires. Ratings of incomplete "
        "assessments count, missing ones do not; provisional: by the self-assessment alone."
    )
    codes = code_width((item.code for item in book.jd.competencies), _CODE_WIDTH)
    sheet = book.begin(GAPS, subtitle, codes, _NAME_WIDTH, *[_FIGURE_WIDTH] * figures)
    if not any(line.result.target_rank for line in book.lines):
        nothing = "No assessment with a known target rank has been read, so nobody is short of one."
        book.sentence(sheet, HEADLINE, nothing)
        return
    found = competency_gaps((line.result for line in book.lines), book.jd)
    rows = sorted(enumerate(found), key=lambda gap: (-gap[1].short, -gap[1].levels))
    _write_headline(book, sheet, _FIRST + len(rows), found)
    _write_competencies(book, sheet, rows)
    together = [
        Together(index, gap, a1(row, SHORT), a1(row, RATED))
        for row, (index, gap) in enumerate(rows, _FIRST)
    ]
    write_gaps_by_unit(book, sheet, _FIRST + len(rows) + 2, units, together)


def headline(steps: int, provisional: int) -> str:
    """How many engineers are one level in one competency away from their target, in words."""
    engineers = "1 engineer is" if steps == 1 else f"{steps} engineers are"
    rest = f", {provisional} of these on a provisional result." if provisional else "."
    return f"{engineers} one level in one competency away from their target{rest}"


def _write_headline(
    book: SummaryBook, sheet: SheetWriter, total: int, found: Sequence[CompetencyGap]
) -> None:
    """Write the sentence as a formula over the total of those who are one level away."""
    steps, provisional = a1(total, STEPS), a1(total, STEPS_PROVISIONAL)
    formula = (
        f'=IF({steps}=1,"1 engineer is",{steps}&" engineers are")'
        '&" one level in one competency away from their target"'
        f'&IF({provisional}=0,".",", "&{provisional}&" of these on a provisional result.")'
    )
    words = headline(
        sum(gap.last_steps for gap in found), sum(gap.provisional_last_steps for gap in found)
    )
    look = book.formats.of(_HEADLINE)
    sheet.height(HEADLINE, 26)
    sheet.merge((HEADLINE, 0, HEADLINE, len(sheet.widths) - 1), look)
    sheet.formula(HEADLINE, 0, formula, look, words)
    sheet.height(HEADLINE + 1, GAP_HEIGHT)


def _write_competencies(
    book: SummaryBook, sheet: SheetWriter, rows: Sequence[tuple[int, CompetencyGap]]
) -> None:
    """Write one row per competency, the one that most are short of first, and the total."""
    sheet.height(_TITLE, 24)
    sheet.text(_TITLE, 0, "Which competencies block most", book.formats.of(SECTION))
    sheet.height(_HEADER, 60)
    for column, title in enumerate(_TITLES):
        look = HEADER if column <= NAME else HEADER_CENTRED
        sheet.text(_HEADER, column, title, book.formats.of(look))
    names, total = names_of(book.jd), _FIRST + len(rows)
    for row, (index, gap) in enumerate(rows, _FIRST):
        sheet.fit(row, {NAME: names[index]})
        sheet.text(row, CODE, gap.code, book.formats.of(CELL))
        sheet.text(row, NAME, names[index], book.formats.of(CELL))
        formulas = GapFormulas(book.places, book.places.matrix.LEVELS + index)
        _write_figures(book, sheet, row, _counts(formulas), gap, CELL)
    sheet.text(total, CODE, "All", book.formats.of(CELL, TOTAL_ROW))
    sheet.text(total, NAME, "", book.formats.of(CELL, TOTAL_ROW))
    sums = {column: f"=SUM({down(column, _FIRST, total - 1)})" for column in _COUNTED}
    together = CompetencyGap.total(gap for _, gap in rows)
    _write_figures(book, sheet, total, sums, together, TOTAL_ROW)
    bars = {"type": "data_bar", "bar_color": PALE_BAR, "bar_solid": True, "min_type": "num",
            "min_value": 0}  # fmt: skip
    sheet.condition((_FIRST, SHORT, total - 1, SHORT), bars)


def _counts(formulas: GapFormulas) -> dict[int, str]:
    """Column → formula that counts in the matrix."""
    provisional = formulas.provisional
    counts = (
        formulas.rated(),
        formulas.short("=1"),
        formulas.short("=2"),
        formulas.short(">2"),
        formulas.short(">0", provisional),
        formulas.missing_levels(),
        formulas.last_steps(),
        formulas.last_steps(provisional),
    )
    return dict(zip(_COUNTED, counts, strict=True))


def _write_figures(
    book: SummaryBook,
    sheet: SheetWriter,
    row: int,
    counts: dict[int, str],
    gap: CompetencyGap,
    over: Look,
) -> None:
    """Write a row's figures: what is counted, and what follows from the counts."""
    rated, short, levels = (a1(row, column) for column in (RATED, SHORT, LEVELS))
    formulas = counts | {
        SHORT: f"=SUM({a1(row, BY_1)}:{a1(row, BY_MORE)})",
        SHARE: f'=IF({rated}=0,"{NOT_KNOWN}",{short}/{rated})',
        MEAN: f'=IF({short}=0,"{NOT_KNOWN}",{levels}/{short})',
    }
    by_1, by_2 = gap.short_by.get(1, 0), gap.short_by.get(2, 0)
    values: dict[int, Fraction | int | None] = {
        RATED: gap.rated,
        BY_1: by_1,
        BY_2: by_2,
        BY_MORE: gap.short - by_1 - by_2,
        SHORT: gap.short,
        PROVISIONAL: gap.provisional,
        SHARE: gap.share,
        LEVELS: gap.levels,
        MEAN: gap.mean,
        STEPS: gap.last_steps,
        STEPS_PROVISIONAL: gap.provisional_last_steps,
    }
    for column, value in values.items():
        look: Look = PERCENT if column == SHARE else COUNT
        more: Look = _MEAN_LOOK if column == MEAN else BOLD if column in (SHORT, STEPS) else {}
        shown = NOT_KNOWN if value is None else value
        sheet.formula(row, column, formulas[column], book.formats.of(look, more, over), shown)
