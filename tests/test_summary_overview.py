"""The summary's sheets Overview and Results: every figure as the data frames have it."""

from __future__ import annotations

import dataclasses
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from effort import examples
from hypothesis import given, settings
from kept import Kept
from programs import gnumeric, libreoffice, open_xml, poppler
from strategies import intakes
from summary_kit import (
    HOSTILE_NAMES,
    Book,
    assessed,
    batch,
    disagreements,
    grid_of,
    intake_of,
    opened,
    other_jd,
)
from xlsxwriter import Workbook

import faie_sheets as fs
from faie_sheets.problems import Kind, Place
from faie_sheets.summary import results
from faie_sheets.summary.overview.grid import Grid
from faie_sheets.summary.overview.ranks import rank_labels
from faie_sheets.summary.overview.totals import band_of
from faie_sheets.summary.results import Blockers, short_names
from faie_sheets.wording import line_text, shortened
from faie_sheets.workbook.write.sheet import MOST_LINKS
from faie_sheets.workbook.write.style import column_pixels

RANKS = "Rank attained, by target rank"
UNITS = "Attainment of the target rank, by unit"
BLOCKING = "The competencies that block most"
TOTALS = "Distribution of totals"
BANDS = ["0–10", "10–20", "20–30", "30–40", "40–50", "50–60", "60–70", "70–80", "80–90", "90–100"]
LONG_CODE = "AI-ENGINEER-PRINCIPAL-CONSULTANT-"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"

Row = dict[str, Any]


class Page:
    """The overview read back: its tiles, and its blocks by their titles."""

    def __init__(self, grid: list[list[Any]]) -> None:
        self.grid = grid
        self.words = "\n".join(str(value) for row in grid for value in row if value)

    @classmethod
    def of(cls, intake: fs.Intake, folder: Path) -> Page:
        path = folder / "summary.xlsx"
        fs.write_summary(intake, path)
        return cls.at(path)

    @classmethod
    def at(cls, path: Path) -> Page:
        return cls([[_unescaped(value) for value in row] for row in grid_of(path, "Overview")])

    def _find(self, text: str) -> tuple[int, int]:
        return next(
            (number, row.index(text)) for number, row in enumerate(self.grid) if text in row
        )

    def tile(self, caption: str) -> Any:
        row, column = self._find(caption)
        return self.grid[row - 1][column]

    def block(self, title: str) -> list[Row]:
        """The rows below a block's title, by the titles in its header; a label is ``""``."""
        first, column = self._find(title)
        header = self.grid[first + 1][column:]
        figures = next(n for n, text in enumerate(header[1:], 1) if text)
        end = next((n for n in range(figures, len(header)) if header[n] is None), len(header))
        rows = []
        for cells in self.grid[first + 2 :]:
            mine = cells[column : column + end]
            if not any(value is not None for value in mine):
                break
            row = dict(zip(header[figures:end], mine[figures:], strict=True))
            rows.append({"": mine[0], "kind": mine[figures - 1], **row})
        return rows

    def ranks(self) -> dict[tuple[Any, Any], Row]:
        """(target rank, kind of result) → what the row has; what spans both kinds is in both."""
        found: dict[tuple[Any, Any], Row] = {}
        above: Row = {}
        for row in self.block(RANKS):
            whole = {title: above.get(title) if value is None else value
                     for title, value in row.items()}  # fmt: skip
            found[whole[""], whole["kind"]] = above = whole
        return found

    def by_label(self, title: str) -> dict[str, Row]:
        return {row[""]: row for row in self.block(title)}


def _unescaped(value: Any) -> Any:
    """A value without the escape of an escape, which openpyxl leaves in."""
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


def frame_of(intake: fs.Intake) -> pd.DataFrame:
    """The results, with what the page calls everything."""
    frame = intake.to_frame()
    frame["kind"] = frame["provisional"].map({True: "provisional", False: "final"})
    frame["complete"] = frame["status"] == "complete"
    frame["target"] = frame["target_rank"].astype("string").fillna("Other or none")
    frame["attained"] = frame["rank"].astype("string").fillna("None")
    frame["met"] = frame["meets_target"].fillna(False).astype(bool)
    frame["decided"] = frame["meets_target"].notna()
    return frame


