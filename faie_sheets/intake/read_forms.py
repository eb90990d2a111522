"""``read_forms``: reads a folder of returned files into an intake with one outcome per file."""

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


def read_forms(  # noqa: PLR0913  each is a decision for HR; two are enough to start with
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

    Files are read in worker processes with limits on memory and time. A file that kills or hangs
    its worker is rejected and named; the others are read.

    Args:
        folder_or_sources: a folder (including its subfolders), one file, or any number of paths,
            URLs that fsspec can open (``s3://bucket/inbox``), bytes and binary file objects.
        jd: the JD that determines weights, scales and requirements.
        roster: who was to be assessed; names, units and ranks are then taken from it.
        manifest: what was issued; used in the same way if there is no roster.
        ignore: files that are not returned forms, such as the summary of an earlier run.
        progress: True shows a bar, in a terminal and in a notebook; a function is called after
            each file with the number done and the total number.
        workers: how many processes to use; by default one for a handful of files, and up to eight
            for many. 0 reads in this process, without protection but saving the start of a worker,
            about a third of a second. The result is the same.
        executor: used instead of our own workers: any ``concurrent.futures`` executor, such as
            that of ``dask.distributed``, which can use many machines; paths and URLs must mean the
            same on all of them. No limits on time or memory are set in its processes, and it is
            waited for as long as it takes. Files that it fails on, and any left if it breaks, are
            read by our own workers on this machine.
        store: a file that keeps everything read, so that an interrupted run can be resumed and
            memory use stays at some hundred bytes per file: results are read from it every time
            they are asked for (a summary and a data frame again hold all of them in memory;
            :meth:`Intake.to_parquet` does not). Files are recognised by their content. The store
            can be deleted at any time, and is then created again.
        duplicates: which of several forms of one engineer counts: the one saved ``newest`` or
            ``first``, by the time in the file or else the file system's, or none (``refuse``).
        due: the last day on which a form can be saved on time; later ones are marked late.
        today: the day used to decide whether missing forms are late; by default the current day.

    Returns:
        The intake: a result for each engineer with a readable form, an outcome for each file,
        every problem, and who has not returned a form.

    Raises:
        TypeError: a source is none of these, or ``executor`` is not an executor; a bad file never
            raises an exception.
        ValueError: ``workers`` is negative or given with an ``executor``, ``duplicates`` is none
            of the three, or ``store`` is a URL.
        OSError: no worker process can be started here; ``workers=0`` reads without one.
        RuntimeError: the executor accepts no work, or has another version of this library.
        UnusableSourceError: ``store`` is some other file, or is damaged.

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
        raise ValueError("give either workers or an executor, not both")
    # The store may be in the inbox, and so may SQLite's journal beside it.
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
    from faie_sheets.intake.store import StoredBatch  # noqa: PLC0415  SQLite only when needed

    return StoredBatch(terms.scored, Path(store), terms.jd)


def _answers(
    jobs: Iterator[Job],
    jd: JobDescription,
    files: int,
    workers: int | None,
    executor: Executor | None,
) -> Answers:
    """Have the files read by the executor, by workers, or in this process."""
    if executor is not None:
        from faie_sheets.intake.read_by_executor import read_elsewhere  # noqa: PLC0415  rarely needed

        return read_elsewhere(jobs, jd, executor)
    count = workers_for(files) if workers is None else workers
    return read_apart(jobs, jd, count) if count else read_here(jobs, jd)
