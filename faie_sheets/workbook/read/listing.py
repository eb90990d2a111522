"""Lists that people keep: a table in a workbook or in a CSV file, read the same way."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from faie_sheets.problems import Kind, UnusableSourceError
from faie_sheets.workbook.cell_text import FORMULA_STARTS
from faie_sheets.workbook.read.book import Book, Sheet, read_book
from faie_sheets.workbook.read.source import SourceFile

_FORMULA_STARTS = (*FORMULA_STARTS, "\t", "\r", "\n")
_SEPARATORS = ",;\t|"
_ROWS_TO_JUDGE_BY = 200
_NO_TEXT = (b"PK", b"\xd0\xcf\x11\xe0", b"<", b"%PDF", b"{\\rtf")


def read_listing(source: SourceFile) -> Book:
    """A workbook's sheets, or a CSV file as a workbook of one sheet.

    Raises:
        UnusableSourceError: it is neither.
    """
    text = _as_text(source.data)
    if text is None:
        return read_book(source)
    try:
        rows: list[list[object]] = [
            [_unguarded(value) for value in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
        ]
    except csv.Error as error:
        raise UnusableSourceError(source.place.problem(Kind.FILE_DAMAGED, why=str(error))) from None
    return Book(source, (Sheet(source.name, "", visible=True, top=0, left=0, rows=rows),))


def write_csv(header: list[str], rows: list[list[str]]) -> bytes:
    """A CSV file that Excel opens as it is meant: UTF-8 with its mark, no value a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_guarded(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _guarded(value: str) -> str:
    return f"'{value}" if value.lstrip("'").startswith(_FORMULA_STARTS) else value


def _unguarded(value: str) -> str:
    guarded = value.startswith("'") and value.lstrip("'").startswith(_FORMULA_STARTS)
    return value[1:] if guarded else value


def _as_text(data: bytes) -> str | None:
    """The text of a file that is no workbook by its signature; None for anything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data.startswith(_NO_TEXT) or b"\0" in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace")


def _separator(text: str) -> str:
    """The separator by which most rows have equally many columns; Excel's depends on the region."""

    def agreeing(mark: str) -> float:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        widths = Counter(len(row) for row in islice(rows, _ROWS_TO_JUDGE_BY) if row)
        # A share, for by the wrong one a cell with line breaks is many rows.
        most = max((count for width, count in widths.items() if width > 1), default=0)
        return most / max(widths.total(), 1)

    return max(_SEPARATORS, key=agreeing)
