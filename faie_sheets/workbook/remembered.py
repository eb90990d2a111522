"""What was found of a part is remembered: most parts of a batch's forms are alike to the byte."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

_Found = TypeVar("_Found")
_Facts = ParamSpec("_Facts")
Look = Callable[Concatenate[str, bytes, _Facts], _Found]
"""A pure function of a part's name and content, and of what else is told of it."""

SMALL = 64_000
_MOST = 128


def remembered(look: Look[_Facts, _Found]) -> Look[_Facts, _Found]:
    """The same function, that looks but once at small parts of the same name and content."""
    once = lru_cache(maxsize=_MOST)(look)

    @wraps(look)
    def found(name: str, part: bytes, /, *facts: _Facts.args, **named: _Facts.kwargs) -> _Found:
        is_small = len(part) <= SMALL
        return (once if is_small else look)(name, part, *facts, **named)

    return found
