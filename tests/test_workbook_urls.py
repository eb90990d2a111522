"""URLs as sources: read by fsspec, within the same limits, and never taken for paths."""

from __future__ import annotations

import os
import re
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from batch_kit import ROSTER, mixed
from forms_kit import JD, blank
from programs.extras import BARE_CLUSTER, extra

import faie_sheets as fs
from faie_sheets.workbook.read.source import load
from faie_sheets.workbook.urls import is_url, name_of, without_secrets

FILLED = fs.builtin.FILLED_PATH
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def memory() -> Iterator[Any]:
    """The storage of ``memory://``, empty before and after."""
    storage = extra("fsspec").filesystem("memory")
    storage.store.clear()
    yield storage
    storage.store.clear()
    storage.pseudo_dirs[:] = [""]


def put(storage: Any, folder: Path, root: str) -> None:
    # In the order in which they were made: the storage has a clock of its own.
    for path in sorted(folder.rglob("*"), key=lambda path: path.stat().st_mtime_ns):
        if path.is_file():
            storage.pipe_file(f"{root}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def refused(source: str) -> fs.Problem:
    with pytest.raises(fs.UnusableSourceError) as caught:
        load(source)
    (problem,) = caught.value.problems
    return problem


# -- what is a URL ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["s3://b/k", "memory://inbox", "gs+x://a", "file:///c", "S3://b"])
def test_url__any_storage__is_one(text: str) -> None:
    assert is_url(text)


@pytest.mark.parametrize(
    "source",
    [r"C:\inbox", "C:/inbox", "C://inbox", r"\\server\share", "inbox", "a:b", "1://x", "://x",
     "/tmp/s3://x", b"s3://b/k", Path("s3://b/k"), "s3:/b"],
)  # fmt: skip
def test_path__of_any_system__is_no_url(source: object) -> None:
    assert not is_url(source)


def test_name__is_the_last_part__without_what_is_secret() -> None:
    assert name_of("s3://bucket/in/E1 Nguyễn.xlsx") == "E1 Nguyễn.xlsx"
    assert name_of("https://host/in/E1.xlsx?sig=secret") == "E1.xlsx"
    assert name_of("s3://bucket/") == "bucket"
    assert without_secrets("ftp://me:secret@host/in") == "ftp://host/in"
    assert without_secrets("ftp://host/a@b") == "ftp://host/a@b"


# -- one file --------------------------------------------------------------------------------


def test_every_reader__takes_a_url(memory: Any) -> None:
    put(memory, fs.builtin.JD_PATH.parent, "/samples")
    assert fs.read_jd("memory://samples/FAIE_JD.xlsx") == fs.read_jd(fs.builtin.JD_PATH)
    roster = fs.read_roster("memory://samples/roster.xlsx")
    assert roster == fs.read_roster(fs.builtin.ROSTER_PATH)
    form = next(FILLED.glob("E1001*"))
    assert fs.read_form(f"memory://samples/filled/{form.name}", JD) == fs.read_form(form, JD)


def test_file__local__is_read_with_its_time() -> None:
    extra("fsspec")
    path = fs.builtin.JD_PATH
    loaded = load(path.absolute().as_uri())
    assert (loaded.name, loaded.data, loaded.path) == (
        path.name,
        path.read_bytes(),
        path.absolute(),
    )
    assert loaded.modified == path.stat().st_mtime


def test_file__that_is_not_there__says_so(memory: Any) -> None:
    memory.pipe_file("/inbox/E1.xlsx", b"x")
    problem = refused("memory://inbox/E2.xlsx")
    assert (problem.code, problem.file) == (fs.Kind.FILE_NOT_FOUND.code, "E2.xlsx")


def test_file__too_large__is_never_read(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.pipe_file("/big.xlsx", bytes(20_000_001))
    monkeypatch.setattr(type(memory), "cat_file", lambda *_, **__: pytest.fail("it was read"))
    assert refused("memory://big.xlsx").code == fs.Kind.FILE_TOO_LARGE.code


def test_file__that_grows_meanwhile__is_read_so_far_and_refused(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/big.xlsx", bytes(30_000_000))
    honest = type(memory).info
    monkeypatch.setattr(
        type(memory), "info", lambda *args, **facts: honest(*args, **facts) | {"size": 10}
    )
    problem = refused("memory://big.xlsx")
    assert problem.code == fs.Kind.FILE_TOO_LARGE.code
    assert problem.found == "the file has over 20 MB"


def test_file__empty__says_so(memory: Any) -> None:
    memory.pipe_file("/empty.xlsx", b"")
    assert refused("memory://empty.xlsx").code == fs.Kind.FILE_EMPTY.code


@pytest.mark.parametrize(
    ("url", "kind", "found"),
    [
        ("memory://inbox", fs.Kind.URL_NOT_READABLE, "the URL cannot be read"),
        ("file:///dev/zero", fs.Kind.FILE_NOT_READABLE, "the file cannot be opened"),
    ],
)
def test_folder_and_device__are_no_files(memory: Any, url: str, kind: fs.Kind, found: str) -> None:
    memory.pipe_file("/inbox/E1.xlsx", b"x")
    problem = refused(url)
    assert problem.code == kind.code
    assert problem.found == f"{found}: it is not a regular file"


@POSIX
@pytest.mark.usefixtures("impatient")
def test_fifo__is_refused_and_never_waited_for(tmp_path: Path) -> None:
    extra("fsspec")
    os.mkfifo(tmp_path / "form.xlsx")
    assert "not a regular file" in refused(f"file://{tmp_path}/form.xlsx").found


def test_storage__unknown__says_so() -> None:
    extra("fsspec")
    assert "Protocol not known: nowhere" in refused("nowhere://x/E1.xlsx").found


def test_chain__of_urls__is_not_followed(memory: Any) -> None:
    memory.pipe_file("/a.zip", b"x")
    assert "a chain of URLs" in refused("simplecache://x::memory://a.zip").found


def test_storage__that_fails__is_named_without_what_it_says(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class DeniedError(Exception):
        pass

    def deny(*_: object, **__: object) -> None:
        raise DeniedError("https://host?key=secret")

    monkeypatch.setattr(type(memory), "info", deny)
    problem = refused("memory://inbox/E1.xlsx")
    assert problem.found == "the URL cannot be read: DeniedError"
    assert "secret" not in problem.message


def test_without_fsspec__says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    problem = refused("s3://bucket/E1.xlsx")
    assert problem.code == fs.Kind.URL_NOT_READABLE.code
    assert "pip install fsspec" in problem.found
    intake = fs.read_forms("s3://bucket/inbox", JD, workers=0)
    assert [file.file for file in intake.files] == ["inbox"]
    assert "pip install fsspec" in intake.problems[0].message


# -- folders ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = mixed(tmp_path_factory.mktemp("batch") / "inbox")
    (folder / ".hidden.xlsx").write_bytes(blank())
    (folder / "unit" / "Thumbs.db").write_bytes(b"x")
    return folder


@pytest.fixture(scope="module")
def by_path(batch: Path) -> fs.Intake:
    return fs.read_forms(batch, JD, ROSTER, workers=1)


@pytest.mark.parametrize("workers", [0, 2])
@pytest.mark.parametrize("form", ["file://{}", "local://{}/"])
def test_folder__local__is_what_its_path_is(
    form: str, workers: int, batch: Path, by_path: fs.Intake
) -> None:
    extra("fsspec")
    url = form.format(batch.as_posix())
    assert fs.read_forms(url, JD, ROSTER, workers=workers) == by_path


@pytest.mark.parametrize("workers", [0, 2])
def test_folder__in_memory__is_what_its_path_is(
    workers: int, memory: Any, batch: Path, by_path: fs.Intake
) -> None:
    put(memory, batch, "/inbox")
    intake = fs.read_forms("memory://inbox", JD, ROSTER, workers=workers)
    assert {file.file for file in intake.files} == {file.file for file in by_path.files}
    assert intake.files == by_path.files
    assert intake.results == by_path.results


def test_folder__in_memory__read_by_a_cluster(memory: Any, batch: Path) -> None:
    distributed = extra("distributed")
    put(memory, batch, "/inbox")
    here = fs.read_forms("memory://inbox", JD, workers=0)
    with (
        distributed.LocalCluster(n_workers=1, processes=False, **BARE_CLUSTER) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        assert fs.read_forms("memory://inbox", JD, executor=executor) == here


def test_folder__local__read_by_a_cluster__each_file_where_it_is_read(
    batch: Path, by_path: fs.Intake
) -> None:
    distributed = extra("distributed")
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, **BARE_CLUSTER) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        intake = fs.read_forms(f"local://{batch.as_posix()}", JD, ROSTER, executor=executor)
    assert intake == by_path


def test_folder__several__files_keep_apart__each_once(memory: Any) -> None:
    for root in ("/a", "/b"):
        memory.pipe_file(f"{root}/E1.xlsx", blank())
    intake = fs.read_forms(["memory://a", "memory://b/", "memory://a"], JD, workers=0)
    assert [file.file for file in intake.files] == ["memory://a/E1.xlsx", "memory://b/E1.xlsx"]


def test_folder__empty_or_absent__says_so(memory: Any) -> None:
    memory.mkdir("/empty")
    empty = fs.read_forms("memory://empty", JD)
    assert [problem.code for problem in empty.problems] == [fs.Kind.NOTHING_FOUND.code]
    absent = fs.read_forms(f"memory://{uuid.uuid4()}", JD, workers=0)
    assert [problem.code for problem in absent.problems] == [fs.Kind.FILE_NOT_FOUND.code]


def test_file__that_is_to_be_ignored__is_so_by_its_url_too(tmp_path: Path) -> None:
    extra("fsspec")
    (tmp_path / "E1.xlsx").write_bytes(blank())
    (tmp_path / "summary.xlsx").write_bytes(b"x")
    intake = fs.read_forms(
        f"file://{tmp_path}", JD, ignore=[tmp_path / "summary.xlsx"], store=tmp_path / "a.store"
    )
    assert [file.file for file in intake.files] == ["E1.xlsx"]


# -- storages as they are ------------------------------------------------------------------------


def names(source: Any) -> list[str]:
    return [file.file for file in fs.read_forms(source, JD, workers=0).files]


def test_storage__is_asked_anew__not_what_it_remembers(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[str] = []
    monkeypatch.setattr(type(memory), "invalidate_cache", lambda _, path: forgotten.append(path))
    memory.pipe_file("/inbox/E1.xlsx", b"x")
    assert names("memory://inbox") == ["E1.xlsx"]
    assert forgotten == ["/inbox", "/inbox/E1.xlsx"]


def test_folder__objects_that_stand_for_folders__are_no_files(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/inbox/E1.xlsx", b"x")
    honest = type(memory).find

    def find(self: Any, path: str, **facts: Any) -> Any:
        empty = {"size": 0, "type": "file"}
        return {path: empty, f"{path}/": empty, f"{path}/unit/": empty} | honest(
            self, path, **facts
        )

    monkeypatch.setattr(type(memory), "find", find)
    assert names("memory://inbox") == ["E1.xlsx"]


@pytest.mark.parametrize("root", ["memory://", "memory:///"])
def test_root__of_a_storage__is_a_folder(memory: Any, root: str) -> None:
    path = next(FILLED.glob("E1001*"))
    memory.pipe_file("/inbox/E1001.xlsx", path.read_bytes())
    intake = fs.read_forms(root, JD, workers=0)
    assert [(file.file, file.outcome.value) for file in intake.files] == [
        ("inbox/E1001.xlsx", "scored")
    ]


def test_downloads__alike_but_for_what_they_ask__have_names_of_their_own(memory: Any) -> None:
    for number in range(2):
        memory.pipe_file(f"/get?id={number}", b"x")
    assert names([f"memory://get?id={n}" for n in (0, 1)]) == ["memory://get", "memory://get (2)"]


def test_url__of_a_file_here__escaped_or_not(tmp_path: Path) -> None:
    path = tmp_path / "Thư mục 100% %20" / "E1.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"x")
    for url in (path.as_uri(), f"file://{path}", f"file://localhost{quote(str(path))}"):
        assert load(url).path == path
    assert names(path.parent.as_uri()) == ["E1.xlsx"]


def test_password__with_an_at_sign__is_not_shown() -> None:
    assert without_secrets("ftp://hr:p@ss@host/in/a@b.xlsx") == "ftp://host/in/a@b.xlsx"


@pytest.mark.parametrize("url", ["s3://bucket/out.xlsx", "file:///out.xlsx"])
def test_nothing__is_written_to_a_url(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    intake = fs.read_forms(next(FILLED.glob("E1001*")), JD, workers=0)
    roster = fs.read_roster(fs.builtin.ROSTER_PATH)
    writers: list[Callable[[], object]] = [
        lambda: fs.write_template(JD, url),
        lambda: fs.write_forms(JD, roster, url),
        lambda: fs.write_summary(intake, url),
        lambda: fs.write_feedback(intake, url),
        lambda: fs.write_returns(intake, url),
        lambda: intake.to_parquet(url),
        lambda: fs.read_forms(FILLED, JD, store=url),
    ]
    for write in writers:
        with pytest.raises(ValueError, match=re.escape(f"{url} is a URL")):
            write()
    assert list(tmp_path.iterdir()) == []
