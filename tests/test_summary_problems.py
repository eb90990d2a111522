"""The summary's sheets *Problems*, *Missing* and *About*: what HR must do, and what is certain."""

from __future__ import annotations

import datetime as dt
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from effort import examples
from hypothesis import HealthCheck, given, settings
from programs import gnumeric, libreoffice, open_xml
from strategies import intakes
from summary_kit import Opened, Written

import faie_sheets as fs
from faie_sheets.layouts.summary import DATA, SHEETS
from faie_sheets.problems import Act, Kind, Place, ToDo, to_do_about
from faie_sheets.summary.book import summary_book
from faie_sheets.summary.lines import natural
from faie_sheets.summary.missing import absent
from faie_sheets.summary.problems import in_order, problem_rows

DUE = dt.date(2026, 6, 30)
DO = "What HR must do"
PROBLEM_TITLES = [
    DO, "Severity", "File", "Who", "Sheet", "Cell", "Found", "Allowed", "Fix", "Code",
]  # fmt: skip

Row = dict[str, Any]


class Sheets(Opened):
    """A summary that was written, read back sheet by sheet."""

    def rows(self, sheet: str, first: str) -> list[Row]:
        """The rows under the header row that begins with a title, by title."""
        grid: list[list[Any]]
        grid = [[cell.value for cell in row] for row in self.values[sheet].iter_rows()]
        start = next(number for number, row in enumerate(grid) if row[0] == first)
        return [dict(zip(grid[start], row, strict=True)) for row in grid[start + 1 :] if any(row)]

    def problems(self) -> list[Row]:
        return self.rows("Problems", DO)

    def missing(self) -> list[Row]:
        return self.rows("Missing", "No.")

    def files(self) -> list[Row]:
        return self.rows("About", "File")

    def facts(self) -> dict[str, Any]:
        """What stands beside each name of the sheet About."""
        return {str(row[0].value): row[1].value for row in self.values["About"].iter_rows()}

    def words(self, sheet: str) -> str:
        rows = self.values[sheet].iter_rows()
        return "\n".join(str(cell.value) for row in rows for cell in row if cell.value)


Write = Written[Sheets]


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    return Written(tmp_path_factory.mktemp("summaries"), Sheets)


def about(kind: Kind, file: str = "", cell: str = "", **facts: str) -> fs.Problem:
    """A problem whose facts are said as far as a test cares."""
    template = "".join(kind.value.sentences)
    asked = {name: name for name in ("who", "code", "name", "value", "what", "why", "other")}
    names = {part.partition("}")[0] for part in template.split("{")[1:]}
    filled = {name: facts.get(name, asked.get(name, name)) for name in names}
    return Place(file, "Assessment" if cell else "", cell).problem(kind, **filled)


def result(jd: fs.JobDescription, who: fs.Engineer, file: str) -> fs.Result:
    levels = {item.code: item.required["FAIE02"] for item in jd.competencies}
    own = fs.Assessment.of(jd, levels, engineer=who)
    return fs.score(fs.Assessment(who, own.ratings, file=file, sha256="a" * 64), jd)


AN = fs.Engineer("E1", "Nguyễn An", "DU1", target_rank="FAIE02")
BINH = fs.Engineer("E2", "Bình", "DU2", target_rank="FAIE03")
CHI = fs.Engineer("E3", "Chi", "DU2", "FAIE01", "FAIE02", "Lê Tâm", "2026 H1", "chi@example.com")


