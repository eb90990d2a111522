"""The roster: who is to be assessed, however HR's list is spelled and saved."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from grid import workbook

import faie_sheets as fs
from faie_sheets import Engineer, Kind, Problem, Roster, Severity, UnusableSourceError
from faie_sheets.layouts.roster import HEADERS, LABELS
from faie_sheets.problems import Place

PERSON = Engineer(
    "E1", "Nguyễn Thị Ánh", "R&D", "FAIE01", "FAIE02", "Lê Hoài Nam", "2026 H1", "an@example.com"
)


def roster(markdown: str) -> Roster:
    return fs.read_roster(workbook(markdown))


def refused(data: bytes) -> Problem:
    with pytest.raises(UnusableSourceError) as caught:
        fs.read_roster(data)
    (problem,) = caught.value.problems
    return problem


def test_sample__has_fourteen_engineers(samples: Path) -> None:
    read = fs.read_roster(samples / "roster.xlsx")
    assert (len(read), read.file, read.problems) == (14, "roster.xlsx", ())
    assert [engineer.id for engineer in read] == [f"E{number}" for number in range(1001, 1015)]
    assert read.engineers[0] == Engineer(
        *("E1001", "Nguyễn Minh Anh", "Applied AI", "FAIE01", "FAIE02"),
        *("Lê Hoài Nam", "2026 H1", "e1001@example.com"),
    )
    assert read.engineers[2].current_rank == ""


# -- headers -------------------------------------------------------------------------------------

VALUES = {
    "id": PERSON.id,
    "name": PERSON.name,
    "unit": PERSON.unit,
    "current_rank": PERSON.current_rank,
    "target_rank": PERSON.target_rank,
    "assessor": PERSON.assessor,
    "period": PERSON.period,
    "email": PERSON.email,
}


@pytest.mark.parametrize(
    ("field", "header"),
    [(field, header) for field, spellings in HEADERS.items() for header in spellings],
)
def test_header__every_spelling__in_any_case_is_understood(field: str, header: str) -> None:
    headers = {**LABELS, field: f"{header.upper()}:"}
    rows = [list(headers.values()), [VALUES[name] for name in headers]]
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    assert roster(f"# Staff\n{table}").engineers == (PERSON,)


def test_headers__no_spelling__means_two_fields() -> None:
    spellings = [header for known in HEADERS.values() for header in known]
    assert len(spellings) == len(set(spellings))


def test_headers__as_the_library_writes_them__are_understood() -> None:
    assert set(LABELS) == set(HEADERS)
    assert all(label.casefold() in HEADERS[field] for field, label in LABELS.items())


@pytest.mark.parametrize(
    "header", ["Employee&nbsp;ID", "  EMPLOYEE <br> ID  ", "employee  id *", "Employee ID:"]
)
def test_header__spaced_or_marked__is_understood(header: str) -> None:
    assert len(roster(f"# S\n| {header} | Target rank |\n| E1 | FAIE01 |")) == 1


def test_header__decomposed_vietnamese__is_understood() -> None:
    header = unicodedata.normalize("NFD", "Mã nhân viên | Cấp bậc mục tiêu | Họ và tên")
    read = roster(f"# S\n| {header} |\n| E1 | FAIE01 | {unicodedata.normalize('NFD', 'Ánh')} |")
    assert read.engineers == (Engineer("E1", "Ánh", target_rank="FAIE01"),)


def test_list__below_a_title_on_a_later_sheet__is_found() -> None:
    read = roster("""
        # Notes
        | Send by Friday |

        # Staff @ C4
        | List of staff | as of | 2026-02-01 |
        |               |       |            |
        | Target rank   | Notes | Staff code |
        | FAIE01        | new   | E7         |
    """)
    assert read.engineers == (Engineer("E7", target_rank="FAIE01"),)
    assert read.problems == ()


def test_columns__unknown__are_left_alone() -> None:
    read = roster("# S\n| ID | Salary | Target rank |\n| E1 | 12345 | FAIE01 |\n| | 999 | |")
    assert read.engineers == (Engineer("E1", target_rank="FAIE01"),)
    assert read.problems == ()


# -- values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "employee_id"),
    [("1001", "1001"), ("1001.0", "1001"), ('"1001"', "1001"), ('"007"', "007"), ('" E1 "', "E1")],
)
def test_id__number_or_text__is_text_without_decimals(cell: str, employee_id: str) -> None:
    read = roster(f"# S\n| ID | Target rank |\n| {cell} | FAIE01 |")
    assert [engineer.id for engineer in read] == [employee_id]


def test_rows__empty__are_passed_over() -> None:
    read = roster("# S\n| ID | Target |\n| | |\n| E1 | FAIE01 |\n| | |\n| E2 | FAIE01 |")
    assert [engineer.id for engineer in read] == ["E1", "E2"]
    assert read.problems == ()


def test_headers__without_a_row__are_told() -> None:
    read = roster("# S\n| ID | Target rank |")
    assert read.engineers == ()
    (problem,) = read.problems
    assert (problem.code, problem.sheet) == (Kind.ROSTER_EMPTY.code, "S")


@pytest.mark.parametrize(
    "header",
    ["| Employee_ID | TargetRank | full_name |", "| EMPLOYEE-ID | target.rank | Full Name |"],
)
def test_headers__words_joined_in_other_ways__are_understood(header: str) -> None:
    read = roster(f"# S\n{header}\n| E1 | FAIE02 | An |")
    assert read.engineers == (Engineer("E1", "An", target_rank="FAIE02"),)


def test_roster__on_two_sheets__nobody_is_left_out() -> None:
    head = "| ID | Target rank |"
    read = roster(f"# A\n{head}\n| E1 | FAIE02 |\n\n# B\n{head}\n| E2 | FAIE03 |")
    assert [engineer.id for engineer in read] == ["E1", "E2"]


def test_roster__header_again_further_down__is_no_engineer() -> None:
    head = "| ID | Target rank |"
    read = roster(f"# A\n{head}\n| E1 | FAIE02 |\n{head}\n| E2 | FAIE03 |")
    assert [engineer.id for engineer in read] == ["E1", "E2"]
    assert read.problems == ()


def test_places__say_where_the_ranks_stand() -> None:
    read = roster("# Staff @ B3\n| ID | Current rank | Target rank |\n| E1 | FAIE01 | FAIE02 |")
    assert read.places == {
        ("E1", "current_rank"): Place("<bytes>", "Staff", "C4"),
        ("E1", "target_rank"): Place("<bytes>", "Staff", "D4"),
    }


def test_rank__that_no_jd_may_know__is_kept_for_later() -> None:
    assert roster("# S\n| ID | Target |\n| E1 | boss |").engineers[0].target_rank == "boss"


# -- what is wrong -------------------------------------------------------------------------------


def test_id__repeated__only_the_first_one_counts() -> None:
    read = roster("""
        # Staff
        | ID | Name | Target rank |
        | E1 | An   | FAIE01      |
        | e1 | Bình | FAIE02      |
        | E2 | Chi  | FAIE01      |
        | E1 | Dung | FAIE01      |
    """)
    assert [engineer.name for engineer in read] == ["An", "Chi"]
    assert [(p.code, p.sheet, p.cell) for p in read.problems] == [
        (Kind.ROSTER_ID_REPEATED.code, "Staff", "A3"),
        (Kind.ROSTER_ID_REPEATED.code, "Staff", "A5"),
    ]
    assert read.problems[0].found == "the employee ID “e1” appears a second time"
    assert read.problems[0].expected == "each ID once (first in Staff!A2)"


def test_id__repeated_as_number_and_text__is_the_same() -> None:
    read = roster('# S\n| ID | Target rank |\n| 1001 | FAIE01 |\n| "1001" | FAIE01 |')
    assert len(read) == 1
    assert [problem.code for problem in read.problems] == [Kind.ROSTER_ID_REPEATED.code]


@pytest.mark.parametrize(
    ("row", "cell", "found"),
    [
        ("|    | An | FAIE01 |", "A2", "Employee ID is missing for “An”"),
        ("|    |    | FAIE01 |", "A2", "Employee ID is missing for this row"),
        ("| E1 | An |        |", "C2", "Target rank is missing for “An (E1)”"),
        ("| E1 |    |        |", "C2", "Target rank is missing for “E1”"),
    ],
)
def test_field__missing__names_the_cell_and_who(row: str, cell: str, found: str) -> None:
    read = roster(f"# Staff\n| ID | Name | Target rank |\n{row}")
    (problem,) = read.problems
    assert read.engineers == ()
    assert (problem.code, problem.severity) == (Kind.ROSTER_FIELD_MISSING.code, Severity.ERROR)
    assert (problem.sheet, problem.cell) == ("Staff", cell)
    assert problem.found == found


def test_ids__missing_from_several_rows__are_not_repeated() -> None:
    read = roster("# S\n| ID | Target rank |\n| | FAIE01 |\n| | FAIE01 |")
    assert [problem.code for problem in read.problems] == [Kind.ROSTER_FIELD_MISSING.code] * 2
    assert [problem.expected for problem in read.problems] == ["an employee ID"] * 2


def test_row__with_several_faults__reports_them_all() -> None:
    read = roster("# S\n| ID | Name | Target rank |\n| | An | |\n| E2 | Bình | FAIE01 |")
    assert [problem.cell for problem in read.problems] == ["A2", "C2"]
    assert [problem.expected for problem in read.problems] == ["an employee ID", "a rank code"]
    assert [engineer.id for engineer in read] == ["E2"]


@pytest.mark.parametrize(
    ("table", "hint"),
    [
        ("| Emplyee ID | Target rank |", "; did you mean S!A1 “Emplyee ID”?"),
        ("| Employee ID | Traget rank |", "; did you mean S!B1 “Traget rank”?"),
        ("| Employee no | Target rnk |", "; did you mean S!B1 “Target rnk”?"),
        ("| Employee name | Rank |", "put the headers above the list"),
        ("| Item | Amount |", "put the headers above the list"),
        ("| Employee ID |\n| Target rank |", "put the headers above the list"),
    ],
)
def test_headers__not_found__names_the_near_miss(table: str, hint: str) -> None:
    problem = refused(workbook(f"# S\n{table}"))
    assert problem.code == Kind.ROSTER_NO_HEADER.code
    assert problem.expected == "a row with “Employee ID” and “Target rank”"
    assert problem.fix.endswith(hint)


def test_jd__given_for_a_roster__is_refused(samples: Path) -> None:
    problem = refused((samples / "FAIE_JD.xlsx").read_bytes())
    assert problem.code == Kind.ROSTER_NO_HEADER.code


# -- CSV -----------------------------------------------------------------------------------------

CSV = "Mã nhân viên{0}Full name{0}Target rank\r\n1001{0}Nguyễn Thị Ánh{0}FAIE02\r\n"
READ = (Engineer("1001", "Nguyễn Thị Ánh", target_rank="FAIE02"),)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv__any_separator_and_encoding__is_read(separator: str, encoding: str) -> None:
    assert fs.read_roster(CSV.format(separator).encode(encoding)).engineers == READ


def test_csv__vietnamese_windows__is_read() -> None:
    data = "Ma\u0303 nv;Full name;Target rank\r\n1001;Nguyê\u0303n Thi\u0323 A\u0301nh;FAIE02\r\n"
    assert fs.read_roster(data.encode("cp1258")).engineers == READ


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("title", ["Danh sách", "Staff of R&D, first half", "\r\n\r\nStaff"])
def test_csv__title_above_the_headers__is_passed_over(separator: str, title: str) -> None:
    data = f"{title}\r\n{CSV.format(separator)}".encode()
    assert fs.read_roster(data).engineers == READ


def test_csv__problem__names_file_and_cell_without_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("ID,Target rank\nE1,FAIE01\nE1,FAIE01\n")
    (problem,) = fs.read_roster(path).problems
    assert problem.where == "roster.csv, A3"
    assert problem.expected == "each ID once (first in A2)"


def test_csv__near_miss__names_the_cell_without_a_sheet() -> None:
    problem = refused(b"Emplyee ID,Target rank\nE1,FAIE01\n")
    assert problem.fix.endswith("; did you mean A1 “Emplyee ID”?")


def test_csv__guarded_by_a_spreadsheet__loses_its_guard() -> None:
    data = b"ID,Name,Target rank\n'-7,'=An,FAIE01\n"
    assert fs.read_roster(data).engineers == (Engineer("-7", "=An", target_rank="FAIE01"),)


def test_file_object__is_read() -> None:
    assert fs.read_roster(io.BytesIO(CSV.format(";").encode())).engineers == READ


# -- the record ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("engineer", "who"),
    [(Engineer("E1", "An"), "An (E1)"), (Engineer("E1"), "E1"), (Engineer("", "An"), "An")],
)
def test_engineer__as_messages_name_them(engineer: Engineer, who: str) -> None:
    assert engineer.who == who


def test_roster__as_a_frame__has_a_row_an_engineer(samples: Path) -> None:
    frame = fs.read_roster(samples / "roster.xlsx").to_frame()
    assert list(frame["id"]) == [f"E{number}" for number in range(1001, 1015)]
    assert list(frame.columns) == list(LABELS)
