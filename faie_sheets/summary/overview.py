"""Sheet *Overview*: the whole intake on one printable page."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from faie_sheets.excel.style import BAD, BLUE, GOOD, GREY, NAVY, PALE_BLUE, WHITE, row_height
from faie_sheets.excel.written import cell_text
from faie_sheets.records.assessment import Rater
from faie_sheets.records.intake import Outcome
from faie_sheets.summary import overview_charts as charts
from faie_sheets.summary import overview_tables as tables
from faie_sheets.summary.about import OUTCOME_COLUMN
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formats import CENTRED, NOTE, Look
from faie_sheets.summary.missing import NUMBER
from faie_sheets.summary.places import OVERVIEW, Area, Column, absolute
from faie_sheets.summary.sheet import LEAST_HEIGHT, Sheet
from faie_sheets.summary.wording import (
    BASIS,
    NO,
    OUTCOME,
    YES,
    line_text,
    shortened,
)

LABEL_WIDTH, FIGURE_WIDTH, GAP_WIDTH = 29.0, 9.0, 1.5
CHART_COLUMNS = 8
_LEFT_TILES, _RIGHT_TILES = 4, 4

_BAND: Look = {"bg_color": NAVY, "font_color": WHITE, "align": "left", "indent": 1}
_HEADLINE: Look = {"font_size": 12, "bold": True, "font_color": NAVY, "text_wrap": True}
_FIGURE: Look = {
    **CENTRED, "font_size": 20, "bold": True, "font_color": NAVY, "bg_color": PALE_BLUE,
    "valign": "bottom", "left": 5, "left_color": WHITE,
}  # fmt: skip
_CAPTION: Look = {
    **CENTRED, "font_size": 9, "bg_color": PALE_BLUE, "valign": "top", "left": 5,
    "left_color": WHITE,
}  # fmt: skip
_TITLE, _SUBTITLE, _HEADLINE_ROW, _FIGURES, _CAPTIONS, _TABLES = 0, 1, 2, 3, 4, 6


@dataclass(frozen=True)
class Tile:
    """One figure of the page: what it counts, by which formula, and its value."""

    caption: str
    formula: str
    value: int
    colour: str = NAVY


def write(book: SummaryBook, files: Area, missing: Area) -> None:
    """Write the sheet *Overview*.

    Args:
        book: the workbook in the making.
        files: where the files and their outcomes stand.
        missing: where the engineers stand who have returned nothing.
    """
    figures = tables.figure_columns(book)
    widths = (LABEL_WIDTH, *[FIGURE_WIDTH] * figures, GAP_WIDTH, *[FIGURE_WIDTH] * CHART_COLUMNS)
    sheet = book.begin(OVERVIEW, "", *widths)
    sheet.page(shortened(line_text(book.jd.role), 120), tall=1)
    last = len(widths) - 1
    cells = _write_tiles(book, sheet, figures, _tiles(book, files, missing))
    _write_band(book, sheet, last)
    _write_headline(book, sheet, last, cells)
    ranks = tables.write_ranks(book, sheet, _TABLES)
    units = tables.write_units(book, sheet, ranks.end + 2)
    _write_key(book, sheet, units.end + 2, figures)
    bottom = charts.write(book, sheet, (_TABLES, figures + 2), ranks, units)
    sheet.worksheet.print_area(0, 0, max(bottom, units.end + 2), last)
    sheet.worksheet.center_horizontally()
    sheet.worksheet.activate()
    sheet.worksheet.set_first_sheet()
    sheet.worksheet.set_tab_color(NAVY)


def _write_key(book: SummaryBook, sheet: Sheet, row: int, last: int) -> None:
    """Say below the tables what the codes and colours mean."""
    ranks = (f"{rank.code}: {shortened(line_text(rank.title), 80)}" for rank in book.jd.ranks)
    words = "\n".join(
        (
            *ranks,
            "Green: at or above the target rank; orange: below it; grey: not decided.",
            "A rank is attained when every competency reaches the level that it requires, "
            "whatever the total.",
        )
    )
    look = book.formats.of(NOTE)
    sheet.merge((row, 0, row, last), look)
    sheet.text(row, 0, cell_text(words), look)
    width = LABEL_WIDTH + FIGURE_WIDTH * last
    sheet.height(row, row_height((words, width), least=LEAST_HEIGHT))


def _tiles(book: SummaryBook, files: Area, missing: Area) -> list[Tile]:
    intake, results = book.intake, book.places.results
    outcomes, basis = files.column(OUTCOME_COLUMN), results.column(Column.BASIS)
    met = results.column(Column.MEETS)
    colours = {Outcome.REJECTED: BAD}
    return [
        Tile("Files returned", f"=COUNTA({outcomes})", len(intake.files)),
        *(
            Tile(
                OUTCOME[outcome],
                f'=COUNTIF({outcomes},"{OUTCOME[outcome]}")',
                intake.count(outcome),
                colours.get(outcome, BLUE),
            )
            for outcome in Outcome
        ),
        Tile("Not returned", f"=COUNT({missing.column(NUMBER)})", len(intake.missing), GREY),
        Tile(
            BASIS[Rater.SELF],
            f'=COUNTIF({basis},"{BASIS[Rater.SELF]}")',
            sum(line.result.provisional for line in book.lines),
            GREY,
        ),
        Tile(
            "Meet their target",
            f'=COUNTIF({met},"{YES}")',
            sum(line.result.meets_target is True for line in book.lines),
            GOOD,
        ),
    ]


def _write_tiles(
    book: SummaryBook, sheet: Sheet, figures: int, tiles: list[Tile]
) -> dict[str, str]:
    """Write the tiles across the page; return caption → address of its figure."""
    cells = {}
    left = [(0, 0), *_spans(1, figures, _LEFT_TILES - 1)]
    right = _spans(figures + 2, CHART_COLUMNS, _RIGHT_TILES)
    sheet.height(_FIGURES, 33)
    sheet.height(_CAPTIONS, 20)
    for tile, (first, last) in zip(tiles, [*left, *right], strict=True):
        figure = book.formats.of(_FIGURE, {"font_color": tile.colour})
        caption = book.formats.of(_CAPTION)
        sheet.merge((_FIGURES, first, _FIGURES, last), figure)
        sheet.formula(_FIGURES, first, tile.formula, figure, tile.value)
        sheet.merge((_CAPTIONS, first, _CAPTIONS, last), caption)
        sheet.text(_CAPTIONS, first, tile.caption, caption)
        cells[tile.caption] = absolute(_FIGURES, first)
    return cells


def _spans(first: int, columns: int, parts: int) -> list[tuple[int, int]]:
    """Divide columns into parts as equal as can be: the first and last column of each."""
    edges = [first + round(columns * part / parts) for part in range(parts + 1)]
    return [(start, end - 1) for start, end in itertools.pairwise(edges)]


def _write_band(book: SummaryBook, sheet: Sheet, last: int) -> None:
    title = book.formats.of(_BAND, {"font_size": 20, "bold": True})
    subtitle = book.formats.of(_BAND, {"font_size": 10})
    role = shortened(line_text(book.jd.role), 70)
    for row, text, look, height in (
        (_TITLE, f"Assessment summary · {role}", title, 36.0),
        (_SUBTITLE, _document(book), subtitle, 20.0),
    ):
        sheet.height(row, height)
        sheet.merge((row, 0, row, last), look)
        sheet.text(row, 0, text, look)


def _document(book: SummaryBook) -> str:
    """Code, version and date of the JD, and the period where it is the same for everybody."""
    document = book.jd.document
    engineers = [*(line.result.engineer for line in book.lines), *book.intake.missing]
    periods = {line_text(engineer.period) for engineer in engineers}
    period = periods.pop() if len(periods) == 1 else ""
    date = document.effective_date
    parts = (
        f"JD {shortened(line_text(document.code), 60)}" if document.code else "",
        f"version {shortened(line_text(document.version), 30)}" if document.version else "",
        f"effective {date.isoformat()}" if date else "",
        f"period {shortened(period, 40)}" if period else "",
        f"written {book.written.isoformat()}" if book.written else "",
    )
    return " · ".join(part for part in parts if part)


def _write_headline(book: SummaryBook, sheet: Sheet, last: int, cells: dict[str, str]) -> None:
    met, provisional = cells["Meet their target"], cells[BASIS[Rater.SELF]]
    missed = f'COUNTIF({book.places.results.column(Column.MEETS)},"{NO}")'
    nothing = "No complete assessment with a known target rank has been read yet."
    words = (
        "Complete assessments that meet their target rank: ",
        " of ",
        ". Results that rest on the self-assessment alone: ",
        ".",
    )
    formula = (
        f'=IF({met}+{missed}=0,"{nothing}","{words[0]}"&{met}&"{words[1]}"&({met}+{missed})'
        f'&"{words[2]}"&{provisional}&"{words[3]}")'
    )
    verdicts = [line.result.meets_target for line in book.lines]
    decided = len(verdicts) - verdicts.count(None)
    provisional_count = sum(line.result.provisional for line in book.lines)
    figures = (verdicts.count(True), decided, provisional_count)
    value = "".join(f"{text}{figure}" for text, figure in zip(words, figures, strict=False))
    look = book.formats.of(_HEADLINE)
    sheet.height(_HEADLINE_ROW, 30)
    sheet.merge((_HEADLINE_ROW, 0, _HEADLINE_ROW, last), look)
    shown = f"{value}{words[-1]}" if decided else nothing
    sheet.formula(_HEADLINE_ROW, 0, formula, look, shown)
