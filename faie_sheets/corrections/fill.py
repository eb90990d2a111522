"""A fresh form with an engineer's answers filled in, the cells in question marked and explained."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath
from xml.etree import ElementTree as ET

from faie_sheets.acts import Act
from faie_sheets.corrections.corrections import Correction, raters
from faie_sheets.corrections.cover import TITLE, Note, empty_sheet, write_cover
from faie_sheets.corrections.looks import Looks
from faie_sheets.corrections.notes import Spot, add_notes
from faie_sheets.corrections.parts import (
    WORKBOOK,
    Parts,
    cell_of,
    looks_like_a_formula,
    namespace,
    row_of,
    set_text,
)
from faie_sheets.form.read.find import FormTable, find_forms, likeliest
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.ratings import Rater
from faie_sheets.records.result import Result
from faie_sheets.workbook.read.book import a1, read_book
from faie_sheets.workbook.read.source import SourceFile
from faie_sheets.workbook.write import style

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(?=</)")
_EVIDENCE = "evidence"


def filled_form(
    form: bytes, result: Result, corrections: Sequence[Correction], jd: JobDescription, form_id: str
) -> bytes:
    """Fill a blank form in with a result's levels and evidence, and ask for the corrections.

    Args:
        form: the engineer's form, as it is issued.
        result: what came back.
        corrections: what to correct.
        jd: the JD that the form is of.
        form_id: the form's id.
    """
    table = likeliest(find_forms(read_book(SourceFile("<form>", form)), jd))
    assert table is not None  # a template without the table is refused before it is issued
    parts = Parts(form)
    looks = Looks(parts.tree("xl/styles.xml"))
    part = parts.sheets[table.table.sheet.name]
    sheet = parts.tree(part)
    _write_answers(sheet, table, result, jd, looks)
    spots = {
        (c.code, c.field): Spot(table.rows[c.code], table.table.columns[c.field])
        for c in corrections
        if c.code in table.rows and c.field in table.table.columns
    }
    for spot in spots.values():
        cell = cell_of(sheet, *spot)
        cell.set("s", str(looks.marked(int(cell.get("s", "0")))))
    notes = {spots[c.code, c.field]: _note(c) for c in corrections if (c.code, c.field) in spots}
    if notes:
        add_notes(parts, part, notes)
    note = Note(
        engineer=result.engineer,
        raters=raters(corrections),
        file=_shown(result.assessment.file),
        form_id=form_id,
        corrections=corrections,
        cells={key: a1(*spot) for key, spot in spots.items()},
        sheet=table.table.sheet.name,
        answered=result.assessment.chosen > 0,
    )
    _forget_results(parts)
    _add_first(parts, note, jd, looks)
    _keep_date(parts, result.assessment.saved)
    return parts.packed()


def _write_answers(
    sheet: ET.Element, table: FormTable, result: Result, jd: JobDescription, looks: Looks
) -> None:
    columns = table.table.columns
    for rater in Rater:
        for code, number in result.assessment.levels_by(rater).items():
            level = jd.competency(code).level(number)
            if level:
                # The drop-down's own entry and never what was typed: it is a clean form again.
                set_text(cell_of(sheet, table.rows[code], columns[rater.value]), level.entry)
    for code, text in result.assessment.evidence.items():
        if _EVIDENCE in columns:
            cell = cell_of(sheet, table.rows[code], columns[_EVIDENCE])
            set_text(cell, text)
            if looks_like_a_formula(text):
                cell.set("s", str(looks.quoted(int(cell.get("s", "0")))))
            _make_room(sheet, table.rows[code], columns[_EVIDENCE], text)


def _make_room(sheet: ET.Element, row: int, column: int, text: str) -> None:
    """Make a row tall enough for its evidence, where its height is fixed."""
    space = namespace(sheet)
    width = next(
        (
            float(each.get("width", "9"))
            for each in sheet.iterfind(f"{space}cols/{space}col")
            if int(each.get("min", "1")) <= column + 1 <= int(each.get("max", "1"))
        ),
        9.0,
    )
    element = row_of(sheet, row)
    needed = style.row_height((text, width), indent=1)
    if element.get("ht") and float(element.get("ht", "0")) < needed:
        element.attrib |= {"ht": f"{needed:g}", "customHeight": "1"}


def _shown(file: str) -> str:
    """A file's name as its sender knows it: without HR's folders, and only where it has one."""
    return "" if file.startswith("<") else PurePath(file).name


def _note(correction: Correction) -> tuple[str, str]:
    heading = "HR: please check" if correction.act is Act.CHECK else "HR: please correct"
    allowed = f"Allowed: {correction.allowed}" if correction.allowed else ""
    return heading, "\n".join(filter(None, (correction.found, allowed, correction.to_do)))


def _forget_results(parts: Parts) -> None:
    """Drop the stored results of all formulas: they are those of the blank form.

    LibreOffice would show them, and sum them up, until a cell that they depend on is changed.
    """
    for part in parts.sheets.values():
        sheet = parts.tree(part)
        space = namespace(sheet)
        for cell in sheet.iter(f"{space}c"):
            value = cell.find(f"{space}v")
            if value is not None and cell.find(f"{space}f") is not None:
                cell.remove(value)
                cell.attrib.pop("t", None)


def _add_first(parts: Parts, note: Note, jd: JobDescription, looks: Looks) -> None:
    """Add the cover note as the first sheet, and the one that is shown on opening."""
    book = parts.tree(WORKBOOK)
    space = namespace(book)
    sheets = book.find(f"{space}sheets")
    assert sheets is not None  # its sheets were read already
    kind = parts.worksheet_kind
    for part in parts.sheets.values():
        for view in parts.tree(part).iter(f"{space}sheetView"):
            view.attrib.pop("tabSelected", None)
    cover = empty_sheet(space, links=bool(note.cells))
    write_cover(cover, note, jd, looks)
    part = parts.free_name("xl/worksheets/cover{}.xml")
    parts.add_tree(part, cover)
    parts.declare(part, _SHEET_TYPE)
    taken = {name.casefold() for name in parts.sheets}
    names = [TITLE, *(f"{TITLE} ({number})" for number in range(2, len(taken) + 3))]
    element = ET.Element(f"{space}sheet", {
        "name": next(name for name in names if name.casefold() not in taken),
        "sheetId": str(max(int(each.get("sheetId", "0")) for each in sheets) + 1),
        f"{{{kind.rpartition('/')[0]}}}id": parts.relate(WORKBOOK, kind, part),
    })  # fmt: skip
    sheets.insert(0, element)
    for name in book.iter(f"{space}definedName"):
        if (number := name.get("localSheetId")) is not None:
            name.set("localSheetId", str(int(number) + 1))
    for view in book.iter(f"{space}workbookView"):
        view.attrib.pop("activeTab", None)
        view.attrib.pop("firstSheet", None)
    _calculate_on_load(book)


def _calculate_on_load(book: ET.Element) -> None:
    space = namespace(book)
    calculation = book.find(f"{space}calcPr")
    if calculation is None:
        calculation = ET.Element(f"{space}calcPr")
        before = ("sheets", "functionGroups", "externalReferences", "definedNames")
        names = [child.tag.rpartition("}")[2] for child in book]
        at = max(n for n, name in enumerate(names) if name in before)
        book.insert(at + 1, calculation)
    calculation.set("fullCalcOnLoad", "1")


def _keep_date(parts: Parts, saved: str) -> None:
    """Say that the form was saved when the returned one was: its answers are of that day.

    Of two forms of one engineer the one saved last counts. A program that does not say when it
    saved the corrected one would else leave it behind the one that it corrects.
    """
    core = "docProps/core.xml"
    with suppress(ValueError):  # not said, or no date: that of the template stays
        date = dt.datetime.fromisoformat(saved)
        if date.tzinfo:
            date = date.astimezone(dt.UTC)
        # Excel takes no fraction of a second; the next whole one, so as not to be the older form.
        date += dt.timedelta(seconds=1 if date.microsecond else 0)
        if core in parts:
            parts.put(core, _MODIFIED.sub(rf"\g<1>{date:%Y-%m-%dT%H:%M:%SZ}", parts.text(core)))
