"""Check whether ratings on a form of another JD revision mean the same under the JD given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from faie_sheets.form.read.find_form import FormTable
from faie_sheets.form.read.locked_cells import ChangedCell
from faie_sheets.jd.values import leading_level
from faie_sheets.problems import Kind, Place, Problem, listed, quoted
from faie_sheets.records.form import FormIdentity
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Book, Cell, Sheet

_Found = tuple[Place, str, str]


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
