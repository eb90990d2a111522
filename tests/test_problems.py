"""The catalogue: every message says where, what was found, what is allowed and what to do."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import faie_sheets
from faie_sheets import FaieSheetsError, Kind, Problem, Severity, UnusableSourceError
from faie_sheets.problems import (
    NOWHERE,
    Act,
    Entry,
    FollowUp,
    Group,
    Letter,
    Place,
    ToDo,
    errors,
    example,
    listed,
    quoted,
)

KINDS = list(Kind)
PLACE = Place("form.xlsx", "Assessment", "F8")


def fields(kind: Kind) -> set[str]:
    """The facts that a kind asks for."""
    parts = (part for text in kind.value.sentences for part in Formatter().parse(text))
    return {name for _, name, _, _ in parts if name}


def filled(kind: Kind) -> Problem:
    """A problem of this kind, every fact filled with its own name."""
    return PLACE.problem(kind, **{name: f"<{name}>" for name in fields(kind)})


by_code = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)

# -- the catalogue -------------------------------------------------------------------------------


def test_codes__are_unique() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS) > 40
    assert len(Kind.__members__) == len(KINDS), "two names for one wording"


@by_code
def test_code__is_lower_case_words_with_hyphens(kind: Kind) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", kind.code)


@by_code
def test_message__says_where_what_allowed_and_what_to_do_in_this_order(kind: Kind) -> None:
    problem = filled(kind)
    assert problem.message == " · ".join(
        ["form.xlsx, Assessment!F8", problem.found, f"expected {problem.expected}", problem.fix]
    )
    assert all([problem.found, problem.expected, problem.fix])
    assert (problem.code, problem.severity) == (kind.code, kind.severity)


@by_code
def test_message__every_fact__stands_in_it(kind: Kind) -> None:
    message = filled(kind).message
    for name in fields(kind):
        assert f"<{name}>" in message
    assert not re.search(r"[{}]|None|  |\.\.|;$|; ·", message)


@by_code
def test_sentence__is_a_clause_without_capital_or_full_stop(kind: Kind) -> None:
    for text in kind.value.sentences:
        assert text == text.strip()
        assert not text.endswith(".")
        assert not re.match(r"[A-Z](?!D )", text), "but JD"


@by_code
def test_fact__forgotten__is_an_error_and_not_a_brace(kind: Kind) -> None:
    for name in fields(kind):
        facts = {other: "x" for other in fields(kind) if other != name}
        with pytest.raises(KeyError, match=name):
            PLACE.problem(kind, **facts)


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if "hint" in fields(kind)], ids=lambda kind: kind.code
)
def test_hint__empty__leaves_no_trace(kind: Kind) -> None:
    facts = dict.fromkeys(fields(kind), "x")
    hinted = PLACE.problem(kind, **facts | {"hint": "try this"})
    plain = PLACE.problem(kind, **facts | {"hint": ""})
    assert hinted.fix == f"{plain.fix}; try this"


@by_code
def test_entry__is_whole_and_its_example_is_a_message(kind: Kind) -> None:
    entry = kind.value
    problem = example(kind)
    assert kind.name == kind.code.upper().replace("-", "_")
    assert set(entry.facts) == fields(kind)
    assert all(fact in problem.message for fact in entry.facts.values())
    assert (problem.file, problem.sheet, problem.cell) == (*entry.at, "", "", "")[:3]
    assert not re.search(r"[{}]", re.sub(r"{{[\w:]+}}", "", problem.message)), "but tokens"
    assert entry.cause[0].isupper()
    assert entry.cause.endswith((".", ".)"))


def test_groups_acts_and_to_do__each_is_of_some_kind() -> None:
    entries = [kind.value for kind in KINDS]
    assert {entry.group for entry in entries} == set(Group)
    assert {entry.follow_up.act for entry in entries} == set(Act)
    assert {entry.to_do for entry in entries} == set(ToDo)


WHOLE: dict[str, Any] = {
    "severity": Severity.ERROR,
    "group": Group.FORMS,
    "to_do": ToDo.LOOK,
    "follow_up": FollowUp(Act.HR, "it is HR's", letter=None),
    "found": "{what} is there",
    "expected": "nothing",
    "fix": "take it away; {hint}",
    "cause": "It was left.",
    "at": ("form.xlsx",),
    "facts": {"what": "a thing", "hint": ""},
}
"""What an entry says."""
LETTER = Letter("It held {was}.", "Choose a level.")


def test_entry__that_says_all__is_made() -> None:
    assert Entry(**WHOLE).sentences == ("{what} is there", "nothing", "take it away; {hint}")


@pytest.mark.parametrize("name", WHOLE)
def test_entry__that_leaves_anything_out__fails_at_once(name: str) -> None:
    with pytest.raises(TypeError, match=name):
        Entry(**{other: value for other, value in WHOLE.items() if other != name})


@pytest.mark.parametrize("name", ["found", "expected", "fix", "cause"])
def test_entry__with_an_empty_sentence__fails_at_once(name: str) -> None:
    with pytest.raises(ValueError, match="a sentence is missing"):
        Entry(**WHOLE | {name: ""})


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"facts": {"what": "a thing"}}, "the example lacks the fact 'hint'"),
        ({"expected": "no {value}"}, "the example lacks the fact 'value'"),
        (
            {"facts": {"what": "", "hint": "", "who": ""}},
            r"no sentence uses these facts of the example: \['who'\]",
        ),
        ({"found": "{what is there"}, "unexpected '{'"),
        ({"at": ("form.xlsx", "Assessment", "B2", "B3")}, "the example's place has more than"),
        ({"to_do": ToDo.SEND_BACK}, "the to-do and the follow-up disagree"),
        (
            {"follow_up": FollowUp(Act.CORRECT, "theirs", LETTER)},
            "the to-do and the follow-up disagree",
        ),
    ],
)
def test_entry__whose_parts_disagree__fails_at_once(changed: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Entry(**WHOLE | changed)


@pytest.mark.parametrize(
    ("act", "why", "letter", "wrong"),
    [
        (Act.CORRECT, "theirs", None, "do not go together"),
        (Act.CHECK, "theirs", None, "do not go together"),
        (Act.HR, "HR's", LETTER, "do not go together"),
        (Act.NOT_OF_A_FORM, "none has it", LETTER, "do not go together"),
        (Act.HR, "", None, "the reason is missing"),
        (Act.HOLD, "{found}, so it waits", None, "unknown placeholder 'found'"),
        (Act.UNREADABLE, "{value} says nothing", None, "unknown placeholder 'value'"),
        (Act.CORRECT, "theirs", Letter("", "Choose a level."), "the letter has an empty text"),
        (Act.CORRECT, "theirs", Letter("It held {was}.", ""), "the letter has an empty text"),
        (
            Act.CORRECT,
            "theirs",
            Letter("It held {value}.", "Choose."),
            "unknown placeholder 'value'",
        ),
    ],
)
def test_follow_up__that_is_not_whole__fails_at_once(
    act: Act, why: str, letter: Letter | None, wrong: str
) -> None:
    with pytest.raises(ValueError, match=wrong):
        FollowUp(act, why, letter)


# -- the places that use it ----------------------------------------------------------------------


def calls() -> Iterator[tuple[str, str, set[str] | None]]:
    """Every use of a kind in the library: where, its name, and its facts where they are spelled."""
    package = Path(faie_sheets.__file__).parent
    for path in sorted(package.rglob("*.py")):
        spot = path.relative_to(package).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named: dict[ast.AST, set[str] | None] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                given = {word.arg for word in node.keywords if word.arg}
                starred = any(word.arg is None for word in node.keywords)
                is_direct = isinstance(node.func, ast.Attribute) and node.func.attr == "problem"
                for argument in node.args:
                    named[argument] = given if is_direct and not starred else None
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "Kind"
            ):
                yield f"{spot}:{node.lineno}", node.attr, named.get(node)


CALLS = list(calls())


def test_every_kind__is_used_somewhere() -> None:
    assert {name for _, name, _ in CALLS} == set(Kind.__members__)


@pytest.mark.parametrize(
    ("name", "facts"),
    [pytest.param(name, facts, id=spot) for spot, name, facts in CALLS if facts is not None],
)
def test_call__gives_every_fact_and_no_other(name: str, facts: set[str]) -> None:
    assert facts == fields(Kind[name])


# -- the record ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "where"),
    [
        (Place("f.xlsx", "Assessment", "B7"), "f.xlsx, Assessment!B7"),
        (Place("f.xlsx", "Job Descriptions", "B7"), "f.xlsx, 'Job Descriptions'!B7"),
        (Place("f.xlsx", "2026", "B7"), "f.xlsx, '2026'!B7"),
        (Place("f.csv", "", "B7"), "f.csv, B7"),
        (Place("f.xlsx", "Assessment"), "f.xlsx, Assessment"),
        (Place("f.xlsx"), "f.xlsx"),
        (NOWHERE, ""),
    ],
)
def test_where__is_said_as_far_as_it_is_known(place: Place, where: str) -> None:
    problem = place.problem(Kind.FILE_EMPTY)
    assert problem.where == where
    assert problem.message.startswith(f"{where} · the file is" if where else "the file is")


def test_problem__of_severity__by_its_kind() -> None:
    assert filled(Kind.RATING_REWORDED).severity is Severity.WARNING
    assert filled(Kind.RATING_MISSING).severity is Severity.ERROR
    assert {str(severity) for severity in Severity} == {"error", "warning"}


def test_problem__text_with_braces__is_shown_as_it_is() -> None:
    problem = PLACE.problem(Kind.TEMPLATE_TOKEN_UNKNOWN, token="{{nmae}}", allowed="{{name}}")
    assert problem.found == "the template has the token {{nmae}}"


def test_errors__are_told_from_the_warnings_in_their_order() -> None:
    kinds = (Kind.RATING_MISSING, Kind.RATING_REWORDED, Kind.FORM_BLANK, Kind.FORM_SUPERSEDED)
    missing, reworded, blank, superseded = map(filled, kinds)
    assert errors([missing, reworded, blank, superseded]) == [missing, blank]


# -- what is quoted ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("3", "“3”"),
        (3.0, "“3.0”"),
        (" a \n\t b\r\n", "“a b”"),
        ("", "empty"),
        (" \n ", "empty"),
        ("x" * 100, f"“{'x' * 100}”"),
        ("x" * 101, f"“{'x' * 99}…”"),
        ("a" + " " * 200 + "b", "“a b”"),
        ("a\0b\x1bc\u202ed\ud800", "“a�b�c�d�”"),
        ("Nguyễn – “x”", "“Nguyễn – “x””"),
    ],
)
def test_quoted__value__on_one_line_and_not_too_long(value: object, shown: str) -> None:
    assert quoted(value) == shown


@given(st.text(st.characters(), max_size=300))
def test_quoted__any_text__is_printable(text: str) -> None:
    shown = quoted(text)
    assert len(shown) <= 102
    assert shown.encode()
    assert shown == " ".join(shown.split())


@pytest.mark.parametrize(
    ("values", "shown"),
    [([], "none"), (["A"], "A"), (["A", "B"], "A or B"), (["A", "B", "C"], "A, B or C")],
)
def test_listed__alternatives__as_a_person_says_them(values: list[str], shown: str) -> None:
    assert listed(values) == shown
    assert listed(tuple(values), "and") == shown.replace(" or ", " and ")


# -- the exception -------------------------------------------------------------------------------


def test_error__text__is_the_messages_of_its_problems() -> None:
    problems = [filled(Kind.FILE_EMPTY), filled(Kind.NOT_A_FORM)]
    error = UnusableSourceError(*problems)
    assert str(error) == f"{problems[0].message}\n{problems[1].message}"
    assert error.problems == tuple(problems)
    assert isinstance(error, FaieSheetsError)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_error__pickled__crosses_a_process_boundary_whole(protocol: int) -> None:
    error = UnusableSourceError(filled(Kind.FILE_EMPTY), filled(Kind.NOT_A_FORM))
    again = pickle.loads(pickle.dumps(error, protocol))
    assert type(again) is UnusableSourceError
    assert (again.problems, str(again)) == (error.problems, str(error))


def test_error__copied__is_the_same() -> None:
    error = UnusableSourceError(filled(Kind.FILE_EMPTY))
    assert copy.deepcopy(error).problems == error.problems
