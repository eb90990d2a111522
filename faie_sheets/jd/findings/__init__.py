"""What is inconsistent in a JD workbook: its sections compared with each other."""

from __future__ import annotations

from collections.abc import Iterator

from faie_sheets.jd.findings.competencies import (
    incomplete,
    names,
    repeats,
    rivals,
    weight_differs,
    weights,
)
from faie_sheets.jd.findings.levels import requirements, rival_scales, scale_levels, strays
from faie_sheets.jd.findings.ranks import rank_findings, repeated_ranks
from faie_sheets.jd.sections import Sections
from faie_sheets.problems import Problem


def of(sections: Sections) -> Iterator[Problem]:
    """Yield every finding about the sections that scoring depends on."""
    yield from rivals(sections)
    yield from weights(sections)
    yield from incomplete(sections)
    yield from repeats(sections)
    yield from repeated_ranks(sections)
    yield from names(sections)
    yield from rank_findings(sections)
    yield from strays(sections)
    for row in sections.items:
        scale = sections.scale(row)
        described = sections.described(row)
        if scale:
            yield from scale_levels(row, scale)
            yield from rival_scales(row, scale, sections)
        if described:
            yield from weight_differs(row, described)
            yield from requirements(row, sections)
