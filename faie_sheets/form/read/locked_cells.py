"""Compare a form's locked cells with the JD and the form's identity."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from faie_sheets.form.read.find_form import FormTable
from faie_sheets.jd.values import percents
from faie_sheets.layouts.form import NOT_REQUIRED
from faie_sheets.problems import Kind, Problem, quoted
from faie_sheets.records.form import FormIdentity
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.text.normalise import bulleted, key, plain
from faie_sheets.workbook.read.book import Cell

_AS_GOOD_AS_EQUAL = 1e-9
_SHOWN = 90
_bulleted = lru_cache(maxsize=1024)(bulleted)


class ChangedCell(NamedTuple):
    """A locked cell that differs from what the JD says.

    Attributes:
        item: the competency of its row.
        field: the field of its column, as named in :data:`faie_sheets.layouts.form.COLUMNS`.
        cell: the cell.
        expected: what the JD says.
    """

    item: Competency
    field: str
    cell: Cell
    expected: str

    @property
    def what(self) -> str:
        """How messages name it."""
        called = {
            "name": "the name of {0.code}",
            "weight": "the weight of {0.code} {0.name}",
            "explanation": "what is assessed of {0.code} {0.name}",
            "required": "the required level of {0.code} {0.name}",
        }
        return called[self.field].format(self.item)

    @property
    def values(self) -> tuple[str, str]:
        """What the form shows and what the JD says, each cut to where the two begin to differ."""
        if self.field == "weight":
            weight = percents([self.cell.value])[0]
            shown = quoted(self.cell.text if weight is None else _percent(float(weight)))
            return shown, quoted(self.expected)
        found, expected = self.cell.text, plain(self.expected)
        start = _first_difference(found, expected)
        return _cut(found, start), _cut(expected, start)


def changed_cells(form: FormTable, rank: str, jd: JobDescription) -> Iterator[ChangedCell]:
    """Yield every locked cell of the table that differs from what a form of this JD shows.

    Args:
        form: the table of competencies.
        rank: the target rank that the form was issued for; if it is not in the JD, required
            levels are not compared.
        jd: the JD given.
    """
    has_rank = jd.rank(rank) is not None
    sheet, columns = form.table.sheet, form.table.columns
    for item in jd.competencies:
        row = form.rows.get(item.code)
        if row is None:
            continue
        texts = {"name": item.name, "explanation": _bulleted(item.explanation)}
        if has_rank:
            level = item.level(item.required.get(rank))
            texts["required"] = level.entry if level else NOT_REQUIRED
        if "weight" in columns and not _is_weight(sheet.value(row, columns["weight"]), item):
            cell = sheet.cell(row, columns["weight"])
            yield ChangedCell(item, "weight", cell, _percent(float(item.weight)))
        for field, expected in texts.items():
            if field in columns:
                value = sheet.value(row, columns[field])
                if value != expected and _unspaced(value) != _unspaced(expected):
                    yield ChangedCell(item, field, sheet.cell(row, columns[field]), expected)


def _is_weight(value: object, item: Competency) -> bool:
    if value == float(item.weight) / 100:
        return True
    weight = percents([value])[0]
    return weight is not None and abs(weight - item.weight) < _AS_GOOD_AS_EQUAL


def locked_problems(
    changed: list[ChangedCell], form: FormTable, identity: FormIdentity | None, jd: JobDescription
) -> Iterator[Problem]:
    """Report each locked cell that was changed; what was issued is used nevertheless."""
    shown_id = form.form_id
    if identity and shown_id and key(shown_id.value) != key(identity.form_id):
        facts = {"value": quoted(shown_id.text), "expected": quoted(identity.form_id)}
        yield shown_id.place.problem(Kind.FORM_LOCKED_CELL_CHANGED, what="the form ID", **facts)
    for code, row in form.rows.items():
        cell = form.table.sheet.cell(row, form.table.columns["code"])
        if cell.value != code and (isinstance(cell.value, str) or cell.text != code):
            name = jd.competency(code).name
            value = quoted(cell.text)
            if cell.text == code:
                value = "with blanks around it"
            yield cell.place.problem(Kind.FORM_CODE_RESPELT, name=name, value=value, expected=code)
    for each in changed:
        value, expected = each.values
        yield each.cell.place.problem(
            Kind.FORM_LOCKED_CELL_CHANGED, what=each.what, value=value, expected=expected
        )


def _unspaced(value: object) -> str:
    """A text without white space, as programs add and remove line breaks."""
    return plain(value).replace(" ", "")


def _percent(weight: float) -> str:
    return f"{weight:.6g}%"


def _first_difference(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _cut(text: str, at: int) -> str:
    """A text as messages quote it; a long one begins shortly before the first difference."""
    if len(text) <= _SHOWN or at < _SHOWN // 2:
        return quoted(text)
    return quoted(f"…{text[at - _SHOWN // 4 :]}")
