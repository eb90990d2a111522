"""Honest .xlsx workbooks that are laid out as no reader expects, laid out as Excel does.

Where the parts of a workbook stand is for the workbook to say. Excel follows what it says;
calamine, and whatever else looks into an archive here, knows the names that Excel gives.
"""

from __future__ import annotations

import html
from collections.abc import Mapping

from faie_sheets.workbook.gate.archive import packed
from faie_sheets.workbook.gate.check import UnusualLayoutError, check_workbook, unpacked
from faie_sheets.workbook.opc import HOMES, SHEETS, WORKBOOK, main_part, related, relations_of

_NOT_READ = ("xl/media/", "customxml/")
_PROPERTIES = "docProps/core.xml"
_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def as_usual(name: str, data: bytes) -> bytes:
    """A workbook that has passed the gate: the same bytes, but for an unusual layout.

    Raises:
        UnusableSourceError: it has not, or cannot be laid out anew.
    """
    try:
        check_workbook(name, data)
    except UnusualLayoutError:
        parts = unpacked(name, data, lambda part: not part.casefold().startswith(_NOT_READ))
        anew = _laid_out(parts)
        if anew is None:
            raise
        data = packed(anew)
        check_workbook(name, data)
    return data


def _laid_out(parts: Mapping[str, bytes]) -> dict[str, bytes] | None:
    """The parts that hold values and formats, under the names that Excel gives them."""
    named = {name.casefold(): name for name in parts}

    def read(part: str) -> bytes:
        return parts[named[part.casefold()]] if part.casefold() in named else b""

    main = main_part(read("_rels/.rels")) or WORKBOOK
    anew = {WORKBOOK: read(main)}
    lines, used = list[str](), set[str]()
    for number, each in enumerate(related(main, read(relations_of(main)))):
        home = HOMES.get(each.kind)
        if each.kind in SHEETS:
            home = f"xl/{SHEETS[each.kind]}/sheet{number}.xml"
        if home is None or each.part.casefold() not in named:
            continue
        # A part that is several sheets would be so many parts, and multiply all bounds.
        if each.part.casefold() in used or home in anew:
            return None
        used.add(each.part.casefold())
        anew[home] = read(each.part)
        lines.append(_relation(each.identity, each.uri, home))
    if properties := read(_PROPERTIES):
        anew[_PROPERTIES] = properties
    anew[relations_of(WORKBOOK)] = _document(*lines)
    anew["_rels/.rels"] = _document(_relation("rId1", _MAIN, WORKBOOK))
    return anew if anew[WORKBOOK] and used else None


def _relation(identity: str, uri: str, part: str) -> str:
    facts = {"Id": identity, "Type": uri, "Target": f"/{part}"}
    shown = "".join(f' {fact}="{html.escape(value)}"' for fact, value in facts.items())
    return f"<Relationship{shown}/>"


def _document(*relations: str) -> bytes:
    return f'<Relationships xmlns="{_SPACE}">{"".join(relations)}</Relationships>'.encode()
