"""Read many forms into a store, go on with it, and write Parquet: time, memory and growth.

Run: ``PYTHONPATH=tests python benchmarks/scale.py [--forms 1000 10000 100000] [--workers 1 2]``

The forms are made once for the largest number, few kinds, each with an employee ID of its
own. Each run is a process of its own. Printed are the seconds that
reading took, going on with everything in the store, and writing Parquet; forms a second; the peak
memory of the process and of its largest worker; and how much a form adds to the memory of the
process from one number to the next. Memory needs ``/proc``, as Linux has it.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from made import filled_forms
from memory import peak, run

import faie_sheets as fs

_A_FOLDER = 1_000
"""Forms in one folder of the inbox."""


@dataclass(frozen=True)
class Run:
    """What a run took.

    Attributes:
        forms: how many forms there were.
        workers: how many processes read.
        read: seconds for reading every form into a new store.
        again: seconds for the same once everything is in the store.
        parquet: seconds for writing Parquet.
        own: peak memory of the process in MB, up to what has been read.
        writing: the same, up to what has been written.
        worker: peak memory of its largest worker in MB.
        store: size of the store in MB.
    """

    forms: int
    workers: int
    read: float
    again: float
    parquet: float
    own: int
    writing: int
    worker: int
    store: int


def watched(inbox: list[Path], place: Path, workers: int) -> Run:
    """Do all of it in a process of its own, and watch its memory."""
    (place / "inbox.txt").write_text("\n".join(map(str, inbox)), encoding="utf-8")
    ran = run(__file__, "--child", str(place), "--workers", str(workers))
    assert ran.status == 0, ran.told
    return Run(**json.loads(ran.said), worker=ran.worker)


def do_it(inbox: list[Path], place: Path, workers: int) -> dict[str, float]:
    """Read, go on, and write Parquet; what it took."""
    store = place / "a.store"
    jd, begun = fs.builtin.jd(), time.perf_counter()
    intake = fs.read_forms(inbox, jd, workers=workers, store=store)
    read = time.perf_counter()
    del intake
    intake = fs.read_forms(inbox, jd, workers=workers, store=store)
    again, own = time.perf_counter(), peak(os.getpid())
    intake.to_parquet(place / "parquet")
    written = time.perf_counter()
    assert intake.count(fs.Outcome.SCORED) == len(intake.files) == len(intake)
    return {
        "forms": len(intake), "workers": workers, "read": read - begun, "again": again - read,
        "parquet": written - again, "own": own, "writing": peak(os.getpid()),
        "store": store.stat().st_size // 1_000_000,
    }  # fmt: skip


def make_inbox(folder: Path, forms: int) -> list[Path]:
    """The forms, in folders of a thousand."""
    inbox = []
    for number, (name, content, _) in enumerate(filled_forms(forms)):
        part = folder / f"{number // _A_FOLDER:03}"
        if number % _A_FOLDER == 0:
            part.mkdir(parents=True)
            inbox.append(part)
        (part / name).write_bytes(content)
    return inbox


def show(done: Run, before: Run | None) -> None:
    """Print one run, and what a form more has added to the memory since the one before."""
    line = (
        f"{done.forms:>8,} forms, {done.workers} worker{'s' if done.workers > 1 else ' '}"
        f"   read {done.read:7.1f} s ({done.forms / done.read:5.0f}/s)   again {done.again:6.1f} s"
        f"   Parquet {done.parquet:6.1f} s   store {done.store:4} MB   memory {done.own:4} MB,"
        f" writing {done.writing:4} MB, a worker {done.worker:3} MB"
    )
    if before:
        added = 1_000 * (done.own - before.own) / (done.forms - before.forms)
        line += f"   {added:+.1f} kB a form"
    print(line, flush=True)


def main() -> None:
    """Make the forms, run and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--forms", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.child:
        listed = (given.child / "inbox.txt").read_text(encoding="utf-8")
        inbox = [Path(line) for line in listed.splitlines()]
        print(json.dumps(do_it(inbox, given.child, given.workers[0])))
        return
    with tempfile.TemporaryDirectory() as name:
        inbox = make_inbox(Path(name) / "inbox", max(given.forms))
        for workers in given.workers:
            before = None
            for forms in given.forms:
                place = Path(name) / f"{forms} by {workers}"
                place.mkdir()
                done = watched(inbox[: -(-forms // _A_FOLDER)], place, workers)
                show(done, before)
                before = done


if __name__ == "__main__":
    main()
