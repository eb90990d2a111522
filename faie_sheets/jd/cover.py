"""The cover: code, version and effective date of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from faie_sheets.jd import headers, values
from faie_sheets.jd.outline import Outline
from faie_sheets.problems import Kind, Problem, quoted
from faie_sheets.records.job_description import Document
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Cell

_FIELDS = {spelling: field for field, known in headers.COVER.items() for spelling in known}


@dataclass(frozen=True)
class Cover:
    """What the cover says.

    Attributes:
        document: code, version, date.
        title: the longest text of the sheet that is no label, usually the role with its code.
        cells: field → the cell with its value.
        bare: labels without a value.
    """

    document: Document
    title: str
    cells: Mapping[str, Cell]
    bare: tuple[Cell, ...] = ()

    @property
    def problems(self) -> Iterator[Problem]:
        """Labels without a value, and a date that is none."""
        for label in self.bare:
            yield label.place.problem(Kind.JD_COVER_INCOMPLETE, label=label.text)
        dated = self.cells.get("effective_date")
        if dated and not self.document.effective_date:
            facts = {"field": "the effective date", "value": quoted(dated.text)}
            yield dated.place.problem(Kind.JD_DATE_INVALID, **facts)


def read(outline: Outline) -> Cover | None:
    """The group of labels with most of code, version and date, one of which is the code."""
    groups = [g for g in _groups(outline) if "code" in g and len(g) > 1]
    found = max(groups, key=len, default=None)
    if found is None:
        return None
    cells = {field: value for field, label in found.items() if (value := _value(label))}
    if not cells:
        return None
    dated = cells.get("effective_date")
    document = Document(
        code=cells["code"].text if "code" in cells else "",
        version=values.version(cells["version"].value) if "version" in cells else "",
        effective_date=values.date(dated.value) if dated else None,
    )
    sheet = found["code"].sheet
    titles = [c.text for c in sheet.cells() if c not in cells.values() and _field(c) is None]
    bare = tuple(label for field, label in found.items() if field not in cells)
    return Cover(document, max(titles, key=len, default=""), cells, bare)


def _field(cell: Cell) -> str | None:
    return _FIELDS.get(key(cell.value))


def _groups(outline: Outline) -> Iterator[dict[str, Cell]]:
    """Field → label, for the labels that stand in one column or in one row of a sheet."""
    for sheet in outline.book.sheets:
        labels = [c for c in sheet.cells() if _field(c) and not outline.owner(c)]
        for line in ("column", "row"):
            groups: dict[int, dict[str, Cell]] = {}
            for label in labels:
                group = groups.setdefault(getattr(label, line), {})
                group.setdefault(_FIELDS[key(label.value)], label)
            yield from groups.values()


def _value(label: Cell) -> Cell | None:
    """The first cell right of a label; the one below it where that is the next label or nothing."""
    right = next((c for c in label.sheet.cells_of(label.row) if c.column > label.column), None)
    below = label.sheet.cell(label.row + 1, label.column)
    usable = (cell for cell in (right, below) if cell and cell.text and not _field(cell))
    return next(usable, None)
