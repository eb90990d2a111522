"""The commands up to the blank form, from ``check`` to ``forms``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import faie_sheets as fs
from faie_sheets import demo as whole_loop
from faie_sheets import json_documents
from faie_sheets.cli import diff_report, report
from faie_sheets.cli.console import out, print_json, progress, tell, tell_problems
from faie_sheets.cli.guards import check_output, keep_inputs, leave, unusable_as
from faie_sheets.cli.options import AsJson, Folder, Jd, OwnTemplate, jd_of
from faie_sheets.problems import errors


def check(
    jd: Annotated[Path, typer.Argument(metavar="JD.xlsx", help="The JD workbook.")],
    json: AsJson = False,
) -> None:
    """Show what a JD workbook says, and where it contradicts itself.

    Example: `faie-sheets check FAIE_JD.xlsx`
    """
    with unusable_as({"jd": None} if json else None):
        model = fs.read_jd(jd)
    if json:
        print_json(json_documents.check_document(model))
    else:
        report.show_jd(model)
        report.show_findings(model.problems)
    leave(bool(model.problems))


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
    """Write a JD as JSON, for other programs; every command takes it in place of the JD workbook.

    Example: `faie-sheets export FAIE_JD.xlsx -o jd.json`
    """
    from faie_sheets.jd.export import schema_text  # noqa: PLC0415  likewise
    from faie_sheets.workbook.write.save import write_bytes  # noqa: PLC0415  not for --help

    if (jd is None) is not schema:
        raise typer.BadParameter("give either a JD or --schema", param_hint="JD.xlsx")
    if output:
        check_output(output, ".json", "a JSON file")
        keep_inputs(output, jd)
    model = fs.read_jd(jd) if jd else None
    text = (fs.to_json(model) + "\n" if model else schema_text()).encode()
    if output:
        write_bytes(output, text)
        tell(f"exported: {output}")
    else:
        typer.echo(text, nl=False)
    problems = model.problems if model else ()
    tell_problems(problems)
    leave(bool(problems))


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD.xlsx", help="The JD as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW.xlsx", help="The JD as it is now.")],
    json: AsJson = False,
) -> None:
    """Show what changed between two revisions of a JD, whom it affects, and what was recorded.

    The new entries of the record of change are shown as they are, and each change with the entries
    that name it: by its code or full name, and for a weight or level also by its figure. Whether an
    entry is right is for you to judge. Status 1: no new entry names a change, an earlier entry was
    rewritten or removed, or a JD has errors.

    Example: `faie-sheets diff FAIE_JD_old.xlsx FAIE_JD.xlsx`
    """
    with unusable_as(json_documents.NO_DIFF if json else None):
        found = fs.diff_jd(fs.read_jd(old), fs.read_jd(new))
    if json:
        print_json(json_documents.diff_document(found))
    else:
        diff_report.show_diff(found, old.name, new.name)
        tell_problems(found.problems)
    leave(found.needs_a_person)


def demo(output: Folder = Path(whole_loop.FOLDER)) -> None:
    """Run a whole round on the built-in samples, starting from an empty folder.

    Example: `faie-sheets demo -o demo`
    """
    whole_loop.run_demo(output, lambda line: out.print(line, markup=False, soft_wrap=True))


def template(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="TEMPLATE.xlsx", help="File to write.")
    ],
    jd: Jd = None,
) -> None:
    """Make the assessment form for a JD as a template, to restyle in Excel and issue from.

    Example: `faie-sheets template -o TEMPLATE.xlsx`
    """
    check_output(output)
    keep_inputs(output, jd)
    model = jd_of(jd)
    fs.write_template(model, output)
    out.print(f"template: {output}", markup=False, soft_wrap=True)
    faults = errors(model.problems)
    tell_problems(faults)
    leave(bool(faults))


def forms(
    roster: Annotated[
        Path, typer.Argument(metavar="ROSTER.xlsx", help="Who is to be assessed (.xlsx, .csv …).")
    ],
    output: Folder = Path("forms"),
    jd: Jd = None,
    template: OwnTemplate = None,
) -> None:
    """Issue one blank form for each engineer on a roster, and a manifest of what was issued.

    Example: `faie-sheets forms ROSTER.xlsx -o forms/`
    """
    model, people = jd_of(jd), fs.read_roster(roster)
    with progress("issuing") as advance:
        manifest = fs.write_forms(model, people, output, template, progress=advance)
    report.show_manifest(manifest)
    tell_problems(manifest.problems)
    leave(bool(manifest.problems))
