"""The program ``faie-sheets`` and its commands."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

import faie_sheets as fs
from faie_sheets.cli.console import ExitStatus, speak_anywhere, tell, tell_problems
from faie_sheets.cli.issuing_commands import check, demo, diff, export, forms, template
from faie_sheets.cli.returned_commands import feedback, score

app = typer.Typer(
    name="faie-sheets",
    help="Competency assessments in Excel: from the job description workbook (JD) to forms, "
    "scores, the summary that HR works from, and feedback.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (demo, check, export, diff, template, forms, score, feedback):
    app.command(command.__name__)(command)


def main() -> NoReturn:
    """Run the command line; an input that cannot be used at all ends it with exit status 2."""
    speak_anywhere()
    try:
        app()
    except fs.UnusableSourceError as error:
        tell_problems(error.problems)
    except OSError as error:
        tell(f"cannot write or read {error.filename or 'a file'}: {error.strerror or error}")
    sys.exit(ExitStatus.UNUSABLE)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"faie-sheets {fs.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
