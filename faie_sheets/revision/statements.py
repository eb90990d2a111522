"""The record of change taken apart: its entries' lines, and the weights that a line states."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from faie_sheets.records.job_description import Change
from faie_sheets.revision.texts import entry_label
from faie_sheets.revision.words import is_small

# Bullets mostly run on in one line: reading a cell folds its line breaks into spaces.
_CUT = re.compile(r"\n\s*(?:[-+*•–]\s+)?|(?:^|(?<=\s))[-+]\s+(?=\w)|\s*•\s*")
_PERCENT_FOLLOWS = re.compile(r"\d+(?:[.,]\d+)?\s*%")
_LABEL_WORDS = 2

_NUMBER = r"\d+(?:[.,]\d+)?"
_ARROW = r"\s*(?:-+>|=+>|→|➔|⇒|–>|—>|\bto\b)\s*"
_WEIGHT = re.compile(
    rf"(?P<old>{_NUMBER})\s*%?{_ARROW}(?P<new>{_NUMBER})\s*%"
    rf"|(?P<before>{_NUMBER})\s*%{_ARROW}(?P<now>{_NUMBER})"
    rf"|(?P<only>{_NUMBER})\s*%"
)
_NEXT_WORD = re.compile(r"\s*(\w+)")


@dataclass(frozen=True, slots=True)
class StatedWeight:
    """A percentage that a line states of something.

    Attributes:
        subject: the words before it.
        old: percent before, or None where only one percentage is given.
        new: percent now.
    """

    subject: str
    old: Fraction | None
    new: Fraction


@dataclass(frozen=True, slots=True)
class Statement:
    """A line of an entry of the record of change.

    Attributes:
        entry: label of the entry.
        text: the line without its bullet.
        nested: whether it stands behind a ``+``, below another line.
    """

    entry: str
    text: str
    nested: bool = False

    @property
    def weights(self) -> tuple[StatedWeight, ...]:
        """The weights it may state; a percentage in the middle of a sentence is none.

        >>> [(w.subject, str(w.old), str(w.new)) for w in Statement("4", "Cloud: 10%->5%").weights]
        [('Cloud:', '10', '5')]
        >>> [str(w.new) for w in Statement("4", "human skills 10% and leadership 5%.").weights]
        ['10', '5']
        >>> Statement("2", "should be able to use AI to write 80% code").weights
        ()
        """
        return tuple(_weights(self.text))

    @property
    def beside_weights(self) -> str:
        """What it says behind its last percentage; ``""`` where it has none."""
        found = list(_WEIGHT.finditer(self.text))
        return self.text[found[-1].end() :] if found else ""


def statements(change: Change, keep: Collection[str] = ()) -> list[Statement]:
    """The lines of an entry's description and reason.

    Args:
        change: the entry.
        keep: names that may hold a bullet's sign; they are never taken apart.

    >>> text = "Update the weights - make it 10% and - B 5% + C: 9%->4% + L2 - new wording"
    >>> for line in statements(Change(4, None, "", "", "Update", text, "", "", "")):
    ...     print("+" if line.nested else "-", line.text)
    - Update
    - Update the weights
    - make it 10% and
    - B 5%
    + C: 9%->4%
    + L2 - new wording
    """
    label = entry_label(change)
    return [
        Statement(label, line, nested)
        for text in (change.description, change.reason)
        for line, nested in _lines(text, keep)
    ]


def _lines(text: str, keep: Collection[str]) -> Iterator[tuple[str, bool]]:
    """The lines of a cell, and whether each is nested."""
    inside = [span for name in keep for span in _spans(text, name)]
    start, nested = 0, False
    for cut in _CUT.finditer(text):
        if any(a < cut.start() < b for a, b in inside) or not _is_cut(text, start, cut):
            continue
        if line := text[start : cut.start()].strip():
            yield line, nested
        start, nested = cut.end(), "+" in cut[0]
    if line := text[start:].strip():
        yield line, nested


def _is_cut(text: str, start: int, cut: re.Match[str]) -> bool:
    """Whether a line ends here: “L3 - reworded” is one line, and so is “10% - 5%”."""
    if not cut[0].startswith("-") or cut.start() == start:
        return True
    before = text[start : cut.start()].split()
    return len(before) > _LABEL_WORDS and not _PERCENT_FOLLOWS.match(text, cut.end())


def _spans(text: str, name: str) -> Iterator[tuple[int, int]]:
    if " - " in name or " + " in name:
        for found in re.finditer(re.escape(name), text, re.IGNORECASE):
            yield found.span()


def _weights(text: str) -> Iterator[StatedWeight]:
    found = list(_WEIGHT.finditer(text))
    start = 0
    for number, match in enumerate(found):
        old, new = match["old"] or match["before"], match["new"] or match["now"] or match["only"]
        followed = old is not None and number < len(found) - 1
        if followed or not _goes_on(text, match.end()):
            before = None if old is None else _number(old)
            yield StatedWeight(text[start : match.start()].strip(), before, _number(new))
        start = match.end()


def _goes_on(text: str, end: int) -> bool:
    """Whether the percentage belongs to what follows: “80% code”, but not “10% and …”."""
    word = _NEXT_WORD.match(text, end)
    return bool(word) and not is_small(word[1] if word else "")


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))
