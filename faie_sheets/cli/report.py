"""The JD, the findings and the results as tables that HR understands at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from faie_sheets.cli.console import LOOK, errors_first, out, tell
from faie_sheets.problems import Problem, errors
from faie_sheets.records.form import Manifest
from faie_sheets.records.intake import Intake, Outcome
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.records.roster import Engineer

if TYPE_CHECKING:
    from faie_sheets.corrections import SentBack
    from faie_sheets.feedback import Feedback

_LEAST_WIDTH = 80
_MOST_ROWS = 100
_MOST_NAMES = 30


def show_jd(jd: JobDescription) -> None:
    """The job description: its document, its ranks, a row for each competency, and the rest."""
    document = jd.document
    dated = document.effective_date.isoformat() if document.effective_date else "no date"
    facts = f"{document.code or 'no document code'} · version {document.version or '?'} · {dated}"
    out.print(Text(jd.role, style="bold"))
    out.print(Text(facts))
    for rank in jd.ranks:
        level = f"Level {rank.level} – {rank.level_name}" if rank.level else rank.level_name
        out.print(Text(f"  {rank.code}  {rank.title} ({level})"))
    total = sum((item.weight for item in jd.competencies), Fraction(0))
    count = _counted(len(jd.competencies), "competency", "competencies")
    table = Table(show_footer=True)
    table.add_column("Code")
    table.add_column("Competency", footer=count)
    table.add_column("Weight", footer=f"{float(total):.6g}%", justify="right")
    for header in ("Levels", *jd.rank_codes):
        table.add_column(header, justify="right")
    for item in jd.competencies:
        levels = f"{item.levels[0].level}–{item.max_level}" if item.levels else "none"
        required = [str(item.required.get(code, "–")) for code in jd.rank_codes]
        cells = [item.code, item.name, f"{float(item.weight):.6g}%", levels, *required]
        table.add_row(*map(_whole, cells))
    _show(table)
    for line in _beyond_scoring(jd):
        out.print(Text(line))


def _beyond_scoring(jd: JobDescription) -> Iterator[str]:
    """What else the workbook holds, so that nobody wonders whether it was read."""
    areas = sum(len(duty.areas) for duty in jd.responsibilities)
    headings = _counted(len(jd.responsibilities), "heading", "headings")
    yield f"Roles & responsibilities: {headings}, {_counted(areas, 'area', 'areas')}"
    yield f"Definitions: {_counted(len(jd.definitions), 'term', 'terms')}"
    paths = jd.career_paths
    rows = _counted(len(paths.rows), "row", "rows")
    yield f"Career paths: {rows}, {_counted(len(paths.pictures), 'picture', 'pictures')}"
    dates = [change.effective_date for change in jd.changes if change.effective_date]
    latest = f", the latest of {max(dates).isoformat()}" if dates else ""
    yield f"Record of change: {_counted(len(jd.changes), 'entry', 'entries')}{latest}"


def show_findings(problems: Sequence[Problem]) -> None:
    """The findings, one block each, errors first, below a line on what they mean for scoring."""
    faults = errors(problems)
    counts = [
        _counted(count, word, f"{word}s")
        for count, word in ((len(faults), "error"), (len(problems) - len(faults), "warning"))
        if count
    ]
    if not counts:
        out.print(Text("\nNo findings: the workbook is consistent.", style="bold"))
        return
    meaning = (
        "until the errors are corrected, scores would be wrong"
        if faults
        else "nothing that stands in the way of scoring"
    )
    out.print(Text(f"\n{', '.join(counts)}: {meaning}.", style="bold"))
    for problem in errors_first(problems):
        word, look = LOOK[problem.severity]
        out.print()
        out.print(Text.assemble((word, look), "  ", (problem.where, "bold")), soft_wrap=True)
        for line in (problem.found, f"expected {problem.expected}", f"→ {problem.fix}"):
            out.print(Padding(Text(line), (0, 0, 0, len(word) + 2)))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count or 'no'} {one if count == 1 else many}"


def show_intake(intake: Intake) -> None:
    """The results, one row per engineer, and how many files had which outcome."""
    table = Table("ID", "Name", "Target", "Attained", "Total", "Basis", "What is in the way")
    for result in intake.results[:_MOST_ROWS]:
        table.add_row(*map(_whole, _row(result)))
    if intake.results:
        _show(table)
    if more := len(intake.results[_MOST_ROWS:]):
        out.print(Text(f"… and {more} more: all of them are in the summary workbook"))
    counts = [f"{intake.count(outcome)} {outcome.value}" for outcome in Outcome]
    files = _counted(len(intake.files), "file", "files")
    out.print(Text(f"{files}: {', '.join(counts)}"))
    if intake.missing:
        out.print(Text(f"{len(intake.missing)} not returned: {_names(intake.missing)}"))
    if intake.late:
        out.print(Text(f"{len(intake.late)} late, due {intake.due}: {_names(intake.late)}"))


def _names(engineers: Sequence[Engineer]) -> str:
    names = ", ".join(engineer.who for engineer in engineers[:_MOST_NAMES])
    more = len(engineers[_MOST_NAMES:])
    return f"{names} and {more} more, in the summary workbook" if more else names


def tell_copies(copies: Sequence[SentBack], folder: Path, *, dry_run: bool) -> None:
    """How many forms go back, where they are, and which could not be written and why."""
    written = sum(copy.path is not None for copy in copies)
    forms = _counted(written, "form", "forms")
    tell(f"to send back: {forms} in {folder}" + (" (dry run, not written)" if dry_run else ""))
    for copy in copies:
        if copy.why:
            tell(f"not sent back: {copy.file} · {copy.why}")


def show_feedback(given: Sequence[Feedback], folder: Path) -> None:
    """How many feedback files there are and where; who has none, and why."""
    written = sum(one.path is not None for one in given)
    files = _counted(written, "feedback file", "feedback files")
    out.print(Text(f"{files} in {folder}"), soft_wrap=True)
    for one in given:
        if one.why:
            tell(f"no feedback: {one.engineer.who} · {one.why}")


def show_manifest(manifest: Manifest) -> None:
    """How many forms were issued, and where they and the manifest are."""
    out.print(Text(f"{len(manifest)} forms in {manifest.folder}"), soft_wrap=True)
    out.print(Text(f"manifest: {manifest.path}"), soft_wrap=True)


def _show(table: Table) -> None:
    """Print a table; in a narrow terminal its lines wrap, which is better than losing figures."""
    if out.width < _LEAST_WIDTH:
        table.width = _LEAST_WIDTH
    out.print(table, crop=False)


def _whole(text: str) -> Text:
    return Text(text, overflow="fold")


def _row(result: Result) -> list[str]:
    total = "–" if result.total is None else f"{float(result.total):.1f}%"
    if result.missing:
        everything = len(result.missing) == len(result.items)
        way = f"no level for {'anything' if everything else ', '.join(result.missing)}"
    else:
        way = ", ".join(f"{item.code} +{item.gap}" for item in result.record.gaps) or "–"
    basis = "self (provisional)" if result.provisional else "assessor"
    engineer = result.engineer
    attained = result.rank or ("–" if result.missing else "none")
    return [engineer.id, engineer.name, result.target_rank or "–", attained, total, basis, way]
