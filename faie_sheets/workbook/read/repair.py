"""Honest workbooks that calamine misreads, rewritten so that it reads them whole.

Where the parts of a workbook stand is for the workbook to say. Excel follows what it says;
calamine, and whatever else looks into an archive here, knows the names that Excel gives.
"""

from __future__ import annotations

import html
import re
import struct
from collections.abc import Callable, Iterator, Mapping

from faie_sheets.workbook.gate import xls
from faie_sheets.workbook.gate.archive import archive_of, packed
from faie_sheets.workbook.gate.check import UnusualLayoutError, check_workbook, unpacked
from faie_sheets.workbook.gate.relations import (
    HOMES,
    SHEETS,
    WORKBOOK,
    all_relations,
    main_part,
    relations_part,
)
from faie_sheets.workbook.gate.xls import OLE2, CompoundFile
from faie_sheets.workbook.gate.xlsb import seven_bits

_NOT_READ = ("xl/media/", "customxml/")
_PROPERTIES = "docProps/core.xml"
_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_INDENTED = re.compile(rb">(?:\s+(?=</?table:)|(?<!</text:p>)(?<!\?>)\s+(?=<(?:text:p|office:)\b))")
_LINE_BREAK = re.compile(rb"<text:line-break\s*/>")
_TAB = re.compile(rb"<text:tab\b[^<>]*/>")
_ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*\bt=["']e["'][^>]*>.*?</(?:\w+:)?c>""", re.DOTALL)
_NEWER_ERROR = re.compile(
    rb"(<(?:\w+:)?v>)#(?!(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)<)[^<]*(?=</)"
)
# [MS-XLSB]: a cell without its column stands right of the last one; a row begins again on the left.
_BRT_ROW, _FIRST_SHORT, _LAST_SHORT, _BRT_LAST_CELL = 0, 12, 18, 11
_FORMAT, _CELL_FORMAT, _END = 0x041E, 0x00E0, 0x0A
_FOR_WORKBOOKS = range(164, 383)
_CURRENCIES = {*range(5, 9), *range(41, 45)}
"""Numbers that Excel defines in every workbook; calamine takes them for no date's, and rightly."""


def in_usual_layout(name: str, data: bytes) -> bytes:
    """A workbook that has passed the gate: the same bytes, but for an unusual layout.

    Raises:
        UnusableSourceError: it has not, or cannot be laid out so.
    """
    try:
        check_workbook(name, data)
    except UnusualLayoutError:
        parts = unpacked(name, data, lambda part: not part.casefold().startswith(_NOT_READ))
        new_parts = _laid_out(parts)
        if new_parts is None:
            raise
        data = packed(new_parts)
        check_workbook(name, data)
    return data


def _laid_out(parts: Mapping[str, bytes]) -> dict[str, bytes] | None:
    """The parts that hold values and formats, under the names that Excel gives them."""
    named = {name.casefold(): name for name in parts}

    def read(part: str) -> bytes:
        return parts[named[part.casefold()]] if part.casefold() in named else b""

    main = main_part(read("_rels/.rels")) or WORKBOOK
    new_parts = {WORKBOOK: read(main)}
    lines, used = list[str](), set[str]()
    for number, each in enumerate(all_relations(main, read(relations_part(main)))):
        home = HOMES.get(each.kind)
        if each.kind in SHEETS:
            home = f"xl/{SHEETS[each.kind]}/sheet{number}.xml"
        if home is None or each.part.casefold() not in named:
            continue
        # A part that is several sheets would be so many parts, and multiply all bounds.
        if each.part.casefold() in used or home in new_parts:
            return None
        used.add(each.part.casefold())
        new_parts[home] = read(each.part)
        lines.append(_relation(each.identity, each.uri, home))
    if properties := read(_PROPERTIES):
        new_parts[_PROPERTIES] = properties
    new_parts[relations_part(WORKBOOK)] = _document(*lines)
    new_parts["_rels/.rels"] = _document(_relation("rId1", _MAIN, WORKBOOK))
    return new_parts if new_parts[WORKBOOK] and used else None


def _relation(identity: str, uri: str, part: str) -> str:
    facts = {"Id": identity, "Type": uri, "Target": f"/{part}"}
    shown = "".join(f' {fact}="{html.escape(value)}"' for fact, value in facts.items())
    return f"<Relationship{shown}/>"


def _document(*relations: str) -> bytes:
    return f'<Relationships xmlns="{_SPACE}">{"".join(relations)}</Relationships>'.encode()


def repaired(data: bytes) -> bytes:
    """A workbook in which calamine finds every cell; the same bytes where nothing is to be done.

    An .xlsb whose cells leave out their columns, as SheetJS writes it, would lose them in silence;
    an .ods with indented XML, as Gnumeric and SheetJS write it, would not open, and Gnumeric's
    line breaks and everybody's tabs would be lost; in an .xls whose own number formats have the
    numbers that Gnumeric gives them, a percentage would be a time of day.
    """
    if data.startswith(OLE2):
        return with_formats_apart(data)
    if b"xl/workbook.bin" in data:
        return _rewritten(data, "xl/worksheets/", with_columns)
    if b"content.xml" in data and b"META-INF/manifest.xml" in data:
        return _rewritten(data, "content.xml", plainly_laid_out)
    return data


def with_older_errors(data: bytes) -> bytes:
    """A workbook whose error values are those of Excel 2007.

    calamine refuses a sheet that has one of the newer ones, such as ``#SPILL!``.
    """
    return _rewritten(data, "xl/worksheets/", older_errors)


def older_errors(part: bytes) -> bytes:
    """A sheet of an .xlsx with ``#VALUE!`` for each error value that is newer than Excel 2007."""
    return _ERROR_CELL.sub(lambda cell: _NEWER_ERROR.sub(rb"\1#VALUE!", cell[0]), part)


def _rewritten(data: bytes, beginning: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = dict(archive_of(data))
    changed = {name: change(part) for name, part in parts.items() if name.startswith(beginning)}
    if all(parts[name] == part for name, part in changed.items()):
        return data
    return packed(parts | changed)


def plainly_laid_out(part: bytes) -> bytes:
    """The content of an .ods without indents between cells, line breaks and tabs as characters."""
    return _TAB.sub(b"\t", _LINE_BREAK.sub(b"\n", _INDENTED.sub(b">", part)))


def with_columns(part: bytes) -> bytes:
    """A sheet of an .xlsb in which every cell names its column."""
    whole = bytearray()
    at, column = 0, -1
    while at < len(part):
        start = at
        kind, at = seven_bits(part, at)
        size, at = seven_bits(part, at)
        content, at = part[at : at + size], at + size
        if _FIRST_SHORT <= kind <= _LAST_SHORT:
            column += 1
            whole += bytes([kind - _BRT_LAST_CELL]) + _in_seven_bits(size + 4)
            whole += column.to_bytes(4, "little") + content
            continue
        if kind == _BRT_ROW:
            column = -1
        elif kind <= _BRT_LAST_CELL:
            column = int.from_bytes(content[:4], "little")
        whole += part[start:at]
    return bytes(whole)


def _in_seven_bits(number: int) -> bytes:
    digits = []
    while number > 127:
        digits.append(number & 127 | 128)
        number >>= 7
    return bytes([*digits, number])


def with_formats_apart(data: bytes) -> bytes:
    """An .xls workbook that numbers its own formats from 164 on, as Excel does.

    What calamine does not ask of any lower number is what the workbook says of it: 50 is a date of
    East Asia to it, 60 is none. Gnumeric begins at 50, so that 15% as ``0.0%`` would be 03:36.
    """
    compound = CompoundFile(data)
    whole = bytearray(data)
    names = ("workbook", "book")
    for stream, places in zip(compound.streams(*names), compound.places(*names), strict=True):
        for at, number in _renumbered(stream):
            for spot, byte in enumerate(number.to_bytes(2, "little"), at):
                whole[places[spot // 64] + spot % 64] = byte
    return bytes(whole)


def _renumbered(stream: bytes) -> Iterator[tuple[int, int]]:
    """Where a format is defined or used whose number has to be another one, and which."""
    defined: list[tuple[int, int]] = []
    used: list[tuple[int, int]] = []
    for kind, at, size in xls.xls_records(stream):
        if kind == _END:
            break
        if size >= 4 and at + 4 <= len(stream):
            first, second = struct.unpack_from("<HH", stream, at)
            if kind == _FORMAT:
                defined.append((at, first))
            elif kind == _CELL_FORMAT:
                used.append((at + 2, second))
    own = {number for _, number in defined}
    free = (number for number in _FOR_WORKBOOKS if number not in own)
    odd = sorted(own - _CURRENCIES - {*_FOR_WORKBOOKS})
    moved = dict(zip(odd, free, strict=False))
    yield from ((at, moved[number]) for at, number in (*defined, *used) if number in moved)
