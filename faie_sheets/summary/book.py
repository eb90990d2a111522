"""The workbook in the making: what every sheet is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook

from faie_sheets.layouts.summary import DATA, OVERVIEW, SHEETS
from faie_sheets.records.intake import Intake
from faie_sheets.records.job_description import JobDescription
from faie_sheets.summary.lines import EngineerLine, lines_of
from faie_sheets.summary.places import Places
from faie_sheets.wording import line_text, shortened
from faie_sheets.workbook.write.looks import NOTE, SENTENCE, SUBTITLE, TITLE, Formats
from faie_sheets.workbook.write.sheet import LEAST_HEIGHT, SheetWriter
from faie_sheets.workbook.write.streamed import StreamedWorksheet

_CREATED = dt.datetime(2000, 1, 1)
"""The same intake gives the same file, so no clock is read."""
_LONGEST_FOOTER = 120
_TITLE_HEIGHT = 30.0


@dataclass(frozen=True)
class SummaryBook:
    """The workbook in the making, and what its sheets are made of.

    Attributes:
        intake: what is summed up.
        lines: the engineers in the order in which every sheet shows them.
        places: which cells formulas refer to.
        formats: the looks of cells.
        sheets: name → sheet, all of them, empty until each is written.
        written: the day to show as the day of writing, or None to show none.
    """

    intake: Intake
    lines: tuple[EngineerLine, ...]
    places: Places
    formats: Formats
    sheets: dict[str, SheetWriter]
    written: dt.date | None
    workbook: Any

    @property
    def jd(self) -> JobDescription:
        """The JD that decided weights, scales and requirements."""
        return self.intake.jd

    def begin(self, name: str, subtitle: str, *widths: float) -> SheetWriter:
        """Lay out a sheet for printing and write its title and subtitle into the first rows."""
        sheet = self.sheets[name]
        role = shortened(line_text(self.jd.role), _LONGEST_FOOTER)
        sheet.page(f"{role} · assessment summary")
        sheet.columns(*widths)
        sheet.height(0, _TITLE_HEIGHT)
        sheet.text(0, 0, name, self.formats.of(TITLE))
        if subtitle:
            sheet.text(1, 0, subtitle, self.formats.of(SUBTITLE))
        return sheet

    def sentence(self, sheet: SheetWriter, row: int, text: str) -> None:
        """Write one sentence across the sheet where there is nothing to list."""
        sheet.merge((row, 0, row, len(sheet.widths) - 1), self.formats.of(SENTENCE))
        sheet.text(row, 0, text, self.formats.of(SENTENCE))
        sheet.height(row, 2 * LEAST_HEIGHT)

    def note(self, sheet: SheetWriter, row: int, text: str) -> None:
        """Write a note in small grey print across the sheet, tall enough for its lines."""
        look = self.formats.of(NOTE)
        sheet.merge((row, 0, row, len(sheet.widths) - 1), look)
        sheet.text(row, 0, text, look)


@contextmanager
def summary_book(intake: Intake, path: Path, written: dt.date | None) -> Iterator[SummaryBook]:
    """Yield an empty workbook with all its sheets; save it to ``path`` when the block succeeds."""
    with TemporaryDirectory(prefix="faie-", ignore_cleanup_errors=True) as scratch:
        workbook = Workbook(str(path), {"tmpdir": scratch})
        workbook.use_zip64()
        title = line_text(f"{intake.jd.role}: assessment summary")
        workbook.set_properties({"title": shortened(title, 200), "created": _CREATED})
        workbook.set_size(1600, 1000)
        lines, formats = lines_of(intake), Formats(workbook)
        names = (*SHEETS, DATA)
        streamed = [
            workbook.add_worksheet(name, None if name == OVERVIEW else StreamedWorksheet)
            for name in names
        ]
        sheets = {
            name: SheetWriter(worksheet, formats, name)
            for name, worksheet in zip(names, streamed, strict=True)
        }
        places = Places.of(intake.jd, len(lines))
        try:
            yield SummaryBook(intake, lines, places, formats, sheets, written, workbook)
            workbook.close()
        finally:
            for worksheet in streamed:
                if worksheet.constant_memory:
                    worksheet.row_data_fh.close()
