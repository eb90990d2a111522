"""Every file that a reader once stumbled over, against what becomes of it now.

One that fares better than is expected fails its test too: the list then says too little of us, or
calamine no longer needs what is done here.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_kit import JD

import faie_sheets as fs

CRASHES = Path(__file__).parent / "files" / "crashes"
DAMAGED = fs.Kind.FILE_DAMAGED
PANIC = "its structure makes no sense"

EXPECTED: dict[str, tuple[fs.Kind, str]] = {
    # calamine asked for up to 2.7 TB, which ends the process
    "extent-backwards.xls": (DAMAGED, "does not extend from where it begins"),
    "two-addresses-in-a-tag.xlsx": (DAMAGED, "makes no sense from line 2"),
    "two-numbers-of-repetitions.ods": (fs.Kind.FILE_TOO_LARGE, "17,179,869,184 filled cells"),
    # calamine panics
    "formula-cut-short.xls": (DAMAGED, PANIC),
    "merges-cut-short.xls": (DAMAGED, PANIC),
    "name-cut-short.xls": (DAMAGED, PANIC),
    "references-cut-short.xls": (DAMAGED, PANIC),
    "sheet-beyond-the-end.xls": (DAMAGED, PANIC),
    "sheet-cut-short.xls": (DAMAGED, PANIC),
    "sheet-of-no-part.xlsb": (DAMAGED, PANIC),
}


def test_files__each_is_expected_to_be_something() -> None:
    assert {path.name for path in CRASHES.iterdir()} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_file__is_what_it_is_expected_to_be(name: str) -> None:
    kind, words = EXPECTED[name]
    # Whatever it does, it does to a worker.
    intake = fs.read_forms(CRASHES / name, JD, workers=1)
    (problem,) = intake.problems
    assert (problem.code, problem.file) == (kind.code, name)
    assert words in problem.message
