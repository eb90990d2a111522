"""The form's layout, in one place: sheets, labels, columns, tokens and identity.

The writer places things in this order; the reader finds them by these labels, even if a
spreadsheet program or a person has moved them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from faie_sheets.records.job_description import JobDescription

SCHEMA = "1"
"""Version of this layout, carried by every form."""

ASSESSMENT = "Assessment"
LEVELS = "Levels"
SCALES = "_scales"
CALCULATION = "_calculation"
IDENTITY = "_identity"
COMPUTED = (SCALES, CALCULATION)
"""The hidden sheets behind drop-downs and points; everything on them follows from the JD."""


CORRECTION_ENDING = " - please correct.xlsx"
"""The ending of the name of a form to correct, which distinguishes it from the form returned."""


class FormColumn(NamedTuple):
    """A column of the table of competencies.

    Attributes:
        field: its name in the code.
        label: its header on the sheet; stable, as others rely on it.
        width: in characters.
        input: whether engineer or assessor fills it in.
    """

    field: str
    label: str
    width: float
    input: bool = False


COLUMNS = (
    FormColumn("code", "Code", 12),
    FormColumn("name", "Competency", 20),
    FormColumn("weight", "Weight", 8),
    FormColumn("explanation", "What is assessed", 52),
    FormColumn("required", "Required", 26),
    FormColumn("self", "Self level", 27, input=True),
    FormColumn("assessor", "Assessor level", 27, input=True),
    FormColumn("evidence", "Evidence", 26, input=True),
    FormColumn("points", "Points", 10),
    FormColumn("meets", "Meets target", 10),
)
COLUMN_NUMBER = {column.field: number for number, column in enumerate(COLUMNS)}
RATING_FIELDS = ("self", "assessor")

HEADERS = {column.field: (column.label.casefold(),) for column in COLUMNS}
"""Field → spelling of its header, as the reader looks for it."""
REQUIRED_HEADERS = ("code", *RATING_FIELDS)
"""Headers without which a sheet is not a form."""

WHO = {
    "employee_id": "Employee ID",
    "name": "Name",
    "unit": "Unit",
    "current_rank": "Current rank",
    "target_rank": "Target rank",
    "assessor": "Assessor",
    "period": "Period",
}
"""Field → the label next to which the form says whom it is for."""

NOT_REQUIRED = "–"
"""What the form shows where the target rank requires no level in a competency."""

FORM_ID_LABEL = "Form ID"
TOTAL_LABEL = "Total"
RANK_LABEL = "Rank attained"

IDENTITY_KEYS = {
    "schema": "faie_sheets form",
    "form_id": "form id",
    "jd_fingerprint": "JD fingerprint",
    "employee_id": "employee id",
    "target_rank": "target rank",
}
"""Field → the key next to which the hidden identity sheet has its value."""
IDENTITY_TOKENS = ("form_id", "employee_id", "target_rank")
"""The fields of the identity that are filled in for each form."""

REQUIRED_TOKENS = (*WHO, "form_id")
"""Tokens that every template must have, besides ``required:CODE`` for each competency."""
OPTIONAL_TOKENS = ("email", "target_title", "role", "jd_code", "jd_version")
"""Tokens that HR may add to its own template."""


TOKEN = re.compile(r"\{\{\s*([^{}<>]+?)\s*\}\}")
"""A token as written in a template; the group is its name."""


def required_token(code: str) -> str:
    """The token for the label of the level that the target rank requires in a competency."""
    return f"required:{code}"


def tokens_of(jd: JobDescription) -> tuple[str, ...]:
    """Every token that a template for this JD must have."""
    return (*REQUIRED_TOKENS, *(required_token(item.code) for item in jd.competencies))


def braced(token: str) -> str:
    """A token as written in a template's cell: ``{{name}}``."""
    return "{{" + token + "}}"
