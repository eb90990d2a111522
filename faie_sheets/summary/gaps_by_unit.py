"""Heat map of the sheet *Gaps*: competency × unit, how many are short, and what share that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faie_sheets.scoring.gaps import CompetencyGap, competency_gaps
from faie_sheets.summary.book import SummaryBook, names_of
from faie_sheets.summary.formulas import GapFormulas
from faie_sheets.summary.lines import Unit
from faie_sheets.wording import NOT_KNOWN, shortened
from faie_sheets.workbook.addresses import a1, absolute, across, column_name
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import (
    BAD,
    BOLD,
    CENTRED,
    GREY,
    HEADER,
    HEADER_CENTRED,
    INK,
    LINE,
    PALE_BAD,
    SECTION,
    SUBTITLE,
    WHITE,
    Look,
)

ENOUGH_TO_SHADE = 5
"""With fewer rated a share is not shaded: one of two is no finding of 50%."""
EVERYBODY = "All units"
KINDS = ("Short, share", "Short", "of rated")
"""The three rows of a competency."""
STEPS: tuple[tuple[float, str, Look], ...] = (
    (0.5, "50% and more", {"bg_color": BAD, "font_color": WHITE}),
    (0.3, "30% to 49%", {"bg_color": "#E08E5E", "font_color": INK}),
    (0.2, "20% to 29%", {"bg_color": "#F4C3A2", "font_color": INK}),
    (0.1, "10% to 19%", {"bg_color": PALE_BAD, "font_color": INK}),
)
"""Least share → its shade: the darker, the more, on a grey printer too."""

_KIND, _FIRST_UNIT = 2, 3
_SHARE, _SHORT, _RATED = range(3)
_TITLE_HEIGHT, _LEGEND_HEIGHT, _ROW_HEIGHT = 24.0, 18.0, 15.0
_LONGEST_NAME = 50
_CELL: Look = {"font_size": 9}
_EDGE: tuple[Look, ...] = ({}, {}, {"bottom": 1, "bottom_color": LINE})
_LOOKS: tuple[Look, ...] = (
    {**BOLD, "font_size": 10, "num_format": "0%"},
    {"num_format": "0"},
    {"num_format": '"of "0', **_EDGE[-1]},
)


@dataclass(frozen=True, slots=True)
class Together:
    """One competency's figures for all units together, which the table above the heat map has.

    Attributes:
        index: place of the competency in the JD.
        gap: the figures.
        short: the cell that counts those short.
        rated: the cell that counts those rated.
    """

    index: int
    gap: CompetencyGap
    short: str
    rated: str


def unit_columns(units: Sequence[Unit]) -> int:
    """How many columns there are right of the competencies' names."""
    return 1 + len(units) + 1


def write_gaps_by_unit(
    book: SummaryBook, sheet: SheetWriter, row: int, units: Sequence[Unit], rows: Sequence[Together]
) -> None:
    """Write the heat map from this row on: three rows per competency, one column per unit."""
    header = row + 2
    sheet.height(row, _TITLE_HEIGHT)
    sheet.text(row, 0, "Short of the target rank, by unit", book.formats.of(SECTION))
    _write_legend(book, sheet, row + 1)
    sheet.header(header, ("Code", "Competency", ""), book.formats.of(HEADER))
    labels = dict(enumerate([*(unit.label for unit in units), EVERYBODY], _FIRST_UNIT))
    height = sheet.fit(header, labels)
    sheet.worksheet.repeat_rows(header)
    for column, label in labels.items():
        sheet.text(header, column, label, book.formats.of(HEADER_CENTRED))
    of_units = [competency_gaps(unit.results, book.jd) for unit in units]
    for place, together in enumerate(rows):
        first = header + 1 + len(KINDS) * place
        gaps = [gaps[together.index] for gaps in of_units]
        counts = _counts(book, first, header, units, together)
        _write_competency(book, sheet, first, together, counts, [*gaps, together.gap])
    _break_pages(sheet, row, height, len(rows))


