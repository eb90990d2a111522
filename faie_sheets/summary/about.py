"""Sheet *About*: where every figure comes from, and every file with what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import faie_sheets
from faie_sheets.layouts.summary import (
    ABOUT,
    BOTH_RATINGS,
    DATA,
    GAP_LIST,
    GAPS,
    MATRIX,
    MISSING,
    ONE_LEVEL_AWAY,
    OVERVIEW,
    PROBLEMS,
    RATERS,
    RESULTS,
    SHEETS,
)
from faie_sheets.problems import Problem, Severity, ToDo
from faie_sheets.records.intake import FileOutcome, Intake, Outcome
from faie_sheets.records.job_description import JobDescription
from faie_sheets.scoring.score import points
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import natural
from faie_sheets.summary.missing import NUMBER
from faie_sheets.summary.places import ResultsColumn, SheetRows
from faie_sheets.summary.problems import SEVERITY
from faie_sheets.summary.results import TITLES
from faie_sheets.text.normalise import lines
from faie_sheets.wording import NO_RANK, NOT_DECIDED, NOT_KNOWN, OUTCOME, line_text, percent
from faie_sheets.workbook.cell_text import cell_text
from faie_sheets.workbook.write.sheet import LEAST_HEIGHT, SheetWriter
from faie_sheets.workbook.write.style import BAD_LOOK, BOLD, CELL, HEADER, PALE, SECTION, row_height

_TITLES = ("File", "SHA-256 of its content", "Outcome", "Why")
_WIDTHS = (34, 64, 12, 54)
_FIRST = 2
OUTCOME_COLUMN = 2
"""Column of the files' outcome, which the overview counts."""


CONTENTS = {
    OVERVIEW: "The whole intake on one printable page: files, ranks attained, units, charts.",
    RESULTS: "One row an engineer: total, rank attained, what blocks the target, problems.",
    MATRIX: "Engineers × competencies: the level of record, against the target rank.",
    GAPS: "In what, and by how much, engineers are short of their target ranks; and by unit.",
    ONE_LEVEL_AWAY: "Who meets the target rank with one level more in one competency.",
    GAP_LIST: "Who is short of what the target rank requires, and the level to work towards.",
    RATERS: "Where own and assessor's levels differ, by competency and assessor by assessor.",
    BOTH_RATINGS: "One row an engineer whom both have rated: the levels of both, and differences.",
    PROBLEMS: "Everything that is wrong, by what HR must do: file, cell, found, allowed, fix.",
    MISSING: "Who has returned nothing readable, whom to remind, and at which address.",
    ABOUT: "This sheet: the JD, the rules, the words, and every file with what became of it.",
    DATA: "Hidden: the data from which this workbook is read back. Nothing else depends on it.",
}
"""Sheet → what it shows."""


class Live(NamedTuple):
    """A figure as a formula, with ``{files}`` where the files' outcomes stand, and its value."""

    formula: str
    value: int


Facts = list[tuple[str, str | Live]]
"""Name and value, one row per fact."""


def write_about(book: SummaryBook, problems: SheetRows, missing: SheetRows) -> SheetRows:
    """Write the sheet *About*; return where its files stand.

    Args:
        book: the workbook being written.
        problems: where the problems stand.
        missing: where the engineers who have returned nothing stand.
    """
    sections = _facts_by_section(book, problems, missing)
    height = sum(len(facts) + 1 for facts in sections.values())
    files = SheetRows(ABOUT, _FIRST + height + 2, len(book.intake.files))
    sheet = book.begin(ABOUT, "Where the figures come from, and how to read them.", *_WIDTHS)
    row = _FIRST
    for title, facts in sections.items():
        row = _write_facts(book, sheet, row, title, facts, files)
    _section(book, sheet, row, "The files that were read")
    sheet.header(row + 1, _TITLES, book.formats.of(HEADER))
    _write_files(book, sheet, files)
    return files


def _section(book: SummaryBook, sheet: SheetWriter, row: int, title: str) -> None:
    sheet.height(row, 27)
    sheet.text(row, 0, title, book.formats.of(SECTION))


