"""An intake as Parquet: folders of partitions, each created and written before the next."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import count
from pathlib import Path

import pandas as pd

from faie_sheets.notebook.frames_of_results import (
    Whose,
    files_frame,
    items_frame,
    problems_frame,
    results_frame,
    whose,
)
from faie_sheets.records.intake import Intake
from faie_sheets.workbook.urls import local_path
from faie_sheets.workbook.write import save

TABLES = ("results", "ratings", "problems", "files")
_PART = re.compile(r"part-\d{5,}\.parquet")


def write_parquet(intake: Intake, path: str | os.PathLike[str], rows: int) -> None:
    """Write the four tables of an intake as partitions; ``Intake.to_parquet`` describes them.

    Raises:
        ImportError: pyarrow is not installed.
        FileExistsError: there is something else at the path.
        OSError: the folder cannot be written.
        ValueError: ``rows`` is not above 0.
    """
    if rows < 1:
        raise ValueError(f"a partition of {rows} engineers is impossible")
    try:
        import_module("pyarrow")
    except ImportError as error:
        raise ImportError("Parquet is written by pyarrow: pip install pyarrow") from error
    target = local_path(path)
    _check_place(target)
    with save.folder_beside(target) as folder:
        parts = {table: _Partitions(folder / table) for table in TABLES}
        known: dict[str, Whose] = {}
        for part in _of_results(intake, rows):
            known |= whose(part)
            parts["results"].write(results_frame(part))
            parts["ratings"].write(items_frame(part))
        for begin in _begins(len(intake.problems), rows):
            some = intake.problems[begin : begin + rows]
            parts["problems"].write(problems_frame(intake, some, known))
        for begin in _begins(len(intake.files), rows):
            parts["files"].write(files_frame(intake, intake.files[begin : begin + rows], known))


def _of_results(intake: Intake, rows: int) -> Iterator[Intake]:
    """The intake in parts, each with the next of its results, which are read only once."""
    for begin in _begins(len(intake.results), rows):
        yield dataclasses.replace(intake, results=tuple(intake.results[begin : begin + rows]))


def _begins(length: int, rows: int) -> range:
    """Where partitions begin; an empty table has one as well, for its columns."""
    return range(0, max(length, 1), rows)


class _Partitions:
    """The partitions of one table."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._places = (folder / f"part-{number:05}.parquet" for number in count())

    def write(self, frame: pd.DataFrame) -> None:
        frame.to_parquet(next(self._places), engine="pyarrow", index=False)


def _check_place(target: Path) -> None:
    """Make sure that only partitions written by an earlier call are replaced."""
    for path in target.rglob("*") if target.is_dir() else [target]:
        if path.exists() and not _is_ours(path, *path.relative_to(target).parts):
            why = "is not a partition of ours, and would be lost: choose a separate folder"
            raise FileExistsError(17, why, str(path))


def _is_ours(path: Path, table: str = "", part: str = "", *deeper: str) -> bool:
    """Whether a path is the folder of one of the tables, or a partition directly in it."""
    if deeper or table not in TABLES:
        return False
    return path.is_file() and bool(_PART.fullmatch(part)) if part else path.is_dir()
