"""One cell of a form: which level it chooses, and whether it had to be understood first."""

from __future__ import annotations

from typing import NamedTuple

from faie_sheets.excel.text import key, plain
from faie_sheets.jd.values import leading_level
from faie_sheets.records.job_description import Competency, Level


class Reading(NamedTuple):
    """What a rating cell says.

    Attributes:
        level: the level chosen, or None where the cell is empty or not on the scale.
        verbatim: whether the cell holds the level's label letter for letter.
    """

    level: Level | None
    verbatim: bool


def read_rating(value: object, competency: Competency) -> Reading:
    """Read a rating cell: the drop-down's label, or what people and programs make of it.

    Understood besides the label itself: another case or spacing, the level's text without its
    number, a bare number (3, 3.0, "3"), and a number followed by other words (``3: …``).
    """
    text = plain(value)
    for level in competency.scale:
        if value == level.label:
            return Reading(level, verbatim=True)
    for level in competency.scale:
        if key(text) in (key(level.label), key(level.text)):
            return Reading(level, verbatim=False)
    return Reading(competency.level(leading_level(text)), verbatim=False)
