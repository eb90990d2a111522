"""Which markers a test has by what it calls, so that nobody need think of them.

The names in the code of a test, of its fixtures and of every function of ``tests/`` that they reach
are followed: to a program that may be absent (``programs``), to what kills a process (``kills``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from hypothesis import is_hypothesis_test

TESTS = str(Path(__file__).parent)
DRIVERS = {"programs.absent.absent", "programs.absent.find_program", "notebook_runs.executed"}
"""The functions through which a program is driven."""
NO_DRIVER = "programs.extras"
"""What it is looking for is a library."""
KILLS = {"kill", "killpg", "SIGKILL"}
NO_KILLER = "programs.libreoffice"
"""It kills LibreOffice when that does not answer, which is not what its tests are about."""


def mark(item: pytest.Item) -> None:
    """Add the markers that a test is due."""
    for name in sorted(_markers_of(item)):
        item.add_marker(name)


def _markers_of(item: pytest.Item) -> set[str]:
    assert isinstance(item, pytest.Function)
    functions = [item.function, *_fixtures_of(item)]
    markers = set().union(*(_reached(_plain(function)) for function in functions))
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    if any(isinstance(each, ModuleType) and each.__package__ == "programs" for each in values):
        markers.add("programs")
    if is_hypothesis_test(item.function):
        markers.add("properties")
    return markers


def _fixtures_of(item: pytest.Function) -> Iterator[Any]:
    for definitions in item._fixtureinfo.name2fixturedefs.values():  # pytest has no other way
        yield from (definition.func for definition in definitions)


def _plain(function: Any) -> Any:
    """The function that a decorator has wrapped."""
    test = getattr(function, "hypothesis", None)
    return test.inner_test if test else getattr(function, "__wrapped__", function)


@cache
def _reached(start: FunctionType) -> frozenset[str]:
    """The markers for everything that a function reaches."""
    markers, seen, ahead = set(), {start}, [start]
    while ahead:
        function = ahead.pop()
        names = set(_names_in(function.__code__))
        if names & KILLS and function.__module__ != NO_KILLER:
            markers.add("kills")
        if f"{function.__module__}.{function.__name__}" in DRIVERS:
            markers.add("programs")
            continue
        found = set(_named_by(names, function.__globals__)) - seen
        seen |= found
        ahead += found
    return frozenset(markers)


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names_in(constant)


def _named_by(names: set[str], known: dict[str, Any]) -> Iterator[FunctionType]:
    """The functions of the tests that the names in a function mean, and those of their classes."""
    for name in names & known.keys():
        named = known[name]
        if isinstance(named, ModuleType):
            things = [vars(named)[each] for each in names & vars(named).keys()]
        elif isinstance(named, type):
            things = [getattr(each, "__func__", each) for each in vars(named).values()]
        else:
            things = [named]
        for thing in map(_plain, things):
            if isinstance(thing, FunctionType) and _is_of_tests(thing):
                yield thing


def _is_of_tests(function: FunctionType) -> bool:
    return function.__code__.co_filename.startswith(TESTS) and function.__module__ != NO_DRIVER
