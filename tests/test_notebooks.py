"""The notebooks of ``samples/``: they run from top to bottom, and show what they are saved with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import notebook_runs
import pytest

LARGEST = 500_000
"""Bytes: what a code host still shows."""


@pytest.fixture(params=notebook_runs.NOTEBOOKS)
def notebook(request: pytest.FixtureRequest, samples: Path) -> Path:
    """Each of the notebooks."""
    return samples / str(request.param)


def test_notebooks__are_all_of_those_that_lie_there(samples: Path) -> None:
    assert sorted(path.name for path in samples.glob("*.ipynb")) == list(notebook_runs.NOTEBOOKS)


def test_notebook__in_a_clean_kernel__shows_what_it_is_saved_with(
    notebook: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONWARNINGS", "error::FutureWarning,error::DeprecationWarning:__main__")
    saved = list(notebook_runs.texts_of(notebook_runs.read(notebook)))
    fresh = list(notebook_runs.texts_of(notebook_runs.executed(notebook, samples)))
    assert len(saved) == len(fresh) > 5
    for number, (before, now) in enumerate(zip(saved, fresh, strict=True), 1):
        assert now == before, f"cell {number} shows something else: make notebooks"


def test_notebook__saved__is_as_make_notebooks_writes_it(notebook: Path, tmp_path: Path) -> None:
    document = notebook_runs.read(notebook)
    again = tmp_path / notebook.name
    notebook_runs.write(notebook_runs.normalised(document), again)
    assert drawn_apart(again) == drawn_apart(notebook)


def drawn_apart(notebook: Path) -> str:
    """A notebook's file but for its pictures."""
    text = notebook.read_text(encoding="utf-8")
    return re.sub(r'"image/png": "[^"]*"', '"image/png": ""', text)


def test_notebook__saved__has_nothing_of_the_machine_it_ran_on(notebook: Path) -> None:
    text = drawn_apart(notebook)
    assert notebook.stat().st_size < LARGEST
    for trace in ("/tmp", "/home", "/root", "/work", "site-packages", "iopub"):
        assert trace not in text
    assert not re.search("0x[0-9a-f]{6}", text)
    assert not re.search(r"20\d\d-\d\d-\d\dT\d\d:", text)


def test_notebook__saved__has_no_warning_and_no_error(notebook: Path) -> None:
    for output in outputs_of(notebook):
        assert output["output_type"] != "error"
        assert output.get("name") != "stderr"


def test_notebook__saved__shows_tables_and_drawings(notebook: Path) -> None:
    kinds = [kind for output in outputs_of(notebook) for kind in output.get("data", {})]
    assert "text/html" in kinds
    assert "image/png" in kinds


def outputs_of(notebook: Path) -> list[dict[str, Any]]:
    """Everything that a notebook shows."""
    return [
        output for cell in notebook_runs.texts_of(notebook_runs.read(notebook)) for output in cell
    ]
