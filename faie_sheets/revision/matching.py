"""Which competency, rank or area of the old revision is which of the new one."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from faie_sheets.records.job_description import Competency, JobDescription, Rank
from faie_sheets.revision.words import significant
from faie_sheets.text.normalise import key

_T = TypeVar("_T")

_ALIKE = 0.65
_SPELLED_ALIKE = 0.8
_MOST_COMPARED = 10_000


@dataclass(frozen=True)
class Pairs(Generic[_T]):
    """The things of two revisions, matched.

    Attributes:
        both: those of both revisions, old and new, in the new order.
        added: those that only the new revision has.
        dropped: those that only the old revision has.
        moved: whether those of both stand in another order.
    """

    both: tuple[tuple[_T, _T], ...]
    added: tuple[_T, ...]
    dropped: tuple[_T, ...]
    moved: bool


@dataclass(frozen=True)
class Match:
    """Two revisions of a JD, and which of their ranks and competencies are the same."""

    old: JobDescription
    new: JobDescription

    @cached_property
    def ranks(self) -> Pairs[Rank]:
        """The ranks, by code, title or similar title."""
        return pair(self.old.ranks, self.new.ranks, lambda r: r.code, lambda r: r.title)

    @cached_property
    def competencies(self) -> Pairs[Competency]:
        """The competencies, by code, name or similar name."""
        old, new = self.old.competencies, self.new.competencies
        return pair(old, new, lambda c: c.code, lambda c: c.name)

    @cached_property
    def rank_codes(self) -> tuple[tuple[str, str], ...]:
        """Old and new code of every rank of both, then of ranks that only requirements name."""
        listed = {rank.code for rank in (*self.old.ranks, *self.new.ranks)}
        named = {
            code
            for item in (*self.old.competencies, *self.new.competencies)
            for code in (*item.required, *item.required_text)
        }
        known = [(old.code, new.code) for old, new in self.ranks.both]
        return (*known, *((code, code) for code in sorted(named - listed)))

    def competency(self, code: str) -> tuple[Competency, Competency] | None:
        """Old and new of the competency that has this code in the new revision."""
        return next((both for both in self.competencies.both if both[1].code == code), None)


def pair(
    old: Sequence[_T],
    new: Sequence[_T],
    code: Callable[[_T], str],
    name: Callable[[_T], str],
) -> Pairs[_T]:
    """Match things by code and name, then code, then name, then similar name.

    A code counts only where the names do not say otherwise: in a list that has been numbered
    anew, each name goes with its own. Matching new with old gives the same pairs.

    >>> old = [("X1", "Cloud"), ("X2", "Security")]
    >>> new = [("X1", "Prompting"), ("X2", "Cloud"), ("X3", "Security and Compliance")]
    >>> found = pair(old, new, lambda item: item[0], lambda item: item[1])
    >>> for one, other in found.both:
    ...     print(*one, "→", *other)
    X1 Cloud → X2 Cloud
    X2 Security → X3 Security and Compliance
    >>> found.added, found.dropped
    ((('X1', 'Prompting'),), ())
    """
    ours = [_Marks(key(code(item)), key(name(item))) for item in old]
    theirs = [_Marks(key(code(item)), key(name(item))) for item in new]
    matching = _Matching(ours, theirs)
    matching.meet(lambda marks: marks)
    names = matching.names_of_both()
    matching.meet(lambda marks: None if marks.name in names else marks.code)
    matching.meet(lambda marks: marks.name or None)
    matching.meet(lambda marks: marks.code)
    matching.meet_alike()
    return Pairs(
        both=tuple((old[i], new[j]) for i, j in matching.found),
        added=tuple(new[j] for j in matching.left_of_new()),
        dropped=tuple(old[i] for i in matching.left_of_old()),
        moved=[i for i, _ in matching.found] != sorted(i for i, _ in matching.found),
    )


def orders(pairs: Pairs[_T], old: Iterable[_T], name: Callable[[_T], str]) -> tuple[str, str]:
    """The names of what both revisions have, in the old order and in the new one."""
    stayed = {id(item) for item, _ in pairs.both}
    return (
        ", ".join(name(item) for item in old if id(item) in stayed),
        ", ".join(name(item) for _, item in pairs.both),
    )


class _Marks(NamedTuple):
    code: str
    name: str


class _Matching:
    """The positions in two lists that have been matched so far."""

    def __init__(self, old: Sequence[_Marks], new: Sequence[_Marks]) -> None:
        self._old, self._new = old, new
        self._pairs: dict[int, int] = {}

    @property
    def found(self) -> list[tuple[int, int]]:
        """Position in the old list and in the new one, in the new order."""
        return sorted(self._pairs.items(), key=lambda both: both[1])

    def left_of_old(self) -> list[int]:
        return [i for i in range(len(self._old)) if i not in self._pairs]

    def left_of_new(self) -> list[int]:
        taken = set(self._pairs.values())
        return [j for j in range(len(self._new)) if j not in taken]

    def names_of_both(self) -> set[str]:
        """The names that stand on both sides and have not been matched."""
        return {self._old[i].name for i in self.left_of_old()} & {
            self._new[j].name for j in self.left_of_new()
        }

    def meet(self, by: Callable[[_Marks], Hashable | None]) -> None:
        """Match those for which this is the same and not None; repeats in their order."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for j in self.left_of_new():
            waiting[by(self._new[j])].append(j)
        for i in self.left_of_old():
            mark = by(self._old[i])
            if mark is not None and waiting[mark]:
                self._pairs[i] = waiting[mark].pop(0)

    def meet_alike(self) -> None:
        """Match similar names, the most similar ones first."""
        old, new = self.left_of_old(), self.left_of_new()
        if not (old and new) or len(old) * len(new) > _MOST_COMPARED:
            return
        common = _said_by_all([marks.name for marks in (*self._old, *self._new)])
        alike = [
            (-likeness(self._old[i].name, self._new[j].name, common), i + j, min(i, j), i, j)
            for i in old
            for j in new
        ]
        taken: set[int] = set()
        for unlike, _, _, i, j in sorted(alike):
            if -unlike >= _ALIKE and i not in self._pairs and j not in taken:
                self._pairs[i] = j
                taken.add(j)


