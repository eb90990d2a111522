"""The summary workbook: every figure, every sheet, and what people may have written into it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from summary_kit import Opened, Written

import faie_sheets as fs
from faie_sheets.problems import Kind, Place
from faie_sheets.summary.write import write_summary
from faie_sheets.workbook.write.streamed import StreamedWorksheet

SHEETS = [
    "Overview", "Results", "Matrix", "Gaps", "One level away", "Gap list", "Self vs assessor",
    "Both ratings", "Problems", "Missing", "About",
]  # fmt: skip
PLAIN_OLD_FUNCTIONS = {
    "COLUMNS", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "IF", "INDEX", "MATCH", "SUM", "SUMIF",
    "SUMPRODUCT",
}  # fmt: skip

LEVELS = 5
"""Column of the first competency in the matrix, counted from 0."""

Levels = Mapping[str, int | None]
Grid = list[list[Any]]


def _unescaped(value: Any) -> Any:
    """A value without the escape of an escape, which openpyxl leaves in."""
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


class Summary(Opened):
    """A summary that was written, read back as values and as formulas."""

    def grid(self, sheet: str) -> Grid:
        return [[_unescaped(cell.value) for cell in row] for row in self.values[sheet].iter_rows()]

    def words(self, sheet: str) -> str:
        return "\n".join(str(value) for row in self.grid(sheet) for value in row if value)

    def rows(self, sheet: str, header: str) -> list[dict[str, Any]]:
        """The rows under the header row that begins with this title, by title."""
        grid = self.grid(sheet)
        start = next(number for number, row in enumerate(grid) if row[0] == header)
        titles = grid[start]
        return [dict(zip(titles, row, strict=True)) for row in grid[start + 1 :] if any(row)]

    def results(self) -> list[dict[str, Any]]:
        return self.rows("Results", "Employee ID")

    def result(self, name: str) -> dict[str, Any]:
        return next(row for row in self.results() if row["Name"] == name)

    def matrix_row(self, id_: str, *, formulas: bool = False) -> list[Any]:
        """The cells of an engineer's row of the matrix."""
        book = self.formulas if formulas else self.values
        return next(list(row) for row in book["Matrix"].iter_rows() if row[0].value == id_)

    def tile(self, caption: str) -> Any:
        """The figure that stands over a caption of the overview."""
        grid = self.grid("Overview")
        number, row = next((n, row) for n, row in enumerate(grid) if caption in row)
        return grid[number - 1][row.index(caption)]


Write = Written[Summary]


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    return Written(tmp_path_factory.mktemp("summaries"), Summary)


def required(jd: fs.JobDescription, rank: str, **changed: int | None) -> dict[str, int | None]:
    return {item.code: item.required.get(rank, 0) for item in jd.competencies} | changed


def assessment(
    jd: fs.JobDescription,
    engineer: fs.Engineer,
    own: Levels | None = None,
    assessor: Levels | None = None,
) -> fs.Assessment:
    """An assessment with the levels of either rater or both, as a file would give it."""
    file = f"{engineer.id}.xlsx"
    both = [
        fs.Assessment.of(jd, levels or {}, rater=rater).ratings_by(rater).values()
        for rater, levels in ((fs.Rater.SELF, own), (fs.Rater.ASSESSOR, assessor))
    ]
    ratings = tuple(rating for ratings in both for rating in ratings)
    return fs.Assessment(engineer, ratings, file=file, sha256=file.encode().hex().zfill(64))


def intake_of(
    jd: fs.JobDescription,
    *assessments: fs.Assessment,
    problems: Iterable[fs.Problem] = (),
    missing: Iterable[fs.Engineer] = (),
    other_files: Iterable[fs.FileOutcome] = (),
) -> fs.Intake:
    results = tuple(fs.score(one, jd) for one in assessments)
    outcomes = {"complete": fs.Outcome.SCORED, "incomplete": fs.Outcome.INCOMPLETE}
    files = [
        fs.FileOutcome(one.assessment.file, one.assessment.sha256, outcomes[str(one.status)])
        for one in results
    ]
    return fs.Intake(jd, results, (*files, *other_files), tuple(problems), tuple(missing))


def engineer(number: int, name: str, target: str = "FAIE02", unit: str = "DU1") -> fs.Engineer:
    return fs.Engineer(f"E{number}", name, unit, "FAIE01", target, "Lê Tâm", "2026 H1")


