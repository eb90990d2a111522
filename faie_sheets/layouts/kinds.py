"""Recognise our own workbooks by their labels, to say what was handed in at the wrong place."""

from __future__ import annotations

from faie_sheets.layouts import form
from faie_sheets.layouts.roster import HEADERS as ROSTER
from faie_sheets.layouts.summary import SHEETS as SUMMARY
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Book
from faie_sheets.workbook.read.table import find_tables

A_SUMMARY = "a summary of results"


def kind_of(book: Book) -> str:
    """What a workbook is, such as ``"a roster"`` or ``"an empty workbook"``; ``""`` if unknown."""
    if not any(True for _ in book.cells()):
        return "an empty workbook"
    if find_tables(book, form.HEADERS, form.REQUIRED_HEADERS):
        return "an assessment form"
    if {key(sheet.name) for sheet in book.sheets} >= {key(name) for name in SUMMARY}:
        return A_SUMMARY
    if find_tables(book, ROSTER, ["id", "name", "target_rank"]):
        return "a roster"
    return ""
