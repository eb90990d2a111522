"""Locked cells that many forms show alike: then the template was reworded, and not a form."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Sequence

from faie_sheets.problems import NOWHERE, Kind, Problem
from faie_sheets.returned.one_file import Read

_FEW = 2
"""So many people may change a cell alike, where there are others who did not."""

_Said = tuple[str, str]
"""What a problem of a locked cell found and what it expected."""


def told_once(reads: Sequence[Read]) -> tuple[list[Read], list[Problem]]:
    """The files without the changes that their forms share, and one problem for each such change.

    What everybody's form shows, of two people or more, or more forms than are changed alike by
    chance, was issued so.
    """
    who = defaultdict[_Said, set[str]](set)
    people = set()
    for read in reads:
        if read.assessment:
            person = read.assessment.engineer.id.casefold()
            people.add(person)
            for problem in filter(_is_locked, read.problems):
                who[_said(problem)].add(person)
    shared = {
        said: _problem(said, len(ids)) for said, ids in who.items() if _is_issued(ids, people)
    }
    return [_without(read, shared.keys()) for read in reads], list(shared.values())


def _is_issued(with_it: set[str], people: set[str]) -> bool:
    return len(with_it) > _FEW or (len(with_it) == _FEW and with_it == people)


def _is_locked(problem: Problem) -> bool:
    return problem.code == Kind.FORM_LOCKED_CHANGED.code


def _said(problem: Problem) -> _Said:
    return problem.found, problem.expected


def _problem(said: _Said, forms: int) -> Problem:
    found, expected = said
    return NOWHERE.problem(Kind.FORMS_REWORDED, found=found, expected=expected, forms=forms)


def _without(read: Read, shared: Collection[_Said]) -> Read:
    problems = tuple(
        problem
        for problem in read.problems
        if not (_is_locked(problem) and _said(problem) in shared)
    )
    if read.assessment is None or len(problems) == len(read.problems):
        return read
    assessment = dataclasses.replace(read.assessment, problems=problems)
    return dataclasses.replace(read, assessment=assessment, problems=problems)
