"""URLs that name a file or a folder, such as ``s3://bucket/inbox/E1.xlsx``, and no path."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TypeGuard
from urllib.parse import urlsplit

# Two letters at the least: C:\ is a drive. A text, for a Path folds the slashes.
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(source: object) -> TypeGuard[str]:
    r"""Whether a source is a URL, and no path.

    >>> is_url("s3://bucket/inbox"), is_url(r"C:\inbox"), is_url("C://inbox"), is_url(b"s3://")
    (True, False, False, False)
    """
    return isinstance(source, str) and bool(_URL.match(source))


def as_path(url: str) -> Path | None:
    """The path that a ``file://`` URL names, whether it is escaped or not; None of any other."""
    scheme, _, plain = url.partition("://")
    if scheme.casefold() != "file":
        return None
    from urllib.request import url2pathname  # noqa: PLC0415  slow to import

    return Path(plain) if Path(plain).exists() else Path(url2pathname(urlsplit(url).path))


def local_path(path: str | os.PathLike[str]) -> Path:
    """A place to write to.

    Raises:
        ValueError: it is a URL; files are written on this machine.
    """
    if is_url(path):
        shown = without_secrets(path)
        raise ValueError(f"{shown} is a URL: files are written to a path, to be copied from there")
    return Path(path)


def is_of_this_process(url: str) -> bool:
    """Whether no other process finds the file: ``memory://`` is each one's own."""
    return url.casefold().startswith("memory:")


def without_secrets(url: str) -> str:
    """A URL as a message may show it: without a password, and without what is signed.

    >>> without_secrets("sftp://hr:secret@host/inbox/E1.xlsx?sig=x")
    'sftp://host/inbox/E1.xlsx'
    """
    return re.sub(r"://[^/]*@", "://", url.partition("?")[0])


def name_of(url: str) -> str:
    """The name of the file that a URL names."""
    shown = without_secrets(url)
    return shown.rstrip("/").rpartition("/")[2] or shown
