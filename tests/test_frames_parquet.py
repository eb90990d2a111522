"""Parquet: partitions that are together what the frames are, and replaced as a whole."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from batch_kit import mixed
from forms_kit import JD
from programs.extras import extra

import faie_sheets as fs

FRAMES: dict[str, Callable[[fs.Intake], pd.DataFrame]] = {
    "results": fs.Intake.to_frame,
    "ratings": fs.Intake.items_frame,
    "problems": fs.Intake.problems_frame,
    "files": fs.Intake.files_frame,
}


@pytest.fixture(autouse=True)
def pyarrow() -> None:
    extra("pyarrow.dataset")


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> fs.Intake:
    """From a store: results are read as they are written."""
    folder = tmp_path_factory.mktemp("parquet")
    return fs.read_forms(mixed(folder / "in"), JD, workers=0, store=folder / "a.store")


def parts(folder: Path, table: str) -> list[str]:
    return sorted(path.name for path in (folder / table).iterdir())


@pytest.mark.parametrize("engineers", [1, 4, 1_000])
@pytest.mark.parametrize("table", FRAMES)
def test_table__read_back__is_the_frame(
    table: str, engineers: int, intake: fs.Intake, tmp_path: Path
) -> None:
    intake.to_parquet(tmp_path / "out", engineers)
    frame = FRAMES[table](intake)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "out" / table), frame)
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(FRAMES)
    size = engineers * 22 if table == "ratings" else engineers
    assert len(parts(tmp_path / "out", table)) == -(-len(frame) // size)


@pytest.mark.parametrize("table", FRAMES)
def test_table__is_a_dataset_of_arrow__with_one_schema(
    table: str, intake: fs.Intake, tmp_path: Path
) -> None:
    intake.to_parquet(tmp_path / "out", 3)
    dataset = extra("pyarrow.dataset").dataset(tmp_path / "out" / table)
    assert dataset.count_rows() == len(FRAMES[table](intake))
    assert all(part.physical_schema.equals(dataset.schema) for part in dataset.get_fragments())


@pytest.mark.parametrize("table", FRAMES)
def test_nobody__has_the_same_columns(table: str, intake: fs.Intake, tmp_path: Path) -> None:
    nobody = fs.Intake(intake.jd, (), ())
    nobody.to_parquet(tmp_path / "out")
    again = pd.read_parquet(tmp_path / "out" / table)
    assert list(again.columns) == list(FRAMES[table](intake).columns)
    assert again.empty


def test_again__no_stale_partition_stays(intake: fs.Intake, tmp_path: Path) -> None:
    intake.to_parquet(tmp_path / "out", 1)
    few = dataclasses.replace(intake, results=intake.results[:2])
    few.to_parquet(tmp_path / "out", 1)
    assert parts(tmp_path / "out", "results") == ["part-00000.parquet", "part-00001.parquet"]
    assert len(pd.read_parquet(tmp_path / "out" / "results")) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_failure__leaves_what_was_there(
    intake: fs.Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake.to_parquet(tmp_path / "out")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("faie_sheets.notebook.parquet.files_frame", fail)
    with pytest.raises(OSError, match="No space left"):
        intake.to_parquet(tmp_path / "out", 1)
    assert parts(tmp_path / "out", "results") == ["part-00000.parquet"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    "name",
    [
        "note.txt",
        "part-00000.parquet",
        "results",
        "results/note.txt",
        "results/part-00000.parquet/x",
        "results/results/part-00000.parquet",
        "more/part-00000.parquet",
    ],
)
def test_folder__with_something_else__is_refused_and_not_touched(
    name: str, intake: fs.Intake, tmp_path: Path
) -> None:
    other = tmp_path / name
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_text("mine")
    with pytest.raises(FileExistsError, match="is not a partition of ours, and would be lost"):
        intake.to_parquet(tmp_path)
    assert other.read_text() == "mine"


def test_file__in_its_place__is_refused(intake: fs.Intake, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FileExistsError):
        intake.to_parquet(tmp_path / "out")


def test_folder__empty__is_taken(intake: fs.Intake, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    intake.to_parquet(str(tmp_path / "out"))
    assert parts(tmp_path / "out", "files") == ["part-00000.parquet"]


def test_partition__of_nobody__is_an_error(intake: fs.Intake, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 engineers"):
        intake.to_parquet(tmp_path / "out", 0)


def test_without_pyarrow__says_what_to_install(
    intake: fs.Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match="pip install pyarrow"):
        intake.to_parquet(tmp_path / "out")
    assert not list(tmp_path.iterdir())