@pytest.fixture(scope="module")
def mixture(jd: fs.JobDescription) -> fs.Intake:
    """Five engineers of two units, one of each kind, and files that count for nobody."""
    level2 = required(jd, "FAIE02")
    rejected = Place("scan.xlsx").problem(Kind.NOT_A_WORKBOOK, what="a PDF document")
    empty = Place("E4.xlsx", "Assessment", "F12").problem(
        Kind.RATING_MISSING, rater="self", code="AIAE04", name="MLOps", allowed="0 to 3", hint=""
    )
    return intake_of(
        jd,
        assessment(jd, engineer(1, "An"), level2, required(jd, "FAIE02", AIAE08=1)),
        assessment(jd, engineer(2, "Bình", unit="DU2"), level2),
        assessment(jd, engineer(3, "Chi", "FAIE03"), None, required(jd, "FAIE01")),
        assessment(jd, engineer(4, "Dung"), required(jd, "FAIE02", AIAE04=None)),
        assessment(jd, engineer(5, "Em", "FAIE01"), required(jd, "FAIE01", AIAE05=0)),
        problems=(empty, rejected),
        missing=(engineer(6, "Phúc"), engineer(7, "Giang", unit="DU2")),
        other_files=(
            fs.FileOutcome("E2 old.xlsx", "a" * 64, fs.Outcome.SUPERSEDED),
            fs.FileOutcome("scan.xlsx", "", fs.Outcome.REJECTED),
        ),
    )


def test_summary__any__has_its_sheets_and_opens_at_the_overview(
    write: Write, mixture: fs.Intake
) -> None:
    book = write(mixture).formulas
    assert book.sheetnames == [*SHEETS, "_data"]
    assert book.active is not None
    assert book.active.title == "Overview"
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == SHEETS


def test_summary__any__prints_on_a4_landscape_one_page_wide(
    write: Write, mixture: fs.Intake
) -> None:
    book = write(mixture).formulas
    for sheet in (book[name] for name in SHEETS):
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == (None if sheet.title == "Overview" else 0)


def test_summary__worked_figures__total_and_rank(write: Write, mixture: fs.Intake) -> None:
    summary = write(mixture)
    first, second = summary.result("An"), summary.result("Bình")
    assert first["Total"] == pytest.approx(float(Fraction(193, 300)), abs=1e-15)
    assert (first["Rank attained"], first["Verdict"]) == ("FAIE01", "Not met")
    assert first["What blocks the target"] == "Security, Compliance & Responsible AI +1"
    assert (second["Total"], second["Rank attained"]) == (0.66, "FAIE02")
    assert (second["Verdict"], second["What blocks the target"]) == ("Met", None)
    assert first["Self total"] == 0.66
    assert first["Assessor total"] == first["Total"]


def test_summary__requirements__total_34_66_and_98_percent(
    write: Write, mixture: fs.Intake, jd: fs.JobDescription
) -> None:
    summary = write(mixture)
    total = LEVELS + len(jd.competencies)
    for rank, percent in (("FAIE01", 0.34), ("FAIE02", 0.66), ("FAIE03", 0.98)):
        row = summary.matrix_row(f"{rank} requires")
        assert [cell.value for cell in row[LEVELS:total]] == [
            item.required[rank] for item in jd.competencies
        ]
        assert row[total].value == pytest.approx(percent, abs=1e-15)


def test_summary__missing_rating__no_total(write: Write, mixture: fs.Intake) -> None:
    row = write(mixture).result("Dung")
    assert (row["Status"], row["Total"], row["Rank attained"]) == ("Incomplete", "–", "–")
    assert row["Verdict"] == "Not decided"
    assert row["What blocks the target"] == "Not rated: MLOps & Deployment"


def test_summary__missing_rating__empty_cell_not_zero(write: Write, mixture: fs.Intake) -> None:
    summary = write(mixture)
    row = summary.matrix_row("E4")
    assert row[LEVELS + 3].value is None
    assert all(cell.value in (None, "") for cell in row[LEVELS + 11 : -1])


def test_summary__level_zero__is_a_rating(write: Write, mixture: fs.Intake) -> None:
    summary = write(mixture)
    assert summary.matrix_row("E5")[LEVELS + 4].value == 0
    assert summary.result("Em")["Status"] == "Complete"
    assert summary.result("Em")["Rank attained"] == "None"


