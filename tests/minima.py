"""Does everything work with the oldest dependencies that are allowed? Run by ``make minima``.

``python tests/minima.py`` makes an environment, installs each dependency and each of the extras
``plot``, ``notebook`` and ``scale`` at the lower bound that pyproject.toml states, and runs the
whole loop there. ``--try 'pandas==2.1.0'`` tries another version than the bound.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
EXTRAS = ("plot", "notebook", "scale")


def main() -> None:
    """Install the oldest, and see whether it works."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--try", dest="others", action="append", default=[], metavar="PIN")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the environment there")
    asked = parser.parse_args()
    pins = _pins() | {Requirement(pin).name: pin for pin in asked.others}
    with tempfile.TemporaryDirectory() as folder:
        python = _installed(asked.keep or Path(folder) / "oldest", list(pins.values()))
        environment = {**os.environ, "PYTHONPATH": "", "MPLBACKEND": "agg"}
        smoke = Path(__file__).with_name("smoke.py")
        subprocess.run((python, smoke), cwd=folder, env=environment, check=True)
    print(f"works with {', '.join(pins.values())} and Python {sys.version.split()[0]}")


def _pins() -> dict[str, str]:
    """Name → the dependency at its lower bound."""
    return {each.name: f"{each.name}=={_lower(each)}" for each in _dependencies()}


def _dependencies() -> Iterator[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (project["optional-dependencies"][extra] for extra in EXTRAS)
    for text in (*project["dependencies"], *(text for texts in extras for text in texts)):
        # An extra may ask for another, as the project's own.
        if (requirement := Requirement(text)).name != project["name"]:
            yield requirement


def _lower(requirement: Requirement) -> str:
    (lower,) = (each.version for each in requirement.specifier if each.operator == ">=")
    return lower


def _installed(place: Path, pins: list[str]) -> Path:
    """The Python of an environment with the project and these versions."""
    venv.create(place, clear=True, with_pip=True)
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # Another version than the bounds allow is installed all the same: that is what is tried.
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run((*pip, *pins), check=True)
    subprocess.run((*pip, "--no-deps", ROOT), check=True)
    return python


if __name__ == "__main__":
    main()
