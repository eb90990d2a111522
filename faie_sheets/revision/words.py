"""Texts held against each other word by word."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from faie_sheets.records.revision import Passage

Side = Literal["old", "new"]

_CONTEXT = 2
_MOST_WORK = 4_000_000
_LONGEST = 300
_TOKEN = re.compile(r"[^\W_]+")
_STOP = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into",
    "is", "it", "its", "of", "on", "one", "or", "so", "than", "that", "the", "their", "then",
    "there", "these", "this", "to", "too", "was", "were", "with",
))  # fmt: skip


class _Run(NamedTuple):
    """Words ``old[a1:a2]`` that stand as ``new[b1:b2]``."""

    a1: int
    a2: int
    b1: int
    b2: int


def passages(old: str, new: str) -> tuple[Passage, ...]:
    """The passages in which two texts differ; empty where every word is the same.

    Changes that stand so close that their context would touch are one passage.

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
    """Two texts cut down to the words in which they differ, with two words around them.

    >>> differing("0: Learner mindset but reliant", "0: Lesser mindset but reliant")
    ('“0: Learner mindset but…”', '“0: Lesser mindset but…”')

    Changes that stand far apart are passages of their own, and what lies between is left out:

    >>> ours, theirs = differing("Leads a b c d e f g the team", "Lead a b c d e f g the teams")
    >>> ours
    '“Leads a b … g the team”'
    >>> theirs
    '“Lead a b … g the teams”'

    Texts whose words are the same are given whole.
    """
    found_in = passages(found, expected)
    if not found_in:
        return _quoted(found), _quoted(expected)
    return _quoted(shown(found_in, "old")), _quoted(shown(found_in, "new"))


def shown(found: tuple[Passage, ...], side: Side) -> str:
    """The passages as one line, ``old`` or ``new``, with ``…`` where something is left out.

    >>> shown(passages("one two three four five six", "one two three FOUR five six"), "new")
    '…two three FOUR five six'
    """
    return " ".join(text for text, _ in parts(found, side))


def parts(found: tuple[Passage, ...], side: Side) -> Iterator[tuple[str, bool]]:
    """The passages in parts, each with whether it differs, for whoever shows it in colour.

    >>> list(parts(passages("one two three four", "one two three FOUR"), "new"))
    [('…two three', False), ('FOUR', True)]
    """
    for at, passage in enumerate(found):
        if at:
            yield "…", False
        # The mark of a cut stands between two passages already.
        before = passage.before.removeprefix("…") if at else passage.before
        last = at == len(found) - 1
        after = passage.after if last else passage.after.removesuffix("…")
        for text, differs in ((before, False), (getattr(passage, side), True), (after, False)):
            if text:
                yield text, differs


def changed_words(old: str, new: str) -> list[tuple[str, str]]:
    """The words taken out and put in, run by run.

    >>> changed_words("a b c d e", "a B c d e f")
    [('b', 'B'), ('', 'f')]
    """
    ours, theirs = old.split(), new.split()
    return [
        (" ".join(ours[a1:a2]), " ".join(theirs[b1:b2])) for a1, a2, b1, b2 in _runs(ours, theirs)
    ]


def tokens(text: str) -> list[str]:
    """The words of a text as they are compared: without case, punctuation and plural s.

    >>> tokens("Human-Centric Power Skills: 10%->5%")
    ['human', 'centric', 'power', 'skill', '10', '5']
    """
    found = _TOKEN.findall(unicodedata.normalize("NFC", text).casefold())
    return [_singular(word) for word in found]


@lru_cache(maxsize=10_000)
def significant(text: str) -> frozenset[str]:
    """The words of a text that say what it is about.

    >>> sorted(significant("Security, Compliance & the Responsible AI"))
    ['ai', 'compliance', 'responsible', 'security']
    """
    return frozenset(tokens(text)) - _STOP


def is_small(word: str) -> bool:
    """Whether a word says nothing of its own: “and”, “for”."""
    return word.casefold() in _STOP


def printable(text: str) -> str:
    """A text on one line, without characters that a terminal would obey."""
    spaced = " ".join(text.split())
    return "".join(char if char.isprintable() else "�" for char in spaced)


def _singular(word: str) -> str:
    # "analysis" and "process" keep theirs.
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "is", "us"))
    return word[:-1] if plural else word


def _runs(old: list[str], new: list[str]) -> list[_Run]:
    """Where two lists of words differ; the other way round for the other order of the lists."""
    # difflib may line up (a, b) otherwise than (b, a); always asked in one order, it cannot.
    if old > new:
        return [_Run(b1, b2, a1, a2) for a1, a2, b1, b2 in _runs(new, old)]
    head = 0
    shorter = min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    return [
        _Run(head + a1, head + a2, head + b1, head + b2) for a1, a2, b1, b2 in _middle_runs(a, b)
    ]


def _middle_runs(a: list[str], b: list[str]) -> list[_Run]:
    if not (a or b):
        return []
    often = Counter(b)
    repeats = sum(count * often[word] for word, count in Counter(a).items())
    if len(a) * len(b) > _MOST_WORK or repeats > _MOST_WORK:
        return [_Run(0, len(a), 0, len(b))]  # lining these up would take minutes
    codes = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [_Run(*spans) for what, *spans in codes if what != "equal"]


def _joined(runs: list[_Run]) -> list[_Run]:
    joined: list[_Run] = []
    for run in runs:
        if joined and run.a1 - joined[-1].a2 <= 2 * _CONTEXT:
            last = joined.pop()
            joined.append(_Run(last.a1, run.a2, last.b1, run.b2))
        else:
            joined.append(run)
    return joined


def _passage(old: list[str], new: list[str], run: _Run) -> Passage:
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
