"""The whole loop on the built-in samples, for someone new to the library."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import faie_sheets as fs
from faie_sheets.workbook.write import save

FOLDER = "faie_demo"

Say = Callable[[str], None]


def run_demo(folder: Path, say: Say) -> fs.Intake:
    """Run the loop: JD, template, forms, returned forms, summary and feedback.

    Args:
        folder: where everything is written; created if necessary.
        say: called with each line of the account.

    Returns:
        The intake of the returned forms.

    Raises:
        OSError: the folder cannot be written.
    """
    jd_path, roster_path = folder / "FAIE_JD.xlsx", folder / "roster.xlsx"
    save.write_bytes(jd_path, fs.builtin.JD_PATH.read_bytes())
    save.write_bytes(roster_path, fs.builtin.ROSTER_PATH.read_bytes())
    jd = fs.read_jd(jd_path)
    say(f"1. Read the job description {jd_path}: {jd.role}, {len(jd.ranks)} ranks,")
    say(f"   {len(jd.competencies)} competencies; {len(jd.problems)} places contradict each other.")
    template = folder / "template.xlsx"
    fs.write_template(jd, template)
    say(f"2. Made the assessment form as a template: {template}")
    manifest = fs.write_forms(jd, fs.read_roster(roster_path), folder / "forms", template)
    say(f"3. Issued {len(manifest)} forms to the engineers of {roster_path}: {folder / 'forms'}")
    returned = folder / "returned"
    shutil.copytree(fs.builtin.FILLED_PATH, returned, dirs_exist_ok=True)
    say(f"4. Some have come back (invented people, real files): {returned}")
    intake = fs.read_forms(returned, jd, manifest=manifest)
    summary = folder / "summary.xlsx"
    fs.write_summary(intake, summary)
    _report_findings(intake, manifest, say)
    say(f"5. Wrote the summary that HR works from: {summary}")
    given = fs.write_feedback(intake, folder / "feedback")
    pages = sum(one.path is not None for one in given)
    say(f"6. Wrote {pages} engineers a page of feedback each: {folder / 'feedback'}")
    return intake


def _report_findings(intake: fs.Intake, manifest: fs.Manifest, say: Say) -> None:
    scored = [result for result in intake if not result.missing]
    met = sum(result.meets_target is True for result in scored)
    say(f"   Of {len(manifest)} engineers {len(intake)} have returned a form that can be read,")
    say(f"   {len(intake.missing)} have not. {len(scored)} are complete; {met} meet their target.")
    for result in intake:
        say(f"   · {result.engineer.who}: {_finding(result)}")
    rejected = [file.file for file in intake.files if file.outcome is fs.Outcome.REJECTED]
    say(f"   {len(rejected)} files could not be used: {', '.join(rejected)}.")
    say(f"   {len(intake.problems)} problems, each with its place and its remedy. One of them:")
    wrong = fs.Kind.RATING_NOT_ON_SCALE.code
    say(f"   {next(p.message for p in intake.problems if p.code == wrong)}")


def _finding(result: fs.Result) -> str:
    if len(result.missing) == len(result.items):
        return "returned empty"
    if result.missing:
        return f"incomplete – no usable level for {', '.join(result.missing)}"
    gaps = ", ".join(f"{item.code} by {item.gap}" for item in result.record.gaps)
    verdict = f"short in {gaps}" if gaps else "met"
    total = f"{float(result.total or 0):.1f}%"
    return f"{total}, attains {result.rank or 'no rank'}; target {result.target_rank} – {verdict}"
