"""Findings on scales and requirements: gaps, repeats and different wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from faie_sheets.jd.competencies import ModelRow, Scale, ScaleLevel
from faie_sheets.jd.sections import Sections
from faie_sheets.jd.values import leading_level
from faie_sheets.problems import Kind, Problem, listed, quoted
from faie_sheets.text.normalise import same_wording
from faie_sheets.text.passages import differing
from faie_sheets.workbook.read.book import Cell

_MOST_NUMBERS = 5


_NUMBERED = re.compile(r"(?:(?:level|lvl|lv|l)\.?\s*)?\d{1,3}(?:\.0+)?\s*(?:[:).–—-]\s*|$)", re.I)


def scale_levels(row: ModelRow, scale: Scale) -> Iterator[Problem]:
    """Gaps, repeats, unnumbered levels, and labels that differ from their level.

    A scale may begin with 0 or with 1.
    """
    counted = Counter(level.level for level in scale.levels)
    begin = 1 if 0 not in counted and 1 in counted else 0
    gaps = [n for n in range(begin, max(counted)) if n not in counted]
    twice = [n for n in counted if counted[n] > 1]
    for cell in scale.unnumbered:
        yield cell.place.problem(Kind.JD_LEVEL_UNNUMBERED, name=row.name, value=quoted(cell.text))
    if gaps or twice:
        levels = listed([str(level.level) for level in scale.levels], "and")
        missing = f"missing: {_some(gaps)}" if gaps else ""
        repeated = f"repeated: {_some(twice)}" if twice else ""
        what = "; ".join(filter(None, (missing, repeated)))
        facts = {"name": row.name, "levels": levels, "what": what}
        yield scale.name.place.problem(Kind.JD_SCALE_BROKEN, **facts)
    for level in scale.levels:
        at = {"level": level.level, "code": row.code, "name": row.name}
        if not level.label.text:
            continue
        words = wording(level.label)
        worded = _worded_as(words, scale) if words else None
        if leading_level(level.label.value) != level.level or (
            worded and not same_wording(words, step_wording(level))
        ):
            value = quoted(level.label.text)
            yield level.label.place.problem(Kind.JD_LABEL_OF_OTHER_LEVEL, **at, value=value)
        elif level.text.text and not same_wording(wording(level.label), wording(level.text)):
            found, expected = differing(level.label.text, f"{level.level}: {wording(level.text)}")
            yield level.label.place.problem(
                Kind.JD_LABEL_DIFFERS_FROM_LEVEL,
                **at,
                value=found,
                expected=expected,
                other=level.text.address,
            )


def _some(levels: list[int]) -> str:
    """A list of levels, cut off after the first five."""
    more = ["others"] if len(levels) > _MOST_NUMBERS else []
    return listed([*map(str, levels[:_MOST_NUMBERS]), *more], "and")


def rival_scales(row: ModelRow, scale: Scale, sections: Sections) -> Iterator[Problem]:
    """Other scales of the same name that say something else."""
    for rival in sections.scales_of(row):
        if rival is not scale and rival.content != scale.content:
            yield rival.name.place.problem(
                Kind.JD_SCALE_REPEATED, code=row.code, name=row.name, other=scale.name.address
            )


def strays(sections: Sections) -> Iterator[Problem]:
    """Requirements in rows without a competency."""
    for cell in sections.descriptions.strays:
        yield cell.place.problem(Kind.JD_REQUIREMENT_STRAY, value=quoted(cell.text))


def requirements(row: ModelRow, sections: Sections) -> Iterator[Problem]:
    """Requirements that are missing, off scale, worded otherwise, or lower for a higher rank."""
    scale = sections.scale(row)
    required = []
    for rank in sections.ordered_ranks:
        cell, level = sections.required(row, rank.code)
        yield from _requirement(row, rank.code, cell, level, scale)
        if cell and level is not None:
            required.append((rank, cell, level))
    for (lower, below, before), (rank, cell, level) in pairwise(required):
        if level < before:
            yield cell.place.problem(
                Kind.JD_REQUIREMENT_FALLS,
                rank=rank.code,
                level=level,
                code=row.code,
                name=row.name,
                expected=before,
                lower=lower.code,
                other=below.address,
            )


def _requirement(
    row: ModelRow, rank: str, cell: Cell | None, level: int | None, scale: Scale | None
) -> Iterator[Problem]:
    facts = {"rank": rank, "code": row.code, "name": row.name}
    if cell is None or level is None:
        place = (cell or row.name_cell).place
        value = quoted(cell.text if cell else "")
        yield place.problem(Kind.JD_REQUIREMENT_MISSING, **facts, value=value)
        return
    if scale is None:
        return  # jd-scale-missing says it
    step = next((s for s in scale.levels if s.level == level), None)
    worded = _worded_as(wording(cell), scale)
    if step is None:
        allowed = [str(s.level) for s in scale.ascending]
        yield cell.place.problem(
            Kind.JD_REQUIREMENT_OFF_SCALE, **facts, level=level, allowed=listed(allowed)
        )
    elif not wording(cell) or same_wording(wording(cell), step_wording(step)):
        return
    elif worded:
        yield cell.place.problem(
            Kind.JD_REQUIREMENT_OF_OTHER_LEVEL,
            **facts,
            level=level,
            worded=worded.level,
            other=worded.text.address,
        )
    else:
        found, expected = differing(cell.text, f"{level}: {step_wording(step)}")
        yield cell.place.problem(
            Kind.JD_REQUIREMENT_DIFFERS,
            **facts,
            value=found,
            expected=expected,
            other=step.text.address,
        )


def _worded_as(words: str, scale: Scale) -> ScaleLevel | None:
    """The level of a scale that has this text."""
    return next((s for s in scale.levels if words and same_wording(words, step_wording(s))), None)


def wording(cell: Cell) -> str:
    """A level's text without its leading number; ``""`` if it is only a number."""
    return cell.text if leading_level(cell.value) is None else _NUMBERED.sub("", cell.text, count=1)


def step_wording(step: ScaleLevel) -> str:
    """A level's own text, or that of its label if only the label has one."""
    return wording(step.text) or wording(step.label)
