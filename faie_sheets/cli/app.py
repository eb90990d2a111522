"""The commands of ``faie-sheets``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, NoReturn

import typer

import faie_sheets as fs
from faie_sheets import as_json, demo
from faie_sheets.cli import diff_report, report
from faie_sheets.cli.console import (
    Status,
    out,
    print_json,
    progress,
    speak_anywhere,
    tell,
    tell_problems,
)
from faie_sheets.excel.save import write_bytes
from faie_sheets.excel.source import load
from faie_sheets.forms.check import open_template
from faie_sheets.jd.schema import schema_text
from faie_sheets.problems import Place, errors
from faie_sheets.records.intake import Outcome
from faie_sheets.returned.duplicates import Duplicates
from faie_sheets.summary.write import is_summary

app = typer.Typer(
    name="faie-sheets",
    help="Competency assessments in Excel: from the job description workbook (JD) to forms, "
    "scores and the summary that HR decides from.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Jd = Annotated[
    Path | None,
    typer.Option("--jd", metavar="JD.xlsx", help="The JD workbook. Default: the built-in FAIE JD."),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON document on standard output, nothing else.")
]


def main() -> NoReturn:
    """Run the command line; an input that cannot be used at all ends it with exit status 2."""
    speak_anywhere()
    try:
        app()
    except fs.UnusableSourceError as error:
        tell_problems(error.problems)
    except OSError as error:
        tell(f"cannot write or read {error.filename or 'a file'}: {error.strerror or error}")
    sys.exit(Status.UNUSABLE)


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


@app.command("demo")
def demo_command(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder to write to.")
    ] = Path(demo.FOLDER),
) -> None:
    """Run the whole loop on the built-in samples, from an empty folder.

    Example: `faie-sheets demo -o demo`
    """
    demo.run_demo(output, lambda line: out.print(line, markup=False, soft_wrap=True))


@app.command()
def check(
    jd: Annotated[Path, typer.Argument(metavar="JD.xlsx", help="The JD workbook.")],
    json: AsJson = False,
) -> None:
    """Show what a JD workbook says, and what is inconsistent in it.

    Example: `faie-sheets check FAIE_JD.xlsx`
    """
    with _unusable_as({"jd": None} if json else None):
        model = fs.read_jd(jd)
    if json:
        print_json(as_json.check_document(model))
    else:
        report.show_jd(model)
        report.show_findings(model.problems)
    _leave(bool(model.problems))


@app.command()
def export(
    jd: Annotated[
        Path | None, typer.Argument(metavar="JD.xlsx", help="The JD workbook.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="JD.json", help="File to write. Default: standard output."
        ),
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Write the JSON Schema of such a file instead.")
    ] = False,
) -> None:
    """Write a JD as JSON, which every command takes for the JD workbook, and other programs read.

    Example: `faie-sheets export FAIE_JD.xlsx -o jd.json`
    """
    if (jd is None) is not schema:
        raise typer.BadParameter("give either a JD or --schema", param_hint="JD.xlsx")
    if output:
        _check_output(output, ".json", "a JSON file")
        _keep_inputs(output, jd)
    model = fs.read_jd(jd) if jd else None
    text = (fs.to_json(model) + "\n" if model else schema_text()).encode()
    if output:
        write_bytes(output, text)
        tell(f"exported: {output}")
    else:
        typer.echo(text, nl=False)
    problems = model.problems if model else ()
    tell_problems(problems)
    _leave(bool(problems))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD.xlsx", help="The JD as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW.xlsx", help="The JD as it is now.")],
    json: AsJson = False,
) -> None:
    """Show what changed between two revisions of a JD, for whom, and whether it is recorded.

    Every change is held against the new entries of the record of change, and they against it.
    Status 1: something changed without a record, or is recorded and not seen.

    Example: `faie-sheets diff FAIE_JD_old.xlsx FAIE_JD.xlsx`
    """
    with _unusable_as({"differences": [], "record": []} if json else None):
        before, now = fs.read_jd(old), fs.read_jd(new)
    found, faults = fs.diff_jd(before, now), errors([*before.problems, *now.problems])
    if json:
        print_json(as_json.diff_document(found, faults))
    else:
        diff_report.show_diff(found, old.name, new.name)
        tell_problems(faults)
    _leave(not found.is_in_order)


@app.command()
def template(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="TEMPLATE.xlsx", help="File to write.")
    ],
    jd: Jd = None,
) -> None:
    """Make the assessment form of a JD as a template, to be restyled in Excel and issued.

    Example: `faie-sheets template -o TEMPLATE.xlsx`
    """
    _check_output(output)
    _keep_inputs(output, jd)
    model = _jd(jd)
    fs.write_template(model, output)
    out.print(f"template: {output}", markup=False, soft_wrap=True)
    faults = errors(model.problems)
    tell_problems(faults)
    _leave(bool(faults))


@app.command()
def forms(
    roster: Annotated[
        Path, typer.Argument(metavar="ROSTER.xlsx", help="Who is to be assessed (.xlsx, .csv …).")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder to write to.")
    ] = Path("forms"),
    jd: Jd = None,
    template: Annotated[
        Path | None,
        typer.Option(metavar="T.xlsx", help="Your own template. Default: the form as designed."),
    ] = None,
) -> None:
    """Issue one blank form for each engineer of a roster, and the manifest of what was issued.

    Example: `faie-sheets forms ROSTER.xlsx -o forms/`
    """
    model, people = _jd(jd), fs.read_roster(roster)
    with progress("issuing") as advance:
        manifest = fs.write_forms(model, people, output, template, progress=advance)
    report.show_manifest(manifest)
    tell_problems(manifest.problems)
    _leave(bool(manifest.problems))


@app.command()
def score(  # noqa: PLR0913, PLR0917  Typer makes each of them an option; nobody calls it
    inbox: Annotated[
        list[Path], typer.Argument(metavar="INBOX…", help="Folders or files with returned forms.")
    ],
    jd: Jd = None,
    roster: Annotated[
        Path | None, typer.Option(metavar="R.xlsx", help="Who was to be assessed.")
    ] = None,
    manifest: Annotated[
        Path | None, typer.Option(metavar="M", help="The manifest.csv of the issued forms.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="SUMMARY.xlsx",
            help="Summary workbook to write. Default: summary.xlsx; none with --json.",
        ),
    ] = None,
    due: Annotated[
        dt.datetime | None,
        typer.Option(
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="The last day for returning a form, such as 2026-06-30; later is marked late.",
        ),
    ] = None,
    duplicates: Annotated[
        Duplicates,
        typer.Option(
            help="Which of several forms of one engineer counts: the one saved last (newest), "
            "the one saved first, or none (refuse)."
        ),
    ] = "newest",
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="How many processes read. Default: as many as the files are worth. "
            "0 reads without the protection from files that kill or hang a reader.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Do and say the same, and write nothing.")
    ] = False,
    send_back: Annotated[
        Path | None,
        typer.Option(
            "--return",
            metavar="DIR",
            help="Write a form to mail back for each one that its sender has to correct.",
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(metavar="T.xlsx", help="Your own template, for the forms to mail back."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Read returned forms, score them and write the summary workbook.

    Example: `faie-sheets score inbox/ --roster ROSTER.xlsx -o summary.xlsx`
    """
    target = output or (None if json else Path("summary.xlsx"))
    if target:
        _check_output(target)
        _keep_inputs(target, jd, roster, manifest, *inbox)
        _keep_returned(target, inbox)
    if send_back:
        _check_folder(send_back, inbox)
    elif template:
        raise typer.BadParameter("only for the forms of --return", param_hint="--template")
    with _unusable_as(as_json.NO_SCORES if json else None):
        sources = _existing(inbox)
        model = _jd(jd)
        people = fs.read_roster(roster) if roster else None
        issued = fs.read_manifest(manifest) if manifest else None
        if template:
            open_template(load(template), model)
    with progress("reading") as advance:
        ignored = [target] if target else []
        intake = fs.read_forms(
            sources, model, people, issued, ignore=ignored, progress=advance,
            workers=workers, duplicates=duplicates, due=due.date() if due else None,
        )  # fmt: skip
    if target and intake.files:
        with _place_to_write(target, dry_run) as place:
            fs.write_summary(intake, place)
        tell(f"dry run, not written: {target}" if dry_run else f"summary: {target}")
    unsent = False
    if send_back and intake.files:
        with _place_to_write(send_back, dry_run) as place:
            copies = fs.write_returns(intake, place, template)
        report.tell_copies(copies, send_back, dry_run=dry_run)
        unsent = any(copy.why for copy in copies)
    if json:
        print_json(as_json.score_document(intake))
    else:
        report.show_intake(intake)
        tell_problems(intake.problems)
    if not intake.files:
        raise typer.Exit(Status.UNUSABLE)
    all_scored = all(file.outcome is Outcome.SCORED for file in intake.files)
    _leave(bool(intake.problems or intake.missing or unsent or not all_scored))


