"""Forms read by executors: threads, processes, a cluster; and what they do when they break."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import hostile_reader
import pytest
from batch_kit import mixed
from forms_kit import JD, blank
from programs.extras import BARE_CLUSTER, extra

import faie_sheets as fs
from faie_sheets import batches
from faie_sheets.intake import read_by_executor
from faie_sheets.intake.one_file import FileRead, Job
from faie_sheets.intake.read_by_executor import read_elsewhere
from faie_sheets.intake.worker import Answer

KILLED = fs.Kind.FILE_KILLED_THE_READER.code
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed(tmp_path_factory.mktemp("batch") / "inbox")


@pytest.fixture(scope="module")
def undisturbed(batch: Path) -> fs.Intake:
    return fs.read_forms(batch, JD, workers=1)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster of two processes on this machine, that forgives no file a dead worker."""
    distributed = extra("distributed")
    dask = extra("dask")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, **BARE_CLUSTER) as here,
        distributed.Client(here) as client,
    ):
        yield client


@pytest.fixture(params=["threads", "spawn", "forkserver", "cluster"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    if request.param == "threads":
        with ThreadPoolExecutor(2) as pool:
            yield pool
    elif request.param == "cluster":
        with request.getfixturevalue("cluster").get_executor() as pool:
            yield pool
    elif request.param in multiprocessing.get_all_start_methods():
        with processes(request.param) as pool:
            yield pool
    else:
        pytest.skip(f"there is no {request.param} here")


def processes(method: str = "spawn") -> ProcessPoolExecutor:
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method))


def jobs(*contents: bytes) -> list[Job]:
    return [Job(number, f"{number}.xlsx", data) for number, data in enumerate(contents)]


def reads(contents: Sequence[bytes], executor: Executor) -> list[FileRead]:
    """What each of some files is read as, by the reader that does what they say."""
    answers = list(read_elsewhere(jobs(*contents), JD, executor, reader=hostile_reader.read))
    assert Counter(number for number, _ in answers) == Counter(range(len(contents)))
    return [read for _, read in sorted(answers, key=lambda answer: answer[0])]


# -- whoever reads, it is the same -----------------------------------------------------------


def test_batch__any_executor__is_what_our_own_workers_read(
    batch: Path, undisturbed: fs.Intake, executor: Executor
) -> None:
    steps: list[tuple[int, int]] = []
    intake = fs.read_forms(batch, JD, executor=executor, progress=lambda *step: steps.append(step))
    assert intake == undisturbed
    assert set(fs.Outcome) == {file.outcome for file in intake.files}
    total = len(intake.files)
    assert steps == [(done, total) for done in range(1, total + 1)]


def test_sources__bytes_and_files__are_read_by_any_executor(
    batch: Path, executor: Executor
) -> None:
    path = batch / "E1001 again.xlsx"
    with path.open("rb") as file:
        intake = fs.read_forms([path.read_bytes(), file, str(path)], JD, executor=executor)
    assert len({each.sha256 for each in intake.files}) == 1
    assert len(intake) == 1


