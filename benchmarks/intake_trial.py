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
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forms_kit import ASSESSOR, JD, chosen, filled, issue, packed, parts, scored
from hostile import HOSTILE, Hostile

import faie_sheets as fs
from faie_sheets.returned.inbox import is_clutter

BAD = 100
KINDS_OF_FORM = 24
_PROC = Path("/proc")
_ID = "E00000"


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
    """Write the forms; many engineers choose the same levels, and none has the form of another."""
    chance = random.Random(4)
    totals, bads = {}, {}
    forms = [_form(chance) for _ in range(KINDS_OF_FORM)]
    for number in range(good):
        contents, total = forms[number % len(forms)]
        identity = f"E{number:05}"
        own = {name: part.replace(_ID.encode(), identity.encode()) for name, part in contents}
        totals[f"{identity}.xlsx"] = total
        (folder / f"{identity}.xlsx").write_bytes(packed(own))
    # What programs leave beside a workbook is passed over in a folder.
    kinds = [hostile for hostile in HOSTILE.values() if not is_clutter(hostile.file)]
    for number in range(bad):
        hostile = kinds[number % len(kinds)]
        name = f"bad {number:03} {hostile.file}"
        bads[name] = hostile
        (folder / name).write_bytes(hostile.make())
    return Batch(folder, totals, bads)


def _form(chance: random.Random) -> tuple[list[tuple[str, bytes]], float]:
    """The parts of a form with levels by both raters, and its total in percent."""
    own, assessor = (
        {item.code: chance.randint(0, item.max_level) for item in JD.competencies} for _ in range(2)
    )
    blank = issue(
        fs.Engineer(_ID, "Nguyễn Thị Ánh Tuyết", target_rank=chance.choice(JD.rank_codes))
    )
    form = filled(chosen(own) | chosen(assessor, ASSESSOR), blank)
    total = scored(assessor).total
    assert total is not None
    return list(parts(form).items()), float(total)


# -- a run -----------------------------------------------------------------------------------


@dataclass
class Run:
    """What a run said and took.

    Attributes:
        said: the JSON document, as bytes.
        told: standard error.
        seconds: time on the clock, with the start of Python.
        own: peak memory of the process in MB.
        worker: peak memory of its largest worker in MB.
        killed: how many workers were killed.
    """

    said: bytes
    told: str
    seconds: float
    own: int
    worker: int
    killed: int


def run(folder: Path, workers: int, kills: list[float]) -> Run:
    """Score a folder by the command line; kill a worker after each of so many seconds."""
    command = [sys.executable, "-m", "faie_sheets", "score", str(folder), "--json"]
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        program = subprocess.Popen([*command, "--workers", str(workers)], stdout=said, stderr=told)
        own = worker = killed = 0
        while program.poll() is None:
            own = max(own, peak(program.pid))
            pids = workers_of(program.pid)
            worker = max([worker, *map(peak, pids)])
            if pids and kills and time.monotonic() - begun > kills[0]:
                kills = kills[1:]
                with contextlib.suppress(ProcessLookupError):
                    # The oldest: killed twice, the same file would be to blame.
                    os.kill(min(pids), signal.SIGKILL)
                    killed += 1
            time.sleep(0.05)
        seconds = time.monotonic() - begun
        for file in (said, told):
            file.seek(0)
        return Run(said.read(), told.read().decode(), seconds, own, worker, killed)


def workers_of(pid: int) -> list[int]:
    """The processes that a program's server of workers has begun."""
    parents = dict(_parents())
    return [child for child, parent in parents.items() if parents.get(parent) == pid]


def _parents() -> Iterator[tuple[int, int]]:
    for stat in _PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            yield int(stat.parent.name), int(stat.read_text().rpartition(")")[2].split()[1])


def peak(pid: int) -> int:
    """The most memory that a process ever had, in MB."""
    with contextlib.suppress(OSError):
        if found := re.search(r"VmHWM:\s*(\d+)", (_PROC / str(pid) / "status").read_text()):
            return int(found[1]) // 1000
    return 0


def check(batch: Batch, done: Run) -> None:
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


def show(title: str, done: Run) -> None:
    """Print a line of what a run took."""
    print(
        f"  {title:<28} {done.seconds:6.1f} s   {done.own:4} MB + {done.worker:4} MB a worker"
        f"   {done.killed:3} killed"
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
            plain = runs[f"{workers} workers"] = run(batch.folder, workers, [])
            # The first moments are those of starting, in which there is nothing to lose.
            moments = [1 + (plain.seconds - 1) * n / given.kills for n in range(given.kills)]
            runs[f"{workers} workers, some killed"] = run(batch.folder, workers, moments)
        for title, done in runs.items():
            show(title, done)
            check(batch, done)
        assert len({done.said for done in runs.values()}) == 1, "the runs differ"
        print("every good form scored, every bad file refused for its reason, all runs alike")


if __name__ == "__main__":
    main()
