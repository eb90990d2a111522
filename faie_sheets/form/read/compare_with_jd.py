"""Compare a form with the JD: its locked cells, and its ratings where it is of another revision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from faie_sheets.form.read.find_form import FormTable
from faie_sheets.jd.values import leading_level, percents
from faie_sheets.layouts.form import NOT_REQUIRED
from faie_sheets.problems import Kind, Place, Problem, listed, quoted
from faie_sheets.records.form import FormIdentity
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.text.normalise import bulleted, key, plain
from faie_sheets.workbook.read.book import Book, Cell, Sheet

_AS_GOOD_AS_EQUAL = 1e-9
_SHOWN = 90
_bulleted = lru_cache(maxsize=1024)(bulleted)
_Found = tuple[Place, str, str]


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


@dataclass(frozen=True)
class ShownScale:
    """One competency's scale, as listed on the form's hidden sheet behind the drop-downs.

    Attributes:
        code: the cell with the competency's code, above the level numbers.
        levels: the level numbers, from top to bottom.
    """

    code: Cell
    levels: tuple[int, ...]


def shown_scales(book: Book) -> Mapping[str, ShownScale]:
    """Code key → its scale, from the sheet behind the drop-downs; empty if that is gone."""
    rows = (
        _scales_under(sheet, row) for sheet in book.sheets for row in range(sheet.top, sheet.height)
    )
    return max(rows, key=len, default={})


def _scales_under(sheet: Sheet, row: int) -> Mapping[str, ShownScale]:
    return {
        key(cell.value): ShownScale(cell, levels)
        for cell in sheet.cells_of(row)
        if isinstance(cell.value, str)
        if (levels := _levels_under(sheet, cell))
    }


def _levels_under(sheet: Sheet, code: Cell) -> tuple[int, ...]:
    """The level numbers under a code; each has a label beside it that begins with the number."""
    levels = []
    for row in range(code.row + 1, sheet.height):
        number, label = sheet.value(row, code.column), sheet.value(row, code.column + 1)
        if not isinstance(number, int | float) or not isinstance(label, str):
            break
        if leading_level(number) is None or leading_level(label[:20]) != leading_level(number):
            break
        levels.append(int(number))
    return tuple(levels)


def disagreements(
    book: Book,
    form: FormTable,
    identity: FormIdentity | None,
    changed: Sequence[ChangedCell],
    jd: JobDescription,
) -> Iterator[Problem]:
    """Report each cell where the form's codes, scales or weights differ from those of the JD given.

    A form whose identity was lost may well be of this JD: only what it shows counts as evidence
    against it. Its weights, which are not used, are then checked with the locked cells.
    """
    scales = shown_scales(book)
    found_jd = f"JD {quoted(identity.jd_fingerprint[:12])}" if identity else "an unknown JD"
    facts = {"found_jd": found_jd, "expected_jd": jd.revision}
    for place, what, expected in [
        *_scale_differences(scales, form, identity is not None, jd),
        *_unknown_codes(scales, form, jd),
        *(_weight_differences(form, changed) if identity else ()),
    ]:
        yield place.problem(Kind.FORM_OF_A_JD_THAT_DIFFERS, what=what, expected=expected, **facts)


def _scale_differences(
    scales: Mapping[str, ShownScale], form: FormTable, must_show: bool, jd: JobDescription
) -> Iterator[_Found]:
    sheet = form.table.sheet
    for item in jd.competencies:
        named = f"{item.code} {item.name}"
        scale = scales.get(key(item.code))
        if scale and scale.levels != tuple(level.level for level in item.scale):
            shown = _range(scale.levels)
            yield scale.code.place, f"the scale of {named} has {shown}", _allowed(item)
        elif scale or not item.scale:
            continue
        elif scales and (must_show or item.code not in form.rows):
            place = Place(sheet.file, sheet.name)
            yield place, f"it has no competency {named}", f"{named}"
        elif must_show:
            row = form.rows.get(item.code, form.table.header)
            place = sheet.cell(row, form.table.columns["code"]).place
            what = f"the lists behind its drop-downs are gone, so the one for {named} is not known"
            yield place, what, _allowed(item)


def _unknown_codes(
    scales: Mapping[str, ShownScale], form: FormTable, jd: JobDescription
) -> Iterator[_Found]:
    known = {key(item.code) for item in jd.competencies}
    has = listed([item.code for item in jd.competencies], "and")
    sheet, columns = form.table.sheet, form.table.columns
    reported = set()
    for row in form.table.span:
        cell = sheet.cell(row, columns["code"])
        weighs = "weight" in columns and isinstance(sheet.value(row, columns["weight"]), float)
        code = key(cell.value)
        if code and code not in known and (code in scales or (weighs and not scales)):
            reported.add(code)
            yield cell.place, f"it has a competency {quoted(cell.text)}", has
    for code, scale in scales.items():
        if code not in known | reported:
            yield scale.code.place, f"it has a competency {quoted(scale.code.text)}", has


def _weight_differences(form: FormTable, changed: Sequence[ChangedCell]) -> Iterator[_Found]:
    for each in changed:
        if each.field == "weight":
            shown, expected = each.values
            yield each.cell.place, f"{each.what} is {shown}", expected
    if "weight" not in form.table.columns:
        yield form.table.place, "it shows no weights", "a column of weights"


def other_jd_problem(
    book: Book, identity: FormIdentity, changed: Sequence[ChangedCell], jd: JobDescription
) -> Problem:
    """The warning that a form is of another revision, with what was different for the engineer."""
    seen = {
        "other required levels": _codes(changed, "required"),
        "other texts": _codes(changed, "name", "explanation"),
    }
    shown = [f"{what} for {listed(codes, 'and')}" for what, codes in seen.items() if codes]
    return book.place.problem(
        Kind.FORM_OF_ANOTHER_JD,
        found_jd=quoted(identity.jd_fingerprint[:12]),
        expected_jd=jd.revision,
        hint=f"the form shows {listed(shown, 'and')}" if shown else "",
    )


def _codes(changed: Sequence[ChangedCell], *fields: str) -> list[str]:
    return list(dict.fromkeys(each.item.code for each in changed if each.field in fields))


def _range(levels: Sequence[int]) -> str:
    if list(levels) == list(range(levels[0], levels[-1] + 1)):
        return f"levels {levels[0]} to {levels[-1]}"
    return f"the levels {listed([str(level) for level in levels], 'and')}"


def _allowed(item: Competency) -> str:
    return _range([level.level for level in item.scale])
