"""The two charts of the sheet *Overview*, drawn from the two tables beside them."""

from __future__ import annotations

from typing import Any

from faie_sheets.excel.style import AMBER, FONT, GOOD, GREY, INK, LINE, NAVY, PALE_GREY, WHITE
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.overview_tables import INCOMPLETE, MET, NOT_MET, TablePlace
from faie_sheets.summary.places import OVERVIEW
from faie_sheets.summary.sheet import Sheet

_WIDTH, _GAP = 540, 14
_RANKS_HEIGHT = 226
_BASE_HEIGHT, _HEIGHT_EACH_UNIT, _LEAST_HEIGHT = 104, 22, 190
_PIXELS_PER_ROW = 26
_FEW_STEPS = 6
_LIGHT, _DARK = (0xB4, 0xC7, 0xE7), (0x1F, 0x38, 0x64)
"""The shades of the target ranks, lowest to highest: told apart in grey too."""

Options = dict[str, Any]


def write(
    book: SummaryBook, sheet: Sheet, corner: tuple[int, int], ranks: TablePlace, units: TablePlace
) -> int:
    """Draw the charts one below the other; return the row that they reach down to.

    Args:
        book: the workbook in the making.
        sheet: the overview.
        corner: row and column of the upper chart's upper left corner.
        ranks: where the table of ranks stands.
        units: where the table of units stands.
    """
    if not book.lines:
        return units.end
    count = units.last - units.first + 1
    height = max(_BASE_HEIGHT + _HEIGHT_EACH_UNIT * count, _LEAST_HEIGHT)
    _insert(sheet, corner, _ranks_chart(book, ranks), 0, _RANKS_HEIGHT)
    _insert(sheet, corner, _units_chart(book, units), _RANKS_HEIGHT + _GAP, height)
    return corner[0] + (_RANKS_HEIGHT + _GAP + height) // _PIXELS_PER_ROW + 1


def _ranks_chart(book: SummaryBook, place: TablePlace) -> Any:
    """Columns of engineers by rank attained, stacked by target rank."""
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    ranks = len(book.jd.ranks)
    outcomes = (1, place.columns - 1)
    for row in range(place.first, place.last + 1):
        index = row - place.first
        colour = _shade(index, ranks) if index < ranks else PALE_GREY
        series = {
            "name": [OVERVIEW, row, 0],
            "categories": [OVERVIEW, place.header, outcomes[0], place.header, outcomes[1]],
            "values": [OVERVIEW, row, outcomes[0], row, outcomes[1]],
            "gap": 60,
        }
        _add(chart, series, colour, dark=index < ranks and index * 2 >= ranks - 1)
    _finish(chart, "Engineers by rank attained; shade: target rank")
    chart.set_x_axis({**_axis("Rank attained"), "line": {"color": GREY}})
    chart.set_y_axis({**_axis("Engineers"), **_figures("0"), **_steps(len(book.lines))})
    return chart


def _units_chart(book: SummaryBook, place: TablePlace) -> Any:
    """A bar a unit: who meets the target rank, who does not, whose assessment is incomplete.

    The bars show shares, so that a small unit beside a large one can be read; the labels, numbers.
    """
    chart = book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for column, name, colour in (
        (MET, "Met", GOOD),
        (NOT_MET, "Not met", AMBER),
        (INCOMPLETE, "Incomplete", WHITE),
    ):
        series = {
            "name": name,
            "categories": [OVERVIEW, place.first, 0, place.last, 0],
            "values": [OVERVIEW, place.first, column, place.last, column],
            "gap": 45,
        }
        _add(chart, series, colour, dark=column == MET)
    _finish(chart, "Attainment of the target rank by unit")
    # XlsxWriter names the axes of a bar chart by where they lie: x is the one of the figures.
    chart.set_x_axis(
        {**_axis("Share of the unit’s engineers"), **_figures("0%"), "major_unit": 0.25}
    )
    chart.set_y_axis({**_axis("Unit"), "reverse": True, "crossing": "max", "line": {"color": GREY}})
    return chart


def _add(chart: Any, series: Options, colour: str, *, dark: bool) -> None:
    font = {"name": FONT, "size": 9, "color": WHITE if dark else INK}
    series |= {
        "fill": {"color": colour},
        "border": {"color": GREY, "width": 0.75},
        # A segment of nobody has no label.
        "data_labels": {"value": True, "num_format": '0;;""', "font": font},
    }
    if code := chart.add_series(series):
        raise ValueError(f"a series of a chart cannot be added (XlsxWriter says {code})")


def _finish(chart: Any, title: str) -> None:
    font = {"name": FONT, "size": 11, "bold": True, "color": NAVY}
    chart.set_title({"name": title, "name_font": font, "overlay": False})
    chart.set_legend({"position": "right", "font": {"name": FONT, "size": 9, "color": INK}})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": WHITE}})


def _axis(name: str) -> Options:
    font = {"name": FONT, "size": 9, "color": INK}
    return {"name": name, "name_font": {**font, "bold": False}, "num_font": font}


def _steps(most: int) -> Options:
    """Whole engineers on the axis, whatever the program would choose for a few of them."""
    return {"major_unit": 1} if most <= _FEW_STEPS else {}


def _figures(num_format: str) -> Options:
    """The axis of the figures: from 0, with light gridlines."""
    return {
        "min": 0, "num_format": num_format, "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
    }  # fmt: skip


def _shade(index: int, count: int) -> str:
    share = index / (count - 1) if count > 1 else 1
    mixed = (round(a + (b - a) * share) for a, b in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _insert(sheet: Sheet, corner: tuple[int, int], chart: Any, offset: int, height: int) -> None:
    chart.set_size({"width": _WIDTH, "height": height})
    place = {"y_offset": offset, "object_position": 3, "description": chart.title.name}
    sheet.done(sheet.worksheet.insert_chart(*corner, chart, place), *corner)
