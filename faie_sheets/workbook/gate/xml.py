"""XML that is not trusted: whether it may be parsed at all, read tag by tag, and as a tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree
from xml.parsers import expat

from faie_sheets.problems import quoted
from faie_sheets.workbook.gate.archive import LARGEST_ENTRY
from faie_sheets.workbook.gate.bounds import damaged, to_save_again, unsafe

_XML_NAMES = (".xml", ".rels", ".vml")
# Power Query keeps its own in UTF-16, and pictures in SVG have document types: nobody reads them.
_NOT_READ = ("customxml/", "xl/media/", "pictures/")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s*(?:<\?[^>]*\?>|<!--(?:(?!--).){0,2000}-->))*\s*<(?=[A-Za-z_])",
    re.DOTALL,
)
_ENCODING = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)""")
_READABLE = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def check_text(name: str, part: bytes) -> None:
    """Refuse XML that is not in UTF-8, which calamine misreads, and XML with a document type.

    Raises:
        RefusedError: it is such XML.
    """
    folded = name.casefold()
    is_xml = folded.endswith(_XML_NAMES) or part[:4].lstrip(b"\0").startswith(b"<")
    if not folded.startswith(_NOT_READ) and (is_xml or part.startswith(_WIDE_MARKS)):
        declared = _ENCODING.search(part[:200])
        # NULs are what ASCII has in UTF-16 and UTF-32; in XML there are none.
        if b"\0" in part or (declared and declared[1].lower() not in _READABLE):
            what = "a workbook whose text is stored in an unusual way"
            raise to_save_again(f"{what} (its inner file {quoted(name)} is not in UTF-8)")
    prolog = _PROLOG.match(part)
    # A document type stands before the first tag; behind anything odd, look everywhere.
    if not prolog and not folded.startswith(_NOT_READ) and b"<!DOCTYPE" in part:
        why = (
            f"its inner file {quoted(name)} has a document type, which can make it grow without end"
        )
        raise unsafe(why, "none, as in what spreadsheet programs write")


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


def root_of(
    parts: Mapping[str, bytes], part: str, most: int = LARGEST_ENTRY
) -> ElementTree.Element:
    """The root of a part's XML, which has at most so many bytes.

    Raises:
        KeyError: there is no such part.
        ElementTree.ParseError: it is too large, it is no XML in UTF-8, or it has a document type,
            whose entities could grow without bound.
    """
    data = parts[part]
    if len(data) > most:
        raise ElementTree.ParseError(f"{part} has more than {most} bytes")
    # A document type could hide in UTF-16, which has NULs: Expat, which takes UTF-8 only, detects
    # it all the same.
    if b"<!DOCTYPE" in data or b"\0" in data:
        raise ElementTree.ParseError(f"{part} has a document type, or is not in UTF-8")
    return ElementTree.fromstring(data, ElementTree.XMLParser(encoding="utf-8"))