@pytest.fixture(scope="module")
def mixture(jd: fs.JobDescription) -> fs.Intake:
    """Two engineers with problems of every urgency, and files that count for nobody."""
    problems = (
        about(Kind.JD_NAME_DIFFERS, "JD.xlsx", "D7"),
        about(Kind.JD_WEIGHTS_TOTAL, "JD.xlsx", "D7"),
        about(Kind.ROSTER_RANK_UNKNOWN, "roster.xlsx", "E9"),
        about(Kind.RATING_REWORDED, "E1.xlsx", "G9"),
        about(Kind.RATING_MISSING, "E1.xlsx", "G12"),
        about(Kind.FORM_LATE, "E2.xlsx"),
        about(Kind.FORM_ID_CHANGED, "E2.xlsx", "C4"),
        about(Kind.RATING_MISSING, "E2.xlsx", "G8"),
        about(Kind.FORM_REFUSED, "E10.xlsx"),
        about(Kind.FORM_OF_A_JD_THAT_DIFFERS, "E9.xlsx"),
        about(Kind.FORM_SUPERSEDED, "E1 old.xlsx", why="it was saved last"),
        about(Kind.NOT_A_WORKBOOK, "scan 10.pdf", what="a PDF document"),
        about(Kind.FILE_PASSWORD_PROTECTED, "scan 2.pdf"),
    )
    outcomes = {
        "E2.xlsx": fs.Outcome.SCORED,
        "E1.xlsx": fs.Outcome.SCORED,
        "E1 old.xlsx": fs.Outcome.SUPERSEDED,
        "scan 2.pdf": fs.Outcome.REJECTED,
        "scan 10.pdf": fs.Outcome.REJECTED,
        "E9.xlsx": fs.Outcome.REJECTED,
        "E10.xlsx": fs.Outcome.REJECTED,
    }
    return fs.Intake(
        jd,
        (result(jd, BINH, "E2.xlsx"), result(jd, AN, "E1.xlsx")),
        tuple(fs.FileOutcome(file, "b" * 64, outcome) for file, outcome in outcomes.items()),
        problems,
        (CHI,),
        DUE,
    )


# -- what HR must do -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("jd-weights-total", "Correct the JD"),
        ("not-a-jd", "Correct the JD"),
        ("form-id-changed", "First ask whose form it is"),
        ("form-of-nobody", "First ask whose form it is"),
        ("form-refused", "First ask which form to use"),
        ("form-of-a-jd-that-differs", "Give its JD, or issue a new form"),
        ("rating-missing", "Send the form back"),
        ("form-blank", "Send the form back"),
        ("file-damaged", "Get another file"),
        ("nothing-found", "Get another file"),
        ("roster-rank-unknown", "Correct your lists"),
        ("engineer-unknown", "Correct your lists"),
        ("rating-reworded", "Have a look"),
        ("form-late", "Have a look"),
        ("nobody-knows-this-one", "Have a look"),
    ],
)
def test_to_do__by_code(code: str, words: str) -> None:
    assert to_do_about(code).words == words


def test_to_do__every_one_is_needed_and_every_kind_has_one() -> None:
    assert {to_do_about(kind.code) for kind in Kind} == set(ToDo)
    assert len({each.words for each in ToDo}) == len(ToDo)


def test_to_do__what_goes_back_is_what_write_returns_sends_back() -> None:
    back = {kind.code for kind in Kind if to_do_about(kind.code) is ToDo.SEND_BACK}
    assert back == {kind.code for kind in Kind if kind.value.follow_up.act is Act.CORRECT}


# -- Problems ------------------------------------------------------------------------------


def test_problems__most_urgent_first__errors_first__then_by_file(
    write: Write, mixture: fs.Intake
) -> None:
    rows = write(mixture).problems()
    assert [(row[DO], row["Severity"], row["File"]) for row in rows] == [
        ("Correct the JD", "Error", "JD.xlsx"),
        ("Correct the JD", "Warning", "JD.xlsx"),
        ("First ask whose form it is", "Error", "E2.xlsx"),
        ("First ask which form to use", "Error", "E10.xlsx"),
        ("Give its JD, or issue a new form", "Error", "E9.xlsx"),
        ("Send the form back", "Error", "E1.xlsx"),
        ("Send the form back", "Error", "E2.xlsx"),
        ("Get another file", "Error", "scan 2.pdf"),
        ("Get another file", "Error", "scan 10.pdf"),
        ("Correct your lists", "Error", "roster.xlsx"),
        ("Have a look", "Warning", "E1 old.xlsx"),
        ("Have a look", "Warning", "E1.xlsx"),
        ("Have a look", "Warning", "E2.xlsx"),
    ]