def test_nothing_to_read__the_executor_is_not_asked(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        pass
    assert not fs.read_forms(tmp_path, JD, executor=pool).files


def test_file__of_the_same_name_and_another_content__is_read_anew(
    tmp_path: Path, cluster: Any
) -> None:
    path = tmp_path / "E1.xlsx"
    with cluster.get_executor() as executor:
        for content in (blank(), b"%PDF-1.7"):
            path.write_bytes(content)
            (file,) = fs.read_forms(path, JD, executor=executor).files
            assert file.sha256 == hashlib.sha256(content).hexdigest()


# -- files that kill -------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("killers", [1, 3])
def test_killers__in_a_pool_of_processes__are_named__the_others_are_read(killers: int) -> None:
    contents = [blank()] * 40
    for number in range(killers):
        contents[10 * number + 5] = b"be killed"
    with processes() as pool:
        read = reads(contents, pool)
    bad = [number for number, each in enumerate(read) if not each.assessment]
    assert bad == [10 * number + 5 for number in range(killers)]
    for number in bad:
        (problem,) = read[number].problems
        assert (problem.code, problem.file) == (KILLED, f"{number}.xlsx")
        assert "SIGKILL" in problem.found
        assert len(read[number].sha256) == 64


@POSIX
def test_killers__in_a_cluster__are_named__the_others_are_read(cluster: Any) -> None:
    contents = [blank()] * 30
    contents[20] = b"be killed"
    with cluster.get_executor() as executor:
        read = reads(contents, executor)
    assert [number for number, each in enumerate(read) if not each.assessment] == [20]
    (problem,) = read[20].problems
    assert problem.code == KILLED
    assert "SIGKILL" in problem.found  # by a worker of our own, which was the last to try


@POSIX
def test_worker__of_a_cluster__killed_by_hand__every_file_is_read(
    cluster: Any, batch: Path, undisturbed: fs.Intake
) -> None:
    pids = cluster.run(os.getpid)
    alive = [pids.popitem()[1]]

    def kill(done: int, _total: int) -> None:
        if done == 5 and alive:
            os.kill(alive.pop(), signal.SIGKILL)

    with cluster.get_executor() as executor:
        assert fs.read_forms(batch, JD, executor=executor, progress=kill) == undisturbed
    assert not alive


# -- executors that do as they like ------------------------------------------------------------


class AtOnce(Executor):
    """Does what it is given at once; or fails, for a chunk that holds a file of a given name."""

    def __init__(self, deadly: str = "", deaths: int = 99) -> None:
        self.deadly, self.deaths = deadly, deaths
        self.chunks: list[list[str]] = []

    def submit(self, function: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        names = [job.name for job in args[0]] if args else []
        self.chunks += [names] if names else []
        if self.deadly in names and self.deaths:
            self.deaths -= 1
            future.set_exception(RuntimeError("dead"))
        else:
            future.set_result(function(*args))
        return future


class Never(Executor):
    """Takes work, and never does it but for the first piece."""

    def __init__(self) -> None:
        self.given: list[Future[Any]] = []

    def submit(self, function: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if len(self.given) < 2:
            future.set_result(function(*args))
        self.given.append(future)
        return future


def test_chunk__that_came_to_nothing__is_narrowed_down_to_the_file__which_is_then_read_here() -> (
    None
):
    executor = AtOnce("30.xlsx")
    assert all(each.assessment for each in reads([blank()] * 60, executor))
    assert executor.chunks[-1] == ["30.xlsx"]
    assert sum("30.xlsx" in chunk for chunk in executor.chunks) == 3


class Tired(Executor):
    """Does the first pieces, and fails at all others."""

    pieces = 4

    def submit(self, function: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.pieces -= 1
        if self.pieces < 0:
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_result(function(*args))
        return future


def test_executor__that_fails_from_some_point_on__costs_no_file(
    batch: Path, undisturbed: fs.Intake
) -> None:
    assert fs.read_forms(batch, JD, executor=Tired()) == undisturbed


def test_executor__that_is_none__is_told(batch: Path) -> None:
    client: Any = object()
    with pytest.raises(TypeError, match="the executor is a object, not a"):
        fs.read_forms(batch, JD, executor=client)


@pytest.mark.parametrize("deaths", [1, 2])
def test_file__that_came_to_nothing_less_than_three_times__is_read(deaths: int) -> None:
    assert all(each.assessment for each in reads([blank()] * 60, AtOnce("30.xlsx", deaths)))


def test_jobs__are_taken_only_as_the_executor_gets_to_them() -> None:
    taken = []

    def endless() -> Iterator[Job]:
        for job in jobs(*[b"x"] * 100_000):
            taken.append(job)
            yield job

    executor = Never()
    answers = read_elsewhere(endless(), JD, executor)
    next(answers)
    assert len(taken) < 64 * 32
    answers.close()


def test_left_early__what_has_not_begun_is_cancelled() -> None:
    executor = Never()

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fs.read_forms([b"x"] * 500, JD, executor=executor, progress=stop)
    assert len(executor.given) > 3
    assert all(future.cancelled() for future in executor.given[2:])


def test_large_files__are_chunks_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_by_executor, "_CHUNKS_OF_A_SIZE", 0.01)
    executor = AtOnce()
    reads([bytes(5_000_000)] * 3 + [b"x"] * 3, executor)
    assert [len(chunk) for chunk in executor.chunks] == [1, 1, 1, 3]


def test_executor__that_is_shut_down__is_an_error_that_says_so(batch: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        pass
    with pytest.raises(RuntimeError, match=r"the executor does not work: .*shutdown"):
        fs.read_forms(batch, JD, executor=pool)


def test_executor__shut_down_meanwhile__is_an_error_that_says_so() -> None:
    pool = ThreadPoolExecutor(1)
    with pytest.raises(RuntimeError, match=r"the executor takes no more files: .*shutdown"):
        fs.read_forms([b"x"] * 3_000, JD, executor=pool, progress=lambda *_: pool.shutdown())


def test_executor__with_another_version__is_refused(
    batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "_version", lambda _: "0.0.1")
    with pytest.raises(RuntimeError, match=r"have faie_sheets 0\.0\.1, but this one has"):
        fs.read_forms(batch, JD, executor=AtOnce())


def test_executor__and_workers__is_one_too_many(batch: Path) -> None:
    with pytest.raises(ValueError, match="not both"):
        fs.read_forms(batch, JD, executor=AtOnce(), workers=1)


def test_chunks__are_small_at_first__so_that_everybody_has_some() -> None:
    executor = AtOnce()
    answers: list[Answer] = list(read_elsewhere(jobs(*[b"x"] * 3_000), JD, executor))
    sizes = [len(chunk) for chunk in executor.chunks]
    assert sizes[:9] == [1] * 8 + [2]
    assert max(sizes) <= 32
    assert len(answers) == 3_000