def check_tiles(page: Page, intake: fs.Intake) -> None:
    frame = frame_of(intake)
    outcomes = Counter(str(file.outcome) for file in intake.files)
    assert page.tile("Files returned") == len(intake.files) == sum(outcomes.values())
    for outcome in ("scored", "incomplete", "rejected", "superseded"):
        assert page.tile(outcome.capitalize()) == outcomes[outcome]
    assert page.tile("Missing") == len(intake.missing)
    complete = frame[frame["complete"]]
    assert page.tile("Provisional results") == complete["provisional"].sum()
    assert page.tile("Meet their target") == frame["met"].sum()
    if frame["decided"].any():
        sentence = (
            f"Complete assessments that meet their target rank: {frame['met'].sum()} of "
            f"{frame['decided'].sum()}. Provisional results, on the self-assessment alone: "
            f"{complete['provisional'].sum()}."
        )
        assert sentence in page.words
    else:
        assert "No complete assessment with a known target rank has been read yet." in page.words


def check_ranks(page: Page, intake: fs.Intake) -> None:
    frame, labels = frame_of(intake), rank_labels(intake.jd)
    rows = page.ranks()
    targets = [*intake.jd.rank_codes]
    if frame["target_rank"].isna().any():
        targets.append("Other or none")
    assert list(rows) == [
        (labels.get(target, target), kind)
        for target in (*targets, "All")
        for kind in ("final", "provisional")
    ]
    for target in (*targets, "All"):
        mine = frame[(frame["target"] == target) | (target == "All")]
        for kind in ("final", "provisional"):
            row = rows[labels.get(target, target), kind]
            complete = mine[mine["complete"] & (mine["kind"] == kind)]
            for attained in ("None", *intake.jd.rank_codes):
                count = (complete["attained"] == attained).sum()
                assert row[labels.get(attained, attained)] == count, (target, kind, attained)
            assert row["Incomplete"] == (~mine["complete"]).sum()
            assert row["All"] == len(mine)
            assert row["Met"] == mine["met"].sum()


def check_unit(row: Row, frame: pd.DataFrame, mine: pd.DataFrame) -> None:
    not_met = mine["decided"] & ~mine["met"]
    for title, chosen in (("Met", mine["met"]), ("Not met", not_met)):
        assert row[f"{title}, final"] == (chosen & (mine["kind"] == "final")).sum()
        assert row[f"{title}, prov."] == (chosen & (mine["kind"] == "provisional")).sum()
    assert row["Incomplete"] == (~mine["complete"]).sum()
    assert row["Engineers"] == len(mine)
    no_target = frame["complete"] & ~frame["decided"]
    assert ("No target" in row) == bool(no_target.any())
    if no_target.any():
        assert row["No target"] == (mine["complete"] & ~mine["decided"]).sum()
    decided = mine["decided"].sum()
    share = pytest.approx(mine["met"].sum() / decided, abs=1e-12) if decided else "–"
    assert row["Share met"] == share


def check_all_units(page: Page, intake: fs.Intake) -> None:
    frame = frame_of(intake)
    called = [called_as(unit).casefold() for unit in frame["unit"]]
    assert len(set(called)) <= 13
    *units, everybody = page.block(UNITS)
    assert {row[""].casefold() for row in units} == set(called)
    for row in units:
        own = [name == row[""].casefold() for name in called]
        check_unit(row, frame, frame[own])
    check_unit(everybody, frame, frame)


def called_as(unit: str) -> str:
    name = shortened(line_text(unit), 30)
    return "No unit given" if name in {"", "–"} else name


def check_blocking(page: Page, intake: fs.Intake) -> None:
    items = intake.items_frame()
    rated = items[items["of_record"] & items["level"].notna() & items["target_rank"].notna()]
    expected: list[tuple[tuple[float, ...], str, Row]] = []
    for number, item in enumerate(intake.jd.competencies):
        gaps = rated[rated["code"] == item.code]["gap"].fillna(0)
        short = gaps[gaps > 0]
        if len(short):
            figures: Row = {
                "1 level short": (short == 1).sum(),
                "2 or more": (short > 1).sum(),
                "Engineers": len(short),
                "Share of rated": pytest.approx(len(short) / len(gaps), abs=1e-12),
            }
            expected.append(((-len(short), -short.sum(), number), item.name, figures))
    worst = sorted(expected, key=lambda entry: entry[0])[:5]
    rows = page.block(BLOCKING)
    assert len(rows) == len(worst)
    for row, (_, name, figures) in zip(rows, worst, strict=True):
        assert row[""].split()[-1] == name.split()[-1] or row[""].endswith("…")
        assert {title: row[title] for title in figures} == figures


