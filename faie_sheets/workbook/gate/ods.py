"""What the content of an .ods workbook may hold, counted before it is parsed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from faie_sheets.problems import quoted
from faie_sheets.workbook.gate.bounds import GRID_COLUMNS, GRID_ROWS, Box, Tally, damaged, unsafe
from faie_sheets.workbook.gate.xml import check_text

_READ = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_TAG = re.compile(
    rb"""<(/?)table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])"""
    rb"""(?:([^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+)>(?=(</)?))?"""
)
_REPEATED = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["']([^"']*)""")


def check_part(name: str, part: bytes) -> None:
    """Count the cells of a part of an .ods workbook, and look for what may not be in it.

    Raises:
        RefusedError: it would hurt a reader.
    """
    if name in _READ:
        check_text(name, part)
    elif name == "META-INF/manifest.xml" and (b"<!ENTITY" in part or b"\0" in part):
        # A bare document type is what OpenOffice 2 wrote there.
        why = f"its inner file {quoted(name)} has entities, which can make it grow without end"
        raise unsafe(why, "none, as in what spreadsheet programs write")
    if name == "content.xml":
        tally = Tally()
        for box in _boxes(part):
            tally.add(box)


def _boxes(part: bytes) -> Iterator[Box]:
    """The tables of the filled cells, sheet by sheet; empty ones may be repeated to the edge."""
    box = Box("content.xml")
    row = column = depth = 0
    rows = 1
    for match, following in pairwise(_TAG.finditer(part + b"</table:table>")):
        end, element, attributes, closed = match.groups()
        if attributes is None:
            raise damaged("its inner file content.xml has a tag without an end")
        if element == b"table":
            yield box
            box, row, column = Box("content.xml"), 0, 0
            depth += -1 if end else not attributes.endswith(b"/")
        elif element == b"table-row":
            if end:
                row += rows
            else:
                rows, column = _repeats(attributes), 0
                if attributes.endswith(b"/"):
                    row += rows
        elif not end:
            columns = _repeats(attributes)
            is_void = closed or attributes.endswith(b"/")
            # calamine takes a cell for filled that has a value of any type, or says of which it is.
            is_filled = not is_void or b"office:" in attributes or b"value-type" in attributes
            if is_filled and row < GRID_ROWS and column < GRID_COLUMNS:
                height, width = min(rows, GRID_ROWS - row), min(columns, GRID_COLUMNS - column)
                box.add(row, column, height, width, following.start() - match.start())
            column += columns
    yield box
    if depth > 0:
        # calamine would look for the end for ever.
        raise damaged("its inner file content.xml has a sheet without an end")


def _repeats(attributes: bytes) -> int:
    if b"-repeated" not in attributes:
        return 1
    # There may be several in a tag, of which a reader may take another one.
    return max(map(_number, _REPEATED.findall(attributes)), default=1)


def _number(times: bytes) -> int:
    text = html.unescape(times.decode(errors="replace")).strip().removeprefix("+")
    return int(text[:12]) if text.isdecimal() else 1
