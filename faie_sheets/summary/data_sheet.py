"""The hidden sheet *_data*: an intake as JSON text and back, which survives every program.

What follows from JD and ratings (points, totals, ranks, gaps) is left out and scored again when
the sheet is read. The text stands in pieces, one per row; the first cell names the format, the last
one holds the SHA-256 of the pieces. The text is ASCII and written so that no program takes a part
of it for something else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

import msgspec

from faie_sheets.jd.json_text import exact_number
from faie_sheets.json_documents import jd_document
from faie_sheets.layouts.summary import DATA
from faie_sheets.problems import Place, Problem
from faie_sheets.records.assessment import Assessment, Rater, Rating
from faie_sheets.records.form import FormIdentity
from faie_sheets.records.intake import FileOutcome, Intake
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.records.result import Result
from faie_sheets.records.roster import Engineer
from faie_sheets.scoring.score import score
from faie_sheets.summary.book import SummaryBook
from faie_sheets.text.normalise import plain
from faie_sheets.workbook.read.book import Sheet as ReadSheet

FORMAT = "faie-summary/1"
"""The format of the text and its version; a change that breaks readers makes it ``/2``."""

_FORMAT = re.compile(r"faie-summary/\d+")
_LONGEST = 32_000
"""Characters of a piece; a cell holds 32,767."""
_DIGEST = "sha256:"
_NOTE = "What the other sheets show, for `read_summary`. Please leave this sheet as it is."
# “_x0041_” is an A to Excel, markup is markup, and of two blanks some keep one.
_MISTAKABLE = re.compile(r"_(?=[xX])|<|(?<= ) ")
_EDGE = re.compile(r"\A | \Z")

_json = json.JSONEncoder(separators=(",", ":")).encode


def write_data(book: SummaryBook, text: Iterable[str]) -> None:
    """Write a JSON text, which comes in pieces, into the hidden sheet."""
    sheet, look = book.sheets[DATA], book.formats.of()
    sheet.text(0, 0, FORMAT, look)
    sheet.text(0, 1, _NOTE, look)
    digest = hashlib.sha256()
    row = 1
    for row, cell in enumerate(_cells(text), 1):
        digest.update(cell.encode())
        sheet.text(row, 0, cell, look)
    sheet.text(row + 1, 0, f"{_DIGEST}{digest.hexdigest()}", look)
    sheet.worksheet.hide()  # not “very”: someone may want to look at it, or delete it


def format_of(sheet: ReadSheet) -> str:
    """The format that the first cell names, of any version; ``""`` where it names none."""
    found = sheet.cell(0, 0).text
    return found if _FORMAT.fullmatch(found) else ""


def read_data(sheet: ReadSheet) -> str:
    """The text that was written.

    Raises:
        ValueError: it is not as it was written.
    """
    cells = [sheet.value(row, 0) for row in range(1, sheet.height)]
    while cells and cells[-1] is None:
        cells.pop()
    digest = cells.pop() if cells else None
    text = "".join(str(cell) for cell in cells if cell is not None)
    if digest != f"{_DIGEST}{hashlib.sha256(text.encode(errors='replace')).hexdigest()}":
        raise ValueError("a row of it was changed, moved or removed")
    return text


def _cells(text: Iterable[str]) -> Iterator[str]:
    """A text cut into cells, none of which begins or ends with a blank."""
    rest = ""
    for piece in text:
        rest += _MISTAKABLE.sub(_escaped, piece)
        whole = len(rest) // _LONGEST * _LONGEST
        for start in range(0, whole, _LONGEST):
            yield _EDGE.sub(_escaped, rest[start : start + _LONGEST])
        rest = rest[whole:]
    if rest:
        yield _EDGE.sub(_escaped, rest)


def _escaped(found: re.Match[str]) -> str:
    """A character as JSON may spell it in a text, and nowhere else do these stand."""
    return f"\\u{ord(found[0]):04x}"


StoredRating: TypeAlias = int | tuple[int | None, str, str, str] | None
"""A level whose cell holds it plainly; else level, what the cell holds, its sheet and address."""


@dataclass(frozen=True)
class StoredResult:
    """Of a result, what cannot be worked out again.

    Attributes:
        engineer: whose it is.
        file: name of the file.
        sha256: SHA-256 of the file.
        saved: when it was last saved according to the file itself.
        identity: the form's identity.
        ratings: rater → ratings in the JD's order; only for raters who have rated anything.
        evidence: competency code → evidence.
        problems: what is wrong with the form, by its number among the intake's problems.
    """

    engineer: Engineer
    file: str = ""
    sha256: str = ""
    saved: str = ""
    identity: FormIdentity | None = None
    ratings: Mapping[Rater, tuple[StoredRating, ...]] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[int | Problem, ...] = ()


@dataclass(frozen=True)
class StoredIntake:
    """An intake as the text holds it, in the order in which it is written."""

    version: str
    due: dt.date | None
    jd: JobDescription
    files: tuple[FileOutcome, ...]
    problems: tuple[Problem, ...]
    missing: tuple[Engineer, ...]
    late: tuple[Engineer, ...]
    results: tuple[StoredResult, ...]


def pieces(intake: Intake, version: str) -> Iterator[str]:
    """The text, piece by piece, in ASCII alone; the same intake gives the same text."""
    jd = {**jd_document(intake.jd), "problems": [asdict(p) for p in intake.jd.problems]}
    due = intake.due.isoformat() if intake.due else None
    yield f'{{"version":{_json(version)},"due":{_json(due)},"jd":{_json(jd)},"files":'
    yield from _array(map(_fields, intake.files))
    yield ',"problems":'
    yield from _array(map(_fields, intake.problems))
    yield ',"missing":'
    yield from _array(map(_engineer, intake.missing))
    yield ',"late":'
    yield from _array(map(_engineer, intake.late))
    yield ',"results":'
    numbers = {problem: number for number, problem in enumerate(intake.problems)}
    labels = [_labels(item) for item in intake.jd.competencies]
    yield from _array(_result(result, labels, numbers) for result in intake.results)
    yield "}"


def intake_of_text(text: str) -> Intake:
    """The intake that a text holds.

    Raises:
        ValueError, LookupError, ArithmeticError, RecursionError: it holds none.
    """
    facts = json.loads(text, parse_float=exact_number)
    try:
        stored = msgspec.convert(facts, StoredIntake, dec_hook=_fraction)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
    results = (_assessment(result, stored) for result in stored.results)
    return Intake(
        stored.jd,
        tuple(score(assessment, stored.jd) for assessment in results),
        stored.files,
        stored.problems,
        stored.missing,
        stored.due,
        stored.late,
    )


def _array(items: Iterable[object]) -> Iterator[str]:
    yield "["
    for number, item in enumerate(items):
        yield f"{',' if number else ''}{_json(item)}"
    yield "]"


def _fields(record: Any) -> dict[str, object]:
    """A record of plain values; twice as fast as ``asdict``, which copies them."""
    return {each.name: getattr(record, each.name) for each in fields(record)}


def _engineer(engineer: Engineer) -> dict[str, object]:
    """An engineer, without empty fields."""
    facts = _fields(engineer)
    return {name: value for name, value in facts.items() if value or name == "id"}


class _Labels(NamedTuple):
    """A competency's code, and level → what a cell may hold that plainly holds this level."""

    code: str
    plain: Mapping[int, Collection[str]]


