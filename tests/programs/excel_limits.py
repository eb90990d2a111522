"""Excel's published limits that the Open XML SDK does not check; not proof by Excel itself."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

from .areas import overlaps, read_area

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TEXT_LIMIT, FORMULA_LIMIT, LITERAL_LIMIT, LIST_LIMIT = 32_767, 8_192, 255, 255
VALIDATION_LIMITS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
LITERAL = re.compile(r'"((?:[^"]|"")*)"')
# The functions newer than the file format, as far as anyone here might use them.
NEEDS_PREFIX = re.compile(
    r"(?<![\w.])(BYCOL|BYROW|CHOOSECOLS|CHOOSEROWS|CONCAT|DAYS|DROP|FILTER|FORMULATEXT|HSTACK|IFNA"
    r"|IFS|ISFORMULA|LAMBDA|LET|MAP|MAXIFS|MINIFS|NUMBERVALUE|REDUCE|SCAN|SEQUENCE|SHEETS?|SORT"
    r"|SORTBY|SWITCH|TAKE|TEXTAFTER|TEXTBEFORE|TEXTJOIN|TEXTSPLIT|TOCOL|TOROW|UNICHAR|UNICODE"
    r"|UNIQUE|VSTACK|XLOOKUP|XMATCH|XOR)\("
)


@dataclass(frozen=True)
class Book:
    """What a sheet's parts are checked against."""

    sheets: Sequence[tuple[str, str, str]]  # name, state, part
    names: Sequence[Element]
    styles: int
    rules: int  # differential formats
    strings: Sequence[Element]


def excel_limits(path: Path) -> list[str]:
    """List the limits of Excel that a workbook breaks, one line each."""
    with ZipFile(path) as parts:
        workbook = fromstring(parts.read("xl/workbook.xml"))
        book = _read_book(parts, workbook)
        found = [*_sheet_names(book, workbook), *_names(book), *_strings(book)]
        for name, _, part in book.sheets:
            sheet = fromstring(parts.read(part))
            checks = (_cells, _validations, _layout, _sheet_formulas)
            found += [f"{name}: {fault}" for check in checks for fault in check(book, sheet)]
    return found


def _read_book(parts: ZipFile, workbook: Element) -> Book:
    relations = fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    # a target is relative to xl/, or absolute; join() drops xl/ before an absolute one
    targets = {
        relation.get("Id", ""): posixpath.join("/xl", relation.get("Target", ""))[1:]
        for relation in relations
    }

    def part(ending: str) -> Element:
        names = [name for name in targets.values() if name.endswith(ending)]
        return fromstring(parts.read(names[0])) if names else Element("none")

    styles = part("/styles.xml")
    return Book(
        sheets=[
            (sheet.get("name", ""), sheet.get("state", "visible"), targets[sheet.get(RELATION, "")])
            for sheet in workbook.iter(f"{MAIN}sheet")
        ],
        names=list(workbook.iter(f"{MAIN}definedName")),
        styles=len(styles.findall(f"{MAIN}cellXfs/{MAIN}xf")) or 1,
        rules=len(styles.findall(f"{MAIN}dxfs/{MAIN}dxf")),
        strings=part("/sharedStrings.xml").findall(f"{MAIN}si"),
    )


def _sheet_names(book: Book, workbook: Element) -> Iterator[str]:
    for name, _, _ in book.sheets:
        units = len(name.encode("utf-16-le")) // 2
        if not 1 <= units <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$|(?i:^history$)", name):
            yield f"sheet name {name!r} is not allowed"
    yield from _twice("sheet name", [name.lower() for name, _, _ in book.sheets])
    view = workbook.find(f"{MAIN}bookViews/{MAIN}workbookView")
    active = int(view.get("activeTab", "0")) if view is not None else 0
    if [state for _, state, _ in book.sheets][active : active + 1] != ["visible"]:
        yield f"the active tab, {active}, is not a visible sheet"


def _names(book: Book) -> Iterator[str]:
    for element in book.names:
        name, scope = element.get("name", ""), int(element.get("localSheetId", "0"))
        if scope >= len(book.sheets):
            yield f"name {name} is for sheet {scope}, which is not there"
        if name.startswith("_xlnm."):
            continue
        if not re.fullmatch(r"([^\W\d]|\\)[\w.\\?]{0,254}", name):
            yield f"name {name[:50]!r} is not allowed"
        elif read_area(name.upper()) or re.fullmatch(r"[RC]|R\d*C\d*", name.upper()):
            yield f"name {name!r} looks like a cell"
        yield from _formula(f"name {name}", element.text or "")
    scopes = [(e.get("name", "").lower(), e.get("localSheetId", "all")) for e in book.names]
    yield from _twice("name", [f"{name}, scope {scope}" for name, scope in scopes])


