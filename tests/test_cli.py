"""The command line: exit statuses, what goes where, and help."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from forms_kit import (
    AN,
    CODES,
    JD,
    SHEET,
    blank,
    cells_of,
    chosen,
    filled,
    open_book,
    parts,
    required,
    roster,
    saved,
    template,
)

import faie_sheets as fs
from faie_sheets import cli
from faie_sheets.cli.app import app

CLEAN, NEEDS_A_PERSON, UNUSABLE = 0, 1, 2
JD_FILE, ROSTER_FILE = fs.builtin.JD_PATH, fs.builtin.ROSTER_PATH
COMMANDS = {command.name or "": command for command in app.registered_commands}
NAMES = ("demo", "check", "export", "diff", "template", "forms", "score", "feedback")


class Run(NamedTuple):
    """What a run ended with and said."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)


Runner = Callable[..., Run]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Runner:
    """Run the command line in an empty folder, as the program does it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["faie-sheets", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        code = end.value.code
        assert isinstance(code, int)
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Run(code, out, err)

    return call


def program(*arguments: str | Path, cwd: Path, **environment: str) -> Run:
    """Run the program itself."""
    done = subprocess.run(
        [sys.executable, "-m", "faie_sheets", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    out = done.stdout.decode("utf-8" if "--json" in arguments else encoding)
    return Run(done.returncode, out, done.stderr.decode(encoding))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one complete form."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "E1 Nguyễn Văn An.xlsx").write_bytes(filled(chosen(required("FAIE02"))))
    return folder


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A roster of two."""
    path = tmp_path / "people.csv"
    path.write_text(
        "Employee ID,Name,Target rank\nE1,Nguyễn Văn An,FAIE02\nE2,Trần Bình,FAIE01\n", "utf-8"
    )
    return path


@pytest.fixture
def clean_jd(tmp_path: Path) -> Path:
    """The JD workbook with its four contradictions resolved."""
    book = open_book(JD_FILE.read_bytes())
    for problem in JD.problems:
        book[problem.sheet][problem.cell] = _agreed(problem)
    path = tmp_path / "clean JD.xlsx"
    path.write_bytes(saved(book))
    return path


def _agreed(problem: fs.Problem) -> str:
    if problem.code == fs.Kind.JD_COVER_OLDER.code:
        return problem.expected.split()[0]
    level = re.search(r"level (\d) of (AIAE\d+)", problem.found)
    if level:
        found = JD.competency(level[2]).level(int(level[1]))
        return f"{level[1]}: {found.text}" if found else ""
    rank, code = (re.findall(rf"{kind}\d\d", problem.found)[0] for kind in ("FAIE", "AIAE"))
    required_level = JD.competency(code).level(JD.competency(code).required[rank])
    return required_level.label if required_level else ""


# -- help ----------------------------------------------------------------------------------


def test_commands__are_those_of_the_contract() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    assert tuple(group.commands) == NAMES


PARAMETERS = {
    "demo": {"--output"},
    "check": {"jd", "--json"},
    "export": {"jd", "--output", "--schema"},
    "diff": {"old", "new", "--json"},
    "template": {"--jd", "--output"},
    "forms": {"roster", "--jd", "--template", "--output"},
    "score": {
        "inbox",
        "--jd",
        "--roster",
        "--manifest",
        "--output",
        "--json",
        "--due",
        "--duplicates",
        "--workers",
        "--store",
        "--dry-run",
        "--return",
        "--template",
    },
    "feedback": {"inbox", "--jd", "--roster", "--manifest", "--workers", "--output"},
}


@pytest.mark.parametrize("name", NAMES)
def test_command__has_its_arguments_and_options__each_with_help(name: str) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    command = group.commands[name]
    found = {p.opts[-1] if p.param_type_name == "option" else p.name for p in command.params}
    assert found - {"--help"} == PARAMETERS[name]
    assert all(getattr(p, "help", "") for p in command.params)
    outputs = [p.opts for p in command.params if p.name == "output"]
    assert all("-o" in opts for opts in outputs)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help__has_an_example_that_begins_with_the_command(
    name: str, option: str, run: Runner
) -> None:
    shown = run(name, option)
    assert shown.status == CLEAN
    assert f"Example: faie-sheets {name}" in shown.out
    assert shown.err == ""


def test_help__of_the_program__lists_every_command(run: Runner) -> None:
    shown = run("--help")
    assert shown.status == CLEAN
    assert all(re.search(rf"^\W*{name}\b", shown.out, re.MULTILINE) for name in NAMES)


