"""Job families in the layouts, formats and programs that people choose: one model comes of them.

How a workbook is laid out and written is in ``jd_family``; none of it is the sample's own builder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from effort import examples
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jd_family.compare import differences, expected, kept
from jd_family.families import FAMILIES
from jd_family.layout import Layout
from jd_family.layouts import LAYOUTS
from jd_family.sections import pages
from jd_family.sheetjs import BY_SHEETJS
from jd_family.writers import WRITERS, by_openpyxl
from programs import gnumeric, libreoffice

import faie_sheets as fs
from faie_sheets.problems import Severity
from faie_sheets.workbook.read.source import Source

LARGE = "twenty competencies"
FILES = Path(__file__).parent / "files" / "jd"

Format = Literal["xlsx", "ods", "xls"]


def assert_same(source: Source, family: str, layout: Layout) -> None:
    """A workbook is read as the family that was written, and nothing of it is an error."""
    read = fs.read_jd(source)
    errors = [p.message for p in read.problems if p.severity is Severity.ERROR]
    assert differences(kept(read, layout), expected(FAMILIES[family](), layout)) == []
    assert errors == []


def written(family: str, layout: Layout, writer: str = "XlsxWriter") -> bytes:
    return WRITERS[writer](pages(FAMILIES[family](), layout))


@pytest.mark.parametrize(
    ("family", "writer"),
    [
        *((family, "XlsxWriter") for family in FAMILIES if family != LARGE),
        *((family, "openpyxl") for family in ("Vietnamese", "three competencies")),
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_family__in_any_layout__is_read_as_written(layout: str, family: str, writer: str) -> None:
    assert_same(written(family, LAYOUTS[layout], writer), family, LAYOUTS[layout])


@pytest.mark.parametrize(
    "layout",
    [
        "usual",
        "at A1",
        "all on one sheet",
        "sections side by side",
        "blank rows",
        "scratch rows first",
        "old copy first",
        "weights as numbers",
        "scales in threes, lowest first",
        "every sheet in another order",
        "titles above the header",
        "ranks in one cell",
        "ranks by title",
        "much at once",
    ],
)
def test_large_family__in_another_layout__is_read_as_written(layout: str) -> None:
    assert_same(written(LARGE, LAYOUTS[layout]), LARGE, LAYOUTS[layout])


# -- other formats and programs ------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
def test_xlsm__without_macros__is_read_as_written(family: str) -> None:
    layout = LAYOUTS["usual"]
    assert_same(by_openpyxl(pages(FAMILIES[family](), layout), macros=True), family, layout)


@pytest.mark.parametrize("file", BY_SHEETJS)
def test_file__of_sheetjs__is_read_as_written(file: str) -> None:
    family, layout = BY_SHEETJS[file]
    assert_same(FILES / file, family, LAYOUTS[layout])


@pytest.mark.parametrize(
    ("family", "layout", "writer"),
    [
        ("FAIE", "usual", "XlsxWriter"),
        ("FAIE", "bold words", "openpyxl"),
        ("Vietnamese", "weights under a formula without a value", "openpyxl"),
        ("Vietnamese", "much at once", "XlsxWriter"),
        ("three competencies", "all on one sheet", "XlsxWriter"),
        ("twenty competencies", "cells merged", "openpyxl"),
        ("twenty competencies", "versions as numbers", "XlsxWriter"),
    ],
)
@pytest.mark.parametrize("format", ["xlsx", "ods", "xls"])
def test_file__of_libreoffice__is_read_as_written(
    family: str,
    layout: str,
    writer: str,
    format: Format,  # noqa: A002 - the name of the harness's argument
    tmp_path: Path,
) -> None:
    source = tmp_path / "jd.xlsx"
    source.write_bytes(written(family, LAYOUTS[layout], writer))
    saved = libreoffice.fill(source, "", {}, tmp_path / "saved", format)
    assert_same(saved, family, LAYOUTS[layout])


@pytest.mark.parametrize(
    ("family", "layout"),
    [("Vietnamese", "total row by formula"), ("two competencies", "all on one sheet with notes")],
)
@pytest.mark.parametrize("format", ["xlsx", "ods", "xls"])
def test_file__of_gnumeric__is_read_as_written(
    family: str,
    layout: str,
    format: Format,  # noqa: A002 - the name of the harness's argument
    tmp_path: Path,
) -> None:
    source = tmp_path / "jd.xlsx"
    source.write_bytes(written(family, LAYOUTS[layout]))
    saved = gnumeric.convert(source, tmp_path / "saved", format)
    assert_same(saved, family, LAYOUTS[layout])


# -- any combination -----------------------------------------------------------------------------


def sensible(layout: Layout) -> bool:
    """Nobody shows the old competency model and hides the new one."""
    return layout.old != "visible" or layout.hidden != "all but the first"


layouts = st.from_type(Layout).filter(sensible)


# Among so many layouts a failing one takes minutes to explain; the smallest one says enough.
@settings(
    max_examples=examples(100),
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
@given(st.sampled_from(list(FAMILIES)), layouts, st.sampled_from(list(WRITERS)))
def test_family__in_a_layout_at_random__is_read_as_written(
    family: str, layout: Layout, writer: str
) -> None:
    assert_same(written(family, layout, writer), family, layout)
