"""Arguments and options for Typer: those that commands share, and those of long commands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

import faie_sheets as fs
from faie_sheets.problems import Place
from faie_sheets.records.intake import Duplicates

Jd = Annotated[
    Path | None,
    typer.Option("--jd", metavar="JD.xlsx", help="The JD workbook. Default: the built-in FAIE JD."),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON document on standard output, nothing else.")
]
Folder = Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder to write to.")]
OwnTemplate = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="T.xlsx", help="Your own template. Default: the standard form."
    ),
]
RosterFile = Annotated[
    Path | None, typer.Option("--roster", metavar="R.xlsx", help="Who was to be assessed.")
]
ManifestFile = Annotated[
    Path | None,
    typer.Option("--manifest", metavar="M", help="The manifest.csv of the issued forms."),
]
Inbox = Annotated[
    list[Path], typer.Argument(metavar="INBOX…", help="Folders or files with returned forms.")
]
InboxOrSummary = Annotated[
    list[Path],
    typer.Argument(
        metavar="INBOX…",
        help="Folders or files with returned forms; or the summary that score wrote from them.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=0,
        metavar="N",
        help="How many processes read. Default: depends on the number of files. "
        "0 reads without protection from files that crash or hang a reader.",
    ),
]
Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FILE",
        help="Keep what is read in this file: an interrupted run continues where it stopped, and "
        "forms that were read before are not read again. You can delete it at any time.",
    ),
]
Due = Annotated[
    dt.datetime | None,
    typer.Option(
        "--due",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="The last day for returning a form, such as 2026-06-30; later forms are marked late.",
    ),
]
Policy = Annotated[
    Duplicates,
    typer.Option(
        "--duplicates",
        help="Which of several forms from one engineer counts: the one saved last (newest), "
        "the one saved first, or none (refuse).",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Report everything, but write nothing.")]
Summary = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="SUMMARY.xlsx",
        help="Summary workbook to write. Default: summary.xlsx; none with --json.",
    ),
]
SendBack = Annotated[
    Path | None,
    typer.Option(
        "--return",
        metavar="DIR",
        help="Write a form to mail back for each one that the sender has to correct.",
    ),
]
SendBackTemplate = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="T.xlsx", help="Your own template, for the forms to mail back."
    ),
]


class Inputs(NamedTuple):
    """What ``fs.read_forms`` takes, read from the paths given on the command line."""

    sources: list[Path] | Path
    jd: fs.JobDescription
    roster: fs.Roster | None
    manifest: fs.Manifest | None


def inputs_of(
    inbox: list[Path], jd: Path | None, roster: Path | None, manifest: Path | None
) -> Inputs:
    """The returned forms and what they are compared with.

    Raises:
        UnusableSourceError: a path of the inbox does not exist, or a file cannot be used.
    """
    missing = [path for path in inbox if not path.exists()]
    if missing:
        faults = (Place(str(path)).problem(fs.Kind.FILE_NOT_FOUND) for path in missing)
        raise fs.UnusableSourceError(*faults)
    return Inputs(
        inbox[0] if len(inbox) == 1 else inbox,
        jd_of(jd),
        fs.read_roster(roster) if roster else None,
        fs.read_manifest(manifest) if manifest else None,
    )


def jd_of(path: Path | None) -> fs.JobDescription:
    """The JD that ``--jd`` names, or the built-in one."""
    return fs.read_jd(path) if path else fs.builtin.jd()
