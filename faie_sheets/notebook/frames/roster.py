"""A roster as a frame."""

from __future__ import annotations

import dataclasses

import pandas as pd

from faie_sheets.notebook.frames.columns import TEXT, frame
from faie_sheets.records.roster import Engineer, Roster


def roster_frame(roster: Roster) -> pd.DataFrame:
    """One row an engineer, one column an attribute of the engineer, all text."""
    names = [attribute.name for attribute in dataclasses.fields(Engineer)]
    rows = ({name: getattr(engineer, name) for name in names} for engineer in roster)
    return frame(rows, dict.fromkeys(names, TEXT))