def _labels(item: Competency) -> _Labels:
    plainly = {
        level.level: {str(level.level), level.label, level.entry, plain(level.entry)}
        for level in item.scale
    }
    return _Labels(item.code, plainly)


def _result(
    result: Result, labels: Sequence[_Labels], numbers: Mapping[Problem, int]
) -> dict[str, object]:
    assessment = result.assessment
    facts = {
        "engineer": _engineer(result.engineer),
        "file": assessment.file,
        "sha256": assessment.sha256,
        "saved": assessment.saved,
        "identity": _fields(assessment.identity) if assessment.identity else None,
        "ratings": dict(_ratings(assessment, labels)),
        "evidence": dict(assessment.evidence),
        "problems": [numbers.get(p, _fields(p)) for p in assessment.problems],
    }
    return {name: value for name, value in facts.items() if value}


def _ratings(
    assessment: Assessment, labels: Sequence[_Labels]
) -> Iterator[tuple[str, list[StoredRating]]]:
    for rater in Rater:
        given = assessment.ratings_by(rater)
        if any(rating.found or rating.level is not None for rating in given.values()):
            yield rater.value, [_rating(given.get(item.code), item) for item in labels]


def _rating(rating: Rating | None, item: _Labels) -> StoredRating:
    if rating is None:
        return None
    if rating.level is not None and rating.found in item.plain[rating.level]:
        return rating.level
    return rating.level, rating.found, rating.place.sheet, rating.place.cell


def _fraction(_kind: type, value: Any) -> Fraction:
    if not isinstance(value, str):
        return Fraction(value)
    numerator, _, denominator = value.partition("/")
    return Fraction(int(numerator), int(denominator))


def _assessment(stored: StoredResult, intake: StoredIntake) -> Assessment:
    return Assessment(
        stored.engineer,
        tuple(
            _read_rating(rater, item.code, rating, stored.file)
            for rater in Rater
            for item, rating in zip(
                intake.jd.competencies,
                stored.ratings.get(rater, [None] * len(intake.jd.competencies)),
                strict=True,
            )
        ),
        stored.evidence,
        stored.identity,
        stored.file,
        stored.sha256,
        stored.saved,
        tuple(intake.problems[p] if isinstance(p, int) else p for p in stored.problems),
    )


def _read_rating(rater: Rater, code: str, stored: StoredRating, file: str) -> Rating:
    if isinstance(stored, tuple):
        level, found, sheet, cell = stored
        return Rating(code, rater, level, found, Place(file, sheet, cell))
    return Rating(code, rater, stored, "" if stored is None else str(stored), Place(file))
