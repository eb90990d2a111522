"""The levels of the sheet *Matrix* held against those that were read from the forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from faie_sheets.problems import Kind, Problem, quoted
from faie_sheets.records.intake import Intake
from faie_sheets.summary.lines import WHO, lines_of
from faie_sheets.text.normalise import plain
from faie_sheets.wording import line_text
from faie_sheets.workbook.read.book import Sheet

_HEADER_WITHIN = 50
"""So many rows from the top the headers are looked for."""


def changed_levels(sheet: Sheet, intake: Intake) -> Iterator[Problem]:
    """A warning for each level that the sheet shows otherwise than the form had it.

    Rows are found by employee ID and columns by the competency's code, wherever they stand now. A
    row of nobody's or of several engineers' ID is passed over.
    """
    columns, first = _columns(sheet, intake)
    ids = next((c.column for c in sheet.cells() if c.text == WHO[0] and c.row <= first), None)
    if not columns or ids is None:
        return
    lines = lines_of(intake)
    often = Counter(line.who[0] for line in lines)
    by_id = {line.who[0]: line.result for line in lines if often[line.who[0]] == 1}
    for row in range(first, sheet.height):
        result = by_id.get(sheet.cell(row, ids).text)
        if result is None:
            continue
        for item in (item for item in result.items if item.code in columns):
            shown = plain(sheet.value(row, columns[item.code]))
            if shown != ("" if item.level is None else str(item.level)):
                yield sheet.place(row, columns[item.code]).problem(
                    Kind.SUMMARY_LEVEL_CHANGED,
                    who=result.engineer.who,
                    code=item.code,
                    name=intake.jd.competency(item.code).name,
                    value=quoted(shown),
                    expected="no level" if item.level is None else f"level {item.level}",
                )


def _columns(sheet: Sheet, intake: Intake) -> tuple[dict[str, int], int]:
    """Code of each competency → its column, and the row below the one that has the most of them."""
    codes = {line_text(item.code): item.code for item in intake.jd.competencies}
    best: dict[str, int] = {}
    below = sheet.top
    for row in range(sheet.top, min(sheet.height, sheet.top + _HEADER_WITHIN)):
        found = {codes[c.text]: c.column for c in sheet.cells_of(row) if c.text in codes}
        if len(found) > len(best):
            best, below = found, row + 1
    return best, below