def test_summary__self_alone__is_provisional(write: Write, mixture: fs.Intake) -> None:
    summary = write(mixture)
    assert summary.result("Bình")["Basis"] == "Self (provisional)"
    assert summary.result("An")["Basis"] == "Assessor"


def test_summary__overview__counts_files_and_names_the_period(
    write: Write, mixture: fs.Intake
) -> None:
    summary = write(mixture)
    figures = {
        "Files returned": 7, "Scored": 4, "Incomplete": 1, "Rejected": 1, "Superseded": 1,
        "Missing": 2, "Provisional results": 2, "Meet their target": 1,
    }  # fmt: skip
    for caption, figure in figures.items():
        assert summary.tile(caption) == figure, caption
    assert "meet their target rank: 1 of 4." in summary.words("Overview")
    assert "period 2026 H1" in summary.words("Overview")


def test_summary__formulas__are_plain_old_and_carry_their_values(
    write: Write, mixture: fs.Intake
) -> None:
    path = write(mixture).path
    count = 0
    with zipfile.ZipFile(path) as archive:
        for number in range(1, len(SHEETS) + 1):
            xml = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            for cell in re.findall(r"<c [^>]*><f[^>]*>.*?</c>", xml):
                count += 1
                formula, value = re.findall(r"<f>(.*?)</f><v>(.*?)</v>", cell)[0]
                assert value or 't="str"' in cell, cell
                assert set(re.findall(r"([A-Z.]+)\(", formula)) <= PLAIN_OLD_FUNCTIONS
                assert "[" not in formula
                # FALSE>0 is TRUE in Excel and FALSE in LibreOffice
                assert not re.search(r"=[^()]*\)+&[lg]t;", formula), formula
                assert "#" not in value
    assert count > 100


def test_summary__totals__are_live(write: Write, mixture: fs.Intake) -> None:
    summary = write(mixture)
    results: Worksheet = summary.formulas["Results"]
    for number in range(5, 10):
        for column in "FGI":
            assert str(results[f"{column}{number}"].value).startswith("=IF(")
    total = summary.matrix_row("E1", formulas=True)[LEVELS + 11].value
    assert "SUMPRODUCT(" in total
    assert "COUNT(" in total
    for row in summary.formulas["Overview"].iter_rows(min_row=8):
        for cell in row:
            assert not isinstance(cell.value, (int, float)), cell.coordinate


def test_summary__results__are_a_table_with_frozen_header(write: Write, mixture: fs.Intake) -> None:
    sheet = write(mixture).formulas["Results"]
    (table,) = sheet.tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A4:O9", "A4:O9")
    assert [column.name for column in table.tableColumns] == [c.value for c in sheet[4]]
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"


def test_summary__engineers__stand_in_the_order_of_unit_and_name(
    write: Write, jd: fs.JobDescription
) -> None:
    people = [
        engineer(1, "Đặng Ân", unit="Unit 10"),
        engineer(2, "Dung", unit="Unit 9"),
        engineer(3, "Đào", unit="Unit 9"),
        engineer(4, "Bình", unit=""),
    ]
    intake = intake_of(jd, *(assessment(jd, who, required(jd, "FAIE01")) for who in people))
    summary = write(intake)
    assert [row["Name"] for row in summary.results()] == ["Đào", "Dung", "Đặng Ân", "Bình"]
    ids = [row[0] for row in summary.grid("Matrix")]
    assert [value for value in ids if value and value in "E1E2E3E4"] == ["E3", "E2", "E1", "E4"]


def test_summary__problems__are_counted_by_file(write: Write, mixture: fs.Intake) -> None:
    summary = write(mixture)
    assert summary.result("Dung")["Problems"] == 1
    assert summary.result("An")["Problems"] == 0


def test_summary__written_given__shows_the_day(write: Write, mixture: fs.Intake) -> None:
    summary = write(mixture, written=dt.date(2026, 7, 1))
    assert "written 2026-07-01" in summary.words("Overview")
    assert "2026-07-01" in summary.words("About")


def test_summary__nobody__says_so_on_every_sheet(write: Write, jd: fs.JobDescription) -> None:
    summary = write(fs.Intake(jd, (), ()))
    assert "No complete assessment" in summary.words("Overview")
    assert summary.tile("Files returned") == summary.tile("Missing") == 0
    assert "No assessment could be read" in summary.words("Results")
    assert "nobody is short of one" in summary.words("Gaps")
    assert "Nobody is one level" in summary.words("One level away")
    assert "No rating is below" in summary.words("Gap list")
    assert "No assessor has rated anybody" in summary.words("Self vs assessor")
    assert "No engineer has been rated by both" in summary.words("Both ratings")
    assert "No problem was found" in summary.words("Problems")
    assert "Nobody is known to be missing" in summary.words("Missing")
    assert "No file was handed in" in summary.words("About")


