"""What every test may use."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import settings

import faie_sheets as fs

ROOT = Path(__file__).resolve().parents[1]

# A slow machine is no failure; what a failing example was is printed, so that it can be kept.
settings.register_profile("faie", deadline=None, print_blob=True)
settings.load_profile("faie")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder ``samples/``."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def jd(samples: Path) -> fs.JobDescription:
    """The sample JD."""
    return fs.read_jd(samples / "FAIE_JD.xlsx")


@pytest.fixture
def impatient() -> Iterator[None]:
    """Fail a test that would wait for ever, after a minute."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError("a minute is over")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
