"""A record's problems: a tuple that displays as a table in a notebook."""

from __future__ import annotations

from typing import SupportsIndex, overload

from faie_sheets.problems import Problem
from faie_sheets.showing import Shown


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
