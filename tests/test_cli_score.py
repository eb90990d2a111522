"""``faie-sheets score``: duplicates, late forms, workers, and the dry run."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
import python_calamine as calamine
from forms_kit import AN, JD, chosen, filled, issue, packed, parts, required, roster

import faie_sheets as fs
from faie_sheets import cli

CLEAN, NEEDS_A_PERSON, UNUSABLE = 0, 1, 2
FILLED, ROSTER_FILE = fs.builtin.FILLED_PATH, fs.builtin.ROSTER_PATH


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
    """Score in an empty folder, as the program does it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["faie-sheets", "score", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        code = end.value.code
        assert isinstance(code, int)
        return Run(code, *capfd.readouterr())

    return call


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Two different forms of one engineer."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for day, rank in ((1, "FAIE01"), (2, "FAIE03")):
        path = folder / f"{day}.xlsx"
        path.write_bytes(filled(chosen(required(rank)), issue(AN)))
    return folder


def outcomes(shown: Run) -> list[str]:
    return [file["outcome"] for file in shown.document["files"]]


def test_duplicates__each_policy(run: Runner, inbox: Path) -> None:
    by_policy = {
        policy: outcomes(run(inbox, "--json", "--duplicates", policy))
        for policy in ("newest", "first", "refuse")
    }
    assert sorted(by_policy["newest"]) == sorted(by_policy["first"]) == ["scored", "superseded"]
    assert by_policy["refuse"] == ["rejected", "rejected"]


def test_duplicates__another_policy__status_2(run: Runner, inbox: Path) -> None:
    shown = run(inbox, "--duplicates", "latest")
    assert shown.status == UNUSABLE
    assert "newest" in shown.err


def test_due__who_is_late__is_told_everywhere(run: Runner, tmp_path: Path) -> None:
    shown = run(FILLED, "--roster", ROSTER_FILE, "--due", "2001-01-01", "--json", "-o", "S.xlsx")
    document = shown.document
    missing = [engineer["id"] for engineer in document["missing"]]
    late = [engineer["id"] for engineer in document["late"]]
    assert (document["due"], missing) == ("2001-01-01", ["E1006", "E1013", "E1014"])
    assert set(missing) < set(late)
    told = [p["file"] for p in document["problems"] if p["code"] == fs.Kind.FORM_LATE.code]
    assert len(told) == len(late) - len(missing) > 0
    book = calamine.CalamineWorkbook.from_path(tmp_path / "S.xlsx")
    assert "Due on 2001-01-01; they are late." in str(book.get_sheet_by_name("Missing").to_python())
    assert "late, due 2001-01-01: " in run(FILLED, "--due", "2001-01-01", "-o", "S.xlsx").out


def test_due__not_given__nobody_is_late(run: Runner) -> None:
    document = run(FILLED, "--roster", ROSTER_FILE, "--json").document
    assert (document["due"], document["late"]) == (None, [])


def test_due__no_date__status_2(run: Runner, inbox: Path) -> None:
    assert run(inbox, "--due", "soon").status == UNUSABLE


@pytest.mark.parametrize("workers", ["0", "1", "2"])
def test_workers__any_number__same_result(run: Runner, workers: str) -> None:
    assert run(FILLED, "--json", "--workers", workers).out == run(FILLED, "--json").out


def test_dry_run__says_the_same__writes_nothing(run: Runner, tmp_path: Path) -> None:
    shutil.copytree(FILLED, tmp_path / "inbox")
    before = sorted(tmp_path.rglob("*"))
    dry = run("inbox", "--roster", ROSTER_FILE, "-o", "S.xlsx", "--dry-run")
    assert sorted(tmp_path.rglob("*")) == before
    wet = run("inbox", "--roster", ROSTER_FILE, "-o", "S.xlsx")
    assert (dry.status, dry.out) == (wet.status, wet.out)
    assert dry.err.replace("dry run, not written: ", "summary: ") == wet.err
    written = (tmp_path / "S.xlsx").stat().st_mtime_ns
    assert run("inbox", "-o", "S.xlsx", "--dry-run", "--json").document["results"]
    assert (tmp_path / "S.xlsx").stat().st_mtime_ns == written


EVERYTHING = (
    "inbox", "--roster", ROSTER_FILE, "--due", "2001-01-01", "--json", "-o", "S.xlsx",
    "--return", "back",
)  # fmt: skip


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """The samples, with a copy, a form returned twice and a broken file among them."""
    folder = tmp_path / "inbox"
    shutil.copytree(FILLED, folder)
    for path in list(folder.glob("E1001*")):
        shutil.copy(path, folder / "copy.xlsx")
        (folder / "half.xlsx").write_bytes(path.read_bytes()[:9_000])
    for day in (1, 2):
        levels = chosen(required("FAIE02", AIAE01=day))
        (folder / f"{day}.xlsx").write_bytes(filled(levels, issue(AN)))
    return folder


def contents(folder: Path) -> dict[Path, str]:
    """Every file in a folder, and the hash of what is in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.usefixtures("returned")
def test_twice__any_number_of_workers_and_any_day__same_bytes(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    now = time.time
    for day, workers in enumerate(("2", "2", "1", "0")):
        # What an archive says of the time of its parts comes from here.
        monkeypatch.setattr(time, "time", lambda day=day: now() + 86_400 * day)
        runs.append((run(*EVERYTHING, "--workers", workers), contents(tmp_path)))
        shutil.rmtree(tmp_path / "back")
        (tmp_path / "S.xlsx").unlink()
    assert runs.count(runs[0]) == 4
    shown, files = runs[0]
    assert {"scored", "incomplete", "rejected", "superseded"} == set(outcomes(shown))
    assert len([path for path in files if path.parent.name == "back"]) > 3


@pytest.mark.usefixtures("returned")
def test_dry_run__with_everything__says_the_same__touches_nothing(
    run: Runner, tmp_path: Path
) -> None:
    before = contents(tmp_path)
    dry = run(*EVERYTHING, "--dry-run")
    assert contents(tmp_path) == before
    wet = run(*EVERYTHING)
    written = {path: path.stat().st_mtime_ns for path in contents(tmp_path)}
    again = run(*EVERYTHING, "--dry-run")
    assert {path: path.stat().st_mtime_ns for path in contents(tmp_path)} == written
    assert (dry.status, dry.out) == (wet.status, wet.out) == (again.status, again.out)
    assert dry.err == again.err
    assert dry.err.count("dry run, not written") == 2


def test_manifest__who_has_not_returned(run: Runner, tmp_path: Path) -> None:
    people = roster(AN, fs.Engineer("E2", "Trần Bình", target_rank="FAIE01"))
    fs.write_forms(JD, people, tmp_path / "forms")
    (tmp_path / "forms" / "E2 Trần Bình.xlsx").unlink()
    shown = run("forms", "--manifest", "forms", "--due", "2001-01-01", "-o", "S.xlsx")
    assert "1 not returned: Trần Bình (E2)" in shown.out
    assert "Trần Bình (E2)" in shown.out.split("late, due")[1]


def test_return__forms_to_correct__are_written_and_told(run: Runner, tmp_path: Path) -> None:
    shown = run(FILLED, "--return", "to_mail", "-o", "S.xlsx")
    assert shown.status == NEEDS_A_PERSON
    assert "to send back: 3 forms in to_mail" in shown.err
    assert "not sent back: Team budget.xlsx" in shown.err
    names = {path.name for path in (tmp_path / "to_mail").glob("*.xlsx")}
    assert "E1005 Võ Ngọc Giang - please correct.xlsx" in names
    assert len(names) == 3


def test_return__dry_run__writes_nothing(run: Runner, tmp_path: Path) -> None:
    shown = run(FILLED, "--return", "to_mail", "-o", "S.xlsx", "--dry-run")
    assert "3 forms in to_mail (dry run, not written)" in shown.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["inbox", "inbox/back"])
def test_return__into_the_inbox__status_2(folder: str, run: Runner, inbox: Path) -> None:
    shown = run(inbox, "--return", folder)
    assert shown.status == UNUSABLE
    assert len(list(inbox.iterdir())) == 2


def test_return__own_template__forms_look_like_it(run: Runner, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(fs.builtin.TEMPLATE_PATH)
    book["Assessment"].sheet_properties.tabColor = "00ABCDEF"
    book.save(tmp_path / "own.xlsx")
    run(FILLED, "--return", "to_mail", "--template", "own.xlsx", "-o", "S.xlsx")
    for path in (tmp_path / "to_mail").glob("*.xlsx"):
        color = openpyxl.load_workbook(path)["Assessment"].sheet_properties.tabColor
        assert color
        assert color.rgb == "00ABCDEF"
    assert len(list((tmp_path / "to_mail").glob("*.xlsx"))) == 3


def test_template__that_cannot_be_used__is_told_before_anything_is_read(run: Runner) -> None:
    shown = run(FILLED, "--return", "to_mail", "--template", fs.builtin.JD_PATH)
    assert shown.status == UNUSABLE
    assert "template" in shown.err
    assert not Path("summary.xlsx").exists()


def test_template__that_answers_cannot_be_written_into__status_2(
    run: Runner, tmp_path: Path
) -> None:
    own = parts(fs.builtin.template())
    own["xl/styles.xml"] = own["xl/styles.xml"].replace(b"fonts", b"letters")
    (tmp_path / "own.xlsx").write_bytes(packed(own))
    shown = run(FILLED, "--return", "to_mail", "--template", "own.xlsx")
    assert shown.status == UNUSABLE
    said = "".join(shown.err.split())
    assert "own.xlsx" in said
    assert "itsinnerfile“xl/styles.xml”hasnofonts" in said
    assert "Traceback" not in shown.err
    assert not Path("summary.xlsx").exists()


def test_template__without_return__status_2(run: Runner) -> None:
    assert run(FILLED, "--template", fs.builtin.TEMPLATE_PATH).status == UNUSABLE


def test_json__unusable_input__has_the_keys_of_any_other(run: Runner) -> None:
    usable, unusable = run(FILLED, "--json"), run(FILLED, "--jd", ROSTER_FILE, "--json")
    assert unusable.status == UNUSABLE
    assert unusable.document.keys() == usable.document.keys()


def test_nothing_scored__no_empty_table(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF-1.7")
    shown = run("in")
    assert shown.out.splitlines()[0].startswith("1 file: 0 scored")


def test_many_engineers__the_rest_is_in_the_workbook(run: Runner, tmp_path: Path) -> None:
    people = [fs.Engineer(f"E{n}", f"Person {n}", target_rank="FAIE01") for n in range(140)]
    fs.write_forms(JD, roster(*people), tmp_path / "forms")
    for path in sorted((tmp_path / "forms").glob("*.xlsx"))[100:]:
        path.unlink()
    shown = run("forms", "--manifest", "forms")
    assert "and 10 more, in the summary workbook" in " ".join(shown.out.split())


# -- the store -------------------------------------------------------------------------------


def test_store__same_output__and_made_where_there_is_none(run: Runner, tmp_path: Path) -> None:
    without = run(FILLED, "--json")
    for _ in range(2):
        assert run(FILLED, "--json", "--store", "new/a.store") == without
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.store"]


def test_store__dry_run__goes_on_with_it_and_writes_nothing(run: Runner, tmp_path: Path) -> None:
    dry = run(FILLED, "--store", "a.store", "--dry-run")
    assert not list(tmp_path.iterdir())
    run(FILLED, "--json", "--store", "a.store")
    before = contents(tmp_path)
    again = run(FILLED, "--store", "a.store", "--dry-run")
    assert (again.out, again.status) == (dry.out, dry.status)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("json", [(), ("--json",)])
def test_store__that_is_another_file__status_2_and_untouched(
    json: tuple[str, ...], run: Runner, inbox: Path
) -> None:
    before = (inbox / "1.xlsx").read_bytes()
    shown = run(inbox, "--store", inbox / "1.xlsx", *json)
    assert shown.status == UNUSABLE
    assert "the store cannot be used" in (shown.out if json else shown.err)
    assert "Traceback" not in shown.err
    assert (inbox / "1.xlsx").read_bytes() == before


def test_store__as_the_summary__status_2(run: Runner, inbox: Path) -> None:
    assert run(inbox, "--store", "a.xlsx", "-o", "a.xlsx").status == UNUSABLE
