"""Job descriptions and levels at random, for property tests."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from grid import Layout
from hypothesis import strategies as st

from faie_sheets import (
    Area,
    Change,
    Competency,
    Definition,
    Document,
    JobDescription,
    Level,
    Rank,
    Responsibilities,
)

_WORDS = (
    "design", "Designs", "AI", "RAG", "80%", "3", "C++", "(CI/CD)", "R&D", "and", "e.g.", "level",
    "multi-agent", "“quoted”", "Điện", "toán", "đám", "mây", "system’s", "0–3", "=SUM(A1)",
    "note:",
)  # fmt: skip
SCORING_RULE = "POINTS = LEVEL (selected) * Weight% / MAX Level of Proficiency / 100"
MANDATORY_RULE = "All fields are mandatory assessment items."

phrases = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
dates = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))

any_weight = st.fractions(min_value=Fraction(1, 100), max_value=100, max_denominator=400)
written_weight = st.integers(1, 400).map(lambda quarters: Fraction(quarters, 4))
"""A weight that a cell of a workbook can hold exactly, as a fraction of 1 too."""


@st.composite
def competencies(
    draw: st.DrawFn, number: int, ranks: tuple[str, ...], weights: st.SearchStrategy[Fraction]
) -> Competency:
    """A competency with a scale of two to seven levels, which every rank may or may not require."""
    top = draw(st.integers(1, 6))
    texts = [draw(phrases) for _ in range(top + 1)]
    scale = tuple(Level(level, text, f"{level}: {text}") for level, text in enumerate(texts))
    wanted = {rank: draw(st.none() | st.integers(0, top)) for rank in ranks}
    return Competency(
        code=f"ITEM{number:02}",
        number=number,
        name=f"{draw(phrases)} no. {number}",
        weight=draw(weights),
        explanation=draw(phrases),
        scale=scale,
        required={rank: level for rank, level in wanted.items() if level is not None},
        required_text={
            rank: "" if level is None else scale[level].label for rank, level in wanted.items()
        },
    )


@st.composite
def job_descriptions(
    draw: st.DrawFn, weights: st.SearchStrategy[Fraction] = any_weight
) -> JobDescription:
    """A JD with one to six ranks and one to twelve competencies; weights total what they total."""
    role = f"Role of {draw(phrases)}"
    ranks = tuple(
        Rank(f"RANK{level}", f"{draw(phrases)} of rank {level}", level, draw(phrases))
        for level in range(1, draw(st.integers(1, 6)) + 1)
    )
    codes = tuple(rank.code for rank in ranks)
    count = draw(st.integers(1, 12))
    term, meaning = SCORING_RULE.split(" = ")
    return JobDescription(
        role=role,
        document=Document(f"DOC {draw(phrases)}", draw(phrases), draw(dates)),
        ranks=ranks,
        competencies=tuple(draw(competencies(n, codes, weights)) for n in range(1, count + 1)),
        scoring_rule=SCORING_RULE,
        mandatory_rule=MANDATORY_RULE,
        responsibilities=draw(st.just(()) | responsibilities()),
        definitions=(
            Definition("Job Family", role),
            Definition(term, meaning),
            *(Definition(f"TERM{n}", draw(phrases)) for n in range(draw(st.integers(0, 3)))),
        ),
        career_paths=tuple(draw(st.lists(st.lists(phrases, min_size=1).map(tuple), max_size=3))),
        changes=tuple(draw(changes(n)) for n in range(1, draw(st.integers(0, 3)) + 1)),
    )


@st.composite
def responsibilities(draw: st.DrawFn) -> tuple[Responsibilities, ...]:
    """The three headings, each with an introduction and areas."""
    headings = (
        "Roles and Responsibilities",
        "Scope of Work (Technical Practices)",
        "Key Behaviors & Competencies",
    )
    areas = st.lists(
        st.builds(Area, phrases, st.lists(phrases, min_size=1, max_size=3).map(tuple)), max_size=3
    ).map(tuple)
    return tuple(Responsibilities(heading, draw(phrases), draw(areas)) for heading in headings)


@st.composite
def changes(draw: st.DrawFn, number: int) -> Change:
    """A line of the record of change."""
    texts = [draw(phrases) for _ in range(2)] + [draw(st.just("") | phrases) for _ in range(3)]
    return Change(number, draw(dates), "1.0", f"0.{number}", *texts)


@st.composite
def levels_of(
    draw: st.DrawFn, jd: JobDescription, *, complete: bool = False
) -> dict[str, int | None]:
    """Levels on the scales of a JD: for every competency, or with some not rated."""
    return {
        item.code: draw(
            st.integers(0, item.max_level)
            if complete
            else st.none() | st.integers(0, item.max_level)
        )
        for item in jd.competencies
    }


layouts = st.builds(
    Layout,
    corner=st.sampled_from(["A1", "B2", "D7", "AB30"]),
    backwards=st.booleans(),
    weights=st.sampled_from(["fraction", "text", "number"]),
    weight_header=st.sampled_from(["", "Weight", "WEIGHT (%)"]),
    upward=st.booleans(),
)
