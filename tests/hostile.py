"""Files that people send by mistake or in malice, made by code, and honest ones that look alike.

``HOSTILE`` has, by name, the file and what must be said of it; ``HONEST`` what must be read all the
same. Both make their bytes when called, for some are large.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from grid import workbook

from faie_sheets import Kind

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SMALL = workbook("# Sheet1\n| Code | Level |\n| A | 3 |")
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TAIL = "</sheetData>"
COUNT = SMALL.count(b"PK\1\2")
Make = Callable[[], bytes]


class Hostile(NamedTuple):
    """A file, its name, the code of what is wrong with it and words that the message has."""

    make: Make
    file: str
    kind: Kind
    words: tuple[str, ...]


def archive(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def with_parts(parts: Mapping[str, bytes | str]) -> bytes:
    """The small workbook with some parts more, or others."""
    return archive({**parts_of(SMALL), **parts})


def altered(part: str, old: str, new: str, encoding: str = "utf-8") -> bytes:
    """The small workbook with one piece of one part replaced."""
    text = parts_of(SMALL)[part].decode()
    assert old in text
    return with_parts({part: text.replace(old, new, 1).encode(encoding)})


def cells(*addresses: str) -> str:
    """Rows that hold a number in each of these cells."""
    numbered = ((address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), address) for address in addresses)
    return "".join(
        f'<row r="{row}"><c r="{address}"><v>1</v></c></row>' for row, address in numbered
    )


def ods(table: str, **others: str) -> bytes:
    """An OpenDocument workbook of one sheet."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
        f'xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0">%s</manifest:manifest>'
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": others.get("before", "") + content,
            "META-INF/manifest.xml": manifest % others.get("manifest", ""),
        }
    )


def ods_row(columns: int = 1, rows: int = 1, value: str = "1") -> str:
    """A row of an OpenDocument workbook: so many times a number, or an empty cell."""
    shown = f' office:value-type="float" office:value="{value}"' if value else ""
    text = f"<text:p>{value}</text:p>" if value else ""
    return (
        f'<table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell table:number-columns-repeated="{columns}"{shown}>{text}'
        "</table:table-cell></table:table-row>"
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 file with these streams, all of them in whole sectors of 512 bytes."""
    end = 0xFFFFFFFE
    sectors, table = [b"", b""], [0xFFFFFFFD, end]
    entries: list[bytes] = []
    for name, content in streams.items():
        padded = content.ljust(max(-(-len(content) // 512) * 512, 4096), b"\0")
        first, count = len(sectors), len(padded) // 512
        sectors += [padded[at : at + 512] for at in range(0, len(padded), 512)]
        table += [*range(first + 1, first + count), end]
        entries.append(_entry(name, 2, first, len(padded)))
    root = _entry("Root Entry", 5, end, 0, child=1 if entries else 0xFFFFFFFF)
    sectors[1] = b"".join([root, *entries]).ljust(512, b"\0")
    sectors[0] = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    header = OLE2 + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    return header + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108) + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BB3I", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<H", len(encoded))
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def renamed(part: str, name: str, told: str = "") -> bytes:
    """The small workbook with a part of another name, and its own told in an extra field."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for each, content in parts_of(SMALL).items():
            entry = zipfile.ZipInfo(name if each == part else each)
            if each == part:
                other = (told or part).encode()
                head = struct.pack("<HHBI", 0x7075, 5 + len(other), 1, zlib.crc32(name.encode()))
                entry.extra = head + other
            target.writestr(entry, content)
    return buffer.getvalue()


def large_end(data: bytes, away: int = 0, *, open_ended: bool = True) -> bytes:
    """An archive that ends as those of over 4 GB do.

    Args:
        data: an ordinary archive.
        away: how far from its place its end is told to be.
        open_ended: whether its ordinary end leaves to the other one what there is.
    """
    at = data.rindex(b"PK\5\6")
    count, size, place = struct.unpack_from("<HII", data, at + 10)
    end = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, place)
    end += struct.pack("<4sIQI", b"PK\6\7", 0, at + away, 1)
    ordinary = data[at : at + 8] + b"\xff" * 12 + data[at + 20 :] if open_ended else data[at:]
    return data[:at] + end + ordinary


