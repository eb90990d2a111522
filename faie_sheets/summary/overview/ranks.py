"""Block of the overview: the ranks attained by target rank, final and provisional results apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Status
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import EngineerLine
from faie_sheets.summary.overview import charts
from faie_sheets.summary.overview.block import (
    FIGURE,
    KINDS,
    SMALL,
    TOTAL,
    begin,
    count,
    is_in,
    is_of_kind,
    rank_cell,
)
from faie_sheets.summary.overview.charts import Series
from faie_sheets.summary.overview.grid import FIGURE_WIDTH, SMALL_SIZE, BlockPlace
from faie_sheets.summary.places import ResultsColumn
from faie_sheets.wording import MET, NO_RANK, STATUS
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import (
    BAD_LOOK,
    BOLD,
    CELL,
    GOOD_LOOK,
    LINE,
    PALE,
    Look,
    line_count,
)

_INCOMPLETE = STATUS[Status.INCOMPLETE]
_LIGHT, _DARK = (0xB4, 0xC7, 0xE7), (0x1F, 0x38, 0x64)
"""The shades of the target ranks, lowest to highest: distinct on a grey printer too."""


def rank_labels(jd: JobDescription) -> dict[str, str]:
    """Rank code → what the page calls the rank: its code, or a number where codes are long."""
    codes = jd.rank_codes
    if all(line_count(code, FIGURE_WIDTH, SMALL_SIZE, bold=True) == 1 for code in codes):
        return {code: code for code in codes}
    return {code: f"R{number}" for number, code in enumerate(codes, 1)}


@dataclass(frozen=True, slots=True)
class RankFigures:
    """What the engineers with one target rank have attained.

    Attributes:
        attained: (rank attained, whether the result is provisional) → engineers.
        incomplete: how many assessments lack a rating, and so have no rank.
        met: how many meet their target rank.
    """

    attained: Counter[tuple[str, bool]]
    incomplete: int
    met: int

    @classmethod
    def of(cls, lines: Sequence[EngineerLine]) -> RankFigures:
        """The figures of these engineers."""
        results = [line.result for line in lines]
        complete = [result for result in results if result.status is Status.COMPLETE]
        return cls(
            Counter((result.rank or NO_RANK, result.provisional) for result in complete),
            len(results) - len(complete),
            sum(result.meets_target is True for result in results),
        )

    @property
    def complete(self) -> int:
        """How many assessments are complete."""
        return self.attained.total()


def _by_target(lines: Sequence[EngineerLine], jd: JobDescription) -> dict[str | None, RankFigures]:
    """Target rank → figures, in the JD's order; None for engineers without a known one, if any."""
    groups: dict[str | None, list[EngineerLine]] = {code: [] for code in jd.rank_codes}
    for line in lines:
        groups.setdefault(line.result.target_rank, []).append(line)
    return {target: RankFigures.of(group) for target, group in groups.items()}


@dataclass(frozen=True, slots=True)
class _RankGroup:
    """Two rows of the table: the engineers with one target rank, or with none known, or all."""

    name: str
    figures: RankFigures
    test: str | None
    """Which rows of *Results* are theirs; ``""`` for all, None for those of no other group."""
    target: str | None = None


