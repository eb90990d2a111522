"""Intakes to sum up, and summaries read back as people and programs see them."""

from __future__ import annotations

import io
import random
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, TypeVar

import openpyxl
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from programs import libreoffice

import faie_sheets as fs

AnOpened = TypeVar("AnOpened", bound="Opened")
Levels = Mapping[str, int | None]
Row = dict[str, Any]

HOSTILE_NAMES = ('=HYPERLINK("http://x")', ">5", "*", "~?", "", "Trung tâm Ấn", "U" * 80, "0012")


def assessed(
    jd: fs.JobDescription,
    engineer: fs.Engineer,
    own: Levels | None = None,
    assessor: Levels | None = None,
) -> fs.Result:
    """An engineer's result, with the levels of either rater or of both."""
    both = ((fs.Rater.SELF, own), (fs.Rater.ASSESSOR, assessor))
    ratings = tuple(
        rating
        for rater, levels in both
        for rating in fs.Assessment.of(jd, levels or {}, rater=rater).ratings_by(rater).values()
    )
    file = f"{engineer.id}.xlsx"
    return fs.score(fs.Assessment(engineer, ratings, file=file, sha256="0" * 64), jd)


def intake_of(jd: fs.JobDescription, results: Iterable[fs.Result]) -> fs.Intake:
    """An intake of these results."""
    scored = tuple(results)
    outcomes = {"complete": fs.Outcome.SCORED, "incomplete": fs.Outcome.INCOMPLETE}
    files = (
        fs.FileOutcome(result.assessment.file, "0" * 64, outcomes[result.status])
        for result in scored
    )
    return fs.Intake(jd, scored, tuple(files))


def batch(
    jd: fs.JobDescription,
    count: int,
    *,
    seed: int = 1,
    units: Sequence[str] = ("DU1", "DU2", "DU3"),
    assessors: Sequence[str] = ("Lê Tâm", "Bùi An", "Vũ Hà"),
    targets: Sequence[str] | None = None,
    both: float = 0.7,
    shift: float = 0.2,
) -> fs.Intake:
    """So many engineers whose levels lie about the target, some of them with a rating missing."""
    dice = random.Random(seed)
    results = []
    for number in range(1, count + 1):
        who = fs.Engineer(
            f"E{number:04}",
            f"Nguyễn An {number}",
            dice.choice(units),
            target_rank=dice.choice(targets or jd.rank_codes),
            assessor=dice.choice(assessors),
        )
        own, theirs = (_levels(jd, who.target_rank, dice, by) for by in (shift + 0.2, shift))
        results.append(assessed(jd, who, own, theirs if dice.random() < both else None))
    return intake_of(jd, results)


def _levels(jd: fs.JobDescription, target: str, dice: random.Random, shift: float) -> Levels:
    levels: dict[str, int | None] = {
        item.code: min(max(round(item.required.get(target, 1) + dice.gauss(shift, 0.7)), 0),
                       item.max_level)
        for item in jd.competencies
    }  # fmt: skip
    if dice.random() < 0.15:
        levels[dice.choice(list(levels))] = None
    return levels


