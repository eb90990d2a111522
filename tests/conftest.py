"""What every test may use."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import effort
import marking
import pytest
from kept import Kept
from programs import absent

import faie_sheets as fs

ROOT = Path(__file__).resolve().parents[1]

effort.load_profile()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test its markers, before they are asked for."""
    for item in items:
        marking.mark(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let no test drive a program whose markers do not say so."""
    absent.is_expected = item.get_closest_marker("programs") is not None
    return (yield)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder ``samples/``."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def jd(samples: Path) -> fs.JobDescription:
    """The sample JD."""
    return fs.read_jd(samples / "FAIE_JD.xlsx")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Files that tests share, also between the processes of pytest-xdist."""
    own = tmp_path_factory.getbasetemp()
    return Kept((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "kept")


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
