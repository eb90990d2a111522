"""Python's collector of cycles rests while a batch is read, which makes none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_kit import mixed

import faie_sheets as fs
from faie_sheets.collector import collector_paused


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    gc.enable()


def test_collector__within__is_off__afterwards_on_again() -> None:
    with pytest.raises(KeyError), collector_paused():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_collector__that_somebody_switched_off__stays_off() -> None:
    gc.disable()
    with collector_paused():
        pass
    assert not gc.isenabled()


@pytest.mark.parametrize("workers", [0, 2])
def test_batch__of_good_and_hostile_files__makes_no_cycles(tmp_path: Path, workers: int) -> None:
    folder = mixed(tmp_path / "inbox")
    fs.read_forms(folder, fs.builtin.jd(), workers=workers)  # what is loaded for it stays
    gc.disable()
    gc.collect()
    intake = fs.read_forms(folder, fs.builtin.jd(), workers=workers)
    assert gc.collect() == 0
    assert intake.count(fs.Outcome.REJECTED) > 20
