"""What an analyst writes: the whole of the library, as type checkers in strict mode see it.

It is checked by ``tests/test_user_script.py``, which runs it too, in a folder with ``samples/``.
"""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from fractions import Fraction
from pathlib import Path

import faie_sheets as fs


def the_jd() -> fs.JobDescription:
    """Read a JD from each kind of source, and look at every part of it."""
    path = Path("samples/FAIE_JD.xlsx")
    jd = fs.read_jd(path)
    same = (fs.read_jd(str(path)), fs.read_jd(path.read_bytes()))
    with path.open("rb") as file:
        again = fs.read_jd(file)
    assert all(each.fingerprint == jd.fingerprint for each in (*same, again))
    weights: dict[str, Fraction] = {item.code: item.weight for item in jd.competencies}
    assert sum(weights.values()) == 100
    top: int = jd.competency("AIAE10").max_level
    level: fs.Level | None = jd.competency("AIAE10").level(top)
    rank: fs.Rank | None = jd.find_rank("faie02")
    effective: dt.date | None = jd.document.effective_date
    print(level.label if level else "", rank.title if rank else "", effective)
    for heading in jd.responsibilities:
        for area in heading.areas:
            print(heading.heading, area.name, len(area.items))
    for change in jd.changes:
        print(change.number, change.description.upper(), change.effective_date)
    print([definition.term for definition in jd.definitions], len(jd.career_paths.pictures))
    assert fs.from_json(fs.to_json(jd)) == jd
    return jd


def problems_of(*lists: tuple[fs.Problem, ...]) -> Counter[fs.Severity]:
    """Count problems, and say the errors."""
    counts: Counter[fs.Severity] = Counter()
    for problems in lists:
        for problem in problems:
            counts[problem.severity] += 1
            if problem.severity is fs.Severity.ERROR:
                print(problem.code, problem.where, problem.message)
    assert fs.Kind.RATING_MISSING.severity is fs.Severity.ERROR
    return counts


def revisions(old: fs.JobDescription, new: fs.JobDescription) -> None:
    """Compare two revisions."""
    diff = fs.diff_jd(old, new)
    for difference in diff.of(fs.DifferenceKind.WEIGHT):
        print(difference.subject, difference.old, difference.new, difference.named_in)
    entries: tuple[fs.Change, ...] = diff.entries
    totals: list[Fraction | None] = [total.new for total in diff.totals]
    print(len(entries), totals, diff.needs_a_person, diff.to_frame()["kind"].tolist())


def issue(jd: fs.JobDescription) -> tuple[fs.Roster, fs.Manifest]:
    """Issue a form to everybody on the roster."""
    roster = fs.read_roster("samples/roster.xlsx")
    fs.write_template(jd, "template.xlsx")
    told: list[float] = []

    def tell(done: int, total: int) -> None:
        told.append(done / total)

    issued = fs.write_forms(jd, roster, "forms", template="template.xlsx", progress=tell)
    assert told[-1] == 1
    for form in issued:
        engineer: fs.Engineer = form.engineer
        print(form.file, engineer.who, form.sha256[:8])
    assert issued.path is not None
    return roster, fs.read_manifest(issued.path)


def one_form(jd: fs.JobDescription) -> fs.Result:
    """Read and score one form, and look at the figures."""
    path = sorted(Path("samples/filled").glob("E1002*"))[0]
    assessment = fs.read_form(io.BytesIO(path.read_bytes()), jd)
    identity: fs.FormIdentity | None = assessment.identity
    own = assessment.ratings_by(fs.Rater.SELF)
    print(identity, {code: rating.level for code, rating in own.items()})
    result = fs.score(assessment, jd)
    total: Fraction | None = result.total
    items: tuple[fs.ItemResult, ...] = result.blocks("FAIE02")
    for item in items:
        print(item.code, item.name, item.level, item.required, item.short, item.points)
    score: fs.Score = result.self_score
    assert result.status is fs.Status.COMPLETE
    assert total is not None and total < (score.total or 0)
    trial = fs.Assessment.of(jd, {"AIAE01": 3}, target_rank="FAIE02", rater=fs.Rater.ASSESSOR)
    print(fs.score(trial, jd).missing)
    return result


def batch(jd: fs.JobDescription, roster: fs.Roster, manifest: fs.Manifest) -> fs.Intake:
    """Read a batch, write what HR needs, and read the summary back."""
    intake = fs.read_forms(
        "samples/filled", jd, roster, manifest, duplicates="newest", workers=0,
        due=dt.date(2026, 12, 31), today=dt.date(2026, 6, 30), progress=True,
    )  # fmt: skip
    outcomes: dict[str, fs.Outcome] = {file.file: file.outcome for file in intake.files}
    print(outcomes, intake.count(fs.Outcome.REJECTED), [who.id for who in intake.missing])
    fs.write_summary(intake, "summary.xlsx")
    given: tuple[fs.Feedback, ...] = fs.write_feedback(intake, "feedback")
    sent: tuple[fs.SentBack, ...] = fs.write_returns(intake, "to_mail")
    print([each.path for each in given if each.path], [each.cells for each in sent])
    return fs.read_summary("summary.xlsx")


def frames(intake: fs.Intake, roster: fs.Roster) -> None:
    """Ask the frames what a notebook asks them."""
    results = intake.to_frame()
    mean: float = results.loc[results["status"] == "complete", "total"].mean()
    items = intake.items_frame()
    short = items[items["of_record"] & (items["gap"] > 0)]
    counts = short.groupby("code", observed=True).size().sort_values(ascending=False)
    print(mean, counts.to_dict(), len(intake.problems_frame()), len(intake.files_frame()))
    print(len(intake.jd.to_frame()), len(intake.jd.levels_frame()), len(roster.to_frame()))


def drawings(intake: fs.Intake, result: fs.Result) -> None:
    """Draw; what matplotlib's own methods say of their types is not the library's to say."""
    ax = result.plot()
    same = intake.plot_gaps(ax=ax)
    assert same is ax
    print(intake.plot_matrix(by="unit").get_title("left"))


def refused() -> None:
    """An input that cannot be used says why."""
    try:
        fs.read_jd(b"no workbook")
    except fs.UnusableSourceError as error:
        assert isinstance(error, fs.FaieSheetsError)
        print([problem.fix for problem in error.problems])


def main() -> None:
    """Walk the whole way of the data."""
    jd = the_jd()
    revisions(jd, fs.builtin.jd())
    roster, manifest = issue(jd)
    result = one_form(jd)
    intake = batch(jd, roster, manifest)
    print(problems_of(jd.problems, roster.problems, manifest.problems, intake.problems))
    frames(intake, roster)
    drawings(intake, result)
    refused()


if __name__ == "__main__":
    main()