def check_totals(page: Page, intake: fs.Intake) -> None:
    frame = frame_of(intake)
    complete = frame[frame["complete"]].copy()
    complete["band"] = ((complete["total"] + 1e-7) // 10).clip(upper=9).astype("int64")
    rows = page.block(TOTALS)
    over = sum((item.weight for item in intake.jd.competencies), Fraction(0)) > 100
    assert [row[""] for row in rows] == [*BANDS[:9], "90 and more" if over else BANDS[9], "All"]
    for band, row in enumerate(rows):
        mine = complete[(complete["band"] == band) | (row[""] == "All")]
        assert row["Final"] == (mine["kind"] == "final").sum()
        assert row["Prov."] == (mine["kind"] == "provisional").sum()
        assert row["All"] == len(mine)
        share = pytest.approx(len(mine) / len(complete)) if len(complete) else "–"
        assert row["Share"] == share


def check_results(path: Path, intake: fs.Intake) -> None:
    titles, *rows = grid_of(path, "Results")[3:]
    frame = frame_of(intake)
    found = Counter(_shown(dict(zip(titles, row, strict=True))) for row in rows)
    assert found == Counter(_expected(row) for _, row in frame.iterrows())


def _shown(row: Row) -> tuple[Any, ...]:
    totals = (row[title] for title in ("Total", "Self total", "Assessor total"))
    return (
        *(None if total == "–" else round(total, 9) for total in totals),
        row["Rank attained"], row["Basis"], row["Status"], row["Verdict"], row["Problems"],
    )  # fmt: skip


def _expected(row: pd.Series[Any]) -> tuple[Any, ...]:
    totals = (row[title] for title in ("total", "self_total", "assessor_total"))
    verdict = {True: "Met", False: "Not met"}
    return (
        *(None if pd.isna(total) else round(total / 100, 9) for total in totals),
        row["attained"] if row["complete"] else "–",
        "Self (provisional)" if row["provisional"] else "Assessor",
        "Complete" if row["complete"] else "Incomplete",
        verdict[row["met"]] if row["decided"] else "Not decided",
        row["problems"],
    )


def check(path: Path, intake: fs.Intake) -> None:
    """Hold every figure of both sheets against the frames."""
    page = Page.at(path)
    check_tiles(page, intake)
    check_ranks(page, intake)
    check_all_units(page, intake)
    check_blocking(page, intake)
    check_totals(page, intake)
    if intake.results:
        check_results(path, intake)


# -- figures -----------------------------------------------------------------------------------


def framed(intake: fs.Intake) -> fs.Intake:
    """The same intake with texts that a data frame can hold: no half characters."""

    def whole(assessment: fs.Assessment) -> fs.Assessment:
        facts = dataclasses.asdict(assessment.engineer).items()
        texts = {name: text.encode("utf-8", "replace").decode() for name, text in facts}
        return dataclasses.replace(assessment, engineer=fs.Engineer(**texts), evidence={})

    scored = tuple(fs.score(whole(result.assessment), intake.jd) for result in intake)
    return dataclasses.replace(intake, results=scored)


@settings(max_examples=examples(30))
@given(intakes().map(framed))
def test_overview__any_intake__has_the_figures_of_the_frames(intake: fs.Intake) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "summary.xlsx"
        fs.write_summary(intake, path)
        check(path, intake)


INTAKES: dict[str, Callable[[fs.JobDescription], fs.Intake]] = {
    "one": lambda jd: batch(jd, 1, seed=3),
    "twelve": lambda jd: batch(jd, 12, seed=4),
    "many": lambda jd: batch(jd, 150, seed=5, units=[f"DU{n}" for n in range(9)]),
    "unknown targets": lambda jd: batch(jd, 60, targets=["", "Principal", *jd.rank_codes]),
    "no target known": lambda jd: batch(jd, 9, targets=["", "Principal"]),
    "self alone": lambda jd: batch(jd, 30, both=0),
    "assessors": lambda jd: batch(jd, 30, both=1),
    "hostile units": lambda jd: batch(jd, 60, seed=6, units=HOSTILE_NAMES),
    "no rank": lambda _: batch(other_jd(3, 0), 12, targets=["", "Principal"]),
    "one rank": lambda _: batch(other_jd(2, 1), 20, seed=7),
    "eight ranks": lambda _: batch(other_jd(20, 8, top=5), 90, seed=8),
    "long codes": lambda _: batch(other_jd(5, 4, code=LONG_CODE), 40, seed=9),
    "above 100%": lambda jd: batch(heavier(jd), 30, seed=2),
    "nobody": lambda jd: fs.Intake(jd, (), ()),
}


@pytest.fixture(scope="module")
def summary_of(kept: Kept, jd: fs.JobDescription) -> Callable[[str], Path]:
    """The summary of one of these intakes, by its name."""

    def summary_of(name: str) -> Path:
        return kept.file(
            f"overview, {name}.xlsx", lambda path: fs.write_summary(INTAKES[name](jd), path)
        )

    return summary_of


def heavier(jd: fs.JobDescription) -> fs.JobDescription:
    """The same JD with weights that total 200%."""
    items = (dataclasses.replace(item, weight=2 * item.weight) for item in jd.competencies)
    return dataclasses.replace(jd, competencies=tuple(items))


@pytest.mark.parametrize("name", INTAKES)
def test_overview__batch__has_the_figures_of_the_frames(
    name: str, summary_of: Callable[[str], Path], jd: fs.JobDescription
) -> None:
    check(summary_of(name), INTAKES[name](jd))


@pytest.mark.parametrize("program", [libreoffice, gnumeric])
@pytest.mark.parametrize("name", INTAKES)
def test_overview__recalculated__agrees_with_what_is_stored(
    name: str, program: ModuleType, summary_of: Callable[[str], Path], tmp_path: Path
) -> None:
    assert disagreements(summary_of(name), program, tmp_path) == []


def test_overview__level_changed_in_the_matrix__figures_follow(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    """One level less for somebody who meets the target: the page is that of the other intake."""
    levels: dict[str, int | None] = {item.code: item.required["FAIE02"] for item in jd.competencies}
    people = [fs.Engineer(f"E{n}", f"An {n}", "DU1", target_rank="FAIE02") for n in range(3)]

    def intake(**changed: int) -> fs.Intake:
        first = assessed(jd, people[0], None, levels | changed)
        others = (assessed(jd, who, {**levels, "AIAE08": 0}) for who in people[1:])
        return intake_of(jd, [first, *others])

    folder = tmp_path / "changed"
    folder.mkdir()
    fs.write_summary(intake(), tmp_path / "summary.xlsx")
    row = next(row for row in Book(tmp_path / "summary.xlsx").values["Matrix"].iter_rows()
               if row[0].value == "E0")  # fmt: skip
    security = 5 + [item.code for item in jd.competencies].index("AIAE08")
    cells = {row[security].coordinate: 1}
    changed = Page.at(libreoffice.fill(tmp_path / "summary.xlsx", "Matrix", cells, folder))
    page = Page.of(intake(AIAE08=1), tmp_path)
    assert page.grid != Page.of(intake(), tmp_path).grid
    for title in (RANKS, UNITS, BLOCKING, TOTALS):
        assert changed.block(title) == [
            {name: pytest.approx(value) if isinstance(value, float) else value
             for name, value in one.items()}
            for one in page.block(title)
        ]  # fmt: skip


# -- the distribution of totals ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "band"),
    [(0, 0), (Fraction("9.99"), 0), (10, 1), (30, 3), (70, 7), (Fraction("89.999"), 8), (90, 9),
     (100, 9), (150, 9)],
)  # fmt: skip
def test_band__limit__belongs_to_the_band_above_and_100_to_the_last(
    percent: Fraction | int, band: int
) -> None:
    assert band_of(Fraction(percent)) == band


@pytest.mark.parametrize("program", [libreoffice, gnumeric])
def test_totals__on_a_limit__are_counted_alike_by_every_program(
    program: ModuleType, tmp_path: Path
) -> None:
    """Ten competencies at 10%: floats add three of them up to 0.30000000000000004."""
    jd = other_jd(10, 1, top=1)
    people = []
    for reached in range(11):
        levels = {item.code: int(item.number <= reached) for item in jd.competencies}
        who = fs.Engineer(f"E{reached}", "An", "DU1", target_rank="R1")
        people.append(assessed(jd, who, None, levels))
    path = tmp_path / "summary.xlsx"
    fs.write_summary(intake_of(jd, people), path)
    for page in (Page.at(path), Page.at(program.recalculate(path, tmp_path / "fresh"))):
        assert [row["Final"] for row in page.block(TOTALS)] == [*[1] * 9, 2, 11]


def test_totals__incomplete__are_not_counted_and_the_page_says_so(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    levels: dict[str, int | None] = {item.code: 1 for item in jd.competencies}
    people = [fs.Engineer(f"E{n}", "An", target_rank="FAIE01") for n in range(2)]
    found = [assessed(jd, people[0], levels), assessed(jd, people[1], levels | {"AIAE01": None})]
    page = Page.of(intake_of(jd, found), tmp_path)
    assert page.by_label(TOTALS)["All"]["All"] == 1
    assert "Incomplete assessments have no total and are not counted." in page.words


# -- blocks ------------------------------------------------------------------------------------


def test_ranks__above_the_target_but_not_meeting_it__is_not_shaded_green(
    tmp_path: Path,
) -> None:
    """A higher rank that requires less: who attains it may still miss the lower one."""
    scale = tuple(fs.Level(level, "", f"{level}: x") for level in range(4))
    item = fs.Competency("C", 1, "Skill", Fraction(100), levels=scale,
                         required={"A": 1, "B": 3, "C": 2})  # fmt: skip
    ranks = tuple(fs.Rank(code, code) for code in "ABC")
    jd = fs.JobDescription("Odd", fs.Document(), ranks, (item,))
    who = fs.Engineer("E1", "An", target_rank="B")
    book = Book.of(intake_of(jd, [assessed(jd, who, {"C": 2})]), tmp_path)
    fills = {}
    for row in book.values["Overview"].iter_rows(min_row=9, max_row=14, max_col=6):
        if row[1].value == "final":
            fills[row[0].value] = [cell.fill.fgColor.rgb[2:] for cell in row[2:6]]
    bad, good, none = "FBE3D6", "DDF1E8", "000000"
    assert fills == {
        "A": [bad, good, good, good], "B": [bad, bad, good, none], "C": [bad, bad, bad, good],
    }  # fmt: skip


def test_ranks__long_codes__are_numbered_and_explained(tmp_path: Path) -> None:
    jd = other_jd(5, 4, code=LONG_CODE)
    assert list(rank_labels(jd).values()) == ["R1", "R2", "R3", "R4"]
    page = Page.of(batch(jd, 12), tmp_path)
    assert f"R2 {LONG_CODE}2" in page.words
    assert ("R4", "provisional") in page.ranks()


def test_ranks__usual_codes__stand_as_they_are(jd: fs.JobDescription) -> None:
    assert rank_labels(jd) == {code: code for code in jd.rank_codes}


def test_units__many__sums_up_the_smaller_ones(tmp_path: Path, jd: fs.JobDescription) -> None:
    intake = batch(jd, 120, units=[f"U{number}" for number in range(30)])
    rows = Page.of(intake, tmp_path).block(UNITS)
    assert len(rows) == 12 + 1 + 1
    assert [row[""] for row in rows[-2:]] == ["Other units (18)", "All units"]
    for title in ("Met, final", "Not met, prov.", "Incomplete", "Engineers"):
        assert sum(row[title] for row in rows[:-1]) == rows[-1][title]


def test_overview__nobody__says_so_where_charts_would_stand(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    page = Page.of(fs.Intake(jd, (), ()), tmp_path)
    for sentence in (
        "Nobody has attained a rank yet.",
        "Nobody’s target rank is known yet.",
        "No rating is below a known target rank.",
        "No assessment has a total yet.",
    ):
        assert sentence in page.words
    assert charts_of(tmp_path / "summary.xlsx") == []


def test_overview__all_rejected__counts_them(tmp_path: Path, jd: fs.JobDescription) -> None:
    files = tuple(fs.FileOutcome(f"{n}.xlsx", "", fs.Outcome.REJECTED) for n in range(3))
    page = Page.of(fs.Intake(jd, (), files), tmp_path)
    assert (page.tile("Files returned"), page.tile("Rejected"), page.tile("Scored")) == (3, 3, 0)


# -- charts and the page -----------------------------------------------------------------------


def charts_of(path: Path) -> list[Any]:
    """The charts of a workbook's first sheet, in their order."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if "charts/chart" in name]
        found = [ElementTree.fromstring(archive.read(name)) for name in names]
    return [chart for chart in found if "Overview!" in "".join(chart.itertext())]


def text_of(element: Any) -> str:
    return "".join(part.text or "" for part in element.iter(f"{DRAWN}t"))


def test_charts__are_four_native_ones_drawn_from_the_tables(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    Page.of(batch(jd, 40), tmp_path)
    charts = charts_of(tmp_path / "summary.xlsx")
    assert [text_of(chart.find(f".//{CHART}title")) for chart in charts] == [
        "Engineers by rank attained", "Engineers short of their target rank",
        "Target rank met, by unit", "Engineers by total",
    ]  # fmt: skip
    for chart in charts:
        for value in [*chart.iter(f"{CHART}val"), *chart.iter(f"{CHART}cat")]:
            assert value.find(f".//{CHART}f").text.startswith("Overview!$")
            assert value.find(f".//{CHART}pt") is not None, "kept for viewers that don't calculate"


def test_charts__provisional__is_hatched(tmp_path: Path, jd: fs.JobDescription) -> None:
    page = Page.of(batch(jd, 40), tmp_path)
    marked = 0
    for chart in charts_of(tmp_path / "summary.xlsx"):
        for series in chart.iter(f"{CHART}ser"):
            name = series.find(f"{CHART}tx//{CHART}v").text
            hatched = series.find(f"{CHART}spPr/{DRAWN}pattFill") is not None
            assert hatched == ("prov" in name.casefold()), name
            marked += hatched
    assert marked == len(jd.ranks) + 2 + 1
    assert "Provisional (prov., hatched): the assessor has not rated yet" in page.words


def test_charts__every_column_and_bar__is_named(tmp_path: Path, jd: fs.JobDescription) -> None:
    """A program leaves out every other name where it finds them too close, if it is let."""
    Page.of(batch(jd, 60, units=[f"DU{n}" for n in range(20)]), tmp_path)
    charts = charts_of(tmp_path / "summary.xlsx")
    assert len(charts) == 4
    for chart in charts:
        (skip,) = chart.iter(f"{CHART}tickLblSkip")
        assert skip.get("val") == "1"


def test_charts__segment_too_thin_for_its_figure__has_none(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    """Of 40 engineers of DU1 one does not meet the target; of 2 of DU2 one does not."""
    levels: dict[str, int | None] = {item.code: item.required["FAIE02"] for item in jd.competencies}
    short = levels | {"AIAE08": 0}
    people = [
        assessed(jd, fs.Engineer(f"E{n}", "An", unit, target_rank="FAIE02"), None, own)
        for n, (unit, own) in enumerate(
            [*[("DU1", levels)] * 39, ("DU1", short), ("DU2", levels), ("DU2", short)]
        )
    ]
    Page.of(intake_of(jd, people), tmp_path)
    _, _, units, _ = charts_of(tmp_path / "summary.xlsx")
    bare = {
        series.find(f"{CHART}tx//{CHART}v").text: [
            label.find(f"{CHART}idx").get("val")
            for label in series.iter(f"{CHART}dLbl")
            if label.find(f"{CHART}delete") is not None
        ]
        for series in units.iter(f"{CHART}ser")
    }
    assert (bare["Met, final"], bare["Not met, final"]) == ([], ["0"])


@pytest.mark.parametrize("name", ["many", "eight ranks", "hostile units", "long codes"])
def test_charts__have_at_most_twenty_series_and_categories(
    name: str, summary_of: Callable[[str], Path]
) -> None:
    for chart in charts_of(summary_of(name)):
        series = list(chart.iter(f"{CHART}ser"))
        assert len(series) <= 20
        for one in series:
            (count,) = one.findall(f"{CHART}cat//{CHART}ptCount")
            assert int(count.attrib["val"]) <= 20


def anchors(path: Path) -> Iterator[tuple[int, int, int, int]]:
    """First row and column, last row and column, of each chart of the overview."""
    with zipfile.ZipFile(path) as archive:
        drawing = ElementTree.fromstring(archive.read("xl/drawings/drawing1.xml"))
    for anchor in drawing:
        top, left, bottom, right = (
            int(anchor.findtext(f"{ANCHOR}{corner}/{ANCHOR}{axis}", ""))
            for corner in ("from", "to")
            for axis in ("row", "col")
        )
        yield top, left, bottom, right


@pytest.mark.parametrize("name", [name for name in INTAKES if name != "nobody"])
def test_page__charts__cover_no_figure_and_no_other_chart(
    name: str, summary_of: Callable[[str], Path]
) -> None:
    path = summary_of(name)
    page = Page.at(path)
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in anchors(path):
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        assert not cells & covered
        covered |= cells
    shown = {(r, c) for r, row in enumerate(page.grid) for c, value in enumerate(row) if value}
    assert not covered & shown
    area = str(opened(path)["Overview"].print_area)
    reached = max(c for _, c in covered | shown), max(r for r, _ in covered | shown)
    bounds = openpyxl.utils.range_boundaries(area.rsplit("!", maxsplit=1)[-1])
    assert bounds == (1, 1, reached[0] + 1, reached[1] + 1)


@pytest.mark.parametrize("name", ["nobody", "one", "many", "eight ranks", "long codes"])
def test_page__printed__is_one_a4_landscape_page(
    name: str, summary_of: Callable[[str], Path], tmp_path: Path
) -> None:
    first, second = poppler.pages(libreoffice.to_pdf(summary_of(name), tmp_path, "1-2"))
    assert (first.width, first.height) == (297, 210)
    assert "Overview · 1 /" in first.text
    assert "Results · 2 /" in second.text
    for title in (RANKS, UNITS, BLOCKING, TOTALS):
        assert title in first.text


@pytest.mark.parametrize("name", INTAKES)
def test_page__excel_opens_it_without_repair(name: str, summary_of: Callable[[str], Path]) -> None:
    path = summary_of(name)
    assert [*open_xml.faults(path), *open_xml.excel_limits(path)] == []


@pytest.mark.parametrize("figures", range(7, 13))
def test_grid__tiles__cover_the_halves_and_are_about_equally_wide(figures: int) -> None:
    grid = Grid(figures)
    tiles = grid.tiles(4)
    assert (tiles[0][0], tiles[3][1]) == (0, grid.right - 2)
    assert (tiles[4][0], tiles[7][1]) == (grid.right, grid.last)
    widths = [sum(map(column_pixels, grid.widths[first : last + 1])) for first, last in tiles]
    for half in (widths[:4], widths[4:]):
        assert max(half) < 1.4 * min(half)


# -- Results -----------------------------------------------------------------------------------


def test_results__total__has_bars_from_0_to_100_percent(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    assert bar_limits(batch(jd, 9), tmp_path) == (0, 1, "0")


def test_results__weights_above_100_percent__bars_reach_as_far(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    assert bar_limits(batch(heavier(jd), 9), tmp_path) == (0, 2, "0")


def bar_limits(intake: fs.Intake, folder: Path) -> tuple[float, float, str]:
    """Least and greatest value of the bars over the totals, and whether they fade."""
    fs.write_summary(intake, folder / "summary.xlsx")
    with zipfile.ZipFile(folder / "summary.xlsx") as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet2.xml"))
    (area,) = (rules for rules in sheet.iter(f"{MAIN}conditionalFormatting")
               if rules.find(f"{MAIN}cfRule/{MAIN}dataBar") is not None)  # fmt: skip
    assert area.get("sqref") == f"G5:G{4 + len(intake)}"
    (plain_bar,) = area.iter(f"{MAIN}dataBar")
    old = [(value.get("type"), value.get("val")) for value in plain_bar.iter(f"{MAIN}cfvo")]
    (bar,) = sheet.iter(f"{X14}dataBar")
    least, most = ("".join(value.itertext()) for value in bar.iter(f"{X14}cfvo"))
    assert old == [("num", least), ("num", most)]
    assert (bar.get("minLength"), bar.get("maxLength")) == ("0", "100")
    return float(least), float(most), bar.attrib["gradient"]


@pytest.fixture
def with_problems(jd: fs.JobDescription) -> fs.Intake:
    """Six engineers; the files of E0002 and E0005 have two problems each."""
    intake = batch(jd, 6, both=1)

    def missing(file: str, cell: str) -> fs.Problem:
        place = Place(file, "Assessment", cell)
        return place.problem(Kind.RATING_MISSING, rater="self", code="AIAE04", name="MLOps",
                             allowed="0 to 3", hint="")  # fmt: skip

    rejected = Place("scan.xlsx").problem(Kind.NOT_A_WORKBOOK, what="a PDF document")
    own = [missing(f"{who}.xlsx", cell) for who in ("E0005", "E0002") for cell in ("F9", "F12")]
    return dataclasses.replace(intake, problems=(*own, rejected))


def links_of(book: Book) -> dict[str, str]:
    """Employee ID → where the count of problems leads to."""
    sheet = book.formulas["Results"]
    return {row[0].value: row[13].hyperlink.location for row in sheet.iter_rows(min_row=5)
            if row[13].hyperlink}  # fmt: skip


def test_results__count_of_problems__leads_to_the_first_of_them(
    tmp_path: Path, with_problems: fs.Intake
) -> None:
    book = Book.of(with_problems, tmp_path)
    links = links_of(book)
    assert set(links) == {"E0002", "E0005"}
    for engineer, location in links.items():
        sheet, cell = location.replace("'", "").split("!")
        row = next(book.values[sheet].iter_rows(min_row=int(cell[1:]), max_row=int(cell[1:])))
        above = next(book.values[sheet].iter_rows(min_row=int(cell[1:]) - 1, max_row=int(cell[1:])))
        assert f"{engineer}.xlsx" in [one.value for one in row]
        assert f"{engineer}.xlsx" not in [one.value for one in above]
    counts = {row["Employee ID"]: row["Problems"] for row in book.rows("Results", "Employee ID")}
    assert counts == {f"E000{n}": 2 if n in {2, 5} else 0 for n in range(1, 7)}
    assert "A count of problems leads to them." in book.words("Results")


def test_results__more_links_than_excel_allows__have_none_and_say_so(
    tmp_path: Path, with_problems: fs.Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "MOST_LINKS", 1)
    book = Book.of(with_problems, tmp_path)
    assert len(links_of(book)) == 1
    assert "Excel allows 1 links: problems counted below those have none." in book.words("Results")
    assert [row["Problems"] for row in book.rows("Results", "Employee ID")].count(2) == 2


def test_results__no_problem__no_link(tmp_path: Path, jd: fs.JobDescription) -> None:
    book = Book.of(batch(jd, 3), tmp_path)
    assert links_of(book) == {}
    assert "leads to" not in book.words("Results")


def test_most_links__are_what_xlsxwriter_takes(tmp_path: Path) -> None:
    with Workbook(tmp_path / "links.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.hlink_count = MOST_LINKS - 1
        assert sheet.write_url(0, 0, "internal:Sheet1!A1") == 0
        with pytest.warns(UserWarning, match="65,530"):
            assert sheet.write_url(1, 0, "internal:Sheet1!A1") != 0


def test_results__sorted__every_row_stays_that_of_its_engineer(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    intake = batch(jd, 12)
    path = tmp_path / "summary.xlsx"
    fs.write_summary(intake, path)
    before = engineers_of(path)
    by_file = {"change": "sort", "sheet": "Results", "area": "A5:O16", "column": 14}
    after = libreoffice.fill(path, "Results", {}, tmp_path / "sorted", changes=[by_file])
    assert engineers_of(after) == sorted(before, reverse=True) != before
    check(after, intake)
    frame = intake.to_frame().set_index("employee_id")
    for row in Book(after).rows("Results", "Employee ID"):
        total = frame["total"][row["Employee ID"]]
        shown = "–" if pd.isna(total) else pytest.approx(total / 100)
        assert row["Total"] == shown


def engineers_of(path: Path) -> list[str]:
    return [row["Employee ID"] for row in Book(path).rows("Results", "Employee ID")]


# -- what blocks, in words ---------------------------------------------------------------------


def named(jd: fs.JobDescription, *names: str) -> fs.JobDescription:
    """A JD with competencies of these names."""
    items = (
        dataclasses.replace(jd.competencies[0], code=f"C{number}", number=number, name=name)
        for number, name in enumerate(names, 1)
    )
    return dataclasses.replace(jd, competencies=tuple(items))


def test_short_names__of_the_jd(jd: fs.JobDescription) -> None:
    assert list(short_names(jd).values()) == [
        "AI Application Design", "Model Integration", "Data Engineering", "MLOps", "Cloud",
        "Domain-Specific AI Applications", "Functional & Non-Functional Coding", "Security",
        "Delivery Outcomes", "Human-Centric Power Skills", "Collaboration",
    ]  # fmt: skip


def test_short_names__same_beginning__stay_whole(jd: fs.JobDescription) -> None:
    two = named(jd, "Data, raw", "Data, clean", "Testing (unit)", "(odd)", "X" * 90)
    assert list(short_names(two).values()) == [
        "Data, raw", "Data, clean", "Testing", "(odd)", "X" * 39 + "…",
    ]  # fmt: skip


def test_short_names__told_apart_by_their_ends_alone__are_codes(jd: fs.JobDescription) -> None:
    three = named(jd, f"{'Operations ' * 4}1", f"{'Operations ' * 4}2", "Testing")
    assert list(short_names(three).values()) == ["C1", "C2", "Testing"]


def result_of(jd: fs.JobDescription, **levels: int | None) -> fs.Result:
    required: dict[str, int | None] = {
        item.code: item.required["FAIE02"] for item in jd.competencies
    }
    who = fs.Engineer("E1", "An", target_rank="FAIE02")
    return assessed(jd, who, None, required | levels)


def test_blockers__few__are_named_in_full(jd: fs.JobDescription) -> None:
    words = Blockers.of(jd).in_words(result_of(jd, AIAE08=1, AIAE04=0))
    assert words == "MLOps & Deployment +2; Security, Compliance & Responsible AI +1"


def test_blockers__many__are_named_shortly(jd: fs.JobDescription) -> None:
    words = Blockers.of(jd).in_words(result_of(jd, AIAE01=1, AIAE04=0, AIAE05=1, AIAE08=1))
    assert words == "AI Application Design +1; MLOps +2; Cloud +1; Security +1"


def test_blockers__not_rated__are_named(jd: fs.JobDescription) -> None:
    blockers = Blockers.of(jd)
    assert blockers.in_words(result_of(jd, AIAE04=None)) == "Not rated: MLOps & Deployment"
    nothing: dict[str, int | None] = dict.fromkeys((item.code for item in jd.competencies), None)
    assert blockers.in_words(result_of(jd, **nothing)) == "Not rated: all 11 competencies"
    assert blockers.in_words(result_of(jd)) == ""
