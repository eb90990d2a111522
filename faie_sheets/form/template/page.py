"""The look of the form: its cell formats and page setup."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter import Workbook

from faie_sheets.records.job_description import JobDescription
from faie_sheets.workbook.write import style
from faie_sheets.workbook.write.style import Format, Formats, Look
from faie_sheets.workbook.write.worksheet import Worksheet

_BOXED: Look = {"border": 1, "border_color": style.LINE}
_BAND: Look = {"bg_color": style.NAVY, "font_color": style.WHITE}
_CELL: Look = {
    **_BOXED,
    "text_wrap": True,
    "valign": "top",
    "align": "left",
    "indent": 1,
}
_CENTRED: Look = {**_CELL, "align": "center", "indent": 0}
_RESULT: Look = {**_BOXED, "bg_color": style.PALE_BLUE, "font_color": style.NAVY}

LOOKS: Mapping[str, Look] = {
    "title": {**_BAND, "bold": True, "font_size": 16, "indent": 1, "shrink": True},
    "document": {**_BAND, "align": "right", "indent": 1},
    "label": {"font_color": style.GREY, "bg_color": style.PALE_GREY, "align": "right", "indent": 1},
    "value": {"bg_color": style.PALE_GREY, "bold": True, "font_size": 11, "text_wrap": True},
    "howto": {
        "bg_color": style.PALE_INPUT, "text_wrap": True, "indent": 1, "font_size": 11,
        "top": 2, "bottom": 2, "top_color": style.AMBER, "bottom_color": style.AMBER,
    },
    "howto_run": {"font_size": 11},
    "howto_bold": {"font_size": 11, "bold": True, "font_color": style.NAVY},
    "result_label": {**_RESULT, "align": "right", "indent": 1},
    "result_title": {**_RESULT, "bold": True, "font_size": 11, "indent": 1},
    "result_text": {**_RESULT, "text_wrap": True, "indent": 1, "bold": True},
    "total": {
        **_RESULT, "bold": True, "font_size": 14, "num_format": "0.0%", "align": "left",
        "indent": 1,
    },
    "rank": {
        **_RESULT, "bold": True, "font_size": 12, "text_wrap": True, "align": "left", "indent": 1,
    },
    "header": {
        **_BOXED, "bg_color": style.BLUE, "font_color": style.WHITE, "bold": True,
        "text_wrap": True, "align": "center",
    },
    "header_input": {
        **_BOXED, "bg_color": style.AMBER, "font_color": style.INK, "bold": True,
        "text_wrap": True, "align": "center",
    },
    "code": {**_CENTRED, "bold": True, "font_color": style.BLUE, "underline": 1},
    "name": {**_CELL, "bold": True, "font_color": style.NAVY},
    "weight": {**_CENTRED, "num_format": "0.##%"},
    "weight_whole": {**_CENTRED, "num_format": "0%"},
    "text": _CELL,
    "input": {**_CELL, "bg_color": style.PALE_INPUT, "locked": False},
    "points": {**_CENTRED, "num_format": "0.0%", "bold": True},
    "meets": {**_CENTRED, "bold": True},
    "rule": {"font_color": style.GREY, "italic": True, "text_wrap": True, "indent": 1},
    "yes": {"font_color": style.GOOD, "bg_color": style.PALE_GOOD},
    "no": {"font_color": style.BAD, "bg_color": style.PALE_BAD, "underline": 1},
    "chosen": {"bg_color": style.WHITE},
    "off_scale": {"font_color": style.BAD, "bg_color": style.PALE_BAD, "bold": True},
    "group": {**_CELL, "bold": True, "font_color": style.NAVY, "bottom": 0},
    "group_on": {**_CELL, "top": 0, "bottom": 0},
    "level": _CENTRED,
    "required_for": {**_CENTRED, "font_color": style.NAVY, "bold": True},
}  # fmt: skip


_CONDITIONAL = {"yes", "no", "chosen", "off_scale"}


class FormFormats:
    """The formats of one template, by the names in ``LOOKS``."""

    def __init__(self, book: Workbook) -> None:
        self._formats = Formats(book)

    def __getitem__(self, name: str) -> Format:
        make = self._formats.conditional if name in _CONDITIONAL else self._formats.of
        return make(LOOKS[name])


def set_up_page(sheet: Worksheet, jd: JobDescription, *, header_rows: tuple[int, int]) -> None:
    """Set up A4 landscape, one page wide, with header rows and page numbers on every page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(*header_rows)
    # In a footer, an ampersand begins a code and is escaped by doubling.
    shown = " · ".join(filter(None, (jd.document.code, jd.document.version))).replace("&", "&&")
    sheet.set_footer(f"&L&8{shown}&C&8&A&R&8&P / &N")
    sheet.hide_gridlines(2)
