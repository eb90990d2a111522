"""Score 3,000 forms, 100 of them hostile or broken, undisturbed and with workers killed by hand.

Run: ``PYTHONPATH=tests python benchmarks/intake_trial.py [--good N] [--kills N] [--speed ROUNDS]``

Each run is the command line in a process of its own. It is checked that every good form has the
total that it was made for, that each bad file is refused for its own reason, that every file is
accounted for once, that nobody sees a traceback, and that all runs say the same to the byte.
Printed are the time and the peak memory of the process and of its largest worker. Memory and
killing need ``/proc``, as Linux has it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from forms_kit import JD
from hostile import HOSTILE, Hostile
from made import write_filled
from memory import Ran, run

import faie_sheets as fs
from faie_sheets.intake.inbox import is_clutter

BAD = 100


@dataclass(frozen=True)
class Batch:
    """A folder of returned forms, and what is known of them.

    Attributes:
        folder: where they are.
        totals: file → the total that it was made for, in percent.
        bad: file → what it is and must be called.
    """

    folder: Path
    totals: dict[str, float]
    bad: dict[str, Hostile]


def make_batch(folder: Path, good: int, bad: int) -> Batch:
    """Write the forms, and hostile and broken files among them."""
    totals, bads = write_filled(folder, good), {}
    # What programs leave beside a workbook is passed over in a folder.
    kinds = [hostile for hostile in HOSTILE.values() if not is_clutter(hostile.file)]
    for number in range(bad):
        hostile = kinds[number % len(kinds)]
        name = f"bad {number:03} {hostile.file}"
        bads[name] = hostile
        (folder / name).write_bytes(hostile.make())
    return Batch(folder, totals, bads)


# -- a run -----------------------------------------------------------------------------------


@dataclass
class Killer:
    """Kills the oldest worker after each of so many seconds: killed twice, a file is to blame.

    Attributes:
        moments: seconds at which one is to be killed.
        killed: how many were.
    """

    moments: list[float]
    killed: int = 0

    def __call__(self, workers: list[int], seconds: float) -> None:
        """Kill one of these, if it is time."""
        if workers and self.moments and seconds > self.moments[0]:
            self.moments = self.moments[1:]
            with contextlib.suppress(ProcessLookupError):
                os.kill(workers[0], signal.SIGKILL)
                self.killed += 1


def score(folder: Path, workers: int, kill: Killer) -> Ran:
    """Score a folder by the command line, with workers killed meanwhile."""
    command = ("-m", "faie_sheets", "score", str(folder), "--json", "--workers", str(workers))
    return run(*command, meanwhile=kill)


def check(batch: Batch, done: Ran) -> None:
    """Hold what a run said against what the files are.

    Raises:
        AssertionError: they do not agree.
    """
    assert "Traceback" not in done.told, done.told
    document = json.loads(done.said)
    names = [file["file"] for file in document["files"]]
    assert names == sorted([*batch.totals, *batch.bad]), "not every file is accounted for once"
    outcomes = {file["file"]: file["outcome"] for file in document["files"]}
    totals = {result["file"]: result["total"] for result in document["results"]}
    assert totals.keys() == batch.totals.keys()
    for name, total in batch.totals.items():
        assert outcomes[name] == "scored", name
        assert abs(totals[name] - total) < 1e-9, name
    for name, hostile in batch.bad.items():
        told = [problem for problem in document["problems"] if problem["file"] == name]
        assert outcomes[name] == "rejected", name
        assert [problem["code"] for problem in told] == [hostile.kind.code], (name, told)
        assert all(word in told[0]["message"] for word in hostile.words), (name, told)
    assert {problem["file"] for problem in document["problems"]} == batch.bad.keys()


def show(title: str, done: Ran, killed: int) -> None:
    """Print a line of what a run took."""
    print(
        f"  {title:<28} {done.seconds:6.1f} s   {done.own:4} MB + {done.worker:4} MB a worker"
        f"   {killed:3} killed"
    )


# -- the speed of several workers --------------------------------------------------------------


def compare(folder: Path, rounds: int) -> None:
    """Print how long no worker, one and two take with the same good forms, in turns."""
    seconds: dict[int, list[float]] = {0: [], 1: [], 2: []}
    for _ in range(rounds):
        for workers, taken in seconds.items():
            begun = time.perf_counter()
            fs.read_forms(folder, JD, workers=workers)
            taken.append(time.perf_counter() - begun)
            print(f"  {workers} workers: {taken[-1]:6.2f} s", flush=True)
    here, one, two = (statistics.median(taken) for taken in seconds.values())
    print(f"  medians {here:.2f}, {one:.2f}, {two:.2f} s: two workers are {one / two:.2f} times")
    print(f"  as fast as one, and {here / two:.2f} times as fast as reading without workers")


def main() -> None:
    """Make the forms, run, check and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--good", type=int, default=2_900, help="good forms")
    options.add_argument("--bad", type=int, default=BAD, help="hostile and broken files")
    options.add_argument("--kills", type=int, default=4, help="workers killed in a run")
    options.add_argument("--speed", type=int, default=0, help="rounds of comparing workers, only")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        batch = make_batch(Path(name), given.good, 0 if given.speed else given.bad)
        print(f"{len(batch.totals)} good forms, {len(batch.bad)} bad files")
        if given.speed:
            compare(batch.folder, given.speed)
            return
        runs = {}
        for workers in (1, 2):
            plain = runs[f"{workers} workers"] = score(batch.folder, workers, Killer([])), 0
            # The first moments are those of starting, in which there is nothing to lose.
            seconds = plain[0].seconds - 1
            kill = Killer([1 + seconds * n / given.kills for n in range(given.kills)])
            done = score(batch.folder, workers, kill)
            runs[f"{workers} workers, some killed"] = done, kill.killed
        for title, (done, killed) in runs.items():
            show(title, done, killed)
            check(batch, done)
        assert len({done.said for done, _ in runs.values()}) == 1, "the runs differ"
        print("every good form scored, every bad file refused for its reason, all runs alike")


if __name__ == "__main__":
    main()
