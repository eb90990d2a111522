"""What ``import faie_sheets`` leaves for later: what is slow, and what is not always installed."""

from __future__ import annotations

import subprocess
import sys

from faie_sheets import notebook
from faie_sheets.showing import Notebook

LATER = {
    *("pandas", "numpy", "matplotlib", "IPython", "openpyxl", "typer"),
    *("distributed", "dask", "fsspec", "pyarrow", "sqlite3"),
}


def test_import__leaves_what_is_slow_or_an_extra_for_later() -> None:
    script = "import sys, faie_sheets; print(*{name.split('.')[0] for name in sys.modules})"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert set(run.stdout.split()) & LATER == set()


def test_import__names__come_when_asked_for() -> None:
    assert own_modules("import faie_sheets") == {"faie_sheets"}
    loaded = own_modules("from faie_sheets import score, write_summary")
    assert {"faie_sheets.scoring.score", "faie_sheets.summary.write"} <= loaded
    assert not [name for name in loaded if name.startswith("faie_sheets.notebook")]


def test_door__everything_behind_it_is_there() -> None:
    asked_for = Notebook.__annotations__.keys()
    assert asked_for == set(notebook.__all__)
    assert all(callable(getattr(notebook, name)) for name in asked_for)


def test_help__reads_and_writes_nothing__and_loads_neither_readers_nor_writers() -> None:
    loaded = own_modules(
        "import contextlib, sys; sys.argv = ['faie-sheets', '--help']\n"
        "from faie_sheets.cli import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(None): main()"
    )
    assert "faie_sheets.cli.returned_commands" in loaded
    late = (
        "faie_sheets.workbook.gate.check",
        "faie_sheets.jd.read_jd",
        "faie_sheets.summary",
        "faie_sheets.form.issue",
    )
    assert not [name for name in loaded if name.startswith(late)]


def own_modules(script: str) -> set[str]:
    """The modules of the library that are loaded once a script has run."""
    tell = "import sys; print(*(name for name in sys.modules if name.startswith('faie_')))"
    run = subprocess.run(
        [sys.executable, "-c", f"{script}\n{tell}"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return set(run.stdout.split())
