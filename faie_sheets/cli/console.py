"""What goes to standard output and standard error, and the exit statuses."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from enum import IntEnum
from itertools import chain
from tempfile import TemporaryFile
from typing import Any

from rich.console import Console
from rich.text import Text

from faie_sheets.json_documents import json_pieces
from faie_sheets.problems import Problem, Severity
from faie_sheets.progress import Progress, bar


class ExitStatus(IntEnum):
    """Exit statuses."""

    CLEAN = 0
    NEEDS_A_PERSON = 1
    UNUSABLE = 2


out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False)

LOOK = {Severity.ERROR: ("error  ", "bold red"), Severity.WARNING: ("warning", "yellow")}


def speak_anywhere() -> None:
    """Keep printing from failing on a console or pipe that cannot show every character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_json(document: dict[str, Any]) -> None:
    """Print one JSON document on standard output, always in UTF-8, whole or not at all."""
    with TemporaryFile() as whole:
        for piece in chain(json_pieces(document), "\n"):
            whole.write(piece.encode("utf-8", errors="backslashreplace"))
        whole.seek(0)
        shutil.copyfileobj(whole, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def tell(line: str) -> None:
    """Print a line on standard error, without markup."""
    err.print(Text(line), soft_wrap=True)


def errors_first(problems: Sequence[Problem]) -> list[Problem]:
    """Errors before warnings; otherwise in the order in which they were found."""
    return sorted(problems, key=lambda problem: problem.severity is Severity.WARNING)


def tell_problems(problems: Sequence[Problem], console: Console = err) -> None:
    """List problems on standard error or another console, one line each, errors first."""
    for problem in errors_first(problems):
        word, look = LOOK[problem.severity]
        console.print(Text.assemble((word, look), "  ", problem.message), soft_wrap=True)


def progress(what: str) -> AbstractContextManager[Progress]:
    """A progress bar on standard error, if someone is there to see it.

    Yields what a long call takes as ``progress``.
    """
    return bar(what, err)
