"""Sources: what can be read, and what becomes of what cannot."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from faie_sheets import Kind, Problem, UnusableSourceError
from faie_sheets.problems import Place
from faie_sheets.workbook.read.source import Source, load


def refused(source: Source) -> Problem:
    with pytest.raises(UnusableSourceError) as caught:
        load(source)
    (problem,) = caught.value.problems
    return problem


def test_path__text_or_path__is_read_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "Mẫu đánh giá.xlsx"
    path.write_bytes(b"content")
    for source in (path, str(path)):
        loaded = load(source)
        assert (loaded.name, loaded.data, loaded.path) == (path.name, b"content", path)
        assert loaded.place == Place(path.name)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes__of_any_kind__have_no_name(kind: type) -> None:
    loaded = load(kind(b"content"))
    assert (loaded.name, loaded.data, loaded.path) == ("<bytes>", b"content", None)
    assert type(loaded.data) is bytes


def test_file_object__named__is_called_by_it_and_left_open(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"content")
    with path.open("rb") as file:
        loaded = load(file)
        assert not file.closed
    assert (loaded.name, loaded.data) == ("form.xlsx", b"content")


def test_file_object__nameless__has_a_stand_in() -> None:
    assert load(io.BytesIO(b"content")).name == "<file>"


def test_file_object__whose_name_is_a_number__has_a_stand_in() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"content")
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        assert isinstance(file.name, int)
        loaded = load(file)
    assert (loaded.name, loaded.data) == ("<file>", b"content")


def test_sha256__is_that_of_the_content() -> None:
    assert load(b"content").sha256 == hashlib.sha256(b"content").hexdigest()


def test_symbolic_link__is_followed(tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(b"content")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "form.xlsx")
    assert load(tmp_path / "link.xlsx").data == b"content"


@pytest.mark.parametrize("name", ["absent.xlsx", "absent/form.xlsx", "nul\0.xlsx"])
def test_file__that_is_not_there__says_so(tmp_path: Path, name: str) -> None:
    problem = refused(tmp_path / name)
    assert problem.code == Kind.FILE_NOT_FOUND.code
    assert problem.file == Path(name).name
    assert problem.found == "there is no such file"


def test_link__to_nothing__says_so(tmp_path: Path) -> None:
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "absent.xlsx")
    assert refused(tmp_path / "link.xlsx").code == Kind.FILE_NOT_FOUND.code


def test_folder__is_no_regular_file(tmp_path: Path) -> None:
    problem = refused(tmp_path)
    assert problem.code == Kind.FILE_NOT_READABLE.code
    assert problem.found == "the file cannot be opened: it is not a regular file"


@pytest.mark.usefixtures("impatient")
def test_fifo__is_refused_and_never_waited_for(tmp_path: Path) -> None:
    fifo = tmp_path / "form.xlsx"
    os.mkfifo(fifo)
    problem = refused(fifo)
    assert problem.code == Kind.FILE_NOT_READABLE.code
    assert problem.found == "the file cannot be opened: it is not a regular file"


def test_device__is_no_regular_file() -> None:
    assert refused("/dev/zero").code == Kind.FILE_NOT_READABLE.code


def test_name__too_long_for_a_file__says_why() -> None:
    problem = refused("x" * 300)
    assert problem.code == Kind.FILE_NOT_READABLE.code
    assert problem.found == "the file cannot be opened: File name too long"


def test_file__that_may_not_be_read__says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"content")

    def deny(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", deny)
    problem = refused(path)
    assert problem.code == Kind.FILE_NOT_READABLE.code
    assert problem.found == "the file cannot be opened: Permission denied"
    assert "close it in other programs" in problem.fix


@pytest.mark.parametrize("source", [b"", io.BytesIO()])
def test_nothing__is_an_empty_file(source: Source) -> None:
    assert refused(source).code == Kind.FILE_EMPTY.code


def test_file__empty__says_so(tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").touch()
    problem = refused(tmp_path / "form.xlsx")
    assert (problem.code, problem.file) == (Kind.FILE_EMPTY.code, "form.xlsx")


def test_file__too_large__is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "form.xlsx"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    assert refused(path).code == Kind.FILE_TOO_LARGE.code


@pytest.mark.usefixtures("impatient")
def test_file_object__without_end__is_given_up() -> None:
    with Path("/dev/zero").open("rb") as endless:
        problem = refused(endless)
    assert problem.code == Kind.FILE_TOO_LARGE.code
    assert problem.found == "the file has over 20 MB"


def test_bytes__too_large__are_refused() -> None:
    assert refused(bytes(20_000_001)).code == Kind.FILE_TOO_LARGE.code
