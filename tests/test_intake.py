"""``read_forms``: a batch of files, every one of them accounted for once."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
import shutil
from pathlib import Path

import pytest
from forms_kit import (
    AN,
    CODES,
    JD,
    at,
    blank,
    by_both,
    chosen,
    filled,
    issue,
    kinds,
    only,
    packed,
    parts,
    required,
    roster,
    without,
)

import faie_sheets as fs

SCORED, INCOMPLETE, REJECTED, SUPERSEDED = fs.Outcome
FILLED = fs.builtin.FILLED_PATH
FULL = required("FAIE02")


def outcomes(intake: fs.Intake) -> dict[str, fs.Outcome]:
    """File → outcome; no file stands twice."""
    assert len({file.file for file in intake.files}) == len(intake.files)
    return {file.file: file.outcome for file in intake.files}


def form_of(employee: str, name: str = "", **cells: object) -> bytes:
    """A complete form of an engineer."""
    form = issue(fs.Engineer(employee, name, target_rank="FAIE02"))
    return filled(chosen(FULL) | {at(code): value for code, value in cells.items()}, form)


def saved_on(data: bytes, stamp: str) -> bytes:
    """A form that says when it was saved."""
    contents = parts(data)
    told = f">{stamp}</dcterms:modified>".encode()
    core = re.sub(b">[^<]*</dcterms:modified>", told, contents["docProps/core.xml"])
    return packed({**contents, "docProps/core.xml": core})


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


# -- the samples ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample_intake() -> fs.Intake:
    return fs.read_forms(FILLED, JD)


def test_samples__every_file_has_the_expected_outcome(sample_intake: fs.Intake) -> None:
    assert outcomes(sample_intake) == {
        "E1001 Nguyễn Minh Anh.xlsx": SCORED,
        "E1002 Trần Quốc Bảo.xlsx": SCORED,
        "E1003 Lê Thị Cẩm Tú.xlsx": SCORED,
        "E1004 Phạm Hoàng Dũng.xlsx": INCOMPLETE,
        "E1005 Võ Ngọc Giang.xlsx": INCOMPLETE,
        "E1006 Đặng Văn Hải.xlsx": REJECTED,
        "E1007 Bùi Thu Hà.xlsx": SCORED,
        "E1008 Hoàng Gia Khánh.ods": SCORED,
        "E1009 Ngô Thanh Lâm.xlsx": SCORED,
        "E1010 Đỗ Thị Mai.xlsx": INCOMPLETE,
        "E1011 Nguyễn Minh Anh.xlsx": SCORED,
        "E1012 Phan Quang Nhật (2).xlsx": SCORED,
        "E1012 Phan Quang Nhật.xlsx": SUPERSEDED,
        "Team budget.xlsx": REJECTED,
    }
    assert [file.file for file in sample_intake.files] == sorted(
        path.name for path in FILLED.iterdir()
    )
    for file in sample_intake.files:
        assert file.sha256 == hashlib.sha256((FILLED / file.file).read_bytes()).hexdigest()


def test_samples__every_problem_is_named_with_its_cell(sample_intake: fs.Intake) -> None:
    found = [(p.file.split()[0], p.code, p.sheet, p.cell) for p in sample_intake.problems]
    assert found == [
        ("E1004", "rating-missing", "Assessment", at("AIAE05", "Assessor level")),
        ("E1004", "rating-missing", "Assessment", at("AIAE11", "Assessor level")),
        ("E1005", "rating-not-on-scale", "Assessment", at("AIAE03", "Assessor level")),
        ("E1006", "file-damaged", "", ""),
        ("E1009", "rating-reworded", "Assessment", at("AIAE01")),
        ("E1009", "rating-reworded", "Assessment", at("AIAE02")),
        ("E1009", "rating-reworded", "Assessment", at("AIAE03")),
        ("E1010", "form-blank", "Assessment", ""),
        ("E1012", "form-superseded", "", ""),
        ("Team", "not-a-form", "", ""),
    ]


def test_samples__every_result_is_the_one_it_was_made_for(sample_intake: fs.Intake) -> None:
    table = {
        result.engineer.id: (
            result.basis.value,
            None if result.total is None else round(float(result.total), 9),
            result.rank,
            result.meets_target,
        )
        for result in sample_intake
    }
    assert table == {
        "E1001": ("assessor", 66.0, "FAIE02", True),
        "E1002": ("assessor", 64.333333333, "FAIE01", False),
        "E1003": ("self", 34.0, "FAIE01", True),
        "E1004": ("assessor", None, None, None),
        "E1005": ("assessor", None, None, None),
        "E1007": ("assessor", 98.0, "FAIE03", True),
        "E1008": ("assessor", 57.333333333, "FAIE01", False),
        "E1009": ("self", 34.0, "FAIE01", True),
        "E1010": ("self", None, None, None),
        "E1011": ("assessor", 74.333333333, "FAIE02", False),
        "E1012": ("assessor", 66.0, "FAIE02", True),
    }
    (blocked,) = (result for result in sample_intake if result.engineer.id == "E1002")
    assert [(item.code, item.gap) for item in blocked.blocks("FAIE02")] == [("AIAE08", 1)]


def test_samples__evidence_comes_along(sample_intake: fs.Intake) -> None:
    evidence = {result.engineer.id: result.assessment.evidence for result in sample_intake}
    assert list(evidence["E1007"]) == ["AIAE04", "AIAE10"]
    assert evidence["E1003"] == {}


def test_samples__with_the_roster__who_has_not_returned_is_known() -> None:
    people = fs.read_roster(fs.builtin.ROSTER_PATH)
    intake = fs.read_forms(FILLED, JD, people)
    assert [engineer.id for engineer in intake.missing] == ["E1006", "E1013", "E1014"]
    assert {result.engineer.email for result in intake} == {
        f"{result.engineer.id.lower()}@example.com" for result in intake
    }


# -- what can be handed in -----------------------------------------------------------------


def test_sources__folder__its_sub_folders_too__named_from_the_folder(inbox: Path) -> None:
    (inbox / "team" / "one").mkdir(parents=True)
    (inbox / "team" / "one" / "a.xlsx").write_bytes(form_of("E1"))
    (inbox / "b.xlsx").write_bytes(form_of("E2"))
    for folder in (inbox, str(inbox)):
        assert outcomes(fs.read_forms(folder, JD)) == {
            "b.xlsx": SCORED,
            os.path.join("team", "one", "a.xlsx"): SCORED,  # noqa: PTH118  a name, not a path
        }


def test_sources__one_file(inbox: Path) -> None:
    path = inbox / "a.xlsx"
    path.write_bytes(form_of("E1"))
    for source in (path, str(path), [path]):
        assert outcomes(fs.read_forms(source, JD)) == {"a.xlsx": SCORED}


def test_sources__list_of_files__and_any_iterable(inbox: Path) -> None:
    for name in ("a", "b"):
        (inbox / f"{name}.xlsx").write_bytes(form_of(name))
    paths = sorted(inbox.iterdir())
    wanted = {str(path): SCORED for path in paths}
    assert outcomes(fs.read_forms(paths, JD)) == wanted
    assert outcomes(fs.read_forms(iter(paths), JD)) == wanted


def test_sources__bytes_and_file_objects(inbox: Path) -> None:
    data, path = form_of("E1"), inbox / "named.xlsx"
    path.write_bytes(form_of("E2"))
    assert outcomes(fs.read_forms(data, JD)) == {"<file 1>": SCORED}
    assert outcomes(fs.read_forms(io.BytesIO(data), JD)) == {"<file 1>": SCORED}
    with path.open("rb") as opened, os.fdopen(os.open(path, os.O_RDONLY), "rb") as nameless:
        several: list[fs.Source] = [data, io.BytesIO(b"no workbook"), opened, nameless]
        assert outcomes(fs.read_forms(several, JD)) == {
            "<file 1>": SCORED,
            "<file 2>": REJECTED,
            str(path): SUPERSEDED,
            "<file 4>": SCORED,
        }


def test_sources__two_folders_with_equal_file_names__are_kept_apart(tmp_path: Path) -> None:
    for folder, employee in (("one", "E1"), ("two", "E2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "form.xlsx").write_bytes(form_of(employee))
    intake = fs.read_forms([tmp_path / "one", tmp_path / "two"], JD)
    assert outcomes(intake) == {
        str(tmp_path / "one" / "form.xlsx"): SCORED,
        str(tmp_path / "two" / "form.xlsx"): SCORED,
    }
    assert [result.assessment.file for result in intake] == list(outcomes(intake))


def test_sources__folder_and_a_file_in_it__the_file_is_read_once(inbox: Path) -> None:
    path = inbox / "a.xlsx"
    path.write_bytes(form_of("E1"))
    assert outcomes(fs.read_forms([inbox, path, path], JD)) == {str(path): SCORED}


def test_sources__empty_folder__is_a_problem_that_names_it(inbox: Path) -> None:
    intake = fs.read_forms(inbox, JD, roster(AN))
    assert (intake.files, intake.results, intake.missing) == ((), (), (AN,))
    (problem,) = intake.problems
    assert problem.code == fs.Kind.NOTHING_FOUND.code
    assert problem.file == str(inbox)


def test_sources__no_sources__is_a_problem() -> None:
    assert kinds(fs.read_forms([], JD).problems) == [fs.Kind.NOTHING_FOUND.code]


def test_sources__no_such_folder__is_a_rejected_file(tmp_path: Path) -> None:
    intake = fs.read_forms(tmp_path / "nowhere", JD)
    assert outcomes(intake) == {"nowhere": REJECTED}
    assert kinds(intake.problems) == [fs.Kind.FILE_NOT_FOUND.code]


def test_ignored__files_that_are_no_returned_forms(inbox: Path) -> None:
    for name in ("a.xlsx", "summary.xlsx"):
        (inbox / name).write_bytes(form_of("E1"))
    other_spelling = inbox / ".." / "inbox" / "summary.xlsx"
    assert outcomes(fs.read_forms(inbox, JD, ignore=[other_spelling])) == {"a.xlsx": SCORED}


@pytest.mark.parametrize(
    "name",
    [
        "~$E1 An.xlsx", ".DS_Store", "._E1 An.xlsx", ".~lock.E1 An.xlsx#", "Thumbs.db",
        "desktop.ini", "manifest.csv",
    ],
)  # fmt: skip
def test_clutter__what_programs_leave_beside_the_files__is_ignored(name: str, inbox: Path) -> None:
    (inbox / name).write_bytes(b"clutter")
    (inbox / "a.xlsx").write_bytes(form_of("E1"))
    assert outcomes(fs.read_forms(inbox, JD)) == {"a.xlsx": SCORED}


def test_stranger__any_other_file__is_accounted_for(inbox: Path) -> None:
    for name in ("letter.docx", "photo.png", "README", "list.csv", "archive.zip", "~notes.xlsx"):
        (inbox / name).write_bytes(b"anything")
    assert set(outcomes(fs.read_forms(inbox, JD)).values()) == {REJECTED}
    assert len(fs.read_forms(inbox, JD).files) == 6


def test_progress__is_told_after_each_file(inbox: Path) -> None:
    for name in ("a", "b", "c"):
        (inbox / f"{name}.xlsx").write_bytes(b"x")
    steps: list[tuple[int, int]] = []
    fs.read_forms(inbox, JD, progress=lambda *step: steps.append(step))
    assert steps == [(1, 3), (2, 3), (3, 3)]


# -- files that cannot be read -------------------------------------------------------------


@pytest.mark.usefixtures("impatient")
def test_unreadable__one_of_each__the_good_one_is_scored_all_the_same(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "broken link.xlsx").symlink_to(inbox / "gone.xlsx")
    os.mkfifo(inbox / "fifo.xlsx")
    (inbox / "empty.xlsx").write_bytes(b"")
    (inbox / "half.xlsx").write_bytes(blank()[:9_000])
    (inbox / "locked.xlsx").write_bytes(blank())
    (inbox / "good.xlsx").write_bytes(form_of("E1"))
    read_bytes = Path.read_bytes

    def deny(path: Path) -> bytes:
        if path.name == "locked.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    # Taking the right away would not stop the administrator, as whom tests may run.
    monkeypatch.setattr(Path, "read_bytes", deny)
    intake = fs.read_forms(inbox, JD, workers=0)
    assert outcomes(intake) == {
        "broken link.xlsx": REJECTED,
        "empty.xlsx": REJECTED,
        "fifo.xlsx": REJECTED,
        "good.xlsx": SCORED,
        "half.xlsx": REJECTED,
        "locked.xlsx": REJECTED,
    }
    assert {problem.file: problem.code for problem in intake.problems} == {
        "broken link.xlsx": fs.Kind.FILE_NOT_FOUND.code,
        "empty.xlsx": fs.Kind.FILE_EMPTY.code,
        "fifo.xlsx": fs.Kind.FILE_NOT_READABLE.code,
        "half.xlsx": fs.Kind.FILE_DAMAGED.code,
        "locked.xlsx": fs.Kind.FILE_NOT_READABLE.code,
    }
    assert "Permission denied" in intake.problems[-1].message
    unread = {"broken link.xlsx", "fifo.xlsx", "empty.xlsx", "locked.xlsx"}
    assert {file.file for file in intake.files if not file.sha256} == unread


def test_unreadable__a_sub_folder__is_accounted_for(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "closed").mkdir()
    (inbox / "good.xlsx").write_bytes(form_of("E1"))
    scandir = os.scandir

    def deny(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", deny)
    intake = fs.read_forms(inbox, JD)
    assert outcomes(intake) == {"closed": REJECTED, "good.xlsx": SCORED}
    assert kinds(intake.problems) == [fs.Kind.FILE_NOT_READABLE.code]


def test_inputs__are_never_changed(inbox: Path) -> None:
    shutil.copytree(FILLED, inbox, dirs_exist_ok=True)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.iterdir()}
    fs.read_forms(inbox, JD)
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.iterdir()}
    assert after == before


# -- several forms of one engineer ---------------------------------------------------------


def test_duplicates__the_one_saved_last_counts__whatever_its_name(inbox: Path) -> None:
    (inbox / "1.xlsx").write_bytes(saved_on(form_of("E1", AIAE01=3), "2026-03-02T10:00:00Z"))
    (inbox / "2.xlsx").write_bytes(saved_on(form_of("E1"), "2026-03-01T10:00:00Z"))
    (inbox / "3.xlsx").write_bytes(saved_on(form_of("E1", AIAE01=None), "2026-03-02T09:59:59Z"))
    intake = fs.read_forms(inbox, JD)
    assert outcomes(intake) == {"1.xlsx": SCORED, "2.xlsx": SUPERSEDED, "3.xlsx": SUPERSEDED}
    (result,) = intake
    assert result.total == 71
    told = only(intake.problems, fs.Kind.FORM_SUPERSEDED)
    assert [problem.file for problem in told] == ["2.xlsx", "3.xlsx"]
    assert all("1.xlsx" in problem.found for problem in told)
    assert all("saved last, 2026-03-02 10:00" in problem.fix for problem in told)
    # What is wrong in a form that does not count needs nobody's attention.
    assert set(kinds(intake.problems)) == {
        fs.Kind.FORM_SUPERSEDED.code,
        fs.Kind.RATING_REWORDED.code,
    }


def test_duplicates__no_word_of_their_own__the_file_systems_date_counts(inbox: Path) -> None:
    for name, day in (("1.xlsx", 2), ("2.xlsx", 1)):
        (inbox / name).write_bytes(saved_on(form_of("E1"), "once"))
        os.utime(inbox / name, (day * 86_400, day * 86_400))
    assert outcomes(fs.read_forms(inbox, JD)) == {"1.xlsx": SCORED, "2.xlsx": SUPERSEDED}


def test_duplicates__saved_in_the_same_second__the_fuller_one_counts(inbox: Path) -> None:
    moment = "2026-03-02T10:00:00Z"
    (inbox / "a (2).xlsx").write_bytes(saved_on(form_of("E1"), moment))
    (inbox / "a.xlsx").write_bytes(saved_on(form_of("E1", AIAE09=None), moment))
    intake = fs.read_forms(inbox, JD)
    assert outcomes(intake) == {"a (2).xlsx": SCORED, "a.xlsx": SUPERSEDED}
    assert "has more levels" in intake.problems[0].fix


def test_duplicates__same_bytes_twice__says_so(inbox: Path) -> None:
    for name in ("a.xlsx", "a (1).xlsx"):
        (inbox / name).write_bytes(blank())
    intake = fs.read_forms(inbox, JD)
    assert sorted(outcomes(intake).values()) == [INCOMPLETE, SUPERSEDED]
    assert "byte for byte" in only(intake.problems, fs.Kind.FORM_SUPERSEDED)[0].fix


def test_duplicates__a_damaged_copy__supersedes_nothing(inbox: Path) -> None:
    (inbox / "a.xlsx").write_bytes(form_of("E1"))
    (inbox / "z.xlsx").write_bytes(form_of("E1")[:5_000])
    assert outcomes(fs.read_forms(inbox, JD)) == {"a.xlsx": SCORED, "z.xlsx": REJECTED}


def test_duplicates__first__the_one_saved_first_counts(inbox: Path) -> None:
    (inbox / "1.xlsx").write_bytes(saved_on(form_of("E1"), "2026-03-02T10:00:00Z"))
    (inbox / "2.xlsx").write_bytes(saved_on(form_of("E1", AIAE01=3), "2026-03-01T10:00:00Z"))
    intake = fs.read_forms(inbox, JD, duplicates="first")
    assert outcomes(intake) == {"1.xlsx": SUPERSEDED, "2.xlsx": SCORED}
    assert intake.results[0].total == 71
    (told,) = only(intake.problems, fs.Kind.FORM_SUPERSEDED)
    assert "saved first, 2026-03-01 10:00" in told.fix


def test_duplicates__first__saved_in_the_same_second__the_first_of_the_list(inbox: Path) -> None:
    for name, form in (("a.xlsx", form_of("E1", AIAE09=None)), ("b.xlsx", form_of("E1"))):
        (inbox / name).write_bytes(saved_on(form, "2026-03-02T10:00:00Z"))
    intake = fs.read_forms(inbox, JD, duplicates="first")
    assert outcomes(intake) == {"a.xlsx": INCOMPLETE, "b.xlsx": SUPERSEDED}
    assert "it comes first" in intake.problems[-1].fix


def test_duplicates__refuse__none_of_them_counts__and_nobody_is_missing(inbox: Path) -> None:
    for name, level in (("1.xlsx", 1), ("2.xlsx", 2), ("3.xlsx", 2)):
        (inbox / name).write_bytes(form_of("E1", AIAE01=level))
    (inbox / "other.xlsx").write_bytes(form_of("E2"))
    intake = fs.read_forms(inbox, JD, roster(AN), duplicates="refuse")
    assert outcomes(intake) == {
        "1.xlsx": REJECTED,
        "2.xlsx": REJECTED,
        "3.xlsx": REJECTED,
        "other.xlsx": SCORED,
    }
    told = only(intake.problems, fs.Kind.FORM_REFUSED)
    assert [problem.file for problem in told] == ["1.xlsx", "2.xlsx", "3.xlsx"]
    assert "2.xlsx and 3.xlsx" in told[0].found
    assert intake.missing == ()


def test_duplicates__refuse__the_same_bytes_twice__is_one_form(inbox: Path) -> None:
    form = form_of("E1")  # made twice it would say two times at which it was saved
    for name in ("a.xlsx", "b.xlsx"):
        (inbox / name).write_bytes(form)
    intake = fs.read_forms(inbox, JD, duplicates="refuse")
    assert sorted(outcomes(intake).values()) == [SCORED, SUPERSEDED]
    assert "byte for byte" in only(intake.problems, fs.Kind.FORM_SUPERSEDED)[0].fix


def test_duplicates__another_policy__is_an_error(inbox: Path) -> None:
    with pytest.raises(ValueError, match="latest"):
        fs.read_forms(inbox, JD, duplicates="latest")  # type: ignore[arg-type]  # on purpose


# -- the name of the file --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "inside", "others"),
    [
        ("E1005 Võ Ngọc Giang.xlsx", "E1006", ()),
        ("e1005.xlsx", "E1006", ()),
        ("E1005 (2).ods", "E1006", ()),
        ("AB-17 An.xlsx", "AB-18", ()),
        ("1005 Võ.xlsx", "1006", ("1005",)),
        ("bao Võ.xlsx", "an", ("bao",)),
    ],
)
def test_file_name__of_somebody_else__is_told__the_inside_counts(
    inbox: Path, name: str, inside: str, others: tuple[str, ...]
) -> None:
    (inbox / name).write_bytes(form_of(inside))
    people = roster(*(fs.Engineer(id_, target_rank="FAIE02") for id_ in (inside, *others)))
    intake = fs.read_forms(inbox, JD, people)
    (problem,) = intake.problems
    assert problem.code == fs.Kind.FORM_NAMED_FOR_ANOTHER.code
    assert name.split(maxsplit=1)[0].removesuffix(".xlsx").upper() in problem.found
    assert [result.engineer.id for result in intake] == [inside]


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("E1005 Võ Ngọc Giang (2).xlsx", "E1005"),
        ("E1005.xlsx", "e1005"),
        ("2026 form.xlsx", "1006"),
        ("form E1005.xlsx", "E1006"),
        ("Q3.xlsx", "E1006"),
        ("a.xlsx", "E1006"),
        ("E 10 An.xlsx", "E 10"),
    ],
)
def test_file_name__that_names_nobody_else__is_nothing_to_tell(
    inbox: Path, name: str, inside: str
) -> None:
    (inbox / name).write_bytes(form_of(inside))
    assert fs.read_forms(inbox, JD).problems == ()


def test_file_name__of_somebody_whose_form_is_in_the_batch__is_told(inbox: Path) -> None:
    (inbox / "77 An.xlsx").write_bytes(form_of("123"))
    (inbox / "x.xlsx").write_bytes(form_of("77"))
    (problem,) = fs.read_forms(inbox, JD).problems
    assert (problem.file, problem.code) == ("77 An.xlsx", fs.Kind.FORM_NAMED_FOR_ANOTHER.code)


# -- when it was due -------------------------------------------------------------------------

DUE = dt.date(2026, 6, 30)
OTHER = fs.Engineer("E2", "Trần Bình", target_rank="FAIE01")


def late_ids(intake: fs.Intake) -> list[str]:
    return [engineer.id for engineer in intake.late]


@pytest.mark.parametrize(
    ("stamp", "is_late"),
    [
        ("2026-06-29T12:00:00Z", False),
        ("2026-06-30T12:00:00Z", False),
        ("2026-07-02T12:00:00Z", True),
        ("2026-06-30T23:59:59", False),
        ("2026-07-01T00:00:00", True),
        ("once", False),
    ],
)
def test_due__form_saved_later__is_late__by_its_own_word(
    inbox: Path, stamp: str, is_late: bool
) -> None:
    (inbox / "a.xlsx").write_bytes(saved_on(form_of("E1"), stamp))
    intake = fs.read_forms(inbox, JD, due=DUE, today=DUE)
    assert outcomes(intake) == {"a.xlsx": SCORED}
    assert late_ids(intake) == ["E1"] * is_late
    assert kinds(intake.problems) == [fs.Kind.FORM_LATE.code] * is_late
    assert fs.read_forms(inbox, JD).late == ()


@pytest.mark.parametrize(("days", "ids"), [(-1, []), (0, []), (1, ["E2"])])
def test_due__nothing_returned__is_late_once_the_day_is_over(
    inbox: Path, days: int, ids: list[str]
) -> None:
    (inbox / "a.xlsx").write_bytes(saved_on(form_of("E1"), "2026-06-29T12:00:00Z"))
    today = DUE + dt.timedelta(days)
    intake = fs.read_forms(inbox, JD, roster(AN, OTHER), due=DUE, today=today)
    assert (intake.missing, intake.due) == ((OTHER,), DUE)
    assert late_ids(intake) == ids


def test_due__no_day_given__the_clock_says_what_day_it_is(inbox: Path) -> None:
    for due, ids in ((dt.date(2000, 1, 1), ["E1"]), (dt.date(9999, 1, 1), [])):
        assert late_ids(fs.read_forms(inbox, JD, roster(AN), due=due)) == ids


def test_manifest_and_roster__who_was_issued_a_form_and_left_the_list__is_missing_too(
    inbox: Path, tmp_path: Path
) -> None:
    manifest = fs.write_forms(JD, roster(AN, OTHER), tmp_path / "forms")
    assert fs.read_forms(inbox, JD, roster(AN), manifest).missing == (AN, OTHER)


def test_twice__is_the_same(inbox: Path) -> None:
    shutil.copytree(FILLED, inbox, dirs_exist_ok=True)
    people = fs.read_roster(fs.builtin.ROSTER_PATH)
    first, second = (fs.read_forms(inbox, JD, people, due=DUE, today=DUE) for _ in range(2))
    assert first == second


def test_engineers_of_one_name__are_two_people(inbox: Path) -> None:
    for employee in ("E1", "E2"):
        (inbox / f"{employee}.xlsx").write_bytes(form_of(employee, "Nguyễn Minh Anh"))
    assert set(outcomes(fs.read_forms(inbox, JD)).values()) == {SCORED}


# -- held against roster and manifest ------------------------------------------------------


def test_roster__names_units_and_ranks_are_the_rosters(inbox: Path) -> None:
    (inbox / "a.xlsx").write_bytes(form_of("E1", "an nguyen"))
    listed = fs.Engineer("e1", "Nguyễn Văn An", "Applied AI", target_rank="FAIE03", email="a@b.c")
    (result,) = fs.read_forms(inbox, JD, roster(listed))
    assert result.engineer.name == "Nguyễn Văn An"
    assert result.engineer.unit == "Applied AI"
    assert result.engineer.email == "a@b.c"
    # The form was issued for this rank, and is held against it.
    assert result.target_rank == "FAIE02"


def test_roster__somebody_who_is_not_on_it__is_told__and_scored(inbox: Path) -> None:
    (inbox / "a.xlsx").write_bytes(form_of("E9", "Ai Đó"))
    intake = fs.read_forms(inbox, JD, roster(AN))
    assert outcomes(intake) == {"a.xlsx": SCORED}
    (problem,) = intake.problems
    assert problem.code == fs.Kind.ENGINEER_UNKNOWN.code
    assert "Ai Đó (E9)" in problem.message
    assert intake.missing == (AN,)


def test_roster__form_that_cannot_be_read__its_engineer_is_still_missing(inbox: Path) -> None:
    (inbox / "E1 Nguyễn Văn An.xlsx").write_bytes(blank()[:5_000])
    assert fs.read_forms(inbox, JD, roster(AN)).missing == (AN,)


def test_roster__blank_form__has_been_returned(inbox: Path) -> None:
    (inbox / "a.xlsx").write_bytes(blank())
    intake = fs.read_forms(inbox, JD, roster(AN))
    assert intake.missing == ()
    assert intake.results[0].missing == CODES


def test_no_roster__nobody_is_missing__nobody_is_unknown(inbox: Path) -> None:
    (inbox / "a.xlsx").write_bytes(form_of("E9"))
    intake = fs.read_forms(inbox, JD)
    assert (intake.missing, intake.problems) == ((), ())


def test_manifest__stands_in_for_the_roster(inbox: Path, tmp_path: Path) -> None:
    other = fs.Engineer("E2", "Trần Bình", target_rank="FAIE01")
    manifest = fs.write_forms(JD, roster(AN, other), tmp_path / "forms")
    (inbox / "a.xlsx").write_bytes(filled(chosen(FULL)))
    (inbox / "b.xlsx").write_bytes(form_of("E9"))
    for given in (manifest, fs.read_manifest(tmp_path / "forms")):
        intake = fs.read_forms(inbox, JD, manifest=given)
        assert intake.missing == (other,)
        assert intake.results[0].engineer.email == "an@example.com"
        (problem,) = intake.problems
        assert problem.code == fs.Kind.ENGINEER_UNKNOWN.code
        assert "the manifest" in problem.message


def test_manifest_and_roster__the_roster_decides(inbox: Path, tmp_path: Path) -> None:
    manifest = fs.write_forms(JD, roster(AN), tmp_path / "forms")
    (inbox / "a.xlsx").write_bytes(filled(by_both(FULL, without(FULL, "AIAE01"))))
    married = fs.Engineer("E1", "Nguyễn Trần An", target_rank="FAIE02")
    (result,) = fs.read_forms(inbox, JD, roster(married), manifest)
    assert result.engineer.name == "Nguyễn Trần An"
    assert result.missing == ("AIAE01",)


def test_roster__other_target_than_the_form__is_told(inbox: Path) -> None:
    (inbox / "E1.xlsx").write_bytes(form_of("E1"))
    people = roster(fs.Engineer("E1", target_rank="faie03"))
    intake = fs.read_forms(inbox, JD, people)
    assert kinds(intake.problems) == [fs.Kind.ENGINEER_TARGET_DIFFERS.code]
    assert intake.results[0].target_rank == "FAIE02"


def test_roster__same_target_in_other_words__is_no_difference(inbox: Path) -> None:
    (inbox / "E1.xlsx").write_bytes(form_of("E1"))
    people = roster(fs.Engineer("E1", target_rank="Mid-level FleziPT AI Application Engineer"))
    assert fs.read_forms(inbox, JD, people).problems == ()
