"""Compare two texts word by word."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Side = Literal["old", "new"]

_CONTEXT = 2
_MOST_WORK = 4_000_000
_LONGEST = 300
# A point, comma or dash before a digit belongs to the number.
_PUNCTUATION = re.compile(r"(?![.,−–-]\d)[.,;:!?…\"'“”‘’()\[\]—–-]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text in which words differ, with up to two words around it.

    Attributes:
        before: the words before it, the same in both texts; begins with ``…`` where cut.
        old: the words of the old text; ``""`` where words were only added.
        new: the words of the new text; ``""`` where words were only removed.
        after: the words after it, the same in both texts; ends with ``…`` where cut.
    """

    before: str
    old: str
    new: str
    after: str


class _DifferingWords(NamedTuple):
    """Words ``old[a1:a2]`` that became ``new[b1:b2]``."""

    a1: int
    a2: int
    b1: int
    b2: int


def passages(old: str, new: str) -> tuple[Passage, ...]:
    """Find the passages in which two texts differ; empty where every word is the same.

    Changes so close together that their context would touch are one passage.

    >>> passages("one two three four five", "one two three FOUR five")
    (Passage(before='…two three', old='four', new='FOUR', after='five'),)
    >>> [(p.before, p.old, p.new, p.after) for p in passages("check it", "also check it")]
    [('', '', 'also', 'check it')]
    >>> passages("the same  words", "the same words")
    ()
    """
    ours, theirs = old.split(), new.split()
    return tuple(_passage(ours, theirs, run) for run in _joined(_runs(ours, theirs)))


def differing(found: str, expected: str) -> tuple[str, str]:
    """Cut two texts down to the words in which they differ, with two words around them.

    >>> differing("0: Learner mindset but reliant", "0: Lesser mindset but reliant")
    ('“0: Learner mindset but…”', '“0: Lesser mindset but…”')

    Changes that are far apart are separate passages, and what is between them is left out:

    >>> ours, theirs = differing("Leads a b c d e f g the team", "Lead a b c d e f g the teams")
    >>> ours
    '“Leads a b … g the team”'
    >>> theirs
    '“Lead a b … g the teams”'

    Texts whose words are the same are returned whole.
    """
    found_in = passages(found, expected)
    if not found_in:
        return _quoted(found), _quoted(expected)
    return _quoted(shown(found_in, "old")), _quoted(shown(found_in, "new"))


def shown(found: tuple[Passage, ...], side: Side) -> str:
    """One side of the passages, ``old`` or ``new``, on one line, with ``…`` for what is left out.

    >>> shown(passages("one two three four five six", "one two three FOUR five six"), "new")
    '…two three FOUR five six'
    """
    return " ".join(text for text, _ in parts(found, side))


def parts(found: tuple[Passage, ...], side: Side) -> Iterator[tuple[str, bool]]:
    """One side of the passages in parts, each with whether it differs, so that it can be coloured.

    >>> list(parts(passages("one two three four", "one two three FOUR"), "new"))
    [('…two three', False), ('FOUR', True)]
    """
    for at, passage in enumerate(found):
        if at:
            yield "…", False
        # There is already an ellipsis between two passages.
        before = passage.before.removeprefix("…") if at else passage.before
        last = at == len(found) - 1
        after = passage.after if last else passage.after.removesuffix("…")
        for text, differs in ((before, False), (getattr(passage, side), True), (after, False)):
            if text:
                yield text, differs


def same_but_for_punctuation(one: str, other: str) -> bool:
    """Whether two texts have the same words and numbers and differ at most in punctuation.

    >>> same_but_for_punctuation("Designs, builds; tests", "Designs – builds, tests.")
    True
    >>> same_but_for_punctuation("1.5 of 80%", "15 of 80%")
    False
    """
    return _PUNCTUATION.sub(" ", one).split() == _PUNCTUATION.sub(" ", other).split()


def printable(text: str) -> str:
    """A text on one line, without characters that would control a terminal."""
    spaced = " ".join(text.split())
    return "".join(char if char.isprintable() else "�" for char in spaced)


def _runs(old: list[str], new: list[str]) -> list[_DifferingWords]:
    """Where two lists of words differ; swapping the lists swaps the result and nothing else."""
    # difflib may align (a, b) differently from (b, a), so it is always called in the same order.
    if old > new:
        return [_DifferingWords(b1, b2, a1, a2) for a1, a2, b1, b2 in _runs(new, old)]
    head = 0
    shorter = min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    return [
        _DifferingWords(head + a1, head + a2, head + b1, head + b2)
        for a1, a2, b1, b2 in _middle_runs(a, b)
    ]


def _middle_runs(a: list[str], b: list[str]) -> list[_DifferingWords]:
    if not (a or b):
        return []
    often = Counter(b)
    repeats = sum(count * often[word] for word, count in Counter(a).items())
    if len(a) * len(b) > _MOST_WORK or repeats > _MOST_WORK:
        return [_DifferingWords(0, len(a), 0, len(b))]  # aligning these would take minutes
    codes = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [_DifferingWords(*spans) for what, *spans in codes if what != "equal"]


def _joined(runs: list[_DifferingWords]) -> list[_DifferingWords]:
    joined: list[_DifferingWords] = []
    for run in runs:
        if joined and run.a1 - joined[-1].a2 <= 2 * _CONTEXT:
            last = joined.pop()
            joined.append(_DifferingWords(last.a1, run.a2, last.b1, run.b2))
        else:
            joined.append(run)
    return joined


def _passage(old: list[str], new: list[str], run: _DifferingWords) -> Passage:
    start, end = max(run.a1 - _CONTEXT, 0), min(run.a2 + _CONTEXT, len(old))
    return Passage(
        before="…" * (start > 0) + " ".join(old[start : run.a1]),
        old=" ".join(old[run.a1 : run.a2]),
        new=" ".join(new[run.b1 : run.b2]),
        after=" ".join(old[run.a2 : end]) + "…" * (end < len(old)),
    )


def _quoted(text: str) -> str:
    text = printable(text)
    if len(text) > _LONGEST:
        half = _LONGEST // 2
        text = f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
    return f"“{text}”" if text else "empty"