def moved(changes: Mapping[str, str], pointing: Mapping[str, str]) -> bytes:
    """The small workbook with pieces of its parts' names, and of what points to them, replaced."""

    def renamed(name: str) -> str:
        for old, new in changes.items():
            name = name.replace(old, new)
        return name

    parts = {}
    for name, part in parts_of(SMALL).items():
        text = part.decode()
        for old, new in pointing.items():
            text = text.replace(old, new) if name.endswith((".rels", "Types].xml")) else text
        parts[renamed(name)] = text
    return archive(parts)


def xls(
    *records: tuple[int, bytes], own: tuple[tuple[int, bytes], ...] = (), sheets: int = 1
) -> bytes:
    """A workbook of Excel 97 with one sheet that has these records.

    Args:
        records: kind and content.
        own: those of the workbook itself.
        sheets: how often the sheet is named.
    """

    def joined(*listed: tuple[int, bytes]) -> bytes:
        return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in listed)

    def begin(kind: int) -> tuple[int, bytes]:
        return 0x0809, struct.pack("<4H2I", 0x0600, kind, 0, 0, 0, 0)

    def whole(start: int) -> bytes:
        bound = 0x85, struct.pack("<IBB", start, 0, 0) + b"\x01\0S"
        return joined(begin(5), *[bound] * sheets, *own, (0x0A, b""))

    sheet = joined(begin(0x10), *records, (0x0A, b""))
    return compound({"Workbook": whole(len(whole(0))) + sheet})


def number(row: int, column: int) -> tuple[int, bytes]:
    """The record of a number in a cell of an .xls workbook."""
    return 0x0203, struct.pack("<3Hd", row, column, 0, 1.0)


def shared_text(row: int) -> tuple[int, bytes]:
    """The record of the first shared text in a cell of an .xls workbook."""
    return 0x00FD, struct.pack("<3HI", row, 0, 0, 0)


def one_text(length: int) -> tuple[int, bytes]:
    """The record of an .xls workbook's shared texts, of which there is one."""
    return 0x00FC, struct.pack("<IIHB", 1, 1, length, 0) + b"x" * length


def xlsb(*records: tuple[int, bytes], text: str = "", hidden: str = "") -> bytes:
    """An .xlsb workbook with one sheet that has these records, and one shared text.

    Args:
        records: kind and content.
        text: the shared one.
        hidden: what stands before the facts of the relation to the sheet.
    """

    def seven(value: int) -> bytes:
        return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + seven(value >> 7)

    def joined(*listed: tuple[int, bytes]) -> bytes:
        return b"".join(seven(kind) + seven(len(body)) + body for kind, body in listed)

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    sheet = struct.pack("<II", 0, 1) + wide("rId1") + wide("S")
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.bin": joined((143, b""), (156, sheet), (144, b"")),
            "xl/_rels/workbook.bin.rels": f'<Relationships><Relationship {hidden} Id="rId1" '
            f'Type="{relation}" Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/sharedStrings.bin": joined(
                (159, struct.pack("<II", 1, 1)), (19, b"\0" + wide(text)), (160, b"")
            ),
            "xl/worksheets/sheet1.bin": joined(
                (129, b""), (148, bytes(16)), (145, b""), *records, (146, b""), (130, b"")
            ),
        }
    )


def xlsb_row(row: int) -> tuple[int, bytes]:
    """The record that begins a row of an .xlsb workbook."""
    return 0, struct.pack("<I", row) + bytes(21)


def xlsb_number(column: int) -> tuple[int, bytes]:
    """The record of a number in a cell of an .xlsb workbook."""
    return 5, struct.pack("<IId", column, 0, 1.0)


def xlsb_shared_text() -> tuple[int, bytes]:
    """The record of the first shared text in a cell of an .xlsb workbook."""
    return 7, struct.pack("<III", 0, 0, 0)


XLSB_CORNERS = xlsb_row(0), xlsb_number(0), xlsb_row(1_048_575), xlsb_number(16_383)


