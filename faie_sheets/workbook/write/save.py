"""Writing: beside its place, and moved over it when whole, so that nothing is ever half-written."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from faie_sheets.workbook.urls import local_path

_NEW_FILE_MODE = 0o666
_NEW_FOLDER_MODE = 0o777
_OLD = ".old"
_A_DAY = 86_400
# Computer and process stand in the name: on a shared drive another computer may be writing too.
_COMPUTER = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
_PREFIX = f".~faie-{_COMPUTER}-"
_TEMPORARY = re.compile(r"\.~faie-([0-9a-f]{8})-(\d+)-\w+(\.\w+)?")


@contextmanager
def beside(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Yield a temporary path in the same folder; move it over ``path`` when the block succeeds.

    A killed run leaves the old file or the new one; an error leaves the old one. What a killed
    run leaves beside it is removed by the next one.

    Raises:
        OSError: the folder cannot be made or written.
    """
    target = local_path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    without_leftovers(target.parent.resolve())
    prefix = f"{_PREFIX}{os.getpid()}-"
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=target.suffix, dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        # mkstemp makes private files; a result is as readable as any file of its maker.
        temporary.chmod(_NEW_FILE_MODE & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole, or leave what was there."""
    with beside(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def folder_beside(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Yield a temporary folder in the same place; it replaces ``path`` when the block succeeds.

    What was in the old folder goes with it. A run that is killed leaves the old one or the new
    one; killed between the two renames, both beside the place.

    Raises:
        OSError: the folder cannot be made, written or replaced.
    """
    target = local_path(path).resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    without_leftovers(target.parent)
    temporary = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=target.parent))
    old = temporary.with_name(f"{temporary.name}{_OLD}")
    try:
        yield temporary
        temporary.chmod(_NEW_FOLDER_MODE & ~_umask())
        if target.exists():
            target.rename(old)
        try:
            temporary.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


@lru_cache(maxsize=1024)
def without_leftovers(folder: Path) -> Path:
    """The folder, without what killed runs have left in it; looked through once a process."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _TEMPORARY.fullmatch(entry.name)
            if found and _is_stale(entry, found[1], int(found[2])):
                _remove(entry)
    return folder


def _remove(entry: os.DirEntry[str]) -> None:
    # A folder that was to be replaced is not touched: it may be the only one that is left.
    if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(_OLD):
        shutil.rmtree(entry.path, ignore_errors=True)
        return
    with suppress(OSError):
        Path(entry.path).unlink()


def _is_stale(entry: os.DirEntry[str], computer: str, process: int) -> bool:
    with suppress(OSError):
        if time.time() - entry.stat(follow_symlinks=False).st_mtime > _A_DAY:
            return True
    # On Windows asking would be a signal to the process.
    if computer != _COMPUTER or os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
