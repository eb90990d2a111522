"""Formats added to a workbook's own: the mark of a cell in question, and the cover note's."""

from __future__ import annotations

import copy
from typing import NamedTuple
from xml.etree import ElementTree as ET

from faie_sheets.corrections.parts import namespace
from faie_sheets.workbook.write import style

_MARK_COLOUR = style.BAD
_MARK_FILL = style.PALE_BAD


class Look(NamedTuple):
    """How a text of the cover note looks; ``quoted`` keeps it a text when somebody edits it."""

    size: float = style.FONT_SIZE
    bold: bool = False
    link: bool = False
    colour: str = style.INK
    fill: str = ""
    lined: bool = False
    align: str = "left"
    middle: bool = False
    quoted: bool = False


class Looks:
    """A workbook's formats; each new one is made once."""

    def __init__(self, styles: ET.Element) -> None:
        self._styles = styles
        self._space = namespace(styles)
        self._made: dict[object, int] = {}

    def marked(self, number: int, *, quoted: bool = False) -> int:
        """A format with a mark: a thick frame, to be told without colour, and a fill."""
        return self._variant(number, mark=True, quoted=quoted)

    def quoted(self, number: int) -> int:
        """A format whose text stays a text when somebody edits it."""
        return self._variant(number, mark=False, quoted=True)

    def cover(self, look: Look) -> int:
        """A format of the cover note: wrapped text."""
        if look not in self._made:
            line = self._border("thin", style.LINE) if look.lined else 0
            xf = ET.Element(f"{self._space}xf", {
                "numFmtId": "0",
                "fontId": str(self._font(look)),
                "fillId": str(self._fill(look.fill) if look.fill else 0),
                "borderId": str(line),
                "xfId": "0", "applyFont": "1", "applyFill": "1", "applyBorder": "1",
                "applyAlignment": "1", **({"quotePrefix": "1"} if look.quoted else {}),
            })  # fmt: skip
            vertical = "center" if look.middle else "top"
            settings = {"horizontal": look.align, "vertical": vertical, "wrapText": "1"}
            indent = {"indent": "1"} if look.align != "center" else {}
            ET.SubElement(xf, f"{self._space}alignment", {**settings, **indent})
            self._made[look] = self._add("cellXfs", xf)
        return self._made[look]

    def _variant(self, number: int, *, mark: bool, quoted: bool) -> int:
        wanted = (number, mark, quoted)
        if wanted not in self._made:
            xf = copy.deepcopy(list(self._group("cellXfs"))[number])
            if mark:
                xf.set("fillId", str(self._fill(_MARK_FILL)))
                xf.set("borderId", str(self._border("thick", _MARK_COLOUR)))
                xf.attrib |= {"applyFill": "1", "applyBorder": "1"}
            if quoted:
                xf.set("quotePrefix", "1")
            self._made[wanted] = self._add("cellXfs", xf)
        return self._made[wanted]

    def _font(self, look: Look) -> int:
        wanted = ("font", look.size, look.bold, look.link, look.colour)
        if wanted not in self._made:
            font = ET.Element(f"{self._space}font")
            if look.bold:
                ET.SubElement(font, f"{self._space}b")
            if look.link:
                ET.SubElement(font, f"{self._space}u")
            ET.SubElement(font, f"{self._space}sz", {"val": f"{look.size:g}"})
            ET.SubElement(font, f"{self._space}color", {"rgb": _rgb(look.colour)})
            ET.SubElement(font, f"{self._space}name", {"val": style.FONT})
            self._made[wanted] = self._add("fonts", font)
        return self._made[wanted]

    def _fill(self, colour: str) -> int:
        wanted = ("fill", colour)
        if wanted not in self._made:
            fill = ET.Element(f"{self._space}fill")
            pattern = ET.SubElement(fill, f"{self._space}patternFill", {"patternType": "solid"})
            ET.SubElement(pattern, f"{self._space}fgColor", {"rgb": _rgb(colour)})
            ET.SubElement(pattern, f"{self._space}bgColor", {"indexed": "64"})
            self._made[wanted] = self._add("fills", fill)
        return self._made[wanted]

    def _border(self, line: str, colour: str) -> int:
        wanted = ("border", line, colour)
        if wanted not in self._made:
            border = ET.Element(f"{self._space}border")
            for side in ("left", "right", "top", "bottom"):
                edge = ET.SubElement(border, f"{self._space}{side}", {"style": line})
                ET.SubElement(edge, f"{self._space}color", {"rgb": _rgb(colour)})
            ET.SubElement(border, f"{self._space}diagonal")
            self._made[wanted] = self._add("borders", border)
        return self._made[wanted]

    def _add(self, group: str, element: ET.Element) -> int:
        parent = self._group(group)
        parent.append(element)
        parent.set("count", str(len(parent)))
        return len(parent) - 1

    def _group(self, name: str) -> ET.Element:
        group = self._styles.find(f"{self._space}{name}")
        if group is None:
            raise ValueError(f"the template's styles have no {name}")
        return group


def _rgb(colour: str) -> str:
    return f"FF{colour.lstrip('#')}"
