"""The exceptions that the library raises on purpose.

.. code-block:: text

    FaieSheetsError              the base class
    └── UnusableSourceError      an input cannot be used at all; .problems says why

What is wrong *inside* a usable file is never an exception: it is a
:class:`faie_sheets.Problem` in the record that was read.
"""

from __future__ import annotations

from faie_sheets.problems.problem import Problem


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
