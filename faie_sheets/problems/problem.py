"""One thing that is wrong, as reported: where, what was found, what is allowed, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from faie_sheets.problems.entry import Severity
from faie_sheets.problems.wording import address
from faie_sheets.showing import Shown

if TYPE_CHECKING:
    from faie_sheets.problems.catalogue import Kind


@dataclass(frozen=True, slots=True)
class Problem(Shown):
    """One thing wrong: its place, what was found, what is allowed and what to do.

    Attributes:
        code: stable code from the catalogue, such as ``rating-not-on-scale``.
        severity: ``error`` (a figure is wrong or missing) or ``warning``.
        file: name of the file, or ``""`` where none is involved.
        sheet: name of the sheet, or ``""``.
        cell: address in A1 notation, or ``""``.
        found: what was found, as a clause.
        expected: what is allowed there.
        fix: what to do about it.
    """

    code: str
    severity: Severity
    file: str
    sheet: str
    cell: str
    found: str
    expected: str
    fix: str

    @property
    def where(self) -> str:
        """The place as a person would write it: ``file, 'Sheet'!B7``, as far as it is known."""
        spot = address(self.sheet, self.cell)
        return ", ".join(part for part in (self.file, spot) if part)

    @property
    def message(self) -> str:
        """*where · what was found · what is allowed · what to do*, in one line."""
        parts = (self.where, self.found, f"expected {self.expected}", self.fix)
        return " · ".join(part for part in parts if part)


class Place(NamedTuple):
    """A place in a file, from which a reader makes its problems."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def problem(self, kind: Kind, **facts: Any) -> Problem:
        """Make a problem of this kind at this place, with ``facts`` filled into its sentences."""
        entry = kind.value

        def fill(template: str) -> str:
            return template.format_map(facts).removesuffix("; ")

        found, expected, fix = map(fill, entry.sentences)
        return Problem(
            kind.code, entry.severity, self.file, self.sheet, self.cell, found, expected, fix
        )


NOWHERE = Place()


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that make a figure wrong or missing, without the warnings."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]
