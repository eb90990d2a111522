"""Files and folders in any storage that fsspec opens, such as ``s3://bucket/inbox``.

fsspec is an extra of its own, and is imported only when there is a URL. Nothing is asked of a
storage but what there is, and the bytes of a file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from faie_sheets.workbook.gate.check import LARGEST_FILE, check_size
from faie_sheets.workbook.urls import name_of

_MODIFIED = ("mtime", "LastModified", "last_modified", "updated", "created")
"""What the storages call the time of the last change."""


class Fetched(NamedTuple):
    """A file's content, and when it was changed, in seconds since 1970; 0 where nobody says."""

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
        raise OSError("it is no regular file")
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
        raise OSError('fsspec is not installed: pip install "faie_sheets[scale]"') from None
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
