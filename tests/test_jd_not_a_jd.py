"""Workbooks that are no JD: each is refused with one problem that says so, not with one a section.

``pytest -s`` shows the messages.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from grid import workbook

import faie_sheets as fs
from faie_sheets.problems import Severity

Maker = Callable[[Path, Path, fs.JobDescription], Path]
"""Samples, a folder and the sample JD → the file."""


def _sample(name: str) -> Maker:
    return lambda samples, _folder, _jd: samples / name


def _markdown(name: str, markdown: str) -> Maker:
    def make(_samples: Path, folder: Path, _jd: fs.JobDescription) -> Path:
        path = folder / name
        path.write_bytes(workbook(markdown))
        return path

    return make


def _template(_samples: Path, folder: Path, jd: fs.JobDescription) -> Path:
    path = folder / "template.xlsx"
    fs.write_template(jd, path)
    return path


def _issued(samples: Path, folder: Path, jd: fs.JobDescription) -> Path:
    fs.write_forms(jd, fs.read_roster(samples / "roster.xlsx"), folder / "forms")
    return sorted((folder / "forms").glob("E*.xlsx"))[0]


def _summary(samples: Path, folder: Path, jd: fs.JobDescription) -> Path:
    path = folder / "summary.xlsx"
    fs.write_summary(fs.read_forms(samples / "filled", jd), path)
    return path


def _csv(_samples: Path, folder: Path, _jd: fs.JobDescription) -> Path:
    path = folder / "model.csv"
    path.write_text("Competency,Code,Weight\nDesign,T01,60%\nCoding,T02,40%\n", encoding="utf-8")
    return path


NO_JD: dict[str, Maker] = {
    "roster": _sample("roster.xlsx"),
    "roster with codes and titles": _markdown(
        "people.xlsx",
        """
        # People
        | No | Code  | Name             | Title           | Level   | Effective Date |
        | 1  | E1001 | Nguyễn Minh Anh  | Junior Engineer | Level 1 | 2026-02-01     |
        | 2  | E1002 | Trần Quốc Bảo    | Senior Engineer | Level 3 | 2026-02-01     |
        """,
    ),
    "filled form": _sample("filled/E1001 Nguyễn Minh Anh.xlsx"),
    "filled form as .ods": _sample("filled/E1008 Hoàng Gia Khánh.ods"),
    "issued form": _issued,
    "template": _template,
    "summary": _summary,
    "somebody's budget": _sample("filled/Team budget.xlsx"),
    "budget by month": _markdown(
        "budget.xlsx",
        """
        # Budget 2026
        | Cost centre | Description | Jan  | Feb  | Mar  | Total | %    |
        | CC-7        | Travel      | 1200 | 800  | 950  | 2950  | 0.59 |
        | CC-9        | Training    | 500  | 750  | 800  | 2050  | 0.41 |
        | Total       |             | 1700 | 1550 | 1750 | 5000  | 1    |
        | Version     | 1.0         |      |      |      |       |      |
        """,
    ),
    "empty workbook": _markdown("empty.xlsx", "# Sheet1"),
    "three empty sheets": _markdown("empty.xlsx", "# Sheet1\n# Sheet2\n# Sheet3"),
    "headers of another table": _markdown(
        "plan.xlsx",
        """
        # Plan
        | # | Code | Description  | Weight | Version |
        | 1 | P1   | First phase  | 3      | 1.0     |
        | 2 | P2   | Second phase | 5      | 1.1     |
        """,
    ),
    "CSV": _csv,
}


@pytest.mark.parametrize("make", NO_JD.values(), ids=NO_JD)
def test_file__that_is_no_jd__is_one_problem(
    make: Maker, samples: Path, tmp_path: Path, jd: fs.JobDescription
) -> None:
    path = make(samples, tmp_path, jd)
    with pytest.raises(fs.UnusableSourceError) as caught:
        fs.read_jd(path)
    problems = caught.value.problems
    print(*(problem.message for problem in problems), sep="\n")
    assert len(problems) == 1
    (problem,) = problems
    assert (problem.file, problem.severity) == (path.name, Severity.ERROR)
    assert str(caught.value) == problem.message
