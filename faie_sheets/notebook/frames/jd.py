"""A JD as frames: its competencies, and the levels of their scales."""

from __future__ import annotations

import pandas as pd

from faie_sheets.notebook.frames.columns import REAL, TEXT, WHOLE, Types, competencies, frame
from faie_sheets.records.job_description import JobDescription
from faie_sheets.scoring.score import points


def competencies_frame(jd: JobDescription) -> pd.DataFrame:
    """One row a competency."""
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
    """One row a level of a competency's scale."""
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
