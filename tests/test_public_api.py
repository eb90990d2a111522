"""What the library offers, and that it says what it is."""

from __future__ import annotations

import ast
import inspect
import pydoc
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import faie_sheets as fs

# The names that the notebooks and the command line are promised.
PROMISED = {
    *("read_jd", "read_roster", "read_form", "read_forms", "read_manifest"),
    *("write_template", "write_forms", "write_summary", "write_feedback", "score", "builtin"),
    *("JobDescription", "Roster", "Assessment", "Result", "Intake", "Problem"),
}
FUNCTIONS = [name for name in fs.__all__ if inspect.isfunction(getattr(fs, name, None))]
NEVER_RAISE = {"to_json"}
"""Whatever JD it is given, there is an answer."""
CLASSES = [name for name in fs.__all__ if inspect.isclass(getattr(fs, name, None))]


def public_members(cls: type) -> Iterator[tuple[str, Callable[..., Any] | property]]:
    """The methods and properties that a class defines itself."""
    for name, member in vars(cls).items():
        if isinstance(member, classmethod | staticmethod | cached_property):
            member = member.func if isinstance(member, cached_property) else member.__func__  # noqa: PLW2901  what it wraps
        if not name.startswith("_") and isinstance(member, property | type(lambda: 0)):
            yield name, member


MEMBERS = [
    pytest.param(member, id=f"{name}.{called}")
    for name in CLASSES
    for called, member in public_members(getattr(fs, name))
]


def test_all__is_sorted_and_without_repeats() -> None:
    assert fs.__all__ == sorted(set(fs.__all__))


