"""Drive one headless LibreOffice over UNO; run by the Python that has the ``uno`` module.

Usage: ``python3 uno_script.py SOFFICE FOLDER``. FOLDER holds the throw-away profile.
Requests come as JSON, one a line, on standard input: ``{"do": "save", ...}``. Each gets one line on
standard output: ``{"answer": ...}`` or ``{"error": "..."}``. At the end of input, which also comes
when the caller dies, LibreOffice is ended. When LibreOffice dies, so does this script.
"""

import contextlib
import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

START_SECONDS = 90
END_SECONDS = 10


def main(soffice: str, folder: str) -> None:
    """Answer requests until the input ends."""
    # Not imported at the top: the tests' own Python has no uno, and pytest imports every module.
    uno = importlib.import_module("uno")
    pipe = f"faie_sheets_{os.getpid()}"
    process = start(soffice, Path(folder), pipe)
    desktop = connect(uno, process, pipe)
    try:
        for line in sys.stdin:
            print(json.dumps(answer(uno, desktop, json.loads(line))), flush=True)
    finally:
        end(desktop, process)
    shutil.rmtree(folder, ignore_errors=True)  # the caller may be dead; after a crash it is not


def start(soffice: str, folder: Path, pipe: str) -> "subprocess.Popen[bytes]":
    """Start LibreOffice with a profile of its own, so that a person's open one is not involved."""
    return subprocess.Popen(
        [
            soffice,
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
            f"--accept=pipe,name={pipe};urp;",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        ],
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,  # standard output is for answers
    )


def connect(uno: Any, process: "subprocess.Popen[bytes]", pipe: str) -> Any:
    """Wait until LibreOffice listens, and return its desktop."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    no_connection = uno.getClass("com.sun.star.connection.NoConnectException")
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        with contextlib.suppress(no_connection):
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        time.sleep(0.05)
    sys.exit("LibreOffice does not start")


def end(desktop: Any, process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice; if it does not obey, kill it together with this script."""
    with contextlib.suppress(Exception):  # it may be gone already
        desktop.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(0, signal.SIGKILL)