def _write_facts(
    book: SummaryBook, sheet: SheetWriter, row: int, title: str, facts: Facts, files: SheetRows
) -> int:
    """Write a section, one row per name and value; return the row after it."""
    _section(book, sheet, row, title)
    name_look = book.formats.of(CELL, BOLD)
    value_look = book.formats.of(CELL, {"align": "left"})
    last = len(_WIDTHS) - 1
    for number, (name, value) in enumerate(facts, row + 1):
        title, words = cell_text(name), "" if isinstance(value, Live) else cell_text(value)
        needed = row_height((title, _WIDTHS[0]), (words, sum(_WIDTHS[1:])), least=LEAST_HEIGHT)
        sheet.height(number, needed)
        sheet.text(number, 0, title, name_look)
        sheet.merge((number, 1, number, last), value_look)
        if isinstance(value, Live):
            formula = value.formula.format(files=files.column(OUTCOME_COLUMN))
            sheet.formula(number, 1, formula, value_look, value.value)
        else:
            sheet.text(number, 1, words, value_look)
    return row + len(facts) + 1


def _write_files(book: SummaryBook, sheet: SheetWriter, area: SheetRows) -> None:
    cell, bad = book.formats.of(CELL), book.formats.of(CELL, BAD_LOOK)
    if not area.count:
        sheet.text(area.first, 0, "No file was handed in.", book.formats.of(CELL, PALE))
        return
    reasons = _reasons(book.intake)
    for row, file in enumerate(sorted(book.intake.files, key=_by_name), area.first):
        texts = (
            line_text(file.file),
            file.sha256 or "could not be read",
            OUTCOME[file.outcome],
            cell_text(reasons.get(file.file, "")),
        )
        sheet.fit(row, {0: texts[0], 3: texts[3]})
        for column, text in enumerate(texts):
            rejected = column == OUTCOME_COLUMN and file.outcome is Outcome.REJECTED
            sheet.text(row, column, text, bad if rejected else cell)


def _by_name(file: FileOutcome) -> tuple[object, ...]:
    return natural(file.file), file.file


def _reasons(intake: Intake) -> Mapping[str, str]:
    """File that does not count → why: its first error, or else its first problem."""
    first: dict[str, Problem] = {}
    for problem in sorted(intake.problems, key=lambda each: each.severity is not Severity.ERROR):
        first.setdefault(problem.file, problem)
    return {
        file.file: f"{why.code}: {why.found}"
        for file in intake.files
        if file.outcome in (Outcome.REJECTED, Outcome.SUPERSEDED) and (why := first.get(file.file))
    }


def _facts_by_section(
    book: SummaryBook, problems: SheetRows, missing: SheetRows
) -> dict[str, Facts]:
    """Title → what stands under it, for all but the files.

    Args:
        book: the workbook being written.
        problems: where the problems stand.
        missing: where the engineers who have returned nothing stand.
    """
    return {
        "The job description": _document(book.jd),
        "What was read, and how to redo it": _intake(book, problems, missing),
        "How it is scored": _scoring(book.jd),
        "What the sheets show": [(name, CONTENTS[name]) for name in (*SHEETS, DATA)],
        "What HR must do": [(to_do.words, to_do.why) for to_do in ToDo],
        "What the columns mean": _columns(),
    }


def _document(jd: JobDescription) -> Facts:
    """Which JD the results rest on."""
    effective = jd.document.effective_date
    found = Counter(str(problem.severity) for problem in jd.problems)
    findings = ", ".join(f"{severity}s: {count}" for severity, count in sorted(found.items()))
    facts = [
        ("Role", line_text(jd.role)),
        ("Document code", line_text(jd.document.code)),
        ("Version", line_text(jd.document.version)),
        ("Effective date", effective.isoformat() if effective else ""),
        ("Fingerprint of what decides a score", jd.fingerprint),
        ("Inconsistencies found in the JD", findings or "none"),
        ("Ranks, lowest first", "; ".join(f"{rank.code} {rank.title}" for rank in jd.ranks)),
    ]
    return [(name, value or NOT_KNOWN) for name, value in facts]


