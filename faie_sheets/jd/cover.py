"""The cover: code, version and effective date of the document."""

from __future__ import annotations

from dataclasses import dataclass

from faie_sheets.excel.book import Book, Cell, Sheet
from faie_sheets.excel.text import key
from faie_sheets.jd import headers, values
from faie_sheets.problems import Kind, Problem, quoted
from faie_sheets.records.job_description import Document


@dataclass(frozen=True)
class Cover:
    """What the cover says.

    Attributes:
        document: code, version, date.
        title: the longest text that is no label, usually the role with its code.
        problems: a date that is none.
    """

    document: Document
    title: str
    problems: tuple[Problem, ...] = ()


def read(book: Book) -> Cover | None:
    """The first sheet that has a document code and a version or date beside their labels."""
    for sheet in book.sheets:
        found = _labelled(sheet)
        if "code" in found and len(found) > 1:
            return _cover(sheet, found)
    return None


def _labelled(sheet: Sheet) -> dict[str, Cell]:
    """Field → the cell right of its label."""
    found: dict[str, Cell] = {}
    for cell in sheet.cells():
        for field, spellings in headers.COVER.items():
            if field not in found and key(cell.value) in spellings:
                right = next((c for c in sheet.cells_of(cell.row) if c.column > cell.column), None)
                if right:
                    found[field] = right
    return found


def _cover(sheet: Sheet, found: dict[str, Cell]) -> Cover:
    dated = found.get("effective_date")
    effective = values.date(dated.value) if dated else None
    problems: tuple[Problem, ...] = ()
    if dated and effective is None:
        problems = (
            dated.place.problem(
                Kind.JD_DATE_INVALID, field="the effective date", value=quoted(dated.text)
            ),
        )
    labels = {spelling for spellings in headers.COVER.values() for spelling in spellings}
    taken = {(cell.row, cell.column) for cell in found.values()}
    titles = [
        cell.text
        for cell in sheet.cells()
        if (cell.row, cell.column) not in taken and key(cell.value) not in labels
    ]
    document = Document(
        code=found["code"].text,
        version=values.version(found["version"].value) if "version" in found else "",
        effective_date=effective,
    )
    return Cover(document, max(titles, key=len, default=""), problems)
