"""``read_summary``: a summary workbook → the intake that it was written from."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator

from faie_sheets.layouts.kinds import A_SUMMARY, kind_of
from faie_sheets.layouts.summary import DATA, MATRIX
from faie_sheets.problems import Kind, Place, Problem, UnusableSourceError, quoted
from faie_sheets.records.intake import Intake
from faie_sheets.summary.data_sheet import FORMAT, format_of, intake_of_text, read_data
from faie_sheets.summary.lines import WHO, lines_of
from faie_sheets.text.normalise import plain
from faie_sheets.wording import line_text
from faie_sheets.workbook.read.book import Sheet, read_book
from faie_sheets.workbook.read.source import Source, load

_HEADER_WITHIN = 50
"""Headers are looked for in so many rows from the top."""


def read_summary(source: Source) -> Intake:
    """Read a summary back: the intake that it was written from, scored again.

    It is read from the hidden sheet alone, so that sheets may have been sorted, filtered and edited
    and the workbook saved by any program. Where someone has changed a level in the sheet *Matrix*,
    a warning names the cell and both levels; the one that was read from the form counts.

    Of a rating whose cell held its level plainly, :attr:`Rating.found` is the level's number, and
    its place is not known.

    Args:
        source: a summary that :func:`write_summary` has written.

    Returns:
        The intake, with the same results, files, problems, missing and late engineers and JD.

    Raises:
        UnusableSourceError: it cannot be read, is no summary, is of a newer version, or its hidden
            sheet is not as it was written.

    Example:
        >>> import faie_sheets as fs
        >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
        >>> fs.write_summary(intake, "summary.xlsx")
        >>> fs.read_summary("summary.xlsx").to_frame().equals(intake.to_frame())
        True
    """
    file = load(source)
    sheets = {sheet.name: sheet for sheet in read_book(file, (DATA, MATRIX)).sheets}
    data = sheets.get(DATA)
    written_as = format_of(data) if data else ""
    if not data or not written_as:
        what = kind_of(read_book(file))
        why = f"it is {what}" if what and what != A_SUMMARY else f"it has no sheet “{DATA}”"
        raise UnusableSourceError(file.place.problem(Kind.NOT_A_SUMMARY, why=why))
    if written_as != FORMAT:
        facts = {"value": quoted(written_as), "expected": quoted(FORMAT)}
        raise UnusableSourceError(file.place.problem(Kind.SUMMARY_NEWER, **facts))
    try:
        intake = intake_of_text(read_data(data))
    except (ValueError, LookupError, ArithmeticError, RecursionError) as error:
        facts = {"why": str(error) or type(error).__name__, "sheet_name": DATA}
        place = Place(file.name, DATA)
        raise UnusableSourceError(place.problem(Kind.SUMMARY_DAMAGED, **facts)) from None
    if matrix := sheets.get(MATRIX):
        changed = _changed_levels(matrix, intake)
        intake = dataclasses.replace(intake, problems=(*intake.problems, *changed))
    return intake


def is_summary(source: Source) -> bool:
    """Whether a file is a summary that :func:`write_summary` has written, of any version."""
    try:
        sheets = read_book(load(source), (DATA,)).sheets
    except UnusableSourceError:
        return False
    return any(format_of(sheet) for sheet in sheets)


def _changed_levels(sheet: Sheet, intake: Intake) -> Iterator[Problem]:
    """A warning for each level that differs in the sheet from the one in the form.

    Rows are found by employee ID and columns by the competency's code, wherever they stand now. A
    row whose ID is unknown, or shared by several engineers, is skipped.
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
