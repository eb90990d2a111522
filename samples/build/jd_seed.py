"""Read the text rendering of the JD workbook: its sections, its cells and its markup.

The rendering is the only copy of the document, so words are never mended here; only tags,
whitespace and the notation of numbers and dates are turned into what a workbook uses.
"""

import re
from datetime import datetime
from typing import NamedTuple

Row = tuple[str, ...]

# Sheet name -> the line that begins its section, in the order of the document.
SECTIONS = {
    "Cover": "Job",
    "Competency Model": "[Models](#)",
    "Career Paths": "Career Paths",
    "Job Descriptions": "[Job Descriptions](#)",
    "Roles & Responsibilities": "Roles & Responsibilities",
    "Definitions": "Definitions",
    "Job_Fsoft Career Framework": "Job_Fsoft Career Framework",
    "Record of Change": "RECORD OF CHANGE",
}

LINK = re.compile(r"\[(.+)\]\(#\)")
NUMBER = re.compile(r"\d+")  # versions such as 1.0 do not match: they stay text
PERCENT = re.compile(r"(\d+)%")
DATE = re.compile(r"\d{1,2}-[A-Z][a-z]{2}-\d{4}")
# The lists are never closed in the source, so "-" and "+" tell the depth, not the tags.
MARKUP = re.compile(r"<p>(?P<paragraph>.*?)</p>(?P<list>\s*<ul[^>]*>)?|<[^>]+>|(?P<items>[^<]+)")
ITEM_START = re.compile(r"\s+(?=[-+] )")


class Line(NamedTuple):
    """One line of a long text; headings are shown in bold."""

    text: str
    is_heading: bool = False


def read_sections(text: str) -> dict[str, list[Row]]:
    """Return the rows that are not blank, by sheet name; each begins with its heading's row."""
    sheet_of = {heading: sheet for sheet, heading in SECTIONS.items()}
    sections: dict[str, list[Row]] = {}
    rows: list[Row] = []
    for line in text.split("\n"):
        if line in sheet_of:
            rows = sections.setdefault(sheet_of[line], [])
        if line.strip():
            rows.append(tuple(line.split("\t")))
    if list(sections) != list(SECTIONS):
        raise ValueError(f"expected the sections {list(SECTIONS)}, found {list(sections)}")
    return sections


def read_value(text: str) -> str | float | datetime:
    """Return a cell's value: a number for ``3`` and ``15%``, a date, else the text as it is.

    >>> read_value("3"), read_value("15%"), read_value("1.0")
    (3, 0.15, '1.0')
    """
    if NUMBER.fullmatch(text):
        return int(text)
    if percent := PERCENT.fullmatch(text):
        return int(percent[1]) / 100
    if DATE.fullmatch(text):
        return datetime.strptime(text, "%d-%b-%Y")
    return text


def read_link(text: str) -> str:
    """Return the words of a ``[link](#)``."""
    link = LINK.fullmatch(text)
    if not link:
        raise ValueError(f"expected a link, found {text!r}")
    return link[1]


def read_markup(text: str) -> list[Line]:
    """Return the lines that a text with ``<p>`` and ``<ul>`` tags stands for.

    A paragraph that opens a list is the heading of an area; items of inner lists begin with "+".
    """
    lines: list[Line] = []
    for part in MARKUP.finditer(text):
        if part["list"]:
            lines += [Line(""), Line(part["paragraph"], is_heading=True)]
        elif part["paragraph"]:
            lines.append(Line(part["paragraph"]))
        elif part["items"]:
            items = ITEM_START.split(part["items"].rstrip())
            lines += [Line(f"  {i}" if i.startswith("+") else i) for i in items if i]
    return lines
