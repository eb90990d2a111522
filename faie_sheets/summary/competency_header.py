"""The header over the competencies, shared by the sheets that have a column for each."""

from __future__ import annotations

from faie_sheets.excel.style import line_count
from faie_sheets.records.job_description import JobDescription
from faie_sheets.summary.wording import line_text, shortened

LEVEL_WIDTH = 7.8
"""Width of a competency's column in characters: its code, and three lines of its rotated name."""

_LINES = 3
_LEAST, _MOST, _STEP = 84, 210, 6
_LONGEST_NAME = 120
_POINTS_PER_PIXEL = 0.75


def names_of(jd: JobDescription) -> list[str]:
    """The competencies' names as the header shows them."""
    return [shortened(line_text(item.name), _LONGEST_NAME) for item in jd.competencies]


def names_height(jd: JobDescription) -> float:
    """The least height in points at which every rotated name takes at most three lines.

    Every point counts: the header is frozen, and what it takes the engineers' rows lack.
    """
    names = names_of(jd)
    heights = range(_LEAST, _MOST, _STEP)
    return next((height for height in heights if _fits(names, height)), _MOST)


def _fits(names: list[str], height: float) -> bool:
    width = (height / _POINTS_PER_PIXEL - 5) / 7
    return all(line_count(name, width, bold=True) <= _LINES for name in names)
