"""Findings on competencies: rival tables, incomplete rows, repeats, names on one sheet only."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from faie_sheets.jd.sections import Sections, means
from faie_sheets.problems import Kind, Problem, quoted
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Cell

_MOST_NAMES = 100


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
