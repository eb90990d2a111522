"""Files that come with the library: the FAIE JD, its template, a roster and returned forms.

In a checkout they are in ``samples/`` and ``templates/`` at the top level; an installed wheel has
the same files inside the package.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faie_sheets.records.job_description import JobDescription

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "builtin_files"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

JD_PATH = _ROOT / "samples" / "FAIE_JD.xlsx"
"""The FAIE JD workbook."""
TEMPLATE_PATH = _ROOT / "templates" / "FAIE_assessment_template.xlsx"
"""Its template, as written by ``write_template``."""
ROSTER_PATH = _ROOT / "samples" / "roster.xlsx"
"""A roster of invented engineers."""
FILLED_PATH = _ROOT / "samples" / "filled"
"""Forms as these invented engineers returned them."""


@cache
def jd() -> JobDescription:
    """The built-in JD: FleziPT AI Application Engineer, FAIE01 to FAIE03."""
    from faie_sheets.jd.read_jd import read_jd  # noqa: PLC0415  imported only when used

    return read_jd(JD_PATH)


@cache
def template() -> bytes:
    """The built-in JD's template."""
    return TEMPLATE_PATH.read_bytes()