def likeness(one: str, other: str, common: frozenset[str] = frozenset()) -> float:
    """How alike two names are, from 0 to 1, either way round; numbers in them must agree.

    Args:
        one: a name.
        other: another name.
        common: words that make no names alike, because every name has them.

    >>> likeness("Security & Compliance", "Compliance and Security")
    1.0
    >>> likeness("Part 1", "Part 2")
    0.0
    >>> likeness("junior engineer", "senior engineer", frozenset(["engineer"]))
    0.0
    """
    ours, theirs = significant(one), significant(other)
    if not (ours and theirs) or _numbers(ours) != _numbers(theirs):
        return 0.0
    ours, theirs = ours - common, theirs - common
    if ours == theirs:
        return 1.0
    shared = sum(_has_like(word, theirs) for word in ours)
    shared += sum(_has_like(word, ours) for word in theirs)
    return shared / (len(ours) + len(theirs))


def _has_like(word: str, others: frozenset[str]) -> bool:
    """Whether a word is among others, perhaps spelled otherwise: “behaviors”, “behaviours”."""
    return word in others or any(_same_word(*sorted((word, other))) for other in others)


@lru_cache(maxsize=10_000)
def _same_word(one: str, other: str) -> bool:
    # Always asked in one order: SequenceMatcher may give (a, b) another ratio than (b, a).
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SPELLED_ALIKE


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdecimal())


def _said_by_all(names: list[str]) -> frozenset[str]:
    """What every name says: “… AI Application Engineer”."""
    return frozenset.intersection(*map(significant, names))
