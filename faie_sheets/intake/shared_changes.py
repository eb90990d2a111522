"""Locked cells changed in the same way on many forms: the template was reworded, not the forms."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping

from faie_sheets.problems import NOWHERE, Kind, Problem
from faie_sheets.records.result import Result

_FEW = 2
"""As many people may make the same change by chance, if others did not make it."""

Said = tuple[str, str]
"""What the problem of a locked cell found, and what it expected."""


class SharedChanges:
    """What the forms of a batch say in locked cells, counted as they are read, in any order."""

    def __init__(self) -> None:
        self._people: set[str] = set()
        self._who: dict[Said, set[str]] = {}
        self._first: dict[Said, tuple[int, int]] = {}

    def add(self, number: int, person: str, problems: Iterable[Problem]) -> None:
        """Count a form, given the number of its file, the employee ID and its problems."""
        self._people.add(person)
        for position, problem in enumerate(filter(_is_locked, problems)):
            said = _said(problem)
            self._who.setdefault(said, set()).add(person)
            place = number, position
            self._first[said] = min(self._first.get(said, place), place)

    def shared_problems(self) -> Mapping[Said, Problem]:
        """The changes that forms share, each with a single problem, in the order of the files.

        A change was issued that way if it is on every form, of at least two people, or on more
        forms than would be changed in the same way by chance.
        """
        shared = [said for said, who in self._who.items() if self._is_issued(who)]
        return {
            said: _problem(said, len(self._who[said]))
            for said in sorted(shared, key=self._first.__getitem__)
        }

    def _is_issued(self, with_it: set[str]) -> bool:
        return len(with_it) > _FEW or (len(with_it) == _FEW and with_it == self._people)


def without_shared(problems: Iterable[Problem], shared: Collection[Said]) -> tuple[Problem, ...]:
    """The problems of a form, without the changes that it shares with others."""
    return tuple([each for each in problems if not (_is_locked(each) and _said(each) in shared)])


def result_without_shared(result: Result, shared: Collection[Said]) -> Result:
    """The result, without the changes that its form shares with others."""
    assessment = result.assessment
    problems = without_shared(assessment.problems, shared)
    if len(problems) == len(assessment.problems):
        return result
    adjusted = dataclasses.replace(assessment, problems=problems)
    return dataclasses.replace(result, assessment=adjusted)


def _is_locked(problem: Problem) -> bool:
    return problem.code == Kind.FORM_LOCKED_CELL_CHANGED.code


def _said(problem: Problem) -> Said:
    return problem.found, problem.expected


def _problem(said: Said, forms: int) -> Problem:
    found, expected = said
    return NOWHERE.problem(Kind.FORM_REWORDED_ALIKE, found=found, expected=expected, forms=forms)
