"""Sheet *Missing*: who was expected to return a form and has not."""

from __future__ import annotations

from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formats import CELL, CELL_CENTRED, FILTERED_HEIGHT, HEADER_FILTERED
from faie_sheets.summary.places import MISSING, Area
from faie_sheets.summary.wording import line_text

_TITLES = (
    "No.", "Employee ID", "Name", "Unit", "Current rank", "Target rank", "Assessor", "Period",
    "E-mail",
)  # fmt: skip
_WIDTHS = (6, 12, 30, 20, 10, 10, 26, 12, 32)
_HEADER = 3
NUMBER = 0
"""Column of the running number, which the overview counts."""


def write(book: SummaryBook) -> Area:
    """Write the sheet *Missing*; return where its engineers stand."""
    missing = book.intake.missing
    area = Area(MISSING, _HEADER + 1, len(missing))
    subtitle = "Engineers on the roster or the manifest who have returned nothing readable."
    if book.intake.due:
        late = "; they are late" if set(missing) & set(book.intake.late) else ""
        subtitle += f" Due on {book.intake.due}{late}."
    sheet = book.begin(MISSING, subtitle if missing else "", *_WIDTHS)
    if not missing:
        text = (
            "Nobody is known to be missing: everybody on the roster or manifest has returned a "
            "readable form, or neither list was given."
        )
        book.sentence(sheet, 2, text)
        return area
    sheet.height(_HEADER, FILTERED_HEIGHT)
    sheet.header(_HEADER, _TITLES, book.formats.of(HEADER_FILTERED))
    for index, engineer in enumerate(missing):
        row = area.first + index
        facts = (
            engineer.id, engineer.name, engineer.unit, engineer.current_rank,
            engineer.target_rank, engineer.assessor, engineer.period, engineer.email,
        )  # fmt: skip
        texts = {column: line_text(fact) for column, fact in enumerate(facts, NUMBER + 1)}
        sheet.fit(row, texts)
        sheet.number(row, NUMBER, index + 1, book.formats.of(CELL_CENTRED))
        for column, text in texts.items():
            sheet.text(row, column, text, book.formats.of(CELL))
    sheet.done(sheet.worksheet.autofilter(_HEADER, 0, area.last, len(_TITLES) - 1), _HEADER, 0)
    sheet.worksheet.freeze_panes(_HEADER + 1, 3)
    sheet.worksheet.repeat_rows(_HEADER)
    return area
