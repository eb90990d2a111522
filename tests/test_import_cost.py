"""What ``import faie_sheets`` leaves for later: what is slow, and what is not always installed."""

from __future__ import annotations

import subprocess
import sys

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


def test_import__display_and_plots__come_when_asked_for() -> None:
    script = "import sys, faie_sheets; print(*(n for n in sys.modules if n.startswith('faie_')))"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    loaded = run.stdout.split()
    assert "faie_sheets.scoring" in loaded
    assert not [n for n in loaded if n.startswith(("faie_sheets.display", "faie_sheets.plots"))]
