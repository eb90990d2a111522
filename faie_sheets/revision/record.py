"""Differences held against the record of change, and the record against the differences.

A difference is recorded where a line of a new entry names its competency, by code, by name or by
enough of its words, or has the words that were put in. A line that states nothing but a weight
speaks of the weight alone. A line is seen where it speaks of a difference or states a weight that
holds. It is not seen where it states a weight that does not hold, or names a competency for
certain in which nothing has changed. Of any other line nothing can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from faie_sheets.problems import listed
from faie_sheets.records.job_description import Change
from faie_sheets.records.revision import Difference, DifferenceKind, RecordLine, Sighting
from faie_sheets.revision.competency import percents
from faie_sheets.revision.lines import Line, new_entries, record_lines
from faie_sheets.revision.matching import Match
from faie_sheets.revision.mentions import mentions
from faie_sheets.revision.naming import Named, Naming
from faie_sheets.revision.statements import StatedWeight
from faie_sheets.revision.texts import entry_label
from faie_sheets.revision.words import tokens

# A line with one of these does not say for certain that something has changed.
_HEDGES = frozenset(
    ["can", "could", "may", "might", "consider", "propose", "proposal", "suggest", "keep", "kept",
     "no", "not", "remain", "remained", "same", "stay", "unchanged", "without"]
)  # fmt: skip


def held(
    differences: Sequence[Difference], match: Match
) -> tuple[tuple[Difference, ...], tuple[RecordLine, ...]]:
    """The differences with the entries that record them, and the lines with what is seen."""
    naming = Naming(match)
    lines = list(record_lines(match, naming))
    entries = [entry for entry, _ in new_entries(match)]
    seen: set[int] = set()
    recorded = []
    for difference in differences:
        speaking = [at for at, line in enumerate(lines) if mentions(line, difference, naming)]
        seen.update(speaking)
        labels = [lines[at].statement.entry for at in speaking]
        labels += [entry_label(entry) for entry in entries if _gives(entry, difference)]
        recorded.append(replace(difference, recorded=tuple(dict.fromkeys(labels))))
    return tuple(recorded), tuple(_judged(line, at in seen) for at, line in enumerate(lines))


def _gives(entry: Change, difference: Difference) -> bool:
    """Whether an entry gives the document's new version or date in a column of its own."""
    date = entry.effective_date.isoformat() if entry.effective_date else ""
    given = (entry.version, entry.file_version, date)
    return difference.kind is DifferenceKind.DOCUMENT and difference.new in filter(None, given)


def _judged(line: Line, seen: bool) -> RecordLine:
    doubts = [doubt for weight, named in line.weights for doubt in _doubts(weight, named)]
    if doubts:
        sighting, why = Sighting.NOT_SEEN, "; ".join(doubts)
    elif line.weights or seen:
        sighting, why = Sighting.SEEN, ""
    elif line.certain and not _HEDGES & set(tokens(line.text)):
        names = listed([named.subject for named in line.certain], "and")
        sighting, why = Sighting.NOT_SEEN, f"nothing has changed in {names}"
    else:
        sighting, why = Sighting.UNTOLD, ""
    return RecordLine(line.statement.entry, line.text, sighting, why)


def _doubts(stated: StatedWeight, named: Iterable[Named]) -> Iterator[str]:
    """What the revisions say instead of the weight that a line states."""
    for item in named:
        was = item.old.weight if item.old else Fraction(0)
        now = item.new.weight if item.new else Fraction(0)
        # "Removed Cloud (5%)" says what it weighed.
        holds = now if item.new or stated.old is not None else was
        if stated.new == holds and stated.old in (None, was):
            continue
        if not (item.old and item.new):
            yield f"only the {'old' if item.old else 'new'} revision has {item.subject}"
        elif was == now:
            yield f"the weight of {item.subject} is {percents(was, now)[1]} in both revisions"
        else:
            old, new = percents(was, now)
            yield f"the weight of {item.subject} went from {old} to {new}"
