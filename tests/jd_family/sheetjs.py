"""What SheetJS is to write, as JSON: the input of ``files/jd/make_with_sheetjs.mjs``.

Run: ``PYTHONPATH=tests python -m jd_family.sheetjs``
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from typing import Any

from .cells import Page, Percent, Rich, Sum, Value
from .families import FAMILIES
from .layouts import LAYOUTS
from .sections import pages
from .writers import DATE_FORMAT, formula

BY_SHEETJS = {
    "faie.xlsb": ("FAIE", "usual"),
    "vietnamese.xlsb": ("Vietnamese", "weights under a formula"),
    "vietnamese.full.xlsb": ("Vietnamese", "weights under a formula"),
    "twenty.full.xlsb": ("twenty competencies", "columns between"),
    "vietnamese.xls": ("Vietnamese", "total row"),
    "three.xls": ("three competencies", "two sections a sheet"),
    "two.xls": ("two competencies", "dates as 1-Feb-2026"),
    "two.ods": ("two competencies", "weights as text"),
    "three.ods": ("three competencies", "usual"),
    "faie.xlsx": ("FAIE", "all on one sheet"),
    "vietnamese.xlsx": ("Vietnamese", "sections side by side"),
    "twenty.xlsm": ("twenty competencies", "cells merged"),
    "two.xlsm": ("two competencies", "old copy hidden and first"),
}
"""File → the family and the layout; the ending says the format.

SheetJS leaves the column out of most cells of an .xlsb, as the format allows; Excel never does, nor
do the ``.full.xlsb``.
"""


def as_json(sheets: Sequence[Page]) -> list[dict[str, Any]]:
    """Sheets as plain data: every cell with its type and, where it has one, its number format."""
    return [
        {
            "name": page.name,
            "state": page.state,
            "merges": page.merges,
            "cells": [
                {"r": row, "c": column, **_json(value, column)}
                for (row, column), value in page.cells.items()
            ],
        }
        for page in sheets
    ]


def _json(value: Value, column: int) -> dict[str, Any]:
    match value:
        case Rich():
            return {"t": "s", "v": value.text}
        case Percent():
            return {"t": "n", "v": value.value, "z": "0%"}
        case Sum():
            return {**_json(value.value, column), "f": formula(value, column)}
        case dt.date():
            return {"t": "d", "v": value.isoformat(), "z": DATE_FORMAT}
        case str():
            return {"t": "s", "v": value}
        case _:
            return {"t": "n", "v": value}


if __name__ == "__main__":
    plans = {
        name: as_json(pages(FAMILIES[family_name](), LAYOUTS[layout]))
        for name, (family_name, layout) in BY_SHEETJS.items()
    }
    json.dump(plans, sys.stdout, ensure_ascii=False)
