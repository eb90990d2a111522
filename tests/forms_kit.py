"""Forms for the tests: issued, filled in by competency code, read back and taken apart.

Cells are found as the reader finds them, by the labels on the sheet, never by a fixed row.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import python_calamine as calamine

import faie_sheets as fs
from faie_sheets.layouts import form as layout
from faie_sheets.workbook.addresses import a1

JD = fs.builtin.jd()
CODES = tuple(item.code for item in JD.competencies)
SHEET = "Assessment"
SELF, ASSESSOR, EVIDENCE = "Self level", "Assessor level", "Evidence"
AN = fs.Engineer(
    "E1",
    "Nguyễn Văn An",
    unit="Applied AI",
    current_rank="FAIE01",
    target_rank="FAIE02",
    assessor="Lê Hoài Nam",
    period="2026 H1",
    email="an@example.com",
)

Levels = Mapping[str, int]
Cells = dict[str, Any]


def scale(*texts: str) -> tuple[fs.Level, ...]:
    """A scale whose labels are made as the JD makes them, level 0 first."""
    return tuple(fs.Level(n, text, f"{n}: {text}") for n, text in enumerate(texts))


OTHER_JD = fs.JobDescription(
    role='R&D "Quality" <Lead>',
    document=fs.Document('Q&A/"1"<2>', "2.0"),
    ranks=(fs.Rank('Q"1', 'Tester "A" & <B>', 1, "One"), fs.Rank("Q2", "Lead’s & Co", 2, "Two")),
    competencies=(
        fs.Competency(
            "Q&A-1", 1, 'Say "why" & <how>', Fraction(100, 3), 'Ask "x" & <y> - And more',
            scale("nothing", "x" * 297), {'Q"1': 0, "Q2": 1},
        ),
        fs.Competency(
            "Q2-b", 2, "=SUM(A1:A9)", Fraction(50, 3), "=1+1", scale("zero", "one", "two"),
            {'Q"1': 1, "Q2": 2},
        ),
        fs.Competency(
            "Q3", 3, "Not required of all", Fraction(25), "",
            scale(*(f"step {n}" for n in range(8))), {"Q2": 5},
        ),
        fs.Competency("Q4", 4, "Last", Fraction(25), "-", scale("a", "b"), {'Q"1': 1, "Q2": 1}),
    ),
)  # fmt: skip
"""Another job family: 2 ranks, 4 competencies, weights that are no whole percent, odd names."""


# -- levels and labels ---------------------------------------------------------------------


def required(rank: str, jd: fs.JobDescription = JD, **other: int) -> dict[str, int]:
    """Exactly the levels that a rank requires, but for those given by code."""
    return {item.code: item.required.get(rank, 0) for item in jd.competencies} | other


def without(levels: Levels, *codes: str) -> dict[str, int]:
    """Levels but for those of some competencies."""
    return {code: level for code, level in levels.items() if code not in codes}


def label(code: str, level: int, jd: fs.JobDescription = JD) -> str:
    """The entry of the drop-down for a level."""
    found = jd.competency(code).level(level)
    assert found, f"{code} has no level {level}"
    return found.entry


def scored(levels: Levels, jd: fs.JobDescription = JD, **facts: Any) -> fs.Result:
    """The result of levels at hand, as the library scores them without any file."""
    return fs.score(fs.Assessment.of(jd, levels, **facts), jd)


# -- forms ---------------------------------------------------------------------------------


def roster(*engineers: fs.Engineer) -> fs.Roster:
    """A roster without a file."""
    return fs.Roster(engineers)


def issue(
    engineer: fs.Engineer = AN, jd: fs.JobDescription = JD, template: fs.Source | None = None
) -> bytes:
    """The form of one engineer, as it is issued."""
    with tempfile.TemporaryDirectory() as folder:
        (form,) = fs.write_forms(jd, roster(engineer), folder, template)
        return (Path(folder) / form.file).read_bytes()


@cache
def blank() -> bytes:
    """The form of :data:`AN`, as it is issued."""
    return issue()


@cache
def template() -> bytes:
    """The built-in JD's template."""
    return fs.builtin.template()


@cache
def spots(form: bytes) -> Mapping[tuple[str, str], str]:
    """(competency code, header) → address on the sheet *Assessment* of a form."""
    sheet = cells_of(form)
    return {
        (code, header): a1(row, column)
        for code, row in _rows(sheet).items()
        for header, column in _columns(sheet).items()
    }


