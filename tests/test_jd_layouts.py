"""The same JD in other layouts, and other JDs: what is read does not depend on where it stands."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace
from fractions import Fraction
from typing import Literal

import pytest
from grid import Layout, write_jd
from hypothesis import assume, given
from strategies import job_descriptions, layouts

import faie_sheets as fs
from faie_sheets import Competency, Definition, Document, JobDescription, Level, Rank
from faie_sheets.text.normalise import key

OTHER_NAMES = ("Bìa", "Mô hình", "Lộ trình", "JD", "R&R", "ĐN", "Thang", "Lịch sử")


def broken(header: str) -> str:
    """A header in capitals, with a line break and spaces that do not break."""
    return f" {header.upper()}\n".replace(" ", "\u00a0", 2).replace(" ", "\n", 1)


def decomposed(header: str) -> str:
    """A header as some programs save it, with accents apart and an escaped carriage return."""
    return unicodedata.normalize("NFD", header).replace(" ", "_x000D_\n")


LAYOUTS = {
    "offset": Layout(corner="F9"),
    "at A1": Layout(corner="A1"),
    "sheets renamed": Layout(sheets=OTHER_NAMES),
    "sheets backwards": Layout(backwards=True),
    "weights as text": Layout(weights="text"),
    "weights as plain numbers": Layout(weights="number"),
    "weights under a word": Layout(weight_header="Weight %", weights="number"),
    "lowest first": Layout(upward=True),
    "headers in capitals": Layout(respell=broken, weight_header="weight"),
    "headers decomposed": Layout(respell=decomposed),
    "headers with a colon": Layout(respell=lambda header: header.rstrip(":") + " :"),
    "everything at once": Layout(
        corner="AC40",
        sheets=OTHER_NAMES,
        backwards=True,
        weights="text",
        weight_header="weights",
        upward=True,
        respell=broken,
    ),
}


def comparable(jd: JobDescription) -> JobDescription:
    """The JD without what a layout may change: problems' places and the spelling of headings."""
    return replace(
        jd,
        problems=(),
        responsibilities=tuple(
            replace(duty, heading=key(duty.heading)) for duty in jd.responsibilities
        ),
        definitions=tuple(replace(known, term=key(known.term)) for known in jd.definitions),
    )


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_faie__in_another_layout__is_the_same_model(jd: JobDescription, layout: Layout) -> None:
    read = fs.read_jd(write_jd(jd, layout))
    assert comparable(read) == comparable(jd)
    assert read.fingerprint == jd.fingerprint


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_faie__in_another_layout__has_the_same_four_findings_there(
    jd: JobDescription, layout: Layout
) -> None:
    read = fs.read_jd(write_jd(jd, layout))
    assert [(p.code, p.found) for p in read.problems] == [(p.code, p.found) for p in jd.problems]
    assert [p.sheet for p in read.problems] == [layout.sheets[n] for n in (0, 3, 3, 6)]


def family(ranks: int, weights: list[float]) -> JobDescription:
    """A job family with other codes, ranks and weights, and scales of two to six levels."""
    codes = [f"DE-{'IVX'[n % 3] * (n // 3 + 1)}" for n in range(ranks)]
    role = "Data Engineer"

    def competency(number: int, weight: float) -> Competency:
        top = number % 5 + 1
        scale = tuple(Level(n, f"Kỹ năng {n}", f"{n}: Kỹ năng {n}") for n in range(top + 1))
        required = {code: min(step, top) for step, code in enumerate(codes)}
        return Competency(
            code=f"DE/{number}",
            number=number,
            name=f"Skill {number}",
            weight=Fraction(weight),
            explanation=f"Explains skill {number}\nin two lines",
            levels=scale,
            required=required,
            required_text={code: scale[level].label for code, level in required.items()},
        )

    return JobDescription(
        role=role,
        document=Document("DE-JD", "2.0", dt.date(2026, 1, 1)),
        ranks=tuple(Rank(c, f"{c} Engineer", n, f"Grade {n}") for n, c in enumerate(codes, 1)),
        competencies=tuple(competency(n, weight) for n, weight in enumerate(weights, 1)),
        scoring_rule="POINTS = LEVEL * Weight% / MAX",
        mandatory_rule="All are mandatory.",
        definitions=(Definition("Job Family", role), Definition("POINTS", "LEVEL * Weight% / MAX")),
    )


@pytest.mark.parametrize("unit", ["fraction", "text", "number"])
@pytest.mark.parametrize("ranks", [2, 5])
@pytest.mark.parametrize(
    "weights", [[25, 25, 25, 25], [12.5] * 8, [99, 1], [33.25, 33.25, 33.5], [100]], ids=str
)
def test_other_family__is_read_without_findings(
    ranks: int, weights: list[float], unit: Literal["fraction", "text", "number"]
) -> None:
    other = family(ranks, weights)
    layout = replace(LAYOUTS["offset"], weights=unit)
    read = fs.read_jd(write_jd(other, layout))
    assert comparable(read) == comparable(other)
    assert [p.code for p in read.problems] == [fs.Kind.JD_SECTION_ABSENT.code]  # no duties


@given(job_descriptions(), layouts)
def test_any_jd__in_any_layout__is_read_as_it_was_written(
    jd: JobDescription, layout: Layout
) -> None:
    # Where no plain number is above 1, a column is taken to hold fractions.
    assume(layout.weights != "number" or max(item.weight for item in jd.competencies) > 1)
    read = fs.read_jd(write_jd(jd, layout))
    assert replace(read, problems=()) == jd
