"""The intake: a batch of files read, and what became of every one of them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from faie_sheets.problems import Problem
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.problem_list import Problems
from faie_sheets.records.result import Result
from faie_sheets.records.roster import Engineer
from faie_sheets.showing import Shown, notebook

if TYPE_CHECKING:
    from faie_sheets.showing import Axes, DataFrame


Duplicates: TypeAlias = Literal["newest", "first", "refuse"]
"""Of several forms of one engineer: the one saved last counts, the one saved first, or none."""


class Outcome(StrEnum):
    """What became of a file; every file has exactly one."""

    SCORED = "scored"
    INCOMPLETE = "incomplete"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """A file that was handed in, and what became of it.

    Attributes:
        file: its name, relative to the folder that was read.
        sha256: SHA-256 of its content; ``""`` where it could not be read.
        outcome: scored, incomplete, rejected or superseded.
    """

    file: str
    sha256: str
    outcome: Outcome


@dataclass(frozen=True)
class Intake(Shown):
    """A batch of files read against one JD.

    Attributes:
        jd: the JD that decided weights, scales and requirements.
        results: one for each engineer with a readable form, in the order of the files; where the
            forms were read into a store, each is made anew whenever it is asked for.
        files: one for each file handed in, in the order of their names.
        problems: everything wrong, in the order of the files.
        missing: engineers on the roster or manifest who have returned nothing readable.
        due: the last day on which a form was to be saved, or None.
        late: engineers whose form was saved later, and, once that day is over, the missing.
    """

    jd: JobDescription
    results: Sequence[Result]
    files: tuple[FileOutcome, ...]
    problems: tuple[Problem, ...] = ()
    missing: tuple[Engineer, ...] = ()
    due: dt.date | None = None
    late: tuple[Engineer, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "problems", Problems(self.problems))

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def count(self, outcome: Outcome) -> int:
        """How many files had this outcome."""
        return sum(file.outcome is outcome for file in self.files)

    def to_frame(self) -> DataFrame:
        """One row an engineer; the columns are described in :mod:`faie_sheets.notebook.frames`."""
        return notebook().results_frame(self)

    def items_frame(self) -> DataFrame:
        """One row a rating; the columns are described in :mod:`faie_sheets.notebook.frames`."""
        return notebook().items_frame(self)

    def problems_frame(self) -> DataFrame:
        """One row a problem; the columns are described in :mod:`faie_sheets.notebook.frames`."""
        return notebook().problems_frame(self)

    def files_frame(self) -> DataFrame:
        """One row a file; the columns are described in :mod:`faie_sheets.notebook.frames`."""
        return notebook().files_frame(self)

    def to_parquet(self, path: str | os.PathLike[str], engineers: int = 2_000) -> None:
        """Write the four frames as Parquet, one partition in memory at a time.

        ``path`` becomes a folder with ``results/part-00000.parquet``, … of :meth:`to_frame`, and
        likewise ``ratings``, ``problems`` and ``files``, of the same columns and types as the
        frames (Parquet keeps no categories of a table without rows); pandas, Arrow's datasets, dask
        and others read each folder as one table. What an earlier call has written there is replaced
        as a whole.

        Args:
            path: the folder; made if it is not there.
            engineers: how many a partition of ``results`` and ``ratings`` has; so many rows has one
                of the others. Some 30 MB of memory for each 1,000.

        Raises:
            ImportError: pyarrow is not installed; the message says how.
            FileExistsError: it holds anything but such partitions in such folders, or is a file.
            OSError: the folder cannot be written.
            ValueError: ``engineers`` is not above 0, or ``path`` is a URL.

        Example:
            >>> import faie_sheets as fs
            >>> import pandas as pd
            >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
            >>> intake.to_parquet("parquet")
            >>> len(pd.read_parquet("parquet/results")) == len(intake)
            True
        """
        notebook().write_parquet(self, path, engineers)

    def plot_gaps(self, ax: Axes | None = None) -> Axes:
        """Draw in which competencies engineers fall short of their target ranks.

        A bar a competency, the one in which most fall short at the top: how many are one level
        short and how many more, of those with a target rank and a level of record in it. What
        rests on a self-assessment alone counts as well.

        Args:
            ax: axes of matplotlib to draw on; a figure of its own without them.

        Returns:
            The axes.

        Raises:
            ImportError: matplotlib is not installed; the message says how.

        Example:
            >>> import faie_sheets as fs
            >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
            >>> ax = intake.plot_gaps()
        """
        return notebook().plot_gaps(self, ax)

    def plot_matrix(
        self, ax: Axes | None = None, *, by: Literal["engineer", "unit"] | None = None
    ) -> Axes:
        """Draw engineers × competencies, coloured by the gap to the target rank.

        ``engineer``: a row an engineer in the order of the intake, with the level of record in
        each cell. Beyond 60 engineers the rows are thin, without names and levels, and in the
        order of the levels missing to the target, most at the top; the figure grows no more.
        ``unit``: a row a unit, with the share of its engineers short of their target in each
        competency; beyond 60 units, the 60 with the most engineers.

        Args:
            ax: axes of matplotlib to draw on; a figure of its own without them.
            by: what a row is; by default an engineer up to 60 of them, and a unit beyond.

        Returns:
            The axes.

        Raises:
            ImportError: matplotlib is not installed; the message says how.
            ValueError: ``by`` is neither ``engineer`` nor ``unit``.

        Example:
            >>> import faie_sheets as fs
            >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
            >>> ax = intake.plot_matrix()
        """
        return notebook().plot_matrix(self, ax, by)