def _strings(book: Book) -> Iterator[str]:
    for index, string in enumerate(book.strings):
        if _text_length(string) > TEXT_LIMIT:
            yield f"shared string {index} is over {TEXT_LIMIT} characters"


def _cells(book: Book, sheet: Element) -> Iterator[str]:
    last_row = 0
    for row in sheet.iter(f"{MAIN}row"):
        number = int(row.get("r", last_row + 1))
        if number <= last_row:
            yield f"row {number} comes after row {last_row}"
        last_row, last_column = number, 0
        for cell in row.iter(f"{MAIN}c"):
            place = cell.get("r", "?")
            left, top, _, _ = read_area(place) or (0, 0, 0, 0)
            if top != number or left <= last_column:
                yield f"cell {place} is out of place in row {number}"
            last_column = left
            yield from _cell(book, cell, place)


def _cell(book: Book, cell: Element, place: str) -> Iterator[str]:
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    style = int(cell.get("s", "0"))
    if style >= book.styles:
        yield f"{place} has style {style} of {book.styles}"
    if kind == "s" and int(value or 0) >= len(book.strings):
        yield f"{place} shows shared string {value} of {len(book.strings)}"
    if kind == "n" and value and not re.fullmatch(r"[-+]?[\d.]+(E[-+]?\d+)?", value.upper()):
        yield f"{place} holds {value!r} as a number"
    if max(_text_length(cell), len(value or "")) > TEXT_LIMIT:
        yield f"{place} holds a text over {TEXT_LIMIT} characters"


def _validations(book: Book, sheet: Element) -> Iterator[str]:
    known = {name.get("name", "").lower() for name in book.names}
    validations = sheet.findall(f"{MAIN}dataValidations/{MAIN}dataValidation")
    places = [place for item in validations for place in item.get("sqref", "").split()]
    yield from overlaps("validations", places)
    for item in validations:
        where = f"validation {item.get('sqref', '')[:40]}"
        for key, limit in VALIDATION_LIMITS.items():
            if len(item.get(key, "")) > limit:
                yield f"{where}: {key} is over {limit} characters"
        formula = item.findtext(f"{MAIN}formula1", "")
        if formula.startswith("="):
            yield f"{where}: the formula begins with ="
        if re.search(r"![$A-Z0-9]+:[^:,]*!", formula):
            yield f"{where}: the sheet is named at both ends of {formula}"
        if item.get("type") == "list" and formula.startswith('"'):
            if len(formula) - 2 > LIST_LIMIT:
                yield f"{where}: the list is {len(formula) - 2} characters, of {LIST_LIMIT}"
        elif re.fullmatch(r"[^\W\d][\w.]*", formula) and formula.lower() not in known:
            yield f"{where}: there is no name {formula}"


def _layout(book: Book, sheet: Element) -> Iterator[str]:
    for rule in sheet.iter(f"{MAIN}cfRule"):
        index = int(rule.get("dxfId", "-1"))
        if index >= book.rules:
            yield f"a conditional format uses format {index} of {book.rules}"
    yield from overlaps("merged cells", [e.get("ref", "") for e in sheet.iter(f"{MAIN}mergeCell")])
    last = 0
    for column in sheet.iter(f"{MAIN}col"):
        if int(column.get("min", "1")) <= last:
            yield f"column widths overlap at column {last}"
        last = int(column.get("max", "1"))


def _sheet_formulas(_book: Book, sheet: Element) -> Iterator[str]:
    for cell in sheet.iter(f"{MAIN}c"):
        yield from _formula(cell.get("r", "?"), cell.findtext(f"{MAIN}f", ""))
    for tag in ("formula", "formula1", "formula2"):
        for element in sheet.iter(f"{MAIN}{tag}"):
            yield from _formula(tag, element.text or "")


def _formula(where: str, formula: str) -> Iterator[str]:
    if len(formula) > FORMULA_LIMIT:
        yield f"{where}: the formula is over {FORMULA_LIMIT} characters"
    if any(len(text.replace('""', '"')) > LITERAL_LIMIT for text in LITERAL.findall(formula)):
        yield f"{where}: a text in the formula is over {LITERAL_LIMIT} characters"
    for function in NEEDS_PREFIX.findall(LITERAL.sub('""', formula)):
        yield f"{where}: {function} needs the prefix _xlfn."


def _text_length(element: Element) -> int:
    return sum(len(text.text or "") for text in element.iter(f"{MAIN}t"))


def _twice(what: str, values: Sequence[str]) -> Iterator[str]:
    return (f"{what} {value!r} is there twice" for value, n in Counter(values).items() if n > 1)
