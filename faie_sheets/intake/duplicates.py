"""Several forms of one engineer: which of them counts."""

from __future__ import annotations

from collections.abc import Sequence

from faie_sheets.intake.reads import Digest
from faie_sheets.problems import Kind, Place, Problem, listed
from faie_sheets.records.intake import Duplicates


def not_counted(reads: Sequence[Digest], policy: Duplicates) -> dict[int, Problem]:
    """Number of each form that does not count → the problem that says why.

    A copy, byte for byte, is no second form, whatever the policy.
    """
    by_engineer: dict[str, list[int]] = {}
    for number, read in enumerate(reads):
        if read.employee:
            by_engineer.setdefault(read.employee, []).append(number)
    problems: dict[int, Problem] = {}
    for numbers in by_engineer.values():
        if len(numbers) == 1:
            continue
        one_each = {reads[number].sha256: number for number in numbers}
        if policy == "refuse" and len(one_each) > 1:
            problems |= {number: _refused(number, numbers, reads) for number in numbers}
            continue
        best = _first(numbers, reads) if policy == "first" else _newest(numbers, reads)
        for number in numbers:
            if number != best:
                problems[number] = _superseded(reads[number], reads[best], policy)
    return problems


def _first(numbers: Sequence[int], reads: Sequence[Digest]) -> int:
    return min(numbers, key=lambda number: (reads[number].saved, number))


def _newest(numbers: Sequence[int], reads: Sequence[Digest]) -> int:
    # Of two saved in one second, the fuller is the later one.
    return max(numbers, key=lambda number: (reads[number].saved, reads[number].chosen, number))


def _superseded(read: Digest, other: Digest, policy: Duplicates) -> Problem:
    when = f"{other.saved:%Y-%m-%d %H:%M}"
    if read.sha256 == other.sha256:
        why = "both are the same, byte for byte"
    elif other.saved > read.saved:
        why = f"it was saved last, {when}"
    elif other.saved < read.saved:
        why = f"it was saved first, {when}"
    elif policy != "first" and other.chosen > read.chosen:
        why = f"both were saved {when}, and it has more levels"
    else:
        why = f"both were saved {when}, and it comes {'first' if policy == 'first' else 'last'}"
    facts = {"who": read.who, "other": other.name, "why": why}
    return Place(read.name).problem(Kind.FORM_SUPERSEDED, **facts)


def _refused(number: int, numbers: Sequence[int], reads: Sequence[Digest]) -> Problem:
    read = reads[number]
    others = listed([reads[other].name for other in numbers if other != number], "and")
    return Place(read.name).problem(Kind.FORM_REFUSED, who=read.who, others=others)
