"""The record of change: which entries are new, what happened to earlier ones, which name what.

Naming is a literal search, no judgement. A competency or rank is named by its code or its whole
name, including those of the old revision. Case and spaces are ignored, except that a single word
must be written as in the JD. A changed figure must be named as well. A figure belongs to the last
competency named before it, or to the first one if it comes before that. No other words are taken
into account.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from functools import cached_property

from faie_sheets.records.job_description import Change, JobDescription
from faie_sheets.records.revision import Difference, DifferenceKind
from faie_sheets.revision import between
from faie_sheets.revision.matching import Matched, MatchedRevisions, pair
from faie_sheets.text.normalise import plain

_SIGNATURES = ("reviewer", "approver")
_K = DifferenceKind
_OF_COMPETENCY = (
    *(_K.COMPETENCY_ADDED, _K.COMPETENCY_DROPPED, _K.COMPETENCY_NUMBER, _K.WEIGHT, _K.EXPLANATION),
    *(_K.REQUIREMENT, _K.REQUIREMENT_TEXT, _K.SCALE_TOP),
    *(_K.LEVEL_ADDED, _K.LEVEL_DROPPED, _K.LEVEL_TEXT, _K.LEVEL_LABEL),
)
_OF_LEVEL = (_K.LEVEL_ADDED, _K.LEVEL_DROPPED, _K.LEVEL_TEXT, _K.LEVEL_LABEL)
_OF_RANK = (_K.RANK_ADDED, _K.RANK_DROPPED, _K.RANK_LEVEL)
_GIVES_ITSELF = (
    *(_K.ROLE, _K.DOCUMENT, _K.RANK_RENAMED, _K.RANK_RECODED),
    *(_K.COMPETENCY_RENAMED, _K.COMPETENCY_RECODED),
)
"""Kinds that are named by their new value alone."""
_CALLED = {_K.CAREER_PATHS: ("career paths", "career path"), _K.PICTURE: ("career paths",)}
_ARROW = r"(?:->|=>|→|\bto\b)\s?"


def new_entries(old: JobDescription, new: JobDescription) -> tuple[Change, ...]:
    """The entries that the old revision does not have; a rewritten entry is not new."""
    return _matched(old, new).added


def of_record(old: JobDescription, new: JobDescription) -> Iterator[Difference]:
    """What happened to the entries of the old revision: rewritten, removed or signed."""
    matched = _matched(old, new)
    for entry in matched.dropped:
        text = " ".join(filter(None, (entry.description, entry.reason)))
        name = f"entry {entry_label(entry)}"
        yield Difference(DifferenceKind.RECORD_DROPPED, "", name, "", None, "the entry", text, "")
    for ours, theirs in matched.both:
        for attribute in fields(Change):
            values = (getattr(change, attribute.name) for change in (ours, theirs))
            before, now = ("" if value is None else str(value) for value in values)
            signed = attribute.name in _SIGNATURES and not before
            yield from between.texts(
                DifferenceKind.RECORD_SIGNED if signed else DifferenceKind.RECORD_REWRITTEN,
                f"the {attribute.name.replace('_', ' ')}",
                before,
                now,
                about=("", f"entry {entry_label(ours)}"),
            )


def entry_label(change: Change) -> str:
    """How an entry is referred to: by its number, otherwise by its file version or date.

    >>> entry_label(Change(4, None, "1.0", "0.4", "Update", "", "", "", ""))
    '4'
    >>> entry_label(Change(None, None, "1.0", "0.4", "Update", "", "", "", ""))
    '0.4'
    """
    if change.number is not None:
        return str(change.number)
    date = change.effective_date.isoformat() if change.effective_date else ""
    return change.file_version or date or "without number"


def _matched(old: JobDescription, new: JobDescription) -> Matched[Change]:
    """The entries of both revisions, matched by number, otherwise by date and file version."""
    return pair(old.changes, new.changes, _numbered, _dated)


def _numbered(change: Change) -> str:
    # Entries without a number are matched by date and version, never by the number they all lack.
    return str(change.number) if change.number is not None else f"no number: {_dated(change)}"


def _dated(change: Change) -> str:
    return f"{change.effective_date} {change.version} {change.file_version}"


def with_entries(
    differences: Iterable[Difference], entries: Sequence[Change], revisions: MatchedRevisions
) -> Iterator[Difference]:
    """The differences, each with the labels of the new entries that name it."""
    names = _KnownNames(revisions)
    for difference in differences:
        labels = [entry_label(entry) for entry in entries if _is_named(difference, entry, names)]
        yield replace(difference, named_in=tuple(dict.fromkeys(labels)))


def _is_named(difference: Difference, entry: Change, names: _KnownNames) -> bool:
    kind, text = difference.kind, plain(f"{entry.description}\n{entry.reason}")
    if kind is _K.DOCUMENT and difference.new in filter(None, _columns(entry)):
        return True
    if kind in _GIVES_ITSELF:
        return _has([difference.new], text)
    if kind in _OF_COMPETENCY:
        figure = re.compile(_figure(difference), re.IGNORECASE)
        asked = not difference.rank or _has(names.of_rank(difference.rank), text)
        return asked and any(
            figure.search(stretch)
            for subjects, stretch in names.stretches(text)
            if difference.subject in subjects
        )
    if kind in _OF_RANK:
        return _has(names.of_rank(difference.code), text)
    return _has(_called(difference), text)


def _columns(entry: Change) -> tuple[str, ...]:
    date = entry.effective_date.isoformat() if entry.effective_date else ""
    return entry.version, entry.file_version, date


def _called(difference: Difference) -> Sequence[str]:
    """How entries name what has neither code nor figure: by heading, area, term or noun."""
    if difference.kind in (_K.RECORD_REWRITTEN, _K.RECORD_DROPPED, _K.RECORD_SIGNED):
        return ()
    if difference.name:
        return difference.name.split(" › ")
    return _CALLED.get(difference.kind, (difference.what.removeprefix("the "),))


def _figure(difference: Difference) -> str:
    """A pattern for the figure that must follow the competency; empty if none is needed."""
    if difference.kind is _K.WEIGHT:
        old, new = (Fraction(text.removesuffix("%")) for text in (difference.old, difference.new))
        return "|".join(_percent(figure) for figure in (new, abs(new - old)))
    if difference.kind in _OF_LEVEL:
        return _level(str(difference.level))
    if difference.kind is _K.REQUIREMENT:
        return _level(difference.new.removeprefix("level ")) if difference.new else ""
    if difference.kind is _K.SCALE_TOP:
        tops = (text.removeprefix("level ") for text in (difference.old, difference.new) if text)
        return "|".join(map(_level, tops))
    return ""


def _percent(figure: Fraction) -> str:
    """A pattern for a percentage, or the number after an arrow: ``5 %``, ``5,50%``, ``10 → 5``."""
    whole, _, decimals = f"{float(figure):.6g}".partition(".")
    number = rf"{whole}[.,]{decimals}0*" if decimals else rf"{whole}(?:[.,]0+)?"
    return rf"(?<![\w.,]){number}\s?(?:%|percent\b)|{_ARROW}{number}(?!\w|[.,]\d)"


def _level(number: str) -> str:
    """A pattern for a level, or the number after an arrow: ``level 2``, ``L2``, ``1 → 2``."""
    return rf"(?<!\w)(?:levels?|lv|l)\s?{number}(?!\w|[.,]\d)|{_ARROW}{number}(?!\w|[.,]\d|\s?%)"


class _KnownNames:
    """The codes and names by which entries may name the competencies and ranks of two revisions."""

    def __init__(self, revisions: MatchedRevisions) -> None:
        self._revisions = revisions

    def stretches(self, text: str) -> Iterator[tuple[frozenset[str], str]]:
        """Cut a text before each competency that it names; yield each piece with its subjects."""
        pattern, subjects = self._competencies
        found = list(pattern.finditer(text)) if subjects else []
        ends = [match.start() for match in found[1:]]
        for match, start, end in zip(found, [0, *ends], [*ends, len(text)], strict=False):
            yield subjects[(match.lastindex or 0) - 1], text[start:end]

    def of_rank(self, code: str) -> list[str]:
        """The codes and titles of the rank with this code, including those of the old revision."""
        known = (same for same in self._revisions.ranks.everything if same[-1].code == code)
        return [code, *(name for same in known for r in same for name in (r.code, r.title))]

    @cached_property
    def _competencies(self) -> tuple[re.Pattern[str], list[frozenset[str]]]:
        """A pattern with a group for each name, longest first, and the competencies so named."""
        subjects: dict[str, set[str]] = defaultdict(set)
        for items in self._revisions.competencies.everything:
            subject = f"{items[-1].code} {items[-1].name}".strip()
            for item in items:
                for name in filter(_is_distinctive, (item.code, item.name)):
                    subjects[_phrase(name)].add(subject)
        phrases = sorted(subjects, key=len, reverse=True)
        pattern = re.compile("|".join(f"({phrase})" for phrase in phrases))
        return pattern, [frozenset(subjects[phrase]) for phrase in phrases]


def _has(names: Iterable[str], text: str) -> bool:
    return any(re.search(_phrase(name), text) for name in names if _is_distinctive(name))


def _phrase(name: str) -> str:
    """A pattern for a whole name that is not part of a longer word."""
    words = plain(name)
    if " " in words:
        return rf"(?<!\w)(?i:{re.escape(words.lower())})(?!\w)"
    return rf"(?<!\w){re.escape(words)}(?!\w)"


def _is_distinctive(name: str) -> bool:
    """Whether a code or name can't be mistaken for a word or number, as ``A`` and ``1`` can."""
    return len(plain(name)) > 1 and not name.strip().isdecimal()
