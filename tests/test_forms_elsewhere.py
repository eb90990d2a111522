"""Forms made by an executor: the same files, whatever it does."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from forms_kit import JD, OTHER_JD
from programs.extras import BARE_CLUSTER, extra

import faie_sheets as fs

RANKS = (*["faie02"] * 60, "none", *["FAIE01"] * 50, "", *["FAIE03"] * 9)
PEOPLE = fs.Roster(
    (
        *(fs.Engineer(f"E{n:03}", f"An {n}", target_rank=rank) for n, rank in enumerate(RANKS)),
        # Their files would have one name.
        fs.Engineer("A/B", "x", target_rank="FAIE01"),
        fs.Engineer("AB", "x", target_rank="FAIE01"),
    )
)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class Failing(Executor):
    """Takes a first piece of work, and from then on fails: at once, or when asked what came."""

    def __init__(self, *, at_once: bool) -> None:
        self.at_once, self.given = at_once, 0

    def submit(self, function: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        self.given += 1
        future: Future[Any] = Future()
        if self.given == 1:
            future.set_result(function(*args))
        elif self.at_once:
            raise RuntimeError("no more")
        else:
            future.set_exception(RuntimeError("dead"))
        return future


def threads() -> Executor:
    return ThreadPoolExecutor(2)


def processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[fs.Manifest, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("plain") / "forms"
    return fs.write_forms(JD, PEOPLE, folder), contents(folder)


@pytest.mark.parametrize(
    "make",
    [threads, processes, lambda: Failing(at_once=True), lambda: Failing(at_once=False)],
    ids=["threads", "processes", "takes no more", "fails"],
)
def test_forms__by_any_executor__are_the_same_byte_for_byte(
    make: Callable[[], Executor], plain: tuple[fs.Manifest, dict[str, bytes]], tmp_path: Path
) -> None:
    issued, files = plain
    steps: list[tuple[int, int]] = []
    with make() as executor:
        manifest = fs.write_forms(
            JD, PEOPLE, tmp_path / "forms", executor=executor,
            progress=lambda *step: steps.append(step),
        )  # fmt: skip
    assert contents(tmp_path / "forms") == files
    assert (manifest.forms, manifest.problems) == (issued.forms, issued.problems)
    assert len(issued.problems) == 2
    assert steps == [(done, len(PEOPLE)) for done in range(1, len(PEOPLE) + 1)]


def test_forms__by_a_cluster__are_the_same_byte_for_byte(
    plain: tuple[fs.Manifest, dict[str, bytes]], tmp_path: Path
) -> None:
    distributed = extra("distributed")
    with (
        distributed.LocalCluster(n_workers=1, processes=False, **BARE_CLUSTER) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        fs.write_forms(JD, PEOPLE, tmp_path / "forms", executor=executor)
    assert contents(tmp_path / "forms") == plain[1]


def test_form__that_somebody_has_filled_in__is_not_overwritten(tmp_path: Path) -> None:
    people = fs.Roster((fs.Engineer("E1", target_rank="Q2"),))
    with threads() as executor:
        fs.write_forms(OTHER_JD, people, tmp_path, executor=executor)
        (tmp_path / "E1.xlsx").write_bytes(b"filled in")
        again = fs.write_forms(OTHER_JD, people, tmp_path, executor=executor)
    assert (tmp_path / "E1.xlsx").read_bytes() == b"filled in"
    assert [problem.code for problem in again.problems] == [fs.Kind.FORM_WOULD_BE_LOST.code]


def test_left_early__what_has_not_begun_is_cancelled(tmp_path: Path) -> None:
    class Slow(Failing):
        def submit(self, function: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
            future: Future[Any] = Future()
            if len(given) < 2:
                future.set_result(function(*args))
            given.append(future)
            return future

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    given: list[Future[Any]] = []
    with pytest.raises(KeyboardInterrupt):
        fs.write_forms(JD, PEOPLE, tmp_path, executor=Slow(at_once=True), progress=stop)
    assert len(given) > 2
    assert all(future.cancelled() for future in given[2:])


def test_executor__that_is_shut_down__is_an_error_before_anything_is_written(
    tmp_path: Path,
) -> None:
    with threads() as executor:
        pass
    with pytest.raises(RuntimeError, match="the executor does not work"):
        fs.write_forms(JD, PEOPLE, tmp_path / "forms", executor=executor)
    assert not (tmp_path / "forms").exists()
