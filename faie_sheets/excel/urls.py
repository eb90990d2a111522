"""Files that a URL names, such as ``s3://bucket/inbox/E1.xlsx``, in any storage that fsspec opens.

fsspec is an extra of its own, and is imported only when there is a URL. Nothing is asked of a
storage but what there is, and the bytes of a file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from faie_sheets.excel.gate import LARGEST_FILE, check_size

# Two letters at the least: C:\ is a drive. A text, for a Path folds the slashes.
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_MODIFIED = ("mtime", "LastModified", "last_modified", "updated", "created")
"""What the storages call the time of the last change."""


class Fetched(NamedTuple):
    """A file's content, and when it was changed, in seconds since 1970; 0 where nobody says."""

    data: bytes
    modified: float


class Listed(NamedTuple):
    """A file in a folder that a URL names.

    Attributes:
        name: its name, relative to the folder.
        url: its own URL.
        path: where it lies, if in the file system of this machine.
    """

    name: str
    url: str
    path: Path | None


def is_url(source: object) -> TypeGuard[str]:
    r"""Whether a source is a URL, and no path.

    >>> is_url("s3://bucket/inbox"), is_url(r"C:\inbox"), is_url("C://inbox"), is_url(b"s3://")
    (True, False, False, False)
    """
    return isinstance(source, str) and bool(_URL.match(source))


def is_of_this_process(url: str) -> bool:
    """Whether no other process finds the file: ``memory://`` is each one's own."""
    return url.casefold().startswith("memory:")


def without_secrets(url: str) -> str:
    """A URL as a message may show it: without a password, and without what is signed.

    >>> without_secrets("sftp://hr:secret@host/inbox/E1.xlsx?sig=x")
    'sftp://host/inbox/E1.xlsx'
    """
    return re.sub(r"://[^/@]*@", "://", url.partition("?")[0])


def name_of(url: str) -> str:
    """The name of the file that a URL names."""
    shown = without_secrets(url)
    return shown.rstrip("/").rpartition("/")[2] or shown


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
        root, base = root.rstrip("/"), url.rstrip("/")
        found = [path.removeprefix(root).lstrip("/") for path in system.find(root)]
    except Exception:
        # Each storage has its own; whoever then reads it as a file says what is the matter.
        return None
    is_local = "file" in system.protocol
    return [
        Listed(name, f"{base}/{name}", Path(root, name) if is_local else None)
        for name in sorted(found, key=lambda name: name.split("/"))
    ]


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
    return system, path


def _modified(about: Mapping[str, object]) -> float:
    for key in _MODIFIED:
        value = about.get(key)
        if isinstance(value, dt.datetime):
            return value.timestamp()
        if isinstance(value, int | float):
            return float(value)
    return 0.0
