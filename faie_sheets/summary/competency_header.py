"""The header over the competencies, shared by the sheets that have a column for each."""

from __future__ import annotations

import math

from xlsxwriter.utility import xl_pixel_width

from faie_sheets.records.job_description import JobDescription
from faie_sheets.summary.wording import line_text

LEVEL_WIDTH = 7.2
"""Width of a competency's column in characters: its code and two lines of its rotated name."""

_LINES = 2
_LEAST, _MOST = 90.0, 210.0
_POINTS_PER_PIXEL = 0.75
_SIZE = 10 / 11
"""The font size of the header over the one that widths are measured at."""


def names_of(jd: JobDescription) -> list[str]:
    """The competencies' names as the header shows them."""
    return [line_text(item.name) for item in jd.competencies]


def names_height(jd: JobDescription) -> float:
    """Height in points of the row that holds the rotated names, each on at most two lines."""
    longest = max((xl_pixel_width(name) for name in names_of(jd)), default=0)
    # Words do not divide evenly over the lines; a quarter more leaves room for the last one.
    needed = longest * _SIZE * 1.06 * _POINTS_PER_PIXEL / _LINES * 1.25 + 12
    return min(max(math.ceil(needed), _LEAST), _MOST)
