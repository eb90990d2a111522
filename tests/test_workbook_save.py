"""Writing: a file is there whole or not at all, and what was there stays until then."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from faie_sheets.workbook.write import save
from faie_sheets.workbook.write.save import beside, folder_beside, write_bytes


def test_beside__succeeds__replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    path.write_text("old")
    with beside(path) as temporary:
        temporary.write_text("new")
        assert path.read_text() == "old"
        assert temporary.parent == path.parent
        assert temporary.suffix == ".xlsx"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_beside__fails__keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "summary.xlsx"
    path.write_text("old")
    with pytest.raises(error), beside(path) as temporary:
        temporary.write_text("half of the new")
        raise error
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_beside__fails__makes_no_new_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="disk full"), beside(tmp_path / "new.xlsx"):
        raise OSError("disk full")
    assert list(tmp_path.iterdir()) == []


def test_beside__place_is_a_folder__leaves_it_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "summary.xlsx"
    folder.mkdir()
    with pytest.raises(OSError), beside(folder) as temporary:
        temporary.write_text("new")
    assert list(tmp_path.iterdir()) == [folder]


def test_beside__folder_is_not_there__is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "form.xlsx"
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"


def test_beside__folder_is_a_file__is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(OSError), beside(tmp_path / "a" / "form.xlsx"):
        pytest.fail("it was begun")


def test_write_bytes__text_path__is_written(tmp_path: Path) -> None:
    write_bytes(str(tmp_path / "form.xlsx"), b"new")
    assert (tmp_path / "form.xlsx").read_bytes() == b"new"


def test_folder_beside__succeeds__replaces_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (folder / "old").mkdir(parents=True)
    with folder_beside(folder) as temporary:
        (temporary / "new").write_text("new")
        assert (folder / "old").exists()
        assert temporary.parent == folder.parent
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_folder_beside__fails__keeps_the_old_folder_and_leaves_nothing(
    tmp_path: Path, error: type[BaseException]
) -> None:
    folder = tmp_path / "out"
    (folder / "old").mkdir(parents=True)
    with pytest.raises(error), folder_beside(folder) as temporary:
        (temporary / "new").write_text("half of it")
        raise error
    assert [path.name for path in folder.iterdir()] == ["old"]
    assert list(tmp_path.iterdir()) == [folder]


def test_folder_beside__cannot_be_moved__keeps_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    (folder / "old").mkdir(parents=True)
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if target == folder and "old" not in path.name:
            raise OSError("busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="busy"), folder_beside(folder):
        pass
    assert [path.name for path in folder.iterdir()] == ["old"]
    assert list(tmp_path.iterdir()) == [folder]


def test_folder_beside__what_a_killed_run_left__is_removed__what_it_replaced_is_not(
    tmp_path: Path,
) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in ("abc", "abc.old"):
        (tmp_path / f"{save._PREFIX}{dead.pid}-{name}" / "x").mkdir(parents=True)
    with folder_beside(tmp_path / "out"):
        pass
    assert sorted(path.name.rpartition("-")[2] for path in tmp_path.iterdir()) == ["abc.old", "out"]


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_file__is_as_readable_as_any_of_its_maker(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write_bytes(tmp_path / "form.xlsx", b"new")
        assert os.umask(mask) == mask, "asking for the mask must not change it"
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "form.xlsx").stat().st_mode) == mode


def test_killed_while_writing__old_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    path.write_text("old")
    script = (
        "import os, sys, signal\n"
        "from faie_sheets.workbook.write.save import beside\n"
        "with beside(sys.argv[1]) as temporary:\n"
        "    temporary.write_text('half of the new')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, path], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_text() == "old"
    # What a killed run leaves behind is hidden, and no workbook of anybody.
    assert all(other.name.startswith(".~") for other in tmp_path.iterdir() if other != path)
