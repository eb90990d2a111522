"""Two folders of outputs compared byte for byte, and what differs in words."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

_EXCERPT = 60
_MOST_LINES = 8
_MOST_SHOWN = 4  # of the files of one folder, and of the parts of one file


class Difference(NamedTuple):
    """An output that is not as it was.

    Attributes:
        file: the output, relative to both folders.
        lines: in what it differs.
    """

    file: str
    lines: tuple[str, ...]


class Comparison(NamedTuple):
    """Two folders compared.

    Attributes:
        files: every output of either.
        differences: those that are not the same in both.
    """

    files: tuple[str, ...]
    differences: tuple[Difference, ...]

    def besides(self, patterns: Sequence[str]) -> list[Difference]:
        """The differences but for those in such files or in such folders."""
        return [
            each
            for each in self.differences
            if not any(fnmatch(each.file, form) for it in patterns for form in (it, f"{it}/*"))
        ]


def compared(was: Path, now: Path) -> Comparison:
    """Every file of two folders, compared byte for byte."""
    files = sorted({_name(path, folder) for folder in (was, now) for path in _files(folder)})
    differences = (Difference(file, tuple(_lines(was / file, now / file))) for file in files)
    return Comparison(tuple(files), tuple(each for each in differences if each.lines))


def report(comparison: Comparison, patterns: Sequence[str]) -> Iterator[str]:
    """A line for each folder, and under it the differences, some of them where they are many."""
    counted = Counter(map(_folder, comparison.files))
    excepted = set(comparison.differences) - set(comparison.besides(patterns))
    for folder, count in counted.items():
        found = [each for each in comparison.differences if _folder(each.file) == folder]
        allowed = sum(each in excepted for each in found)
        said = f"{len(found)} differ" if found else "the same"
        yield f"{folder:<12} {count:>5} files: {said}" + (f" ({allowed} allowed)" * bool(allowed))
        for difference in found[:_MOST_SHOWN]:
            yield f"  {difference.file}"
            yield from (f"    {line}" for line in difference.lines)
        if more := found[_MOST_SHOWN:]:
            yield f"  and {len(more)} more: {', '.join(each.file for each in more[:50])}"


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _folder(file: str) -> str:
    return file.partition("/")[0]


def _lines(was: Path, now: Path) -> Iterator[str]:
    if not (was.exists() and now.exists()):
        yield "is no more" if was.exists() else "is new"
        return
    before, after = was.read_bytes(), now.read_bytes()
    if before != after:
        yield from _in_words(before, after)


def _in_words(before: bytes, after: bytes) -> Iterator[str]:
    """The differing parts of archives, the differing lines of texts, the first differing bytes."""
    if all(zipfile.is_zipfile(io.BytesIO(data)) for data in (before, after)):
        yield from _in_archives(before, after)
        return
    try:
        old, new = (data.decode().splitlines() for data in (before, after))
    except UnicodeDecodeError:
        yield _excerpts(before, after)
        return
    lines = [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if _says(line)]
    for line in lines[:_MOST_LINES]:
        yield line if len(line) <= 4 * _EXCERPT else f"{line[: 4 * _EXCERPT]}…"
    if more := lines[_MOST_LINES:]:
        yield f"and {len(more)} more lines"
    if not lines or any(len(line) > 4 * _EXCERPT for line in lines[:_MOST_LINES]):
        yield _excerpts(before, after)


def _says(line: str) -> bool:
    return not line.startswith(("---", "+++", "@@"))


def _in_archives(before: bytes, after: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        names, others = old.namelist(), new.namelist()
        if names != others:
            yield f"parts: {', '.join(names)} | {', '.join(others)}"
        both = [name for name in names if name in others]
        differ = [name for name in both if old.read(name) != new.read(name)]
        for name in differ[:_MOST_SHOWN]:
            yield f"{name}: {_excerpts(old.read(name), new.read(name))}"
    if more := differ[_MOST_SHOWN:]:
        yield f"and in {', '.join(more)}"
    if names == others and not differ:
        yield f"the same parts, otherwise packed: {_excerpts(before, after)}"


def _excerpts(before: bytes, after: bytes) -> str:
    """Where two contents begin to differ, and how they go on."""
    pairs = enumerate(zip(before, after, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))
    start = max(0, at - _EXCERPT // 3)
    was, now = (data[start : at + _EXCERPT].decode(errors="replace") for data in (before, after))
    return f"from byte {at} on: {was!r} | {now!r}"
