"""Node.js, for the spreadsheet libraries of npm: a script is run that uses them."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .absent import absent, find_program

REPOSITORY = Path(__file__).parents[2]
PACKAGES = {"exceljs": "4.4.0", "xlsx": "0.18.5", "xlsx-populate": "1.21.0", "pyright": "1.1.414"}
"""The packages that scripts use → the version that ``.ci/run`` installs."""


def run(script: Path, package: str, *arguments: str) -> None:
    """Run a script that needs an npm package.

    The package is looked for in the folders that ``NODE_PATH`` names, as Node.js does itself, then
    where ``.ci/run`` installs it under the repository's top folder.

    Raises:
        RuntimeError: the script failed; the text is what it said.
    """
    node = find_program("node", "nodejs")
    folder = folder_of(package)
    run = subprocess.run(
        [node, str(script), *arguments],
        env=os.environ | {"NODE_PATH": str(folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"{script.name} failed: {run.stderr.strip()[-500:]}")


def folder_of(package: str) -> Path:
    """Find the folder of modules that has a package."""
    for folder in _folders():
        if (folder / package / "package.json").is_file():
            return folder
    wanted = f"{package}@{PACKAGES[package]}"
    return absent(f"npm's {package} is not there: npm install --prefix .tools {wanted}")


def _folders() -> Iterator[Path]:
    yield from map(Path, filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)))
    yield REPOSITORY / ".tools" / "node_modules"
