"""A cover that is older than the record of change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from faie_sheets.jd.document import Cover, Entry
from faie_sheets.problems import Kind, Problem, quoted


def of_cover(cover: Cover, entries: Sequence[Entry]) -> Iterator[Problem]:
    """A cover that is older than the record of change, by its date or by its version."""
    dated = [(e.record.effective_date, e.dated) for e in entries if e.record.effective_date]
    latest, cell = max(dated, key=itemgetter(0), default=(None, None))
    effective = cover.document.effective_date
    if latest and cell and effective and effective < latest:
        yield cover.cells["effective_date"].place.problem(
            Kind.JD_COVER_OLDER,
            field="the effective date",
            value=effective.isoformat(),
            expected=f"{latest.isoformat()} or later",
            other=cell.address,
        )
    numbered = [
        (version_number(e.record.version), e.record.version, e.versioned)
        for e in entries
        if e.versioned and version_number(e.record.version)
    ]
    own = cover.cells.get("version")
    highest = max(numbered, key=itemgetter(0), default=None)
    if highest and own and () < version_number(cover.document.version) < highest[0]:
        yield own.place.problem(
            Kind.JD_COVER_OLDER,
            field="the version",
            value=quoted(cover.document.version),
            expected=quoted(highest[1]),
            other=highest[2].address,
        )


def version_number(version: str) -> tuple[int, ...]:
    """A version as a comparable tuple; empty if it is not a dotted number.

    >>> version_number("1.0") == version_number("v1") < version_number("1.10")
    True
    """
    match = re.fullmatch(r"v?\.?\s*(\d{1,6}(?:\.\d{1,6})*)", version.casefold())
    numbers = [int(part) for part in match[1].split(".")] if match else []
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
