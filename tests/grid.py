"""Workbooks written inline in a test: Markdown tables in, the bytes of an .xlsx file out.

::

    workbook('''
        # Competency Model @ C5

        | Competency | Code | Weight |
        | ---------- | ---- | ------ |
        | Design     | X01  | 0.5    |
        | "007"      | X02  | 50%    |
    ''')

A heading begins a sheet and says in which cell its table begins (A1 if it does not). Numbers and
ISO dates are numbers and dates; everything else is text, and so is whatever stands in quotes.
``<br>`` is a line break, ``&nbsp;`` a space that does not break. Empty cells stay empty.

:func:`write_jd` writes a whole job description in a layout of one's choice.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

import xlsxwriter

from faie_sheets import Area, Competency, JobDescription, Rank
from faie_sheets.workbook.read.book import Book, read_book
from faie_sheets.workbook.read.source import SourceFile

Value = str | float | dt.date | None
Rows = list[Sequence[Value]]

_HEADING = re.compile(r"#+\s*(?P<name>.+?)(?:\s+@\s*(?P<corner>[A-Z]+\d+))?")
_CORNER = re.compile(r"([A-Z]+)(\d+)")
_RULE = re.compile(r":?-{3,}:?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Grid(NamedTuple):
    """One sheet: its name, the cell it begins in (counted from 0), and its rows."""

    name: str
    top: int
    left: int
    rows: Sequence[Sequence[Value]]


def workbook(markdown: str) -> bytes:
    """Write a workbook of the sheets and tables of a Markdown text."""
    return write(parse(markdown))


def book(markdown: str, name: str = "list.xlsx") -> Book:
    """Read such a workbook as the library reads any."""
    return read_book(SourceFile(name, workbook(markdown)))


def write(grids: Iterable[Grid]) -> bytes:
    """Write a workbook, a sheet for each grid; people's text is never a formula or a link."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as target:
        dated = target.add_format({"num_format": "yyyy-mm-dd"})
        for grid in grids:
            sheet = target.add_worksheet(grid.name)
            for row, values in enumerate(grid.rows, grid.top):
                for column, value in enumerate(values, grid.left):
                    if isinstance(value, str):
                        sheet.write_string(row, column, value)
                    elif isinstance(value, dt.date):
                        sheet.write_datetime(row, column, value, dated)
                    elif value is not None:
                        sheet.write_number(row, column, value)
    return buffer.getvalue()


def parse(markdown: str) -> list[Grid]:
    """Read the sheets of a Markdown text."""
    grids: list[Grid] = []
    rows: list[list[Value]] = []
    for line in map(str.strip, markdown.splitlines()):
        if heading := _HEADING.fullmatch(line):
            rows = []
            grids.append(Grid(heading["name"], *spot(heading["corner"] or "A1"), rows))
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.removesuffix("|")[1:].split("|")]
            if not all(map(_RULE.fullmatch, cells)):
                rows.append([value(cell) for cell in cells])
        elif line:
            raise ValueError(f"neither a heading nor a row of a table: {line!r}")
    return grids


def value(text: str) -> Value:
    """Read a cell of a Markdown table."""
    text = text.replace("<br>", "\n").replace("&nbsp;", "\u00a0")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        return dt.date.fromisoformat(text)
    return text or None


