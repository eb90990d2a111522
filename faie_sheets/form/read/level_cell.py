"""One cell of a form: which level it chooses, and whether it had to be understood first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from faie_sheets.jd.values import leading_level
from faie_sheets.records.job_description import Competency, JobDescription, Level
from faie_sheets.text.normalise import key, plain

_NUMBER = re.compile(r"^\d+\s*[:.)–—-]\s*")


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
    if isinstance(value, str) and (level := _by_entry(competency).get(value)):
        return Reading(level, verbatim=True)
    if labelled := level_by_label(value, competency):
        return Reading(labelled, verbatim=False)
    text = plain(value)
    number, words = leading_level(text), key(_NUMBER.sub("", text))
    if any(words == key(level.text) and level.level != number for level in competency.scale):
        # The number of one level before the text of another: nobody can say which is meant.
        return Reading(None, verbatim=False)
    return Reading(competency.level(number), verbatim=False)


@lru_cache(maxsize=1024)
def _by_entry(competency: Competency) -> Mapping[str, Level]:
    """Entry of the drop-down → the level, the first one where several have the same."""
    return {level.entry: level for level in reversed(competency.scale)}


def level_by_label(value: object, competency: Competency) -> Level | None:
    """The level whose label or text this is, in whatever case and spacing; no bare number."""
    return _by_label(competency).get(key(value))


@lru_cache(maxsize=1024)
def _by_label(competency: Competency) -> Mapping[str, Level]:
    """Each way to write a level out → the level, the first one where several have the same."""
    return {
        text: level
        for level in reversed(competency.scale)
        for text in (key(level.entry), key(level.label), key(level.text))
        if text
    }


def entry_of_another(text: str, competency: Competency, jd: JobDescription) -> Competency | None:
    """The other competency whose drop-down has this entry, where this competency's has it not.

    It is what a column that was sorted or pasted by itself leaves behind.
    """
    wanted = key(text)
    if not wanted or wanted in _entries(competency):
        return None
    others = (other for other in jd.competencies if other is not competency)
    return next((other for other in others if wanted in _entries(other)), None)


@lru_cache(maxsize=1024)
def _entries(competency: Competency) -> frozenset[str]:
    """The entries of the drop-down, as texts are compared."""
    return frozenset(key(level.entry) for level in competency.scale)
