"""The assessment: a form read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from faie_sheets.problems import Place, Problem
from faie_sheets.records.form import FormIdentity
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.problem_list import Problems
from faie_sheets.records.ratings import Rater, Rating, Ratings
from faie_sheets.records.roster import Engineer
from faie_sheets.shown import Shown


@dataclass(frozen=True)
class Assessment(Shown):
    """A form read back: who, which levels, and what is wrong with the file.

    Attributes:
        engineer: whose form it is, as the form says.
        ratings: one for each competency of the JD and rater, in the JD's order; it equals a
            tuple of the same.
        evidence: competency code → what was written as evidence; only where something was.
        identity: the form's hidden identity, or None where it was lost.
        file: name of the file.
        sha256: SHA-256 of the file.
        saved: when the form was last saved according to the file itself, ISO 8601, or ``""``.
        problems: what is wrong, in the order of the cells.
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
        """An assessment made of levels at hand instead of a file, for notebooks and trials.

        Args:
            jd: the JD whose competencies are rated.
            levels: competency code → level; a missing code or None is *not rated*.
            target_rank: rank code to hold it against; used where no engineer is given.
            rater: whose levels these are.
            other_levels: the levels of the other rater, likewise; none where not given.
            engineer: whose assessment it is.

        Raises:
            ValueError: the JD has no competency of a code that is given.
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
        """Whether this rater has written anything at all, readable or not."""
        return self._columns.has_rated(rater)

    @property
    def chosen(self) -> int:
        """How many levels there are, by both raters."""
        return self._columns.chosen

    @property
    def rater_of_record(self) -> Rater:
        """The assessor where the assessor has rated anything, else the engineer."""
        return Rater.ASSESSOR if self.has_rated(Rater.ASSESSOR) else Rater.SELF

    @property
    def _columns(self) -> Ratings:
        return cast("Ratings", self.ratings)
