"""The commands up to the blank form: ``demo``, ``template`` and ``forms``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import faie_sheets as fs
from faie_sheets import demo as whole_loop
from faie_sheets.cli import report
from faie_sheets.cli.console import out, progress, tell_problems
from faie_sheets.cli.guards import check_output, keep_inputs, leave
from faie_sheets.cli.options import Folder, Jd, OwnTemplate, jd_of
from faie_sheets.problems import errors


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
