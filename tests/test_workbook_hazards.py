"""Hostile and broken files, one by one: refused before any library parses them, in plain words.

The files are made in ``tests/hostile.py``; what each did to a library is in
``docs/notes/hostile-files.md``. What is expected to fail is marked so, and fails here once it works
(``xfail_strict`` in ``pyproject.toml``).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hostile import (
    HONEST,
    HOSTILE,
    RELATIONS,
    SHEET,
    SMALL,
    STRINGS,
    Hostile,
    Make,
    altered,
    archive,
    compound,
    parts_of,
    with_parts,
)

from faie_sheets import Kind, UnusableSourceError, builtin, read_form, read_jd, read_roster
from faie_sheets.workbook.gate import bounds, xlsx
from faie_sheets.workbook.gate.check import check_workbook
from faie_sheets.workbook.read.book import read_book
from faie_sheets.workbook.read.repair import in_usual_layout
from faie_sheets.workbook.read.source import SourceFile


def refused(name: str, data: bytes) -> tuple[str, str]:
    """Code and message of the one problem that a file is refused for."""
    with pytest.raises(UnusableSourceError) as caught:
        check_workbook(name, data)
    (problem,) = caught.value.problems
    assert (problem.file, problem.sheet, problem.cell) == (name, "", "")
    return problem.code, problem.message


def test_there_are__at_least_forty() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_file__is_refused__in_its_own_words(hostile: Hostile) -> None:
    data = hostile.make()
    assert len(data) < 10_000_000, "it hurts although it is small"
    code, message = refused(hostile.file, data)
    assert code == hostile.kind.code
    for words in hostile.words:
        assert words in message
    with pytest.raises(UnusableSourceError) as caught:
        read_book(SourceFile(hostile.file, data))
    assert [problem.message for problem in caught.value.problems] == [message]


def test_remedies__differ_with_what_the_file_is() -> None:
    remedies: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for hostile in HOSTILE.values():
        with pytest.raises(UnusableSourceError) as caught:
            check_workbook(hostile.file, hostile.make())
        remedies[hostile.kind].add(caught.value.problems[0].fix)
    used = [fix for fixes in remedies.values() for fix in fixes]
    assert len(used) == len(set(used)) >= 10


@pytest.mark.parametrize("name", ["far corners", "entities", "CSV renamed", "xls: far corner"])
def test_every_reader__has_the_gate_before_it(name: str) -> None:
    data = HOSTILE[name].make()
    for read in (read_jd, lambda data: read_form(data, read_jd(SMALL))):
        with pytest.raises(UnusableSourceError):
            read(data)
    if name != "CSV renamed":
        with pytest.raises(UnusableSourceError) as caught:
            read_roster(data)
        assert caught.value.problems[0].code == HOSTILE[name].kind.code


@pytest.mark.parametrize("make", HONEST.values(), ids=HONEST)
def test_honest_file__unusual__is_read(make: Make) -> None:
    data = make()
    in_usual_layout("form.xlsx", data)
    assert any(cell.value not in ("", None) for cell in read_book(SourceFile("x", data)).cells())


LAID_OUT_OTHERWISE = (
    *("workbook of another name", "another folder", "no folder", "names with backslashes"),
    *("texts of another name", "sheets by a roundabout way"),
)


@pytest.mark.parametrize("name", LAID_OUT_OTHERWISE)
def test_workbook__laid_out_otherwise__is_read_as_if_it_were_not(name: str) -> None:
    data = HONEST[name]()
    code, message = refused("form.xlsx", data)
    assert code == Kind.FILE_TO_SAVE_ANEW.code
    assert "put together in an unusual way" in message
    (usual,), (sheet,) = (read_book(SourceFile("x", each)).sheets for each in (SMALL, data))
    assert (sheet.name, sheet.rows) == (usual.name, usual.rows)


def test_workbook__with_parts_that_nothing_leads_to__is_read_as_excel_does() -> None:
    parts = parts_of(SMALL)
    shown = parts["xl/sharedStrings.xml"]
    relations = parts[RELATIONS].replace(b"sharedStrings.xml", b"shown.xml")
    decoy = shown.replace(b"Level", b"Decoy")
    data = with_parts({RELATIONS: relations, "xl/shown.xml": shown, "xl/sharedStrings.xml": decoy})
    (sheet,) = read_book(SourceFile("x", data)).sheets
    assert sheet.rows == [["Code", "Level"], ["A", 3.0]]


def test_form__laid_out_otherwise__is_known_by_its_own_bytes(samples: Path) -> None:
    path = next(samples.glob("filled/E1001*.xlsx"))
    parts = {name.replace("/", "\\"): part for name, part in parts_of(path.read_bytes()).items()}
    usual, other = (read_form(data, builtin.jd()) for data in (path.read_bytes(), archive(parts)))
    assert (other.ratings, other.saved) == (usual.ratings, usual.saved)
    assert other.sha256 == hashlib.sha256(archive(parts)).hexdigest()


@pytest.mark.parametrize("lost", [SHEET, STRINGS, RELATIONS, "_rels/.rels"])
def test_workbook__without_one_of_its_parts__says_what_is_missing(lost: str) -> None:
    parts = parts_of(SMALL)
    del parts[lost]
    with pytest.raises(UnusableSourceError) as caught:
        read_book(SourceFile("x", archive(parts)))
    assert "missing" in caught.value.problems[0].found


@pytest.mark.parametrize("step", [97])
def test_workbook__cut_off_anywhere__is_damaged(step: int) -> None:
    for kept in range(4, len(SMALL), step):
        code, message = refused("form.xlsx", SMALL[:kept])
        assert code == Kind.FILE_DAMAGED.code
        assert "its end is missing" in message


def test_legacy_workbook__that_fails__is_not_taken_for_an_archive_at_its_end() -> None:
    legacy = compound({"Workbook": b"\x09\x08\x02\x00"})  # calamine would turn to the archive
    at_its_end = altered("xl/worksheets/sheet1.xml", "</sheetData>", "<row/></sheetData>")
    with pytest.raises(UnusableSourceError) as caught:
        read_book(SourceFile("x.xls", legacy + at_its_end))
    assert caught.value.problems[0].code == Kind.FILE_DAMAGED.code


def test_many_ordinary_sheets__are_counted_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = parts_of(SMALL)["xl/worksheets/sheet1.xml"]
    many = with_parts({f"xl/worksheets/sheet{n}.xml": sheet for n in range(2, 103)})
    check_workbook("x", many)  # 102 sheets of 2 × 2 cells, though each might reach Z999
    monkeypatch.setattr(bounds, "LARGEST_TABLE", 102 * 4 - 1)
    assert refused("x", many)[0] == Kind.FILE_TOO_LARGE.code


def test_text_used_many_times__within_bounds__passes(monkeypatch: pytest.MonkeyPatch) -> None:
    used = "".join(f'<c r="A{row}" t="s"><v>1</v></c>' for row in range(1, 500))
    strings = "<sst><si><t>" + "x" * 9_000 + "</t></si><si><t>short</t></si></sst>"
    data = with_parts(
        {
            "xl/sharedStrings.xml": strings,
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData><row>{used}</row></sheetData>"
            "</worksheet>",
        }
    )
    for module in (bounds, xlsx):
        monkeypatch.setattr(module, "MOST_TEXT", 10_000)
    check_workbook("x", data)
    for module in (bounds, xlsx):
        monkeypatch.setattr(module, "MOST_TEXT", 2_000)
    assert refused("x", data)[0] == Kind.FILE_TOO_LARGE.code
