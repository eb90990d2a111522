"""Match the competencies, ranks and areas of the old revision with those of the new one."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from faie_sheets.records.job_description import Competency, JobDescription, Rank
from faie_sheets.text.normalise import key

_T = TypeVar("_T")

_ALIKE = 0.65
_SPELLED_ALIKE = 0.8
_MOST_COMPARED = 10_000
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Matched(Generic[_T]):
    """The items of two revisions, matched.

    Attributes:
        both: those in both revisions, as (old, new), in the new order.
        added: those that only the new revision has.
        dropped: those that only the old revision has.
        moved: whether the order of those in both has changed.
    """

    both: tuple[tuple[_T, _T], ...]
    added: tuple[_T, ...]
    dropped: tuple[_T, ...]
    moved: bool

    @property
    def everything(self) -> Iterator[tuple[_T, ...]]:
        """Each item once: as (old, new) if it is in both revisions, otherwise alone."""
        yield from self.both
        yield from ((item,) for item in (*self.added, *self.dropped))


@dataclass(frozen=True)
class MatchedRevisions:
    """Two revisions of a JD, with their ranks and competencies matched."""

    old: JobDescription
    new: JobDescription

    @cached_property
    def ranks(self) -> Matched[Rank]:
        """The ranks, by code, title or similar title."""
        old, new = self.old, self.new
        required = _requirements(old), _requirements(new)
        return pair(old.ranks, new.ranks, lambda r: r.code, lambda r: r.title, required)

    @cached_property
    def competencies(self) -> Matched[Competency]:
        """The competencies, by code, name or similar name."""
        old, new = self.old.competencies, self.new.competencies
        scales = [c.levels for c in old], [c.levels for c in new]
        return pair(old, new, lambda c: c.code, lambda c: c.name, scales)

    @cached_property
    def rank_codes(self) -> tuple[tuple[str, str], ...]:
        """Old and new code of each rank in both, then of ranks that only requirements mention."""
        listed = {rank.code for rank in (*self.old.ranks, *self.new.ranks)}
        named = {
            code
            for item in (*self.old.competencies, *self.new.competencies)
            for code in (*item.required, *item.required_text)
        }
        known = [(old.code, new.code) for old, new in self.ranks.both]
        return (*known, *((code, code) for code in sorted(named - listed)))

    def competency(self, code: str) -> tuple[Competency, Competency] | None:
        """The competency with this code in the new revision, as (old, new)."""
        return next((both for both in self.competencies.both if both[1].code == code), None)


def _requirements(jd: JobDescription) -> list[tuple[tuple[str, int], ...]]:
    """What each rank requires, as (code of the competency, level)."""
    return [
        tuple((c.code, c.required[rank.code]) for c in jd.competencies if rank.code in c.required)
        for rank in jd.ranks
    ]


def pair(
    old: Sequence[_T],
    new: Sequence[_T],
    code: Callable[[_T], str],
    name: Callable[[_T], str],
    contents: tuple[Sequence[Hashable], Sequence[Hashable]] | None = None,
) -> Matched[_T]:
    """Match items by code and name, code and content, name, code, then similar name.

    If the same name has another code, the name wins, as the list may have been renumbered; unless
    the content under the code is still the same word for word, as then only names were swapped.
    Matching new with old gives the same pairs.

    Args:
        old: the items of the old revision.
        new: the items of the new revision.
        code: gives the code of an item.
        name: gives the name of an item.
        contents: the content of each old and of each new item, empty where it is not known.

    >>> old = [("X1", "Cloud"), ("X2", "Security & Compliance")]
    >>> new = [("X1", "Prompting"), ("X2", "Cloud"), ("X3", "Compliance and Security")]
    >>> found = pair(old, new, lambda item: item[0], lambda item: item[1])
    >>> for one, other in found.both:
    ...     print(*one, "→", *other)
    X1 Cloud → X2 Cloud
    X2 Security & Compliance → X3 Compliance and Security
    >>> found.added, found.dropped
    ((('X1', 'Prompting'),), ())
    """
    of_old, of_new = contents or ((None,) * len(old), (None,) * len(new))
    ours = [_Marks(key(code(one)), key(name(one)), it) for one, it in zip(old, of_old, strict=True)]
    theirs = [
        _Marks(key(code(one)), key(name(one)), it) for one, it in zip(new, of_new, strict=True)
    ]
    telling = _distinct(of_old) & _distinct(of_new)
    matching = _Matching(ours, theirs)
    matching.meet(lambda marks: (marks.code, marks.name))
    matching.meet(lambda m: (m.code, m.content) if m.content in telling else None)
    names = matching.names_of_both()
    matching.meet(lambda marks: None if marks.name in names else marks.code)
    matching.meet(lambda marks: marks.name or None)
    matching.meet(lambda marks: marks.code)
    matching.meet_alike()
    return Matched(
        both=tuple((old[i], new[j]) for i, j in matching.found),
        added=tuple(new[j] for j in matching.left_of_new()),
        dropped=tuple(old[i] for i in matching.left_of_old()),
        moved=matching.moved,
    )


def orders(pairs: Matched[_T], old: Iterable[_T], name: Callable[[_T], str]) -> tuple[str, str]:
    """The names of the items in both revisions, in the old order and in the new one."""
    stayed = {id(item) for item, _ in pairs.both}
    return (
        ", ".join(name(item) for item in old if id(item) in stayed),
        ", ".join(name(item) for _, item in pairs.both),
    )


class _Marks(NamedTuple):
    code: str
    name: str
    content: Hashable


def _distinct(contents: Iterable[Hashable]) -> set[Hashable]:
    """The contents that belong to only one item; empty ones are left out."""
    return {content for content, count in Counter(contents).items() if content and count == 1}


class _Matching:
    """The positions in two lists that have been matched so far."""

    def __init__(self, old: Sequence[_Marks], new: Sequence[_Marks]) -> None:
        self._old, self._new = old, new
        self._pairs: dict[int, int] = {}

    @property
    def found(self) -> list[tuple[int, int]]:
        """The matched positions as (old, new), in the new order."""
        return sorted(self._pairs.items(), key=lambda both: both[1])

    @property
    def moved(self) -> bool:
        """Whether the order has changed; an item that only got another code has not moved."""
        kept = [i for i, j in self.found if not self._recoded(self._old[i], self._new[j])]
        return kept != sorted(kept)

    @staticmethod
    def _recoded(one: _Marks, other: _Marks) -> bool:
        return one.name == other.name and one.code != other.code

    def left_of_old(self) -> list[int]:
        return [i for i in range(len(self._old)) if i not in self._pairs]

    def left_of_new(self) -> list[int]:
        taken = set(self._pairs.values())
        return [j for j in range(len(self._new)) if j not in taken]

    def names_of_both(self) -> set[str]:
        """The names that are on both sides and have not been matched."""
        return {self._old[i].name for i in self.left_of_old()} & {
            self._new[j].name for j in self.left_of_new()
        }

    def meet(self, by: Callable[[_Marks], Hashable | None]) -> None:
        """Match items for which ``by`` gives the same mark, other than None; repeats in order."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for j in self.left_of_new():
            waiting[by(self._new[j])].append(j)
        for i in self.left_of_old():
            mark = by(self._old[i])
            if mark is not None and waiting[mark]:
                self._pairs[i] = waiting[mark].pop(0)

    def meet_alike(self) -> None:
        """Match items with similar names, the most similar first."""
        old, new = self.left_of_old(), self.left_of_new()
        if not (old and new) or len(old) * len(new) > _MOST_COMPARED:
            return
        names = [_words(marks.name) for marks in (*self._old, *self._new)]
        common = frozenset.intersection(*names)  # “… AI Application Engineer”
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
    """How similar two names are, from 0 to 1, in either order; numbers in them must agree.

    Args:
        one: a name.
        other: another name.
        common: words that are ignored because every name has them.

    >>> likeness("Security & Compliance", "Compliance and Security")
    0.8
    >>> likeness("Part 1", "Part 2")
    0.0
    >>> likeness("junior engineer", "senior engineer", frozenset(["engineer"]))
    0.0
    """
    ours, theirs = _words(one), _words(other)
    if not (ours and theirs) or _numbers(ours) != _numbers(theirs):
        return 0.0
    ours, theirs = ours - common, theirs - common
    if ours == theirs:
        return 1.0
    shared = sum(_has_like(word, theirs) for word in ours)
    shared += sum(_has_like(word, ours) for word in theirs)
    return shared / (len(ours) + len(theirs))


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(key(name)))


def _has_like(word: str, others: frozenset[str]) -> bool:
    """Whether a word is among others, perhaps in another spelling: “behaviors”, “behaviours”."""
    return word in others or any(_same_word(*sorted((word, other))) for other in others)


@lru_cache(maxsize=10_000)
def _same_word(one: str, other: str) -> bool:
    # Always in the same order: SequenceMatcher may give (a, b) another ratio than (b, a).
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SPELLED_ALIKE


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdecimal())
