"""The reference for the command line, from the output of ``--help``."""

from __future__ import annotations

import re
import subprocess
import sys

_OVERVIEW = re.compile(r"^\*\*Commands\*\*:\n\n(?:\* .*\n)+", re.MULTILINE)
_COMMAND = re.compile(r"^## `faie-sheets (\S+)`\n\n(.+?)\n\n", re.MULTILINE | re.DOTALL)
_TYPE = re.compile(r"^(\* `[^`]+?) <[^>`]+>`", re.MULTILINE)


def commands() -> str:
    """All commands with their arguments and options, as Typer documents them."""
    typer = [sys.executable, "-m", "typer", "faie_sheets.cli.app"]
    text = subprocess.run(
        [*typer, "utils", "docs", "--name", "faie-sheets"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    about = "".join(f"| [{name}](#faie-sheets-{name}) | {says} |\n" for name, says in _listed(text))
    # Typer truncates the sentences in the overview; those of the commands are complete.
    text = _OVERVIEW.sub(lambda _: f"| command | what it does |\n| --- | --- |\n{about}", text)
    text = _TYPE.sub(r"\1`", text)
    text = text.replace("```console\n$ ", "```text\n")
    return text.partition("\n")[2]  # the page has its own title


def _listed(text: str) -> list[tuple[str, str]]:
    return [(name, " ".join(says.split())) for name, says in _COMMAND.findall(text)]
