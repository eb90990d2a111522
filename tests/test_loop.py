"""The whole loop: JD → template → forms → filled in by a real program → results → summary."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from forms_kit import (
    AN,
    JD,
    OTHER_JD,
    SELF,
    SHEET,
    chosen,
    filled,
    issue,
    required,
    roster,
    scored,
    shown,
    without,
)
from programs import gnumeric, libreoffice, open_xml
from summary_kit import opened

import faie_sheets as fs

WORKED = {
    "E1": ("FAIE01", required("FAIE01"), Fraction(34), "FAIE01"),
    "E2": ("FAIE02", required("FAIE02"), Fraction(66), "FAIE02"),
    "E3": ("FAIE03", required("FAIE03"), Fraction(98), "FAIE03"),
    "E4": ("FAIE02", required("FAIE02", AIAE08=1), Fraction(193, 3), "FAIE01"),
}
"""Employee ID → target rank, levels, total in percent, rank attained."""


@dataclass(frozen=True)
class Loop:
    """Every file of one loop, and the intake at its end."""

    template: Path
    forms: Path
    inbox: Path
    intake: fs.Intake
    summary: Path
    recalculated: Path

    def returned(self, employee: str) -> Path:
        return next(self.inbox.glob(f"{employee} *"))


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Loop:
    """The loop for the four worked engineers, and a fifth who returns nothing."""
    folder = tmp_path_factory.mktemp("loop")
    jd = fs.read_jd(fs.builtin.JD_PATH)
    template, forms, inbox = folder / "template.xlsx", folder / "forms", folder / "inbox"
    fs.write_template(jd, template)
    (folder / "people.csv").write_text(
        "Employee ID,Name,Unit,Target rank\n"
        + "".join(f"{e},Người {e},Unit {e},{target}\n" for e, (target, *_) in WORKED.items())
        + "E5,Người E5,Unit E5,FAIE01\n",
        "utf-8",
    )
    people = fs.read_roster(folder / "people.csv")
    manifest = fs.write_forms(jd, people, forms, template)
    for form in manifest:
        if form.engineer.id in WORKED:
            levels = WORKED[form.engineer.id][1]
            cells = chosen(required("FAIE03")) | chosen(levels, "Assessor level")
            libreoffice.fill(forms / form.file, SHEET, cells, inbox)
    intake = fs.read_forms(inbox, jd, people, fs.read_manifest(forms))
    summary = folder / "summary.xlsx"
    fs.write_summary(intake, summary)
    recalculated = libreoffice.recalculate(summary, folder / "recalculated")
    return Loop(template, forms, inbox, intake, summary, recalculated)


def book(path: Path, *, data_only: bool = True) -> Any:
    return opened(path, data_only=data_only)


def table(path: Path, sheet: str, first: str) -> list[dict[str, Any]]:
    """The rows under the header row that begins with ``first``, by header."""
    rows = [[cell.value for cell in row] for row in book(path)[sheet].iter_rows()]
    start = next(number for number, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :] if row[0]]


def disagreements(path: Path, recalculated: Path) -> list[str]:
    """The formula cells whose stored value is not what a program computes, to 1e-9."""
    formulas, stored, fresh = book(path, data_only=False), book(path), book(recalculated)
    found = []
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            old, new = (b[sheet.title][cell.coordinate].value for b in (stored, fresh))
            if isinstance(old, int | float) and isinstance(new, int | float):
                same = abs(old - new) < 1e-9
            else:
                same = ("" if old is None else old) == ("" if new is None else new)
            if not same:
                found.append(f"{sheet.title}!{cell.coordinate} {cell.value}: {old!r}, {new!r}")
    return found


def count_formulas(path: Path) -> int:
    sheets = book(path, data_only=False).worksheets
    return sum(c.data_type == "f" for sheet in sheets for row in sheet.iter_rows() for c in row)


# -- the worked figures --------------------------------------------------------------------


@pytest.mark.parametrize("employee", WORKED)
def test_worked_figures__same_in_python_form_and_summary(employee: str, loop: Loop) -> None:
    target, levels, total, rank = WORKED[employee]
    (result,) = (result for result in loop.intake if result.engineer.id == employee)
    assert (result.total, result.rank, result.target_rank) == (total, rank, target)
    assert result.basis is fs.Rater.ASSESSOR
    assert result.items == scored(levels, target_rank=target).items

    live = shown(loop.returned(employee))
    assert live.total == pytest.approx(float(total) / 100, abs=1e-9)
    assert str(live.rank).startswith(rank)
    for item in result.items:
        assert item.points is not None
        assert live.points[item.code] == pytest.approx(float(item.points), abs=1e-9)

    for path in (loop.summary, loop.recalculated):
        rows = {row["Employee ID"]: row for row in table(path, "Results", "Employee ID")}
        row = rows[employee]
        assert row["Total"] == pytest.approx(float(total) / 100, abs=1e-9)
        assert row["Rank attained"] == rank
        assert (row["Name"], row["Unit"]) == (f"Người {employee}", f"Unit {employee}")


def test_worked_figures__weak_security__is_what_blocks(loop: Loop) -> None:
    (result,) = (result for result in loop.intake if result.engineer.id == "E4")
    assert [(item.code, item.gap) for item in result.blocks("FAIE02")] == [("AIAE08", 1)]
    rows = {row["Employee ID"]: row for row in table(loop.summary, "Results", "Employee ID")}
    blocking = next(value for header, value in rows["E4"].items() if "blocks" in str(header))
    assert JD.competency("AIAE08").name in blocking


def test_loop__leaves_nobody_and_nothing_out(loop: Loop) -> None:
    assert [engineer.id for engineer in loop.intake.missing] == ["E5"]
    assert loop.intake.problems == ()
    assert loop.intake.count(fs.Outcome.SCORED) == len(WORKED)
    assert len(list(loop.forms.glob("*.xlsx"))) == len(WORKED) + 1


def test_loop__frame_has_the_same_figures(loop: Loop) -> None:
    frame = loop.intake.to_frame()
    items = loop.intake.items_frame()
    assert list(frame["employee_id"]) == list(WORKED)
    totals = [float(total) for _, _, total, _ in WORKED.values()]
    assert list(frame["total"]) == pytest.approx(totals, abs=1e-9)
    assert len(items) == len(WORKED) * len(JD.competencies) * len(fs.Rater)


# -- the summary recalculated --------------------------------------------------------------


def test_summary__libreoffice_computes_what_is_stored(loop: Loop) -> None:
    assert count_formulas(loop.summary) > 50
    assert disagreements(loop.summary, loop.recalculated) == []


@pytest.mark.parametrize("program", [libreoffice, gnumeric])
def test_summary_of_the_samples__program_computes_what_is_stored(
    tmp_path: Path, program: ModuleType
) -> None:
    people = fs.read_roster(fs.builtin.ROSTER_PATH)
    path = tmp_path / "summary.xlsx"
    fs.write_summary(fs.read_forms(fs.builtin.FILLED_PATH, JD, people), path)
    assert count_formulas(path) > 100
    assert disagreements(path, program.recalculate(path, tmp_path / "out")) == []
    assert sound(path) == []


def test_summary_of_nothing__libreoffice_computes_what_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    fs.write_summary(fs.read_forms([], JD, roster(AN)), path)
    assert disagreements(path, libreoffice.recalculate(path, tmp_path / "out")) == []
    assert sound(path) == []


def test_summary_of_another_family__libreoffice_computes_what_is_stored(tmp_path: Path) -> None:
    levels = required("Q2", OTHER_JD)
    texts = ('=HYPERLINK("http://x")', "R&D <b>", "_x000D_", "Người 😀")
    returned: list[fs.Source] = []
    for number, (name, lacking) in enumerate(zip(texts, ("", "Q3", "Q4", ""), strict=True)):
        form = issue(fs.Engineer(f"E{number}", name, unit=name, target_rank="Q2"), OTHER_JD)
        cells = chosen(without(levels, lacking), SELF, OTHER_JD, form)
        returned.append(filled(cells, form))
    intake = fs.read_forms(returned, OTHER_JD)
    path = tmp_path / "summary.xlsx"
    fs.write_summary(intake, path)
    recalculated = libreoffice.recalculate(path, tmp_path / "out")
    assert disagreements(path, recalculated) == []
    assert sound(path) == []
    rows = {row["Employee ID"]: row for row in table(recalculated, "Results", "Employee ID")}
    expected = scored(levels, OTHER_JD, target_rank="Q2").total
    assert expected is not None
    assert rows["E0"]["Total"] == pytest.approx(float(expected) / 100, abs=1e-9)
    assert rows["E0"]["Rank attained"] == "Q2"
    assert rows["E1"]["Total"] != 0


# -- Excel opens them all ------------------------------------------------------------------


def sound(path: Path) -> list[str]:
    """What Excel would have to repair in a workbook."""
    return [*open_xml.faults(path), *open_xml.excel_limits(path)]


def test_loop__excel_opens_every_workbook_that_was_written(loop: Loop) -> None:
    written = [loop.template, loop.summary, *loop.forms.glob("*.xlsx")]
    assert {path.name: faults for path in written if (faults := sound(path))} == {}


ROOT = fs.builtin.JD_PATH.parent.parent
DAMAGED = "E1006 Đặng Văn Hải.xlsx"
WORKBOOKS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("samples", "templates")
    for path in (ROOT / folder).rglob("*.xlsx")
    if path.name != DAMAGED
)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_samples__excel_opens_them_without_repair(name: str) -> None:
    assert sound(ROOT / name) == []


def test_samples__the_damaged_one__is_damaged(tmp_path: Path) -> None:
    copy = tmp_path / "damaged.xlsx"
    copy.write_bytes((fs.builtin.FILLED_PATH / DAMAGED).read_bytes())
    assert open_xml.faults(copy) != []
