"""What is inconsistent in a JD workbook: its sections held against each other."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from operator import itemgetter

from faie_sheets.excel.book import Cell
from faie_sheets.excel.text import key, same_wording
from faie_sheets.jd.changes import Entry
from faie_sheets.jd.competency_model import ModelRow
from faie_sheets.jd.cover import Cover
from faie_sheets.jd.job_descriptions import DescribedRow
from faie_sheets.jd.scales import Scale, ScaleLevel
from faie_sheets.jd.sections import Sections, means
from faie_sheets.jd.values import leading_level, level_name
from faie_sheets.problems import Kind, Problem, listed, quoted
from faie_sheets.records.job_description import Rank
from faie_sheets.revision.words import differing

NO_WEIGHT = Fraction(0)
WHOLE = Fraction(100)
_ALIKE = 0.6
_MOST_NAMES = 100


def of(sections: Sections) -> Iterator[Problem]:
    """Every finding about the sections that scoring stands on."""
    yield from _rivals(sections)
    yield from _weights(sections)
    yield from _incomplete(sections)
    yield from _repeats(sections)
    yield from _names(sections)
    yield from _ranks(sections)
    for cell in sections.descriptions.strays:
        yield cell.place.problem(Kind.JD_REQUIREMENT_STRAY, value=quoted(cell.text))
    for row in sections.items:
        scale = sections.scale(row)
        described = sections.described(row)
        if scale:
            yield from _scale(row, scale)
            yield from _rival_scales(row, scale, sections)
        if described:
            yield from _weight_differs(row, described)
            yield from _requirements(row, sections)


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
    """A version to be compared; empty where it is no number with points.

    >>> version_number("1.0") == version_number("v1") < version_number("1.10")
    True
    """
    match = re.fullmatch(r"v?\.?\s*(\d{1,6}(?:\.\d{1,6})*)", version.casefold())
    numbers = [int(part) for part in match[1].split(".")] if match else []
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def usable_weight(row: ModelRow) -> Fraction:
    """The weight in percent; 0 where it is none above 0% and up to 100%."""
    return row.weight if row.weight is not None and 0 < row.weight <= WHOLE else NO_WEIGHT


def _rivals(sections: Sections) -> Iterator[Problem]:
    for section, rival, used in sections.rivals:
        yield rival.place.problem(Kind.JD_TABLE_REPEATED, section=section, other=used.address)


def _weights(sections: Sections) -> Iterator[Problem]:
    for row in sections.items:
        if not usable_weight(row):
            empty = "if the cell shows one, open the workbook in Excel and save it anew"
            yield row.weight_cell.place.problem(
                Kind.JD_WEIGHT_INVALID,
                code=row.code,
                value=quoted(row.weight_cell.text),
                hint="" if row.weight_cell.text else empty,
            )
    total = sum(map(usable_weight, sections.items), Fraction(0))
    if total != WHOLE and sections.items:
        differ = [
            _described_weight(row, d) for row in sections.items if (d := _other(sections, row))
        ]
        rows = f"; the job descriptions have {listed(differ, 'and')}" if differ else ""
        last = sections.items[-1].weight_cell
        yield last.place.problem(Kind.JD_WEIGHTS_TOTAL, total=percent(total), rows=rows)


def _other(sections: Sections, row: ModelRow) -> DescribedRow | None:
    """The job descriptions' row of a competency, where it gives another weight."""
    described = sections.described(row)
    return described if described and described.weight not in (None, row.weight) else None


def _described_weight(row: ModelRow, described: DescribedRow) -> str:
    cell = described.weight_cell or described.name_cell
    return f"{percent(described.weight or NO_WEIGHT)}% for {row.code} (in {cell.address})"


