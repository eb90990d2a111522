"""The look of the feedback: its columns, and the cells that only it has."""

from __future__ import annotations

from faie_sheets.workbook.write.looks import Look
from faie_sheets.workbook.write.style import (
    AMBER,
    BLUE,
    GREY,
    NAVY,
    PALE_BLUE,
    PALE_GREY,
    PALE_INPUT,
    WHITE,
)

WIDTHS = (8.0, 41.0, 5.0, 8.5, 20.0, 8.5, 7.0, 7.0, 5.5, 7.0, 7.0)
"""Of the columns, in characters."""
CODE, NAME, SELF, ASSESSOR, BARS, REQUIRED, GAP, MET, SCALE, WEIGHT, POINTS = range(len(WIDTHS))
LAST = POINTS

BAND: Look = {"bg_color": NAVY, "font_color": WHITE}
BAND_TITLE: Look = {**BAND, "font_size": 18, "bold": True, "indent": 1, "align": "left"}
BAND_ROLE: Look = {**BAND, "font_size": 11, "indent": 1, "align": "left", "shrink": True}
BAND_DOCUMENT: Look = {**BAND, "align": "right", "indent": 1, "shrink": True}

LABEL: Look = {"font_color": GREY, "bg_color": PALE_GREY, "align": "right", "indent": 1}
VALUE: Look = {"bg_color": PALE_GREY, "bold": True, "align": "left", "text_wrap": True}

VERDICT: Look = {
    "font_size": 12, "bold": True, "font_color": NAVY, "bg_color": PALE_BLUE, "text_wrap": True,
    "indent": 1, "align": "left", "top": 2, "bottom": 2, "top_color": BLUE, "bottom_color": BLUE,
}  # fmt: skip
_TOTAL = '"Total "0.0%'
VERDICT_TOTAL: Look = {
    **VERDICT, "font_size": 15, "align": "center", "indent": 0,
    "num_format": f'{_TOTAL};{_TOTAL};{_TOTAL};"Total "@',
}  # fmt: skip
NOTICE: Look = {
    "bg_color": PALE_INPUT, "bold": True, "text_wrap": True, "indent": 1, "align": "left",
    "left": 5, "left_color": AMBER,
}  # fmt: skip

OF_RECORD: Look = {"bold": True, "font_size": 11, "font_color": NAVY}
BESIDE: Look = {"font_color": GREY}
GAP_NUMBER: Look = {"num_format": '0" short";0" above";"–"'}
STEP: Look = {"text_wrap": True, "align": "left"}
INDENTED: Look = {"align": "left", "indent": 1}
NEXT: Look = {**STEP, **INDENTED, "bold": True, "font_color": NAVY}
EVIDENCE: Look = {**STEP, "italic": True, "font_size": 9}
CLOSING: Look = {"font_color": GREY, "font_size": 9, "text_wrap": True}