def test_problems__each_with_who_cell_found_allowed_and_fix(
    write: Write, mixture: fs.Intake
) -> None:
    rows = write(mixture).problems()
    assert list(rows[0]) == PROBLEM_TITLES
    problem = mixture.problems[4]
    (row,) = (row for row in rows if (row["File"], row["Cell"]) == ("E1.xlsx", "G12"))
    assert (row["Who"], row["Sheet"], row["Code"]) == ("Nguyễn An (E1)", "Assessment", problem.code)
    assert (row["Found"], row["Allowed"]) == (problem.found, problem.expected)
    assert row["Fix"] == problem.fix
    assert {row["Who"] for row in rows if row["File"] not in ("E1.xlsx", "E2.xlsx")} == {None}


def test_problems__counts__are_one_live_line(write: Write, mixture: fs.Intake) -> None:
    sheets = write(mixture)
    assert sheets.values["Problems"]["A3"].value == (
        "Correct the JD: 2  ·  First ask whose form it is: 1  ·  First ask which form to use: 1  "
        "·  Give its JD, or issue a new form: 1  ·  Send the form back: 2  ·  "
        "Get another file: 2  ·  Correct your lists: 1  ·  Have a look: 3"
    )
    assert sheets.formulas["Problems"]["A3"].data_type == "f"


def test_problems__are_a_table_with_frozen_header(write: Write, mixture: fs.Intake) -> None:
    for name, last in (("Problems", "J17"), ("Missing", "K5")):
        sheet = write(mixture).formulas[name]
        (table,) = sheet.tables.values()
        assert table.ref == table.autoFilter.ref == f"A4:{last}"
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[4]]
        assert sheet.freeze_panes == ("B5" if name == "Problems" else "D5")
        assert sheet.print_title_rows == "$4:$4"


def test_problems__group__begins_with_a_line(write: Write, mixture: fs.Intake) -> None:
    sheet = write(mixture).formulas["Problems"]
    words = [cell.value for cell in sheet["A"][4:]]
    begins = [cell.border.top.style == "medium" for cell in sheet["A"][4:]]
    assert begins == [False, *(one != two for one, two in pairwise(words))]
    # An error is told from a warning by its word and its weight, not by its colour alone.
    bold = {str(cell.value): cell.font.b for cell in sheet["B"][4:]}
    assert bold == {"Error": True, "Warning": False}


def rows_of(intake: fs.Intake) -> dict[str, int]:
    with (
        tempfile.TemporaryDirectory() as folder,
        summary_book(intake, Path(folder) / "x.xlsx", None) as book,
    ):
        return dict(problem_rows(book))


def test_problem_rows__lead_to_the_first_problem_of_each_file(
    write: Write, mixture: fs.Intake
) -> None:
    rows, sheet = rows_of(mixture), write(mixture).values["Problems"]
    assert rows.keys() == {problem.file for problem in mixture.problems}
    for file, row in rows.items():
        shown = [cell.value for cell in sheet["C"]]
        assert shown.index(file) == row


def test_problem_rows__without_a_file__lead_nowhere(jd: fs.JobDescription) -> None:
    intake = fs.Intake(jd, (), (), (about(Kind.NOTHING_FOUND), about(Kind.FILE_EMPTY, "a.xlsx")))
    assert rows_of(intake) == {"a.xlsx": 5}


@settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(intakes())
def test_problems__any_intake__all_of_them_in_order(intake: fs.Intake) -> None:
    ordered = in_order(intake)
    assert Counter(ordered) == Counter(intake.problems)
    keys = [
        (list(ToDo).index(to_do_about(p.code)), p.severity == "warning", natural(p.file))
        for p in ordered
    ]
    assert keys == sorted(keys)
    assert {person.engineer for person in absent(intake)} == set(intake.missing)


# -- Missing -------------------------------------------------------------------------------


def people(*facts: tuple[str, str, str, str]) -> tuple[fs.Engineer, ...]:
    """Engineers by ID, name, unit and assessor."""
    return tuple(
        fs.Engineer(id_, name, unit, assessor=assessor) for id_, name, unit, assessor in facts
    )


PEOPLE = people(
    ("E7", "Đào", "Unit 10", "Lê"),
    ("E6", "Cường", "", "Lê"),
    ("E5", "Bảo", "Unit 9", ""),
    ("E4", "Dung", "Unit 9", "Trần"),
    ("E3", "Ân", "Unit 9", "Trần"),
    ("E2", "An", "Unit 9", "Lê"),
)


