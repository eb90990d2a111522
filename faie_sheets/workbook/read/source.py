"""Sources: a path, a URL, bytes or a binary file, read once into memory, checked at the gate."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, TypeAlias

from faie_sheets.errors import UnusableSourceError
from faie_sheets.problems import Kind, Place
from faie_sheets.workbook.gate.check import LARGEST_FILE, check_size
from faie_sheets.workbook.read.storage import fetch
from faie_sheets.workbook.urls import as_path, is_url, name_of

Source: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO
"""What every ``read_*`` function takes: a path, the bytes of a file, or an open binary file; a text
such as ``s3://bucket/JD.xlsx`` is a URL, and fsspec opens it."""


@dataclass(frozen=True)
class SourceFile:
    """A file's bytes, with the name that messages call it by.

    Attributes:
        name: the file's name without its folder; ``<bytes>`` where there is none.
        data: its content.
        path: where it lies, or None.
        modified: when the file system says that it was changed, in seconds since 1970; 0 where it
            says nothing.
    """

    name: str
    data: bytes
    path: Path | None = None
    modified: float = 0.0

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the content, 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def place(self) -> Place:
        """The file as the place of a problem."""
        return Place(self.name)


def load(source: Source | SourceFile) -> SourceFile:
    """Read a source whole; one that was read before is as it was.

    Raises:
        UnusableSourceError: there is no such file, it cannot be opened, is no regular file,
            or has more than 20 MB; or it is a URL and fsspec is not installed.
    """
    if isinstance(source, SourceFile):
        loaded = source
    elif isinstance(source, bytes | bytearray | memoryview):
        loaded = SourceFile("<bytes>", bytes(source))
    elif is_url(source):
        path = as_path(source)
        loaded = _load_path(path) if path else _load_url(source)
    elif isinstance(source, str | os.PathLike):
        loaded = _load_path(Path(source))
    else:
        name = getattr(source, "name", None)
        called = Path(name).name if isinstance(name, str) and name else "<file>"
        loaded = SourceFile(called, source.read(LARGEST_FILE + 1))
    check_size(loaded.name, len(loaded.data))
    return loaded


def _load_path(path: Path) -> SourceFile:
    place = Place(path.name or str(path))
    try:
        if not path.exists():
            raise UnusableSourceError(place.problem(Kind.FILE_NOT_FOUND))
        # Opening a FIFO or a device would wait for ever.
        if not path.is_file():
            raise UnusableSourceError(
                place.problem(Kind.FILE_NOT_READABLE, why="it is no regular file")
            )
        state = path.stat()
        check_size(path.name, state.st_size)
        return SourceFile(path.name, path.read_bytes(), path, state.st_mtime)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UnusableSourceError(place.problem(Kind.FILE_NOT_READABLE, why=why)) from None


def _load_url(url: str) -> SourceFile:
    name = name_of(url)
    try:
        fetched = fetch(url)
    except UnusableSourceError:
        raise
    except FileNotFoundError:
        raise UnusableSourceError(Place(name).problem(Kind.FILE_NOT_FOUND)) from None
    except Exception as error:
        # Each storage has exceptions of its own, and what they say may hold an address with a key.
        why = str(error) if type(error) in {OSError, ImportError, ValueError} else ""
        problem = Place(name).problem(Kind.URL_NOT_READABLE, why=why or type(error).__name__)
        raise UnusableSourceError(problem) from None
    return SourceFile(name, fetched.data, None, fetched.modified)
