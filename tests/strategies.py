"""Job descriptions and levels at random, for property tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from fractions import Fraction

from grid import Layout
from hypothesis import strategies as st

from faie_sheets import (
    Area,
    Assessment,
    CareerPaths,
    Change,
    Competency,
    Definition,
    Document,
    Engineer,
    FileOutcome,
    FormIdentity,
    Intake,
    JobDescription,
    Kind,
    Level,
    Outcome,
    Problem,
    Rank,
    Rater,
    Rating,
    Responsibilities,
    score,
)
from faie_sheets.problems import Place

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


any_text = st.text(st.characters(), max_size=40) | st.sampled_from(
    ["", "  a  b ", "_x0041_", "_x000D_\n", "=1+1", "<r>x</r>", "Nguye\u0302\u0303n", "\0\x1f\x7f"]
)
"""Any characters at all, half ones included, and those that programs take for something else."""
hexadecimal = st.integers(0, 2**256 - 1).map("{:064x}".format)


@st.composite
def engineers(draw: st.DrawFn, jd: JobDescription) -> Engineer:
    """Somebody, whose target rank the JD may not have."""
    target = draw(st.sampled_from([*jd.rank_codes, ""]) | any_text)
    names = [field.name for field in fields(Engineer) if field.name != "target_rank"]
    return Engineer(**{name: draw(any_text) for name in names}, target_rank=target)


@st.composite
def ratings(draw: st.DrawFn, jd: JobDescription, file: str) -> tuple[Rating, ...]:
    """What both raters have written: nothing, labels, numbers, and what is no level."""
    found = []
    for rater in Rater:
        has_rated = draw(st.booleans())
        for item in jd.competencies:
            level = draw(st.none() | st.sampled_from(item.levels)) if has_rated else None
            texts = (str(level.level), level.label) if level else ("",)
            text = draw(st.sampled_from(texts) | any_text) if has_rated else ""
            place = Place(file, draw(any_text), draw(st.sampled_from(["", "F8", "AA107"])))
            if level and not text:
                text = level.label
            number = level.level if level else None
            found.append(Rating(item.code, rater, number, text, place))
    return tuple(found)


@st.composite
def problems(draw: st.DrawFn, file: str) -> Problem:
    """Something wrong with a file, of any kind."""
    kind = draw(st.sampled_from(Kind))
    texts = [draw(any_text) for _ in range(5)]
    return Problem(kind.code, kind.severity, file, *texts)


@st.composite
def intakes(draw: st.DrawFn) -> Intake:
    """A batch of up to four results, with files that count for nobody and people missing."""
    words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
    jd = draw(scoring_jds(texts=words))
    results, wrong = [], [*draw(st.lists(problems(""), max_size=2))]
    outcomes = [
        FileOutcome(f"lost {n}", "", Outcome.REJECTED) for n in range(draw(st.integers(0, 2)))
    ]
    for number in range(draw(st.integers(0, 4))):
        file = draw(st.just(f"{number}.xlsx") | st.just(""))
        own = draw(st.lists(problems(file), max_size=3))
        identity = st.builds(FormIdentity, *[any_text] * 5)
        evidence = st.dictionaries(st.sampled_from([c.code for c in jd.competencies]), any_text)
        assessment = Assessment(
            draw(engineers(jd)),
            draw(ratings(jd, file)),
            draw(evidence),
            draw(st.none() | identity),
            file,
            draw(hexadecimal),
            draw(st.just("") | st.just("2026-06-28T10:12:00Z")),
            tuple(own),
        )
        results.append(score(assessment, jd))
        outcomes.append(FileOutcome(file, assessment.sha256, draw(st.sampled_from(Outcome))))
        wrong += own if draw(st.booleans()) else []
    missing = draw(st.lists(engineers(jd), max_size=3))
    late = [person for person in missing if draw(st.booleans())]
    due = draw(st.none() | dates)
    return Intake(
        jd, tuple(results), tuple(outcomes), tuple(wrong), tuple(missing), due, tuple(late)
    )


layouts = st.builds(
    Layout,
    corner=st.sampled_from(["A1", "B2", "D7", "AB30"]),
    backwards=st.booleans(),
    weights=st.sampled_from(["fraction", "text", "number"]),
    weight_header=st.sampled_from(["", "Weight", "WEIGHT (%)"]),
    upward=st.booleans(),
)
