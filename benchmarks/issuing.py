"""(a) Issue forms: ours, against building, editing and filling them with what people would use."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from made import engineer, roster_text
from openpyxl.cell.cell import Cell
from timing import Table, Work, compared, medians
from xltpl.writerx import BookWriter

import faie_sheets as fs
from faie_sheets.form.issue.one_form import token_values
from faie_sheets.form.template.check import open_template
from faie_sheets.form.template.write_template import template_bytes
from faie_sheets.layouts.form import TOKEN
from faie_sheets.workbook.read.source import SourceFile

ROUNDS = 30
SIZES = (100, 1_000, 10_000)


def tables() -> Iterator[Table]:
    """One form by each, and ours in numbers."""
    yield _one_form()
    yield _many_forms()


def _one_form() -> Table:
    jd, who, template = fs.builtin.jd(), engineer(1), fs.builtin.template()
    stamp = open_template(SourceFile("template.xlsx", template), jd)
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "source.xlsx", Path(name) / "target.xlsx"
        source.write_bytes(template)
        works: dict[str, Work] = {
            "faie_sheets: stamp the template": lambda: target.write_bytes(
                stamp.fill(token_values(who, jd, "F-0"))
            ),
            "a plain file copy": lambda: shutil.copyfile(source, target),
            "XlsxWriter: build it": lambda: target.write_bytes(template_bytes(jd)),
            "openpyxl: load, edit, save": lambda: _edit(source, target, who.name),
            "xltpl: fill a Jinja template": _by_xltpl(source, target, who.name),
        }
        return compared("Issue one form", medians(works, ROUNDS))


def _edit(source: Path, target: Path, text: str) -> None:
    book = openpyxl.load_workbook(source)
    for cell in _with_tokens(book):
        cell.value = TOKEN.sub(text, str(cell.value))
    book.save(target)


def _by_xltpl(source: Path, target: Path, text: str) -> Work:
    """Our template with our tokens as Jinja's, opened once, as xltpl allows."""
    book = openpyxl.load_workbook(source)
    names = set()
    for cell in _with_tokens(book):
        names |= {re.sub(r"\W", "_", token) for token in TOKEN.findall(str(cell.value))}
        cell.value = TOKEN.sub(
            lambda match: "{{" + re.sub(r"\W", "_", match[1]) + "}}", str(cell.value)
        )
    path = source.with_name("jinja.xlsx")
    book.save(path)
    writer, facts = BookWriter(str(path)), dict.fromkeys(names, text)
    sheets = [{**facts, "tpl_name": name, "sheet_name": name} for name in book.sheetnames]

    def fill() -> None:
        writer.render_book(sheets)
        writer.save(str(target))

    return fill


def _with_tokens(book: openpyxl.Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and TOKEN.search(str(cell.value)):
                    yield cell


def _many_forms() -> Table:
    rows = []
    for size in SIZES:
        roster = fs.read_roster(roster_text(size).encode())
        with tempfile.TemporaryDirectory() as name:
            begun = time.perf_counter()
            issued = fs.write_forms(fs.builtin.jd(), roster, name)
            seconds = time.perf_counter() - begun
            assert len(issued) == size, issued.problems
        rows.append((f"{size:,} forms", f"{seconds:.2f}", f"{1000 * seconds / size:.2f}"))
    return Table("Issue many forms, with their manifest", ("", "s", "ms a form"), tuple(rows))
