"""``read_forms``: a folder of returned files → the intake; every file is accounted for once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from faie_sheets.batches import young_cycles_only
from faie_sheets.intake.batch import Batch
from faie_sheets.intake.inbox import Sources, named_sources, separate
from faie_sheets.intake.one_file import Job
from faie_sheets.intake.reconcile import Terms, intake_of
from faie_sheets.intake.workers import Answers, read_apart, read_here, workers_for
from faie_sheets.problems import Kind, Place, Problem
from faie_sheets.progress import Progress, progress_of
from faie_sheets.records.form import Manifest
from faie_sheets.records.intake import Duplicates, Intake
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.roster import Roster
from faie_sheets.workbook.urls import is_url, local_path, without_secrets

if TYPE_CHECKING:
    from concurrent.futures import Executor


def read_forms(  # noqa: PLR0913  each is a question that HR decides; two are enough to begin
    folder_or_sources: Sources,
    jd: JobDescription,
    roster: Roster | None = None,
    manifest: Manifest | None = None,
    *,
    ignore: Collection[str | os.PathLike[str]] = (),
    progress: Progress | bool | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    store: str | os.PathLike[str] | None = None,
    duplicates: Duplicates = "newest",
    due: dt.date | None = None,
    today: dt.date | None = None,
) -> Intake:
    """Read and score a batch of returned forms. One bad file never stops the others.

    Files are read in worker processes with limits of memory and time. One that kills or hangs
    its worker is rejected, and named; the others are read.

    Args:
        folder_or_sources: a folder (its sub-folders too), one file, or any number of paths, URLs
            that fsspec opens (``s3://bucket/inbox``), bytes and binary file objects.
        jd: the JD that decides weights, scales and requirements.
        roster: who was to be assessed; names, units and ranks are then the roster's.
        manifest: what was issued; used as the roster is, where there is no roster.
        ignore: files that are not returned forms, such as the summary of an earlier run.
        progress: True shows a bar, in a terminal and in a notebook; a function is called after
            each file with the number done and the number in all.
        workers: how many processes read; by default one for a handful of files, and up to eight
            for many. 0 reads in this process, without protection and without their start, about
            a third of a second. The result is the same.
        executor: reads instead of our own workers: any executor of ``concurrent.futures``, such as
            that of ``dask.distributed``, and so on many machines, where paths and URLs must mean
            the same. Its processes are as they are: no limit of time or memory is set in them, and
            it is waited for as long as it takes. Files that it fails at, and what is left where it
            breaks, our own workers read on this machine.
        store: a file in which everything read is kept, so that a run that was broken off goes on
            where it was, and that memory holds no more than some hundred bytes a file: results are
            read from it whenever they are asked for (a summary and a data frame hold all of them
            again; :meth:`Intake.to_parquet` does not). Files are known in it by their content. It
            may be removed at any time, and is made anew.
        duplicates: which of several forms of one engineer counts: the one saved ``newest`` or
            ``first``, by the time in the file before the file system's, or none (``refuse``).
        due: the last day on which a form was to be saved; later ones are marked late.
        today: the day by which a form that has not come is late; by default the clock's.

    Returns:
        The intake: a result for each engineer with a readable form, an outcome for each file,
        every problem, and who has not returned a form.

    Raises:
        TypeError: what is given is none of these, or ``executor`` is no executor; a bad file is
            never an exception.
        ValueError: ``workers`` is negative or given with an ``executor``, ``duplicates`` is none
            of the three, or ``store`` is a URL.
        OSError: no worker process can be started here; ``workers=0`` reads without.
        RuntimeError: the executor takes no work, or has another version of this library.
        UnusableSourceError: ``store`` is another file, or is damaged.

    Example:
        >>> import faie_sheets as fs
        >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
        >>> intake.count(fs.Outcome.REJECTED) >= 1
        True
    """
    if duplicates not in get_args(Duplicates):
        raise ValueError(f"duplicates is {duplicates!r}, not one of {get_args(Duplicates)}")
    if workers is not None and workers < 0:
        raise ValueError(f"workers is {workers}, not a number of processes")
    if workers is not None and executor is not None:
        raise ValueError("either workers or an executor reads, not both")
    # A store may lie in the inbox; what SQLite keeps beside it while it writes, too.
    own = (local_path(store), f"{os.fspath(store)}-journal") if store else ()
    found = list(
        named_sources(folder_or_sources, {Path(path).resolve() for path in (*ignore, *own)})
    )
    terms = Terms(jd, roster, manifest, duplicates, due, today)
    reads = _reads(store, terms)
    with nullcontext() if executor else young_cycles_only():
        with progress_of(progress, "reading") as advance, closing(reads):
            jobs = (reads.to_read(Job(number, *file)) for number, file in enumerate(found))
            with closing(_answers(jobs, jd, len(found), workers, executor)) as answers:
                for number, read in answers:
                    reads.add(number, read)
                    advance(len(reads), len(found))
        return intake_of(reads, terms, () if found else (_nothing_in(folder_or_sources),))


def _nothing_in(given: Sources) -> Problem:
    named = (source for source in separate(given) if not isinstance(source, bytes))
    names = (without_secrets(each) if is_url(each) else str(each) for each in named)
    return Place(", ".join(names)).problem(Kind.NOTHING_FOUND)


def _reads(store: str | os.PathLike[str] | None, terms: Terms) -> Batch:
    if store is None:
        return Batch(terms.scored)
    from faie_sheets.intake.store import StoredBatch  # noqa: PLC0415  SQLite only when asked for

    return StoredBatch(terms.scored, Path(store), terms.jd)


def _answers(
    jobs: Iterator[Job],
    jd: JobDescription,
    files: int,
    workers: int | None,
    executor: Executor | None,
) -> Answers:
    """What each file is read as, by whoever is to read it."""
    if executor is not None:
        from faie_sheets.intake.read_by_executor import read_elsewhere  # noqa: PLC0415  seldom needed

        return read_elsewhere(jobs, jd, executor)
    count = workers_for(files) if workers is None else workers
    return read_apart(jobs, jd, count) if count else read_here(jobs, jd)
