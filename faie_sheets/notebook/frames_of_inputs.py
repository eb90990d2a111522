"""Frames of JDs, of the differences between two JDs, and of rosters."""

from __future__ import annotations

import dataclasses

import pandas as pd

from faie_sheets.notebook.frame_columns import REAL, TEXT, WHOLE, Types, competencies, frame
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.revision import DifferenceKind, JdDiff
from faie_sheets.records.roster import Engineer, Roster
from faie_sheets.scoring.score import points

_TEXTS = ("code", "name", "rank", "what", "old", "new", "effect")


def competencies_frame(jd: JobDescription) -> pd.DataFrame:
    """One row per competency."""
    types: Types = {
        "code": competencies(jd),
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
        "code": competencies(jd),
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
