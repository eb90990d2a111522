"""The library as an analyst's script uses it: it runs, and type checkers know every type in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from programs import pyright
from programs.absent import absent

import faie_sheets as fs

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = Path(__file__).with_name("files") / "user_script.py"
UNTYPED = "import faie_sheets as fs\n\n\ndef first(intake):\n    return intake[0]\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The script in a folder of its own, as an analyst has it: the library is installed."""
    return Path(shutil.copy(SCRIPT, tmp_path))


def test_script__runs__from_the_jd_to_the_drawings(
    script: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(samples, script.parent / "samples")
    monkeypatch.setenv("MPLBACKEND", "Agg")
    run = subprocess.run(
        [sys.executable, "-W", "error", script.name],
        cwd=script.parent, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (run.stderr, run.returncode) == ("", 0)
    assert "Share of each unit's engineers short of their target rank" in run.stdout


def test_script__mypy_in_strict_mode__finds_nothing(script: Path) -> None:
    if not find_spec("mypy"):
        absent("mypy is not installed: pip install --group dev")
    # The types of pandas take long to read; they are kept from one run of the tests to the next.
    run = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--disallow-any-explicit"),
            *("--cache-dir", ROOT / ".mypy_cache" / "user_script", script.name),
        ],
        cwd=script.parent, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.stdout == "Success: no issues found in 1 source file\n"


def test_script__pyright_in_strict_mode__finds_nothing_unknown(script: Path) -> None:
    assert pyright.complaints(script) == []


def test_pyright__in_strict_mode__finds_what_is_unknown(tmp_path: Path) -> None:
    script = tmp_path / "untyped.py"
    script.write_text(UNTYPED)
    assert [each for each in pyright.complaints(script) if "reportUnknownParameterType" in each]


def test_script__uses_every_function_that_is_offered() -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    functions = [name for name in fs.__all__ if name.islower()]
    assert [name for name in functions if f"fs.{name}" not in source] == []
