"""The roster: who is to be assessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from faie_sheets.problems import Place, Problem, Problems
from faie_sheets.showing import Shown, notebook

if TYPE_CHECKING:
    from faie_sheets.showing import DataFrame


@dataclass(frozen=True)
class Engineer:
    """Who is assessed, for which rank and by whom; ``""`` where something is not known.

    Attributes:
        id: employee ID, unique in a company.
        name: full name as the company writes it.
        unit: organisational unit.
        current_rank: code of the current rank.
        target_rank: code of the rank that the assessment is for.
        assessor: who rates.
        period: the assessment period, such as ``2026 H1``.
        email: the address to send the form to.
    """

    id: str
    name: str = ""
    unit: str = ""
    current_rank: str = ""
    target_rank: str = ""
    assessor: str = ""
    period: str = ""
    email: str = ""

    @property
    def who(self) -> str:
        """How messages name the person: name and employee ID, as far as they are known."""
        return f"{self.name} ({self.id})" if self.name and self.id else self.name or self.id


@dataclass(frozen=True)
class Roster(Shown):
    """The engineers in the order of the list, and what is wrong with it.

    Attributes:
        engineers: one for each usable row; IDs are unique.
        problems: rows that could not be used, and slips in those that could.
        file: name of the file it was read from.
        places: (employee ID, field) → the cell, for fields that are later checked against a JD.
    """

    engineers: tuple[Engineer, ...]
    problems: tuple[Problem, ...] = ()
    file: str = ""
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "problems", Problems(self.problems))

    def __iter__(self) -> Iterator[Engineer]:
        return iter(self.engineers)

    def __len__(self) -> int:
        return len(self.engineers)

    def to_frame(self) -> DataFrame:
        """One row per engineer, one column per attribute of :class:`Engineer`, all text."""
        return notebook().roster_frame(self)
