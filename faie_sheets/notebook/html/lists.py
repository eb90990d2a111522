"""A roster and a manifest: how many engineers or forms, what is wrong, and the first of them."""

from __future__ import annotations

from faie_sheets.notebook.html.markup import (
    Html,
    badge,
    box,
    counted,
    facts,
    heading,
    more,
    note,
    table,
)
from faie_sheets.notebook.html.problems import most_frequent, severities
from faie_sheets.records.form import Manifest
from faie_sheets.records.roster import Engineer, Roster

_MOST_ROWS = 12
_MOST_PROBLEMS = 3
_COLUMNS = ("ID", "Name", "Unit", "Current rank", "Target rank", "Assessor")


def roster_html(roster: Roster) -> Html:
    """One roster."""
    rows = [_who(engineer) for engineer in roster.engineers[:_MOST_ROWS]]
    return box(
        heading("Roster", counted(len(roster), "engineer"), roster.file),
        facts(*(severities(roster.problems) or [badge("✓ no problems", "good")])),
        table(_COLUMNS, rows),
        more(len(roster) - len(rows), "engineers in .to_frame()"),
        most_frequent(roster.problems, _MOST_PROBLEMS),
    )


def manifest_html(manifest: Manifest) -> Html:
    """One manifest."""
    rows = [(*_who(form.engineer), form.file) for form in manifest.forms[:_MOST_ROWS]]
    return box(
        heading("Manifest", counted(len(manifest), "form")),
        facts(*(severities(manifest.problems) or [badge("✓ no problems", "good")])),
        note(f"In the folder {manifest.folder}") if manifest.folder else Html(""),
        table((*_COLUMNS, "File"), rows),
        more(len(manifest) - len(rows), "forms in .forms"),
        most_frequent(manifest.problems, _MOST_PROBLEMS),
    )


def _who(engineer: Engineer) -> tuple[str, ...]:
    return (
        engineer.id,
        engineer.name,
        engineer.unit,
        engineer.current_rank,
        engineer.target_rank,
        engineer.assessor,
    )
