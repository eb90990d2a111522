"""The intake: a batch of files read, and what became of every one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from faie_sheets.problems import Problem
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.records.roster import Engineer

if TYPE_CHECKING:
    import pandas as pd


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
class Intake:
    """A batch of files read against one JD.

    Attributes:
        jd: the JD that decided weights, scales and requirements.
        results: one for each engineer with a readable form, in the order of the files.
        files: one for each file handed in, in the order of their names.
        problems: everything wrong, in the order of the files.
        missing: engineers on the roster or manifest who have returned nothing readable.
        due: the last day on which a form was to be saved, or None.
        late: engineers whose form was saved later, and, once that day is over, the missing.
    """

    jd: JobDescription
    results: tuple[Result, ...]
    files: tuple[FileOutcome, ...]
    problems: tuple[Problem, ...] = ()
    missing: tuple[Engineer, ...] = ()
    due: dt.date | None = None
    late: tuple[Engineer, ...] = ()

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def count(self, outcome: Outcome) -> int:
        """How many files had this outcome."""
        return sum(file.outcome is outcome for file in self.files)

    def to_frame(self) -> pd.DataFrame:
        """One row an engineer; the columns are described in :mod:`faie_sheets.frames`."""
        from faie_sheets.frames import results_frame  # noqa: PLC0415  pandas only when asked for

        return results_frame(self)

    def items_frame(self) -> pd.DataFrame:
        """One row a rating; the columns are described in :mod:`faie_sheets.frames`."""
        from faie_sheets.frames import items_frame  # noqa: PLC0415  pandas only when asked for

        return items_frame(self)

    def problems_frame(self) -> pd.DataFrame:
        """One row a problem; the columns are described in :mod:`faie_sheets.frames`."""
        from faie_sheets.frames import problems_frame  # noqa: PLC0415  pandas only when asked for

        return problems_frame(self)

    def files_frame(self) -> pd.DataFrame:
        """One row a file; the columns are described in :mod:`faie_sheets.frames`."""
        from faie_sheets.frames import files_frame  # noqa: PLC0415  pandas only when asked for

        return files_frame(self)
