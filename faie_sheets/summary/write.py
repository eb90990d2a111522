"""``write_summary``: an intake, put together into the workbook that HR decides from."""

from __future__ import annotations

import datetime as dt
import os

import faie_sheets
from faie_sheets.batches import young_cycles_only
from faie_sheets.records.intake import Intake
from faie_sheets.summary.about import write_about
from faie_sheets.summary.book import summary_book
from faie_sheets.summary.data_sheet import pieces, write_data
from faie_sheets.summary.gap_lists import write_gap_lists
from faie_sheets.summary.gaps import write_gaps
from faie_sheets.summary.matrix import write_matrix
from faie_sheets.summary.missing import write_missing
from faie_sheets.summary.overview.page import write_overview
from faie_sheets.summary.problems import write_problems
from faie_sheets.summary.raters import write_raters
from faie_sheets.summary.results import write_results
from faie_sheets.workbook.write import save


def write_summary(
    intake: Intake, path: str | os.PathLike[str], *, written: dt.date | None = None
) -> None:
    """Write the summary of an intake: one workbook, and the data behind it.

    *Overview* (one printable page), *Results* (one row per engineer), *Matrix* (engineers ×
    competencies), *Gaps* (what keeps how many from the target rank), *One level away* and *Gap
    list* (whom), *Self vs assessor* with *Both ratings*, *Problems*, *Missing* and *About* (where
    every figure comes from). Totals, ranks and counts are live formulas, each with its value
    stored. A hidden sheet holds the intake itself, which :func:`faie_sheets.read_summary` reads
    back. The same intake gives the same bytes. The file is replaced as a whole: a killed run
    leaves the old one or the new.

    Args:
        intake: the batch to sum up; any number of engineers, none included.
        path: where to write the workbook, ``.xlsx``.
        written: the day to show as the day of writing; by default no day is shown.

    Raises:
        OSError: the folder cannot be made or written.
        ValueError: the JD has no competency, or there are more rows than a worksheet holds.

    Example:
        >>> import faie_sheets as fs
        >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
        >>> fs.write_summary(intake, "summary.xlsx")
    """
    if not intake.jd.competencies:
        raise ValueError("the JD has no competencies to sum up")
    with (
        young_cycles_only(),
        save.beside(path) as temporary,
        summary_book(intake, temporary, written) as book,
    ):
        write_matrix(book)
        write_results(book)
        write_gaps(book)
        write_gap_lists(book)
        write_raters(book)
        problems = write_problems(book)
        not_returned = write_missing(book)
        files = write_about(book, problems, not_returned)
        write_overview(book, files, not_returned)
        write_data(book, pieces(intake, faie_sheets.__version__))