def lacking(
    jd: fs.JobDescription,
    missing: Sequence[fs.Engineer],
    rejected: Sequence[str] = (),
    late: Sequence[fs.Engineer] = (),
) -> fs.Intake:
    files = tuple(fs.FileOutcome(file, "", fs.Outcome.REJECTED) for file in rejected)
    return fs.Intake(jd, (), files, (), tuple(missing), DUE, tuple(late))


def test_missing__by_unit_assessor_and_name(write: Write, jd: fs.JobDescription) -> None:
    rows = write(lacking(jd, PEOPLE)).missing()
    assert [row["Employee ID"] for row in rows] == ["E2", "E3", "E4", "E5", "E7", "E6"]
    assert [row["No."] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert {row[DO] for row in rows} == {"Remind"}


def test_missing__overdue_first(write: Write, jd: fs.JobDescription) -> None:
    sheets = write(lacking(jd, PEOPLE, late=PEOPLE[:2]))
    rows = sheets.missing()
    assert [row["Employee ID"] for row in rows] == ["E7", "E6", "E2", "E3", "E4", "E5"]
    assert [row[DO] for row in rows] == ["Remind (overdue)"] * 2 + ["Remind"] * 4
    assert sheets.values["Missing"]["A3"].value == "Remind (overdue): 2  ·  Remind: 4"
    assert "Due on 2026-06-30." in sheets.words("Missing")


def test_missing__whom_to_remind__and_where(write: Write, mixture: fs.Intake) -> None:
    (row,) = write(mixture).missing()
    titles = ("Name", "E-mail", "Unit", "Assessor", "Target rank", "Current rank", "Period")
    assert [row[title] for title in titles] == [
        "Chi", "chi@example.com", "DU2", "Lê Tâm", "FAIE02", "FAIE01", "2026 H1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "file",
    [
        "E2 An.xlsx",
        "e2 AN.XLSX",
        "returned/E2 An.pdf",
        "E2 An (1).xlsx",
        "E2 An - Copy.xlsx",
        "E2 An - please correct.xlsx",
        unicodedata.normalize("NFD", "E3 Ân.xlsx"),
    ],
)
def test_missing__unreadable_file_named_as_issued__is_certain(
    file: str, write: Write, jd: fs.JobDescription
) -> None:
    first, *others = write(lacking(jd, PEOPLE, [file])).missing()
    assert first[DO] == "Get another file"
    assert first["Employee ID"] in file.upper()
    assert first["Came back unreadable"] == unicodedata.normalize("NFC", file)
    assert {row["Came back unreadable"] for row in others} == {None}


@pytest.mark.parametrize(
    "file", ["An.xlsx", "E2.xlsx", "E2 Anh.xlsx", "E22 An.xlsx", "x E2 An.xlsx"]
)
def test_missing__file_that_may_be_anybodys__is_left(
    file: str, write: Write, jd: fs.JobDescription
) -> None:
    rows = write(lacking(jd, PEOPLE, [file])).missing()
    assert {(row[DO], row["Came back unreadable"]) for row in rows} == {("Remind", None)}


def test_missing__two_of_one_name__is_left(write: Write, jd: fs.JobDescription) -> None:
    twins = people(("E2", "An", "DU1", ""), ("E2", "An", "DU2", ""))
    rows = write(lacking(jd, twins, ["E2 An.xlsx"])).missing()
    assert {row["Came back unreadable"] for row in rows} == {None}


def test_missing__scored_file__is_no_unreadable_one(write: Write, jd: fs.JobDescription) -> None:
    files = (fs.FileOutcome("E2 An.xlsx", "", fs.Outcome.SUPERSEDED),)
    intake = fs.Intake(jd, (), files, (), PEOPLE[-1:])
    assert write(intake).missing()[0][DO] == "Remind"


# -- About ---------------------------------------------------------------------------------


def test_about__says_where_the_figures_come_from(
    write: Write, mixture: fs.Intake, jd: fs.JobDescription
) -> None:
    facts = write(mixture).facts()
    document = jd.document
    assert facts["Role"] == jd.role
    assert (facts["Document code"], facts["Version"]) == (document.code, document.version)
    assert facts["Effective date"] == "2026-02-01"
    assert facts["Fingerprint of what decides a score"] == jd.fingerprint
    assert facts["Points, in the words of the JD"] == jd.scoring_rule
    assert facts["Mandatory items, in the words of the JD"] == jd.mandatory_rule
    assert "level 3 of 3 at weight 15% gives 3 × 15% ÷ 3 = 15.0%" in facts["For example"]
    assert facts["Made with"] == f"faie_sheets {fs.__version__}"
    assert facts["Forms were due on"] == "2026-06-30"
    assert "--due 2026-06-30" in facts["To redo it"]
    assert "read_summary" in facts["To read it back"]
    assert "Written on" not in facts


def test_about__counts__are_live(write: Write, mixture: fs.Intake) -> None:
    sheets = write(mixture)
    counts = {
        "Engineers with a result": len(mixture.to_frame()),
        "Files handed in": len(mixture.files),
        "Problems": len(mixture.problems),
        "Missing engineers": len(mixture.missing),
    }
    rows = [row for row in sheets.values["About"].iter_rows(max_row=20) if row[0].value in counts]
    assert {str(row[0].value): row[1].value for row in rows} == counts
    formulas = sheets.formulas["About"]
    assert all(formulas[row[1].coordinate].data_type == "f" for row in rows)


def test_about__no_day_given__says_so(write: Write, jd: fs.JobDescription) -> None:
    facts = write(fs.Intake(jd, (), ())).facts()
    assert facts["Forms were due on"] == "no day was given"
    assert "--due" not in facts["To redo it"]


def test_about__says_what_every_sheet_shows_and_what_every_word_means(
    write: Write, mixture: fs.Intake
) -> None:
    sheets = write(mixture)
    facts = sheets.facts()
    assert all(facts[name] for name in (*SHEETS, DATA))
    assert [facts[each.words] for each in ToDo] == [each.why for each in ToDo]


def test_about__files__by_name_with_outcome_and_why(write: Write, mixture: fs.Intake) -> None:
    rows = write(mixture).files()
    assert [(row["File"], row["Outcome"]) for row in rows] == [
        ("E1 old.xlsx", "Superseded"),
        ("E1.xlsx", "Scored"),
        ("E2.xlsx", "Scored"),
        ("E9.xlsx", "Rejected"),
        ("E10.xlsx", "Rejected"),
        ("scan 2.pdf", "Rejected"),
        ("scan 10.pdf", "Rejected"),
    ]
    assert {row["SHA-256 of its content"] for row in rows} == {"b" * 64}
    why = {row["File"]: row["Why"] for row in rows}
    assert why["scan 10.pdf"] == "not-a-workbook: this is a PDF document, not a workbook"
    assert why["E1 old.xlsx"] == "form-superseded: who has returned another form, other"
    assert why["E1.xlsx"] is why["E2.xlsx"] is None


# -- all three, in spreadsheet programs ----------------------------------------------------


def test_nothing_wrong__each_says_so(write: Write, jd: fs.JobDescription) -> None:
    sheets = write(fs.Intake(jd, (), ()))
    assert "No problem was found" in sheets.words("Problems")
    assert "Nobody is known to be missing" in sheets.words("Missing")
    assert "No file was handed in" in sheets.words("About")
    facts = sheets.facts()
    assert facts["Engineers with a result"] == facts["Files handed in"] == 0


@pytest.mark.parametrize("program", [libreoffice, gnumeric])
@pytest.mark.parametrize("full", [True, False])
def test_live_figures__program_computes_what_is_stored(
    program: ModuleType, full: bool, write: Write, mixture: fs.Intake, tmp_path: Path
) -> None:
    sheets = write(mixture if full else fs.Intake(mixture.jd, (), ()))
    fresh = Sheets(program.recalculate(sheets.path, tmp_path / "out"))
    live = [
        (name, cell.coordinate)
        for name in ("Problems", "Missing", "About")
        for row in sheets.formulas[name].iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(live) == (6 if full else 4)
    for name, cell in live:
        assert fresh.values[name][cell].value == sheets.values[name][cell].value, (name, cell)


def test_excel__opens_it_without_repair(write: Write, mixture: fs.Intake) -> None:
    path = write(mixture).path
    assert [*open_xml.faults(path), *open_xml.excel_limits(path)] == []
