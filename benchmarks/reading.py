"""(b) Read, check and score filled forms: ours against bare readers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import fastexcel
import openpyxl
import pandas as pd
import polars as pl
import python_calamine
from made import filled_forms
from timing import Table, Work, compared, medians

import faie_sheets as fs

Reader = Callable[[bytes], object]

ROUNDS = 30
_ROUNDS_IN_A_ROW = 15
_ROW = 20


def tables() -> Iterator[Table]:
    """One form by each, and a batch in a row."""
    yield _one_form()
    yield from _in_a_row()


def _one_form() -> Table:
    forms = [form for _, form, _ in filled_forms(ROUNDS + 1)]
    works: dict[str, Reader] = {
        **_measured_against(),
        "openpyxl read-only, every cell": _by_openpyxl,
        "pandas with calamine": lambda form: _by_pandas(form, "calamine"),
        "pandas with openpyxl": lambda form: _by_pandas(form, "openpyxl"),
        "fastexcel": _by_fastexcel,
        "polars": lambda form: pl.read_excel(io.BytesIO(form), sheet_id=0, has_header=False),
    }
    note = (
        "Each round is another form. Ours decides whether the file is safe, whose it is, what each "
        "level means and what is wrong; the others give the cells."
    )
    in_turns = {name: _one_after_the_other(reader, forms) for name, reader in works.items()}
    return compared("Read, check and score one form", medians(in_turns, ROUNDS), note)


def _measured_against() -> dict[str, Reader]:
    """Ours, and those that it has targets against."""
    jd = fs.builtin.jd()
    return {
        "faie_sheets: gate, read, check, score": lambda form: fs.score(fs.read_form(form, jd), jd),
        "bare calamine, every sheet": _by_calamine,
        "openpyxl: load alone": lambda form: openpyxl.load_workbook(io.BytesIO(form)),
    }


def _in_a_row() -> Iterator[Table]:
    """A batch by the same reader, as batches are read: what it needs stays at hand."""
    forms = [form for _, form, _ in filled_forms(_ROW)]
    title = f"Read, check and score {_ROW} forms in a row, each"
    yield _row_of(title, forms)
    yield _row_of(f"{title}; saved anew by openpyxl", [_saved_anew(form) for form in forms])


def _row_of(title: str, forms: Sequence[bytes]) -> Table:
    works = {name: _all(reader, forms) for name, reader in _measured_against().items()}
    batches = medians(works, _ROUNDS_IN_A_ROW)
    return compared(title, {name: seconds / len(forms) for name, seconds in batches.items()})


def _all(reader: Reader, forms: Sequence[bytes]) -> Work:
    def read() -> None:
        for form in forms:
            reader(form)

    return read


def _saved_anew(form: bytes) -> bytes:
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(form)).save(saved)
    return saved.getvalue()


def _one_after_the_other(reader: Reader, forms: Sequence[bytes]) -> Work:
    following = iter(forms)
    return lambda: reader(next(following))


def _by_calamine(form: bytes) -> list[object]:
    book = python_calamine.load_workbook(io.BytesIO(form))
    return [book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names]


def _by_openpyxl(form: bytes) -> list[object]:
    book = openpyxl.load_workbook(io.BytesIO(form), read_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def _by_pandas(form: bytes, engine: Literal["calamine", "openpyxl"]) -> object:
    return pd.read_excel(io.BytesIO(form), sheet_name=None, header=None, engine=engine)


def _by_fastexcel(form: bytes) -> list[object]:
    book = fastexcel.read_excel(form)
    return [book.load_sheet(sheet, header_row=None) for sheet in book.sheet_names]
