"""Job descriptions and levels at random, for property tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from grid import Layout
from hypothesis import strategies as st

from faie_sheets import (
    Area,
    CareerPaths,
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
    draw: st.DrawFn,
    number: int,
    ranks: tuple[str, ...],
    weights: st.SearchStrategy[Fraction],
    texts: st.SearchStrategy[str],
) -> Competency:
    """A competency with a scale of two to seven levels, which every rank may or may not require."""
    top = draw(st.integers(1, 6))
    levels = [draw(texts) for _ in range(top + 1)]
    scale = tuple(Level(level, text, f"{level}: {text}") for level, text in enumerate(levels))
    wanted = draw(st.lists(st.integers(-1, top), min_size=len(ranks), max_size=len(ranks)))
    required = {rank: level for rank, level in zip(ranks, wanted, strict=True) if level >= 0}
    return Competency(
        code=f"ITEM{number:02}",
        number=number,
        name=f"{draw(texts)} no. {number}",
        weight=draw(weights),
        explanation=draw(texts),
        levels=scale,
        required=required,
        required_text={
            rank: scale[required[rank]].label if rank in required else "" for rank in ranks
        },
    )


@st.composite
def scoring_jds(
    draw: st.DrawFn,
    weights: st.SearchStrategy[Fraction] = any_weight,
    texts: st.SearchStrategy[str] = st.just("word"),  # noqa: B008  a strategy never changes
) -> JobDescription:
    """What scoring takes of a JD: one to six ranks and one to twelve competencies.

    Weights total what they total, and a higher rank may require less.
    """
    ranks = tuple(
        Rank(f"RANK{level}", f"{draw(texts)} of rank {level}", level, draw(texts))
        for level in range(1, draw(st.integers(1, 6)) + 1)
    )
    codes = tuple(rank.code for rank in ranks)
    count = draw(st.integers(1, 12))
    return JobDescription(
        role="Tester",
        document=Document("DOC"),
        ranks=ranks,
        competencies=tuple(
            draw(competencies(n, codes, weights, texts)) for n in range(1, count + 1)
        ),
    )


@st.composite
def job_descriptions(draw: st.DrawFn) -> JobDescription:
    """A whole JD, with weights that a workbook can hold."""
    role = f"Role of {draw(phrases)}"
    term, meaning = SCORING_RULE.split(" = ")
    return replace(
        draw(scoring_jds(written_weight, phrases)),
        role=role,
        document=Document(f"DOC {draw(phrases)}", draw(phrases), draw(dates)),
        scoring_rule=SCORING_RULE,
        mandatory_rule=MANDATORY_RULE,
        responsibilities=draw(st.just(()) | responsibilities()),
        definitions=(
            Definition("Job Family", role),
            Definition(term, meaning),
            *(Definition(f"TERM{n}", draw(phrases)) for n in range(draw(st.integers(0, 3)))),
        ),
        career_paths=CareerPaths(
            tuple(draw(st.lists(st.lists(phrases, min_size=1, max_size=3).map(tuple), max_size=3)))
        ),
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