def answer(uno: Any, desktop: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Carry out one request on its document."""
    disposed = uno.getClass("com.sun.star.lang.DisposedException")
    command = COMMANDS[request.pop("do")]
    try:
        document = opened(uno, desktop, Path(request.pop("path")))
        try:  # no context manager: UNO's exceptions do not survive contextlib
            return {"answer": command(uno, document, **request)}
        finally:
            document.close(True)
    except disposed:
        raise  # LibreOffice has crashed: end, so that the caller starts anew
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def opened(uno: Any, desktop: Any, path: Path) -> Any:
    """Open a document without a window; macros and link updates stay off, as is the default."""
    hidden = property_value(uno, "Hidden", True)
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (hidden,))
    if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        raise ValueError(f"LibreOffice does not open {path.name} as a workbook")
    return document


def save(
    uno: Any,
    document: Any,
    *,
    target: str,
    export: str,
    recalculate: bool,
    values: Mapping[str, Mapping[str, str | float]],
    changes: Sequence[Mapping[str, Any]],
    pages: str,
) -> None:
    """Set cells, change sheets, recalculate and save; ``values`` are by sheet, then by cell."""
    for sheet, cells in values.items():
        for address, value in cells.items():
            set_cell(find_cell(document, sheet, address), value)
    for change in changes:
        facts = dict(change)
        CHANGES[facts.pop("change")](uno, document, **facts)
    if recalculate:
        document.calculateAll()  # the hard one: every formula, whatever value the file holds for it
    options = [property_value(uno, "FilterName", export)]
    if pages:
        chosen = (property_value(uno, "PageRange", pages),)
        data = uno.Any("[]com.sun.star.beans.PropertyValue", chosen)
        options.append(property_value(uno, "FilterData", data))
    document.storeToURL(Path(target).as_uri(), tuple(options))


def set_cell(cell: Any, value: str | float) -> None:
    """Set one cell, unless its sheet's protection would stop a person; UNO does not stop."""
    if cell.Spreadsheet.isProtected() and cell.CellProtection.IsLocked:
        raise ValueError(f"{cell.AbsoluteName} is locked")
    if isinstance(value, str):
        cell.setString(value)
    else:
        cell.setValue(value)


def add_note(_uno: Any, document: Any, sheet: str, cell: str, text: str) -> None:
    """Put a note on a cell."""
    place = find_cell(document, sheet, cell)
    place.Spreadsheet.Annotations.insertNew(place.CellAddress, text)


def set_link(_uno: Any, document: Any, sheet: str, cell: str, target: str) -> None:
    """Make a cell hold a link, as LibreOffice makes one of an address that is typed."""
    place = find_cell(document, sheet, cell)
    place.setString("")
    field = document.createInstance("com.sun.star.text.TextField.URL")
    field.Representation = field.URL = target
    place.insertTextContent(place.createTextCursor(), field, False)


def insert_row(_uno: Any, document: Any, sheet: str, row: int) -> None:
    """Insert a row above the one of this number, counted from 1."""
    unprotected(document, sheet).Rows.insertByIndex(row - 1, 1)


def sort(uno: Any, document: Any, sheet: str, area: str, column: int) -> None:
    """Sort the rows of an area, the highest first, by a column counted from 0 within it."""
    field = uno.createUnoStruct("com.sun.star.table.TableSortField", Field=column)
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    unprotected(document, sheet).getCellRangeByName(area).sort(
        (property_value(uno, "SortFields", fields),)
    )


def add_sheet(_uno: Any, document: Any, sheet: str) -> None:
    """Add an empty sheet before the others."""
    document.Sheets.insertNewByName(sheet, 0)


def rename_sheet(_uno: Any, document: Any, sheet: str, name: str) -> None:
    """Rename a sheet."""
    document.Sheets.getByName(sheet).setName(name)


def unprotected(document: Any, sheet: str) -> Any:
    """Return a sheet without its protection, which has no password."""
    page = document.Sheets.getByName(sheet)
    page.unprotect("")
    return page


def drop_down(_uno: Any, document: Any, sheet: str, cell: str) -> list[str]:
    """List the entries of a cell's drop-down; none when it has no drop-down."""
    place = find_cell(document, sheet, cell)
    validation = place.Validation
    if validation.Type.value != "LIST" or not validation.ShowList:
        return []
    formula = validation.getFormula1()
    if formula.startswith('"'):
        return re.findall(r'"([^"]*)"', formula)
    for names in (place.Spreadsheet.NamedRanges, document.NamedRanges):
        if names.hasByName(formula):
            return texts(names.getByName(formula).ReferredCells)
    # a relative reference reads from the first cell of the validation: move it to this one
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    tokens = parser.parseFormula(formula, validation.getSourcePosition())
    moved = parser.printFormula(tokens, place.CellAddress)
    return texts(referred_cells(document, moved, place.CellAddress))


def referred_cells(document: Any, formula: str, place: Any) -> Any:
    """Resolve a reference as it reads in this place, on whatever sheet: a name can do that."""
    names = document.NamedRanges
    names.addNewByName("faie_sheets_list", formula, place, 0)  # the document is not saved
    cells = names.getByName("faie_sheets_list").ReferredCells
    if cells is None:
        raise ValueError(f"this drop-down is not a plain range: {formula}")
    return cells


def texts(area: Any) -> list[str]:
    """Return what each cell of an area shows, row by row."""
    columns, rows = range(area.Columns.Count), range(area.Rows.Count)
    return [area.getCellByPosition(column, row).getString() for row in rows for column in columns]


def find_cell(document: Any, sheet: str, address: str) -> Any:
    """Find a cell by its sheet's name and its address on it."""
    sheets = document.Sheets
    if not sheets.hasByName(sheet):
        raise ValueError(f"there is no sheet {sheet!r}, only {', '.join(sheets.ElementNames)}")
    return sheets.getByName(sheet).getCellRangeByName(address)


def property_value(uno: Any, name: str, value: object) -> Any:
    """Make one of the named arguments that UNO takes in tuples."""
    return uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=name, Value=value)


COMMANDS: dict[str, Callable[..., Any]] = {"save": save, "drop_down": drop_down}
CHANGES: dict[str, Callable[..., None]] = {
    "add_note": add_note,
    "set_link": set_link,
    "insert_row": insert_row,
    "sort": sort,
    "add_sheet": add_sheet,
    "rename_sheet": rename_sheet,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
