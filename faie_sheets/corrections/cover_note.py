"""The cover note: the first sheet of what is sent back, with what to do and a link to each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from faie_sheets.corrections.correction import Correction
from faie_sheets.corrections.package_xml import (
    CellAt,
    XmlElement,
    added,
    cell_of,
    namespace,
    parsed_part,
    row_of,
    set_text,
)
from faie_sheets.corrections.styles_xml import EditedStyles, NoteFormat
from faie_sheets.layouts.form import FORM_ID_LABEL
from faie_sheets.problems import Act
from faie_sheets.records.assessment import Rater
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.roster import Engineer
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.cell_text import FORMULA_STARTS
from faie_sheets.workbook.write import style

TITLE = "Please correct"
"""Name of the sheet."""

_HEADERS = (
    "No.", "Cell", "Competency", "Filled in by", "What was found", "What is allowed", "What to do",
)  # fmt: skip
# None of these rows may look like the header of a form: “Code”, “Self level”, “Assessor level”.
_WIDTHS = (5.0, 10.0, 30.0, 20.0, 42.0, 24.0, 44.0)
_LAST = len(_HEADERS) - 1
_TITLE = NoteFormat(size=18, bold=True, colour=style.WHITE, fill=style.NAVY, middle=True)
_LABEL = NoteFormat(colour=style.GREY, fill=style.PALE_GREY, align="right", middle=True)
_VALUE = NoteFormat(size=11, bold=True, fill=style.PALE_GREY, middle=True)
_HEADER = NoteFormat(
    bold=True, colour=style.WHITE, fill=style.BLUE, lined=True, align="center", middle=True
)
_WHO = {Rater.SELF: "the engineer", Rater.ASSESSOR: "the assessor"}


class CoverNote(NamedTuple):
    """What the cover note says.

    Attributes:
        engineer: whose form it is.
        raters: who is asked to correct something.
        file: name of the file that came back.
        form_id: the form's id.
        corrections: what to correct or to look at.
        cells: competency code and column → address of the cell in question.
        sheet: name of the sheet with the form.
        answered: whether there is any level that could be filled in.
    """

    engineer: Engineer
    raters: Sequence[Rater]
    file: str
    form_id: str
    corrections: Sequence[Correction]
    cells: Mapping[tuple[str, str], str]
    sheet: str
    answered: bool

    @property
    def addressee(self) -> str:
        """Who is asked, by name as far as it is known."""
        names = {
            Rater.SELF: self.engineer.who,
            Rater.ASSESSOR: self.engineer.assessor or f"The assessor of {self.engineer.who}",
        }
        return " and ".join(names[rater] for rater in self.raters)


def cover_sheet(
    space: str, note: CoverNote, jd: JobDescription, styles: EditedStyles
) -> XmlElement:
    """The note as a worksheet of a workbook with this namespace and these formats."""
    sheet = _empty_sheet(space.strip("{}"), links=bool(note.cells))
    page = _CoverPage(sheet, styles)
    page.line(TITLE, _TITLE, 34)
    page.gap(6)
    rank = " ".join(filter(None, (note.engineer.target_rank, _title(note, jd))))
    page.facts("For", note.addressee, "Form of", note.engineer.who)
    page.facts("Target rank", rank, "Period", note.engineer.period)
    page.facts("Your file", note.file, FORM_ID_LABEL, note.form_id)
    page.gap(6)
    for text, bold in _letter(note):
        page.line(text, NoteFormat(size=11, bold=bold))
    page.gap(6)
    page.table(note, jd)
    page.gap(6)
    page.line(
        "Only levels and evidence were carried over into this workbook. Whatever else you had put "
        "into yours, such as notes, colours or further sheets, is still in your own file, which "
        "was not changed.",
        NoteFormat(colour=style.GREY),
    )  # fmt: skip
    return sheet


def _title(note: CoverNote, jd: JobDescription) -> str:
    rank = jd.rank(note.engineer.target_rank)
    return rank.title if rank else ""


def _letter(note: CoverNote) -> Iterator[tuple[str, bool]]:
    wrong = [c for c in note.corrections if c.act is Act.CORRECT]
    seen = len(note.corrections) - len(wrong)
    them = "1 cell needs" if len(wrong) == 1 else f"{len(wrong)} cells need"
    kept = (
        f"The other levels and the evidence are filled in already on the sheet “{note.sheet}”, so "
        "nothing has to be done twice."
        if note.answered
        else "No level was chosen in it yet."
    )
    yield (
        f"Thank you for sending the form back. {them} your attention before the assessment can be "
        f"counted; {'it is' if len(wrong) == 1 else 'they are'} listed below. {kept}",
        False,
    )
    yield "What to do", True
    steps = [
        "Click a cell's address in the list below. It leads to the cell, which has a thick frame "
        "and a comment.",
        "Choose a level from the list of the cell: click the arrow beside it. Please do not type "
        "or paste a level.",
        f"When every cell of the list is done, look at “Result so far” on the sheet "
        f"“{note.sheet}”: no level should be left to choose.",
        "Save this workbook and send it back to HR. Please send this one, not the earlier file.",
    ]
    if seen:
        steps.insert(
            2,
            "Look at the lines that begin with “Check” as well: what is filled in there is "
            "probably right, but only the person who filled it in knows.",
        )
    yield from ((f"{number}.  {step}", False) for number, step in enumerate(steps, 1))


class _CoverPage:
    """The sheet, written from top to bottom."""

    def __init__(self, sheet: XmlElement, styles: EditedStyles) -> None:
        self._sheet, self._styles, self._row = sheet, styles, 0

    def gap(self, height: float) -> None:
        self._end_row(height)

    def line(self, text: str, format_: NoteFormat, height: float = 0) -> None:
        """One text across the page."""
        self._span(0, _LAST, text, format_)
        width = sum(_WIDTHS)
        self._end_row(height or style.row_height((text, width), size=format_.size, indent=1))

    def facts(self, *pairs: str) -> None:
        """Two labels in a row, each with its value beside it."""
        places = ((0, 1, _LABEL), (2, 3, _VALUE), (4, 4, _LABEL), (5, 6, _VALUE))
        for text, (first, last, format_) in zip(pairs, places, strict=True):
            self._span(first, last, text, format_)
        self._end_row(style.row_height(
            (pairs[1], sum(_WIDTHS[2:4])), (pairs[3], sum(_WIDTHS[5:])), size=11, least=20, indent=1
        ))  # fmt: skip

    def table(self, note: CoverNote, jd: JobDescription) -> None:
        """The list of the cells in question."""
        for column, header in enumerate(_HEADERS):
            self._text(column, header, _HEADER)
        self._end_row(22)
        for number, correction in enumerate(note.corrections, 1):
            self._correction(number, correction, note, jd)

    def _correction(
        self, number: int, correction: Correction, note: CoverNote, jd: JobDescription
    ) -> None:
        cell = note.cells.get((correction.code, correction.field), "")
        check = correction.act is Act.CHECK
        texts = (f"{number}", cell or "–", *_described(correction, note, jd))
        fill = style.WHITE if check else style.PALE_BAD
        for column, text in enumerate(texts):
            format_ = NoteFormat(lined=True, middle=True, bold=column in (2, _LAST))
            if column < 2:
                format_ = NoteFormat(lined=True, middle=True, fill=fill, align="center")
            if column == 1 and cell:
                format_ = format_._replace(link=True, bold=True, colour=style.BLUE)
            self._text(column, text, format_)
        if cell:
            sheet = note.sheet.replace("'", "''")
            location = {"ref": a1(self._row, 1), "location": f"'{sheet}'!{cell}"}
            added(self._found("hyperlinks"), "hyperlink", location)
        # Bold text takes more room than it is measured with.
        pairs = zip(texts, (width * 0.92 for width in _WIDTHS), strict=True)
        self._end_row(style.row_height(*pairs, least=20, indent=1))

    def _span(self, first: int, last: int, text: str, format_: NoteFormat) -> None:
        for column in range(first, last + 1):
            self._text(column, text if column == first else "", format_)
        if last > first:
            merged = self._found("mergeCells")
            added(merged, "mergeCell", {"ref": f"{a1(self._row, first)}:{a1(self._row, last)}"})
            merged.set("count", str(len(merged)))

    def _text(self, column: int, text: str, format_: NoteFormat) -> None:
        cell = cell_of(self._sheet, CellAt(self._row, column))
        if text:
            set_text(cell, text)
        number = self._styles.of_note(format_._replace(quoted=text.startswith(FORMULA_STARTS)))
        cell.set("s", str(number))

    def _found(self, name: str) -> XmlElement:
        element = self._sheet.find(f"{namespace(self._sheet)}{name}")
        assert element is not None  # the empty sheet has it
        return element

    def _end_row(self, points: float) -> None:
        settings = {"ht": f"{points:g}", "customHeight": "1"}
        row_of(self._sheet, self._row).attrib.update(settings)
        self._row += 1


def _described(
    correction: Correction, note: CoverNote, jd: JobDescription
) -> tuple[str, str, str, str, str]:
    """What the list says of a cell: competency, who filled it in, found, allowed and what to do."""
    item = jd.competency(correction.code) if correction.code else None
    rater = Rater.ASSESSOR if correction.field == Rater.ASSESSOR else Rater.SELF
    named = note.engineer.assessor if rater is Rater.ASSESSOR else note.engineer.name
    check = correction.act is Act.CHECK
    return (
        f"{item.code} {item.name}" if item else "The whole form",
        f"{named}, {_WHO[rater]}" if named else _WHO[rater],
        correction.found,
        correction.allowed or "–",
        f"Check: {correction.to_do}" if check else correction.to_do,
    )


def _empty_sheet(space: str, *, links: bool) -> XmlElement:
    """A worksheet to write the note into: A4 landscape, one page wide, protected."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width + 0.7109375}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, 1)
    )
    # What is typed here would be read by nobody: answers belong into the form.
    return parsed_part(
        f'<worksheet xmlns="{space}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData/>'
        '<sheetProtection sheet="1" objects="1" scenarios="1"/><mergeCells/>'
        f"{'<hyperlinks/>' if links else ''}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C&amp;8&amp;A&amp;R&amp;8&amp;P / &amp;N</oddFooter>"
        "</headerFooter></worksheet>".encode()
    )