def test_version__is_the_librarys(run: Runner) -> None:
    assert run("--version") == (CLEAN, f"faie-sheets {fs.__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["check", "--nonsense", "x"],
        ["template"],
        ["forms"],
        ["score"],
        ["feedback"],
        ["score", "x", "--jd"],
    ],
)
def test_usage_error__status_2__nothing_on_standard_output(
    arguments: list[str], run: Runner
) -> None:
    shown = run(*arguments)
    assert (shown.status, shown.out) == (UNUSABLE, "")
    assert "Error" in shown.err


# -- check ---------------------------------------------------------------------------------


def test_check__findings__status_1__told_with_the_table(run: Runner) -> None:
    shown = run("check", JD_FILE)
    assert shown.status == NEEDS_A_PERSON
    assert all(code in shown.out for code in (*CODES, *JD.rank_codes))
    assert "4 warnings: nothing that stands in the way of scoring." in shown.out
    told = " ".join(shown.out.split())
    for problem in JD.problems:
        parts = (problem.where, problem.found, f"expected {problem.expected}", f"→ {problem.fix}")
        assert " ".join(parts) in told


def test_check__sound_jd__status_0(run: Runner, clean_jd: Path) -> None:
    shown = run("check", clean_jd)
    assert shown.status == CLEAN
    assert "No findings" in shown.out


def test_check__json__has_the_contracts_keys(run: Runner) -> None:
    shown = run("check", JD_FILE, "--json")
    assert (shown.status, shown.err) == (NEEDS_A_PERSON, "")
    document = shown.document
    assert set(document) == {"jd", "problems"}
    jd = document["jd"]
    assert jd.keys() >= {
        "role", "document", "ranks", "competencies", "responsibilities", "definitions", "changes",
    }  # fmt: skip
    assert jd["document"] == {
        "code": "XXX-CV/HR/HDCV/FSOFT",
        "version": "1.0",
        "effective_date": "2026-02-01",
    }
    assert jd["ranks"][0] == {
        "code": "FAIE01",
        "title": "Junior FleziPT AI Application Engineer",
        "level": 1,
        "level_name": "Enabled",
    }
    security = jd["competencies"][7]
    assert security.keys() >= {
        "code", "number", "name", "weight", "explanation", "max_level", "levels", "required",
    }  # fmt: skip
    assert (security["code"], security["number"], security["weight"]) == ("AIAE08", 8, 5)
    assert security["max_level"] == 3
    assert security["required"] == {"FAIE01": 1, "FAIE02": 2, "FAIE03": 3}
    assert list(security["levels"][0]) == ["level", "text", "label"]
    assert sum(item["weight"] for item in jd["competencies"]) == 100
    assert is_a_problem(document["problems"][0])


def is_a_problem(document: dict[str, Any]) -> bool:
    keys = ["code", "severity", "file", "sheet", "cell", "found", "expected", "fix", "message"]
    return list(document) == keys and document["severity"] in ("error", "warning")


# -- template ------------------------------------------------------------------------------


def test_template__writes_the_template__status_0(run: Runner, tmp_path: Path) -> None:
    shown = run("template", "-o", "new/T.xlsx")
    assert shown.status == CLEAN
    assert "T.xlsx" in shown.out
    assert parts((tmp_path / "new" / "T.xlsx").read_bytes()) == parts(template())


def test_template__of_another_jd(run: Runner, tmp_path: Path, clean_jd: Path) -> None:
    assert run("template", "--jd", clean_jd, "-o", "T.xlsx").status == CLEAN
    identity = cells_of(tmp_path / "T.xlsx", "_identity").values()
    assert fs.read_jd(clean_jd).fingerprint in identity


# -- forms ---------------------------------------------------------------------------------


def test_forms__one_file_an_engineer__and_the_manifest(
    run: Runner, people: Path, tmp_path: Path
) -> None:
    shown = run("forms", people, "-o", "out")
    assert shown.status == CLEAN
    assert "2 forms in out" in shown.out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "E1 Nguyễn Văn An.xlsx",
        "E2 Trần Bình.xlsx",
        "manifest.csv",
    ]


def test_forms__row_without_form__status_1__named_on_standard_error(
    run: Runner, people: Path
) -> None:
    people.write_text(people.read_text("utf-8") + "E3,Ai Đó,Boss\n", "utf-8")
    shown = run("forms", people)
    assert shown.status == NEEDS_A_PERSON
    assert "people.csv, C4 · the target rank of Ai Đó (E3) is “Boss”" in shown.err
    assert "2 forms in forms" in shown.out


