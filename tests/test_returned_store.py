"""The store: the same intake, from run to run, and nothing read twice."""

from __future__ import annotations

import datetime as dt
import io
import os
import pickle
import shutil
import sqlite3
import sys
import tempfile
import threading
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

import hostile_reader
import pytest
from batch_kit import ROSTER, contents, form, mixed, saved_on
from effort import examples
from forms_kit import AN, CODES, JD, OTHER_JD, at, blank, filled, issue, parts
from hypothesis import given, settings
from hypothesis import strategies as st

import faie_sheets as fs
from faie_sheets.intake import one_file, workers
from faie_sheets.intake import read_forms as intake_module
from faie_sheets.intake import store as store_module
from faie_sheets.workbook.read.source import SourceFile

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read in this process, as they are read."""
    names: list[str] = []
    whole = one_file.read_one

    def read_one(job: one_file.Job, *others: Any) -> Any:
        found = whole(job, *others)
        if not found.is_known:
            names.append(job.name)
        return found

    for module in (workers, store_module):
        monkeypatch.setattr(module, "read_one", read_one)
    return names


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(3):
        (folder / f"E{number}.xlsx").write_bytes(form(f"E{number}"))
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "a.store"


def intake(inbox: Any, store: Path | None = None, **others: Any) -> fs.Intake:
    return fs.read_forms(inbox, JD, **({"workers": 0} | others), store=store)


def unusable(inbox: Path, store: Path) -> fs.Problem:
    with pytest.raises(fs.UnusableSourceError) as caught:
        intake(inbox, store)
    (problem,) = caught.value.problems
    assert problem.code == fs.Kind.STORE_UNUSABLE.code
    return problem


# -- the same intake -------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [0, 2])
def test_batch__with_a_store__is_what_it_is_without(
    workers: int, tmp_path: Path, store: Path
) -> None:
    folder = mixed(tmp_path / "mixed")
    terms: dict[str, Any] = {"roster": ROSTER, "due": dt.date(2026, 2, 1), "workers": workers}
    without = intake(folder, **terms)
    fresh, resumed = (intake(folder, store, **terms) for _ in range(2))
    assert fresh == without
    assert without == resumed
    assert set(fs.Outcome) == {file.outcome for file in without.files}
    assert without.late


@pytest.fixture(scope="module")
def without_and_with(tmp_path_factory: pytest.TempPathFactory) -> tuple[fs.Intake, fs.Intake]:
    """The same batch, kept in memory and in a store."""
    folder = tmp_path_factory.mktemp("batch")
    batch = mixed(folder / "mixed")
    return intake(batch), intake(batch, folder / "a.store")


@pytest.mark.parametrize("frame", ["to_frame", "items_frame", "problems_frame", "files_frame"])
def test_frames__of_a_store__are_the_same(
    frame: str, without_and_with: tuple[fs.Intake, fs.Intake]
) -> None:
    a, b = (getattr(each, frame)() for each in without_and_with)
    assert a.equals(b)
    assert len(a)


NAMES = st.sampled_from(["a.xlsx", "b.xlsx", "e1001 An.xlsx", "E1002.xlsx", "E1007 x.xlsx"])
NUMBERS = st.deferred(lambda: st.integers(0, len(contents()) - 1))
FILES = st.dictionaries(NAMES, NUMBERS, max_size=5)


@settings(max_examples=examples(60))
@given(
    first=FILES,
    then=FILES,
    policy=st.sampled_from(["newest", "first", "refuse"]),
    listed=st.booleans(),
    due=st.none() | st.just(dt.date(2026, 2, 1)),
    times=st.lists(st.integers(1, 3), min_size=5, max_size=5),
)
def test_batches__of_all_kinds__changed_between_runs__are_the_same(
    first: dict[str, int],
    then: dict[str, int],
    policy: Literal["newest", "first", "refuse"],
    listed: bool,
    due: dt.date | None,
    times: list[int],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, store = Path(name) / "in", Path(name) / "a.store"
        folder.mkdir()
        for files in (first, then):
            for (file, number), time in zip(files.items(), times, strict=False):
                (folder / file).write_bytes(contents()[number])
                os.utime(folder / file, (time, time))
            terms: dict[str, Any] = {
                "roster": ROSTER if listed else None, "duplicates": policy, "due": due,
                "today": dt.date(2026, 3, 1),
            }  # fmt: skip
            assert intake(folder, store, **terms) == intake(folder, **terms)


def test_sources__bytes_and_files__are_known_by_their_content(
    store: Path, read: list[str], inbox: Path
) -> None:
    def sources() -> list[Any]:
        named = io.BytesIO(contents()[0])
        named.name = "E8.xlsx"
        return [contents()[4], named, inbox / "E1.xlsx", io.BytesIO(bytes(20_000_001))]

    before = intake(sources())
    assert intake(sources(), store) == before
    read.clear()
    assert intake(sources(), store) == before
    assert read == ["<file 4>"]


@POSIX
def test_names__that_are_no_text__are_kept_too(inbox: Path, store: Path, read: list[str]) -> None:
    shutil.copy(inbox / "E1.xlsx", inbox / os.fsdecode(b"E1 \xff.xlsx"))
    assert intake(inbox, store) == intake(inbox)
    read.clear()
    assert len(intake(inbox, store).files) == 4


def test_text__half_a_character__is_no_obstacle(inbox: Path, store: Path) -> None:
    (inbox / "E4.xlsx").write_bytes(filled({at(CODES[0]): "1 _xD800_ x"}, issue(AN)))
    assert intake(inbox, store) == intake(inbox, store) == intake(inbox)


# -- what is not read again ------------------------------------------------------------------


def test_again__nothing_is_read_twice(inbox: Path, store: Path, read: list[str]) -> None:
    steps: list[tuple[int, int]] = []
    before = intake(inbox, store)
    assert read == ["E0.xlsx", "E1.xlsx", "E2.xlsx"]
    again = intake(inbox, store, progress=lambda *step: steps.append(step))
    assert len(read) == 3
    assert again == before
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_file__touched__is_not_read_again__and_counts_by_its_new_time(
    inbox: Path, store: Path, read: list[str]
) -> None:
    wordless = saved_on((inbox / "E1.xlsx").read_bytes(), "")
    (inbox / "E1 old.xlsx").write_bytes(wordless)
    (inbox / "E1.xlsx").write_bytes(saved_on(filled({at(CODES[0]): 0}, wordless), ""))
    for new, old in (("E1.xlsx", "E1 old.xlsx"), ("E1 old.xlsx", "E1.xlsx")):
        os.utime(inbox / old, (1_000, 1_000))
        os.utime(inbox / new, (2_000, 2_000))
        outcomes = {file.file: file.outcome for file in intake(inbox, store).files}
        assert outcomes[old] is fs.Outcome.SUPERSEDED
        assert outcomes[new] is fs.Outcome.SCORED
    assert len(read) == 4


def test_file__changed__is_read_again__and_so_is_a_new_one(
    inbox: Path, store: Path, read: list[str]
) -> None:
    intake(inbox, store)
    read.clear()
    (inbox / "E1.xlsx").write_bytes(form("E5"))
    (inbox / "E7.xlsx").write_bytes(form("E7"))
    assert {result.engineer.id for result in intake(inbox, store)} == {"E0", "E5", "E2", "E7"}
    assert read == ["E1.xlsx", "E7.xlsx"]


def test_another_jd__reads_anew__and_spoils_nothing(
    inbox: Path, store: Path, read: list[str]
) -> None:
    before = intake(inbox, store)
    other = fs.read_forms(inbox, OTHER_JD, workers=0, store=store)
    assert {file.outcome for file in other.files} == {fs.Outcome.REJECTED}
    read.clear()
    assert intake(inbox, store) == before
    assert read == []


def test_another_version__reads_anew(
    inbox: Path, store: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = intake(inbox, store)
    monkeypatch.setattr(fs, "__version__", "99.0.0")
    assert intake(inbox, store) == before
    assert len(read) == 6


def test_interrupted__what_was_read_is_kept(inbox: Path, store: Path, read: list[str]) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        intake(inbox, store, progress=stop)
    intake(inbox, store)
    assert read == ["E0.xlsx", "E1.xlsx", "E2.xlsx"]


def test_file__that_killed_its_reader__is_tried_again(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "E1.xlsx").write_bytes(b"recurse")
    tried = []

    def reader(file: SourceFile, jd: fs.JobDescription) -> fs.Assessment:
        tried.append(file.name)
        return hostile_reader.read(file, jd)

    monkeypatch.setattr(
        intake_module, "read_here", lambda jobs, jd: workers.read_here(jobs, jd, reader)
    )
    for _ in range(2):
        problems = intake(inbox, store).problems
        assert [problem.code for problem in problems] == [fs.Kind.FILE_KILLED_THE_READER.code]
    assert tried == ["E0.xlsx", "E1.xlsx", "E2.xlsx", "E1.xlsx"]


def test_store__in_the_inbox__is_not_read(inbox: Path) -> None:
    for _ in range(2):
        assert len(intake(inbox, inbox / "a.store").files) == 3
    assert {path.name for path in inbox.iterdir()} == {"a.store", *(f"E{n}.xlsx" for n in range(3))}


# -- the results -----------------------------------------------------------------------------


def test_results__are_read_when_asked_for(inbox: Path, store: Path) -> None:
    from_store, in_memory = intake(inbox, store), intake(inbox)
    assert isinstance(in_memory.results, tuple)
    assert not isinstance(from_store.results, tuple)
    assert from_store.results[1] == in_memory.results[1]
    assert from_store.results[1] is not from_store.results[1]
    assert list(from_store) == list(in_memory)
    assert len(from_store) == 3


def test_results__pickled__need_no_store(inbox: Path, store: Path) -> None:
    before = intake(inbox, store)
    again = pickle.loads(pickle.dumps(before))
    assert again == before
    assert isinstance(again.results, tuple)


def test_results__in_another_thread__are_the_same(inbox: Path, store: Path) -> None:
    before = intake(inbox, store)
    seen: list[fs.Result] = []
    thread = threading.Thread(target=lambda: seen.extend(before.results))
    thread.start()
    thread.join()
    assert seen == list(before)


@POSIX
def test_store__removed__results_stay_and_the_next_run_makes_it_anew(
    inbox: Path, store: Path, read: list[str]
) -> None:
    before = intake(inbox, store)
    store.unlink()
    assert len(list(before.results)) == 3
    assert intake(inbox, store) == before
    assert len(read) == 6


def test_store__emptied_by_somebody__says_so(inbox: Path, store: Path) -> None:
    before = intake(inbox, store)
    with closing(sqlite3.connect(store)) as file, file:
        file.execute("DELETE FROM reads")
    with pytest.raises(fs.UnusableSourceError, match="entries of it have been removed"):
        list(before.results)


def test_summary__from_a_store__is_the_same(inbox: Path, store: Path, tmp_path: Path) -> None:
    for where, name in ((None, "a.xlsx"), (store, "b.xlsx")):
        fs.write_summary(intake(inbox, where), tmp_path / name)
    assert parts((tmp_path / "a.xlsx").read_bytes()) == parts((tmp_path / "b.xlsx").read_bytes())


# -- files that are no store -----------------------------------------------------------------


NONE = {
    "text": b"just a text",
    "workbook": blank(),
    "damaged at once": b"SQLite format 3\0" + bytes(200),
}


@pytest.mark.parametrize("content", NONE.values(), ids=NONE)
def test_file__that_is_none__is_refused_and_not_touched(
    content: bytes, inbox: Path, store: Path
) -> None:
    store.write_bytes(content)
    assert "it is none, or is damaged" in unusable(inbox, store).found
    assert store.read_bytes() == content


def test_database__of_something_else__is_refused_and_not_touched(inbox: Path, store: Path) -> None:
    with closing(sqlite3.connect(store)) as file:
        file.execute("CREATE TABLE people (name)")
    before = store.read_bytes()
    assert "another program's database" in unusable(inbox, store).found
    assert store.read_bytes() == before


def test_folder__is_no_store(inbox: Path) -> None:
    assert "unable to open" in unusable(inbox, inbox).found


def test_place__that_cannot_be__says_why(inbox: Path) -> None:
    assert unusable(inbox, inbox / "E0.xlsx" / "a.store")


@pytest.mark.parametrize("size", [100, 4_096, 5_000])
def test_store__cut_off__is_damaged(size: int, inbox: Path, store: Path) -> None:
    intake(inbox, store)
    os.truncate(store, size)
    assert unusable(inbox, store)


@pytest.mark.parametrize(
    "value", [b"", b"x" * 50, "x", 1, zlib.compress(b"\x80"), zlib.compress(b"\x01")]
)
def test_entry__damaged__is_read_again(
    value: object, inbox: Path, store: Path, read: list[str]
) -> None:
    before = intake(inbox, store)
    with closing(sqlite3.connect(store)) as file, file:
        file.execute("UPDATE reads SET read = ?", (value,))
    read.clear()
    assert intake(inbox, store) == before
    assert read == ["E0.xlsx", "E1.xlsx", "E2.xlsx"]


def test_store__every_byte_of_an_entry_changed__is_told_or_of_no_matter(
    inbox: Path, store: Path, tmp_path: Path
) -> None:
    before, copy = intake(inbox, store), tmp_path / "copy.store"
    whole = store.read_bytes()
    for position in range(1_000, len(whole), 379):
        copy.write_bytes(whole[:position] + bytes([whole[position] ^ 0x55]) + whole[position + 1 :])
        try:
            assert intake(inbox, copy) == before
        except fs.UnusableSourceError as error:
            assert error.problems[0].code == fs.Kind.STORE_UNUSABLE.code
