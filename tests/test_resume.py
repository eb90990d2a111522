"""A run that is killed half-way goes on where it was, and says the same as one that was not."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from forms_kit import JD, blank, chosen, filled, packed, parts, required

import faie_sheets as fs

FORMS = 600
IMPATIENT = """
from faie_sheets import cli
from faie_sheets.intake import store
store._SECONDS_BETWEEN_WRITES = 0.02
cli.main()
"""
"""The command line, with a store that is written to before all forms are read."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many forms, no two of one engineer, and some that are none."""
    folder = tmp_path_factory.mktemp("many") / "inbox"
    folder.mkdir()
    form = fs.write_forms(
        JD, fs.Roster((fs.Engineer("E00000", "An", target_rank="FAIE02"),)), folder
    ).forms[0]
    contents = parts(filled(chosen(required("FAIE02")), (folder / form.file).read_bytes()))
    (folder / form.file).unlink()
    for number in range(FORMS):
        own = {
            name: part.replace(b"E00000", f"E{number:05}".encode())
            for name, part in contents.items()
        }
        whole = packed(own) if number % 50 else blank()[: 100 * number]
        (folder / f"E{number:05}.xlsx").write_bytes(whole)
    return folder


def score(inbox: Path, *options: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", IMPATIENT, "score", inbox, "--json", *options],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def kept(store: Path) -> set[tuple[int, bytes]]:
    """What stands in a store: an entry that is written anew gets another number."""
    if not store.exists():
        return set()
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True, timeout=10)) as file:
        try:
            return set(file.execute("SELECT rowid, name FROM reads"))
        except sqlite3.OperationalError:
            return set()


@pytest.mark.parametrize("workers", ["0", "2"])
def test_score__killed_half_way__goes_on_where_it_was(
    workers: str, inbox: Path, tmp_path: Path
) -> None:
    undisturbed, _ = score(inbox, "--workers", workers).communicate()
    assert undisturbed
    store = tmp_path / "a.store"
    program = score(inbox, "--workers", workers, "--store", store)
    while len(kept(store)) < FORMS // 4:
        assert program.poll() is None, "it was done before it could be killed"
        time.sleep(0.02)
    os.kill(program.pid, signal.SIGKILL)
    program.communicate()
    before = kept(store)
    assert FORMS // 4 <= len(before) < FORMS
    resumed, _ = score(inbox, "--workers", workers, "--store", store).communicate()
    after = kept(store)
    assert resumed == undisturbed
    assert before < after, "something was read again"
    # The empty file has no content that it could be known by twice; it has its hash all the same.
    assert len(after) in {FORMS, FORMS - 1}
    again, _ = score(inbox, "--workers", workers, "--store", store).communicate()
    assert (again, kept(store)) == (undisturbed, after)
