"""The boundary: a file that kills or hangs its worker costs the batch nothing but itself."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import hostile_reader
import pytest
from forms_kit import (
    CODES,
    EVIDENCE,
    JD,
    at,
    chosen,
    filled,
    issue,
    packed,
    parts,
    required,
    roster,
)

import faie_sheets as fs
from faie_sheets.intake import read_forms as intake_module
from faie_sheets.intake import worker, workers
from faie_sheets.intake.one_file import FileRead, Job
from faie_sheets.intake.worker import Limits
from faie_sheets.intake.workers import read_apart
from faie_sheets.workbook.write import save

KILLED = fs.Kind.FILE_KILLED_THE_READER.code
LIMITS = Limits(seconds=2, memory=600 << 20)
PATIENT = Limits(seconds=50, memory=LIMITS.memory)
"""For a file that is to come to another end, however slow the machine is."""
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal or limit")


@pytest.fixture(scope="module")
def good() -> bytes:
    """A form that is filled in."""
    return filled(chosen(required("FAIE02")), issue(fs.Engineer("E1", target_rank="FAIE02")))


def jobs(*contents: bytes | Path) -> list[Job]:
    """Files to be read, named by their numbers."""
    return [Job(number, f"{number}.xlsx", data) for number, data in enumerate(contents)]


def answers(*contents: bytes | Path, count: int = 2, limits: Limits = LIMITS) -> list[FileRead]:
    """What each of some files is read as, by the reader that does what they say."""
    read = dict(read_apart(jobs(*contents), JD, count, reader=hostile_reader.read, limits=limits))
    return [read[number] for number in range(len(contents))]


def fault(read: FileRead) -> fs.Problem:
    """The one problem of a file that could not be read."""
    assert read.assessment is None
    (problem,) = read.problems
    return problem


# -- what files do to a reader ---------------------------------------------------------------

WHY = {
    "be killed": "SIGKILL",
    "be killed slowly": "SIGKILL",
    "crash": "SIGSEGV",
    "abort": "SIGABRT",
    "leave": "status 3",
    "exit": "SystemExit",
    "hang": "more than 2 seconds",
    "hang and be deaf": "more than 2 seconds",
    "hog": "more memory",
    "recurse": "RecursionError",
    "panic": "PanicException",
}


@POSIX
@pytest.mark.parametrize("deed", WHY)
@pytest.mark.parametrize("count", [1, 2])
def test_file__that_kills_or_hangs__is_named__the_others_are_read(
    good: bytes, deed: str, count: int
) -> None:
    limits = LIMITS if deed.startswith("hang") else PATIENT
    read = answers(good, good, deed.encode(), good, good, count=count, limits=limits)
    problem = fault(read[2])
    assert (problem.code, problem.file) == (KILLED, "2.xlsx")
    assert WHY[deed] in problem.found
    assert all(answer.assessment for n, answer in enumerate(read) if n != 2)


@POSIX
@pytest.mark.parametrize("deed", ["be killed", "hang"])
@pytest.mark.parametrize("count", [1, 2])
def test_file__that_kills_or_hangs__among_many__is_the_only_one_blamed(
    good: bytes, tmp_path: Path, deed: str, count: int
) -> None:
    # Only files that are named, not sent, go to a worker many at a time.
    bad = {20: deed.encode(), 27: b"abort"}
    paths = [tmp_path / f"{number}.xlsx" for number in range(45)]
    for number, path in enumerate(paths):
        path.write_bytes(bad.get(number, good))
    read = answers(*paths, count=count)
    assert [n for n, answer in enumerate(read) if not answer.assessment] == list(bad)
    assert WHY[deed] in fault(read[20]).found
    assert WHY["abort"] in fault(read[27]).found


@POSIX
def test_files__one_killer_beside_another__each_is_named_by_what_it_did(good: bytes) -> None:
    deeds = ["be killed", "abort", "be killed", "leave", "crash", "be killed"]
    read = answers(*(word.encode() for word in deeds), good)
    assert read[-1].assessment
    for n, (deed, answer) in enumerate(zip(deeds, read, strict=False)):
        problem = fault(answer)
        assert (problem.code, problem.file) == (KILLED, f"{n}.xlsx")
        assert WHY[deed] in problem.found


@POSIX
@pytest.mark.parametrize("count", [1, 2])
def test_file__whose_reader_was_killed_once__is_read(
    good: bytes, count: int, tmp_path: Path
) -> None:
    victims = [hostile_reader.killed_once(tmp_path / str(n), good) for n in range(3)]
    read = answers(good, *victims, b"abort", good, count=count)
    assert len(list(tmp_path.iterdir())) == 3
    assert [bool(answer.assessment) for answer in read] == [True] * 4 + [False, True]
    assert "SIGABRT" in fault(read[4]).found


@POSIX
@pytest.mark.usefixtures("impatient")
def test_bytes__more_than_a_pipe_holds__both_ways__are_read() -> None:
    wordy = filled({at(code, EVIDENCE): "y" * 30_000 for code in CODES})
    read = answers(*[wordy, bytes(1_000_000)] * 6)
    assert [bool(answer.assessment) for answer in read] == [True, False] * 6


@POSIX
@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("letters", [390, 1_500])
def test_files__whose_names_are_long__are_read(tmp_path: Path, letters: int) -> None:
    wordy = filled({at(code, EVIDENCE): "y" * 30_000 for code in CODES})
    folder = tmp_path
    while len(bytes(folder)) < letters - 240:
        folder /= "f" * 200
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / ("n" * (letters - len(bytes(folder)) - 4) + f"{n:03}") for n in range(60)]
    for path in paths:
        path.write_bytes(wordy)
    assert all(answer.assessment for answer in answers(*paths))


class Slow(io.BytesIO):
    """A source that takes longer to give its content than a file may take to read."""

    def read(self, size: int | None = -1, /) -> bytes:
        time.sleep(1.2)
        return super().read(size)


@POSIX
def test_files__whose_sources_are_slow__are_not_to_blame(good: bytes) -> None:
    slow = [Job(number, str(number), Slow(good)) for number in range(1, 4)]
    limits = Limits(seconds=1)
    reading = read_apart([*jobs(good), *slow], JD, 1, reader=hostile_reader.read, limits=limits)
    assert [bool(read.assessment) for _, read in reading] == [True] * 4


@POSIX
def test_files__whose_answers_are_taken_slowly__are_not_to_blame(
    good: bytes, tmp_path: Path
) -> None:
    killed_once = hostile_reader.killed_once(tmp_path / "mark", good)
    reading = read_apart(
        jobs(killed_once, *[good] * 5), JD, 2, reader=hostile_reader.read, limits=Limits(seconds=1)
    )
    whole = []
    for _, read in reading:
        time.sleep(1.2)
        whole.append(bool(read.assessment))
    assert whole == [True] * 6


def test_worker__what_it_says_as_it_dies__is_not_heard(
    good: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    answers(b"talk", good)
    assert capfd.readouterr() == ("", "")


def test_reader__in_this_process__that_fails__costs_one_file(good: bytes) -> None:
    contents = (good, b"panic", b"recurse", good)
    read = dict(workers.read_here(jobs(*contents), JD, hostile_reader.read))
    assert [bool(read[n].assessment) for n in range(4)] == [True, False, False, True]
    assert fault(read[1]).code == fault(read[2]).code == KILLED


def test_pool__broken_from_the_start__is_an_error_that_says_what_to_do(
    good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no processes here")

    monkeypatch.setattr(worker.Process, "start", fail)
    with pytest.raises(OSError, match="no worker process can be started"):
        answers(good)


def test_workers__none_is_left__after_it_is_done_or_left_early(good: bytes) -> None:
    reading = read_apart(jobs(*[good] * 20), JD, 2)
    next(reading)
    assert len(children()) >= 2
    reading.close()
    assert children() == []


def children() -> list[int]:
    """The worker processes that live; the server that they come from is none."""
    return [child.pid or 0 for child in multiprocessing.active_children()]


# -- the batch -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,650 returned forms, some of them wrong, late, or returned twice."""
    folder = tmp_path_factory.mktemp("many")
    people = [fs.Engineer(f"E{n:03}", target_rank="FAIE02") for n in range(1_500)]
    forms = fs.write_forms(JD, roster(*people), folder).forms
    first = forms[0]
    blank = (folder / first.file).read_bytes()
    # openpyxl is slow: the form of the first engineer is filled in, and becomes that of others.
    filled_in = [
        parts(filled(chosen(required(rank, AIAE01=level)), blank))
        for rank, level in (("FAIE02", 0), ("FAIE03", 2))
    ]
    for n, form in list(enumerate(forms))[::10]:
        own = {
            name: part.replace(first.engineer.id.encode(), form.engineer.id.encode()).replace(
                first.form_id.encode(), form.form_id.encode()
            )
            for name, part in filled_in[n // 10 % 2].items()
        }
        for name in (form.file, f"copy of {form.file}"):
            (folder / name).write_bytes(packed(own))
    for n in range(0, 5):
        whole = (folder / f"E{n:03}.xlsx").read_bytes()
        (folder / f"half {n}.xlsx").write_bytes(whole[: 3_000 * n])
    return folder


@dataclass(frozen=True)
class Undisturbed:
    """The forms as two workers read them that nobody kills, and the steps of the progress."""

    intake: fs.Intake
    steps: list[tuple[int, int]]


@pytest.fixture(scope="module")
def undisturbed(many: Path) -> Undisturbed:
    steps: list[tuple[int, int]] = []
    intake = fs.read_forms(many, JD, workers=2, progress=lambda *step: steps.append(step))
    return Undisturbed(intake, steps)


def test_batch__two_workers__is_what_one_process_reads(
    many: Path, undisturbed: Undisturbed
) -> None:
    assert len(undisturbed.intake.files) > 200
    assert fs.read_forms(many, JD, workers=0) == undisturbed.intake


def test_batch__progress__counts_every_file_once(undisturbed: Undisturbed) -> None:
    total = len(undisturbed.intake.files)
    assert undisturbed.steps == [(done, total) for done in range(1, total + 1)]


def test_batch__progress_that_fails__ends_the_workers(many: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fs.read_forms(many, JD, workers=2, progress=stop)
    assert children() == []


@POSIX
def test_batch__with_killers__outcomes_and_hashes_are_complete(
    tmp_path: Path, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"be killed")
    (tmp_path / "b.xlsx").write_bytes(good)
    (tmp_path / "c.xlsx").write_bytes(b"hang")

    apart = partial(read_apart, reader=hostile_reader.read, limits=LIMITS)
    monkeypatch.setattr(intake_module, "read_apart", apart)
    intake = fs.read_forms(tmp_path, JD)
    assert [file.outcome.value for file in intake.files] == ["rejected", "scored", "rejected"]
    assert all(len(file.sha256) == 64 for file in intake.files)
    assert [(p.file, p.code) for p in intake.problems] == [("a.xlsx", KILLED), ("c.xlsx", KILLED)]


@POSIX
@pytest.mark.parametrize("count", [1, 2])
def test_batch__workers_killed_by_hand__is_what_it_is_without(
    many: Path, undisturbed: Undisturbed, count: int
) -> None:
    seen: dict[int, float] = {}
    killed = set()

    def kill(done: int, _total: int) -> None:
        now = time.monotonic()
        # One that has only begun may have a file in hand that was in hand before: twice is blamed.
        old = [pid for pid in children() if now - seen.setdefault(pid, now) > 0.4]
        if done % 40 == 0 and old:
            os.kill(old[0], signal.SIGKILL)
            killed.add(old[0])

    assert fs.read_forms(many, JD, workers=count, progress=kill) == undisturbed.intake
    assert len(killed) > 3


@POSIX
def test_batch__server_of_workers_killed__is_what_it_is_without(
    many: Path, undisturbed: Undisturbed
) -> None:
    def kill(done: int, _total: int) -> None:
        if done in {30, 90}:
            workers_now = children()
            os.kill(parent_of(workers_now[0]), signal.SIGKILL)
            for pid in workers_now:
                os.kill(pid, signal.SIGKILL)

    assert fs.read_forms(many, JD, workers=2, progress=kill) == undisturbed.intake
    assert children() == []


def parent_of(pid: int) -> int:
    """The process that has begun another."""
    shown = subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], capture_output=True, check=True)
    return int(shown.stdout)


