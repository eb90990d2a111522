"""The intake: a batch of files, read, with the outcome of each."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from faie_sheets.problems import Problem, Problems
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.records.roster import Engineer
from faie_sheets.showing import Shown, notebook

if TYPE_CHECKING:
    from faie_sheets.showing import Axes, DataFrame


Duplicates: TypeAlias = Literal["newest", "first", "refuse"]
"""Which of several forms of one engineer counts: the last one saved, the first, or none."""


class Outcome(StrEnum):
    """The outcome of a file; every file has exactly one."""

    SCORED = "scored"
    INCOMPLETE = "incomplete"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """A file that was handed in, and its outcome.

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
    """A batch of files, read and scored by one JD.

    Attributes:
        jd: the JD that determined weights, scales and requirements.
        results: one for each engineer with a readable form, in the order of the files; if the
            forms were read into a store, each is recreated every time it is asked for.
        files: one for each file handed in, ordered by name.
        problems: everything wrong, in the order of the files.
        missing: engineers on the roster or manifest who have returned nothing readable.
        due: the last day on which a form could be saved on time, or None.
        late: engineers whose form was saved after that, and the missing ones once it has passed.
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
        """One row per engineer, with the columns in :mod:`faie_sheets.notebook.frames`."""
        return notebook().results_frame(self)

    def items_frame(self) -> DataFrame:
        """One row per rating, with the columns in :mod:`faie_sheets.notebook.frames`."""
        return notebook().items_frame(self)

    def problems_frame(self) -> DataFrame:
        """One row per problem, with the columns in :mod:`faie_sheets.notebook.frames`."""
        return notebook().problems_frame(self)

    def files_frame(self) -> DataFrame:
        """One row per file, with the columns in :mod:`faie_sheets.notebook.frames`."""
        return notebook().files_frame(self)

    def to_parquet(self, path: str | os.PathLike[str], engineers: int = 2_000) -> None:
        """Write the four frames as Parquet, one partition in memory at a time.

        ``path`` becomes a folder with :meth:`to_frame` in ``results/part-00000.parquet``, …, and
        the others likewise in ``ratings``, ``problems`` and ``files``. Columns and types are those
        of the frames (though Parquet keeps no categories for a table without rows). pandas, Arrow
        datasets, dask and others read each folder as one table. Whatever an earlier call wrote
        there is replaced entirely.

        Args:
            path: the folder; created if necessary.
            engineers: how many engineers go into a partition of ``results`` and ``ratings``, and
                how many rows into one of the others. Takes about 30 MB of memory per 1,000.

        Raises:
            ImportError: pyarrow is not installed; the message says how to install it.
            FileExistsError: it is a file, or contains anything other than such partitions.
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
        """Plot the competencies in which engineers fall short of their target ranks.

        There is one bar per competency, with the one in which most fall short at the top. It shows
        how many are one level short and how many are more, out of those with a target rank and a
        level that counts. Self-assessments without an assessor's rating count as well.

        Args:
            ax: matplotlib axes to draw on; by default those of a new figure.

        Returns:
            The axes.

        Raises:
            ImportError: matplotlib is not installed; the message says how to install it.

        Example:
            >>> import faie_sheets as fs
            >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
            >>> ax = intake.plot_gaps()
        """
        return notebook().plot_gaps(self, ax)

    def plot_matrix(
        self, ax: Axes | None = None, *, by: Literal["engineer", "unit"] | None = None
    ) -> Axes:
        """Plot engineers × competencies, coloured by the gap to the target rank.

        ``engineer``: one row per engineer, in the order of the intake, with the level that counts
        in each cell. Above 60 engineers, the rows are thin, have no names or levels, and are
        sorted by the levels missing to the target, most at the top; the figure grows no further.
        ``unit``: one row per unit, with the share of its engineers who are short of their target
        in each competency; above 60 units, only the 60 with the most engineers.

        Args:
            ax: matplotlib axes to draw on; by default those of a new figure.
            by: what a row is; by default an engineer if there are up to 60, otherwise a unit.

        Returns:
            The axes.

        Raises:
            ImportError: matplotlib is not installed; the message says how to install it.
            ValueError: ``by`` is neither ``engineer`` nor ``unit``.

        Example:
            >>> import faie_sheets as fs
            >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
            >>> ax = intake.plot_matrix()
        """
        return notebook().plot_matrix(self, ax, by)
