"""Every output of the package that is first on the path, into folders; run by ``same_outputs``.

``python benchmarks/outputs.py STEP INPUTS``, in the folder where the outputs belong. It uses the
public API and the command line alone, so that it runs with any state of the package.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import faie_sheets as fs

Step = Callable[[Path], None]


class Round(NamedTuple):
    """Forms of one JD and one roster, and what came back of them."""

    name: str
    jd: Path
    roster: Path
    inbox: Path


# -- the steps ---------------------------------------------------------------------------------


def jds(inputs: Path) -> None:
    """Of each JD what it says, on the terminal and as JSON, and its template."""
    _public(Path("public"))
    for path in sorted((inputs / "jds").iterdir()):
        if ".revised" not in path.name:
            _one_jd(path)
    sample, other = inputs / "jds/FAIE_JD.xlsx", inputs / "jds/vietnamese.full.xlsb"
    _command("jds", "check, narrow and in colour", "check", sample, COLUMNS="50", FORCE_COLOR="1")
    _command("jds", "check --json", "check", sample, "--json")
    _command("jds", "export", "export", other, "-o", "jds/exported.json")
    _command("jds", "export to the terminal", "export", sample)
    _command("jds", "template", "template", "-o", "jds/template.xlsx", "--jd", other)
    _write(Path("jds/template.built-in.xlsx"), fs.builtin.template())


def forms(inputs: Path) -> None:
    """The forms of each roster, and the manifest."""
    for each in _rounds(inputs):
        folder = Path("forms") / each.name
        _command("forms", each.name, "forms", each.roster, "--jd", each.jd, "-o", folder)
        _try(_show_roster, each.roster, folder)
    people, template = inputs / "rosters/roster.xlsx", "jds/FAIE_JD.xlsx.template.xlsx"
    _command("forms", "again", "forms", people, "-o", "forms/samples")
    _command("forms", "of a template", "forms", people, "-o", "forms/of-a-template",
             "--template", template)  # fmt: skip
    _command("forms", "of no template", "forms", people, "-o", "forms/of-no-template",
             "--template", people)  # fmt: skip


def returned(inputs: Path) -> None:
    """What is made of returned forms, and the comparison of JDs."""
    for each in _rounds(inputs):
        _try(_score, each)
        _try(_records, each)
    _try(_other_runs, inputs)
    _command("demo", "demo", "demo", "-o", "demo/demo")
    for old, new in json.loads((inputs / "pairs.json").read_text(encoding="utf-8")):
        _try(_diff, inputs / "jds" / old, inputs / "jds" / new)


def revised(inputs: Path) -> None:
    """Of the JDs that were revised what :func:`jds` makes of the others."""
    for path in inputs.glob("jds/*.revised.json"):
        _one_jd(path)


STEPS: dict[str, Step] = {step.__name__: step for step in (jds, revised, forms, returned)}


# -- parts of the steps ------------------------------------------------------------------------


def _score(this: Round) -> None:
    """The commands on one inbox."""
    given = (this.inbox, "--jd", this.jd, "--roster", this.roster)
    out = Path("score") / this.name
    out.mkdir(parents=True)
    _command(out, "score", "score", *given, "-o", out / "summary.xlsx", "--return", out / "back")
    _command(out, "score --json", "score", *given, "--json", "--due", "2026-01-15")
    _command(out, "feedback of forms", "feedback", *given, "-o", out / "feedback")
    _command(out, "feedback of the summary", "feedback", out / "summary.xlsx",
             "-o", out / "feedback-of-summary")  # fmt: skip


def _records(this: Round) -> None:
    """The calls on one inbox: frames, what notebooks show, charts, and the way back."""
    jd, people, out = fs.read_jd(this.jd), fs.read_roster(this.roster), Path("records") / this.name
    out.mkdir(parents=True)
    intake = fs.read_forms(this.inbox, jd, roster=people, due=dt.date(2026, 1, 15))
    _show_intake(intake, out)
    fs.write_summary(intake, out / "summary.xlsx")
    _show_intake(fs.read_summary(out / "summary.xlsx"), out / "read-back")
    _try(_extras, intake, out)
    for path in sorted(this.inbox.rglob("*")):
        if path.is_file():
            _try(_one_form, path, jd, out / "form")


def _other_runs(inputs: Path) -> None:
    """Other ways to the same: into a store, in this process, with a manifest, by other rules."""
    inbox, jd = inputs / "returned/made", inputs / "jds/FAIE_JD.xlsx"
    out, manifest = Path("runs"), "forms/made/manifest.csv"
    out.mkdir()
    for number in (1, 2):
        _command(out, f"into a store {number}", "score", inbox, "--jd", jd, "--json",
                 "--store", "store", "--manifest", manifest)  # fmt: skip
    Path("store").unlink()  # no output: what is in it lies as the workers finished
    for policy in ("first", "refuse"):
        _command(out, f"{policy} counts", "score", inbox, "--json", "--workers", "0",
                 "--duplicates", policy, "--due", "2999-12-31")  # fmt: skip
    template = "jds/FAIE_JD.xlsx.template.xlsx"
    _command(out, "dry run", "score", inbox, inputs / "returned/samples", "--dry-run",
             "--return", out / "back", "--template", template, COLUMNS="60")  # fmt: skip
    others: dict[str, tuple[Path | str, ...]] = {
        "nothing there": ("score", "no such folder"),
        "no JD": ("check", inputs / "rosters/roster.xlsx"),
        "no JD --json": ("check", inputs / "rosters/roster.xlsx", "--json"),
        "no roster": ("forms", jd),
        "no forms": ("score", jd, inputs / "rosters", "-o", out / "none.xlsx"),
        "schema": ("export", "--schema"),
        "help": ("--help",),
        **{f"help {each}": (each, "--help") for each in _COMMANDS},
    }
    for name, arguments in others.items():
        _command(out, name, *arguments)


_COMMANDS = ("demo", "check", "export", "diff", "template", "forms", "score", "feedback")


def _diff(old: Path, new: Path) -> None:
    name, out = f"{old.name} → {new.name}", Path("diff")
    _command(out, name, "diff", old, new)
    _command(out, f"{name} --json", "diff", old, new, "--json")
    _table(fs.diff_jd(fs.read_jd(old), fs.read_jd(new)).to_frame(), out / name)


def _one_jd(path: Path) -> None:
    _command("jds", f"check {path.name}", "check", path)
    _try(_show_jd, path, Path("jds"))


def _show_jd(path: Path, out: Path) -> None:
    jd = fs.read_jd(path)
    _html(jd, out / path.name)
    _table(jd.to_frame(), out / f"{path.name}.competencies")
    _table(jd.levels_frame(), out / f"{path.name}.levels")
    fs.write_template(jd, out / f"{path.name}.template.xlsx")
    _write(out / f"{path.name}.json", fs.to_json(jd))
    again = fs.from_json(fs.to_json(jd))
    _write(out / f"{path.name}.again.txt", f"{again == jd} {again.fingerprint}\n")


def _show_roster(path: Path, folder: Path) -> None:
    roster, out = fs.read_roster(path), Path("rosters")
    _html(roster, out / path.name)
    _table(roster.to_frame(), out / path.name)
    _html(fs.read_manifest(folder / "manifest.csv"), out / f"{path.name}.manifest")


def _show_intake(intake: fs.Intake, out: Path) -> None:
    _html(intake, out / "intake")
    _html(intake.problems, out / "problems")
    for number, problem in enumerate(intake.problems[:200]):
        _html(problem, out / f"problem/{number:03}")
    for number, result in enumerate(intake):
        _html(result, out / f"result/{number:03}")
    _table(intake.to_frame(), out / "results")
    _table(intake.items_frame(), out / "ratings")
    _table(intake.problems_frame(), out / "problems")
    _table(intake.files_frame(), out / "files")


def _extras(intake: fs.Intake, out: Path) -> None:
    """What needs a library that is not always there: charts and Parquet."""
    import matplotlib as mpl  # noqa: PLC0415  not everywhere

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "the same"
    charts: dict[str, Callable[[], Any]] = {
        "gaps": intake.plot_gaps,
        "matrix": intake.plot_matrix,
        "matrix-engineer": functools.partial(intake.plot_matrix, by="engineer"),
        "matrix-unit": functools.partial(intake.plot_matrix, by="unit"),
    }
    for name, plot in charts.items():
        plot().figure.savefig(out / f"{name}.svg", metadata={"Date": None})
    intake.to_parquet(out / "parquet", 100)


def _one_form(path: Path, jd: fs.JobDescription, out: Path) -> None:
    try:
        assessment = fs.read_form(path, jd)
    except fs.UnusableSourceError as error:
        _write(out / f"{path.name}.refused.txt", f"{error}\n")
    else:
        _html(assessment, out / path.name)


def _public(out: Path) -> None:
    """The names, and every kind of problem."""
    names = sorted(f"{name} {type(getattr(fs, name)).__name__}" for name in fs.__all__)
    _write(out / "names.txt", "".join(f"{line}\n" for line in names))
    _write(out / "kinds.txt", "".join(f"{kind.code} {kind.severity}\n" for kind in fs.Kind))


# -- how an output becomes a file --------------------------------------------------------------


def _command(out: Path | str, name: str, *arguments: Path | str, **environment: str) -> None:
    """What a command says and its exit status; what it writes it writes itself."""
    command = [sys.executable, "-m", "faie_sheets", *map(str, arguments)]
    ran = subprocess.run(
        command, capture_output=True, env={**os.environ, **environment}, check=False
    )
    said = b"\n-- standard error\n".join((ran.stdout, ran.stderr))
    _write(Path(out) / f"{name}.said.txt", b"status %d\n%b" % (ran.returncode, said))


class _Printer:
    """As much of IPython's printer as a record needs to show itself."""

    def __init__(self) -> None:
        self.said = ""

    def text(self, text: str) -> None:
        self.said += text


