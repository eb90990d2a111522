"""What is handed in: folders, files, bytes; every file once, under the name it is reported by."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from faie_sheets.form.issue.manifest import FILE_NAME
from faie_sheets.workbook.read.source import Source, files_under
from faie_sheets.workbook.urls import as_path, is_url, name_of, without_secrets

Sources = Source | Iterable[Source]
# Files that spreadsheet programs and file managers leave in folders.
_CLUTTER_PREFIXES = (".", "~$")
_CLUTTER_NAMES = {"thumbs.db", "desktop.ini", FILE_NAME}


class _File(NamedTuple):
    """A file that was found: its name, what it is read from, and its path on this machine."""

    name: str
    source: Source
    path: Path | None


def named_sources(given: Sources, ignored: Collection[Path]) -> Iterator[tuple[str, Source]]:
    """Yield every file once, in order, with the name it is reported by; folders are searched."""
    used: set[str] = set()
    for name, source in _found(separate(given), ignored):
        # Downloads may differ only after the “?”, and open files may have the same name.
        others = (f"{name} ({number})" for number in count(2))
        own = next(each for each in chain([name], others) if each not in used)
        used.add(own)
        yield own, source


def _found(several: list[Source], ignored: Collection[Path]) -> Iterator[tuple[str, Source]]:
    seen: set[str] = set()
    for position, source in enumerate(several, 1):
        path = as_path(source) if is_url(source) else None
        if is_url(source) and not path:
            found = _at_url(source, is_alone=len(several) == 1)
        elif isinstance(source, str | os.PathLike):
            found = _at_path(path or Path(source), is_alone=len(several) == 1)
        else:
            name = getattr(source, "name", None)
            yield name if name and isinstance(name, str) else f"<file {position}>", source
            continue
        for file in found:
            known_by = str(file.path.absolute() if file.path else file.source)
            is_ignored = ignored and file.path and file.path.resolve() in ignored
            if known_by not in seen and not is_ignored:
                seen.add(known_by)
                yield file.name, file.source


def separate(given: Sources) -> list[Source]:
    """The sources given, as a list."""
    if isinstance(given, str | os.PathLike | bytes) or hasattr(given, "read"):
        return [given]  # type: ignore[list-item]  # mypy does not narrow by hasattr
    return list(given)


def _at_path(path: Path, *, is_alone: bool) -> Iterator[_File]:
    files = _files(path) if path.is_dir() else [path]
    # With several folders, whole paths distinguish files of the same name.
    above = None if not is_alone else path if path.is_dir() else path.parent
    for file in files:
        yield _File(str(file.relative_to(above) if above else file), file, file)


def _at_url(url: str, *, is_alone: bool) -> Iterator[_File]:
    shown = without_secrets(url).rstrip("/")
    files = files_under(url)
    if files is None:
        yield _File(name_of(url) if is_alone else shown, url, None)
        return
    for file in files:
        if not is_clutter(file.name.rpartition("/")[2]):
            yield _File(file.name if is_alone else f"{shown}/{file.name}", file.url, None)


def _files(folder: Path) -> list[Path]:
    closed: list[Path] = []
    # A folder that cannot be opened is reported like a file that cannot.
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    paths = [Path(root) / name for root, _, names in walk for name in names]
    return sorted([path for path in paths if not is_clutter(path.name)] + closed)


def is_clutter(name: str) -> bool:
    """Whether a file with this name is ignored when searching a folder."""
    return name.startswith(_CLUTTER_PREFIXES) or name.casefold() in _CLUTTER_NAMES
