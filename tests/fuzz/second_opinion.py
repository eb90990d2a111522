"""What another reader sees in the cells that ratings were read from.

openpyxl reads .xlsx and .xlsm; .ods is read by its XML alone. Others have no second opinion.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
from contextlib import redirect_stdout
from textwrap import shorten
from xml.etree import ElementTree

import openpyxl

import faie_sheets as fs
from faie_sheets.form.read.input_cells import read_rating
from faie_sheets.workbook.addresses import a1

Cells = Mapping[tuple[str, str], object]
"""Sheet and address → value."""

_MOST_REPEATED = 200


def disagreements(data: bytes, assessment: fs.Assessment, jd: fs.JobDescription) -> list[str]:
    """Ratings that another reader would give another level, though no problem names their cell."""
    cells = _cells(data)
    if cells is None:
        return []
    told = {(problem.sheet, problem.cell) for problem in assessment.problems}
    found = []
    for rating in assessment.ratings:
        where = rating.place.sheet, rating.place.cell
        value = cells.get(where)
        # What another reader does not see at all is in a namespace, or an element, unknown to it.
        if where in told or value in (None, ""):
            continue
        level = read_rating(value, jd.competency(rating.code)).level
        if (level and level.level) != rating.level:
            seen = shorten(str(value), 30)
            found.append(f"{'!'.join(where)} is {shorten(rating.found, 30)!r}, to another {seen!r}")
    return found


def _cells(data: bytes) -> Cells | None:
    """Every cell, or None where nobody else can read the workbook."""
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "content.xml" in archive.namelist():
                return _of_open_document(archive.read("content.xml"))
            if "xl/workbook.bin" in archive.namelist():
                return None
        return _of_xlsx(data)
    # Whatever openpyxl lets out; its word is asked for, not relied on.
    except Exception:
        return None


def _of_xlsx(data: bytes) -> Cells:
    with warnings.catch_warnings(action="ignore"), redirect_stdout(None):
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def _of_open_document(content: bytes) -> Cells:
    cells: dict[tuple[str, str], object] = {}
    for table in ElementTree.fromstring(content).iterfind(".//{*}table"):
        row = 0
        for line in table.iter():
            if not line.tag.endswith("}table-row"):
                continue
            column = 0
            for cell in line:
                if cell.tag.rpartition("}")[2] not in ("table-cell", "covered-table-cell"):
                    continue
                repeated = min(_repeated(cell, "columns"), _MOST_REPEATED)
                if value := _value(cell):
                    for place in range(repeated):
                        for below in range(min(_repeated(line, "rows"), _MOST_REPEATED)):
                            spot = _attribute(table, "name"), a1(row + below, column + place)
                            cells[spot] = value
                column += repeated
            row += _repeated(line, "rows")
    return cells


def _value(cell: ElementTree.Element) -> object:
    if _attribute(cell, "value-type") in ("float", "percentage", "currency"):
        return float(_attribute(cell, "value") or "nan")
    if text := _attribute(cell, "string-value"):
        return text
    return "\n".join("".join(line.itertext()) for line in cell.iterfind("{*}p"))


def _repeated(element: ElementTree.Element, what: str) -> int:
    return int(_attribute(element, f"number-{what}-repeated") or 1)


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((v for key, v in element.items() if key.rpartition("}")[2] == name), "")