def test_batch__workers__negative__is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="workers is -1"):
        fs.read_forms(tmp_path, JD, workers=-1)


@pytest.mark.parametrize(("files", "count"), [(0, 1), (1, 1), (16, 1), (17, 2), (10_000, 8)])
def test_workers__one_for_a_handful__at_most_eight(
    files: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert workers.workers_for(files) == count


# -- programs that use it ----------------------------------------------------------------------

SCRIPT = """
import sys
import faie_sheets as fs
print("once")
intake = fs.read_forms(sys.argv[1], fs.builtin.jd(), workers=2)
print(len(intake.files))
"""


def test_script__without_a_main_guard__is_run_once(tmp_path: Path) -> None:
    script = tmp_path / "plain.py"
    script.write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, script, fs.builtin.FILLED_PATH],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["once", str(len(list(fs.builtin.FILLED_PATH.iterdir())))]


HANGING = """
import signal, sys
# A shell starts what is to run in the background deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, sys.argv[1])
import hostile_reader
import faie_sheets as fs
from faie_sheets.intake.one_file import Job
from faie_sheets.intake.worker import Limits
from faie_sheets.intake.workers import read_apart
jobs = [Job(n, f"{n}", b"hang") for n in range(4)]
print("begun", flush=True)
list(read_apart(jobs, fs.builtin.jd(), 2, reader=hostile_reader.read, limits=Limits(seconds=60)))
"""


