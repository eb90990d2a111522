"""The model of a JD: finding things in it, and the fingerprint of what decides a score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from faie_sheets import Competency, Definition, Document, JobDescription, Level, Rank


def test_competency__by_its_code(jd: JobDescription) -> None:
    assert jd.competency("AIAE10").name == "Human-Centric Power Skills"
    with pytest.raises(KeyError):
        jd.competency("AIAE12")


def test_rank__by_its_code__or_none(jd: JobDescription) -> None:
    assert jd.rank("FAIE02") == jd.ranks[1]
    assert jd.rank("faie02") is None
    assert jd.rank("") is None


@pytest.mark.parametrize(
    "text",
    [
        *("FAIE02", "faie02", " FAIE02\u00a0"),
        *(
            "Mid-level FleziPT AI Application Engineer",
            "mid-level  FleziPT AI application engineer",
        ),
    ],
)
def test_find_rank__code_or_title_in_any_case(jd: JobDescription, text: str) -> None:
    assert jd.find_rank(text) == jd.rank("FAIE02")


@pytest.mark.parametrize("text", ["", "FAIE", "FAIE04", "Senior", "FAIE02 FAIE03"])
def test_find_rank__anything_else__is_none(jd: JobDescription, text: str) -> None:
    assert jd.find_rank(text) is None


def test_level__by_its_number__or_none(jd: JobDescription) -> None:
    item = jd.competency("AIAE10")
    assert item.level(0) == Level(0, "Not Required", "0: Not Required")
    assert item.level(5) == item.scale[-1]
    assert item.level(6) is None
    assert item.level(None) is None


def test_rank_codes__in_ascending_order(jd: JobDescription) -> None:
    assert jd.rank_codes == ("FAIE01", "FAIE02", "FAIE03")


def test_max_level__is_the_top_of_the_scale__0_without_one(jd: JobDescription) -> None:
    assert jd.competency("AIAE10").max_level == 5
    assert Competency("X", 1, "X", Fraction(1)).max_level == 0


@pytest.mark.parametrize(
    ("label", "entry"),
    [
        ("2: Leads", "2: Leads"),
        ("2:Leads others", "2:Leads others"),
        ("Leads", "2: Leads"),
        ("12: Leads", "2: Leads"),
        ("2 : Leads", "2: Leads"),
        ("", "2: Leads"),
    ],
)
def test_entry_of_the_drop_down__always_begins_with_its_level(label: str, entry: str) -> None:
    assert Level(2, "Leads", label).entry == entry


def item_with(**facts: object) -> Callable[[JobDescription], JobDescription]:
    """A change of the first competency."""

    def change(jd: JobDescription) -> JobDescription:
        first, *others = jd.competencies
        return replace(jd, competencies=(replace(first, **facts), *others))  # type: ignore[arg-type]

    return change


DECIDING: dict[str, Callable[[JobDescription], JobDescription]] = {
    "role": lambda jd: replace(jd, role="Another"),
    "document code": lambda jd: replace(jd, document=replace(jd.document, code="Y")),
    "document version": lambda jd: replace(jd, document=replace(jd.document, version="1.1")),
    "rank title": lambda jd: replace(
        jd, ranks=(*jd.ranks[:2], replace(jd.ranks[2], title="Principal"))
    ),
    "rank order": lambda jd: replace(jd, ranks=jd.ranks[::-1]),
    "rank added": lambda jd: replace(jd, ranks=(*jd.ranks, Rank("FAIE04", "Principal", 4))),
    "item order": lambda jd: replace(jd, competencies=jd.competencies[::-1]),
    "item dropped": lambda jd: replace(jd, competencies=jd.competencies[:-1]),
    "name": item_with(name="Another"),
    "code": item_with(code="AIAE99"),
    "weight": item_with(weight=Fraction(15001, 1000)),
    "explanation": item_with(explanation="Another"),
    "scale": item_with(levels=(Level(0, "No", "0: No"), Level(1, "Yes", "1: Yes"))),
    "required": item_with(required={"FAIE01": 1, "FAIE02": 2, "FAIE03": 2}),
    "required dropped": item_with(required={"FAIE01": 1, "FAIE02": 2}),
}

NOT_DECIDING: dict[str, Callable[[JobDescription], JobDescription]] = {
    "problems": lambda jd: replace(jd, problems=()),
    "changes": lambda jd: replace(jd, changes=()),
    "definitions": lambda jd: replace(jd, definitions=(Definition("A", "B"),)),
    "duties": lambda jd: replace(jd, responsibilities=()),
    "date": lambda jd: replace(jd, document=Document(jd.document.code, jd.document.version)),
    "order of requirements": item_with(required={"FAIE03": 3, "FAIE02": 2, "FAIE01": 1}),
    "wording of requirements": item_with(required_text={}),
}


@pytest.mark.parametrize("change", DECIDING.values(), ids=DECIDING)
def test_fingerprint__changes_with_what_decides_a_form(
    jd: JobDescription, change: Callable[[JobDescription], JobDescription]
) -> None:
    assert change(jd).fingerprint != jd.fingerprint


@pytest.mark.parametrize("change", NOT_DECIDING.values(), ids=NOT_DECIDING)
def test_fingerprint__stays_with_what_does_not(
    jd: JobDescription, change: Callable[[JobDescription], JobDescription]
) -> None:
    assert change(jd) != jd or change is NOT_DECIDING["order of requirements"]
    assert change(jd).fingerprint == jd.fingerprint


def test_fingerprint__is_a_sha256_in_hexadecimal(jd: JobDescription) -> None:
    assert len(jd.fingerprint) == 64
    assert set(jd.fingerprint) <= set("0123456789abcdef")