def test_all__is_exactly_what_stands_there() -> None:
    offered = {
        name
        for name, value in vars(fs).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert set(fs.__all__) == offered | {"builtin"}


def test_all__is_what_the_stub_tells_type_checkers() -> None:
    stub = ast.parse(Path(fs.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    told = next(node.value for node in stub.body if isinstance(node, ast.Assign))
    assert ast.literal_eval(told) == fs.__all__


def test_all__has_what_was_promised() -> None:
    assert set(fs.__all__) >= PROMISED


def test_star_import__brings_every_name() -> None:
    namespace: dict[str, object] = {}
    exec("from faie_sheets import *", namespace)
    assert set(fs.__all__) <= set(namespace)


def test_version__is_the_one_that_is_installed() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", fs.__version__)


@pytest.mark.parametrize("name", [*FUNCTIONS, *CLASSES])
def test_name__has_a_docstring_of_its_own(name: str) -> None:
    thing = getattr(fs, name)
    doc = vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
    assert doc
    # What a dataclass or an enumeration says of itself unasked is no docstring.
    assert not doc.startswith((f"{name}(", "An enumeration"))
    assert re.match(r".+?[.:]( |\n|$)", doc), "a sentence first"


@pytest.mark.parametrize("member", MEMBERS)
def test_member__has_a_docstring(member: Callable[..., Any] | property) -> None:
    assert member.__doc__


@pytest.mark.parametrize("name", [n for n in FUNCTIONS if n.startswith(("read_", "write_"))])
def test_edge__says_what_it_raises_and_takes(name: str) -> None:
    function = getattr(fs, name)
    doc = inspect.getdoc(function) or ""
    assert "\nRaises:\n" in doc
    described = re.findall(r"^    (\w+):", doc, re.MULTILINE)
    if "\nArgs:\n" in doc:
        assert set(inspect.signature(function).parameters) <= set(described)


def raises(function: Callable[..., Any] | property) -> bool:
    """Whether there is a ``raise`` in the source of a function or property."""
    code = function.fget if isinstance(function, property) else function
    tree = ast.parse(textwrap.dedent(inspect.getsource(code)))  # type: ignore[arg-type]  # all have fget
    return any(isinstance(node, ast.Raise) for node in ast.walk(tree))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function__that_raises__says_what(name: str) -> None:
    doc = inspect.getdoc(getattr(fs, name)) or ""
    assert ("\nRaises:\n" in doc) is (name not in NEVER_RAISE)


@pytest.mark.parametrize("member", MEMBERS)
def test_member__that_raises__says_what(member: Callable[..., Any] | property) -> None:
    if raises(member):
        assert "Raises:\n" in (member.__doc__ or "")


@pytest.mark.parametrize("call", [fs.JobDescription.competency, fs.Assessment.of])
def test_members__that_raise__are_known_as_such(call: Callable[..., Any]) -> None:
    assert "Raises:\n" in (call.__doc__ or "")


@pytest.mark.parametrize("call", [fs.Result.plot, fs.Intake.plot_gaps, fs.Intake.plot_matrix])
def test_plot__says_that_matplotlib_may_be_missing(call: Callable[..., Any]) -> None:
    assert "ImportError: matplotlib is not installed" in (call.__doc__ or "")


def test_help__of_read_jd__answers_what_one_asks() -> None:
    page = pydoc.plain(pydoc.render_doc(fs.read_jd))
    for answer in (
        "read_jd(source: 'Source') -> 'JobDescription'",
        "a path, the bytes of a workbook or a binary file object",
        "Weights are in percent (15, not 0.15), levels count from 0",
        "UnusableSourceError: the file is not a workbook",
        ">>> jd = fs.read_jd(",
    ):
        assert answer in page


def test_builtin__everything_is_described() -> None:
    for thing in (fs.builtin, fs.builtin.jd, fs.builtin.template):
        assert thing.__doc__


@pytest.mark.parametrize("name", [n for n in FUNCTIONS if n.startswith(("read_", "write_"))])
def test_edge__has_an_example(name: str) -> None:
    assert ">>> " in (getattr(fs, name).__doc__ or "")


@pytest.mark.parametrize(
    "name", [n for n in CLASSES if is_dataclass(getattr(fs, n)) and n != "Problem"]
)
def test_record__cannot_be_changed(name: str) -> None:
    assert getattr(fs, name).__dataclass_params__.frozen


@pytest.mark.parametrize(
    "name", [n for n in CLASSES if "Attributes:\n" in (getattr(fs, n).__doc__ or "")]
)
def test_record__describes_its_attributes__all_of_them_in_their_order(name: str) -> None:
    cls = getattr(fs, name)
    doc = inspect.getdoc(cls) or ""
    described = re.findall(r"^    (\w+):", doc.split("Attributes:")[1], re.MULTILINE)
    if is_dataclass(cls):
        assert described == [field.name for field in fields(cls)]
    else:
        assert described


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function__is_typed_throughout(name: str) -> None:
    signature = inspect.signature(getattr(fs, name))
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty


def test_exceptions__have_one_base() -> None:
    raised = [getattr(fs, name) for name in CLASSES if issubclass(getattr(fs, name), Exception)]
    assert all(issubclass(error, fs.FaieSheetsError) for error in raised)
    assert len(raised) == 2


def test_exceptions__all_stand_in_the_tree_of_the_docstring() -> None:
    tree = fs.FaieSheetsError.__module__
    doc = __import__(tree, fromlist=["_"]).__doc__ or ""
    for name in CLASSES:
        if issubclass(getattr(fs, name), Exception):
            assert name in doc


@pytest.mark.parametrize(
    ("enumeration", "values"),
    [
        (fs.Rater, ["self", "assessor"]),
        (fs.Status, ["complete", "incomplete"]),
        (fs.Severity, ["error", "warning"]),
        (fs.Outcome, ["scored", "incomplete", "rejected", "superseded"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_enumeration__values_are_the_words_of_the_json_output(
    enumeration: type[StrEnum], values: list[str]
) -> None:
    assert list(enumeration) == values


def test_package__tells_type_checkers_that_it_is_typed() -> None:
    assert (Path(fs.__file__).parent / "py.typed").is_file()


def test_builtin__files_are_there() -> None:
    paths = (fs.builtin.JD_PATH, fs.builtin.TEMPLATE_PATH, fs.builtin.ROSTER_PATH)
    assert all(path.is_file() for path in paths)
    assert any(fs.builtin.FILLED_PATH.iterdir())
    assert fs.builtin.template() == fs.builtin.TEMPLATE_PATH.read_bytes()
