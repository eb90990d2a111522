"""The model, the findings and the results as tables that HR understands at a glance."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from faie_sheets.cli.console import out
from faie_sheets.records.form import Manifest
from faie_sheets.records.intake import Intake, Outcome
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result

_LEAST_WIDTH = 80


def show_jd(jd: JobDescription) -> None:
    """The job description: its document, its ranks, and a row for each competency."""
    document = jd.document
    dated = document.effective_date.isoformat() if document.effective_date else "no date"
    facts = f"{document.code or 'no document code'} · version {document.version or '?'} · {dated}"
    out.print(Text(jd.role, style="bold"))
    out.print(Text(facts))
    for rank in jd.ranks:
        level = f"Level {rank.level} – {rank.level_name}" if rank.level else rank.level_name
        out.print(Text(f"  {rank.code}  {rank.title} ({level})"))
    table = Table("Code", "Competency")
    for header in ("Weight", "Levels", *jd.rank_codes):
        table.add_column(header, justify="right")
    for item in jd.competencies:
        levels = f"0–{item.max_level}" if item.scale else "none"
        required = [str(item.required.get(code, "–")) for code in jd.rank_codes]
        cells = [item.code, item.name, f"{float(item.weight):g}%", levels, *required]
        table.add_row(*map(_whole, cells))
    _show(table)


def show_intake(intake: Intake) -> None:
    """The results, a row an engineer, and how many files had which outcome."""
    table = Table("ID", "Name", "Target", "Attained", "Total", "Basis", "What is in the way")
    for result in intake.results:
        table.add_row(*map(_whole, _row(result)))
    _show(table)
    counts = [f"{intake.count(outcome)} {outcome.value}" for outcome in Outcome]
    files = "1 file" if len(intake.files) == 1 else f"{len(intake.files)} files"
    out.print(Text(f"{files}: {', '.join(counts)}"))
    if intake.missing:
        names = ", ".join(engineer.who for engineer in intake.missing)
        out.print(Text(f"{len(intake.missing)} not returned: {names}"))


def show_manifest(manifest: Manifest) -> None:
    """How many forms were issued, and where they and the manifest lie."""
    out.print(Text(f"{len(manifest)} forms in {manifest.folder}"), soft_wrap=True)
    out.print(Text(f"manifest: {manifest.path}"), soft_wrap=True)


def _show(table: Table) -> None:
    """Print a table; a narrower terminal breaks its lines, which is better than to lose figures."""
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
