"""What a command makes sure of before it writes, and how it leaves."""

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
    """Where JSON is wanted, an input that cannot be used is told as JSON too."""
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
    """The output has the name of such a file."""
    if output.suffix.casefold() != ending or output.is_dir():
        raise typer.BadParameter(f"{output} is no name of {what}", param_hint="-o")


def check_folder(folder: Path, inbox: list[Path], option: str) -> None:
    """What lies in the inbox is read as returned: nothing is written there."""
    inside = any(read.resolve() in (folder.resolve(), *folder.resolve().parents) for read in inbox)
    if inside or (folder.exists() and not folder.is_dir()):
        raise typer.BadParameter(f"{folder} is in the inbox or is no folder", param_hint=option)


@contextmanager
def place_to_write(target: Path, dry_run: bool) -> Iterator[Path]:
    """The place itself; in a dry run one that is gone afterwards, so that the code is the same."""
    if not dry_run:
        yield target
        return
    # Windows removes no file that is open: a store is, as long as somebody has its results.
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder) / target.name


@contextmanager
def place_to_keep(store: Path | None, dry_run: bool) -> Iterator[Path | None]:
    """The store itself; in a dry run a copy of it, which is gone afterwards."""
    if store is None or not dry_run:
        yield store
        return
    with place_to_write(store, dry_run) as place:
        if store.exists():
            shutil.copyfile(store, place)
        yield place


def keep_inputs(output: Path, *inputs: Path | None) -> None:
    """No input is written over."""
    if output.resolve() in {path.resolve() for path in inputs if path}:
        raise typer.BadParameter(f"{output} is an input and would be lost", param_hint="-o")


def keep_returned(output: Path, inbox: list[Path]) -> None:
    """Only a summary may be replaced in a folder that is read: anything else was handed in."""
    from faie_sheets.summary.read import is_summary  # noqa: PLC0415  not for --help

    inside = any(folder.resolve() in output.resolve().parents for folder in inbox)
    if inside and output.exists() and not is_summary(output):
        raise typer.BadParameter(f"{output} was handed in and would be lost", param_hint="-o")


def leave(needs_a_person: bool) -> NoReturn:
    """End the command with its exit status."""
    raise typer.Exit(ExitStatus.NEEDS_A_PERSON if needs_a_person else ExitStatus.CLEAN)