def test_forms__filled_in_form_in_the_way__status_1(run: Runner, people: Path) -> None:
    assert run("forms", people).status == CLEAN
    form = Path("forms") / "E1 Nguyễn Văn An.xlsx"
    form.write_bytes(work := filled(chosen(required("FAIE02"))))
    shown = run("forms", people)
    assert shown.status == NEEDS_A_PERSON
    assert fs.Kind.FORM_WOULD_BE_LOST.value.fix in shown.err
    assert form.read_bytes() == work


def test_forms__own_template__and_jd(run: Runner, people: Path, clean_jd: Path) -> None:
    assert run("template", "--jd", clean_jd, "-o", "T.xlsx").status == CLEAN
    book = open_book(Path("T.xlsx").read_bytes())
    book[SHEET]["A1"] = "Our own"
    Path("T.xlsx").write_bytes(saved(book))
    shown = run("forms", people, "--jd", clean_jd, "--template", "T.xlsx", "-o", "out")
    assert shown.status == CLEAN
    assert "Our own" in cells_of(Path("out") / "E2 Trần Bình.xlsx").values()


def test_forms__template_that_lost_something__status_2__every_loss_on_a_line(
    run: Runner, people: Path
) -> None:
    Path("T.xlsx").write_bytes(blank())
    shown = run("forms", people, "--template", "T.xlsx")
    assert (shown.status, shown.out) == (UNUSABLE, "")
    assert "{{employee_id}}" in shown.err
    assert "{{required:AIAE11}}" in shown.err
    assert all(line.startswith("error") for line in shown.err.strip().splitlines())
    assert not Path("forms").exists()


# -- score ---------------------------------------------------------------------------------


def test_score__all_is_well__status_0__summary_written(run: Runner, inbox: Path) -> None:
    shown = run("score", inbox, "-o", "S.xlsx")
    assert shown.status == CLEAN
    assert Path("S.xlsx").is_file()
    assert "66.0%" in shown.out
    assert "1 file: 1 scored, 0 incomplete, 0 rejected, 0 superseded" in shown.out
    assert "summary: S.xlsx" in shown.err


def test_score__no_output_given__summary_xlsx__which_a_second_run_does_not_read(
    run: Runner, inbox: Path
) -> None:
    shutil.copy(inbox / "E1 Nguyễn Văn An.xlsx", ".")
    shutil.rmtree(inbox)
    for _ in range(2):
        shown = run("score", ".")
        assert shown.status == CLEAN
        assert "1 file: 1 scored" in shown.out
    assert Path("summary.xlsx").is_file()


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"no workbook", "1 rejected"), (blank(), "1 superseded"), (None, "not returned")],
)
def test_score__something_needs_a_person__status_1(
    content: bytes | None, word: str, run: Runner, inbox: Path, people: Path
) -> None:
    arguments: list[str | Path] = ["score", inbox, "-o", "S.xlsx"]
    if content is None:
        arguments += ["--roster", people]
    else:
        (inbox / "other.xlsx").write_bytes(content)
    shown = run(*arguments)
    assert shown.status == NEEDS_A_PERSON
    assert word in shown.out


def test_score__json__has_the_contracts_keys(run: Runner) -> None:
    shown = run("score", fs.builtin.FILLED_PATH, "--roster", ROSTER_FILE, "--json")
    assert (shown.status, shown.err) == (NEEDS_A_PERSON, "")
    document = shown.document
    assert document.keys() >= {"results", "problems", "files"}
    by_id = {result["engineer"]["id"]: result for result in document["results"]}
    result = by_id["E1002"]
    assert result.keys() >= {
        "engineer", "file", "status", "basis", "total", "rank", "target_rank", "items",
    }  # fmt: skip
    assert result["engineer"]["name"] == "Trần Quốc Bảo"
    assert result["total"] == pytest.approx(193 / 3, abs=1e-9)
    assert (result["status"], result["basis"]) == ("complete", "assessor")
    assert (result["rank"], result["target_rank"]) == ("FAIE01", "FAIE02")
    assert result["items"][7] == {
        "code": "AIAE08",
        "level": 1,
        "points": pytest.approx(0.05 / 3, abs=1e-12),
        "required": 2,
        "gap": 1,
    }
    assert by_id["E1001"]["total"] == 66
    assert (by_id["E1004"]["total"], by_id["E1004"]["rank"]) == (None, None)
    assert by_id["E1004"]["status"] == "incomplete"
    assert by_id["E1003"]["basis"] == "self"
    (unrated,) = (item for item in by_id["E1005"]["items"] if item["level"] is None)
    assert unrated == {"code": "AIAE03", "level": None, "points": None, "required": 2, "gap": None}
    assert {file["outcome"] for file in document["files"]} == {
        "scored", "incomplete", "rejected", "superseded",
    }  # fmt: skip
    assert all(set(file) == {"file", "sha256", "outcome"} for file in document["files"])
    assert len(document["files"]) == len(list(fs.builtin.FILLED_PATH.iterdir()))
    assert all(is_a_problem(problem) for problem in document["problems"])
    assert list(Path().iterdir()) == []


