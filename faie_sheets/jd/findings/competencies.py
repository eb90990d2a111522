"""Findings on competencies: rival tables, incomplete rows, repeats, missing names, weights."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from fractions import Fraction

from faie_sheets.jd.competencies import ModelRow
from faie_sheets.jd.job_descriptions import DescribedRow
from faie_sheets.jd.sections import Sections, means
from faie_sheets.problems import Kind, Problem, listed, quoted
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Cell

_MOST_NAMES = 100
NO_WEIGHT = Fraction(0)
WHOLE = Fraction(100)


def rivals(sections: Sections) -> Iterator[Problem]:
    """Tables that could be the section as well and say something else."""
    for section, rival, used in sections.rivals:
        yield rival.place.problem(Kind.JD_TABLE_REPEATED, section=section, other=used.address)


def incomplete(sections: Sections) -> Iterator[Problem]:
    """Rows of the model without a code or a name.

    A name alone counts only if it is numbered or is a competency on another sheet.
    """
    known = {key(row.name) for row in sections.descriptions.rows}
    known |= {key(scale.name.value) for scale in sections.scales}
    for row in sections.model.rows:
        facts = {"value": quoted(row.name or row.code)}
        numbered = sections.model.table.text(row.name_cell.row, "number")
        if not row.code and (numbered or key(row.name) in known):
            yield row.code_cell.place.problem(Kind.JD_COMPETENCY_INCOMPLETE, what="code", **facts)
        elif not row.name:
            yield row.name_cell.place.problem(Kind.JD_COMPETENCY_INCOMPLETE, what="name", **facts)


def repeats(sections: Sections) -> Iterator[Problem]:
    """Codes and names used by two competencies."""
    model, described = sections.model.rows, sections.descriptions.rows
    yield from repeated(Kind.JD_COMPETENCY_REPEATED, "the code", (r.code_cell for r in model))
    yield from repeated(Kind.JD_COMPETENCY_REPEATED, "the name", (r.name_cell for r in model))
    yield from repeated(Kind.JD_COMPETENCY_REPEATED, "the name", (r.name_cell for r in described))


def repeated(kind: Kind, what: str, cells: Iterable[Cell]) -> Iterator[Problem]:
    """The cells with the same text as an earlier one."""
    first: dict[str, Cell] = {}
    for cell in cells:
        earlier = first.setdefault(key(cell.value), cell) if cell.text else cell
        if earlier is not cell:
            yield cell.place.problem(
                kind, what=what, value=quoted(cell.text), other=earlier.address
            )


def names(sections: Sections) -> Iterator[Problem]:
    """Competencies that are on one sheet and not on another, or have another name there."""
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
            yield cell.place.problem(Kind.JD_COMPETENCY_UNKNOWN, name=quoted(cell.text), hint=hint)


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint with the closest of the names, or ``""`` if none is close."""
    known = list(names)
    # Among thousands the search would take minutes.
    close = difflib.get_close_matches(name, known[:_MOST_NAMES], n=1, cutoff=0.6)
    return f"the nearest name is “{close[0]}”" if close else ""


def usable_weight(row: ModelRow) -> Fraction:
    """The weight in percent if it is above 0% and at most 100%, otherwise 0."""
    return row.weight if row.weight is not None and 0 < row.weight <= WHOLE else NO_WEIGHT


def weights(sections: Sections) -> Iterator[Problem]:
    """Cells without a usable weight, and a total other than 100%."""
    for row in sections.items:
        if not usable_weight(row):
            empty = "if the cell shows one, open the workbook in Excel and save it again"
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


def weight_differs(row: ModelRow, described: DescribedRow) -> Iterator[Problem]:
    """A weight that differs in the job descriptions, or cannot be read there."""
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


def percent(value: Fraction) -> str:
    """A percentage as messages show it, without the sign.

    >>> percent(Fraction(15)), percent(Fraction(25, 2))
    ('15', '12.5')
    """
    return f"{float(value):.6g}"
