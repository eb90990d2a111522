"""The commands about returned forms: ``score`` and ``feedback``."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import typer

import faie_sheets as fs
from faie_sheets import json_documents
from faie_sheets.cli import report
from faie_sheets.cli.console import ExitStatus, print_json, progress, tell, tell_problems
from faie_sheets.cli.guards import (
    check_folder,
    check_output,
    keep_inputs,
    keep_returned,
    leave,
    place_to_keep,
    place_to_write,
    unusable_as,
)
from faie_sheets.cli.options import (
    AsJson,
    DryRun,
    Due,
    Folder,
    Inbox,
    InboxOrSummary,
    Jd,
    ManifestFile,
    Policy,
    RosterFile,
    SendBack,
    SendBackTemplate,
    Store,
    Summary,
    Workers,
    inputs_of,
)
from faie_sheets.records.intake import Outcome


def score(  # noqa: PLR0913, PLR0917  Typer makes each of them an option; nobody calls it
    inbox: Inbox,
    jd: Jd = None,
    roster: RosterFile = None,
    manifest: ManifestFile = None,
    output: Summary = None,
    due: Due = None,
    duplicates: Policy = "newest",
    workers: Workers = None,
    store: Store = None,
    dry_run: DryRun = False,
    send_back: SendBack = None,
    template: SendBackTemplate = None,
    json: AsJson = False,
) -> None:
    """Read returned forms, score them and write the summary workbook.

    Example: `faie-sheets score inbox/ --roster ROSTER.xlsx -o summary.xlsx`

    Many forms, in runs that can be interrupted: `faie-sheets score inbox/ --store inbox.store`
    """
    target = output or (None if json else Path("summary.xlsx"))
    if target:
        check_output(target)
        keep_inputs(target, jd, roster, manifest, store, *inbox)
        keep_returned(target, inbox)
    if send_back:
        check_folder(send_back, inbox, "--return")
    elif template:
        raise typer.BadParameter("only goes with --return", param_hint="--template")
    with (
        unusable_as(json_documents.NO_SCORES if json else None),
        place_to_keep(store, dry_run) as kept,
    ):
        inputs = inputs_of(inbox, jd, roster, manifest)
        if template:
            _check_template(template, inputs.jd)
        with progress("reading") as advance:
            ignored = [path for path in (target, store) if path]
            intake = fs.read_forms(
                *inputs, ignore=ignored, progress=advance, workers=workers, store=kept,
                duplicates=duplicates, due=due.date() if due else None,
            )  # fmt: skip
        _hand_over(intake, target, send_back, template, dry_run=dry_run, json=json)


def _check_template(template: Path, jd: fs.JobDescription) -> None:
    """Check at the start a template that is needed only at the end."""
    from faie_sheets.corrections.template_check import (  # noqa: PLC0415  likewise
        open_fillable_template,
    )
    from faie_sheets.workbook.read.source import load  # noqa: PLC0415  not for --help

    open_fillable_template(load(template), jd)


def _hand_over(
    intake: fs.Intake,
    target: Path | None,
    send_back: Path | None,
    template: Path | None,
    *,
    dry_run: bool,
    json: bool,
) -> NoReturn:
    """Write what was asked for, report the outcome, and exit."""
    if target and intake.files:
        with place_to_write(target, dry_run) as place:
            fs.write_summary(intake, place)
        tell(f"dry run, not written: {target}" if dry_run else f"summary: {target}")
    unsent = False
    if send_back and intake.files:
        with place_to_write(send_back, dry_run) as place:
            copies = fs.write_returns(intake, place, template)
        report.tell_copies(copies, send_back, dry_run=dry_run)
        unsent = any(copy.why for copy in copies)
    if json:
        print_json(json_documents.score_document(intake))
    else:
        report.show_intake(intake)
        tell_problems(intake.problems)
    if not intake.files:
        raise typer.Exit(ExitStatus.UNUSABLE)
    all_scored = all(file.outcome is Outcome.SCORED for file in intake.files)
    leave(bool(intake.problems or intake.missing or unsent or not all_scored))


def feedback(
    inbox: InboxOrSummary,
    output: Folder = Path("feedback"),
    jd: Jd = None,
    roster: RosterFile = None,
    manifest: ManifestFile = None,
    workers: Workers = None,
) -> None:
    """Write one page of feedback for each engineer: levels, gaps, and what to work towards.

    Status 1: an engineer got none, or something in the forms needs someone's attention.

    Example: `faie-sheets feedback SUMMARY.xlsx -o feedback/`
    """
    check_folder(output, inbox, "-o")
    intake = _summed_up(inbox, jd, roster, manifest)
    if intake is None:
        inputs = inputs_of(inbox, jd, roster, manifest)
        with progress("reading") as advance:
            intake = fs.read_forms(*inputs, progress=advance, workers=workers)
    if not intake.files:
        tell_problems(intake.problems)
        raise typer.Exit(ExitStatus.UNUSABLE)
    with progress("writing") as advance:
        given = fs.write_feedback(intake, output, progress=advance)
    report.show_feedback(given, output)
    tell_problems(intake.problems)
    leave(bool(intake.problems) or any(one.why for one in given))


def _summed_up(inbox: list[Path], *others: Path | None) -> fs.Intake | None:
    """The intake of a summary that was given instead of forms; None if forms were given."""
    from faie_sheets.summary.read import is_summary  # noqa: PLC0415  not for --help

    if len(inbox) > 1 or not inbox[0].is_file() or not is_summary(inbox[0]):
        return None
    if any(others):
        said = f"{inbox[0]} is a summary, which already says whose forms it has and for which JD"
        raise typer.BadParameter(said, param_hint="INBOX…")
    return fs.read_summary(inbox[0])