def test_score__json_with_output__writes_both(run: Runner, inbox: Path) -> None:
    shown = run("score", inbox, "--json", "-o", "S.xlsx")
    assert shown.status == CLEAN
    assert shown.document["results"][0]["rank"] == "FAIE02"
    assert Path("S.xlsx").is_file()


def test_score__several_inboxes__and_single_files(run: Runner, inbox: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    shutil.move(inbox / "E1 Nguyễn Văn An.xlsx", other)
    (inbox / "b.xlsx").write_bytes(blank())
    document = run("score", inbox, other, "--json").document
    assert {file["file"] for file in document["files"]} == {str(inbox / "b.xlsx"), str(other)}


def test_score__manifest__folder_or_file(run: Runner, inbox: Path, tmp_path: Path) -> None:
    fs.write_forms(JD, roster(AN, fs.Engineer("E2", target_rank="FAIE01")), tmp_path / "forms")
    for manifest in (tmp_path / "forms", tmp_path / "forms" / "manifest.csv"):
        document = run("score", inbox, "--manifest", manifest, "--json").document
        assert [engineer["id"] for engineer in document["missing"]] == ["E2"]


def test_score__empty_inbox__status_2__json_all_the_same(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    shown = run("score", "empty", "--json")
    assert shown.status == UNUSABLE
    assert shown.document["results"] == []
    assert shown.document["problems"][0]["code"] == fs.Kind.NOTHING_FOUND.code


# -- the twin of a call ----------------------------------------------------------------------


def test_commands__leave_the_same_bytes_as_the_calls(run: Runner, tmp_path: Path) -> None:
    people = fs.read_roster(ROSTER_FILE)
    assert run("template", "-o", "T.xlsx").status == CLEAN
    assert run("forms", ROSTER_FILE, "--template", "T.xlsx", "-o", "forms").status == CLEAN
    assert run(
        "score", fs.builtin.FILLED_PATH, "--roster", ROSTER_FILE, "--manifest", "forms",
        "-o", "S.xlsx",
    ).status == NEEDS_A_PERSON  # fmt: skip
    assert run("feedback", "S.xlsx", "-o", "feedback").status == NEEDS_A_PERSON

    called = tmp_path / "called"
    fs.write_template(JD, called / "T.xlsx")
    manifest = fs.write_forms(JD, people, called / "forms", called / "T.xlsx")
    intake = fs.read_forms(fs.builtin.FILLED_PATH, JD, people, manifest)
    fs.write_summary(intake, called / "S.xlsx")
    given = fs.write_feedback(intake, called / "feedback")
    made = sorted(path.relative_to(called) for path in called.rglob("*") if path.is_file())
    assert len(made) == len(people) + 3 + sum(bool(one.path) for one in given) + 1
    assert [name for name in made if name.read_bytes() != (called / name).read_bytes()] == []


# -- inputs that cannot be used ------------------------------------------------------------

UNUSABLE_INPUTS: dict[str, tuple[list[str], str]] = {
    "check gone": (["check", "gone.xlsx"], "gone.xlsx · there is no such file"),
    "check text": (["check", "text.xlsx"], "text.xlsx · this is plain text"),
    "check other": (["check", "budget.xlsx"], "budget.xlsx"),
    "check folder": (["check", "."], "it is not a regular file"),
    "template": (["template", "--jd", "text.xlsx", "-o", "T.xlsx"], "text.xlsx"),
    "forms roster": (["forms", "budget.xlsx"], "no row has the headers of a roster"),
    "forms gone": (["forms", "gone.xlsx"], "there is no such file"),
    "forms jd": (["forms", "people.csv", "--jd", "budget.xlsx"], "budget.xlsx"),
    "score inbox": (["score", "gone", "-o", "S.xlsx"], "gone · there is no such file"),
    "score jd": (["score", "inbox", "--jd", "text.xlsx", "-o", "S.xlsx"], "text.xlsx"),
    "score roster": (["score", "inbox", "--roster", "budget.xlsx", "-o", "S.xlsx"], "roster"),
    "score manifest": (["score", "inbox", "--manifest", "people.csv", "-o", "S.xlsx"], "manifest"),
}


@pytest.fixture
def unusable(tmp_path: Path, inbox: Path, people: Path) -> Path:
    """A folder with files that are not what they are given for."""
    assert inbox.is_dir()
    assert people.is_file()
    (tmp_path / "text.xlsx").write_text("no workbook")
    shutil.copy(fs.builtin.FILLED_PATH / "Team budget.xlsx", tmp_path / "budget.xlsx")
    return tmp_path


@pytest.mark.parametrize("name", UNUSABLE_INPUTS)
def test_unusable_input__status_2__one_line_a_fault(name: str, run: Runner, unusable: Path) -> None:
    arguments, message = UNUSABLE_INPUTS[name]
    before = sorted(unusable.iterdir())
    shown = run(*arguments)
    assert (shown.status, shown.out) == (UNUSABLE, "")
    assert message in shown.err
    assert all(line.startswith("error  ") for line in shown.err.splitlines())
    assert sorted(unusable.iterdir()) == before


@pytest.mark.parametrize(
    "name", [name for name in UNUSABLE_INPUTS if name.startswith(("check", "score"))]
)
def test_unusable_input__json__says_it_as_json(name: str, run: Runner, unusable: Path) -> None:
    arguments, message = UNUSABLE_INPUTS[name]
    before = sorted(unusable.iterdir())
    shown = run(*arguments, "--json")
    assert (shown.status, shown.err) == (UNUSABLE, "")
    assert any(message in problem["message"] for problem in shown.document["problems"])
    assert all(map(is_a_problem, shown.document["problems"]))
    wanted = {"jd", "problems"}
    if not name.startswith("check"):
        wanted = {"results", "files", "missing", "due", "late", "problems"}
    assert set(shown.document) == wanted
    assert sorted(unusable.iterdir()) == before


def test_output_that_cannot_be_written__status_2__one_line(run: Runner, inbox: Path) -> None:
    Path("file").write_text("in the way")
    for arguments in (
        ["template", "-o", "file/T.xlsx"],
        ["demo", "-o", "file"],
        ["score", str(inbox), "-o", "file/S.xlsx"],
    ):
        shown = run(*arguments)
        assert shown.status == UNUSABLE
        assert shown.err.splitlines()[-1].startswith("cannot write or read")
    assert Path("file").read_text() == "in the way"


@pytest.mark.parametrize(
    "arguments",
    [
        ["template", "--jd", "JD.xlsx", "-o", "JD.xlsx"],
        ["score", "inbox", "--jd", "JD.xlsx", "-o", "./JD.xlsx"],
        ["score", "inbox", "--roster", "JD.xlsx", "-o", "inbox/../JD.xlsx"],
        ["score", "JD.xlsx", "inbox", "--json", "-o", "JD.xlsx"],
    ],
)
def test_output_over_an_input__status_2__the_input_stays(
    arguments: list[str], run: Runner, inbox: Path
) -> None:
    assert inbox.is_dir()
    shutil.copy(JD_FILE, "JD.xlsx")
    shown = run(*arguments)
    assert (shown.status, shown.out) == (UNUSABLE, "")
    assert "is an input" in shown.err
    assert Path("JD.xlsx").read_bytes() == JD_FILE.read_bytes()


# -- demo ----------------------------------------------------------------------------------


def test_demo__from_an_empty_folder__leaves_every_stage(run: Runner, tmp_path: Path) -> None:
    shown = run("demo")
    assert (shown.status, shown.err) == (CLEAN, "")
    (folder,) = tmp_path.iterdir()
    assert folder.name == "faie_demo"
    assert sorted(path.name for path in folder.iterdir()) == [
        "FAIE_JD.xlsx", "feedback", "forms", "returned", "roster.xlsx", "summary.xlsx",
        "template.xlsx",
    ]  # fmt: skip
    assert len(list((folder / "forms").iterdir())) == len(fs.read_roster(ROSTER_FILE)) + 1
    assert len(list((folder / "returned").iterdir())) == len(list(fs.builtin.FILLED_PATH.iterdir()))
    for step in range(1, 7):
        assert re.search(rf"^{step}\. ", shown.out, re.MULTILINE)
    (line,) = (line for line in shown.out.splitlines() if "Trần Quốc Bảo (E1002)" in line)
    for word in ("64.3%", "attains FAIE01", "target FAIE02", "short in AIAE08 by 1"):
        assert word in line


def test_demo__twice_into_one_folder__works(run: Runner) -> None:
    assert run("demo", "-o", "d").status == CLEAN
    assert run("demo", "-o", "d").status == CLEAN


# -- as a program --------------------------------------------------------------------------


def test_program__exit_statuses(tmp_path: Path, clean_jd: Path) -> None:
    assert program("check", clean_jd, cwd=tmp_path).status == CLEAN
    assert program("check", JD_FILE, cwd=tmp_path).status == NEEDS_A_PERSON
    shown = program("check", "gone.xlsx", cwd=tmp_path)
    assert shown.status == UNUSABLE
    assert shown.err.strip().count("\n") == 0


def test_program__standard_output_is_not_utf8__json_still_is(tmp_path: Path) -> None:
    shown = program(
        "score", fs.builtin.FILLED_PATH, "--json", cwd=tmp_path, PYTHONIOENCODING="ascii"
    )
    assert shown.status == NEEDS_A_PERSON
    names = {result["engineer"]["name"] for result in shown.document["results"]}
    assert "Trần Quốc Bảo" in names


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_program__standard_output_is_not_utf8__nothing_fails(encoding: str, tmp_path: Path) -> None:
    shown = program("demo", cwd=tmp_path, PYTHONIOENCODING=encoding)
    assert shown.status == CLEAN
    shown = program("check", JD_FILE, cwd=tmp_path, PYTHONIOENCODING=encoding)
    assert shown.status == NEEDS_A_PERSON
    assert all(code in shown.out for code in CODES)
    assert program("score", "--help", cwd=tmp_path, PYTHONIOENCODING=encoding).status == CLEAN


def test_program__narrow_terminal__no_code_and_no_figure_is_cut_off(tmp_path: Path) -> None:
    shown = program("check", JD_FILE, cwd=tmp_path, COLUMNS="30")
    assert shown.status == NEEDS_A_PERSON
    assert all(word in shown.out for word in (*CODES, *JD.rank_codes, "15%"))
    assert "Example" in program("forms", "--help", cwd=tmp_path, COLUMNS="30").out


def test_score__output_is_a_returned_form_in_the_inbox__is_refused(
    run: Runner, inbox: Path
) -> None:
    (form,) = inbox.iterdir()
    before = form.read_bytes()
    shown = run("score", inbox, "-o", form)
    assert shown.status == UNUSABLE
    assert "would be lost" in shown.err
    assert form.read_bytes() == before


def test_score__output_in_the_inbox__may_be_written_again(run: Runner, inbox: Path) -> None:
    assert run("score", inbox, "-o", inbox / "summary.xlsx").status == CLEAN
    assert run("score", inbox, "-o", inbox / "summary.xlsx").status == CLEAN


def test_score__empty_inbox__earlier_summary_stays(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "summary.xlsx").write_bytes(b"an earlier summary")
    assert run("score", "empty").status == UNUSABLE
    assert (tmp_path / "summary.xlsx").read_bytes() == b"an earlier summary"


@pytest.mark.parametrize("name", ["T.pdf", "T", "folder.xlsx"])
def test_output__no_name_of_a_workbook__is_refused(run: Runner, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    shown = run("template", "-o", name)
    assert shown.status == UNUSABLE
    assert "is not the name of an .xlsx workbook" in shown.err


def test_jd_with_an_error__every_command_tells_it(
    run: Runner, tmp_path: Path, inbox: Path, people: Path
) -> None:
    book = open_book(JD_FILE.read_bytes())
    cell = next(c for row in book["Competency Model"] for c in row if c.value == "AIAE01").offset(
        0, 2
    )
    cell.value = 0.25
    (tmp_path / "JD.xlsx").write_bytes(saved(book))
    for command in (
        ("template", "-o", "T.xlsx"), ("forms", people, "-o", "out"), ("score", inbox),
    ):  # fmt: skip
        shown = run(*command, "--jd", "JD.xlsx")
        assert shown.status == NEEDS_A_PERSON
        assert "the weights total 110%" in shown.err
