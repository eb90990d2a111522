"""Progress of long calls: a function of the caller's, a bar, or nothing."""

from __future__ import annotations

import io
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import faie_sheets as fs
from faie_sheets.progress import bar, followed, progress_of


class FakeHandle:
    """What ``display(..., display_id=True)`` gives: it keeps what it was updated with."""

    def __init__(self) -> None:
        self.shown: list[dict[str, str]] = []

    def update(self, bundle: dict[str, str], *, raw: bool) -> None:
        assert raw
        self.shown.append(bundle)


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> FakeHandle:
    """A kernel, as far as a bar looks for one."""
    handle = FakeHandle()
    shell = types.SimpleNamespace(kernel=object())
    ipython: Any = types.ModuleType("IPython")
    ipython.get_ipython = lambda: shell
    display: Any = types.ModuleType("IPython.display")
    display.display = lambda _bundle, *, raw, display_id: handle if raw and display_id else None
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    return handle


def test_followed__function__is_called_after_each() -> None:
    calls: list[tuple[int, int]] = []
    steps = followed("ab", lambda *progress: calls.append(progress), "reading")
    assert next(steps) == "a"
    assert calls == []
    assert list(steps) == ["b"]
    assert calls == [(1, 2), (2, 2)]


@pytest.mark.parametrize("progress", [None, False])
def test_progress_of__nothing_wanted__shows_nothing(
    progress: bool | None, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_of(progress, "reading") as advance:
        advance(1, 2)
    assert capsys.readouterr() == ("", "")


def test_bar__terminal__shows_how_far_it_is() -> None:
    screen = io.StringIO()
    with bar("reading", Console(file=screen, force_terminal=True, width=60)) as advance:
        advance(2, 4)
    assert "reading" in screen.getvalue()
    assert "2/4" in screen.getvalue()


def test_bar__pipe__stays_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_of(True, "reading") as advance:
        advance(1, 1)
    assert capsys.readouterr() == ("", "")


def test_bar__notebook__is_updated_and_cleared(notebook: FakeHandle) -> None:
    with progress_of(True, "reading") as advance:
        for done in range(1, 1001):
            advance(done, 1000)
    first, *_, last, cleared = notebook.shown
    assert first["text/plain"] == "reading 1 of 1,000"
    assert last["text/html"].endswith('<progress value="1000" max="1000"></progress>')
    assert cleared == {"text/plain": ""}
    assert len(notebook.shown) < 100, "not more often than a browser draws"


def test_bar__notebook__is_cleared_when_the_call_fails(notebook: FakeHandle) -> None:
    with pytest.raises(ZeroDivisionError), progress_of(True, "reading") as advance:
        advance(1, 2)
        advance(1 // 0, 2)
    assert notebook.shown[-1] == {"text/plain": ""}


def test_bar__ipython_without_a_kernel__is_a_terminal(
    notebook: FakeHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["IPython"], "get_ipython", lambda: None, raising=False)
    with progress_of(True, "reading") as advance:
        advance(1, 2)
    assert notebook.shown == []


def test_calls__true__show_a_bar_each(
    jd: fs.JobDescription, notebook: FakeHandle, tmp_path: Path
) -> None:
    roster = fs.Roster((fs.Engineer("E1", "Ân", target_rank="FAIE01"),))
    fs.write_forms(jd, roster, tmp_path / "forms", progress=True)
    intake = fs.read_forms(tmp_path / "forms" / "E1 Ân.xlsx", jd, workers=0, progress=True)
    fs.write_feedback(intake, tmp_path / "feedback", progress=True)
    fs.write_returns(intake, tmp_path / "returns", progress=True)
    told_of = [bundle["text/plain"] for bundle in notebook.shown if "text/html" in bundle]
    assert told_of == ["issuing 1 of 1", "reading 1 of 1", *["writing 1 of 1"] * 2]