def _many_texts() -> bytes:
    text = f'<sst uniqueCount="1"><si><t>{"x" * 900_000}</t></si></sst>'
    used = "".join(f'<c r="A{row}" t="s"><v>0</v></c>' for row in range(1, 32_001))
    return with_parts(
        {
            STRINGS: text,
            SHEET: f"<worksheet><sheetData><row>{used}</row></sheetData></worksheet>",
        }
    )


def _many_cells() -> bytes:
    noise = random.Random(0)
    row = [f"<c><v>{noise.random()}</v></c>" for _ in range(1_001)]
    pieces = (f"<row>{''.join(noise.sample(row, 1_001))}</row>".encode() for _ in range(40))
    rows = b"".join(pieces) * 25
    return with_parts({SHEET: b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"})


def _stored(part: str, data: bytes) -> bytes:
    return archive({**parts_of(SMALL), part: data}, zipfile.ZIP_STORED)


def _flag(flag: int) -> bytes:
    data = bytearray(SMALL)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[SMALL.index(signature) + place] |= flag
    return bytes(data)


def _small_first() -> bytes:
    return SMALL + altered(SHEET, TAIL, cells("A9") + TAIL)


def _lying() -> bytes:
    return with_parts({"xl/a.xml": " " * 3000}).replace(
        struct.pack("<I", 3000), struct.pack("<I", 10)
    )


def _sheet(old: str, new: str) -> Make:
    return lambda: altered(SHEET, old, new)


def _two_corners(tag: str, quote: str = '"') -> Make:
    far = f"<row><{tag} r={quote}XFD1048576{quote}><v>1</v></{tag}></row>"
    return _sheet(TAIL, far + TAIL)


U, L, D = Kind.FILE_UNSAFE, Kind.FILE_TOO_LARGE, Kind.FILE_DAMAGED
P, N, S = Kind.FILE_PASSWORD_PROTECTED, Kind.NOT_A_WORKBOOK, Kind.FILE_TO_SAVE_ANEW
A, E, C, R = (
    Kind.FILE_IS_AN_ARCHIVE,
    Kind.FILE_IS_AN_E_MAIL,
    Kind.FILE_IS_A_SHORTCUT,
    Kind.FILE_IS_A_LEFTOVER,
)
X = "f.xlsx"
FAR = ("A1 to XFD1048576", "at most 2,000,000 cells, from the first")
DTD = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
HTML = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1</td></table>"
XML2003 = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
MERGE = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
LINK = "<hyperlinks><hyperlink x='\">' ref='A1:XFD1048576'/></hyperlinks>"

TAG_WITH_A_QUOTE = """<table:table-cell b="1" c='2' """

HOSTILE: dict[str, Hostile] = {
    # -- what would hurt a reader of .xlsx -----------------------------------------------------
    "far corners": Hostile(_sheet(TAIL, cells("XFD1048576") + TAIL), X, L, FAR),
    "far corners, prefixed": Hostile(_two_corners("x:c"), X, L, FAR),
    "far corners, other quotes": Hostile(_two_corners("c", "'"), X, L, FAR),
    "far corners, space": Hostile(
        _two_corners('c s="0"\n'), X, D, ("sheet1.xml” makes no sense from line 3",)
    ),
    "far corners, small letters": Hostile(
        _sheet(TAIL, '<row r="9"><c r="xfd1048576"><v>1</v></c></row>' + TAIL), X, L, FAR
    ),
    "far corners, as characters": Hostile(
        _sheet(TAIL, '<row r="9"><c r="&#88;FD1048576"><v>1</v></c></row>' + TAIL), X, L, FAR
    ),
    "far corners, two addresses in a tag": Hostile(
        _sheet('<c r="A1"', '<c r="A1" r="XFD1048576"'), X, D, ("makes no sense from line",)
    ),
    "far corners, two addresses without a space": Hostile(
        _sheet('<c r="A1"', '<c r="A1"r="XFD1048576"'), X, D, ("makes no sense from line",)
    ),
    "far corners, two addresses and a form feed": Hostile(
        _sheet('<c r="A1"', "<c r=\"A1\"\fr='XFD1048576'"), X, D, ("makes no sense from line",)
    ),
    "row of 32 bits, two numbers in a tag": Hostile(
        _sheet('<row r="1"', '<row r="1"\nr="4294967295"'), X, D, ("makes no sense from line",)
    ),
    "far corners, two empty tags": Hostile(
        _sheet(TAIL, "<sheetData/>" + cells("XFD1048576") + TAIL), X, L, FAR
    ),
    "wide and high": Hostile(
        _sheet("<sheetData>", "<sheetData>" + cells("XFD1", "A2000")), X, L, ("XFD2000",)
    ),
    "cells without addresses": Hostile(
        _sheet("<sheetData>", "<sheetData><row>" + "<c><v>1</v></c>" * 17_000 + "</row>"),
        *(X, U, ("row 1, column 16,385", "16,384 columns")),
    ),
    "column beyond the last": Hostile(
        _sheet("<sheetData>", "<sheetData>" + cells("ZZZ1")), X, U, ("at most 1,048,576 rows",)
    ),
    "column of five letters": Hostile(
        _sheet("<sheetData>", "<sheetData>" + cells("AAAAA1")), X, U, ("at most 1,048,576 rows",)
    ),
    "column of small and large letters": Hostile(
        _sheet(TAIL, '<row r="9"><c r="xfD9"><v>1</v></c></row>' + cells("A99999") + TAIL),
        *(X, L, ("A1 to XFD99999",)),
    ),
    "row of 32 bits": Hostile(
        _sheet(TAIL, cells("A4294967295") + TAIL), X, U, ("row 4,294,967,295", "1,048,576 rows")
    ),
    "row number of nonsense": Hostile(
        _sheet(TAIL, '<row r="-1"/>' + TAIL), X, D, ("numbered “-1”",)
    ),
    "more cells than are read": Hostile(_many_cells, X, L, ("1,001,", "1,000,000 filled cells")),
    "strings by the billion": Hostile(
        lambda: altered(STRINGS, 'uniqueCount="3"', 'uniqueCount = "4294967295"'),
        *(X, U, ("4,294,967,295 texts",)),
    ),
    "one text in many cells": Hostile(_many_texts, X, L, ("repeated to over 128 MB",)),
    "entities": Hostile(_sheet("<worksheet", DTD + "<worksheet"), X, U, ("a document type",)),
    "document type": Hostile(
        lambda: altered(STRINGS, "<sst", '<!-- x --><!DOCTYPE sst SYSTEM "file:///etc/passwd"><sst'),
        *(X, U, ("“xl/sharedStrings.xml” has a document type",)),
    ),
    "merge of everything": Hostile(
        _sheet(TAIL, TAIL + MERGE), X, L, ("merged cells and links over 17,179,869,184 cells",)
    ),
    "link over everything": Hostile(
        _sheet(TAIL, TAIL + LINK), X, L, ("merged cells and links over",)
    ),
    "endless number format": Hostile(
        lambda: altered(
            *(STYLES, "<fonts", f'<numFmts><numFmt formatCode="{"[" * 300_000}"/></numFmts><fonts')
        ),
        *(X, U, ("endless number format",)),
    ),
    "UTF-16": Hostile(
        lambda: altered(SHEET, 'encoding="UTF-8"', 'encoding="UTF-16"', "utf-16"),
        *(X, S, ("not in UTF-8", "Save As")),
    ),
    "UTF-16 without a mark": Hostile(
        lambda: altered(SHEET, 'encoding="UTF-8"', "", "utf-16-be"),
        *(X, S, ("not in UTF-8", "Save As")),
    ),
    "UTF-7": Hostile(_sheet('"UTF-8"', '"UTF-7"'), X, S, ("not in UTF-8", "Save As")),
    "relations without end": Hostile(
        lambda: with_parts({RELATIONS: "<" + "Relationship " * 60_000}),
        *(X, D, ("workbook.xml.rels” makes no sense",)),
    ),
    "one part, many sheets": Hostile(
        lambda: altered(
            RELATIONS,
            "<Relationship ",
            '<Relationship Id="x" Type="x" Target="/xl/worksheets/sheet1.xml"/><Relationship ',
        ),
        *(X, U, ("used as 2 sheets",)),
    ),
    # -- archives ------------------------------------------------------------------------------
    "a thousand parts": Hostile(
        lambda: archive({f"xl/{number}": "" for number in range(1001)}),
        *(X, L, ("1,001 inner files",)),
    ),
    "bomb": Hostile(
        lambda: with_parts({"xl/b.xml": bytes(2_000_000)}),
        *(X, U, ("unpacks to 1,", "at most 100 times")),
    ),
    "declares less than it holds": Hostile(_lying, X, D, ("xl/a.xml",)),
    "part out of the file": Hostile(lambda: with_parts({"../x": "x"}), X, U, ("points out",)),
    "part twice": Hostile(
        lambda: with_parts({"XL/WORKBOOK.xml": "x"}), X, U, ("occurs twice", "each inner file once")
    ),
    "unusual packing": Hostile(
        lambda: archive(parts_of(SMALL), zipfile.ZIP_LZMA), X, U, ("packed in an unusual way",)
    ),
    "encrypted part": Hostile(lambda: _flag(1), X, P, ("password",)),
    "two archives in one": Hostile(_small_first, X, D, ("is inside it",)),
    "two names of a part": Hostile(
        lambda: renamed(STRINGS, "xl/notes.xml"), X, D, ("“xl/notes.xml” has two names",)
    ),
    "two names of a part, in its own header": Hostile(
        lambda: b"\0\0".join(renamed(STRINGS, "xl/notes.xml").rsplit(b"up", 1)),
        *(X, D, ("“xl/notes.xml” has two names",)),
    ),
    "two ends in one": Hostile(
        lambda: large_end(SMALL, open_ended=False).replace(
            struct.pack("<QQ", COUNT, COUNT), bytes(16)
        ),
        *(X, D, ("two ends, which say different things",)),
    ),
    "end of another archive": Hostile(
        lambda: large_end(SMALL, away=9), X, D, ("its end is not where it says",)
    ),
    "strings of a sheet": Hostile(
        lambda: altered(RELATIONS, "sharedStrings.xml", "worksheets/sheet1.xml"),
        *(X, S, ("put together in an unusual way", "Save As")),
    ),
    "two kinds in one": Hostile(
        lambda: with_parts({"xl/workbook.bin": "x"}), X, U, (".xlsb and .xlsx in one file",)
    ),
    # -- damage --------------------------------------------------------------------------------
    "cut off at the start": Hostile(lambda: SMALL[:20], X, D, ("its end is missing",)),
    "cut in half": Hostile(lambda: SMALL[: len(SMALL) // 2], X, D, ("its end is missing",)),
    "last byte missing": Hostile(lambda: SMALL[:-1], X, D, ("its end is missing",)),
    "something follows": Hostile(
        lambda: SMALL + b"\r\n<p>footer</p>", X, D, ("follows its end (15 bytes)",)
    ),
    "only zeros": Hostile(lambda: bytes(20_000), X, D, ("nothing but zeros",)),
    "no workbook part": Hostile(
        lambda: archive({"xl/styles.xml": "<x/>"}), X, D, ("“xl/workbook.xml” is missing",)
    ),
    # -- .ods, .xls and .xlsb --------------------------------------------------------------------
    "ods: value everywhere": Hostile(
        lambda: ods(ods_row(16_384, 1_048_576)), "f.ods", L, ("17,179,869,184 filled cells",)
    ),
    "ods: far corner": Hostile(
        lambda: ods(ods_row() + ods_row(1, 9_000, "") + ods_row(16_000)), "f.ods", L, ("WQJ9002",)
    ),
    "ods: two numbers of repetitions": Hostile(
        lambda: ods(ods_row().replace("rows-rep", 'columns-repeated="1" table:number-rows-rep', 1)
                    .replace('rows-repeated="1"', 'rows-repeated="2000000"')),
        *("f.ods", L, ("filled cells",)),
    ),
    "ods: number of repetitions as characters": Hostile(
        lambda: ods(ods_row(16_000, 999_999).replace('"999999"', '"&#57;99999"')),
        *("f.ods", L, ("15,999,984,000 filled cells",)),
    ),
    "ods: values without a type": Hostile(
        lambda: ods(ods_row(16_000, 999_999, "").replace("></", ' office:string-value="x"></')),
        *("f.ods", L, ("15,999,984,000 filled cells",)),
    ),
    "ods: one text in many cells": Hostile(
        lambda: ods(ods_row(100, 20, value="x" * 90_000)),
        *("f.ods", L, ("repeated to over 128 MB",)),
    ),
    "ods: document type": Hostile(
        lambda: ods(ods_row(), before=DTD), "f.ods", U, ("document type",)
    ),
    "ods: tags without an end": Hostile(
        lambda: ods(f"<table:table-row>{4_000 * TAG_WITH_A_QUOTE}'"),
        *("f.ods", D, ("a tag without an end",)),
    ),
    "ods: sheet without an end": Hostile(
        lambda: ods(f"</table:table><table:table>{ods_row(1, 1)}<table:table>"),
        *("f.ods", D, ("a sheet without an end",)),
    ),
    "ods: password": Hostile(
        lambda: ods("", manifest="<manifest:encryption-data/>"), "f.ods", P, ("LibreOffice",)
    ),
    "xls: far corner": Hostile(
        lambda: xls(number(0, 0), number(65_535, 255)), "f.xls", L, ("A1 to IV65536",)
    ),
    "xls: extent of less than nothing": Hostile(
        lambda: xls((0x0200, struct.pack("<IIHHH", 8, 7, 0, 16, 0))),
        *("f.xls", D, ("does not extend",)),
    ),
    "xls: one sheet twice": Hostile(
        lambda: xls(number(0, 0), sheets=2), "f.xls", U, ("several sheets",)
    ),
    "xls: one text in many cells": Hostile(
        lambda: xls(*[shared_text(row) for row in range(2_600)], own=(one_text(26_000),)),
        *("f.xls", L, ("repeated to over 128 MB",)),
    ),
    "xls: column beyond the last": Hostile(
        lambda: xls(number(0, 65_000)), "f.xls", U, ("column 65,001",)
    ),
    "xls: password": Hostile(
        lambda: xls((0x2F, bytes(54))), "f.xls", P, ("remove the password",)
    ),
    "xls: in circles": Hostile(
        lambda: compound({"Workbook": b"x"}).replace(
            struct.pack("<II", 3, 4), struct.pack("<II", 2, 2), 1
        ),
        *("f.xls", D, ("its end is missing",)),
    ),
    "xls: cut in half": Hostile(
        lambda: xls(number(0, 0))[:1500], "f.xls", D, ("its end is missing",)
    ),
    "xlsb: far corner": Hostile(lambda: xlsb(*XLSB_CORNERS), "f.xlsb", L, FAR),
    "xlsb: far corner, behind a bracket": Hostile(
        lambda: xlsb(*XLSB_CORNERS, hidden='x=">"'), "f.xlsb", L, FAR
    ),
    "xlsb: far corner, behind an opening bracket": Hostile(
        lambda: xlsb(*XLSB_CORNERS, hidden='x="<"'),
        *("f.xlsb", D, ("workbook.bin.rels” makes no sense",)),
    ),
    "xlsb: far corner, called external": Hostile(
        lambda: xlsb(*XLSB_CORNERS, hidden='TargetMode="External"'), "f.xlsb", L, FAR
    ),
    "xlsb: one text in many cells": Hostile(
        lambda: xlsb(
            *(record for row in range(900) for record in (xlsb_row(row), xlsb_shared_text())),
            text="x" * 90_000,
        ),
        *("f.xlsb", L, ("repeated to over 128 MB",)),
    ),
    "xlsb: row of 32 bits": Hostile(
        lambda: xlsb(xlsb_row(0xFFFFFFFE), xlsb_number(0)), "f.xlsb", U, ("row 4,294,967,295",)
    ),
    # -- something else --------------------------------------------------------------------------
    "password": Hostile(
        lambda: compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}),
        *(X, P, ("needs a password", "Encrypt with Password")),
    ),
    "Word, old": Hostile(lambda: compound({"WordDocument": b"x"}), "f.xls", N, ("a Word",)),
    "Outlook": Hostile(
        lambda: compound({"__properties_version1.0": b"x"}),
        *("f.msg", E, ("an Outlook message", "save the attachment in its place")),
    ),
    "e-mail": Hostile(
        lambda: b"Return-Path: <a@b.c>\r\nSubject: form\r\n\r\nhi", "f.eml", E, ("an e-mail",)
    ),
    "Excel 4": Hostile(
        lambda: b"\x09\x04\x06\0\0\0\x10\0" + bytes(50), "f.xls", S, ("Excel 4", "Save As")
    ),
    "web page": Hostile(lambda: b"<!DOCTYPE html><html><p>", "f.xls", N, ("a web page",)),
    "table of a web page": Hostile(HTML.encode, "f.xls", S, ("with a table", "Save As")),
    "XML Spreadsheet 2003": Hostile(XML2003.encode, "f.xls", S, ("2003", "Save As")),
    "XML": Hostile(lambda: b"<?xml version='1.0'?><x/>", "f.xlsx", N, ("an XML text",)),
    "CSV renamed": Hostile("Mã;Mức\nA;3\n".encode, X, N, ("CSV file that was renamed",)),
    "Unicode text": Hostile(lambda: "Mã\t3".encode("utf-16"), "f.xls", N, ("plain text",)),
    "Gnumeric": Hostile(
        lambda: gzip.compress(b'<?xml version="1.0"?><gnm:Workbook xmlns:gnm="http://www.gnumeric'),
        *("f.gnumeric", S, ("a workbook of Gnumeric", "open it in Gnumeric")),
    ),
    "gzip": Hostile(lambda: gzip.compress(b"x"), "f.gz", A, ("a gzip archive",)),
    "flat ODS": Hostile(
        lambda: b"<office:document x='application/vnd.oasis.opendocument.spreadsheet'>",
        *("f.fods", S, ("flat OpenDocument", "open it in LibreOffice")),
    ),
    "DIF": Hostile(lambda: b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "f.dif", S, ("DIF format",)),
    "Numbers": Hostile(
        lambda: archive({"Index/Document.iwa": "x"}), "f.numbers", S, ("Apple Numbers", "Export To")
    ),
    "PDF": Hostile(lambda: b"%PDF-1.7\n", "f.pdf", N, ("a PDF document", "saved as .xlsx")),
    "picture": Hostile(lambda: b"\x89PNG\r\n\x1a\n\0", "f.png", N, ("a picture",)),
    "photo of a phone": Hostile(lambda: b"\0\0\0\x18ftypheic", "f.heic", N, ("a picture",)),
    "Word": Hostile(lambda: archive({"word/document.xml": "x"}), X, N, ("a Word document",)),
    "PowerPoint": Hostile(lambda: archive({"ppt/p.xml": "x"}), X, N, ("a presentation",)),
    "ZIP of forms": Hostile(
        lambda: archive({"forms/a.xlsx": SMALL, "forms/b.xlsx": SMALL}),
        *("forms.zip", A, ("a ZIP archive of 2 workbooks", "unpack it")),
    ),
    "RAR": Hostile(lambda: b"Rar!\x1a\x07\0", "f.rar", A, ("a RAR archive", "unpack it")),
    "Google stub": Hostile(
        lambda: json.dumps({"url": "https://docs.google.com/open?id=1", "doc_id": "1"}).encode(),
        *("f.gsheet", C, ("Google Drive", "File > Download")),
    ),
    "link": Hostile(
        lambda: b"[InternetShortcut]\r\nURL=https://x.example/\r\n", "f.url", C, ("a shortcut",)
    ),
    "Windows shortcut": Hostile(
        lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(68), "f.xlsx.lnk", C, ("a Windows shortcut",)
    ),
    "lock of Excel": Hostile(
        lambda: b"\x05Lan A".ljust(165), "~$f.xlsx", R, ("the lock file", "if the workbook")
    ),
    "lock of LibreOffice": Hostile(lambda: b",x,y;", ".~lock.f.xlsx#", R, ("the lock file",)),
    "Mac's shadow": Hostile(lambda: b"\0\x05\x16\x07" + bytes(78), "._f.xlsx", R, ("a Mac",)),
    "noise": Hostile(lambda: random.Random(0).randbytes(9_000), X, N, ("something unknown",)),
    "database": Hostile(lambda: b"SQLite format 3\0", "f.db", N, ("a database",)),
}  # fmt: skip


# -- honest counterparts -------------------------------------------------------------------------


@cache
def _big() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as target:
        for title in ("Danh sách nhân viên", "Đánh giá"):
            sheet = target.add_worksheet(title)
            for row in range(3_000):
                sheet.write_row(
                    row, 0, [f"E{row}", "Nguyễn Thị Ánh Tuyết", row, row / 7, "ghi chú"]
                )
    return buffer.getvalue()


def _adorned() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as target:
        sheet = target.add_worksheet("Tờ 1")
        for row in range(400):
            style = target.add_format({"font_size": 8 + row % 40, "bg_color": f"#{row * 999:06X}"})
            sheet.write_string(row, 0, f"“{row}” <&> '='", style)
            sheet.write_comment(row, 1, "Nhận xét")
            sheet.merge_range(row, 3, row, 9, f"merged {row}")
        sheet.write_url("K1", "https://example.com/")
        sheet.data_validation("A1:XFD1048576", {"validate": "list", "source": ["a", "b"]})
        sheet.set_column("A:XFD", 12)
    return buffer.getvalue()


def _prefixed() -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr">'
        "<x:is><x:t>Mức: c </x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
    )
    return with_parts({SHEET: sheet})


MACRO = b"\xd0\xcf\x11\xe0" + b"Auto_Open" * 90
DDE = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'

HONEST: dict[str, Make] = {
    "small": lambda: SMALL,
    "big": _big,
    "comments, styles, merges, links": _adorned,
    "prefixed": _prefixed,
    "far but few": _sheet(TAIL, cells("A500000") + TAIL),
    "one cell in the far corner": _sheet("<sheetData>", "<sheetData>" + "".join(cells("XFD1"))),
    "styled to the last row": _sheet(
        TAIL, '<row r="1048576"><c r="XFD1048576" s="0"/></row>' + TAIL
    ),
    "comment": _sheet("<worksheet", "<!-- <!DOCTYPE saved by hand --><worksheet"),
    "no addresses": _sheet("<sheetData>", "<sheetData><row><c><v>1</v></c></row>"),
    "dimension to the last cell": _sheet('ref="A1:B2"', 'ref="A1:XFD1048576"'),
    "parts of WPS": lambda: with_parts(
        {"customXml/item1.xml": "<a/>".encode("utf-16"), "docProps/custom.xml": "<Properties/>"}
    ),
    "drawing with a document type": lambda: with_parts(
        {"xl/media/image1.svg": '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'}
    ),
    "macros": lambda: with_parts({"xl/vbaProject.bin": MACRO}),
    "external links and DDE": lambda: with_parts({"xl/externalLinks/externalLink1.xml": DDE}),
    "embedded object": lambda: with_parts({"xl/embeddings/oleObject1.bin": OLE2 + bytes(99)}),
    "end of a large archive": lambda: large_end(SMALL),
    "workbook of another name": lambda: moved(
        {"workbook.xml": "workbook22.xml"}, {"/workbook.xml": "/workbook22.xml"}
    ),
    "name told twice": lambda: renamed(STRINGS, STRINGS, STRINGS),
    "another folder": lambda: moved({"xl/": "book/"}, {"xl/": "book/"}),
    "no folder": lambda: moved({"xl/": ""}, {'"xl/': '"'}),
    "names with backslashes": lambda: moved({"/": "\\"}, {}),
    "texts of another name": lambda: moved(
        {"sharedStr": "str"}, {"sharedStrings.xml": "strings.xml"}
    ),
    "sheets by a roundabout way": lambda: moved({}, {"worksheets/sh": "../xl/./worksheets/sh"}),
    "picture that packs well": lambda: with_parts({"xl/media/image1.bmp": bytes(2_000_000)}),
    "xls": lambda: xls(number(0, 0), number(3, 2)),
    "xlsb": (Path(__file__).parent / "files" / "jd" / "faie.xlsb").read_bytes,
    "ods": lambda: ods(ods_row(2) + ods_row(16_384, 1_048_000, "")),
}
