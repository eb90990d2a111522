"""How soon anything happens: the start of Python, of the library, and of the command line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from timing import Table, Work, compared, medians

ROUNDS = 10
_LATE = ("pandas", "matplotlib", "openpyxl", "numpy")


def tables() -> Iterator[Table]:
    """Each in a process of its own."""
    commands = {
        "faie-sheets --help": ("-m", "faie_sheets", "--help"),
        "import faie_sheets": ("-c", "import faie_sheets"),
        "import faie_sheets, and read_jd": ("-c", "import faie_sheets; faie_sheets.read_jd"),
        "Python alone": ("-c", "pass"),
        "import calamine, XlsxWriter, Typer": (
            "-c",
            "import python_calamine, xlsxwriter, typer",
        ),
        "import pandas": ("-c", "import pandas"),
        "import openpyxl": ("-c", "import openpyxl"),
    }
    works: dict[str, Work] = {name: _started(*given) for name, given in commands.items()}
    loaded = _loaded_by_help()
    assert not loaded, f"--help imports {loaded}"
    note = f"`--help` imports none of {', '.join(_LATE)}: checked in this run."
    yield compared("Start", medians(works, ROUNDS), note)


def _started(*arguments: str) -> Work:
    def start() -> None:
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)

    return start


def _loaded_by_help() -> list[str]:
    command = [sys.executable, "-X", "importtime", "-m", "faie_sheets", "--help"]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    return [name for name in _LATE if name in imported]
