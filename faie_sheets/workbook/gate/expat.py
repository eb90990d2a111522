"""XML read by Expat, tag by tag: what is not proper XML is damaged."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from faie_sheets.problems import quoted
from faie_sheets.workbook.gate.bounds import damaged


def parse(
    name: str,
    part: bytes,
    start: Callable[[str, dict[str, str]], None],
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
) -> None:
    """Call ``start`` with a tag and its attributes, ``text`` with a text, ``end`` with a tag's end.

    Raises:
        RefusedError: the part of this name is no proper XML.
    """
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = start
    if text:
        parser.CharacterDataHandler = text
    if end:
        parser.EndElementHandler = end
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        where = f"line {error.lineno}, column {error.offset + 1}"
        raise damaged(f"its inner file {quoted(name)} makes no sense from {where}") from None
