"""The names of the summary's sheets; a workbook that has all of them is a summary."""

from __future__ import annotations

OVERVIEW = "Overview"
RESULTS = "Results"
MATRIX = "Matrix"
GAPS = "Gaps"
ONE_LEVEL_AWAY = "One level away"
GAP_LIST = "Gap list"
RATERS = "Self vs assessor"
BOTH_RATINGS = "Both ratings"
PROBLEMS = "Problems"
MISSING = "Missing"
ABOUT = "About"
SHEETS = (
    OVERVIEW, RESULTS, MATRIX, GAPS, ONE_LEVEL_AWAY, GAP_LIST, RATERS, BOTH_RATINGS, PROBLEMS,
    MISSING, ABOUT,
)  # fmt: skip
DATA = "_data"
"""The hidden sheet from which a summary is read back."""
