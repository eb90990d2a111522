"""The assessment: the ratings on a form, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast, overload

from faie_sheets.problems import Place, Problem, Problems
from faie_sheets.records.form import FormIdentity
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.roster import Engineer
from faie_sheets.showing import Shown


class Rater(StrEnum):
    """Who rates. The two have separate columns, are scored separately and are never mixed."""

    SELF = "self"
    ASSESSOR = "assessor"


@dataclass(frozen=True, slots=True)
class Rating:
    """The level that one rater chose for one competency.

    Attributes:
        code: code of the competency.
        rater: the engineer (self) or the assessor.
        level: the level number; None is *not rated*, which is not level 0.
        found: what the cell contains, as one line of text.
        place: the cell.
    """

    code: str
    rater: Rater
    level: int | None
    found: str
    place: Place


class Ratings(Sequence[Rating]):
    """The ratings on one form; equal to a tuple of the same ratings.

    They are stored as columns, and each rating is created when asked for. With dozens per form,
    they would otherwise take up most of a batch's memory, and most of the time that processes
    need to send each other what they read.

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
        """Competency code → the level that this rater chose, or None."""
        chosen = zip(self._raters, self._codes, self._levels, strict=True)
        return {code: level for who, code, level in chosen if who is rater}

    def by(self, rater: Rater) -> Mapping[str, Rating]:
        """Competency code → this rater's rating."""
        return {rating.code: rating for rating in self if rating.rater is rater}

    def has_rated(self, rater: Rater) -> bool:
        """Whether this rater has entered anything at all, readable or not."""
        written = zip(self._raters, self._found, strict=True)
        return any(found and who is rater for who, found in written)

    @property
    def chosen(self) -> int:
        """How many levels there are, from both raters."""
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


@dataclass(frozen=True)
class Assessment(Shown):
    """A form read back: who, which levels, and what is wrong with the file.

    Attributes:
        engineer: whose form it is, as the form says.
        ratings: one for each competency and rater, in the JD's order; equal to a tuple of the
            same ratings.
        evidence: competency code → the evidence given; codes without any are left out.
        identity: the form's hidden identity, or None where it was lost.
        file: name of the file.
        sha256: SHA-256 of the file.
        saved: when the form was last saved, according to the file itself, in ISO 8601; or ``""``.
        problems: what is wrong, in cell order.
    """

    engineer: Engineer
    ratings: Sequence[Rating]
    evidence: Mapping[str, str] = field(default_factory=dict)
    identity: FormIdentity | None = None
    file: str = ""
    sha256: str = ""
    saved: str = ""
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "problems", Problems(self.problems))
        if not isinstance(self.ratings, Ratings):
            object.__setattr__(self, "ratings", Ratings(self.ratings))

    @classmethod
    def of(
        cls,
        jd: JobDescription,
        levels: Mapping[str, int | None],
        *,
        target_rank: str = "",
        rater: Rater = Rater.SELF,
        other_levels: Mapping[str, int | None] | None = None,
        engineer: Engineer | None = None,
    ) -> Assessment:
        """Make an assessment from levels instead of a file, for notebooks and experiments.

        Args:
            jd: the JD whose competencies are rated.
            levels: competency code → level; a missing code or None is *not rated*.
            target_rank: rank code to compare with; used if no engineer is given.
            rater: whose levels these are.
            other_levels: the other rater's levels, in the same form; by default none.
            engineer: whose assessment it is.

        Raises:
            ValueError: a code is not that of a competency of the JD.
        """
        others = other_levels or {}
        jd.check_codes(levels.keys() | others.keys())
        ratings = tuple(
            Rating(item.code, who, level, "" if level is None else str(level), Place())
            for who in Rater
            for item in jd.competencies
            for level in ((levels if who is rater else others).get(item.code),)
        )
        return cls(engineer or Engineer("", target_rank=target_rank), ratings)

    def ratings_by(self, rater: Rater) -> Mapping[str, Rating]:
        """Competency code → this rater's rating."""
        return self._columns.by(rater)

    def levels_by(self, rater: Rater) -> Mapping[str, int | None]:
        """Competency code → the level that this rater chose, or None."""
        return self._columns.levels_by(rater)

    def has_rated(self, rater: Rater) -> bool:
        """Whether this rater has entered anything at all, readable or not."""
        return self._columns.has_rated(rater)

    @property
    def chosen(self) -> int:
        """How many levels there are, from both raters."""
        return self._columns.chosen

    @property
    def rater_of_record(self) -> Rater:
        """Whose ratings count: the assessor's if there are any, otherwise the engineer's."""
        return Rater.ASSESSOR if self.has_rated(Rater.ASSESSOR) else Rater.SELF

    @property
    def _columns(self) -> Ratings:
        return cast("Ratings", self.ratings)
