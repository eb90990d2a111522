"""A reader for the tests that does what some files do to a reader; workers import it."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Never

import faie_sheets as fs
from faie_sheets.form.read.read_form import read_loaded
from faie_sheets.workbook.read.source import SourceFile

ONCE = b"be killed once: "


class PanicException(BaseException):
    """What a panic in Rust arrives as."""


def read(file: SourceFile, jd: fs.JobDescription) -> fs.Assessment:
    """Read a form, or do what the file says."""
    word = file.data[:20].decode("latin-1")
    if word in DEEDS:
        DEEDS[word]()
    if file.data.startswith(ONCE):
        mark, _, form = file.data.removeprefix(ONCE).partition(b"\n")
        _be_killed_once(Path(mark.decode()))
        file = SourceFile(file.name, form)
    return read_loaded(file, jd)


def killed_once(mark: Path, form: bytes) -> bytes:
    """A form whose first reader is killed; that it was is remembered by a file."""
    return ONCE + bytes(mark) + b"\n" + form


def _be_killed_once(mark: Path) -> None:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _hang() -> Never:
    while True:
        time.sleep(1)


def _hang_deaf() -> Never:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _hang()


def _hog() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(64 << 20))


def _recurse() -> None:
    _recurse()


def _panic() -> None:
    raise PanicException("index out of bounds")


def _die_slowly() -> None:
    time.sleep(0.3)
    os.kill(os.getpid(), signal.SIGKILL)


def _talk() -> None:
    os.write(2, b"thread panicked")
    print("a word", file=sys.stderr, flush=True)


DEEDS = {
    "be killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "be killed slowly": _die_slowly,
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "abort": os.abort,
    "leave": lambda: os._exit(3),
    "exit": lambda: sys.exit(4),
    "hang": _hang,
    "hang and be deaf": _hang_deaf,
    "hog": _hog,
    "recurse": _recurse,
    "panic": _panic,
    "talk": _talk,
}
