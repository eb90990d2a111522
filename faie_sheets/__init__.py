"""Competency assessments in Excel, from the job description workbook to scored results.

The way of the data::

    JD workbook → JobDescription → template → forms → filled forms
        → Assessment → Result → summary workbook, data frames
"""

__version__ = "0.1.0"

from faie_sheets import builtin
from faie_sheets.errors import FaieSheetsError, UnusableSourceError
from faie_sheets.excel.source import Source
from faie_sheets.forms.issue import write_forms
from faie_sheets.forms.manifest import read_manifest
from faie_sheets.jd.read import read_jd
from faie_sheets.problems import Kind, Problem, Severity
from faie_sheets.records.assessment import Assessment, Rater, Rating
from faie_sheets.records.form import FormIdentity, IssuedForm, Manifest
from faie_sheets.records.intake import FileOutcome, Intake, Outcome
from faie_sheets.records.job_description import (
    Area,
    CareerPaths,
    Change,
    Competency,
    Definition,
    Document,
    JobDescription,
    Level,
    Picture,
    Rank,
    Responsibilities,
)
from faie_sheets.records.result import ItemResult, Result, Score, Status
from faie_sheets.records.roster import Engineer, Roster
from faie_sheets.returned.intake import read_forms
from faie_sheets.returned.read import read_form
from faie_sheets.roster import read_roster
from faie_sheets.scoring import score
from faie_sheets.summary.write import write_summary
from faie_sheets.template.write import write_template

__all__ = [
    "Area",
    "Assessment",
    "CareerPaths",
    "Change",
    "Competency",
    "Definition",
    "Document",
    "Engineer",
    "FaieSheetsError",
    "FileOutcome",
    "FormIdentity",
    "Intake",
    "IssuedForm",
    "ItemResult",
    "JobDescription",
    "Kind",
    "Level",
    "Manifest",
    "Outcome",
    "Picture",
    "Problem",
    "Rank",
    "Rater",
    "Rating",
    "Responsibilities",
    "Result",
    "Roster",
    "Score",
    "Severity",
    "Source",
    "Status",
    "UnusableSourceError",
    "builtin",
    "read_form",
    "read_forms",
    "read_jd",
    "read_manifest",
    "read_roster",
    "score",
    "write_forms",
    "write_summary",
    "write_template",
]
