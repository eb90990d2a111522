"""Whether answers, marks and comments can be written into a template: every lack in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from faie_sheets.corrections.comments_xml import END_OF_BOXES, boxes_part, comments_part
from faie_sheets.corrections.package_xml import (
    CONTENT_TYPES,
    STYLES,
    EditedWorkbook,
    namespace,
)
from faie_sheets.corrections.styles_xml import GROUPS
from faie_sheets.form.read.find_form import find_forms, likeliest
from faie_sheets.form.template.check import open_template
from faie_sheets.form.template.stamp import Stamp
from faie_sheets.problems import Kind, UnusableSourceError, listed, quoted
from faie_sheets.records.job_description import JobDescription
from faie_sheets.workbook.addresses import cells_of
from faie_sheets.workbook.gate.relations import WORKBOOK
from faie_sheets.workbook.read.book import read_book
from faie_sheets.workbook.read.source import SourceFile

_NUMBERS: dict[str, dict[str, Callable[[str], float]]] = {
    "sheet": {"sheetId": int},
    "definedName": {"localSheetId": int},
    "sheetFormatPr": {"defaultRowHeight": float},
    "col": {"min": int, "max": int, "width": float},
    "row": {"r": int, "ht": float},
    "c": {"s": int},
}
"""Element → its attributes that are reckoned with, and as what."""
_HIGHEST = 10**9


def open_fillable_template(source: SourceFile, jd: JobDescription) -> Stamp:
    """Make a template ready to be stamped, sure that what is stamped can be filled in and marked.

    Raises:
        UnusableSourceError: as :func:`faie_sheets.form.template.check.open_template`; or its parts
            lack something that answers, marks or comments are written with; every lack is named.
    """
    stamp = open_template(source, jd)
    form = likeliest(find_forms(read_book(source), jd))
    assert form is not None  # a template without the table is refused above
    book = EditedWorkbook(source.data)
    if faults := list(_faults(book, book.part_of(form.table.sheet.name))):
        raise UnusableSourceError(
            *(source.place.problem(Kind.TEMPLATE_NOT_FILLABLE, why=why) for why in faults)
        )
    return stamp


def _faults(book: EditedWorkbook, form: str) -> Iterator[str]:
    """What is wrong with a workbook whose form is the sheet of this part."""
    needed = (CONTENT_TYPES, WORKBOOK, STYLES, *book.sheets.values())
    unreadable = [fault for part in needed if (fault := _unreadable(book, part))]
    yield from unreadable
    if not unreadable:
        yield from _lacking(book, STYLES, GROUPS)
        yield from _lacking(book, WORKBOOK, ("sheets",))
        yield from _lacking(book, form, ("sheetData",))
        yield from _numbers(book, WORKBOOK)
        yield from _numbers(book, form)
        yield from _cells(book, form)
        yield from _comments(book, form)
        yield from _boxes(book, form)


def _unreadable(book: EditedWorkbook, part: str) -> str:
    if part not in book:
        return f"its inner file {quoted(part)} is missing"
    try:
        book.tree(part)
    except etree.LxmlError:
        return f"its inner file {quoted(part)} cannot be read"
    return ""


def _lacking(book: EditedWorkbook, part: str, names: tuple[str, ...]) -> Iterator[str]:
    root = book.tree(part)
    if missing := [name for name in names if root.find(f"{namespace(root)}{name}") is None]:
        yield f"its inner file {quoted(part)} has no {listed(missing)}"


def _numbers(book: EditedWorkbook, part: str) -> Iterator[str]:
    """The attributes that are no numbers, one for each kind of them."""
    root = book.tree(part)
    for name, attributes in _NUMBERS.items():
        for attribute, kind in attributes.items():
            values = (each.get(attribute) for each in root.iter(f"{namespace(root)}{name}"))
            wrong = (value for value in values if value is not None and not _is_number(value, kind))
            if (first := next(wrong, None)) is not None:
                found = f"{attribute} is {quoted(first)}, not a number"
                yield f"in its inner file {quoted(part)} {found}"


def _is_number(value: str, kind: Callable[[str], float]) -> bool:
    try:
        return 0 <= kind(value) < _HIGHEST
    except ValueError:
        return False


def _cells(book: EditedWorkbook, part: str) -> Iterator[str]:
    """The first cell without a proper address, and the first one of a format that is not there."""
    root, styles = book.tree(part), book.tree(STYLES)
    formats = styles.find(f"{namespace(styles)}cellXfs")
    most = 0 if formats is None else len(formats)
    cells = list(root.iter(f"{namespace(root)}c"))
    yield from _addresses(part, (cell.get("r") for cell in cells))
    numbers = (cell.get("s", "0") for cell in cells)
    if strange := next((n for n in numbers if _is_number(n, int) and int(n) >= most), ""):
        yield f"its inner file {quoted(part)} has a cell of format {strange}, which is not there"


def _addresses(part: str, addresses: Iterable[str | None]) -> Iterator[str]:
    wrong = (each for each in addresses if each and not list(cells_of(each)))
    if first := next(wrong, ""):
        yield f"its inner file {quoted(part)} has a cell with the address {quoted(first)}"


def _comments(book: EditedWorkbook, form: str) -> Iterator[str]:
    if part := comments_part(book, form):
        if fault := _unreadable(book, part):
            yield fault
            return
        yield from _lacking(book, part, ("authors", "commentList"))
        yield from _addresses(
            part, (each.get("ref") for each in book.tree(part).iter("{*}comment"))
        )


def _boxes(book: EditedWorkbook, form: str) -> Iterator[str]:
    try:
        part = boxes_part(book, form)
    except KeyError:
        yield f"its inner file {quoted(form)} is not related to the boxes of its comments"
        return
    if part and part not in book:
        yield f"its inner file {quoted(part)} is missing"
    elif part and END_OF_BOXES.encode() not in book[part]:
        yield f"its inner file {quoted(part)} is incomplete"
