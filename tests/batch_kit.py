"""Batches of returned forms for the tests: good, late, returned twice, broken and hostile ones."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

from forms_kit import CODES, at, by_both, chosen, filled, issue, packed, parts, required, without
from hostile import HOSTILE

import faie_sheets as fs
from faie_sheets.intake.inbox import is_clutter

PEOPLE = (
    fs.Engineer("E1001", "Nguyễn Văn An", "Applied AI", "FAIE01", "FAIE02", "Lê Nam", "2026 H1"),
    fs.Engineer("E1002", "Trần Bình", target_rank="FAIE01"),
    fs.Engineer("e1003", "Lê <Cường>", target_rank="FAIE03"),
)
ROSTER = fs.Roster((*PEOPLE[:2], fs.Engineer("E1009", "Ghost", target_rank="FAIE02")))


REWORDED = {at(CODES[2], "What is assessed"): "Works with data"}
"""A locked cell, that one template has otherwise."""


def form(employee: str, **facts: str) -> bytes:
    """A complete form of an engineer."""
    engineer = fs.Engineer(employee, **({"target_rank": "FAIE02"} | facts))
    return filled(chosen(required("FAIE02")), issue(engineer))


def saved_on(data: bytes, stamp: str) -> bytes:
    """A form that says when it was saved, or says nothing of it."""
    contents = parts(data)
    told = f">{stamp}</dcterms:modified>".encode() if stamp else b"></dcterms:modified>"
    core = re.sub(b">[^<]*</dcterms:modified>", told, contents["docProps/core.xml"])
    return packed({**contents, "docProps/core.xml": core})


@cache
def contents() -> tuple[bytes, ...]:
    """Contents of every kind that a batch holds."""
    full = required("FAIE02")
    levels = (
        chosen(full),
        chosen(without(full, CODES[2])),
        by_both(full, required("FAIE01", AIAE04=3)),
        {**chosen(full), at(CODES[0]): "9: no such level", at(CODES[1]): 1, **REWORDED},
        {**chosen(full), **REWORDED, at(CODES[3], "What is assessed"): "Something else"},
    )
    forms = [filled(cells, issue(who)) for who in PEOPLE for cells in levels]
    dated = [saved_on(each, f"2026-0{n % 3 + 1}-01T10:00:00Z") for n, each in enumerate(forms)]
    wordless = [saved_on(each, "") for each in forms[::5]]
    return (*dated, *wordless, forms[0][:3_000], b"", b"%PDF-1.7", fs.builtin.JD_PATH.read_bytes())


def mixed(folder: Path) -> Path:
    """A folder with the samples, every kind of content, and every hostile file."""
    shutil.copytree(fs.builtin.FILLED_PATH, folder)
    (folder / "E1001 again.xlsx").write_bytes((folder / "E1001 Nguyễn Minh Anh.xlsx").read_bytes())
    (folder / "unit").mkdir()
    for number, content in enumerate(contents()):
        (folder / "unit" / f"{number:02}.xlsx").write_bytes(content)
    for hostile in HOSTILE.values():
        if not is_clutter(hostile.file):
            (folder / hostile.file).write_bytes(hostile.make())
    return folder
