"""The whole loop with whatever is installed, by the public names and the command line alone."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
from distributed import Client

import faie_sheets as fs

DEMO = Path("demo")


def command(*arguments: str) -> str:
    """What a command says on standard output; 1, which says that a person is needed, is fine."""
    ran = subprocess.run(
        (sys.executable, "-m", "faie_sheets", *arguments), capture_output=True, check=False
    )
    assert ran.returncode in {0, 1}, ran.stderr.decode()
    return ran.stdout.decode()


def the_command_line() -> None:
    """Every command; the demo is the loop."""
    command("demo", "-o", str(DEMO))
    jd, returned, summary = (str(DEMO / each) for each in ("FAIE_JD.xlsx", "returned", "s.xlsx"))
    checked = json.loads(command("check", jd, "--json"))
    assert len(checked["jd"]["competencies"]) == 11
    assert "E1001" in command("score", returned, "-o", summary, "--return", str(DEMO / "back"))
    assert len(json.loads(command("score", returned, "--json"))["results"]) == 11
    command("export", jd, "-o", str(DEMO / "jd.json"))
    assert "No differences" in command("diff", jd, str(DEMO / "jd.json"))
    assert "feedback" in command("feedback", summary, "-o", str(DEMO / "pages"))
    for each in ("check", "score", "feedback", "forms", "template", "diff", "export", "demo"):
        assert "Example" in command(each, "--help")


def the_library() -> fs.Intake:
    """The way back from the summary, the JD as JSON, frames, and what notebooks show."""
    jd = fs.read_jd(DEMO / "FAIE_JD.xlsx")
    assert fs.from_json(fs.to_json(jd)) == jd
    try:
        fs.from_json('{"jd": {"role": 1}}')
    except fs.UnusableSourceError as error:
        assert len(error.problems) > 1
    intake = fs.read_forms(DEMO / "returned", jd, roster=fs.read_roster(DEMO / "roster.xlsx"))
    assert {"66.0%"} <= {f"{float(result.total or 0):.1f}%" for result in intake}
    fs.write_summary(intake, "summary.xlsx")
    back = fs.read_summary("summary.xlsx")
    pd.testing.assert_frame_equal(back.to_frame(), intake.to_frame())
    for frame in (intake.items_frame(), intake.problems_frame(), intake.files_frame()):
        assert len(frame)
    shown: tuple[Any, ...] = (jd, intake, intake.problems, intake.results[0])
    for record in shown:
        assert "<table" in record._repr_html_()
    jd.to_frame(), jd.levels_frame(), fs.diff_jd(jd, jd).to_frame()
    results = pd.read_excel("summary.xlsx", sheet_name="Results", header=None, engine="openpyxl")
    assert "Nguyễn Minh Anh" in results.to_string()
    return intake


def charts(intake: fs.Intake) -> None:
    """The extra ``plot``."""
    drawn: list[Any] = [intake.plot_gaps(), intake.results[0].plot()]
    drawn += (intake.plot_matrix(by=by) for by in ("engineer", "unit"))
    for number, ax in enumerate(drawn):
        ax.figure.savefig(f"{number}.png")


def scale(intake: fs.Intake) -> None:
    """The extra ``scale``: Parquet, forms behind URLs, and a cluster."""
    intake.to_parquet("parquet", 4)
    read = pd.read_parquet("parquet/results")
    pd.testing.assert_frame_equal(read, intake.to_frame())
    jd, here = fs.builtin.jd(), fs.builtin.FILLED_PATH.as_uri()
    with Client(n_workers=1, threads_per_worker=1, dashboard_address=None) as client:  # type: ignore[no-untyped-call]  # distributed has no types
        executor = client.get_executor()
        elsewhere = fs.read_forms(here, jd, executor=executor)
        fs.write_forms(jd, fs.read_roster(fs.builtin.ROSTER_PATH), "forms", executor=executor)
    assert [each.total for each in elsewhere] == [each.total for each in intake]


def notebooks() -> None:
    """The extra ``notebook``."""
    asked = (sys.executable, "-m", "notebook", "--version")
    subprocess.run(asked, check=True, capture_output=True)


if __name__ == "__main__":
    warnings.simplefilter("error", FutureWarning)
    the_command_line()
    read = the_library()
    charts(read)
    scale(read)
    notebooks()
