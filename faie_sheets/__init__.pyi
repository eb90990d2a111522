"""The public names, and the module that each comes from; imported when first asked for."""

from . import builtin
from .corrections import SentBack, write_returns
from .feedback import Feedback, write_feedback
from .form.issue.manifest import read_manifest
from .form.issue.write_forms import write_forms
from .form.read.read_form import read_form
from .form.template.write_template import write_template
from .intake.read_forms import read_forms
from .jd.export import from_json, to_json
from .jd.read_jd import read_jd
from .problems import (
    FaieSheetsError,
    Kind,
    Problem,
    Problems,
    Severity,
    UnusableSourceError,
)
from .records.assessment import Assessment, Rater, Rating
from .records.form import FormIdentity, IssuedForm, Manifest
from .records.intake import FileOutcome, Intake, Outcome
from .records.job_description import (
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
from .records.result import ItemResult, Result, Score, Status
from .records.revision import (
    Difference,
    DifferenceKind,
    JdDiff,
    RankTotal,
)
from .records.roster import Engineer, Roster
from .revision.diff import diff_jd
from .roster import read_roster
from .scoring.score import score
from .summary.read import read_summary
from .summary.write import write_summary
from .text.passages import Passage
from .workbook.read.source import Source

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
    "Responsibilities",
    "Result",
    "Roster",
    "Score",
    "SentBack",
    "Severity",
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

__version__: str