def _break_pages(sheet: SheetWriter, title: int, header_height: float, competencies: int) -> None:
    """Begin a page at the title, and never break one within the rows of a competency."""
    room = sheet.room - _TITLE_HEIGHT - _LEGEND_HEIGHT - header_height
    fitting = max(int(room / (len(KINDS) * _ROW_HEIGHT)), 1)
    first = title + 3
    breaks = (first + len(KINDS) * place for place in range(fitting, competencies, fitting))
    sheet.worksheet.set_h_pagebreaks([title, *breaks])


def _write_legend(book: SummaryBook, sheet: SheetWriter, row: int) -> None:
    sheet.height(row, _LEGEND_HEIGHT)
    words = f"Shaded by the share, where at least {ENOUGH_TO_SHADE} are rated:"
    sheet.text(row, 0, words, book.formats.of(SUBTITLE))
    for step, (_, label, look) in enumerate(reversed(STEPS)):
        shown, column = book.formats.of(CENTRED, look), _KIND + 2 * step
        sheet.merge((row, column, row, column + 1), shown)
        sheet.text(row, column, label, shown)


def _counts(
    book: SummaryBook, first: int, header: int, units: Sequence[Unit], together: Together
) -> list[tuple[str, str]]:
    """Formulas of how many are short and how many rated: of each unit, then of all together."""
    formulas = GapFormulas(book.places, book.places.matrix.LEVELS + together.index)
    found = []
    for column, unit in enumerate(units, _FIRST_UNIT):
        if unit.criterion:
            own = formulas.of_unit(unit.criterion.format(label=absolute(header, column)))
            found.append((formulas.short(">0", own), formulas.rated(own)))
        else:
            named = (
                f"SUM({across(first + kind, _FIRST_UNIT, column - 1)})" for kind in (_SHORT, _RATED)
            )
            short, rated = named
            found.append((f"={together.short}-{short}", f"={together.rated}-{rated}"))
    return [*found, (f"={together.short}", f"={together.rated}")]


def _write_competency(
    book: SummaryBook,
    sheet: SheetWriter,
    first: int,
    together: Together,
    counts: Sequence[tuple[str, str]],
    gaps: Sequence[CompetencyGap],
) -> None:
    name = shortened(names_of(book.jd)[together.index], _LONGEST_NAME)
    for kind, (title, look) in enumerate(zip(KINDS, _LOOKS, strict=True)):
        row = first + kind
        label = book.formats.of(_CELL, look)
        sheet.height(row, _ROW_HEIGHT)
        sheet.text(row, 0, together.gap.code if kind == _SHARE else "", label)
        sheet.text(row, 1, name if kind == _SHARE else "", label)
        sheet.text(row, _KIND, title, book.formats.of(_CELL, {"font_color": GREY}, _EDGE[kind]))
        for column, (formulas, gap) in enumerate(zip(counts, gaps, strict=True), _FIRST_UNIT):
            short, rated = (a1(first + step, column) for step in (_SHORT, _RATED))
            share = f'=IF({rated}=0,"{NOT_KNOWN}",{short}/{rated})'
            value = (NOT_KNOWN if gap.share is None else gap.share, gap.short, gap.rated)[kind]
            formula = (share, *formulas)[kind]
            sheet.formula(row, column, formula, book.formats.of(_CELL, CENTRED, look), value)
    _shade(book, sheet, first, _FIRST_UNIT + len(gaps) - 1)


def _shade(book: SummaryBook, sheet: SheetWriter, first: int, last: int) -> None:
    """Shade the three cells of each unit by its share."""
    column = column_name(_FIRST_UNIT)
    share, _, rated = (f"{column}${first + kind + 1}" for kind in range(len(KINDS)))
    for least, _, look in STEPS:
        rule = {
            "type": "formula",
            # A share that is a text would be above every number.
            "criteria": f"=AND({rated}>={ENOUGH_TO_SHADE},{share}>={least})",
            "format": book.formats.conditional(look),
            "stop_if_true": True,
        }
        sheet.condition((first, _FIRST_UNIT, first + _RATED, last), rule)