def test_summary__nothing_rated__names_all_in_one(write: Write, jd: fs.JobDescription) -> None:
    row = write(intake_of(jd, assessment(jd, engineer(1, "An")))).result("An")
    assert row["What blocks the target"] == "Not rated: all 11 competencies"


@pytest.mark.parametrize("target", ["", "Principal", "faie02"])
def test_summary__unknown_target__meets_nothing_and_counts_as_other(
    target: str, write: Write, jd: fs.JobDescription
) -> None:
    who = engineer(1, "An", target)
    summary = write(intake_of(jd, assessment(jd, who, required(jd, "FAIE02"))))
    row = summary.result("An")
    assert row["Target rank"] == (f"{target} (unknown)" if target else "–")
    assert (row["Rank attained"], row["Verdict"]) == ("FAIE02", "Not decided")
    others = summary.rows("Overview", "Target rank")[6]
    assert (others["Target rank"], others["FAIE02"], others["All"]) == ("Other or none", 0, 1)
    assert summary.rows("Overview", "Unit")[0]["No target"] == 1


HOSTILE = [
    '=HYPERLINK("http://example.com","x")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "http://example.com",
    "mailto:x@example.com",
    "<r>boom</r>",
    "<r><t>x</t></r>",
    "_x0041_ & <b>",
    "#N/A",
    "12345",
    "X" * 300,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_summary__text_from_people__stays_text(
    text: str, write: Write, jd: fs.JobDescription
) -> None:
    who = fs.Engineer(text, text, text, text, "FAIE02", text, text)
    problem = fs.Problem("x", fs.Severity.ERROR, text, text, text, text, text, text)
    intake = intake_of(
        jd,
        assessment(jd, who, required(jd, "FAIE01"), required(jd, "FAIE02")),
        problems=[problem],
        missing=[who],
    )
    summary = write(intake)
    for sheet in summary.formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert not cell.hyperlink
                if str(cell.value).startswith(text):
                    assert cell.data_type in {"s", "inlineStr"}, f"{sheet.title}!{cell.coordinate}"
    (result,) = summary.results()
    assert [str(result[title]).rstrip() for title in ("Employee ID", "Name", "Unit")] == [text] * 3
    assert summary.rows("Problems", "What HR must do")[0]["Found"].rstrip() == text
    assert summary.rows("Missing", "No.")[0]["Assessor"].rstrip() == text
    (unit, everybody) = summary.rows("Overview", "Unit")[:2]
    assert unit["Engineers"] == everybody["Engineers"] == 1


def test_summary__formula_like_name__stays_text_when_edited(
    write: Write, jd: fs.JobDescription
) -> None:
    intake = intake_of(jd, assessment(jd, engineer(1, "=1+1"), required(jd, "FAIE01")))
    cell = write(intake).formulas["Results"]["B5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_summary__endless_text__ends_in_an_ellipsis(write: Write, jd: fs.JobDescription) -> None:
    intake = intake_of(
        jd,
        assessment(jd, engineer(1, "x" * 40_000), required(jd, "FAIE01")),
        assessment(jd, engineer(2, "😀" * 20_000), required(jd, "FAIE01")),
    )
    for row in write(intake).results():
        assert row["Name"].endswith("…")
        assert len(row["Name"].encode("utf-16-le")) // 2 <= 32_767


def test_summary__unprintable_name__is_made_printable(write: Write, jd: fs.JobDescription) -> None:
    intake = intake_of(
        jd, assessment(jd, engineer(1, "a\ud800b\x01c\u202ed\nAn"), required(jd, "FAIE01"))
    )
    assert write(intake).results()[0]["Name"] == "a�b�c�d An"


def test_summary__decomposed_name__is_composed(write: Write, jd: fs.JobDescription) -> None:
    name, unit = "Nguyễn Thị Hồng", "Trung tâm Ấn"
    people = [
        engineer(1, unicodedata.normalize("NFD", name), unit=unicodedata.normalize("NFD", unit)),
        engineer(2, "Trần An", unit=unit.upper()),
    ]
    intake = intake_of(jd, *(assessment(jd, who, required(jd, "FAIE01")) for who in people))
    summary = write(intake)
    assert {row["Name"] for row in summary.results()} == {name, "Trần An"}
    assert {row["Unit"] for row in summary.results()} == {unit}
    assert summary.rows("Overview", "Unit")[0]["Engineers"] == 2


def test_summary__another_jd__any_number_of_ranks_and_competencies(write: Write) -> None:
    scale = tuple(fs.Level(n, f"text {n}", f"{n}: text {n}") for n in range(5))
    items = tuple(
        fs.Competency(
            f"C{n}", n, f"Skill {n}", weight, levels=scale, required={"B": n, "C": 4, "E": 3}
        )
        for n, weight in ((1, Fraction(100, 3)), (2, Fraction(200, 3)))
    )
    ranks = tuple(fs.Rank(code, f"Rank {code}") for code in "ABCDE")
    jd = fs.JobDescription("Baker & Co", fs.Document(), ranks, items)
    who = engineer(1, "An", "C")
    summary = write(intake_of(jd, assessment(jd, who, {"C1": 3, "C2": 3})))
    row = summary.result("An")
    # D requires nothing and E is met, so that C, which is not, does not stand in the way.
    assert (row["Rank attained"], row["Total"], row["Verdict"]) == ("E", 0.75, "Not met")
    assert row["What blocks the target"] == "Skill 1 +1; Skill 2 +1"
    short = {
        code.value: cell.value
        for code, cell in zip(
            summary.values["Matrix"][5][9:14], summary.matrix_row("E1")[9:14], strict=True
        )
    }
    assert short == {"E": 0, "D": 0, "C": 2, "B": 0, "A": 0}


def test_summary__competency_without_scale__divides_by_nothing(
    write: Write, jd: fs.JobDescription
) -> None:
    bare = dataclasses.replace(jd.competencies[0], levels=(), required={})
    broken = dataclasses.replace(jd, competencies=(bare, *jd.competencies[1:]))
    levels = required(jd, "FAIE02", AIAE01=None)
    summary = write(intake_of(broken, assessment(broken, engineer(1, "An"), levels)))
    assert summary.result("An")["Total"] == "–"
    assert summary.matrix_row("Points per level (weight ÷ top level)")[LEVELS].value == 0


def test_summary__jd_without_competencies__is_refused(tmp_path: Path) -> None:
    jd = fs.JobDescription("Nothing", fs.Document(), (), ())
    with pytest.raises(ValueError, match="no competencies"):
        write_summary(fs.Intake(jd, (), ()), tmp_path / "summary.xlsx")
    assert not list(tmp_path.iterdir())


def test_summary__same_intake__same_bytes(tmp_path: Path, mixture: fs.Intake) -> None:
    write_summary(mixture, tmp_path / "one.xlsx")
    write_summary(mixture, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_summary__too_many_rows__keeps_the_old_file(
    tmp_path: Path, mixture: fs.Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "summary.xlsx"
    path.write_bytes(b"the old one")
    original = StreamedWorksheet._initialize

    def small(sheet: StreamedWorksheet, init_data: dict[str, Any]) -> None:
        original(sheet, init_data)
        sheet.xls_rowmax = 7

    monkeypatch.setattr(StreamedWorksheet, "_initialize", small)
    with pytest.raises(ValueError, match="cannot be written"):
        write_summary(mixture, path)
    assert path.read_bytes() == b"the old one"
    assert [file.name for file in tmp_path.iterdir()] == ["summary.xlsx"]


def test_summary__samples__are_all_accounted_for(
    write: Write, samples: Path, jd: fs.JobDescription
) -> None:
    intake = fs.read_forms(samples / "filled", jd, roster=fs.read_roster(samples / "roster.xlsx"))
    summary = write(intake)
    assert len(summary.results()) == len(intake)
    assert len(summary.rows("Problems", "What HR must do")) == len(intake.problems)
    assert summary.tile("Files returned") == len(intake.files)
    outcomes = {outcome: summary.tile(str(outcome).capitalize()) for outcome in fs.Outcome}
    assert outcomes == {outcome: intake.count(outcome) for outcome in fs.Outcome}
    frame = intake.to_frame().set_index("file")
    for row in summary.results():
        total = frame["total"][row["File"]]
        shown = "–" if pd.isna(total) else pytest.approx(total / 100, abs=1e-12)
        assert row["Total"] == shown