def _weight_differs(row: ModelRow, described: DescribedRow) -> Iterator[Problem]:
    differs = described.weight not in (None, row.weight)
    if described.weight_cell and described.weight is None and described.weight_cell.text:
        yield described.weight_cell.place.problem(
            Kind.JD_WEIGHT_UNREADABLE,
            code=row.code,
            name=row.name,
            value=quoted(described.weight_cell.text),
            expected=percent(usable_weight(row)),
            other=row.weight_cell.address,
        )
    elif described.weight_cell and differs and usable_weight(row):
        yield described.weight_cell.place.problem(
            Kind.JD_WEIGHT_DIFFERS,
            code=row.code,
            name=row.name,
            value=percent(described.weight or NO_WEIGHT),
            expected=percent(usable_weight(row)),
            other=row.weight_cell.address,
        )


def _incomplete(sections: Sections) -> Iterator[Problem]:
    """Rows of the model with a slip; a name alone is one where another sheet knows it."""
    known = {key(row.name) for row in sections.descriptions.rows}
    known |= {key(scale.name.value) for scale in sections.scales}
    for row in sections.model.rows:
        facts = {"value": quoted(row.name or row.code)}
        numbered = sections.model.table.text(row.name_cell.row, "number")
        if not row.code and (numbered or key(row.name) in known):
            yield row.code_cell.place.problem(Kind.JD_COMPETENCY_INCOMPLETE, what="code", **facts)
        elif not row.name:
            yield row.name_cell.place.problem(Kind.JD_COMPETENCY_INCOMPLETE, what="name", **facts)


def _repeats(sections: Sections) -> Iterator[Problem]:
    model, described = sections.model.rows, sections.descriptions.rows
    yield from _repeated(Kind.JD_COMPETENCY_REPEATED, "the code", (r.code_cell for r in model))
    yield from _repeated(Kind.JD_COMPETENCY_REPEATED, "the name", (r.name_cell for r in model))
    yield from _repeated(Kind.JD_COMPETENCY_REPEATED, "the name", (r.name_cell for r in described))
    ranks = sections.ranks
    for cell in ranks.repeated:
        one = next(c for c in ranks.cells.values() if key(c.value) == key(cell.value))
        yield cell.place.problem(
            Kind.JD_RANK_REPEATED, what="the code", value=quoted(cell.text), other=one.address
        )
    first: dict[int, Cell] = {}
    for rank in ranks.content:
        if rank.level is not None:
            cell = ranks.levels[rank.code]
            earlier = first.setdefault(rank.level, cell)
            if earlier is not cell:
                facts = {"what": "the level", "value": str(rank.level), "other": earlier.address}
                yield cell.place.problem(Kind.JD_RANK_REPEATED, **facts)
    titles = [ranks.table.cell(ranks.cells[rank.code].row, "title") for rank in ranks.content]
    yield from _repeated(Kind.JD_RANK_REPEATED, "the title", (cell for cell in titles if cell))


def _repeated(kind: Kind, what: str, cells: Iterable[Cell]) -> Iterator[Problem]:
    first: dict[str, Cell] = {}
    for cell in cells:
        earlier = first.setdefault(key(cell.value), cell) if cell.text else cell
        if earlier is not cell:
            yield cell.place.problem(
                kind, what=what, value=quoted(cell.text), other=earlier.address
            )


