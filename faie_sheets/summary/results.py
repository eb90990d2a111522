"""Sheet *Results*: one row per engineer, a real table with filters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from faie_sheets.layouts.summary import PROBLEMS, RESULTS
from faie_sheets.records.assessment import Rater
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result, Status
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import EngineerLine
from faie_sheets.summary.places import RESULTS_HEADER, ResultsColumn
from faie_sheets.summary.problems import problem_rows
from faie_sheets.wording import (
    BASIS,
    MET,
    NOT_DECIDED,
    NOT_KNOWN,
    NOT_MET,
    STATUS,
    VERDICT,
    code_width,
    line_text,
    rank_or_dash,
    share_or,
    shortened,
)
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.cell_text import cell_text
from faie_sheets.workbook.write.sheet import MOST_LINKS, SheetWriter
from faie_sheets.workbook.write.style import (
    BAD_LOOK,
    BOLD,
    CELL,
    CELL_CENTRED,
    FILTERED_HEIGHT,
    GOOD_LOOK,
    HEADER_FILTERED,
    LINK,
    PALE,
    PALE_BAR,
    PERCENT,
    PROVISIONAL,
)

_COLUMNS = {
    ResultsColumn.ID: ("Employee ID", 11),
    ResultsColumn.NAME: ("Name", 21),
    ResultsColumn.UNIT: ("Unit", 15),
    ResultsColumn.CURRENT: ("Current rank", 9),
    ResultsColumn.TARGET: ("Target rank", 9),
    ResultsColumn.ATTAINED: ("Rank attained", 9.5),
    ResultsColumn.TOTAL: ("Total", 10.5),
    ResultsColumn.BASIS: ("Basis", 12.5),
    ResultsColumn.STATUS: ("Status", 11.5),
    ResultsColumn.MEETS: ("Verdict", 11),
    ResultsColumn.BLOCKS: ("What blocks the target", 46),
    ResultsColumn.SELF_TOTAL: ("Self total", 8.5),
    ResultsColumn.ASSESSOR_TOTAL: ("Assessor total", 10),
    ResultsColumn.PROBLEMS: ("Problems", 10.5),
    ResultsColumn.FILE: ("File", 27),
}
"""Column → its title, and its width in characters."""
TITLES = {column: title for column, (title, _) in _COLUMNS.items()}


def write_results(book: SummaryBook) -> None:
    """Write the sheet *Results*."""
    begin = problem_rows(book)
    linked = {
        index: begin[line.result.assessment.file]
        for index, line in enumerate(book.lines)
        if line.result.assessment.file in begin
    }
    sheet = book.begin(RESULTS, _subtitle(book, len(linked)), *_widths(book))
    sheet.worksheet.freeze_panes(RESULTS_HEADER + 1, ResultsColumn.UNIT)
    area = book.places.results
    if not book.lines:
        book.sentence(sheet, area.first, "No assessment could be read: see the sheet Problems.")
        return
    sheet.height(RESULTS_HEADER, FILTERED_HEIGHT)
    sheet.table(RESULTS_HEADER, area.last, tuple(TITLES.values()), book.formats.of(HEADER_FILTERED))
    blockers, links = Blockers.of(book.jd), dict(islice(linked.items(), MOST_LINKS))
    for index, line in enumerate(book.lines):
        _write_line(book, sheet, index, line, blockers.in_words(line.result))
        _write_live(book, sheet, index, line)
        _write_problems(book, sheet, index, line, links.get(index))
    sheet.worksheet.repeat_rows(RESULTS_HEADER)
    _colour(book, sheet)


def _widths(book: SummaryBook) -> list[float]:
    """The widths of the columns, with more room for the ranks where their codes are long."""
    ranks = {ResultsColumn.CURRENT, ResultsColumn.TARGET, ResultsColumn.ATTAINED}
    return [
        code_width(book.jd.rank_codes, width) if column in ranks else width
        for column, (_, width) in _COLUMNS.items()
    ]


def _subtitle(book: SummaryBook, linked: int) -> str:
    if not book.lines:
        return ""
    words = (
        "One row an engineer. Filter and sort with the arrows in the header. "
        "+1 means: one level short of what the target rank requires."
    )
    if linked > MOST_LINKS:
        words += f" Excel allows {MOST_LINKS:,} links: problems counted below those have none."
    elif linked:
        words += " A count of problems leads to them."
    return words


def _write_line(
    book: SummaryBook, sheet: SheetWriter, index: int, line: EngineerLine, blocks: str
) -> None:
    row, result = book.places.results.first + index, line.result
    cell, centred = book.formats.of(CELL), book.formats.of(CELL_CENTRED)
    texts: dict[int, str] = {
        ResultsColumn.ID: line.id,
        ResultsColumn.NAME: line.name,
        ResultsColumn.UNIT: line.unit,
        ResultsColumn.BLOCKS: blocks,
        ResultsColumn.FILE: line.file,
    }
    ranks: dict[int, str] = {
        ResultsColumn.CURRENT: line.current,
        ResultsColumn.TARGET: line.target,
        ResultsColumn.ATTAINED: rank_or_dash(result),
    }
    sheet.fit(row, {**texts, **ranks})
    for column, text in texts.items():
        sheet.text(row, column, text, cell)
    sheet.text(row, ResultsColumn.CURRENT, line.current, centred)
    sheet.text(row, ResultsColumn.TARGET, line.target, centred)
    basis = book.formats.of(CELL, PROVISIONAL) if result.provisional else cell
    sheet.text(row, ResultsColumn.BASIS, BASIS[result.basis], basis)
    percent = book.formats.of(PERCENT)
    for column, rater in (
        (ResultsColumn.SELF_TOTAL, Rater.SELF),
        (ResultsColumn.ASSESSOR_TOTAL, Rater.ASSESSOR),
    ):
        total = line.totals[rater]
        if total is None:
            sheet.text(row, column, NOT_KNOWN, percent)
        else:
            sheet.number(row, column, total / 100, percent)


def _write_live(book: SummaryBook, sheet: SheetWriter, index: int, line: EngineerLine) -> None:
    """The cells that follow the engineer's row of the matrix.

    The row is found by its number, and the other cells of this row are named relative to it, so
    that both sheets may be sorted.
    """
    row, result = book.places.results.first + index, line.result
    levels, matrix = book.places.levels, book.places.matrix
    centred, strong = book.formats.of(CELL_CENTRED), book.formats.of(CELL_CENTRED, BOLD)
    percent = book.formats.of(PERCENT, BOLD)
    total, rank = levels.cell(index, matrix.total), levels.cell(index, matrix.attained)
    unknown = f'{a1(row, ResultsColumn.TOTAL)}="{NOT_KNOWN}"'
    complete, incomplete = STATUS[Status.COMPLETE], STATUS[Status.INCOMPLETE]
    for column, formula, look, value in (
        (ResultsColumn.ATTAINED, f'{unknown},"{NOT_KNOWN}",{rank}', strong, rank_or_dash(result)),
        (
            ResultsColumn.TOTAL,
            f'{total}="","{NOT_KNOWN}",{total}',
            percent,
            share_or(NOT_KNOWN, line.total),
        ),
        (
            ResultsColumn.STATUS,
            f'{unknown},"{incomplete}","{complete}"',
            centred,
            STATUS[result.status],
        ),
    ):
        sheet.formula(row, column, f"=IF({formula})", look, value)
    if result.target_rank is None:
        sheet.text(row, ResultsColumn.MEETS, NOT_DECIDED, centred)
        return
    short = levels.cell(index, matrix.short_of(result.target_rank))
    formula = f'=IF({unknown},"{NOT_DECIDED}",IF({short}=0,"{MET}","{NOT_MET}"))'
    sheet.formula(row, ResultsColumn.MEETS, formula, centred, VERDICT[result.meets_target])


def _write_problems(
    book: SummaryBook, sheet: SheetWriter, index: int, line: EngineerLine, target: int | None
) -> None:
    """Write how many problems the file has; link to the first of them where its row is given."""
    row = book.places.results.first + index
    look = book.formats.of(CELL_CENTRED)
    if target is not None:
        look = book.formats.of(CELL_CENTRED, LINK)
        sheet.link(row, ResultsColumn.PROBLEMS, PROBLEMS, (target, 0), look)
    sheet.number(row, ResultsColumn.PROBLEMS, line.problems, look)


def _colour(book: SummaryBook, sheet: SheetWriter) -> None:
    area = book.places.results
    weights = sum((item.weight for item in book.jd.competencies), Fraction(0))
    bars = {
        "type": "data_bar",
        "bar_color": PALE_BAR,
        "bar_solid": True,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": max(float(weights / 100), 1.0),
    }
    sheet.condition((area.first, ResultsColumn.TOTAL, area.last, ResultsColumn.TOTAL), bars)
    undecided = {**PALE, "italic": True}
    for column, word, look in (
        (ResultsColumn.MEETS, MET, GOOD_LOOK),
        (ResultsColumn.MEETS, NOT_MET, BAD_LOOK),
        (ResultsColumn.MEETS, NOT_DECIDED, undecided),
        (ResultsColumn.STATUS, STATUS[Status.INCOMPLETE], undecided),
    ):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": book.formats.conditional(look),
        }
        sheet.condition((area.first, column, area.last, column), rule)


_FEW = 3
"""Up to so many competencies are named in full."""
_LONGEST_NAME = 40
_END_OF_HEAD = re.compile(r",| & | and | \(| / |: | [–-] ")
_WORD = re.compile(r"\w+")


def short_names(jd: JobDescription) -> dict[str, str]:
    """Competency code → the first part of its name, where that alone says which one is meant.

    *Security, Compliance & Responsible AI* is *Security*. A part is not enough where another
    competency has the same, nor where the rest goes on with its words: *Functional &
    Non-Functional Coding* stays whole. Names that differ only beyond what is shown give way
    to the codes.
    """
    names = {item.code: line_text(item.name) for item in jd.competencies}
    heads = {code: _head(name) for code, name in names.items()}
    found = Counter(heads.values())
    short = {
        code: shortened(heads[code] if found[heads[code]] == 1 else name, _LONGEST_NAME)
        for code, name in names.items()
    }
    alike = Counter(short.values())
    return {code: name if alike[name] == 1 else code for code, name in short.items()}


def _head(name: str) -> str:
    end = _END_OF_HEAD.search(name)
    if end is None or not end.start():
        return name
    head, rest = name[: end.start()], name[end.end() :]
    repeated = set(_WORD.findall(head.casefold())) & set(_WORD.findall(rest.casefold()))
    return name if repeated else head


@dataclass(frozen=True)
class Blockers:
    """How a JD's competencies are named in lists.

    Attributes:
        names: code → name as the JD has it.
        short: code → name where several are listed.
    """

    names: Mapping[str, str]
    short: Mapping[str, str]

    @classmethod
    def of(cls, jd: JobDescription) -> Blockers:
        """The names of this JD's competencies."""
        return cls({item.code: line_text(item.name) for item in jd.competencies}, short_names(jd))

    def in_words(self, result: Result) -> str:
        """What keeps an engineer from the target rank; ``""`` where nothing does."""
        if len(result.missing) == len(self.names):
            return f"Not rated: all {len(self.names)} competencies"
        if result.missing:
            names = self._of(result.missing)
            return cell_text("Not rated: " + "; ".join(names[code] for code in result.missing))
        if result.target_rank is None:
            return "The target rank is not known"
        gaps = result.record.gaps
        names = self._of([item.code for item in gaps])
        return cell_text("; ".join(f"{names[item.code]} +{item.short}" for item in gaps))

    def _of(self, codes: Sequence[str]) -> Mapping[str, str]:
        return self.names if len(codes) <= _FEW else self.short
