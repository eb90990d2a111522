"""What becomes of changed forms in a batch: read behind the boundary, and all of it written."""

from __future__ import annotations

import dataclasses
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import faie_sheets as fs
from faie_sheets import json_documents
from faie_sheets.intake import read_forms as intake_module
from faie_sheets.intake.one_file import Job
from faie_sheets.intake.worker import Answer
from faie_sheets.intake.workers import read_apart
from fuzz.mutate import mutant
from fuzz.outcome import JD, Outcome, where

KILLED = fs.Kind.FILE_KILLED_THE_READER.code
_AT_A_TIME = 250


def in_batches(seed: str, numbers: Sequence[int], files: Sequence[Path]) -> Iterator[Outcome]:
    """The outcome of each number."""
    for begin in range(0, len(numbers), _AT_A_TIME):
        yield from _batch(seed, numbers[begin : begin + _AT_A_TIME], files)


def _batch(seed: str, numbers: Sequence[int], files: Sequence[Path]) -> Iterator[Outcome]:
    with tempfile.TemporaryDirectory() as name:
        inbox = Path(name) / "inbox"
        inbox.mkdir()
        number_of = {}
        for number in numbers:
            form = mutant(seed, number, files)
            file = f"{number:08}{form.origin.suffix}"
            (inbox / file).write_bytes(form.data)
            number_of[file] = number
        begun = time.perf_counter()
        try:
            intake = _all_of_it(inbox)
        except Exception as error:
            if len(numbers) == 1:
                yield Outcome(numbers[0], "crash", where(error))
                return
            # Alone, the one that did it does it again.
            half = len(numbers) // 2
            yield from _batch(seed, numbers[:half], files)
            yield from _batch(seed, numbers[half:], files)
            return
        each = (time.perf_counter() - begun) / len(numbers)
        assert [file.file for file in intake.files] == sorted(number_of), "not accounted for once"
        for read in intake.files:
            codes = {problem.code for problem in intake.problems if problem.file == read.file}
            refused = read.outcome is fs.Outcome.REJECTED
            what = "killed" if KILLED in codes else "refused" if refused else "read"
            yield Outcome(number_of[read.file], what, "; ".join(sorted(codes)), each)


def _all_of_it(inbox: Path) -> fs.Intake:
    with patch.object(intake_module, "read_apart", _of_many):
        intake = fs.read_forms(inbox, JD, workers=2)
    "".join(json_documents.json_pieces(json_documents.score_document(intake)))
    fs.write_summary(intake, inbox.parent / "summary.xlsx")
    fs.write_returns(intake, inbox.parent / "back")
    return intake


def _of_many(jobs: Iterable[Job], jd: fs.JobDescription, workers: int) -> Iterator[Answer]:
    """As if each form were of another engineer: of those of one, only one would count."""
    with closing(read_apart(jobs, jd, workers)) as answers:
        for number, read in answers:
            if read.assessment:
                engineer = read.assessment.engineer
                engineer = dataclasses.replace(engineer, id=f"{engineer.id}-{number}")
                assessment = dataclasses.replace(read.assessment, engineer=engineer)
                yield number, dataclasses.replace(read, assessment=assessment)
            else:
                yield number, read
