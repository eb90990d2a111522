"""What the XML of an .xlsx workbook's parts may hold, looked at byte by byte before it is parsed.

Parts are judged by what is in them, never by their names, which only the workbook's relations give
a meaning to. Forms pass by searches that cost a fraction of reading them; whatever is written in
another way than spreadsheet programs do, or is large, is counted exactly, by Expat.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from xlsxwriter.utility import xl_cell_to_rowcol

from faie_sheets.problems import quoted
from faie_sheets.workbook.gate.archive import once_per_content
from faie_sheets.workbook.gate.bounds import (
    GRID_COLUMNS,
    GRID_ROWS,
    LARGEST_TABLE,
    LONGEST_FORMAT,
    MEGABYTE,
    MOST_MERGED,
    MOST_TEXT,
    Box,
    Tally,
    check_strings,
    damaged,
    too_large,
    unsafe,
)
from faie_sheets.workbook.gate.relations import HOMES, WORKBOOK, all_relations, relations_part
from faie_sheets.workbook.gate.xml import check_text, parse

_SHEET = b"sheetData"
# These are found by their names, in any case; calamine ignores relations to others.
_STRINGS, _STYLES = (home.casefold() for home in HOMES.values())
_RELATIONS = relations_part(WORKBOOK)
# A row or a cell that does not begin with an address from A1 to Z999, or has a prefix; an address
# elsewhere (of two calamine takes the last), one in odd spaces: plain beginnings are found fast.
_UNUSUAL = [
    re.compile(rb'<c(?=[\s/>])(?! r="[A-Z][1-9]\d{0,2}")'),
    re.compile(rb'<row(?=[\s/>])(?! r="[1-9]\d{0,2}")'),
    re.compile(rb":(?:c|row)[\s/>]"),
    re.compile(rb"""r=(?<!<c r=)(?<!<row r=)(?<=[\s"']r=)"""),
    re.compile(rb"=(?<=[r\s]\s=)"),
]
_USUAL_AREA = 26 * 999
_SMALLEST_USE = len('<c t="s"><v>1</v></c>')
_SPAN = rb"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_AREA = re.compile(rb"(?:mergeCell|hyperlink)(?=[\s/])(" + _SPAN + rb")")
_UNUSUAL_AREAS = {
    word: re.compile(word + rb'(?=[\s/])(?! ref="[A-Z]\d{1,3}(?::[A-Z]\d{1,3})?")')
    for word in (b"mergeCell", b"hyperlink")
}
_REF = re.compile(rb"""\sref\s*=\s*["']([^"']*)""")
_CLAIMED = re.compile(rb"""uniqueCount\s*=\s*["']\s*\+?(\d+)""")
_LONG_FORMAT = re.compile(
    rb"""formatCode\s*=\s*(?:"[^"]{%d}|'[^']{%d})""" % (LONGEST_FORMAT + 1, LONGEST_FORMAT + 1)
)
_END_OF_STRING = re.compile(rb"</(?:[^<>:\s]*:)?si\s*>")
_VALUES = ("v", "is", "f")


class XmlParts:
    """The parts of one .xlsx or .xlsb workbook, checked one after the other."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._sheets: dict[str, int] = {}
        self._usual: list[str] = []  # sheets that are not counted, for they cannot be large
        self._longest_string = 0
        self._strings = ""

    def check_part(self, name: str, part: bytes) -> None:
        """Check a part.

        Raises:
            RefusedError: it would hurt a reader.
        """
        facts = _facts_of(name, part)
        if facts.is_sheet:
            self._sheets[name] = len(part)
            if facts.is_usual:
                self._usual.append(name)
            else:
                self._tally.add(_counted(name, part))
        if facts.longest_string:
            self._strings, self._longest_string = name, facts.longest_string

    def check_totals(self, read: Callable[[str], bytes]) -> None:
        """Check, once every part was looked at, what they come to together.

        Raises:
            RefusedError: there are more cells than are read, or texts that are used too often.
        """
        if self._tally.area + len(self._usual) * _USUAL_AREA > LARGEST_TABLE // 2:
            for name in self._usual:
                self._tally.add(_counted(name, read(name)))
        self._check_text(read)

    def _check_text(self, read: Callable[[str], bytes]) -> None:
        if self._longest_string * sum(self._sheets.values()) // _SMALLEST_USE <= MOST_TEXT:
            return
        for name in self._sheets:
            self._tally.uses.update(_uses(name, read(name)))
        self._tally.add_shared([len(item) for item in _items_of(read(self._strings))])


class _PartFacts(NamedTuple):
    """What is seen of a part by itself.

    Attributes:
        is_sheet: whether it has cells.
        is_usual: whether no cell is far out or written in another way than by most programs.
        longest_string: bytes of the longest text that it lists for the cells to share.
    """

    is_sheet: bool
    is_usual: bool
    longest_string: int


@once_per_content
def _facts_of(name: str, part: bytes) -> _PartFacts:
    check_text(name, part)
    is_sheet, is_usual, longest = _SHEET in part, False, 0
    if is_sheet:
        before, cells, after = _in_three(part)
        is_usual = len(part) < MEGABYTE and not any(odd.search(cells) for odd in _UNUSUAL)
        _check_areas(name, before + after)
    role = name.casefold()
    if role == _STRINGS:
        longest = _longest_string(name, part)
    elif role == _STYLES and _LONG_FORMAT.search(part):
        why = f"its inner file {quoted(name)} has an endless number format"
        raise unsafe(why, f"number formats of at most {LONGEST_FORMAT:,} characters")
    elif role == _RELATIONS:
        _check_targets(part)
    return _PartFacts(is_sheet, is_usual, longest)


def _longest_string(name: str, part: bytes) -> int:
    for claimed in _CLAIMED.findall(part):
        check_strings(name, int(claimed[:20]))
    return max(map(len, _items_of(part)))


def _in_three(sheet: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before a sheet's cells, the cells, and what stands behind them.

    A sheet in which the word stands more often may hide something: all of it is looked at.
    """
    pieces = sheet.split(_SHEET)
    return (pieces[0], pieces[1], pieces[2]) if len(pieces) == 3 else (b"", sheet, sheet)


