"""Forms as issued: their identity, and the manifest of what was issued to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from faie_sheets.problems import Problem, Problems
from faie_sheets.records.roster import Engineer
from faie_sheets.showing import Shown


@dataclass(frozen=True)
class FormIdentity:
    """The identity of a form, from its hidden sheet.

    Attributes:
        schema: version of the form's layout.
        form_id: the form's ID; the same engineer, period, rank and JD always give the same ID.
        jd_fingerprint: fingerprint of the JD that the form was made from.
        employee_id: ID of the engineer it was issued to.
        target_rank: code of the rank that the levels are compared with.
    """

    schema: str
    form_id: str
    jd_fingerprint: str
    employee_id: str
    target_rank: str


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """One row of the manifest: a form, whom it was issued to, and exactly what was written.

    Attributes:
        form_id: the form's ID.
        engineer: whom it was issued to.
        file: name of the file in the folder.
        sha256: SHA-256 of its content as issued.
        jd_fingerprint: fingerprint of the JD that the form was made from.
    """

    form_id: str
    engineer: Engineer
    file: str
    sha256: str
    jd_fingerprint: str


@dataclass(frozen=True)
class Manifest(Shown):
    """What was issued to whom.

    Attributes:
        forms: one for each form, in the order of the roster.
        problems: rows of the roster that got no form, with the reason.
        folder: where the forms were written, or None for a manifest that was read.
        path: the manifest's own file, or None.
    """

    forms: tuple[IssuedForm, ...]
    problems: tuple[Problem, ...] = ()
    folder: Path | None = None
    path: Path | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "problems", Problems(self.problems))

    def __iter__(self) -> Iterator[IssuedForm]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)
