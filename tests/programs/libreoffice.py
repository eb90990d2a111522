"""LibreOffice, to see what it computes, shows in a drop-down, saves and prints."""

import atexit
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Timer
from typing import Any, Literal

from .absent import absent, find_program
from .target import target_of

Format = Literal["xlsx", "ods", "xls"]
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's python3-uno serves this one only
REQUEST_SECONDS = 120.0  # for one request, the start of LibreOffice included
EXPORTS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xlsm": "Calc MS Excel 2007 VBA XML",
    "ods": "calc8",
    "xls": "MS Excel 97",
    "pdf": "calc_pdf_Export",
}


class LibreOfficeError(Exception):
    """LibreOffice could not do what was asked; the text says why."""


class LibreOfficeDiedError(LibreOfficeError):
    """LibreOffice ended, or was ended after too long a time, before it answered."""


def recalculate(path: Path, folder: Path) -> Path:
    """Recalculate every formula of a workbook, stored values thrown away; save as .xlsx."""
    return _save(path, folder, "xlsx")


def fill(
    path: Path,
    sheet: str,
    values: Mapping[str, str | int | float],
    folder: Path,
    format: Format | Literal["xlsm"] = "xlsx",  # noqa: A002 - reads best where it is called
    changes: Sequence[Mapping[str, object]] = (),
) -> Path:
    """Enter values in a sheet's cells, change what else is asked for, recalculate and save.

    A text stays a text, as one typed into a text cell. A locked cell of a protected sheet is an
    error. Validation is not asked: a pasted value would not be stopped by it either.

    A change names a function of ``uno_script.CHANGES`` and gives its arguments:
    ``{"change": "insert_row", "sheet": "Assessment", "row": 12}``.

    Raises:
        LibreOfficeError: no such sheet or cell, or the cell is locked.
    """
    return _save(path, folder, format, {sheet: dict(values)}, changes)


def drop_down(path: Path, sheet: str, cell: str) -> list[str]:
    """List what the cell's drop-down offers; empty where there is no drop-down.

    An inline list, a range on any sheet and a defined name are resolved, a computed range
    (``OFFSET``, ``INDIRECT``) is an error.
    """
    entries: list[str] = _ask(path, do="drop_down", sheet=sheet, cell=cell)
    return entries


def to_pdf(path: Path, folder: Path, pages: str = "") -> Path:
    """Print every visible sheet; formulas show the values stored in the file, as on opening it.

    Pages such as ``1-2`` are the only ones in the PDF, numbered as among all.
    """
    return _save(path, folder, "pdf", recalculate=False, pages=pages)


def _save(
    path: Path,
    folder: Path,
    suffix: str,
    values: Mapping[str, Mapping[str, str | float]] | None = None,
    changes: Sequence[Mapping[str, object]] = (),
    recalculate: bool = True,
    pages: str = "",
) -> Path:
    target = target_of(path, folder, suffix)
    _ask(
        path,
        do="save",
        target=str(target),
        export=EXPORTS[suffix],
        recalculate=recalculate,
        values=values or {},
        changes=[dict(change) for change in changes],
        pages=pages,
    )
    return target


class _Office:
    """One running LibreOffice, and the script that speaks to it."""

    def __init__(self) -> None:
        soffice = find_program("soffice", "libreoffice-calc")
        _need_uno()
        self._folder = Path(tempfile.mkdtemp(prefix="faie_sheets_office_"))
        with (self._folder / "log").open("wb") as log:
            self._script = subprocess.Popen(
                # -I: the virtualenv's settings are not for the system's Python
                [SYSTEM_PYTHON, "-I", _script_path(), soffice, str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
                env=os.environ | {"LC_ALL": "C.UTF-8"},  # else file names need be ASCII
                start_new_session=True,  # one group with LibreOffice, to be killed as one
            )

    def ask(self, path: Path, request: Mapping[str, object]) -> Any:
        """Ask about a copy of the file, so that no lock file appears beside the original."""
        copy = shutil.copyfile(path, self._folder / path.name)
        start = time.monotonic()
        timer = Timer(REQUEST_SECONDS, self._kill)
        timer.start()
        try:
            line = self._exchange(json.dumps({"path": str(copy), **request}))
        finally:
            timer.cancel()
        if not line:
            seconds = time.monotonic() - start
            raise LibreOfficeDiedError(f"{path.name}: no answer in {seconds:.1f} s: {self._log()}")
        reply = json.loads(line)
        if "error" in reply:
            raise LibreOfficeError(f"{path.name}: {reply['error']}")
        return reply["answer"]

    def _exchange(self, line: str) -> str:
        assert self._script.stdin is not None
        assert self._script.stdout is not None
        with suppress(BrokenPipeError):
            print(line, file=self._script.stdin, flush=True)
            return self._script.stdout.readline()
        return ""

    def close(self) -> None:
        """End LibreOffice: politely by the end of input, then whatever is left by force."""
        with suppress(BrokenPipeError, subprocess.TimeoutExpired):
            self._script.communicate(timeout=15)
        self._kill()
        self._script.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._script.pid, signal.SIGKILL)

    def _log(self) -> str:
        return (self._folder / "log").read_text("utf-8", "replace")[-500:].strip()


_running: list[_Office] = []  # none or one


def _ask(path: Path, **request: object) -> Any:
    """Ask the session's LibreOffice; when it dies, ask a new one once."""
    try:
        return _office().ask(path, request)
    except LibreOfficeDiedError:
        _stop()
    try:
        return _office().ask(path, request)
    except LibreOfficeDiedError:
        _stop()
        raise


def _office() -> _Office:
    if not _running:
        _running.append(_Office())
    return _running[0]


@atexit.register
def _stop() -> None:
    while _running:
        _running.pop().close()


def _script_path() -> str:
    return str(Path(__file__).with_name("uno_script.py"))


def _need_uno() -> None:
    if not _has_uno():
        absent(f"{SYSTEM_PYTHON} has no module uno: apt install python3-uno")


@cache
def _has_uno() -> bool:
    try:
        return not subprocess.run(
            [SYSTEM_PYTHON, "-I", "-c", "import uno"], capture_output=True, check=False
        ).returncode
    except FileNotFoundError:
        return False
