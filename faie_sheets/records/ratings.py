"""The ratings of a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import overload

from faie_sheets.problems import Place


class Rater(StrEnum):
    """Who rates. The two are columns of their own, scored apart and never mixed."""

    SELF = "self"
    ASSESSOR = "assessor"


@dataclass(frozen=True, slots=True)
class Rating:
    """One competency's chosen level, by one rater.

    Attributes:
        code: code of the competency.
        rater: the engineer (self) or the assessor.
        level: the level number; None is *not rated*, which is not level 0.
        found: what the cell holds, as one line of text.
        place: the cell.
    """

    code: str
    rater: Rater
    level: int | None
    found: str
    place: Place


class Ratings(Sequence[Rating]):
    """The ratings of one form, which equal a tuple of the same.

    They are kept as columns, and a rating is made when it is asked for: a batch has dozens a form,
    which would take most of its memory, and of the time in which processes send what they read.

    Example:
        >>> import faie_sheets as fs
        >>> ratings = fs.Assessment.of(fs.builtin.jd(), {"AIAE04": 2}).ratings
        >>> len(ratings), ratings[3].code, ratings[3].level
        (22, 'AIAE04', 2)
    """

    __slots__ = ("_cells", "_codes", "_files", "_found", "_levels", "_raters", "_sheets")

    def __init__(self, ratings: Iterable[Rating]) -> None:
        ratings = tuple(ratings)
        self._codes = tuple([rating.code for rating in ratings])
        self._raters = tuple([rating.rater for rating in ratings])
        self._levels = tuple([rating.level for rating in ratings])
        self._found = tuple([rating.found for rating in ratings])
        self._files = tuple([rating.place.file for rating in ratings])
        self._sheets = tuple([rating.place.sheet for rating in ratings])
        self._cells = tuple([rating.place.cell for rating in ratings])

    def levels_by(self, rater: Rater) -> dict[str, int | None]:
        """Competency code → the level that this rater chose."""
        chosen = zip(self._raters, self._codes, self._levels, strict=True)
        return {code: level for who, code, level in chosen if who is rater}

    def by(self, rater: Rater) -> Mapping[str, Rating]:
        """Competency code → this rater's rating."""
        return {rating.code: rating for rating in self if rating.rater is rater}

    def has_rated(self, rater: Rater) -> bool:
        """Whether this rater has written anything at all, readable or not."""
        written = zip(self._raters, self._found, strict=True)
        return any(found and who is rater for who, found in written)

    @property
    def chosen(self) -> int:
        """How many levels there are, by both."""
        return len(self) - self._levels.count(None)

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[Rating]:
        places = map(Place, self._files, self._sheets, self._cells)
        return map(Rating, self._codes, self._raters, self._levels, self._found, places)

    @overload
    def __getitem__(self, index: int) -> Rating: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Rating, ...]: ...
    def __getitem__(self, index: int | slice) -> Rating | tuple[Rating, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ratings | tuple):
            return NotImplemented
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
