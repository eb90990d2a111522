"""What a command checks before it writes, and how it exits."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import typer

import faie_sheets as fs
from faie_sheets import json_documents
from faie_sheets.cli.console import ExitStatus, print_json


@contextmanager
def unusable_as(empty: json_documents.Json | None) -> Iterator[None]:
    """Where JSON is wanted, report an input that cannot be used as JSON too."""
    try:
        yield
    except fs.UnusableSourceError as error:
        if empty is None:
            raise
        print_json(
            {**empty, "problems": list(map(json_documents.problem_document, error.problems))}
        )
        raise typer.Exit(ExitStatus.UNUSABLE) from None


def check_output(output: Path, ending: str = ".xlsx", what: str = "an .xlsx workbook") -> None:
    """Check that the output has the name of such a file."""
    if output.suffix.casefold() != ending or output.is_dir():
        raise typer.BadParameter(f"{output} is not the name of {what}", param_hint="-o")


def check_folder(folder: Path, inbox: list[Path], option: str) -> None:
    """Check that nothing is written to the inbox, where every file is read as returned."""
    inside = any(read.resolve() in (folder.resolve(), *folder.resolve().parents) for read in inbox)
    if inside or (folder.exists() and not folder.is_dir()):
        raise typer.BadParameter(f"{folder} is in the inbox or is not a folder", param_hint=option)


@contextmanager
def place_to_write(target: Path, dry_run: bool) -> Iterator[Path]:
    """The place itself; in a dry run a temporary one, so that the same code runs."""
    if not dry_run:
        yield target
        return
    # Windows cannot remove an open file, and a store is open as long as its results are in use.
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder) / target.name


@contextmanager
def place_to_keep(store: Path | None, dry_run: bool) -> Iterator[Path | None]:
    """The store itself; in a dry run a temporary copy of it."""
    if store is None or not dry_run:
        yield store
        return
    with place_to_write(store, dry_run) as place:
        if store.exists():
            shutil.copyfile(store, place)
        yield place


def keep_inputs(output: Path, *inputs: Path | None) -> None:
    """Check that no input would be overwritten."""
    if output.resolve() in {path.resolve() for path in inputs if path}:
        raise typer.BadParameter(f"{output} is an input and would be lost", param_hint="-o")


def keep_returned(output: Path, inbox: list[Path]) -> None:
    """Check that the output replaces nothing in the inbox but a summary; the rest was handed in."""
    from faie_sheets.summary.read import is_summary  # noqa: PLC0415  not for --help

    inside = any(folder.resolve() in output.resolve().parents for folder in inbox)
    if inside and output.exists() and not is_summary(output):
        raise typer.BadParameter(f"{output} was handed in and would be lost", param_hint="-o")


def leave(needs_a_person: bool) -> NoReturn:
    """End the command with its exit status."""
    raise typer.Exit(ExitStatus.NEEDS_A_PERSON if needs_a_person else ExitStatus.CLEAN)
