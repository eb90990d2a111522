"""One thing that is wrong, as reported, and the exceptions that the library raises on purpose.

.. code-block:: text

    FaieSheetsError              base of them all
    └── UnusableSourceError      an input cannot be used at all; .problems says why

What is wrong *inside* a usable file is never an exception: it is a :class:`Problem` in the record
that was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, SupportsIndex, overload

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


class FaieSheetsError(Exception):
    """Base of every exception that the library raises on purpose."""


class UnusableSourceError(FaieSheetsError):
    """An input cannot be used at all: not a workbook, not a JD, a template that lost a token.

    Attributes:
        problems: every reason, all found in one pass; the exception's text is their messages.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[UnusableSourceError], tuple[Problem, ...]]:
        """Pickle by problems, so that the exception keeps them when it crosses processes."""
        return type(self), self.problems


class Problems(Shown, tuple[Problem, ...]):
    """The problems of a record, in the order in which they were found.

    It is a tuple in every respect. A notebook shows it as a table, errors first.

    Example:
        >>> import faie_sheets as fs
        >>> problems = fs.read_forms("samples/filled", fs.builtin.jd()).problems
        >>> isinstance(problems[:3], fs.Problems), len(problems[:3])
        (True, 3)
    """

    __slots__ = ()

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Problem: ...
    @overload
    def __getitem__(self, key: slice, /) -> Problems: ...
    def __getitem__(self, key: SupportsIndex | slice, /) -> Problem | Problems:
        """One problem, or the problems of a slice, again as :class:`Problems`."""
        return Problems(super().__getitem__(key)) if isinstance(key, slice) else self._at(key)

    def _at(self, index: SupportsIndex) -> Problem:
        return super().__getitem__(index)


def example(kind: Kind) -> Problem:
    """A realistic problem of this kind."""
    return Place(*kind.value.at).problem(kind, **kind.value.facts)
