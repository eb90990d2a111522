"""What is asked for by :func:`faie_sheets.showing.notebook`, and where it comes from."""

from .frames import (
    competencies_frame,
    differences_frame,
    files_frame,
    items_frame,
    levels_frame,
    problems_frame,
    results_frame,
    roster_frame,
)
from .html import html_of, text_of
from .parquet import write_parquet
from .plot_matrix import plot_matrix
from .plots import plot_gaps, plot_levels

__all__ = [
    "competencies_frame",
    "differences_frame",
    "files_frame",
    "html_of",
    "items_frame",
    "levels_frame",
    "plot_gaps",
    "plot_levels",
    "plot_matrix",
    "problems_frame",
    "results_frame",
    "roster_frame",
    "text_of",
    "write_parquet",
]