def in_session(session: int) -> list[str]:
    """The processes of a session, zombies too."""
    shown = subprocess.run(
        ["ps", "-o", "pid=,stat=,args=", "-s", str(session)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return shown.stdout.splitlines()


@POSIX
@pytest.mark.usefixtures("impatient")
def test_program__interrupted__leaves_no_process(tmp_path: Path) -> None:
    script = tmp_path / "hanging.py"
    script.write_text(HANGING)
    program = subprocess.Popen(
        [sys.executable, script, Path(__file__).parent],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    assert program.stdout
    program.stdout.readline()
    while len(in_session(program.pid)) < 4:
        time.sleep(0.05)
    # Ctrl-C in a terminal reaches every process of the group.
    os.killpg(program.pid, signal.SIGINT)
    program.stdout.close()
    assert program.wait() != 0
    while in_session(program.pid):
        time.sleep(0.05)


# -- killed at any moment ----------------------------------------------------------------------


@POSIX
def test_score__killed_at_any_moment__earlier_summary_is_whole(tmp_path: Path) -> None:
    summary = tmp_path / "S.xlsx"
    command = [
        sys.executable, "-m", "faie_sheets", "score", fs.builtin.FILLED_PATH, "-o", summary,
        "--workers", "0",
    ]  # fmt: skip
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    begun = time.monotonic()
    subprocess.run(command, check=False, **quiet)  # type: ignore[call-overload]
    took, whole = time.monotonic() - begun, summary.read_bytes()
    chance = Random(4)
    for _ in range(12):
        program = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
        # Most of it is reading; what matters is at the end.
        time.sleep(took * chance.uniform(0.5, 1.05))
        program.kill()
        program.wait()
        assert summary.read_bytes() == whole
    subprocess.run(command, check=False, **quiet)  # type: ignore[call-overload]
    assert [path.name for path in tmp_path.iterdir()] == ["S.xlsx"]


WRITING = """
import sys
from pathlib import Path
from faie_sheets.workbook.write.save import beside
print("begun", flush=True)
for n in range(100_000):
    with beside(sys.argv[1]) as temporary:
        for _ in range(20):
            with temporary.open("ab") as file:
                file.write(b"%06d" % n * 500)
"""


@POSIX
def test_write__killed_at_random_moments__leaves_one_whole_version(tmp_path: Path) -> None:
    path = tmp_path / "out.bin"
    path.write_bytes(b"%06d" % 0 * 10_000)
    chance = Random(7)
    for _ in range(10):
        program = subprocess.Popen(
            [sys.executable, "-c", WRITING, path], stdout=subprocess.PIPE, text=True
        )
        assert program.stdout
        program.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.05))
        program.kill()
        program.wait()
        program.stdout.close()
        data = path.read_bytes()
        assert data == data[:6] * 10_000
    save.without_leftovers.cache_clear()
    save.write_bytes(path, b"at last")
    assert [other.name for other in tmp_path.iterdir()] == ["out.bin"]


def test_forms__killed_while_issuing__every_form_there_is_whole(tmp_path: Path) -> None:
    script = (
        "import sys, faie_sheets as fs\n"
        "people = fs.Roster(tuple(fs.Engineer(f'E{n}', target_rank='FAIE02')"
        " for n in range(2000)))\n"
        "fs.write_forms(fs.builtin.jd(), people, sys.argv[1], progress=lambda n, m: print(n))\n"
    )
    program = subprocess.Popen(
        [sys.executable, "-u", "-c", script, tmp_path], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout
    for _ in range(40):
        program.stdout.readline()
    program.kill()
    program.wait()
    program.stdout.close()
    forms = [path for path in tmp_path.iterdir() if not path.name.startswith(".~")]
    assert len(forms) >= 40
    for form in forms:
        with zipfile.ZipFile(form) as archive:
            assert archive.testzip() is None


def test_write__what_killed_runs_left__is_removed__nothing_else(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    here, there = save._COMPUTER, "0" * 8
    old, new = time.time() - 90_000, time.time()
    cases = {
        f".~faie-{here}-{dead.pid}-abc_1234.xlsx": (new, os.name == "nt"),
        f".~faie-{here}-{os.getpid()}-abc_1234.xlsx": (new, True),
        f".~faie-{here}-{os.getpid()}-abcd1234": (old, False),
        f".~faie-{there}-{dead.pid}-abcd1234.csv": (new, True),
        f".~faie-{there}-{dead.pid}-abcd1235.csv": (old, False),
        ".~lock.summary.xlsx#": (old, True),
        "~$summary.xlsx": (old, True),
        ".~mine.xlsx": (old, True),
    }
    for name, (moment, _) in cases.items():
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (moment, moment))
    save.write_bytes(tmp_path / "summary.xlsx", b"whole")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {name for name, (_, stays) in cases.items() if stays} | {"summary.xlsx"}
