"""Competency assessments in Excel, from the job description workbook to scored results.

The way of the data::

    JD workbook → JobDescription → template → forms → filled forms
        → Assessment → Result → summary workbook, data frames
"""

__version__ = "0.1.0"

from faie_sheets import builtin
from faie_sheets.errors import FaieSheetsError, UnusableSourceError
from faie_sheets.excel.source import Source
from faie_sheets.feedback import Feedback, write_feedback
from faie_sheets.forms.issue import write_forms
from faie_sheets.forms.manifest import read_manifest
from faie_sheets.jd.export import from_json, to_json
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
from faie_sheets.records.problem_list import Problems
from faie_sheets.records.result import ItemResult, Result, Score, Status
from faie_sheets.records.revision import (
    Difference,
    DifferenceKind,
    JdDiff,
    Passage,
    RankTotal,
    RecordLine,
    Sighting,
)
from faie_sheets.records.roster import Engineer, Roster
from faie_sheets.returned.intake import read_forms
from faie_sheets.returned.read import read_form
from faie_sheets.revision.diff import diff_jd
from faie_sheets.roster import read_roster
from faie_sheets.scoring import score
from faie_sheets.send_back import SentBack, write_returns
from faie_sheets.summary.read import read_summary
from faie_sheets.summary.write import write_summary
from faie_sheets.template.write import write_template

__all__ = [
    "Area",
    "Assessment",
    "CareerPaths",
    "Change",
    "Competency",
    "Definition",
    "Difference",
    "DifferenceKind",
    "Document",
    "Engineer",
    "FaieSheetsError",
    "Feedback",
    "FileOutcome",
    "FormIdentity",
    "Intake",
    "IssuedForm",
    "ItemResult",
    "JdDiff",
    "JobDescription",
    "Kind",
    "Level",
    "Manifest",
    "Outcome",
    "Passage",
    "Picture",
    "Problem",
    "Problems",
    "Rank",
    "RankTotal",
    "Rater",
    "Rating",
    "RecordLine",
    "Responsibilities",
    "Result",
    "Roster",
    "Score",
    "SentBack",
    "Severity",
    "Sighting",
    "Source",
    "Status",
    "UnusableSourceError",
    "builtin",
    "diff_jd",
    "from_json",
    "read_form",
    "read_forms",
    "read_jd",
    "read_manifest",
    "read_roster",
    "read_summary",
    "score",
    "to_json",
    "write_feedback",
    "write_forms",
    "write_returns",
    "write_summary",
    "write_template",
]