def _names(sections: Sections) -> Iterator[Problem]:
    """Competencies that stand on one sheet and not on another, or under another name."""
    rows, scales = sections.descriptions.rows, sections.scales
    spoken_for: set[Cell] = set()
    for item in sections.model.rows:
        if not item.name:
            continue
        facts = {"code": item.code, "name": item.name}
        described, alike = sections.described(item), sections.scales_of(item)
        spoken_for |= {scale.name for scale in alike}
        if described:
            spoken_for.add(described.name_cell)
        if item not in sections.items:
            continue
        if not described:
            hint = nearest(item.name, (row.name for row in rows))
            yield item.name_cell.place.problem(Kind.JD_COMPETENCY_UNDESCRIBED, **facts, hint=hint)
        elif described.code and key(described.code) != key(item.code):
            yield described.name_cell.place.problem(
                Kind.JD_CODE_DIFFERS,
                name=quoted(item.name),
                value=quoted(described.code),
                expected=item.code,
                other=item.code_cell.address,
            )
        elif not means(described.name, item):
            yield described.name_cell.place.problem(
                Kind.JD_NAME_DIFFERS,
                code=item.code,
                value=quoted(described.name),
                expected=quoted(item.name),
                other=item.name_cell.address,
            )
        if not alike:
            hint = nearest(item.name, (scale.name.text for scale in scales))
            yield item.name_cell.place.problem(Kind.JD_SCALE_MISSING, **facts, hint=hint)
    known = {key(cell.value) for cell in spoken_for}
    for cell in (*(row.name_cell for row in rows), *(scale.name for scale in scales)):
        if cell not in spoken_for and key(cell.value) not in known:
            hint = nearest(cell.text, (row.name for row in sections.model.rows))
            yield cell.place.problem(
                Kind.JD_COMPETENCY_UNWEIGHTED, name=quoted(cell.text), hint=hint
            )


def _ranks(sections: Sections) -> Iterator[Problem]:
    ranks, heads = sections.ranks, sections.descriptions.heads
    known = listed([rank.code for rank in ranks.content], "and")
    for cell in sections.descriptions.other_ranks:
        yield cell.place.problem(Kind.JD_RANK_UNKNOWN, value=quoted(cell.text), expected=known)
    for second, cell in sections.descriptions.second_columns.items():
        yield cell.place.problem(
            Kind.JD_RANK_REPEATED,
            what=f"a column of {second},",
            value=f"{quoted(cell.text)},",
            other=heads[second][0].address,
        )
    for cell in ranks.incomplete:
        field = "code" if cell.column == ranks.table.columns["code"] else "title"
        yield cell.place.problem(Kind.JD_RANK_INCOMPLETE, what=field)
    if any(rank.level is not None for rank in ranks.content):
        for rank in ranks.content:
            if rank.level is None:
                level = ranks.levels[rank.code]
                yield level.place.problem(
                    Kind.JD_RANK_LEVEL_MISSING, rank=rank.code, value=quoted(level.text)
                )
    for rank in ranks.content:
        code = ranks.cells[rank.code]
        if rank.code in heads:
            others = [other for other in ranks.content if other is not rank]
            yield from _rank_heads(rank, others, code, heads[rank.code])
        else:
            strange = [cell.text for cell in sections.descriptions.other_ranks]
            hint = nearest(rank.title, strange) or nearest(rank.code, strange)
            yield code.place.problem(
                Kind.JD_RANK_UNDESCRIBED, rank=rank.code, title=rank.title, hint=hint
            )


def _rank_heads(
    rank: Rank, others: Iterable[Rank], defined: Cell, heads: Iterable[Cell]
) -> Iterator[Problem]:
    """What stands over a rank's column and is another rank's, nearly its own, or another level."""
    named = {key(name): other.code for other in others for name in (other.code, other.title)}
    for cell in heads:
        if key(cell.value) in (key(rank.code), key(rank.title)):
            continue
        if key(cell.value) in named:
            yield cell.place.problem(
                Kind.JD_RANK_COLUMN_UNCERTAIN,
                rank=rank.code,
                value=quoted(cell.text),
                other=named[key(cell.value)],
            )
            continue
        level = level_name(cell.value)[0]
        told = (rank.code, rank.title)
        close = [name for name in told if _similar(cell.text, name)]
        exact = any(key(name) in key(cell.value) for name in told)
        expected = ""
        if level is not None and None is not rank.level != level and key(cell.value)[0] == "l":
            expected = f"Level {rank.level}"
        elif close and not exact:
            expected = close[0]
        elif not exact and _stem(cell.text) == _stem(rank.code) and cell.text[-1:].isdecimal():
            expected = rank.code
        if expected:
            yield cell.place.problem(
                Kind.JD_RANK_NAMED_OTHERWISE,
                rank=rank.code,
                value=quoted(cell.text),
                expected=quoted(expected),
                other=defined.address,
            )


