"""Sources: a path, a URL, bytes or a binary file, read once into memory, checked at the gate.

URLs are opened by fsspec, an extra of its own that is imported only when there is one. Nothing is
asked of a storage but what there is, and the bytes of a file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from faie_sheets.problems import Kind, Place, UnusableSourceError
from faie_sheets.workbook.gate.check import LARGEST_FILE, check_size
from faie_sheets.workbook.urls import as_path, is_url, name_of

Source: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO
"""What every ``read_*`` function takes: a path, the bytes of a file, or an open binary file; a text
such as ``s3://bucket/JD.xlsx`` is a URL, and fsspec opens it."""
_MODIFIED = ("mtime", "LastModified", "last_modified", "updated", "created")
"""What the storages call the time of the last change."""


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
        UnusableSourceError: there is no such file, it cannot be opened, is not a regular file,
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
                place.problem(Kind.FILE_NOT_READABLE, why="it is not a regular file")
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


class Fetched(NamedTuple):
    """A file's content, and when it was changed, in seconds since 1970; 0 where nothing says."""

    data: bytes
    modified: float


class Listed(NamedTuple):
    """A file in a folder that a URL names: its name, relative to the folder, and its own URL."""

    name: str
    url: str


def fetch(url: str) -> Fetched:
    """The bytes of a file, as far as one more than it may have.

    Raises:
        UnusableSourceError: its storage says that it has more.
        FileNotFoundError: there is no such file.
        OSError: it is a folder or a device, or cannot be read.
        Exception: whatever else the storage raises.
    """
    system, path = _opened(url)
    about = system.info(path)
    # Opening a FIFO or a device would wait for ever.
    if about.get("type") != "file":
        raise OSError("it is not a regular file")
    check_size(name_of(url), about.get("size") or 1)
    return Fetched(system.cat_file(path, start=0, end=LARGEST_FILE + 1), _modified(about))


def files_under(url: str) -> list[Listed] | None:
    """The files in a folder and its sub-folders; None where it is no folder that can be listed."""
    try:
        system, root = _opened(url)
        if not system.isdir(root):
            return None
        root, found = root.rstrip("/"), system.find(root, detail=True)
    except Exception:
        # Each storage has its own; whoever then reads it as a file says what is the matter.
        return None
    names = [
        path.removeprefix(root).lstrip("/")
        for path, about in found.items()
        # An object may stand for a folder: its name ends so, or is that of the folder itself.
        if about.get("type") != "directory" and path != root and not path.endswith("/")
    ]
    base = url if url.endswith("/") else f"{url}/"
    in_order = sorted(names, key=lambda name: name.split("/"))
    return [Listed(name, f"{base}{name}") for name in in_order]


def _opened(url: str) -> tuple[Any, str]:
    """The storage, and the path in it."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  only where there is a URL
    except ImportError:
        raise OSError("fsspec is not installed: pip install fsspec") from None
    if "::" in url:
        # fsspec would unpack archives and keep copies on the disk.
        raise OSError("it is a chain of URLs")
    system, path = url_to_fs(url)
    # What it remembers of its folders may be as old as this process.
    system.invalidate_cache(path)
    return system, path


def _modified(about: Mapping[str, object]) -> float:
    for key in _MODIFIED:
        value = about.get(key)
        if isinstance(value, dt.datetime):
            return value.timestamp()
        if isinstance(value, int | float):
            return float(value)
    return 0.0
