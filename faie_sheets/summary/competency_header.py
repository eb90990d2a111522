"""The header over the competencies, shared by the sheets that have a column for each."""

from __future__ import annotations

from faie_sheets.records.job_description import JobDescription
from faie_sheets.wording import line_text, shortened
from faie_sheets.workbook.write.sheet import LEAST_HEIGHT
from faie_sheets.workbook.write.style import FONT_SIZE, LINE_HEIGHT, ROW_PADDING, line_count

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
    width = (height / _POINTS_PER_PIXEL - 5) / 7
    return all(line_count(name, width, bold=True) <= _LINES for name in names)
