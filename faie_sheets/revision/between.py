"""Make differences: between two texts, or between two values of a competency or rank."""

from __future__ import annotations

from collections.abc import Iterator

from faie_sheets.records.job_description import Competency, Rank
from faie_sheets.records.revision import Difference, DifferenceKind
from faie_sheets.text.passages import passages


def texts(
    kind: DifferenceKind,
    what: str,
    old: str,
    new: str,
    *,
    about: tuple[str, str] = ("", ""),
    rank: str = "",
    level: int | None = None,
) -> Iterator[Difference]:
    """The difference between two texts, with the passages that differ; nothing if they are equal.

    ``about`` is the code and the name of what they are about.
    """
    if old != new:
        words = passages(old, new) if old and new else ()
        yield Difference(kind, *about, rank, level, what, old, new, words)


def values(
    kind: DifferenceKind,
    item: Competency | Rank,
    what: str,
    old: str,
    new: str,
    *,
    rank: str = "",
    level: int | None = None,
) -> Iterator[Difference]:
    """The difference between two short values of a competency or rank; nothing if equal."""
    if old != new:
        yield Difference(kind, *about(item), rank, level, what, old, new)


def about(item: Competency | Rank) -> tuple[str, str]:
    """Code and name of a competency, code and title of a rank."""
    return item.code, item.name if isinstance(item, Competency) else item.title