def _jd(path: Path | None) -> fs.JobDescription:
    return fs.read_jd(path) if path else fs.builtin.jd()


@contextmanager
def _unusable_as(empty: as_json.Json | None) -> Iterator[None]:
    """Where JSON is wanted, an input that cannot be used is told as JSON too."""
    try:
        yield
    except fs.UnusableSourceError as error:
        if empty is None:
            raise
        print_json({**empty, "problems": list(map(as_json.problem_document, error.problems))})
        raise typer.Exit(Status.UNUSABLE) from None


def _check_output(output: Path, ending: str = ".xlsx", what: str = "an .xlsx workbook") -> None:
    if output.suffix.casefold() != ending or output.is_dir():
        raise typer.BadParameter(f"{output} is no name of {what}", param_hint="-o")


def _check_folder(folder: Path, inbox: list[Path]) -> None:
    """What lies in the inbox is read as returned: nothing is written there."""
    inside = any(read.resolve() in (folder.resolve(), *folder.resolve().parents) for read in inbox)
    if inside or (folder.exists() and not folder.is_dir()):
        raise typer.BadParameter(f"{folder} is in the inbox or is no folder", param_hint="--return")


@contextmanager
def _place_to_write(target: Path, dry_run: bool) -> Iterator[Path]:
    """The place itself; in a dry run one that is gone afterwards, so that the code is the same."""
    if not dry_run:
        yield target
        return
    with TemporaryDirectory() as folder:
        yield Path(folder) / target.name


def _keep_inputs(output: Path, *inputs: Path | None) -> None:
    if output.resolve() in {path.resolve() for path in inputs if path}:
        raise typer.BadParameter(f"{output} is an input and would be lost", param_hint="-o")


def _keep_returned(output: Path, inbox: list[Path]) -> None:
    """Only a summary may be replaced in a folder that is read: anything else was handed in."""
    inside = any(folder.resolve() in output.resolve().parents for folder in inbox)
    if inside and output.exists() and not is_summary(output):
        raise typer.BadParameter(f"{output} was handed in and would be lost", param_hint="-o")


def _existing(inbox: list[Path]) -> list[Path] | Path:
    missing = [path for path in inbox if not path.exists()]
    if missing:
        faults = (Place(str(path)).problem(fs.Kind.FILE_NOT_FOUND) for path in missing)
        raise fs.UnusableSourceError(*faults)
    return inbox[0] if len(inbox) == 1 else inbox


def _leave(needs_a_person: bool) -> NoReturn:
    raise typer.Exit(Status.NEEDS_A_PERSON if needs_a_person else Status.CLEAN)
