"""Pyright, the type checker of many editors, in strict mode."""

import json
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

from . import node
from .absent import absent, find_program

_PACKAGE = "pyright"
_STUBS = "pandas-stubs"
"""Without them, everything of pandas is Unknown to a type checker."""


def complaints(script: Path) -> list[str]:
    """What it finds in a script that stands in a folder of its own: rule, line and message.

    Raises:
        RuntimeError: it did not get as far as checking.
    """
    program = node.folder_of(_PACKAGE) / _PACKAGE / "index.js"
    if _STUBS not in {each.name for each in distributions()}:
        absent(f"{_STUBS} are not installed: pip install --group dev")
    config = {"include": [script.name], "typeCheckingMode": "strict"}
    (script.parent / "pyrightconfig.json").write_text(json.dumps(config))
    run = subprocess.run(
        [find_program("node", "nodejs"), program, "--outputjson", "--pythonpath", sys.executable],
        cwd=script.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    try:
        document = json.loads(run.stdout)
        assert document["summary"]["filesAnalyzed"] == 1
    except (ValueError, KeyError, AssertionError):
        raise RuntimeError(f"pyright: {run.stdout[-300:]}{run.stderr[-300:]}") from None
    return [
        f"{each.get('rule')}, line {each['range']['start']['line'] + 1}: {each['message']}"
        for each in document["generalDiagnostics"]
    ]