def has_usual_cells(name: str, part: bytes) -> bool:
    """Whether each cell of a sheet is written as ``<c r="F7"…``; no large sheet is said to be so.

    Large is one with cells beyond Z999, and one of 1 MB.
    """
    return _facts_of(name, part).is_usual


def _counted(name: str, part: bytes) -> Box:
    """The table of the filled cells, each one counted as calamine does."""
    box = Box(name)
    row, column = -1, -1  # of the cell, or of the one before it

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column
        local = tag.rpartition(":")[2]
        if local == "c":
            row, column = _spot(attributes["r"]) if "r" in attributes else (row, column + 1)
            box.check(row, column)
        elif local == "row":
            row, column = _row_of(name, attributes.get("r"), row + 1), -1
            box.check(row, 0)
        elif local in _VALUES:
            box.add(max(row, 0), max(column, 0))

    parse(name, part, start)
    return box


@cache
def _column(letters: str) -> int:
    return int(xl_cell_to_rowcol(f"{letters}1")[1])


_ADDRESS = re.compile(r"\s*\$?([A-Za-z]{1,3})\$?(\d{1,12})\s*")


def _spot(address: str) -> tuple[int, int]:
    """Row and column of an address, from 0; far out of the grid where it is none."""
    if match := _ADDRESS.fullmatch(address):
        return int(match[2]) - 1, _column(match[1].upper())
    return GRID_ROWS, GRID_COLUMNS


def _row_of(name: str, number: str | None, otherwise: int) -> int:
    if number is None:
        return otherwise
    if not number.strip().isdecimal():
        raise damaged(f"a row of its inner file {quoted(name)} is numbered {quoted(number)}")
    return int(number[:20]) - 1


def _check_areas(name: str, part: bytes) -> None:
    """Refuse merges and links over more cells than a reader can touch one by one."""
    counts = {word: part.count(word) for word in _UNUSUAL_AREAS}
    is_usual = not any(counts[word] and odd.search(part) for word, odd in _UNUSUAL_AREAS.items())
    if is_usual and sum(counts.values()) * _USUAL_AREA <= MOST_MERGED:
        return
    refs = (ref for tag in _AREA.findall(part) for ref in _REF.findall(tag))
    total = sum(_cells_in(ref.decode("ascii", "replace")) for ref in refs)
    if total > MOST_MERGED:
        what = f"merged cells and links over {total:,} cells in its inner file {quoted(name)}"
        raise too_large(what, f"{MOST_MERGED:,} cells merged or linked")


def _cells_in(ref: str) -> int:
    corners = [_spot(corner) for corner in ref.split(":", 1)]
    rows, columns = ([spot[axis] for spot in corners] for axis in (0, 1))
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _items_of(part: bytes) -> list[bytes]:
    """The texts of a list of them; in one piece where they cannot be told apart."""
    if b"<![CDATA[" in part:
        return [part]
    return part.split(b"</si>") if b"</si>" in part else _END_OF_STRING.split(part)


def _uses(name: str, part: bytes) -> list[int]:
    """The number of the text in each cell that has one."""
    numbers: list[int] = []
    is_text = is_value = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_text, is_value
        local = tag.rpartition(":")[2]
        is_value = local == "v"
        if local == "c":
            is_text = attributes.get("t") == "s"

    def text(value: str) -> None:
        if is_text and is_value and value.strip().isdecimal():
            numbers.append(int(value[:20]))

    parse(name, part, start, text)
    return numbers


def _check_targets(part: bytes) -> None:
    """Refuse a workbook that shows one part as several sheets, which multiplies all bounds."""
    targets = (each.part.casefold() for each in all_relations(WORKBOOK, part))
    for target, count in Counter(target for target in targets if "sheet" in target).items():
        if count > 1:
            why = f"its inner file {quoted(target)} is used as {count} sheets"
            raise unsafe(why, "each inner file once")
