"""The types of columns, and frames built from rows with exactly these columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from faie_sheets.records.job_description import JobDescription

Row = Mapping[str, object]
Types = Mapping[str, Any]
"""Column → dtype, in the order of the columns."""

TEXT, WHOLE, TRUTH, REAL = "string", "Int64", "boolean", "float64"


def frame(rows: Iterable[Row], types: Types) -> pd.DataFrame:
    """A frame with exactly these columns and types, with or without rows."""
    columns: dict[str, list[object]] = {name: [] for name in types}
    for row in rows:
        for name, values in columns.items():
            value = row[name]
            values.append(_encodable(value) if types[name] is TEXT and value else value)
    return pd.DataFrame({name: pd.Series(columns[name], dtype=types[name]) for name in types})


def _encodable(value: object) -> str:
    """A text that Arrow and Parquet can store, with lone surrogates replaced."""
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def ordered(codes: Sequence[str]) -> pd.CategoricalDtype:
    """Ordered categories, each code once."""
    return pd.CategoricalDtype(list(dict.fromkeys(codes)), ordered=True)


def ranks(jd: JobDescription) -> pd.CategoricalDtype:
    """The ranks, lowest first."""
    return ordered(jd.rank_codes)


def competencies(jd: JobDescription) -> pd.CategoricalDtype:
    """The competencies in the JD's order."""
    return ordered([item.code for item in jd.competencies])


def real(value: Fraction | None) -> float | None:
    """An exact figure as a float for a frame; None stays None."""
    return None if value is None else float(value)
