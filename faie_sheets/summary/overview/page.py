"""Sheet *Overview*: the whole intake on one printable page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faie_sheets.layouts.summary import OVERVIEW
from faie_sheets.records.intake import Outcome
from faie_sheets.records.result import Status
from faie_sheets.summary.about import OUTCOME_COLUMN
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.missing import NUMBER
from faie_sheets.summary.overview.block import SMALL, Block, basis_of
from faie_sheets.summary.overview.blocking import BlockingBlock
from faie_sheets.summary.overview.grid import GAP_HEIGHT, SMALL_SIZE, BlockRow, Grid, label_height
from faie_sheets.summary.overview.ranks import RankBlock, rank_labels
from faie_sheets.summary.overview.totals import TotalBlock
from faie_sheets.summary.overview.units import UnitBlock
from faie_sheets.summary.places import ResultsColumn, SheetRows
from faie_sheets.wording import MET, NOT_MET, OUTCOME, STATUS, line_text, shortened
from faie_sheets.workbook.addresses import absolute
from faie_sheets.workbook.cell_text import cell_text
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import (
    BAD,
    BLUE,
    CENTRED,
    GOOD,
    GREY,
    NAVY,
    NOTE,
    PALE_BLUE,
    WHITE,
    Look,
)

_TILES_IN_A_HALF = 4
_ZOOM = 80
"""In percent: the whole page is seen at once on a screen of 1920 × 1080."""
_BAND: Look = {"bg_color": NAVY, "font_color": WHITE, "align": "left", "indent": 1}
_HEADLINE: Look = {"font_size": 12, "bold": True, "font_color": NAVY}
_FIGURE: Look = {
    **CENTRED, "font_size": 20, "bold": True, "font_color": NAVY, "bg_color": PALE_BLUE,
    "valign": "bottom", "left": 5, "left_color": WHITE,
}  # fmt: skip
_CAPTION: Look = {
    **CENTRED, "font_size": 9, "bg_color": PALE_BLUE, "valign": "top", "left": 5,
    "left_color": WHITE,
}  # fmt: skip
_TITLE, _SUBTITLE, _HEADLINE_ROW, _FIGURES, _CAPTIONS, _GAP, _BLOCKS = range(7)


@dataclass(frozen=True)
class Tile:
    """One figure of the page: what it counts, by which formula, and its value."""

    caption: str
    formula: str
    value: int
    colour: str = NAVY


def write_overview(book: SummaryBook, files: SheetRows, missing: SheetRows) -> None:
    """Write the sheet *Overview*.

    Args:
        book: the workbook being written.
        files: where the files and their outcomes stand.
        missing: where the engineers who have returned nothing stand.
    """
    ranks, units = RankBlock.of(book), UnitBlock.of(book)
    grid = Grid(max(ranks.figures, units.figures))
    sheet = book.begin(OVERVIEW, "", *grid.widths)
    sheet.page(shortened(line_text(book.jd.role), 120), tall=1)
    _write_band(book, sheet, grid.last)
    cells = _write_tiles(book, sheet, grid, _tiles(book, files, missing))
    _write_headline(book, sheet, grid.last, cells)
    upper = BlockRow.of(8, 224, 18, ranks.labels, (blocking := BlockingBlock.of(book)).labels)
    row = _write_blocks(sheet, grid, _BLOCKS, upper, (ranks, blocking))
    lower = BlockRow.of(11, 280, 20, units.labels, (totals := TotalBlock.of(book)).labels)
    row = _write_blocks(sheet, grid, row, lower, (units, totals))
    _write_key(book, sheet, row, grid)
    sheet.worksheet.print_area(0, 0, row, grid.last)
    sheet.worksheet.center_horizontally()
    sheet.worksheet.set_zoom(_ZOOM)
    sheet.worksheet.activate()
    sheet.worksheet.set_first_sheet()
    sheet.worksheet.set_tab_color(NAVY)


def _write_blocks(
    sheet: SheetWriter, grid: Grid, row: int, blocks_row: BlockRow, blocks: tuple[Block, Block]
) -> int:
    """Write two blocks side by side, their titles in this row; return the row for what follows."""
    for number, height in enumerate(blocks_row.heights, row + 1):
        sheet.height(number, height)
    left, right = (block.figures for block in blocks)
    for block, spot in zip(blocks, blocks_row.spots(grid, row, left, right), strict=True):
        block.write(sheet, spot)
    after = row + 1 + len(blocks_row.heights)
    sheet.height(after, GAP_HEIGHT)
    return after + 1


def _write_key(book: SummaryBook, sheet: SheetWriter, row: int, grid: Grid) -> None:
    """Say below the blocks what the ranks and colours are."""
    names = rank_labels(book.jd)
    ranks = "; ".join(
        f"{names[rank.code]} {_rank(rank.code, rank.title, names[rank.code])}"
        for rank in book.jd.ranks
    )
    words = (
        f"Ranks, lowest first: {ranks}.\n"
        "Green: meets the target rank; orange: does not; grey: not decided. A rank is attained "
        "when every competency reaches the level that it requires, whatever the total.\n"
        "Final: rated by the assessor. Provisional (prov., hatched): the assessor has not rated "
        "yet, so the result rests on the self-assessment alone. Incomplete: a rating is missing, "
        "so there is no total and no rank."
    )
    look = book.formats.of(NOTE, SMALL)
    sheet.merge((row, 0, row, grid.last), look)
    sheet.text(row, 0, cell_text(words), look)
    sheet.height(row, label_height(words, sum(grid.widths), SMALL_SIZE))


def _rank(code: str, title: str, shown: str) -> str:
    words = line_text(title) if shown == code else line_text(f"{code} {title}")
    return shortened(words, 120)


def _tiles(book: SummaryBook, files: SheetRows, missing: SheetRows) -> list[Tile]:
    intake, results = book.intake, book.places.results
    outcomes, basis = files.column(OUTCOME_COLUMN), results.column(ResultsColumn.BASIS)
    status, met = results.column(ResultsColumn.STATUS), results.column(ResultsColumn.MEETS)
    complete = [line.result for line in book.lines if line.result.status is Status.COMPLETE]
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
        Tile("Missing", f"=COUNT({missing.column(NUMBER)})", len(intake.missing), GREY),
        Tile(
            "Provisional results",
            f'=COUNTIFS({basis},"{basis_of(provisional=True)}",'
            f'{status},"{STATUS[Status.COMPLETE]}")',
            sum(result.provisional for result in complete),
            GREY,
        ),
        Tile(
            "Meet their target",
            f'=COUNTIF({met},"{MET}")',
            sum(result.meets_target is True for result in complete),
            GOOD,
        ),
    ]


def _write_tiles(
    book: SummaryBook, sheet: SheetWriter, grid: Grid, tiles: Sequence[Tile]
) -> dict[str, str]:
    """Write the tiles across the page; return caption → address of its figure."""
    cells = {}
    sheet.height(_FIGURES, 32)
    sheet.height(_CAPTIONS, 18)
    sheet.height(_GAP, GAP_HEIGHT)
    for tile, (first, last) in zip(tiles, grid.tiles(_TILES_IN_A_HALF), strict=True):
        figure = book.formats.of(_FIGURE, {"font_color": tile.colour})
        caption = book.formats.of(_CAPTION)
        sheet.merge((_FIGURES, first, _FIGURES, last), figure)
        sheet.formula(_FIGURES, first, tile.formula, figure, tile.value)
        sheet.merge((_CAPTIONS, first, _CAPTIONS, last), caption)
        sheet.text(_CAPTIONS, first, tile.caption, caption)
        cells[tile.caption] = absolute(_FIGURES, first)
    return cells


def _write_band(book: SummaryBook, sheet: SheetWriter, last: int) -> None:
    title = book.formats.of(_BAND, {"font_size": 20, "bold": True})
    subtitle = book.formats.of(_BAND, {"font_size": 10})
    role = shortened(line_text(book.jd.role), 70)
    for row, text, look, height in (
        (_TITLE, f"Assessment summary · {role}", title, 32.0),
        (_SUBTITLE, _document(book), subtitle, 18.0),
    ):
        sheet.height(row, height)
        sheet.merge((row, 0, row, last), look)
        sheet.text(row, 0, text, look)


def _document(book: SummaryBook) -> str:
    """Code, version and date of the JD, and the period where it is the same for everyone."""
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


def _write_headline(
    book: SummaryBook, sheet: SheetWriter, last: int, cells: dict[str, str]
) -> None:
    met, provisional = cells["Meet their target"], cells["Provisional results"]
    missed = f'COUNTIF({book.places.results.column(ResultsColumn.MEETS)},"{NOT_MET}")'
    nothing = "No complete assessment with a known target rank has been read yet."
    words = (
        "Complete assessments that meet their target rank: ",
        " of ",
        ". Provisional results, on the self-assessment alone: ",
        ".",
    )
    formula = (
        f'=IF({met}+{missed}=0,"{nothing}","{words[0]}"&{met}&"{words[1]}"&({met}+{missed})'
        f'&"{words[2]}"&{provisional}&"{words[3]}")'
    )
    complete = [line.result for line in book.lines if line.result.status is Status.COMPLETE]
    verdicts = [result.meets_target for result in complete]
    decided = len(verdicts) - verdicts.count(None)
    figures = (verdicts.count(True), decided, sum(result.provisional for result in complete))
    value = "".join(f"{text}{figure}" for text, figure in zip(words, figures, strict=False))
    look = book.formats.of(_HEADLINE)
    sheet.height(_HEADLINE_ROW, 26)
    sheet.merge((_HEADLINE_ROW, 0, _HEADLINE_ROW, last), look)
    shown = f"{value}{words[-1]}" if decided else nothing
    sheet.formula(_HEADLINE_ROW, 0, formula, look, shown)