def _stem(code: str) -> str:
    return key(code).rstrip("0123456789")


def _similar(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, key(one), key(other)).ratio() >= _ALIKE


def _scale(row: ModelRow, scale: Scale) -> Iterator[Problem]:
    """A gap or a repeat; a scale may begin with 0 or with 1."""
    counted = Counter(level.level for level in scale.levels)
    begin = 1 if 0 not in counted and 1 in counted else 0
    gaps = [n for n in range(begin, max(counted)) if n not in counted]
    twice = [n for n in counted if counted[n] > 1]
    for cell in scale.unnumbered:
        yield cell.place.problem(Kind.JD_LEVEL_UNNUMBERED, name=row.name, value=quoted(cell.text))
    if gaps or twice:
        levels = listed([str(level.level) for level in scale.levels], "and")
        missing = f"lacking: {_some(gaps)}" if gaps else ""
        repeated = f"repeated: {_some(twice)}" if twice else ""
        what = "; ".join(filter(None, (missing, repeated)))
        facts = {"name": row.name, "levels": levels, "what": what}
        yield scale.name.place.problem(Kind.JD_SCALE_GAP, **facts)
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
            yield level.label.place.problem(Kind.JD_LABEL_LEVEL, **at, value=value)
        elif level.text.text and not same_wording(wording(level.label), wording(level.text)):
            found, expected = differing(level.label.text, f"{level.level}: {wording(level.text)}")
            yield level.label.place.problem(
                Kind.JD_LABEL_DIFFERS,
                **at,
                value=found,
                expected=expected,
                other=level.text.address,
            )


_MOST_NUMBERS = 5


def _some(levels: list[int]) -> str:
    """Numbers of levels, the first five of many."""
    more = ["others"] if len(levels) > _MOST_NUMBERS else []
    return listed([*map(str, levels[:_MOST_NUMBERS]), *more], "and")


def _rival_scales(row: ModelRow, scale: Scale, sections: Sections) -> Iterator[Problem]:
    for rival in sections.scales_of(row):
        if rival is not scale and rival.content != scale.content:
            yield rival.name.place.problem(
                Kind.JD_SCALE_REPEATED, code=row.code, name=row.name, other=scale.name.address
            )


def _requirements(row: ModelRow, sections: Sections) -> Iterator[Problem]:
    """What each rank that has a column requires, and whether it requires no less than the last."""
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
    """The level of a scale whose text this is."""
    return next((s for s in scale.levels if words and same_wording(words, step_wording(s))), None)


_NUMBERED = re.compile(r"(?:(?:level|lvl|lv|l)\.?\s*)?\d{1,3}(?:\.0+)?\s*(?:[:).–—-]\s*|$)", re.I)


def wording(cell: Cell) -> str:
    """A level's text without the number that it may begin with; ``""`` if it is but a number."""
    return cell.text if leading_level(cell.value) is None else _NUMBERED.sub("", cell.text, count=1)


def step_wording(step: ScaleLevel) -> str:
    """A level's own text; that of its label where only the label has one."""
    return wording(step.text) or wording(step.label)


def percent(value: Fraction) -> str:
    """A number of percent as a message shows it.

    >>> percent(Fraction(15)), percent(Fraction(25, 2))
    ('15', '12.5')
    """
    return f"{float(value):.6g}"


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint that names the closest of the names, or ``""`` where none is close."""
    known = list(names)
    # Among thousands the search would take minutes.
    close = difflib.get_close_matches(name, known[:_MOST_NAMES], n=1, cutoff=0.6)
    return f"the nearest name is “{close[0]}”" if close else ""
