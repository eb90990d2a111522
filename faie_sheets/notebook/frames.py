"""The columns of the pandas data frames of intakes, JDs and rosters.

Texts have the dtype ``string``, levels and counts ``Int64``, totals and points ``float64``, and
true/false ``boolean``; ranks and competencies are ordered categories, with the lowest rank and the
first competency first. A missing value is always missing to ``isna()``, never 0 and never the text
``nan``; a detail of an engineer that was not given, such as the unit, and an empty list of codes
are the empty text. Rows are numbered from 0 in the order described here, no matter in which order
the files were read. ``to_parquet`` and ``read_parquet`` return the same frame (though one without
rows loses its categories). A lone surrogate, half a character, becomes the replacement
character �.

``intake.to_frame()``, one row per engineer, in the order of the intake:

===============  ===========================================================================
column           meaning
===============  ===========================================================================
employee_id      employee ID
name             full name
unit             organisational unit
current_rank     current rank; ordered categories, lowest rank first
target_rank      rank the assessment is for; ordered; missing where it is not known
rank             rank attained; ordered; missing while incomplete and below every rank
total            total in percent, 0 to 100; NaN while incomplete
status           ``complete`` or ``incomplete``
basis            whose ratings count: ``assessor`` or ``self``
provisional      True where no assessor has rated
meets_target     whether every level of the target rank is met; <NA> where it is unknown
blocked_by       codes of the competencies short of the target rank, ``AIAE04, AIAE08``
missing          codes of the competencies without a level that counts
self_total       total of the engineer's own ratings in percent; NaN while incomplete
assessor_total   total of the assessor's ratings in percent; NaN while incomplete
assessor         who rates
period           assessment period
problems         how many problems the file has
file             name of the file
sha256           SHA-256 of the file
===============  ===========================================================================

``intake.items_frame()``, one row per rating, for both raters: engineer × rater × competency:

===============  ===========================================================================
column           meaning
===============  ===========================================================================
employee_id      employee ID
name             full name
unit             organisational unit
target_rank      as above
code             code of the competency; ordered categories, in the JD's order
competency       its name
weight           its weight in percent
rater            ``self`` or ``assessor``
of_record        whether this rater's ratings count
level            rated level; <NA> where there is none, which is not level 0
max_level        top level of the scale
points           points for the level, a fraction of 1; a rater's add up to the total ÷ 100
required         level that the target rank requires; <NA> where it requires none
gap              required − level: above 0 is short of the target; <NA> where either is
label            the level's label
evidence         the evidence given; the same for both raters
file             name of the file
===============  ===========================================================================

``intake.problems_frame()``, one row per problem, in the order of the intake:

===============  ===========================================================================
column           meaning
===============  ===========================================================================
code             what kind of problem, such as ``rating-not-on-scale``
severity         ``warning`` or ``error``, in that order
employee_id      ID of the engineer whose file it is; missing where no result was read from it
name             name of that engineer
file             name of the file; missing where none is involved
sheet            name of the sheet; missing where none is involved
cell             address of the cell, such as ``G9``; missing where none is involved
found            what was found
expected         what is allowed there
fix              what to do about it
message          all of it on one line
===============  ===========================================================================

``intake.files_frame()``, one row per file that was handed in, ordered by name:

===============  ===========================================================================
column           meaning
===============  ===========================================================================
file             name of the file
outcome          ``scored``, ``incomplete``, ``rejected`` or ``superseded``
employee_id      ID of the engineer whose result was read from it; missing where none was
problems         how many problems it has
sha256           SHA-256 of its content; missing where it could not be read
===============  ===========================================================================

``jd.to_frame()``, one row per competency, in the JD's order:

===============  ===========================================================================
column           meaning
===============  ===========================================================================
code             code of the competency; ordered categories
number           its number in the JD
competency       its name
weight           its weight in percent
explanation      what is assessed
max_level        top level of its scale
required_…       level a rank requires, a column per rank (``required_FAIE01``); <NA>: none
===============  ===========================================================================

``jd.levels_frame()``, one row per level of a competency's scale, in the JD's order:

===============  ===========================================================================
column           meaning
===============  ===========================================================================
code             as above
competency       as above
level            number of the level
text             what someone at this level shows
label            what the form's drop-down shows
points           points for the level, a fraction of 1
required_by      codes of the ranks that require exactly this level, ``FAIE01, FAIE02``
===============  ===========================================================================

``diff.to_frame()``, one row per difference between two JDs, in the order of the workbook:

===============  ===========================================================================
column           meaning
===============  ===========================================================================
kind             what it is about, such as ``weight``: the values of ``DifferenceKind``
code             code of the competency or rank; missing for the rest
name             name of the competency, job title, heading or term; missing for the rest
rank             rank whose requirement it is; missing elsewhere
level            number of the level; <NA> elsewhere
what             what differs, as a noun
old              what the old revision says; missing where it says nothing
new              what the new revision says; missing where it says nothing
effect           how it affects people; missing where it does not
named_in         labels of the new entries that mention it, ``3, 4``; missing where none does
unnamed          True where a new entry should mention it and none does
===============  ===========================================================================

``roster.to_frame()``, one row per engineer, in the order of the list, all text; saved as CSV it is
a roster again:

===============  ===========================================================================
column           meaning
===============  ===========================================================================
id               employee ID, the ``employee_id`` of the other frames
name             full name
unit             organisational unit
current_rank     current rank, by code or title as in the list
target_rank      rank the assessment is for, by code or title as in the list
assessor         who rates
period           assessment period
email            address to send the form to
===============  ===========================================================================
"""

