"""The look of the overview's charts: each drawn from the table beside it, and all alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from faie_sheets.layouts.summary import OVERVIEW
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.overview.grid import CHART_MARGIN, BlockPlace
from faie_sheets.workbook.write.sheet import SheetWriter, add_series
from faie_sheets.workbook.write.style import (
    AMBER,
    CENTRED,
    CHART_AREA,
    CHART_FONT,
    CHART_GRID,
    CHART_TITLE_FONT,
    GOOD,
    GREY,
    INK,
    PALE,
    SENTENCE,
    WHITE,
)

MET_COLOUR, NOT_MET_COLOUR = GOOD, AMBER
_FEW_STEPS = 6
_LEAST_SHARE = {"column": 0.06, "bar": 0.12}
"""Share of the longest below which a segment is too thin for its figure."""

_BARE_SHARE, _DIGIT_SHARE = 6, 3
"""Percent of a whole bar that a figure needs beside its digits, and each of its digits."""

Options = dict[str, Any]
Cells = tuple[int, int, int, int]
"""First row and column, last row and column, of cells in one row or one column."""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart.

    Attributes:
        name: row and column of the cell that names it.
        values: the cells of its figures.
        colour: its colour.
        hatched: whether it is provisional, and so hatched in its colour.
        dark: whether the colour is so dark that figures on it are white.
        bare: the numbers, from 0, of the bars in which its segment has no figure.
    """

    name: tuple[int, int]
    values: Cells
    colour: str
    hatched: bool = False
    dark: bool = False
    bare: frozenset[int] = frozenset()


def too_thin(part: int, whole: int) -> bool:
    """Whether a segment of a bar that is divided by shares is too thin for its figure.

    >>> too_thin(9, 100), too_thin(10, 100), too_thin(20, 100)
    (False, True, False)
    """
    return part * 100 < whole * (_BARE_SHARE + _DIGIT_SHARE * len(str(part)))


def stacked(
    book: SummaryBook,
    spot: BlockPlace,
    kind: str,
    title: str,
    categories: Cells,
    series: Sequence[Series],
    *,
    most: int,
    shares: bool = False,
) -> Any:
    """A chart of stacked columns (``column``) or bars (``bar``).

    Args:
        book: the workbook being written.
        spot: where the chart will stand.
        kind: what XlsxWriter calls it.
        title: what stands over it, and is read out in its place.
        categories: the cells that name its columns or bars.
        series: the first at the axis.
        most: the sum of the largest column or bar.
        shares: whether all bars are equally long and divided by shares.
    """
    subtype = "percent_stacked" if shares else "stacked"
    chart = book.workbook.add_chart({"type": kind, "subtype": subtype})
    # A segment too thin for its figure has none; the table has them all.
    gap = _gap(spot, kind, categories)
    least = 1 if shares else max(1, round(_LEAST_SHARE[kind] * most))
    for one in series:
        options = {
            "name": [OVERVIEW, *one.name],
            "categories": [OVERVIEW, *categories],
            "values": [OVERVIEW, *one.values],
            "gap": gap,
            "border": {"color": GREY, "width": 0.75},
            "data_labels": _labels(one, least),
            **_filling(one),
        }
        add_series(chart, options)
    chart.set_title(
        {"name": title, "name_font": {**CHART_TITLE_FONT, "bold": True}, "overlay": False}
    )
    chart.set_chartarea(CHART_AREA)
    _axes(chart, kind, "0%" if shares else "0", most)
    place_legend(chart)
    return chart


def place_legend(chart: Any, hidden: Sequence[int] = ()) -> None:
    """Put the legend below the chart, without the series of these numbers, from 0."""
    chart.set_legend({"position": "bottom", "font": CHART_FONT, "delete_series": list(hidden)})


def insert(sheet: SheetWriter, spot: BlockPlace, chart: Any) -> None:
    """Put a chart into its place."""
    width, height = spot.size
    chart.set_size({"width": width, "height": height})
    place = {"x_offset": CHART_MARGIN, "object_position": 3, "description": chart.title.name}
    corner = (spot.header, spot.chart)
    sheet.done(sheet.worksheet.insert_chart(*corner, chart, place), *corner)


def nothing(book: SummaryBook, sheet: SheetWriter, spot: BlockPlace, text: str) -> None:
    """Say in the place of a chart why there is none."""
    look = book.formats.of(SENTENCE, CENTRED, PALE, {"valign": "vcenter", "font_color": GREY})
    sheet.merge(spot.chart_area, look)
    sheet.text(spot.header, spot.chart, text, look)


def _labels(series: Series, least: int) -> Options:
    labels: Options = {
        "value": True,
        "num_format": f'[<{least}]"";0',
        "font": {**CHART_FONT, "color": WHITE if series.dark else INK},
    }
    if series.hatched:
        labels["font"] = CHART_FONT
        labels["fill"] = {"color": WHITE}
    if series.bare:
        labels["custom"] = [
            {"delete": True} if number in series.bare else None
            for number in range(max(series.bare) + 1)
        ]
    return labels


def _gap(spot: BlockPlace, kind: str, categories: Cells) -> int:
    """The gap between columns or bars in percent of their width, so that a few are not fat."""
    count = categories[2] - categories[0] + categories[3] - categories[1] + 1
    length, widest = (spot.size[0], 60) if kind == "column" else (spot.size[1] - 110, 28)
    return min(max(round(100 * (length / count / widest - 1)), 45), 500)


def _filling(series: Series) -> Options:
    if not series.hatched:
        return {"fill": {"color": series.colour}}
    hatch = {"pattern": "wide_upward_diagonal", "fg_color": series.colour, "bg_color": WHITE}
    return {"pattern": hatch}


def _axes(chart: Any, kind: str, num_format: str, most: int) -> None:
    figures: Options = {
        "min": 0, "num_format": num_format, "num_font": CHART_FONT, "line": {"none": True},
        "major_gridlines": CHART_GRID,
    }  # fmt: skip
    if num_format == "0%":
        figures["major_unit"] = 0.25
    elif most <= _FEW_STEPS:
        # Whole engineers, whatever the program would choose for a few of them.
        figures["major_unit"] = 1
    # Each is named, even where a program would leave out every other one for lack of room.
    names: Options = {"num_font": CHART_FONT, "line": {"color": GREY}, "interval_unit": 1}
    # XlsxWriter names the axes of a bar chart by where they lie: x is the one of the figures.
    if kind == "bar":
        chart.set_x_axis(figures)
        chart.set_y_axis({**names, "reverse": True, "crossing": "max"})
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(figures)
