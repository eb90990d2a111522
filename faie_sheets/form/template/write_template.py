"""``write_template``: writes the form of a JD as a workbook."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Mapping
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from faie_sheets.form.template import assessment_sheet, calculation, levels_sheet
from faie_sheets.form.template.page import FormFormats
from faie_sheets.layouts import form as layout
from faie_sheets.records.job_description import JobDescription
from faie_sheets.workbook.write import save
from faie_sheets.workbook.write.worksheet import TEXT_IS_TEXT, Worksheet

_FIXED_DATE = dt.datetime(2026, 1, 1)


def write_template(jd: JobDescription, path: str | os.PathLike[str]) -> None:
    """Write the assessment form of a JD as a template, for HR to restyle and issue.

    The workbook has the sheet *Assessment*, the reference sheet *Levels*, and three hidden
    sheets: the scales behind the drop-downs, the calculation, and the form's identity. Tokens
    such as ``{{name}}`` and ``{{required:AIAE04}}`` mark where each engineer's data go.

    Args:
        jd: the job description, with the weights, scales and requirements for the form.
        path: where to write; an existing file is replaced atomically.

    Raises:
        OSError: the folder cannot be written.

    Example:
        >>> import faie_sheets as fs
        >>> fs.write_template(fs.builtin.jd(), "template.xlsx")
    """
    save.write_bytes(path, template_bytes(jd))


def template_bytes(jd: JobDescription) -> bytes:
    """The template's content; the same JD gives the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_IS_TEXT})
    book.worksheet_class = Worksheet
    book.set_properties(
        {
            "title": f"{jd.role} – competency assessment",
            "subject": " ".join(filter(None, (jd.document.code, jd.document.version))),
            "created": _FIXED_DATE,
        }
    )
    assessment = book.add_worksheet(layout.ASSESSMENT)
    levels = book.add_worksheet(layout.LEVELS)
    hidden = [book.add_worksheet(n) for n in (layout.SCALES, layout.CALCULATION, layout.IDENTITY)]
    scales, calculated, identity = hidden
    looks = FormFormats(book)
    ranges = _write_scales(scales, jd)
    cells = assessment_sheet.item_cells(jd, ranges.numbers)
    figures = calculation.write_calculation(calculated, jd, cells)
    assessment_sheet.write_assessment_sheet(assessment, jd, looks, ranges.labels, figures)
    levels_sheet.write_levels_sheet(levels, jd, looks)
    levels.protect()
    _write_identity(identity, jd)
    for sheet in hidden:
        sheet.protect()
        sheet.hide()
    identity.very_hidden()
    book.close()
    return buffer.getvalue()


class _Ranges(NamedTuple):
    """The ranges of level numbers and of labels, each by competency code."""

    numbers: Mapping[str, str]
    labels: Mapping[str, str]


def _write_scales(sheet: Worksheet, jd: JobDescription) -> _Ranges:
    """Write two columns per competency under its code: level numbers and entries, lowest first."""
    numbers, labels = {}, {}
    for column, item in zip(range(0, 2 * len(jd.competencies), 2), jd.competencies, strict=True):
        sheet.write_string(0, column, item.code)
        sheet.write_string(0, column + 1, item.name)
        for row, level in enumerate(item.scale, 1):
            sheet.write_number(row, column, level.level)
            sheet.write_string(row, column + 1, level.entry)
        last = max(len(item.scale), 1)
        numbers[item.code] = f"{layout.SCALES}!{xl_range_abs(1, column, last, column)}"
        labels[item.code] = f"{layout.SCALES}!{xl_range_abs(1, column + 1, last, column + 1)}"
    return _Ranges(numbers, labels)


def _write_identity(sheet: Worksheet, jd: JobDescription) -> None:
    values = {
        "schema": layout.SCHEMA,
        "jd_fingerprint": jd.fingerprint,
        **{field: layout.braced(field) for field in layout.IDENTITY_TOKENS},
    }
    for row, (field, key) in enumerate(layout.IDENTITY_KEYS.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, values[field])
