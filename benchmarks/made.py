"""Forms filled in by many invented engineers, made quickly: a few kinds, each with other ids."""

from __future__ import annotations

import atexit
import io
import random
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from forms_kit import ASSESSOR, JD, chosen, filled, issue, packed, parts, scored

import faie_sheets as fs

KINDS_OF_FORM = 24
UNITS = ("Applied AI", "Data Platform", "Cloud Delivery", "Trung tâm Đà Nẵng")
_ID = "E0000000"


def engineer(number: int) -> fs.Engineer:
    """An invented engineer; their target rank is the kind of their form."""
    kind = number % KINDS_OF_FORM
    return fs.Engineer(
        f"E{number:07}",
        "Nguyễn Thị Ánh Tuyết",
        unit=UNITS[kind % len(UNITS)],
        current_rank=JD.rank_codes[0],
        target_rank=JD.rank_codes[kind % len(JD.rank_codes)],
        assessor=f"Assessor {kind % 5}",
        period="2026 H1",
    )


def roster_text(count: int) -> str:
    """The roster of so many engineers, as CSV."""
    head = "Employee ID,Name,Unit,Current rank,Target rank,Assessor,Period"
    rows = (
        f"{who.id},{who.name},{who.unit},{who.current_rank},{who.target_rank},{who.assessor},"
        f"{who.period}"
        for who in map(engineer, range(count))
    )
    return "\n".join([head, *rows, ""])


def filled_forms(count: int, seed: int = 7) -> Iterator[tuple[str, bytes, float]]:
    """Name, content and total in percent of so many filled forms, each of another engineer."""
    for number in range(count):
        kind = _kind(number % KINDS_OF_FORM, seed)
        identity, form = engineer(number).id.encode(), io.BytesIO()
        form.write(kind.alike)
        with zipfile.ZipFile(form, "a", zipfile.ZIP_DEFLATED) as archive:
            for name, part in kind.own.items():
                archive.writestr(name, part.replace(_ID.encode(), identity))
        yield f"E{number:07}.xlsx", form.getvalue(), kind.total


def write_filled(folder: Path, count: int) -> dict[str, float]:
    """Write so many filled forms into a folder; return file → total in percent."""
    folder.mkdir(parents=True, exist_ok=True)
    totals = {}
    for name, content, total in filled_forms(count):
        (folder / name).write_bytes(content)
        totals[name] = total
    return totals


class Inbox(NamedTuple):
    """A folder of filled forms, for whoever does not change it.

    Attributes:
        folder: the folder.
        totals: file → total in percent.
    """

    folder: Path
    totals: Mapping[str, float]


@cache
def inbox(count: int) -> Inbox:
    """So many filled forms in a folder that is there until the run ends."""
    holder = tempfile.TemporaryDirectory()
    atexit.register(holder.cleanup)
    folder = Path(holder.name) / "inbox"
    return Inbox(folder, write_filled(folder, count))


class _Kind(NamedTuple):
    """A form with levels by both raters.

    Attributes:
        alike: an archive of the parts that do not say whose it is.
        own: name → content of the others.
        total: its total in percent.
    """

    alike: bytes
    own: dict[str, bytes]
    total: float


@cache
def _kind(number: int, seed: int) -> _Kind:
    chance = random.Random(seed + number)
    own, theirs = (
        {item.code: chance.randint(0, item.max_level) for item in JD.competencies} for _ in range(2)
    )
    who = engineer(number)
    blank = issue(fs.Engineer(_ID, who.name, who.unit, who.current_rank, who.target_rank))
    total = scored(theirs).total
    assert total is not None
    contents = parts(filled(chosen(own) | chosen(theirs, ASSESSOR), blank))
    personal = {name: part for name, part in contents.items() if _ID.encode() in part}
    alike = {name: part for name, part in contents.items() if name not in personal}
    return _Kind(packed(alike), personal, float(total))
