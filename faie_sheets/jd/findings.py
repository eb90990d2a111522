"""What is inconsistent in a JD workbook: its sections held against each other."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from fractions import Fraction

from faie_sheets.excel.text import key, plain
from faie_sheets.jd.competency_model import ModelRow
from faie_sheets.jd.job_descriptions import DescribedRow
from faie_sheets.jd.scales import Scale
from faie_sheets.jd.sections import Sections
from faie_sheets.jd.values import leading_level
from faie_sheets.problems import Kind, Problem, listed, quoted

NO_WEIGHT = Fraction(0)
WHOLE = Fraction(100)


def of(sections: Sections) -> Iterator[Problem]:
    """Every finding, section by section."""
    yield from _weights(sections)
    yield from _repeats(sections)
    yield from _names(sections)
    yield from _ranks(sections)
    for row in sections.items:
        scale = sections.scale(row.name)
        described = sections.described(row.name)
        if scale:
            yield from _scale(row, scale)
        if described:
            yield from _weight_differs(row, described)
            for rank in (r.code for r in sections.definitions.ranks):
                yield from _requirement(row, described, rank, scale)


def usable_weight(row: ModelRow) -> Fraction:
    """The weight in percent; 0 where it is none above 0% and up to 100%."""
    return row.weight if row.weight is not None and 0 < row.weight <= WHOLE else NO_WEIGHT


def _weights(sections: Sections) -> Iterator[Problem]:
    for row in sections.items:
        if not usable_weight(row):
            yield row.weight_cell.place.problem(
                Kind.JD_WEIGHT_INVALID, code=row.code, value=quoted(row.weight_cell.text)
            )
    total = sum(map(usable_weight, sections.items), Fraction(0))
    if total != WHOLE:
        last = sections.items[-1].weight_cell
        yield last.place.problem(Kind.JD_WEIGHTS_TOTAL, total=percent(total))


def _weight_differs(row: ModelRow, described: DescribedRow) -> Iterator[Problem]:
    if described.weight_cell and described.weight not in (None, row.weight):
        yield described.weight_cell.place.problem(
            Kind.JD_WEIGHT_DIFFERS,
            code=row.code,
            name=row.name,
            value=percent(described.weight or NO_WEIGHT),
            expected=percent(usable_weight(row)),
            other=row.weight_cell.address,
        )


def _repeats(sections: Sections) -> Iterator[Problem]:
    for what in ("code", "name"):
        first: dict[str, ModelRow] = {}
        for row in sections.model:
            value: str = getattr(row, what)
            earlier = first.setdefault(key(value), row)
            if earlier is not row:
                yield row.name_cell.place.problem(
                    Kind.JD_COMPETENCY_REPEATED,
                    what=f"the {what}",
                    value=quoted(value),
                    other=earlier.name_cell.address,
                )


def _names(sections: Sections) -> Iterator[Problem]:
    """Competencies that stand on one sheet and not on another."""
    described = [row.name for row in sections.descriptions.rows]
    modelled = {key(row.name) for row in sections.model}
    for row in sections.items:
        facts = {"code": row.code, "name": row.name}
        if not sections.described(row.name):
            hint = nearest(row.name, described)
            yield row.name_cell.place.problem(Kind.JD_COMPETENCY_UNDESCRIBED, **facts, hint=hint)
        if not sections.scale(row.name):
            hint = nearest(row.name, (scale.name.text for scale in sections.scales))
            yield row.name_cell.place.problem(Kind.JD_SCALE_MISSING, **facts, hint=hint)
    strangers = [row.name_cell for row in sections.descriptions.rows]
    strangers += [scale.name for scale in sections.scales]
    for cell in strangers:
        if key(cell.value) not in modelled:
            hint = nearest(cell.text, (row.name for row in sections.model))
            yield cell.place.problem(
                Kind.JD_COMPETENCY_UNWEIGHTED, name=quoted(cell.text), hint=hint
            )


def _ranks(sections: Sections) -> Iterator[Problem]:
    known = listed([rank.code for rank in sections.definitions.ranks], "and")
    for cell in sections.descriptions.other_ranks:
        yield cell.place.problem(Kind.JD_RANK_UNKNOWN, value=quoted(cell.text), expected=known)


def _scale(row: ModelRow, scale: Scale) -> Iterator[Problem]:
    levels = sorted(level.level for level in scale.levels)
    if levels != list(range(len(levels))):
        shown = listed([str(level.level) for level in scale.levels], "and")
        yield scale.name.place.problem(Kind.JD_SCALE_GAP, name=row.name, levels=shown)
    for level in scale.levels:
        facts = {"level": level.level, "code": row.code, "name": row.name}
        if not level.label.text:
            continue
        if leading_level(level.label.value) != level.level:
            value = quoted(level.label.text)
            yield level.label.place.problem(Kind.JD_LABEL_LEVEL, **facts, value=value)
        elif plain(level.label.value) != (made := f"{level.level}: {level.text.text}"):
            found, expected = differing(level.label.text, made)
            yield level.label.place.problem(
                Kind.JD_LABEL_DIFFERS,
                **facts,
                value=found,
                expected=expected,
                other=level.text.address,
            )


def _requirement(
    row: ModelRow, described: DescribedRow, rank: str, scale: Scale | None
) -> Iterator[Problem]:
    facts = {"rank": rank, "code": row.code, "name": row.name}
    cell = described.requirements.get(rank)
    level = leading_level(cell.value) if cell else None
    if cell is None or level is None:
        place = (cell or described.name_cell).place
        value = quoted(cell.text if cell else "")
        yield place.problem(Kind.JD_REQUIREMENT_MISSING, **facts, value=value)
        return
    step = next((s for s in scale.levels if s.level == level), None) if scale else None
    if step is None:
        allowed = [str(s.level) for s in scale.ascending] if scale else ["the levels of a scale"]
        yield cell.place.problem(
            Kind.JD_REQUIREMENT_OFF_SCALE, **facts, level=level, allowed=listed(allowed)
        )
    elif cell.text != str(level) and cell.text != (made := f"{level}: {step.text.text}"):
        found, expected = differing(cell.text, made)
        yield cell.place.problem(
            Kind.JD_REQUIREMENT_DIFFERS,
            **facts,
            value=found,
            expected=expected,
            other=step.text.address,
        )


def differing(found: str, expected: str) -> tuple[str, str]:
    """Two texts cut down to the words in which they differ, with two words around them.

    >>> differing("0: Learner mindset but reliant", "0: Lesser mindset but reliant")
    ('“0: Learner mindset but…”', '“0: Lesser mindset but…”')
    """
    ours, theirs = found.split(), expected.split()
    blocks = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    changed = [block for block in blocks if block[0] != "equal"]
    if not changed:
        return quoted(found), quoted(expected)
    _, a1, _, b1, _ = changed[0]
    _, _, a2, _, b2 = changed[-1]
    return _window(ours, a1, a2), _window(theirs, b1, b2)


def _window(words: list[str], start: int, end: int) -> str:
    start, end = max(start - 2, 0), min(end + 2, len(words))
    before, after = "…" * (start > 0), "…" * (end < len(words))
    return quoted(f"{before}{' '.join(words[start:end])}{after}")


def percent(value: Fraction) -> str:
    """A number of percent as a message shows it.

    >>> percent(Fraction(15)), percent(Fraction(25, 2))
    ('15', '12.5')
    """
    return f"{float(value):.6g}"


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint that names the closest of the names, or ``""`` where none is close."""
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f"the nearest name is “{close[0]}”" if close else ""
