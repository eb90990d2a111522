"""A competency of one revision against the same competency of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest

from faie_sheets.records.job_description import Competency, Level
from faie_sheets.records.revision import Difference, DifferenceKind
from faie_sheets.revision import between


def differences(
    old: Competency, new: Competency, ranks: Iterable[tuple[str, str]]
) -> Iterator[Difference]:
    """What differs; ``ranks`` are the old and new codes of the ranks that may require it."""
    kind, about = DifferenceKind, between.about(new)
    yield from between.values(kind.COMPETENCY_RECODED, new, "the code", old.code, new.code)
    yield from between.texts(kind.COMPETENCY_RENAMED, "the name", old.name, new.name, about=about)
    yield from between.values(kind.WEIGHT, new, "the weight", *percents(old.weight, new.weight))
    explained = old.explanation, new.explanation
    yield from between.texts(kind.EXPLANATION, "the explanation", *explained, about=about)
    yield from _scale(old, new)
    for before, now in ranks:
        yield from _requirement(old, new, before, now)


def _requirement(old: Competency, new: Competency, before: str, now: str) -> Iterator[Difference]:
    """What a rank requires, under its old and its new code."""
    kind, what = DifferenceKind, f"what {now} requires"
    levels = _required(old, before), _required(new, now)
    yield from between.values(kind.REQUIREMENT, new, what, *levels, rank=now)
    if not _follows(_ways(old, before), _ways(new, now)):
        texts = old.required_text.get(before, ""), new.required_text.get(now, "")
        yield from between.texts(
            kind.REQUIREMENT_TEXT,
            f"the wording of {what}",
            *texts,
            about=between.about(new),
            rank=now,
        )


def _scale(old: Competency, new: Competency) -> Iterator[Difference]:
    kind = DifferenceKind
    yield from between.values(kind.SCALE_TOP, new, "the top of the scale", _top(old), _top(new))
    for number, ours, theirs in _same_levels(old.levels, new.levels):
        what = f"level {number}"
        if ours and theirs:
            yield from _level(new, ours, theirs)
        elif ours:
            yield from between.values(
                kind.LEVEL_DROPPED, new, what, ours.text or ours.entry, "", level=number
            )
        elif theirs:
            yield from between.values(
                kind.LEVEL_ADDED, new, what, "", theirs.text or theirs.entry, level=number
            )


def _level(item: Competency, old: Level, new: Level) -> Iterator[Difference]:
    kind, about, number = DifferenceKind, between.about(item), new.level
    what = f"the text of level {number}"
    yield from between.texts(kind.LEVEL_TEXT, what, old.text, new.text, about=about, level=number)
    # Most labels are made of their text; such a label has nothing of its own to tell.
    if not (_is_made(old) and _is_made(new)):
        what = f"the label of level {number}"
        yield from between.texts(
            kind.LEVEL_LABEL, what, old.label, new.label, about=about, level=number
        )


def _same_levels(
    old: Sequence[Level], new: Sequence[Level]
) -> Iterator[tuple[int, Level | None, Level | None]]:
    """The levels of two scales by their numbers; a repeated number in the order it repeats in."""
    numbered: dict[int, tuple[list[Level], list[Level]]] = defaultdict(lambda: ([], []))
    for side, levels in enumerate((old, new)):
        for level in levels:
            numbered[level.level][side].append(level)
    for number in sorted(numbered):
        for ours, theirs in zip_longest(*numbered[number]):
            yield number, ours, theirs


def _is_made(level: Level) -> bool:
    return level.label == f"{level.level}: {level.text}"


def _ways(item: Competency, rank: str) -> frozenset[str]:
    """In which ways a requirement is worded: as a bare number, or as its level's text or label."""
    text, number = item.required_text.get(rank, ""), item.required.get(rank)
    level = item.level(number)
    ways = {"none": ""} if number is None else {"number": str(number)}
    if level:
        ways |= {
            "text": level.text,
            "label": level.label,
            "number and text": f"{number}: {level.text}",
        }
    return frozenset(way for way, wording in ways.items() if wording == text)


def _follows(old: frozenset[str], new: frozenset[str]) -> bool:
    """Whether a requirement's wording differs only as its level or the scale does, told already.

    What is worded in a way of its own, in either revision, is compared by its text.
    """
    return bool(old & new) or bool(old and new and "none" in old | new)


def percents(old: Fraction, new: Fraction) -> tuple[str, str]:
    """Two numbers of percent as texts; where the numbers differ, the texts do.

    >>> percents(Fraction(10), Fraction(25, 2)), percents(Fraction(1, 3), Fraction(333333, 10**6))
    (('10%', '12.5%'), ('1/3%', '333333/1000000%'))
    """
    texts = f"{float(old):.6g}%", f"{float(new):.6g}%"
    return texts if texts[0] != texts[1] else (f"{old}%", f"{new}%")


def _required(item: Competency, rank: str) -> str:
    return f"level {item.required[rank]}" if rank in item.required else ""


def _top(item: Competency) -> str:
    return f"level {item.max_level}" if item.levels else ""