def other_jd(competencies: int, ranks: int, top: int = 3, code: str = "R") -> fs.JobDescription:
    """A JD of another family; some ranks require nothing of some competencies."""
    scale = tuple(fs.Level(level, f"does {level}", f"{level}: does {level}")
                  for level in range(top + 1))  # fmt: skip
    codes = [f"{code}{number}" for number in range(1, ranks + 1)]
    items = tuple(
        fs.Competency(
            f"C{number:02}",
            number,
            f"Skill {number}",
            Fraction(100, competencies),
            levels=scale,
            required={
                rank: min(top, 1 + index * top // ranks)
                for index, rank in enumerate(codes)
                if (index + number) % 4
            },
        )
        for number in range(1, competencies + 1)
    )
    return fs.JobDescription("Baker", fs.Document(), tuple(fs.Rank(c, c) for c in codes), items)


def grid_of(path: Path, sheet: str) -> list[list[Any]]:
    """The values of a sheet, row by row; no other sheet is read."""
    with _quiet(), closing(openpyxl.load_workbook(path, data_only=True, read_only=True)) as book:
        return [list(row) for row in book[sheet].iter_rows(values_only=True)]


class Opened:
    """A workbook as it was when this was made; openpyxl, which is slow, reads what is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._data = path.read_bytes()

    @cached_property
    def values(self) -> Any:
        """The workbook with the values that its formulas have."""
        return opened(io.BytesIO(self._data), data_only=True)

    @cached_property
    def formulas(self) -> Any:
        """The workbook with its formulas."""
        return opened(io.BytesIO(self._data))


class Book(Opened):
    """A summary read back as values and as formulas."""

    @classmethod
    def of(cls, intake: fs.Intake, folder: Path) -> Book:
        """The summary of this intake, written there."""
        path = folder / "summary.xlsx"
        fs.write_summary(intake, path)
        return cls(path)

    def grid(self, sheet: str) -> list[list[Any]]:
        return [[cell.value for cell in row] for row in self.values[sheet].iter_rows()]

    def words(self, sheet: str) -> str:
        return "\n".join(str(value) for row in self.grid(sheet) for value in row if value)

    def table(self, sheet: str, first: str, nth: int = 0) -> list[list[Any]]:
        """The nth header row that begins with a title, and the rows below it to an empty one."""
        grid = self.grid(sheet)
        start = [number for number, row in enumerate(grid) if row[0] == first][nth]
        rows = grid[start:]
        end = next((n for n, row in enumerate(rows) if not any(map(filled, row))), len(rows))
        return rows[:end]

    def rows(self, sheet: str, first: str, nth: int = 0) -> list[Row]:
        """The rows of such a table, by title."""
        titles, *rows = self.table(sheet, first, nth)
        return [dict(zip(titles, row, strict=True)) for row in rows]


class Written(Generic[AnOpened]):
    """Summaries written and read back, each once however often it is asked for; none is changed."""

    def __init__(self, folder: Path, kind: Callable[[Path], AnOpened]) -> None:
        self._folder, self._kind = folder, kind
        self._done: list[tuple[fs.Intake, dict[str, Any], AnOpened]] = []

    def __call__(self, intake: fs.Intake, **options: Any) -> AnOpened:
        """The summary of an intake, written with these options."""
        for known, with_options, book in self._done:
            if (known, with_options) == (intake, options):
                return book
        path = self._folder / str(len(self._done)) / "summary.xlsx"
        path.parent.mkdir()
        fs.write_summary(intake, path, **options)
        self._done.append((intake, options, self._kind(path)))
        return self._done[-1][-1]


def filled(value: Any) -> bool:
    """Whether a cell has a value; an empty text is none."""
    return value not in (None, "")


def opened(source: Path | io.BytesIO, *, data_only: bool = False) -> Any:
    """A workbook opened with openpyxl."""
    with _quiet():
        return openpyxl.load_workbook(source, data_only=data_only)


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        # openpyxl does not know the extension of a data bar.
        warnings.simplefilter("ignore", UserWarning)
        yield


def disagreements(path: Path, program: ModuleType, folder: Path) -> list[str]:
    """The formula cells whose stored value is not what a program computes, to 1e-9."""
    fresh = _values_of(program.recalculate(path, folder))
    found = []
    for sheet, cell, formula, old in _formulas_of(path):
        new = fresh[sheet].get(cell)
        if isinstance(old, int | float) and isinstance(new, int | float):
            same = abs(old - new) < 1e-9
        else:
            same = (old or "") == (new or "")
        if not same:
            found.append(f"{sheet}!{cell} {formula}: {old!r}, {new!r}")
    return found


def _values_of(path: Path) -> dict[str, dict[str, Any]]:
    """Sheet → address → value, for the cells of a workbook that have one."""
    with _quiet(), closing(openpyxl.load_workbook(path, data_only=True, read_only=True)) as book:
        return {
            sheet.title: {
                cell.coordinate: cell.value
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            }
            for sheet in book.worksheets
        }


@lru_cache(1)
def _formulas_of(path: Path) -> list[tuple[str, str, Any, Any]]:
    """Sheet, address, formula and stored value of each formula cell of a workbook."""
    stored = _values_of(path)
    return [
        (sheet.title, cell.coordinate, cell.value, stored[sheet.title].get(cell.coordinate))
        for sheet in opened(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def rules(path: Path, sheet: str, folder: Path) -> dict[str, int | None]:
    """Address of each cell under a rule → which of its rules is the first to hold, or None.

    The rules of conditional formats are written beside the cells as formulas, and LibreOffice
    says what they are.
    """
    book = opened(path)
    worksheet = book[sheet]
    aside = worksheet.max_column + 10
    asked: dict[str, list[str]] = {}
    for area, cell, formula in list(_ruled_cells(worksheet)):
        origin = area.split(":")[0]
        places = asked.setdefault(cell.coordinate, [])
        place = f"{get_column_letter(aside * (len(places) + 1) + cell.column)}{cell.row}"
        worksheet[place] = Translator(f"={formula}", origin=origin).translate_formula(
            cell.coordinate
        )
        places.append(place)
    copy = folder / "rules.xlsx"
    book.save(copy)
    answers = _values_of(libreoffice.recalculate(copy, folder / "recalculated"))[sheet]
    return {
        cell: next((n for n, place in enumerate(places) if answers.get(place)), None)
        for cell, places in asked.items()
    }


def _ruled_cells(worksheet: Any) -> Iterator[tuple[str, Any, str]]:
    """Area, cell and formula of each rule that is a formula, in the order of the rules."""
    for formatting in worksheet.conditional_formatting:
        area = str(formatting.sqref)
        for rule in sorted(formatting.rules, key=lambda rule: rule.priority):
            if rule.type == "expression":
                cells = worksheet[area]
                rows = cells if isinstance(cells, tuple) else ((cells,),)
                for cell in (cell for row in rows for cell in row):
                    yield area, cell, rule.formula[0]
