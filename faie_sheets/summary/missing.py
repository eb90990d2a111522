"""Sheet *Missing*: who was expected to return a form and has not, by what HR must do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import NamedTuple

from faie_sheets.form.issue.one_form import file_name
from faie_sheets.layouts.form import CORRECTION_ENDING
from faie_sheets.layouts.summary import MISSING
from faie_sheets.records.intake import Intake, Outcome
from faie_sheets.records.roster import Engineer
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import natural
from faie_sheets.summary.places import SheetRows
from faie_sheets.text.normalise import key
from faie_sheets.wording import code_width, line_text
from faie_sheets.workbook.addresses import down
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import (
    BAD_LOOK,
    BOLD,
    CELL,
    CELL_CENTRED,
    FILTERED_HEIGHT,
    HEADER_FILTERED,
)

_TITLES = (
    "No.", "What HR must do", "Name", "Employee ID", "E-mail", "Unit", "Assessor", "Target rank",
    "Current rank", "Period", "Came back unreadable",
)  # fmt: skip
_WIDTHS = (6, 19, 24, 12, 30, 18, 22)
"""Of the columns before the ranks, in characters."""
_HEADER, _COUNTS = 3, 2
NUMBER = 0
"""Column of the running number, which the overview counts."""
_TO_DO = 1

REMIND, ANOTHER, OVERDUE = "Remind", "Get another file", " (overdue)"
_COPY = re.compile(r"\s*(?:\(\d{1,3}\)|- copy)$")
_SENT_BACK = key(PureWindowsPath(CORRECTION_ENDING).stem)


class Absent(NamedTuple):
    """Someone who has returned nothing readable.

    Attributes:
        engineer: who.
        overdue: whether the day on which the form was due has passed.
        file: the unreadable file that is named as this engineer's form; ``""`` where none is.
    """

    engineer: Engineer
    overdue: bool
    file: str

    @property
    def to_do(self) -> str:
        """What HR must do."""
        return f"{ANOTHER if self.file else REMIND}{OVERDUE if self.overdue else ''}"


def write_missing(book: SummaryBook) -> SheetRows:
    """Write the sheet *Missing*; return where its engineers stand."""
    missing = absent(book.intake)
    area = SheetRows(MISSING, _HEADER + 1, len(missing))
    late = "; they are late" if all(person.overdue for person in missing) else ""
    due = f" Due on {book.intake.due}{late}." if book.intake.due else ""
    subtitle = f"Engineers who were to return a form and have returned nothing readable.{due}"
    widths = (*_WIDTHS, *[code_width(book.jd.rank_codes, 9.5)] * 2, 11, 34)
    sheet = book.begin(MISSING, subtitle if missing else "", *widths)
    if not missing:
        text = (
            "Nobody is known to be missing: everybody on the roster or manifest has returned a "
            "readable form, or neither list was given."
        )
        book.sentence(sheet, _COUNTS, text)
        return area
    cells = down(_TO_DO, area.first, area.last)
    book.counts(sheet, _COUNTS, cells, (person.to_do for person in missing))
    sheet.height(_HEADER, FILTERED_HEIGHT)
    sheet.table(_HEADER, area.last, _TITLES, book.formats.of(HEADER_FILTERED))
    for number, person in enumerate(missing):
        _write_person(book, sheet, area.first + number, number + 1, person)
    sheet.worksheet.freeze_panes(_HEADER + 1, 3)
    sheet.worksheet.repeat_rows(_HEADER)
    return area


def absent(intake: Intake) -> list[Absent]:
    """Who is missing: the overdue first, then by what to do, unit, assessor and name."""
    late, files = set(intake.late), dict(_unreadable_forms(intake))
    found = (Absent(who, who in late, files.get(who, "")) for who in intake.missing)
    return sorted(found, key=_order)


def _order(person: Absent) -> tuple[object, ...]:
    unit, assessor = line_text(person.engineer.unit), line_text(person.engineer.assessor)
    return (
        not person.overdue,
        not person.file,
        not unit,
        natural(unit),
        not assessor,
        natural(assessor),
        natural(line_text(person.engineer.name)),
        person.engineer.id,
    )


def _unreadable_forms(intake: Intake) -> Iterator[tuple[Engineer, str]]:
    """Who is missing → the rejected file that is named, ID and name, as the form was issued.

    Anything less, such as a name alone, would be a guess; so would be a name that two have.
    """
    named: dict[str, list[Engineer]] = {}
    for engineer in intake.missing:
        id_, name = line_text(engineer.id), line_text(engineer.name)
        if id_ and name:
            named.setdefault(key(file_name(Engineer(id_, name))), []).append(engineer)
    for file in intake.files:
        if file.outcome is Outcome.REJECTED:
            stem = key(PureWindowsPath(file.file).stem).removesuffix(_SENT_BACK).rstrip()
            whose = named.get(_COPY.sub("", stem), [])
            if len(whose) == 1:
                yield whose[0], file.file


def _write_person(
    book: SummaryBook, sheet: SheetWriter, row: int, number: int, person: Absent
) -> None:
    engineer = person.engineer
    facts = (
        person.to_do, engineer.name, engineer.id, engineer.email, engineer.unit,
        engineer.assessor, engineer.target_rank, engineer.current_rank, engineer.period,
        person.file,
    )  # fmt: skip
    texts = {column: line_text(fact) for column, fact in enumerate(facts, _TO_DO)}
    sheet.fit(row, texts)
    sheet.number(row, NUMBER, number, book.formats.of(CELL_CENTRED))
    urgent = BAD_LOOK if person.overdue else {}
    for column, text in texts.items():
        look = book.formats.of(CELL, BOLD, urgent) if column == _TO_DO else book.formats.of(CELL)
        sheet.text(row, column, text, look)
