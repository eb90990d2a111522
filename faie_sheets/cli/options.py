"""The arguments and options that commands share or have many of, as Typer takes them."""

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
        "--template", metavar="T.xlsx", help="Your own template. Default: the form as designed."
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
        help="Folders or files with returned forms; or the summary that score wrote of them.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=0,
        metavar="N",
        help="How many processes read. Default: as many as the files are worth. "
        "0 reads without the protection from files that kill or hang a reader.",
    ),
]
Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FILE",
        help="Keep what is read in this file: a run that was broken off goes on where it was, and "
        "forms that were read before are not read again. It may be removed at any time.",
    ),
]
Due = Annotated[
    dt.datetime | None,
    typer.Option(
        "--due",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="The last day for returning a form, such as 2026-06-30; later is marked late.",
    ),
]
Policy = Annotated[
    Duplicates,
    typer.Option(
        "--duplicates",
        help="Which of several forms of one engineer counts: the one saved last (newest), "
        "the one saved first, or none (refuse).",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Do and say the same, and write nothing.")]
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
        help="Write a form to mail back for each one that its sender has to correct.",
    ),
]
SendBackTemplate = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="T.xlsx", help="Your own template, for the forms to mail back."
    ),
]


class Inputs(NamedTuple):
    """What ``fs.read_forms`` takes, read from what the command line names."""

    sources: list[Path] | Path
    jd: fs.JobDescription
    roster: fs.Roster | None
    manifest: fs.Manifest | None


def inputs_of(
    inbox: list[Path], jd: Path | None, roster: Path | None, manifest: Path | None
) -> Inputs:
    """The returned forms and what they are held against.

    Raises:
        UnusableSourceError: a path of the inbox is not there, or a file cannot be used.
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
