"""Records as a notebook shows them: the facts that one looks for first, as tidy HTML.

Each function is what a record's ``_repr_html_`` returns. What is shown is bounded, however much a
record holds; frames have all of it.
"""

from faie_sheets.display.assessment import assessment_html
from faie_sheets.display.intake import intake_html
from faie_sheets.display.jd import jd_html
from faie_sheets.display.problems import problem_html, problems_html
from faie_sheets.display.result import result_html

__all__ = [
    "assessment_html",
    "intake_html",
    "jd_html",
    "problem_html",
    "problems_html",
    "result_html",
]