@dataclass(frozen=True)
class RankBlock:
    """The table of ranks attained by target rank, and its chart.

    Each target rank has two rows, one for final and one for provisional results.
    """

    book: SummaryBook
    groups: list[_RankGroup]

    @classmethod
    def of(cls, book: SummaryBook) -> RankBlock:
        """The block for this book."""
        names = rank_labels(book.jd)
        groups = [
            _RankGroup(
                names[target],
                figures,
                is_in(book, ResultsColumn.TARGET, rank_cell(book, target)),
                target,
            )
            if target
            else _RankGroup("Other or none", figures, None)
            for target, figures in _by_target(book.lines, book.jd).items()
        ]
        return cls(book, [*groups, _RankGroup("All", RankFigures.of(book.lines), "")])

    @property
    def figures(self) -> int:
        """How many columns of figures there are."""
        return len(self._outcomes) + 3

    @property
    def labels(self) -> list[tuple[str, float]]:
        """Two rows for each group; none of them has a long label."""
        return [("", 1.0)] * (2 * len(self.groups))

    @property
    def _outcomes(self) -> tuple[str, ...]:
        return (NO_RANK, *self.book.jd.rank_codes)

    def write(self, sheet: SheetWriter, spot: BlockPlace) -> None:
        """Write the table and the chart."""
        outcomes = (NO_RANK, *rank_labels(self.book.jd).values())
        header = ("Target rank", *outcomes, _INCOMPLETE, "All", MET)
        note = "Shade: target rank; hatched: provisional."
        begin(self.book, sheet, spot, "Rank attained, by target rank", note, header)
        for index, group in enumerate(self.groups):
            self._write_attained(sheet, spot, spot.first + 2 * index, group)
            self._write_sums(sheet, spot, spot.first + 2 * index, group)
        if self.groups[-1].figures.complete:
            charts.insert(sheet, spot, self._chart(spot))
        else:
            charts.nothing(self.book, sheet, spot, "Nobody has attained a rank yet.")

    def _write_attained(
        self, sheet: SheetWriter, spot: BlockPlace, row: int, group: _RankGroup
    ) -> None:
        formats, total = self.book.formats, _total(group)
        look = formats.of(CELL, BOLD, total)
        sheet.merge((row, spot.label, row + 1, spot.label), look)
        sheet.text(row, spot.label, group.name, look)
        for number, (provisional, kind) in enumerate(KINDS, row):
            sheet.text(number, spot.label + 1, kind, formats.of(CELL, SMALL, total))
            for column, outcome in enumerate(self._outcomes, spot.figures):
                formula = self._formula(
                    spot, (number, column), group,
                    is_in(self.book, ResultsColumn.ATTAINED, self._cell(outcome)),
                    is_of_kind(self.book, provisional=provisional),
                )  # fmt: skip
                look = formats.of(FIGURE, _shade(self.book.jd, group.target, outcome), total)
                value = group.figures.attained[outcome, provisional]
                sheet.formula(number, column, formula, look, value)

    def _write_sums(
        self, sheet: SheetWriter, spot: BlockPlace, row: int, group: _RankGroup
    ) -> None:
        """Write what is the same for both kinds of result, over both rows of the group."""
        first, figures = spot.figures + len(self._outcomes), group.figures
        everybody = f"=SUM({a1(row, spot.figures)}:{a1(row + 1, first)})"
        incomplete = is_in(self.book, ResultsColumn.STATUS, f'"{_INCOMPLETE}"')
        met = is_in(self.book, ResultsColumn.MEETS, f'"{MET}"')
        for column, formula, value, look in (
            (first, self._formula(spot, (row, first), group, incomplete), figures.incomplete, PALE),
            (first + 1, everybody, figures.complete + figures.incomplete, BOLD),
            (first + 2, self._formula(spot, (row, first + 2), group, met), figures.met, BOLD),
        ):
            shown = self.book.formats.of(FIGURE, look, _total(group))
            sheet.merge((row, column, row + 1, column), shown)
            sheet.formula(row, column, formula, shown, value)

    def _formula(
        self, spot: BlockPlace, cell: tuple[int, int], group: _RankGroup, *tests: str
    ) -> str:
        """Count the group's rows of *Results*; the last group counts all but those above."""
        if group.test is not None:
            return count(*filter(None, (group.test, *tests)))
        row, column = cell
        above = (a1(number, column) for number in range(row - 2, spot.first - 1, -2))
        return "=" + "-".join((a1(row + 2, column), *above))

    def _cell(self, outcome: str) -> str:
        return f'"{NO_RANK}"' if outcome == NO_RANK else rank_cell(self.book, outcome)

    def _chart(self, spot: BlockPlace) -> Any:
        """Columns of engineers by rank attained, stacked by target rank."""
        last = spot.figures + len(self._outcomes) - 1
        *groups, everybody = self.groups
        series = []
        for index, group in enumerate(groups):
            row, column = spot.first + 2 * index, spot.figures + 1 + index
            colour = _colour(index, len(self.book.jd.ranks)) if group.target else LINE
            name = (spot.header, column) if group.target else (row, spot.label)
            dark = group.target is not None and index * 2 >= len(self.book.jd.ranks) - 1
            values = (row, spot.figures, row, last)
            series.append(Series(name, values, colour, dark=dark))
            below = (row + 1, spot.figures, row + 1, last)
            series.append(Series((row + 1, spot.label + 1), below, colour, hatched=True))
        tallest = max(
            sum(everybody.figures.attained[outcome, kind] for kind, _ in KINDS)
            for outcome in self._outcomes
        )
        categories = (spot.header, spot.figures, spot.header, last)
        title = "Engineers by rank attained"
        chart = charts.stacked(self.book, spot, "column", title, categories, series, most=tallest)
        charts.place_legend(chart, range(1, len(series) - 2, 2))
        return chart


def _total(group: _RankGroup) -> Look:
    return TOTAL if group.test == "" else {}


def _shade(jd: JobDescription, target: str | None, outcome: str) -> Look:
    """Green where whoever has attained this meets the target rank, orange where nobody does."""
    if target is None:
        return {}
    codes = (NO_RANK, *jd.rank_codes)
    if codes.index(outcome) < codes.index(target):
        return BAD_LOOK
    asks_as_much = all(
        item.required.get(target, 0) <= item.required.get(outcome, 0) for item in jd.competencies
    )
    return GOOD_LOOK if asks_as_much else {}


def _colour(index: int, count: int) -> str:
    share = index / (count - 1) if count > 1 else 1
    mixed = (round(a + (b - a) * share) for a, b in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)
