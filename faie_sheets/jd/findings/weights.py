"""Findings on weights: their total, and where two sheets differ."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from faie_sheets.jd.competencies import ModelRow
from faie_sheets.jd.job_descriptions import DescribedRow
from faie_sheets.jd.sections import Sections
from faie_sheets.problems import Kind, Problem, listed, quoted

NO_WEIGHT = Fraction(0)
WHOLE = Fraction(100)


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
