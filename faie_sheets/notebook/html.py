"""How a notebook shows records: the facts that readers look for first, as tidy HTML.

``html_of`` is what a record's ``_repr_html_`` returns, and ``text_of`` what IPython's terminal
shows. Both are limited in length, however large the record; frames have everything.
"""

from __future__ import annotations

from functools import singledispatch

from faie_sheets.notebook.html_of_lists import (
    jd_html,
    manifest_html,
    problem_html,
    problem_text,
    problems_html,
    problems_text,
    roster_html,
)
from faie_sheets.notebook.html_of_results import assessment_html, intake_html, result_html
from faie_sheets.notebook.markup import Html, above_the_tables
from faie_sheets.problems import Problem
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.form import Manifest
from faie_sheets.records.intake import Intake
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.problem_list import Problems
from faie_sheets.records.result import Result
from faie_sheets.records.roster import Roster

__all__ = ["html_of", "text_of"]


@singledispatch
def html_of(record: object) -> Html:
    """A record as HTML.

    Raises:
        TypeError: records of this type cannot be shown.
    """
    raise TypeError(f"{type(record).__name__} cannot be shown as HTML")


html_of.register(Assessment)(assessment_html)
html_of.register(Intake)(intake_html)
html_of.register(JobDescription)(jd_html)
html_of.register(Manifest)(manifest_html)
html_of.register(Problem)(problem_html)
html_of.register(Problems)(problems_html)
html_of.register(Result)(result_html)
html_of.register(Roster)(roster_html)


@singledispatch
def text_of(record: object) -> str:
    """A record as text: the lines above the first table of its HTML."""
    return above_the_tables(html_of(record))


text_of.register(Problem)(problem_text)
text_of.register(Problems)(problems_text)