def _columns(sheet: Mapping[Spot, object]) -> dict[str, int]:
    """Header → its column."""
    headers = {column.label for column in layout.COLUMNS}
    return {str(value): spot.column for spot, value in sheet.items() if value in headers}


def _rows(sheet: Mapping[Spot, object]) -> dict[str, int]:
    """Competency code → its row: under the header, and with a weight."""
    columns = _columns(sheet)
    (header,) = (spot.row for spot, value in sheet.items() if value == "Weight")
    return {
        str(value): spot.row
        for spot, value in sheet.items()
        if spot.column == columns["Code"]
        and spot.row > header
        and isinstance(sheet.get(Spot(spot.row, columns["Weight"])), float)
    }


def at(code: str, header: str = SELF) -> str:
    """The address of one competency's cell in a form of the built-in JD."""
    return spots(blank())[code, header]


def chosen(
    levels: Levels, header: str = SELF, jd: fs.JobDescription = JD, form: bytes | None = None
) -> Cells:
    """Address → label, for levels by competency code in one column."""
    places = spots(form or blank())
    return {places[code, header]: label(code, level, jd) for code, level in levels.items()}


def by_both(levels: Levels, assessor: Levels) -> Cells:
    """The engineer's levels and the assessor's."""
    return chosen(levels) | chosen(assessor, ASSESSOR)


def filled(cells: Mapping[str, object], form: bytes | None = None, sheet: str = SHEET) -> bytes:
    """A form with cells filled in, and saved, by openpyxl; a text that begins with = is a text."""
    book = open_book(form or blank())
    for address, value in cells.items():
        cell = book[sheet][address]
        cell.value = value
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"
    return saved(book)


def read(data: fs.Source, jd: fs.JobDescription = JD) -> fs.Assessment:
    """A form read back."""
    return fs.read_form(data, jd)


# -- workbooks -----------------------------------------------------------------------------


class Spot(NamedTuple):
    """Row and column, from 0."""

    row: int
    column: int


def cells_of(source: bytes | Path, sheet: str = SHEET) -> dict[Spot, object]:
    """Row and column → value, for the cells of a sheet that hold something."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    page = calamine.load_workbook(io.BytesIO(data)).get_sheet_by_name(sheet)
    top, left = page.start or (0, 0)
    return {
        Spot(top + row, left + column): value
        for row, values in enumerate(page.to_python())
        for column, value in enumerate(values)
        if value != ""
    }


def open_book(data: bytes, *, data_only: bool = False) -> Any:
    """A workbook in openpyxl."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=data_only)


def saved(book: Any) -> bytes:
    """A workbook of openpyxl as bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def altered(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """A workbook with pieces of one part's XML replaced, each wherever it stands."""
    contents = parts(data)
    xml = contents[part].decode()
    for old, new in changes:
        assert old in xml, f"{part} has no {old}"
        xml = xml.replace(old, new)
    return packed({**contents, part: xml.encode()})


# -- what a form shows ---------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """The live figures of a form, as a spreadsheet program has computed them.

    Attributes:
        total: fraction of 1, or the text that stands instead.
        rank: the text beside *Rank attained*.
        verdict: the sentence beside *Result so far*.
        points: competency code → fraction of 1, or the text that stands instead.
        meets: competency code → the text under *Meets target*.
    """

    total: object
    rank: object
    verdict: object
    points: Mapping[str, object]
    meets: Mapping[str, object]


def shown(path: Path) -> Shown:
    """The live figures of a form in any format, found by their labels."""
    sheet = cells_of(path)

    def beside(text: str) -> object:
        (spot,) = (spot for spot, value in sheet.items() if value == text)
        following = [other for other in sheet if other.row == spot.row and other > spot]
        return sheet[min(following)]

    def column(header: str) -> dict[str, object]:
        number = _columns(sheet)[header]
        return {code: sheet.get(Spot(row, number), "") for code, row in _rows(sheet).items()}

    return Shown(
        total=beside("Total"),
        rank=beside("Rank attained"),
        verdict=beside("Result so far"),
        points=column("Points"),
        meets=column("Meets target"),
    )


# -- problems ------------------------------------------------------------------------------


def kinds(problems: Iterable[fs.Problem]) -> list[str]:
    """The codes of problems, in their order."""
    return [problem.code for problem in problems]


def only(problems: Iterable[fs.Problem], kind: fs.Kind) -> list[fs.Problem]:
    """The problems of one kind."""
    return [problem for problem in problems if problem.code == kind.code]
