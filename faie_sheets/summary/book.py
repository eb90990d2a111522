"""The workbook being written: what every sheet is given, and what several of them share."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
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
from faie_sheets.workbook.write.sheet import LEAST_HEIGHT, SheetWriter
from faie_sheets.workbook.write.streamed import StreamedWorksheet, add_streamed_worksheet
from faie_sheets.workbook.write.style import (
    BOLD,
    FONT_SIZE,
    LINE_HEIGHT,
    POINTS_PER_PIXEL,
    ROW_PADDING,
    SENTENCE,
    SUBTITLE,
    TITLE,
    Formats,
    column_width,
    line_count,
)

LEVEL_WIDTH = 7.8
"""Width of a competency's column in characters: its code, and three lines of its rotated name."""

_NAME_LINES = 3
_NAMES_HEIGHTS = range(84, 210, 6)
_LONGEST_NAME = 120

_CREATED = dt.datetime(2000, 1, 1)
"""The same intake gives the same file, so no clock is read."""
_DOT = "  ·  "
_LONGEST_FOOTER = 120
_TITLE_HEIGHT = 30.0


@dataclass(frozen=True)
class SummaryBook:
    """The workbook being written, and what its sheets are made of.

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
        """The JD that the intake was scored by."""
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

    def counts(self, sheet: SheetWriter, row: int, cells: str, words: Iterable[str]) -> None:
        """Write how many rows of a list have each word, as one live line.

        Such as ``Remind: 3  ·  Get another file: 1``, a formula with its value.

        Args:
            sheet: the sheet with the list.
            row: where the line goes.
            cells: reference to the list's column of words.
            words: the words that stand there, one per row; ours, never what people wrote.
        """
        counts = Counter(words)
        formula = f'&"{_DOT}"&'.join(
            f'"{word}: "&SUMPRODUCT(--({cells}="{word}"))' for word in counts
        )
        value = _DOT.join(f"{word}: {count}" for word, count in counts.items())
        sheet.formula(row, 0, f"={formula}", self.formats.of(SUBTITLE, BOLD), value)


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
        worksheets = {
            # The overview is short, and its charts show what is in its cells.
            name: workbook.add_worksheet(name)
            if name == OVERVIEW
            else add_streamed_worksheet(workbook, name)
            for name in (*SHEETS, DATA)
        }
        sheets = {
            name: SheetWriter(worksheet, formats, name) for name, worksheet in worksheets.items()
        }
        places = Places.of(intake.jd, len(lines))
        try:
            yield SummaryBook(intake, lines, places, formats, sheets, written, workbook)
            workbook.close()
        finally:
            for worksheet in worksheets.values():
                if isinstance(worksheet, StreamedWorksheet):
                    worksheet.release()


def names_of(jd: JobDescription) -> list[str]:
    """The competencies' names as the header shows them."""
    return [shortened(line_text(item.name), _LONGEST_NAME) for item in jd.competencies]


def names_height(jd: JobDescription) -> float:
    """The least height in points at which every rotated name takes at most three lines.

    Every point counts: the header is frozen, and takes room from the engineers' rows.
    """
    names = names_of(jd)
    heights = (height for height in _NAMES_HEIGHTS if _fits(names, height))
    return next(heights, _NAMES_HEIGHTS.stop)


def codes_height(jd: JobDescription, rank_width: float) -> float:
    """The height in points of the codes over the names: the competencies', then the ranks'.

    Args:
        jd: the JD whose codes they are.
        rank_width: the width of a rank's column in characters.
    """
    codes = [(item.code, LEVEL_WIDTH) for item in jd.competencies]
    codes += [(rank, rank_width) for rank in jd.rank_codes]
    lines = max((line_count(code, width, bold=True) for code, width in codes), default=1)
    return max(LEAST_HEIGHT, lines * FONT_SIZE * LINE_HEIGHT + ROW_PADDING)


def _fits(names: list[str], height: float) -> bool:
    width = column_width(height / POINTS_PER_PIXEL)
    return all(line_count(name, width, bold=True) <= _NAME_LINES for name in names)
