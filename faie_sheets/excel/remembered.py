"""What was found of a part is remembered: most parts of a batch's forms are alike to the byte."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_Found = TypeVar("_Found")
Look = Callable[[str, bytes], _Found]
"""A pure function of a part's name and content."""

_LARGEST = 64_000
_MOST = 128


def remembered(look: Look[_Found]) -> Look[_Found]:
    """The same function, that looks but once at small parts of the same name and content."""
    once = lru_cache(maxsize=_MOST)(look)

    @wraps(look)
    def found(name: str, part: bytes) -> _Found:
        return once(name, part) if len(part) <= _LARGEST else look(name, part)

    return found