from __future__ import annotations

import dataclasses

import pandas as pd

from faie_sheets.notebook.frames_of_results import (
    REAL,
    TEXT,
    WHOLE,
    Types,
    competency_categories,
    files_frame,
    frame,
    items_frame,
    problems_frame,
    results_frame,
)
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.revision import DifferenceKind, JdDiff
from faie_sheets.records.roster import Engineer, Roster
from faie_sheets.scoring.score import points

__all__ = [
    "competencies_frame",
    "differences_frame",
    "files_frame",
    "items_frame",
    "levels_frame",
    "problems_frame",
    "results_frame",
    "roster_frame",
]


_TEXTS = ("code", "name", "rank", "what", "old", "new", "effect")


def competencies_frame(jd: JobDescription) -> pd.DataFrame:
    """One row per competency."""
    types: Types = {
        "code": competency_categories(jd),
        "number": WHOLE,
        "competency": TEXT,
        "weight": REAL,
        "explanation": TEXT,
        "max_level": WHOLE,
        **{f"required_{rank}": WHOLE for rank in jd.rank_codes},
    }
    rows = (
        {
            "code": item.code,
            "number": item.number,
            "competency": item.name,
            "weight": float(item.weight),
            "explanation": item.explanation,
            "max_level": item.max_level,
            **{f"required_{rank}": item.required.get(rank) for rank in jd.rank_codes},
        }
        for item in jd.competencies
    )
    return frame(rows, types)


def levels_frame(jd: JobDescription) -> pd.DataFrame:
    """One row per level of a competency's scale."""
    types: Types = {
        "code": competency_categories(jd),
        "competency": TEXT,
        "level": WHOLE,
        "text": TEXT,
        "label": TEXT,
        "points": REAL,
        "required_by": TEXT,
    }
    rows = (
        {
            "code": item.code,
            "competency": item.name,
            "level": level.level,
            "text": level.text,
            "label": level.label,
            "points": float(points(level.level, item)) if item.max_level else None,
            "required_by": ", ".join(
                rank for rank in jd.rank_codes if item.required.get(rank) == level.level
            ),
        }
        for item in jd.competencies
        for level in item.scale
    )
    return frame(rows, types)


def roster_frame(roster: Roster) -> pd.DataFrame:
    """One row per engineer, one column per attribute of the engineer, all text."""
    names = [attribute.name for attribute in dataclasses.fields(Engineer)]
    rows = ({name: getattr(engineer, name) for name in names} for engineer in roster)
    return frame(rows, dict.fromkeys(names, TEXT))


def differences_frame(diff: JdDiff) -> pd.DataFrame:
    """One row per difference, with the columns in :mod:`faie_sheets.notebook.frames`."""
    kinds = pd.CategoricalDtype([str(kind) for kind in DifferenceKind])
    columns = {
        "kind": pd.Series([str(d.kind) for d in diff], dtype=kinds),
        **{text: _texts([getattr(d, text) for d in diff]) for text in _TEXTS},
        "named_in": _texts([", ".join(d.named_in) for d in diff]),
        "level": pd.Series([d.level for d in diff], dtype="Int64"),
        "unnamed": pd.Series([d.unnamed for d in diff], dtype="boolean"),
    }
    order = ["kind", "code", "name", "rank", "level", "what", "old", "new", "effect", "named_in"]
    return pd.DataFrame(columns)[[*order, "unnamed"]]


def _texts(values: list[str]) -> pd.Series[str]:
    return pd.Series([value or None for value in values], dtype="string")
