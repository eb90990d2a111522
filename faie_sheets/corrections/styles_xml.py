"""Formats added to a workbook's own: the mark of a cell in question, and the cover note's."""

from __future__ import annotations

import copy
from collections.abc import Hashable
from typing import NamedTuple

from faie_sheets.corrections.package_xml import XmlElement, added, namespace
from faie_sheets.workbook.write import style

GROUPS = ("fonts", "fills", "borders", "cellXfs")
"""The lists of formats that are added to: a workbook needs each of them."""


class NoteFormat(NamedTuple):
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


class EditedStyles:
    """A workbook's formats, known by their numbers; each new one is made once."""

    def __init__(self, styles: XmlElement) -> None:
        self._styles = styles
        self._made: dict[Hashable, int] = {}

    def marked(self, number: int) -> int:
        """A format with a mark: a thick frame, to be told without colour, and a fill."""
        fill, border = self._fill(style.PALE_BAD), self._border("thick", style.BAD)
        return self._variant(
            number, fillId=str(fill), borderId=str(border), applyFill="1", applyBorder="1"
        )

    def quoted(self, number: int) -> int:
        """A format whose text stays a text when somebody edits it."""
        return self._variant(number, quotePrefix="1")

    def of_note(self, wanted: NoteFormat) -> int:
        """A format of the cover note: wrapped text."""
        if wanted not in self._made:
            border = self._border("thin", style.LINE) if wanted.lined else 0
            font = self._font(wanted.size, wanted.colour, bold=wanted.bold, link=wanted.link)
            fill = self._fill(wanted.fill) if wanted.fill else 0
            xf = added(self._group("cellXfs"), "xf", {
                "numFmtId": "0", "fontId": str(font), "fillId": str(fill), "borderId": str(border),
                "xfId": "0", "applyFont": "1", "applyFill": "1", "applyBorder": "1",
                "applyAlignment": "1", **({"quotePrefix": "1"} if wanted.quoted else {}),
            })  # fmt: skip
            vertical = "center" if wanted.middle else "top"
            settings = {"horizontal": wanted.align, "vertical": vertical, "wrapText": "1"}
            indent = {"indent": "1"} if wanted.align != "center" else {}
            added(xf, "alignment", settings | indent)
            self._made[wanted] = _number(xf)
        return self._made[wanted]

    def _variant(self, number: int, **settings: str) -> int:
        """A format like another one but for some settings."""
        wanted = (number, *settings)
        if wanted not in self._made:
            group = self._group("cellXfs")
            xf = copy.deepcopy(group[number])
            xf.attrib.update(settings)
            group.append(xf)
            self._made[wanted] = _number(xf)
        return self._made[wanted]

    def _font(self, size: float, colour: str, *, bold: bool, link: bool) -> int:
        wanted = ("font", size, colour, bold, link)
        if wanted not in self._made:
            font = added(self._group("fonts"), "font")
            if bold:
                added(font, "b")
            if link:
                added(font, "u")
            added(font, "sz", {"val": f"{size:g}"})
            added(font, "color", {"rgb": _rgb(colour)})
            added(font, "name", {"val": style.FONT})
            self._made[wanted] = _number(font)
        return self._made[wanted]

    def _fill(self, colour: str) -> int:
        wanted = ("fill", colour)
        if wanted not in self._made:
            fill = added(self._group("fills"), "fill")
            pattern = added(fill, "patternFill", {"patternType": "solid"})
            added(pattern, "fgColor", {"rgb": _rgb(colour)})
            added(pattern, "bgColor", {"indexed": "64"})
            self._made[wanted] = _number(fill)
        return self._made[wanted]

    def _border(self, line: str, colour: str) -> int:
        wanted = ("border", line, colour)
        if wanted not in self._made:
            border = added(self._group("borders"), "border")
            for side in ("left", "right", "top", "bottom"):
                added(added(border, side, {"style": line}), "color", {"rgb": _rgb(colour)})
            added(border, "diagonal")
            self._made[wanted] = _number(border)
        return self._made[wanted]

    def _group(self, name: str) -> XmlElement:
        group = self._styles.find(f"{namespace(self._styles)}{name}")
        assert group is not None  # a template without it is refused
        return group


def _number(made: XmlElement) -> int:
    """The number of a format that was added last to its list."""
    group = made.getparent()
    assert group is not None  # it was added to one
    group.set("count", str(len(group)))
    return len(group) - 1


def _rgb(colour: str) -> str:
    return f"FF{colour.lstrip('#')}"
