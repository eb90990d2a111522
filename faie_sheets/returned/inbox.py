"""What is handed in: folders, files, bytes; every file once, under the name it is known by."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from faie_sheets.excel.source import Source
from faie_sheets.forms.manifest import FILE_NAME

Sources = Source | Iterable[Source]

# What spreadsheet programs and file managers leave in a folder beside the files of people.
_CLUTTER_PREFIXES = (".", "~$")
_CLUTTER_NAMES = {"thumbs.db", "desktop.ini", FILE_NAME}


def named_sources(given: Sources, ignored: Collection[Path]) -> Iterator[tuple[str, Source]]:
    """Every file once, with the name that it is accounted for by; folders opened, in order."""
    several = separate(given)
    seen: set[Path] = set()
    for position, source in enumerate(several, 1):
        if isinstance(source, str | os.PathLike):
            path = Path(source)
            files = _files(path) if path.is_dir() else [path]
            # With several folders the whole path keeps files of one name apart.
            above = None if len(several) > 1 else path if path.is_dir() else path.parent
            for file in files:
                if file.resolve() not in ignored and file.absolute() not in seen:
                    seen.add(file.absolute())
                    yield str(file.relative_to(above) if above else file), file
        else:
            name = getattr(source, "name", None)
            yield name if name and isinstance(name, str) else f"<file {position}>", source


def separate(given: Sources) -> list[Source]:
    """What is given, one by one."""
    if isinstance(given, str | os.PathLike | bytes) or hasattr(given, "read"):
        return [given]  # type: ignore[list-item]  # mypy does not narrow by hasattr
    return list(given)


def _files(folder: Path) -> list[Path]:
    closed: list[Path] = []
    # A folder that may not be opened is accounted for like a file that may not.
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    paths = [Path(root) / name for root, _, names in walk for name in names]
    return sorted([path for path in paths if not is_clutter(path.name)] + closed)


def is_clutter(name: str) -> bool:
    """Whether a file of this name is passed over in a folder."""
    return name.startswith(_CLUTTER_PREFIXES) or name.casefold() in _CLUTTER_NAMES