def _intake(book: SummaryBook, problems: SheetRows, missing: SheetRows) -> Facts:
    """How much was read, by which version of the library, and what it takes to redo it."""
    read = book.intake
    statuses = book.places.results.column(ResultsColumn.STATUS)
    day = f" --due {read.due.isoformat()}" if read.due else ""
    redo = (
        "Hand in the files listed below, as their SHA-256 says, with this JD: `faie-sheets score "
        f"FOLDER --jd JD.xlsx --roster ROSTER.xlsx{day} -o summary.xlsx`. Which roster or manifest "
        "was given and which of several forms of one engineer was to count is not recorded here."
    )
    back = (
        "In Python `faie_sheets.read_summary(path)` gives the same results. The hidden sheet "
        f"{DATA} holds them, the evidence too: delete it before this workbook goes to somebody who "
        "may not see that."
    )
    facts: Facts = [
        ("Engineers with a result", Live(f"=COUNTA({statuses})", len(book.lines))),
        ("Files handed in", Live("=COUNTA({files})", len(read.files))),
        ("Problems", Live(f"=COUNTA({problems.column(SEVERITY)})", len(read.problems))),
        ("Missing engineers", Live(f"=COUNT({missing.column(NUMBER)})", len(read.missing))),
        ("Forms were due on", read.due.isoformat() if read.due else "no day was given"),
        ("Made with", f"faie_sheets {faie_sheets.__version__}"),
    ]
    if book.written:
        facts.append(("Written on", book.written.isoformat()))
    return [*facts, ("To redo it", redo), ("To read it back", back)]


def _scoring(jd: JobDescription) -> Facts:
    """The rules as the JD states them, with one worked example."""
    return [
        (
            "Points",
            "Level × weight ÷ top level of the competency's scale. The total is their sum; level "
            "and weight of record are in the sheet Matrix.",
        ),
        ("Points, in the words of the JD", lines(jd.scoring_rule) or NOT_KNOWN),
        ("For example", _worked(jd)),
        ("Mandatory items, in the words of the JD", lines(jd.mandatory_rule) or NOT_KNOWN),
        (
            "Rank attained",
            "The highest rank whose every required level is met. Points never buy a rank: one "
            f"competency below its requirement is enough to miss it. “{NO_RANK}” is below all.",
        ),
        (
            "Missing ratings",
            "Blank is not 0. Level 0 is a rating; one missing rating leaves an assessment "
            "incomplete, with no total and no rank.",
        ),
        (
            "Result of record",
            "The assessor's ratings where the assessor has rated anything; else the "
            "self-assessment, which is provisional. The two are never mixed.",
        ),
        (
            "Live figures",
            "Totals, ranks, counts, shares and colours follow the levels in the sheet Matrix. The "
            f"texts, and the sheets {ONE_LEVEL_AWAY}, {GAP_LIST}, {RATERS} and {BOTH_RATINGS}, are "
            "of the levels as they were read.",
        ),
    ]


def _worked(jd: JobDescription) -> str:
    item = max(jd.competencies, key=lambda item: (item.max_level > 0, item.weight))
    if not item.max_level:
        return "No competency has a scale, so no points can be made."
    top = item.max_level
    earned = f"{float(100 * points(top, item)):.1f}%"
    share = f"{top} × {percent(item.weight)} ÷ {top}"
    words = f"{item.code} {line_text(item.name)}: level {top} of {top} at weight "
    return f"{words}{percent(item.weight)} gives {share} = {earned}."


def _columns() -> Facts:
    """What the columns of the sheets hold."""
    column = ResultsColumn
    meanings = {
        column.TARGET: "the rank that the assessment is held against",
        column.ATTAINED: "see Rank attained above; a dash while the assessment is incomplete",
        column.TOTAL: "sum of the points of record; a perfect assessment has the sum of weights",
        column.BASIS: "whose ratings are of record; Self (provisional) where no assessor has rated",
        column.STATUS: "Complete when every competency has a level of record",
        column.MEETS: "whether every level that the target rank requires is met; “"
        f"{NOT_DECIDED}” while a level is missing, and without a target rank",
        column.BLOCKS: "each competency below the target rank with the levels that are missing to "
        "it (+1); or the competencies that are not rated",
        column.SELF_TOTAL: "total of the engineer's own ratings; a dash while they are incomplete",
        column.ASSESSOR_TOTAL: "total of the assessor's ratings; a dash while they are incomplete",
        column.PROBLEMS: "how many problems the file has, listed in the sheet Problems",
        column.FILE: "the file that the result was read from",
    }
    facts: Facts = [
        (f"Results: {TITLES[of]}", f"{text[0].upper()}{text[1:]}.") for of, text in meanings.items()
    ]
    return [
        *facts,
        ("Matrix: Competencies short of …", "How many competencies are below that rank."),
        (f"{GAP_LIST}: Gap", "Required level − rated level."),
        (f"{BOTH_RATINGS}: Difference", "Assessor − self; of totals, in percentage points."),
        (
            "Files: Outcome",
            "Scored: read and complete. Incomplete: read, ratings missing. Rejected: not usable. "
            "Superseded: another form of the same engineer counts.",
        ),
    ]
