"""The grid that the blocks of the overview stand on: two halves, each of a table and a chart."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from faie_sheets.workbook.write.style import LINE_HEIGHT, column_pixels, line_count, row_pixels

LABEL_WIDTH, KIND_WIDTH, RIGHT_LABEL_WIDTH = 10.5, 9.0, 28.0
FIGURE_WIDTH, GAP_WIDTH = 8.0, 1.5
CHART_WIDTH, RIGHT_CHART_WIDTH = 6.1, 7.0
"""Widths of columns in characters; a chart stands over several, which the tiles part."""
CHART_COLUMNS = 6
CHART_MARGIN = 8
"""Pixels between a table and its chart."""
RIGHT_FIGURES = 4
TITLE_HEIGHT, HEADER_HEIGHT, GAP_HEIGHT = 24.0, 32.0, 8.0
"""Heights of rows in points."""
LABEL_SIZE, SMALL_SIZE = 10, 9
"""Font sizes in points: of the labels; of headers and notes."""

_PADDING = 3
_LEFT_LABELS = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of the page, counted from 0, left to right.

    Left: a label, the kind of result, the figures, the chart. A narrow gap. Right: a label, the
    figures, the chart. A label that needs no kind spans both of the left columns.

    Attributes:
        left_figures: how many columns of figures the wider of the left tables needs.
    """

    left_figures: int

    @property
    def widths(self) -> tuple[float, ...]:
        """The width of every column, in characters."""
        return (
            LABEL_WIDTH,
            KIND_WIDTH,
            *[FIGURE_WIDTH] * self.left_figures,
            *[CHART_WIDTH] * CHART_COLUMNS,
            GAP_WIDTH,
            RIGHT_LABEL_WIDTH,
            *[FIGURE_WIDTH] * RIGHT_FIGURES,
            *[RIGHT_CHART_WIDTH] * CHART_COLUMNS,
        )

    @property
    def last(self) -> int:
        """The last column of the page."""
        return len(self.widths) - 1

    @property
    def right(self) -> int:
        """The first column of the right half."""
        return _LEFT_LABELS + self.left_figures + CHART_COLUMNS + 1

    def tiles(self, count: int) -> list[tuple[int, int]]:
        """First and last column of so many tiles in each half, as equally wide as can be."""
        halves = ((0, self.right - 2), (self.right, self.last))
        return [span for first, last in halves for span in self._parts(first, last, count)]

    def _parts(self, first: int, last: int, count: int) -> list[tuple[int, int]]:
        pixels = [column_pixels(width) for width in self.widths[first : last + 1]]
        reached = [0, *itertools.accumulate(pixels)]
        edges = [
            min(range(len(reached)), key=lambda edge: abs(reached[edge] - wanted))
            for wanted in (reached[-1] * part / count for part in range(count + 1))
        ]
        return [(first + start, first + end - 1) for start, end in itertools.pairwise(edges)]


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where one block stands: a title, a header and rows, and a chart right of them.

    Attributes:
        title: row of the title; the header is below it, the figures below that.
        label: column of the labels.
        figures: first column of the figures.
        chart: first column of the chart.
        end: last column of the chart.
        rows: how many rows there are for figures.
        size: width and height of the place for the chart, header included, in pixels.
    """

    title: int
    label: int
    figures: int
    chart: int
    end: int
    rows: int
    size: tuple[int, int]

    @property
    def header(self) -> int:
        """Row of the header."""
        return self.title + 1

    @property
    def first(self) -> int:
        """First row of figures."""
        return self.title + 2

    @property
    def last(self) -> int:
        """Last row that there is for figures."""
        return self.title + 1 + self.rows

    @property
    def chart_area(self) -> tuple[int, int, int, int]:
        """The place for the chart: first row and column, last row and column."""
        return self.header, self.chart, self.last, self.end


@dataclass(frozen=True, slots=True)
class BlockRow:
    """Two blocks side by side: how tall each of their rows is, in points, header first."""

    heights: tuple[float, ...]

    @classmethod
    def of(
        cls, least_rows: int, body: float, least: float, *labels: list[tuple[str, float]]
    ) -> BlockRow:
        """The rows for both tables and for their charts.

        Args:
            least_rows: how many rows there are at least.
            body: how tall all rows together are at least, in points.
            least: how tall a row is at least, in points.
            labels: for each table the labels of its rows, each with the width that it has.
        """
        count = max(least_rows, *(len(table) for table in labels))
        even = max(least, body / count)
        rows = itertools.zip_longest(*labels, fillvalue=("", 1.0))
        needed = [max(label_height(*label) for label in row) for row in rows]
        needed += [0.0] * (count - len(needed))
        return cls((HEADER_HEIGHT, *(_whole_pixels(max(even, height)) for height in needed)))

    def spots(self, grid: Grid, title: int, left: int, right: int) -> tuple[BlockPlace, BlockPlace]:
        """The places of the left and the right block, their titles in this row.

        Args:
            grid: the columns of the page.
            title: row of the titles.
            left: how many columns of figures the left block has; its chart takes the rest.
            right: how many the right block has.
        """
        return (
            self._spot(grid, title, 0, _LEFT_LABELS, left, grid.right - 2),
            self._spot(grid, title, grid.right, grid.right + 1, right, grid.last),
        )

    def _spot(
        self, grid: Grid, title: int, label: int, figures: int, count: int, last: int
    ) -> BlockPlace:
        chart = figures + count
        wide = sum(map(column_pixels, grid.widths[chart : last + 1])) - CHART_MARGIN - 1
        tall = sum(map(row_pixels, self.heights))
        return BlockPlace(title, label, figures, chart, last, len(self.heights) - 1, (wide, tall))


def label_height(text: str, width: float, size: float = LABEL_SIZE) -> float:
    """The height in points of a row for a text in a column of this width."""
    return math.ceil(line_count(text, width, size) * size * LINE_HEIGHT) + _PADDING


def _whole_pixels(points: float) -> float:
    """The next height of a row that every program shows alike."""
    return math.ceil(points * 4 / 3) * 3 / 4