def _html(record: Any, path: Path) -> None:
    """What a notebook and IPython's terminal show of a record."""
    _write(path.with_name(f"{path.name}.html"), record._repr_html_())
    printer = _Printer()
    record._repr_pretty_(printer, False)
    _write(path.with_name(f"{path.name}.shown.txt"), printer.said)


def _table(frame: Any, path: Path) -> None:
    _write(path.with_name(f"{path.name}.csv"), frame.to_csv())
    _write(path.with_name(f"{path.name}.dtypes.txt"), frame.dtypes.to_string())


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    path.write_bytes(data)


def _try(work: Callable[..., None], *arguments: Any) -> None:
    """Do it; where it cannot be done, the reason is an output, and the rest is made."""
    try:
        work(*arguments)
    except Exception as error:  # whatever it is, the comparison says it
        what = " ".join(each.name for each in arguments if isinstance(each, Path))
        _write(Path("failed") / f"{work.__name__} {what}.txt", f"{type(error).__name__}: {error}\n")


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def _rounds(inputs: Path) -> list[Round]:
    rounds = json.loads((inputs / "rounds.json").read_text(encoding="utf-8"))
    return [
        Round(name, inputs / "jds" / jd, inputs / "rosters" / roster, inputs / "returned" / name)
        for name, jd, roster in rounds
    ]


def main(arguments: Sequence[str]) -> None:
    """Run a step; it is made sure that the package is the one that was to be run."""
    step, inputs = arguments
    expected = Path(os.environ["PYTHONPATH"]).resolve()
    assert expected in Path(fs.__file__).resolve().parents, f"{fs.__file__} is not in {expected}"
    STEPS[step](Path(inputs))


if __name__ == "__main__":
    main(sys.argv[1:])