def spot(address: str) -> tuple[int, int]:
    """Read an address such as ``C5``: row and column, counted from 0."""
    match = _CORNER.fullmatch(address)
    if not match:
        raise ValueError(f"no address: {address!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


@dataclass(frozen=True)
class Layout:
    """How a JD workbook is laid out; as it stands here, much like the sample.

    Attributes:
        corner: the cell in which every sheet begins.
        sheets: the names of the eight sheets, in the order of the sample.
        backwards: whether the sheets stand in the opposite order.
        weights: 0.15, "15%" or 15.
        weight_header: the header over the weights of the model; their total if empty.
        upward: whether scales and ranks are listed from the lowest to the highest.
        respell: how the headers are spelled.
    """

    corner: str = "B2"
    sheets: Sequence[str] = (
        "Cover",
        "Competency Model",
        "Career Paths",
        "Job Descriptions",
        "Roles & Responsibilities",
        "Definitions",
        "Career Framework",
        "Record of Change",
    )
    backwards: bool = False
    weights: Literal["fraction", "text", "number"] = "fraction"
    weight_header: str = ""
    upward: bool = False
    respell: Callable[[str], str] = str

    def weight(self, percent: Fraction) -> Value:
        """A weight as this layout writes it."""
        if self.weights == "text":
            return f"{float(percent):.15g}%"
        return float(percent if self.weights == "number" else percent / 100)


def write_jd(jd: JobDescription, layout: Layout | None = None) -> bytes:
    """Write a JD workbook that says what the model says, in a layout of one's choice."""
    layout = layout or Layout()
    parts: tuple[Rows, ...] = (
        _cover(jd),
        _model(jd, layout),
        [["Career Paths"], *jd.career_paths.rows],
        _descriptions(jd, layout),
        _responsibilities(jd, layout),
        _definitions(jd, layout),
        _scales(jd, layout),
        _changes(jd, layout),
    )
    corner = spot(layout.corner)
    grids = [Grid(name, *corner, rows) for name, rows in zip(layout.sheets, parts, strict=True)]
    return write(reversed(grids) if layout.backwards else grids)


def _cover(jd: JobDescription) -> Rows:
    return [
        ["Job"],
        [f"{jd.role} FAIE"],
        [],
        ["Document Code", jd.document.code],
        ["Version", jd.document.version],
        ["Effect Date", jd.document.effective_date],
    ]


def _model(jd: JobDescription, layout: Layout) -> Rows:
    header = ["Responsibilities and Professional Skills", "Code", "#"]
    word = layout.weight_header
    over = layout.respell(word) if word else layout.weight(Fraction(100))
    return [
        ["Models"],
        [f"{jd.role} Role", None, None, "Competency Model"],
        [*map(layout.respell, header), over],
        *([c.name, c.code, c.number, layout.weight(c.weight)] for c in jd.competencies),
    ]


def _descriptions(jd: JobDescription, layout: Layout) -> Rows:
    header = ["Assessment Items", "Weight %", "Explanation of Assessment Items"]
    ranks = jd.ranks if layout.upward else jd.ranks[::-1]

    def row(item: Competency) -> list[Value]:
        required = [item.required_text.get(rank.code) for rank in ranks]
        return [item.name, layout.weight(item.weight), item.explanation, *required]

    return [
        [jd.mandatory_rule],
        [*map(layout.respell, [*header, *(rank.title for rank in ranks)])],
        [None, None, None, *(rank.code for rank in ranks)],
        [
            "Responsibilities and Professional Skills",
            layout.weight(Fraction(100)),
            "Some of the professional skills as below",
            *(f"Level {rank.level}" for rank in ranks),
        ],
        *map(row, jd.competencies),
    ]


def _responsibilities(jd: JobDescription, layout: Layout) -> Rows:
    columns = jd.responsibilities
    return [
        ["Activities to Be Completed"],
        [layout.respell(column.heading) for column in columns],
        ["\n\n".join([column.intro, *map(_area, column.areas)]) for column in columns],
    ]


def _area(area: Area) -> str:
    items = [f"- {item}".replace("\n+", "\n  +") for item in area.items]
    return "\n".join([area.name, *items])


def _definitions(jd: JobDescription, layout: Layout) -> Rows:
    def row(rank: Rank) -> list[Value]:
        return [None, rank.code, rank.title, f"Level {rank.level} – {rank.level_name}"]

    terms = [f"{known.term}: {known.meaning}" for known in jd.definitions[2:]]
    return [
        [layout.respell("Job Family:"), jd.role],
        [layout.respell(word) for word in ("Job Rank", "Code", "Job Title")],
        *map(row, jd.ranks if layout.upward else jd.ranks[::-1]),
        *([text] for text in (jd.scoring_rule, *terms)),
    ]


def _scales(jd: JobDescription, layout: Layout) -> Rows:
    rows: Rows = [["Reference: an ecosystem"]]
    for item in jd.competencies if layout.upward else jd.competencies[::-1]:
        rows.append([item.name, None, layout.respell("Level Label")])
        steps = item.scale if layout.upward else item.scale[::-1]
        rows += [[step.level, step.text, step.label] for step in steps]
    return rows


def _changes(jd: JobDescription, layout: Layout) -> Rows:
    header = ["No", "Effective Date", "Version", "File Version", "Change Description", "Reason"]
    people = ["Creator", "Reviewer", "Approver"]
    return [
        ["RECORD OF CHANGE"],
        [*map(layout.respell, [*header, *people])],
        *(
            [
                *(change.number, change.effective_date, change.version, change.file_version),
                *(change.description, change.reason),
                *(change.creator, change.reviewer, change.approver),
            ]
            for change in jd.changes
        ),
        [len(jd.changes) + 1],
    ]
