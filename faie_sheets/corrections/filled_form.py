"""A fresh form with an engineer's answers filled in, the cells in question marked and explained."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath

from faie_sheets.corrections.comments_xml import add_comments
from faie_sheets.corrections.correction import Correction, raters
from faie_sheets.corrections.cover_note import TITLE, CoverNote, cover_sheet
from faie_sheets.corrections.package_xml import (
    STYLES,
    CellAt,
    EditedWorkbook,
    XmlElement,
    added,
    cell_of,
    move_before,
    namespace,
    row_of,
    set_text,
)
from faie_sheets.corrections.styles_xml import EditedStyles
from faie_sheets.form.read.find_form import FormTable, find_forms, likeliest
from faie_sheets.problems import Act
from faie_sheets.records.assessment import Rater
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.cell_text import FORMULA_STARTS
from faie_sheets.workbook.gate.relations import WORKBOOK
from faie_sheets.workbook.read.book import read_book
from faie_sheets.workbook.read.source import SourceFile
from faie_sheets.workbook.write import style

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(?=</)")
_EVIDENCE = "evidence"
# What may follow the settings of calculation in the workbook's part, in the schema's order.
_AFTER_CALCULATION = {
    "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
}  # fmt: skip


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
    book = EditedWorkbook(form)
    styles = EditedStyles(book.tree(STYLES))
    part = book.part_of(table.table.sheet.name)
    sheet = book.tree(part)
    _write_answers(sheet, table, result, jd, styles)
    cells = {
        (c.code, c.field): CellAt(table.rows[c.code], table.table.columns[c.field])
        for c in corrections
        if c.code in table.rows and c.field in table.table.columns
    }
    for at in cells.values():
        cell = cell_of(sheet, at)
        cell.set("s", str(styles.marked(int(cell.get("s", "0")))))
    comments = {
        cells[c.code, c.field]: _comment(c) for c in corrections if (c.code, c.field) in cells
    }
    if comments:
        add_comments(book, part, comments)
    note = CoverNote(
        engineer=result.engineer,
        raters=raters(corrections),
        file=_shown(result.assessment.file),
        form_id=form_id,
        corrections=corrections,
        cells={key: a1(*at) for key, at in cells.items()},
        sheet=table.table.sheet.name,
        answered=result.assessment.chosen > 0,
    )
    _forget_results(book)
    _add_first(book, cover_sheet(namespace(sheet), note, jd, styles))
    _keep_date(book, result.assessment.saved)
    return book.packed()


def _write_answers(
    sheet: XmlElement, form: FormTable, result: Result, jd: JobDescription, styles: EditedStyles
) -> None:
    columns = form.table.columns
    for rater in Rater:
        for code, number in result.assessment.levels_by(rater).items():
            level = jd.competency(code).level(number)
            if level:
                # The drop-down's own entry and never what was typed: it is a clean form again.
                at = CellAt(form.rows[code], columns[rater.value])
                set_text(cell_of(sheet, at), level.entry)
    for code, text in result.assessment.evidence.items():
        if _EVIDENCE in columns:
            at = CellAt(form.rows[code], columns[_EVIDENCE])
            cell = cell_of(sheet, at)
            set_text(cell, text)
            if text.startswith(FORMULA_STARTS):
                cell.set("s", str(styles.quoted(int(cell.get("s", "0")))))
            _make_room(sheet, at, text)


def _make_room(sheet: XmlElement, at: CellAt, text: str) -> None:
    """Make a row tall enough for its evidence, where its height is fixed."""
    space = namespace(sheet)
    width = next(
        (
            float(each.get("width", "9"))
            for each in sheet.iterfind(f"{space}cols/{space}col")
            if int(each.get("min", "1")) <= at.column + 1 <= int(each.get("max", "1"))
        ),
        9.0,
    )
    row = row_of(sheet, at.row)
    needed = style.row_height((text, width), indent=1)
    if row.get("ht") and float(row.get("ht", "0")) < needed:
        row.attrib.update({"ht": f"{needed:g}", "customHeight": "1"})


def _shown(file: str) -> str:
    """A file's name as its sender knows it: without HR's folders, and only where it has one."""
    return "" if file.startswith("<") else PurePath(file).name


def _comment(correction: Correction) -> tuple[str, str]:
    heading = "HR: please check" if correction.act is Act.CHECK else "HR: please correct"
    allowed = f"Allowed: {correction.allowed}" if correction.allowed else ""
    return heading, "\n".join(filter(None, (correction.found, allowed, correction.to_do)))


def _forget_results(book: EditedWorkbook) -> None:
    """Drop the stored results of all formulas: they are those of the blank form.

    LibreOffice would show them, and sum them up, until a cell that they depend on is changed.
    """
    for part in book.sheets.values():
        sheet = book.tree(part)
        space = namespace(sheet)
        for cell in sheet.iter(f"{space}c"):
            value = cell.find(f"{space}v")
            if value is not None and cell.find(f"{space}f") is not None:
                cell.remove(value)
                cell.attrib.pop("t", None)


def _add_first(book: EditedWorkbook, cover: XmlElement) -> None:
    """Add the cover note as the first sheet, and the one that is shown on opening."""
    root = book.tree(WORKBOOK)
    space = namespace(root)
    sheets = root.find(f"{space}sheets")
    assert sheets is not None  # its sheets were read already
    for part in book.sheets.values():
        for view in book.tree(part).iter(f"{space}sheetView"):
            view.attrib.pop("tabSelected", None)
    part = book.add_tree("xl/worksheets/cover{}.xml", cover, _SHEET_TYPE)
    taken = {name.casefold() for name in book.sheets}
    names = (TITLE, *(f"{TITLE} ({number})" for number in range(2, len(taken) + 3)))
    entry = book.add_link(sheets, "sheet", book.relate(WORKBOOK, "worksheet", part), {
        "name": next(name for name in names if name.casefold() not in taken),
        "sheetId": str(max(int(each.get("sheetId", "0")) for each in sheets) + 1),
    })  # fmt: skip
    sheets.insert(0, entry)
    for name in root.iter(f"{space}definedName"):
        if (number := name.get("localSheetId")) is not None:
            name.set("localSheetId", str(int(number) + 1))
    for view in root.iter(f"{space}workbookView"):
        view.attrib.pop("activeTab", None)
        view.attrib.pop("firstSheet", None)
    _calculate_on_load(root)


def _calculate_on_load(root: XmlElement) -> None:
    calculation = root.find(f"{namespace(root)}calcPr")
    if calculation is None:
        calculation = added(root, "calcPr")
        move_before(calculation, _AFTER_CALCULATION)
    calculation.set("fullCalcOnLoad", "1")


def _keep_date(book: EditedWorkbook, saved: str) -> None:
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
        if core in book:
            told = rf"\g<1>{date:%Y-%m-%dT%H:%M:%SZ}".encode()
            book.put(core, _MODIFIED.sub(told, book[core]))
