"""While a batch is read, only new objects are searched for cycles; it makes none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_kit import mixed

import faie_sheets as fs
from faie_sheets.batches import young_cycles_only


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    gc.enable()


class Cycle:
    """An object that only the collector can free."""

    alive = 0

    def __init__(self) -> None:
        self.me = self
        Cycle.alive += 1

    def __del__(self) -> None:
        Cycle.alive -= 1


def test_collector__within__frees_what_others_make__and_is_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), young_cycles_only():
        for _ in range(20_000):
            Cycle()
        assert Cycle.alive < 10_000
        raise KeyError
    assert gc.get_threshold() == before


@pytest.mark.parametrize("workers", [0, 2])
def test_batch__of_good_and_hostile_files__makes_no_cycles(tmp_path: Path, workers: int) -> None:
    folder = mixed(tmp_path / "inbox")
    fs.read_forms(folder, fs.builtin.jd(), workers=workers)  # what is loaded for it stays
    gc.disable()
    gc.collect()
    intake = fs.read_forms(folder, fs.builtin.jd(), workers=workers)
    assert gc.collect() == 0
    assert intake.count(fs.Outcome.REJECTED) > 20
