"""Two revisions of a JD: what changed, for whom, and which entries of the record name it."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from grid import Layout, write_jd
from hypothesis import given
from hypothesis import strategies as st
from strategies import job_descriptions, phrases

import faie_sheets as fs
from faie_sheets import (
    Area,
    CareerPaths,
    Change,
    Competency,
    Definition,
    DifferenceKind,
    Document,
    JobDescription,
    Level,
    Picture,
    Rank,
    cli,
)
from faie_sheets.cli.console import out
from faie_sheets.cli.diff_report import GROUPS, show_diff
from faie_sheets.revision.matching import likeness
from faie_sheets.text.passages import differing, passages, same_but_for_punctuation

K = DifferenceKind
JD = fs.builtin.jd()
Revise = Callable[[JobDescription], JobDescription]


def item(code: str, /, **values: Any) -> Revise:
    """A revision that changes one competency."""

    def revise(jd: JobDescription) -> JobDescription:
        items = (replace(c, **values) if c.code == code else c for c in jd.competencies)
        return replace(jd, competencies=tuple(items))

    return revise


def rank(code: str, /, **values: Any) -> Revise:
    """A revision that changes one rank."""

    def revise(jd: JobDescription) -> JobDescription:
        ranks = (replace(r, **values) if r.code == code else r for r in jd.ranks)
        return replace(jd, ranks=tuple(ranks))

    return revise


def whole(**values: Any) -> Revise:
    """A revision that changes the JD itself."""
    return lambda jd: replace(jd, **values)


def require(code: str, of: str, level: int) -> Revise:
    """A revision in which a rank requires another level, worded as in the scale."""
    known = JD.competency(of)
    step = known.level(level)
    assert step
    return item(
        of,
        required={**known.required, code: level},
        required_text={**known.required_text, code: step.label},
    )


def reworded(code: str, level: int, text: str, label: str | None = None) -> Revise:
    """A revision in which a level of a scale has another text."""
    label = label or f"{level}: {text}"
    steps = tuple(
        Level(level, text, label) if step.level == level else step
        for step in JD.competency(code).levels
    )
    return item(code, levels=steps)


def define(term: str, meaning: str) -> Revise:
    """A revision that defines a term otherwise."""
    terms = (Definition(term, meaning) if d.term == term else d for d in JD.definitions)
    return whole(definitions=tuple(terms))


def all_of(*revisions: Revise) -> Revise:
    """One revision after the other."""

    def revise(jd: JobDescription) -> JobDescription:
        for each in revisions:
            jd = each(jd)
        return jd

    return revise


def recode_ranks(codes: dict[str, str]) -> Revise:
    """A revision in which ranks have other codes, in the requirements too."""

    def recoded(known: Competency) -> Competency:
        return replace(
            known,
            required={codes.get(c, c): level for c, level in known.required.items()},
            required_text={codes.get(c, c): text for c, text in known.required_text.items()},
        )

    return lambda jd: replace(
        jd,
        ranks=tuple(replace(r, code=codes.get(r.code, r.code)) for r in jd.ranks),
        competencies=tuple(map(recoded, jd.competencies)),
    )


def entry(number: int, reason: str, description: str = "Update", version: str = "1.0") -> Change:
    """An entry of the record of change."""
    day = dt.date(2026, 5, number)
    return Change(number, day, version, f"0.{number}", description, reason, "KhangPH", "", "")


def recording(*reasons: str) -> Revise:
    """A revision with new entries in the record of change."""
    entries = [entry(number, reason) for number, reason in enumerate(reasons, 5)]
    return lambda jd: replace(jd, changes=(*jd.changes, *entries))


NEW_ITEM = Competency(
    code="AIAE12",
    number=12,
    name="Prompt Engineering",
    weight=Fraction(5),
    levels=tuple(Level(n, f"Prompts {n}", f"{n}: Prompts {n}") for n in range(4)),
    required={"FAIE01": 1, "FAIE02": 2, "FAIE03": 3},
)
NEW_RANK = Rank("FAIE04", "Principal FleziPT AI Application Engineer", 4, "Principal")
MLOPS, POWER = JD.competency("AIAE04"), JD.competency("AIAE10")
DUTIES = JD.responsibilities
TALLER = (*MLOPS.levels, Level(4, "Teaches it", "4: Teaches it"))


def with_area(old: Area, *new: Area) -> Revise:
    """A revision of the duties' first part with another area, or areas, in place of one."""
    at = DUTIES[0].areas.index(old)
    areas = (*DUTIES[0].areas[:at], *new, *DUTIES[0].areas[at + 1 :])
    return whole(responsibilities=(replace(DUTIES[0], areas=areas), *DUTIES[1:]))


AREA = DUTIES[0].areas[0]
PICTURE = Picture("image1.png", b"a career")

PROVOKED: dict[str, tuple[Revise, list[DifferenceKind]]] = {
    "the role": (all_of(whole(role="AI Engineer"), define("Job Family", "AI Engineer")), [K.ROLE]),
    "the document code": (whole(document=replace(JD.document, code="ABC")), [K.DOCUMENT]),
    "version and date": (
        whole(document=Document(JD.document.code, "1.1", dt.date(2026, 5, 1))),
        [K.DOCUMENT, K.DOCUMENT],
    ),
    "the scoring rule": (
        all_of(whole(scoring_rule="POINTS = LEVEL"), define("POINTS", "LEVEL")),
        [K.RULE],
    ),
    "the mandatory rule": (whole(mandatory_rule="Some are mandatory."), [K.RULE]),
    "a rank more": (whole(ranks=(*JD.ranks, NEW_RANK)), [K.RANK_ADDED]),
    "a rank less": (whole(ranks=JD.ranks[:2]), [K.RANK_DROPPED]),
    "a job title": (rank("FAIE01", title="Associate AI Application Engineer"), [K.RANK_RENAMED]),
    "a rank's code": (recode_ranks({"FAIE01": "FE-A"}), [K.RANK_RECODED]),
    "a level name": (rank("FAIE02", level_name="Expert"), [K.RANK_LEVEL]),
    "the ranks' order": (whole(ranks=JD.ranks[::-1]), [K.RANK_ORDER]),
    "a competency more": (
        whole(competencies=(*JD.competencies, NEW_ITEM)),
        [K.COMPETENCY_ADDED],
    ),
    "a competency less": (whole(competencies=JD.competencies[:-1]), [K.COMPETENCY_DROPPED]),
    "a name": (item("AIAE05", name="Hosting"), [K.COMPETENCY_RENAMED]),
    "a code": (item("AIAE05", code="CLOUD1"), [K.COMPETENCY_RECODED]),
    "code and a similar name": (
        item("AIAE05", code="CLOUD1", name="Cloud and Deployment"),
        [K.COMPETENCY_RECODED, K.COMPETENCY_RENAMED],
    ),
    "code and name": (
        item("AIAE05", code="AIAE12", name="Prompt Engineering"),
        [K.COMPETENCY_DROPPED, K.COMPETENCY_ADDED],
    ),
    "a running number": (item("AIAE05", number=50), [K.COMPETENCY_NUMBER]),
    "the competencies' order": (
        whole(competencies=(*JD.competencies[1:], JD.competencies[0])),
        [K.COMPETENCY_ORDER],
    ),
    "a weight": (item("AIAE05", weight=Fraction(11, 2)), [K.WEIGHT]),
    "a requirement": (require("FAIE02", "AIAE08", 3), [K.REQUIREMENT]),
    "a requirement's wording": (
        item("AIAE08", required_text={**JD.competency("AIAE08").required_text, "FAIE02": "2: X"}),
        [K.REQUIREMENT_TEXT],
    ),
    "a level more": (item("AIAE04", levels=TALLER), [K.SCALE_TOP, K.LEVEL_ADDED]),
    "a level less": (
        item("AIAE10", levels=POWER.levels[:-1]),
        [K.SCALE_TOP, K.LEVEL_DROPPED],
    ),
    "level 0 less": (item("AIAE10", levels=POWER.levels[1:]), [K.LEVEL_DROPPED]),
    "a level's text and label": (reworded("AIAE08", 0, "Knows little."), [K.LEVEL_TEXT]),
    "a level's text": (
        reworded("AIAE08", 0, "Knows little.", JD.competency("AIAE08").levels[0].label),
        [K.LEVEL_TEXT],
    ),
    "a level's label": (
        reworded("AIAE08", 0, JD.competency("AIAE08").levels[0].text, "0: Little"),
        [K.LEVEL_LABEL],
    ),
    "an explanation": (item("AIAE09", explanation="Something else"), [K.EXPLANATION]),
    "an introduction": (
        whole(responsibilities=(replace(DUTIES[0], intro="Hello"), *DUTIES[1:])),
        [K.RESPONSIBILITIES],
    ),
    "an area's items": (
        with_area(AREA, replace(AREA, items=AREA.items[1:])),
        [K.RESPONSIBILITIES],
    ),
    "an area more": (with_area(AREA, AREA, Area("Prompts", ("Write",))), [K.RESPONSIBILITIES]),
    "an area less": (with_area(AREA), [K.RESPONSIBILITIES]),
    "a part less": (whole(responsibilities=DUTIES[1:]), [K.RESPONSIBILITIES]),
    "the areas' order": (
        whole(responsibilities=(replace(DUTIES[0], areas=DUTIES[0].areas[::-1]), *DUTIES[1:])),
        [K.RESPONSIBILITIES],
    ),
    "a definition more": (
        whole(definitions=(*JD.definitions, Definition("RAG", "Retrieval"))),
        [K.DEFINITION],
    ),
    "a definition less": (whole(definitions=JD.definitions[:-1]), [K.DEFINITION]),
    "a meaning": (define("POD", "Project Operation Day"), [K.DEFINITION]),
    "the career paths": (
        whole(career_paths=CareerPaths((("FAIE01", "FAIE02"),))),
        [K.CAREER_PATHS],
    ),
    "a picture": (whole(career_paths=CareerPaths((), (PICTURE,))), [K.PICTURE]),
    "an old entry": (
        whole(changes=(replace(JD.changes[0], reason="Another"), *JD.changes[1:])),
        [K.RECORD_REWRITTEN],
    ),
    "an old entry's date": (
        whole(changes=(replace(JD.changes[0], effective_date=None), *JD.changes[1:])),
        [K.RECORD_REWRITTEN],
    ),
    "an old entry less": (whole(changes=JD.changes[1:]), [K.RECORD_DROPPED]),
    "an old entry signed": (
        whole(changes=(*JD.changes[:-1], replace(JD.changes[-1], approver="An"))),
        [K.RECORD_SIGNED],
    ),
}


def kinds(diff: fs.JdDiff) -> list[DifferenceKind]:
    return [difference.kind for difference in diff]


@pytest.mark.parametrize(("revise", "expected"), PROVOKED.values(), ids=PROVOKED)
def test_difference__of_each_kind__alone(revise: Revise, expected: list[DifferenceKind]) -> None:
    assert kinds(fs.diff_jd(JD, revise(JD))) == expected


def test_differences__every_kind_is_provoked() -> None:
    assert {kind for _, expected in PROVOKED.values() for kind in expected} == set(K)


# -- near misses -----------------------------------------------------------------------------

SAME: dict[str, Revise] = {
    "nothing": lambda jd: jd,
    "problems": whole(problems=()),
    "definitions in another order": whole(definitions=JD.definitions[::-1]),
    "a requirement without wording, as before": item("AIAE05", required_text=dict(
        JD.competency("AIAE05").required_text, **{"FAIE09": ""})),
    "a picture's file name": whole(
        career_paths=CareerPaths((), (replace(PICTURE, name="image7.png"),))
    ),
}  # fmt: skip


@pytest.mark.parametrize("revise", SAME.values(), ids=SAME)
def test_difference__near_miss__is_none(revise: Revise) -> None:
    old = replace(JD, career_paths=CareerPaths((), (PICTURE,)))
    new = replace(revise(old), career_paths=revise(old).career_paths)
    diff = fs.diff_jd(old, new)
    assert not diff.differences
    assert not diff.effects
    assert not diff.needs_a_person
    assert not diff.concerns_forms


LAYOUTS = {
    "upward, another corner": Layout(corner="AB30", upward=True),
    "backwards, weights as text": Layout(backwards=True, weights="text"),
    "weights as numbers": Layout(weights="number", weight_header="Weight"),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_workbook__laid_out_otherwise__is_no_difference(layout: Layout) -> None:
    assert not fs.diff_jd(write_jd(JD), write_jd(JD, layout)).differences


def test_workbook__a_scale_reworded__is_one_difference_not_three() -> None:
    text = "Leads the whole of MLOps"
    step = Level(2, text, f"2: {text}")
    levels = (*MLOPS.levels[:2], step, *MLOPS.levels[3:])
    wording = {**MLOPS.required_text, "FAIE02": step.label}
    new = item("AIAE04", levels=levels, required_text=wording)(JD)
    assert kinds(fs.diff_jd(write_jd(JD), write_jd(new))) == [K.LEVEL_TEXT]


def test_requirement__with_a_wording_of_its_own__is_one_difference() -> None:
    old = PROVOKED["a requirement's wording"][0](JD)
    diff = fs.diff_jd(old, require("FAIE02", "AIAE08", 3)(JD))
    assert [(d.kind, d.old, d.new) for d in diff] == [(K.REQUIREMENT, "level 2", "level 3")]


def test_rank__new__says_what_it_requires() -> None:
    required = {c.code: {**c.required, "FAIE04": 3 - (c.code == "AIAE02")} for c in JD.competencies}
    items = tuple(replace(c, required=required[c.code]) for c in JD.competencies[:3])
    old = replace(JD, competencies=JD.competencies[:3])
    (new,) = fs.diff_jd(old, replace(old, competencies=items, ranks=(*JD.ranks, NEW_RANK)))
    said = "level 3 of AIAE01 and AIAE03; level 2 of AIAE02"
    assert new.effect.endswith(f"attained; it requires {said}.")


def test_competency__numbered_anew__goes_with_its_name() -> None:
    codes = [c.code for c in (*JD.competencies, NEW_ITEM)]
    put_in = (*JD.competencies[:4], NEW_ITEM, *JD.competencies[4:])
    counted = zip(codes, put_in, range(1, 13), strict=True)
    new = whole(competencies=tuple(replace(c, code=code, number=n) for code, c, n in counted))(JD)
    diff = fs.diff_jd(JD, new)
    assert Counter(kinds(diff)) == {K.COMPETENCY_RECODED: 7, K.COMPETENCY_ADDED: 1}
    assert [(d.code, d.name) for d in diff.of(K.COMPETENCY_ADDED)] == [
        ("AIAE05", "Prompt Engineering")
    ]


def swap(attribute: str, things: tuple[Any, ...], one: int, other: int) -> tuple[Any, ...]:
    """Competencies or ranks, two of which have each other's value."""
    values = [getattr(thing, attribute) for thing in things]
    values[one], values[other] = values[other], values[one]
    return tuple(replace(t, **{attribute: v}) for t, v in zip(things, values, strict=True))


two_of_11 = st.lists(st.integers(0, 10), min_size=2, max_size=2, unique=True)


@given(two_of_11)
def test_competencies__swapped_names__are_two_names_and_no_order(two: list[int]) -> None:
    diff = fs.diff_jd(JD, replace(JD, competencies=swap("name", JD.competencies, *two)))
    assert kinds(diff) == [K.COMPETENCY_RENAMED] * 2


@given(two_of_11)
def test_competencies__swapped_codes__are_two_codes_and_no_order(two: list[int]) -> None:
    diff = fs.diff_jd(JD, replace(JD, competencies=swap("code", JD.competencies, *two)))
    assert kinds(diff) == [K.COMPETENCY_RECODED] * 2


def test_competencies__swapped_names_and_new_scales__are_no_order() -> None:
    items = swap("name", JD.competencies, 3, 4)
    items = tuple(replace(c, levels=c.levels[:-1]) for c in items)
    assert K.COMPETENCY_ORDER not in kinds(fs.diff_jd(JD, replace(JD, competencies=items)))


def test_ranks__swapped_titles__are_two_titles_and_no_order() -> None:
    diff = fs.diff_jd(JD, replace(JD, ranks=swap("title", JD.ranks, 0, 2)))
    assert kinds(diff) == [K.RANK_RENAMED] * 2


def test_rank__junior_and_senior_of_other_codes__are_not_the_same() -> None:
    old, new = whole(ranks=JD.ranks[:1])(JD), whole(ranks=JD.ranks[2:])(JD)
    assert set(kinds(fs.diff_jd(old, new))) == {K.RANK_ADDED, K.RANK_DROPPED}


def test_rank__another_code__its_requirements_are_compared_all_the_same() -> None:
    new = all_of(require("FAIE01", "AIAE08", 2), recode_ranks({"FAIE01": "FE-A"}))(JD)
    diff = fs.diff_jd(JD, new)
    assert kinds(diff) == [K.RANK_RECODED, K.REQUIREMENT]
    assert diff.differences[1].rank == "FE-A"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Security & Compliance", "Compliance and Security", True),
        ("Key Behaviors", "Key Behaviours", True),
        ("Cloud & Deployment Platforms", "MLOps & Deployment", False),
        ("Skill 1", "Skill 2", False),
        ("", "Coding", False),
    ],
)
def test_likeness__either_way_round(one: str, other: str, alike: bool) -> None:
    assert (likeness(one, other) > 0.65) is alike
    assert likeness(one, other) == likeness(other, one)


# -- word by word ----------------------------------------------------------------------------


def test_words__far_apart__are_passages_of_their_own() -> None:
    old = "one two three four five six seven eight nine ten eleven twelve"
    new = "ONE two three four five six seven eight nine ten ELEVEN twelve"
    assert [(p.before, p.old, p.new, p.after) for p in passages(old, new)] == [
        ("", "one", "ONE", "two three…"),
        ("…nine ten", "eleven", "ELEVEN", "twelve"),
    ]


def test_words__close_together__are_one_passage() -> None:
    (only,) = passages("a b c d e f g h", "a b C d e F g h")
    assert (only.old, only.new) == ("c d e f", "C d e F")


def test_words__put_in_and_taken_out() -> None:
    assert [(p.old, p.new) for p in passages("a b c", "a c")] == [("b", "")]
    assert [(p.old, p.new) for p in passages("a c", "a b c")] == [("", "b")]


def test_words__only_spaces_differ__no_passage_but_a_difference() -> None:
    old = item("AIAE09", explanation="a  b")(JD)
    (difference,) = fs.diff_jd(old, item("AIAE09", explanation="a b")(JD))
    assert difference.words == ()
    assert difference.only_spaces
    assert not difference.unnamed


def test_words__only_punctuation_differs__is_known_and_does_nothing_to_people() -> None:
    text = JD.competency("AIAE08").levels[2].text
    diff = fs.diff_jd(JD, reworded("AIAE08", 2, f"{text.replace(',', ';')}.")(JD))
    assert [(d.kind, d.only_punctuation, d.effect) for d in diff] == [(K.LEVEL_TEXT, True, "")]
    assert diff.unnamed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("builds, tests", "builds; tests", True),
        ("builds – and tests", "builds (and tests).", True),
        ("a 'tool'", "a “tool”", True),
        ("level 2.", "level 2", True),
        ("1.5%", "15%", False),
        ("-5", "5", False),
        ("80%", "80", False),
        ("C++", "C", False),
        ("F/N/F", "FN/NF", False),
        ("Builds", "builds", False),
    ],
)
def test_punctuation__is_what_no_word_or_number_is_made_of(
    one: str, other: str, same: bool
) -> None:
    assert same_but_for_punctuation(one, other) is same
    assert same_but_for_punctuation(other, one) is same


def test_differing__long_texts__show_their_ends() -> None:
    ours, theirs = differing("x " * 400 + "old end", "y " * 400 + "new start")
    assert len(ours) < 320
    assert ours.endswith("old end”")
    assert theirs.endswith("new start”")


@pytest.mark.usefixtures("impatient")
def test_words__thousands_of_the_same__come_to_an_end() -> None:
    assert passages("a " * 8_000 + "b", "c " + "a " * 7_000 + "d a")


texts = st.lists(st.sampled_from("abcde"), max_size=12).map(" ".join)


@given(texts, texts)
def test_words__any__mirror_and_tell_whether_words_differ(old: str, new: str) -> None:
    found, back = passages(old, new), passages(new, old)
    assert bool(found) is (old.split() != new.split())
    assert [(p.before, p.new, p.old, p.after) for p in found] == [
        (p.before, p.old, p.new, p.after) for p in back
    ]
    for passage in found:
        assert passage.old in old
        assert passage.new in new


# -- what holds of any two -------------------------------------------------------------------

TURNED = {
    K.RANK_ADDED: K.RANK_DROPPED,
    K.COMPETENCY_ADDED: K.COMPETENCY_DROPPED,
    K.LEVEL_ADDED: K.LEVEL_DROPPED,
}
TURNED |= {other: kind for kind, other in TURNED.items()}
OF_RECORD = (K.RECORD_REWRITTEN, K.RECORD_DROPPED, K.RECORD_SIGNED)


def facts(diff: fs.JdDiff, turned: bool = False) -> Counter[tuple[object, ...]]:
    """What differs, or what would differ the other way round; but for the record of change."""
    found: Counter[tuple[object, ...]] = Counter()
    for d in diff:
        if d.kind not in OF_RECORD:
            words = tuple((p.before, p.old, p.new, p.after) for p in d.words)
            if turned:
                words = tuple((before, b, a, after) for before, a, b, after in words)
                found[TURNED.get(d.kind, d.kind), d.level, d.new, d.old, words] += 1
            else:
                found[d.kind, d.level, d.old, d.new, words] += 1
    return found


@given(job_descriptions())
def test_any_jd__with_itself__no_difference(jd: JobDescription) -> None:
    diff = fs.diff_jd(jd, replace(jd))
    assert not (diff.differences or diff.effects or diff.entries or diff.needs_a_person)


@given(job_descriptions(), job_descriptions())
def test_any_two__mirror_each_other(one: JobDescription, other: JobDescription) -> None:
    there, back = fs.diff_jd(one, other), fs.diff_jd(other, one)
    assert facts(there) == facts(back, turned=True)
    assert there.concerns_forms is (one.fingerprint != other.fingerprint)
    assert bool(there.differences) or not there.concerns_forms
    assert {d.kind for d in there.unnamed} <= {d.kind for d in there}


revisions = st.lists(st.sampled_from([revise for revise, _ in PROVOKED.values()]), max_size=5)


@given(revisions, revisions)
def test_any_revisions__mirror_each_other(one: list[Revise], other: list[Revise]) -> None:
    old, new = all_of(*one)(JD), all_of(*other)(JD)
    assert facts(fs.diff_jd(old, new)) == facts(fs.diff_jd(new, old), turned=True)


# -- what it does to people ------------------------------------------------------------------

SECURITY = "AIAE08 Security, Compliance & Responsible AI"
PEOPLE: dict[str, tuple[Revise, str]] = {
    "a requirement rose": (
        require("FAIE02", "AIAE08", 3),
        f"FAIE02 now requires level 3 of {SECURITY} (was 2): harder.",
    ),
    "a requirement fell": (
        require("FAIE02", "AIAE08", 1),
        f"FAIE02 now requires level 1 of {SECURITY} (was 2): easier.",
    ),
    "a requirement went": (
        item("AIAE08", required={"FAIE01": 1, "FAIE03": 3}),
        f"FAIE02 requires nothing of {SECURITY} any more (was level 2): easier.",
    ),
    "the total at the required levels": (
        require("FAIE02", "AIAE08", 3),
        "Exactly the levels that FAIE02 requires total 67.67% (was 66%).",
    ),
    "a level is worth more": (
        item("AIAE05", weight=Fraction(10)),
        "A level of AIAE05 Cloud & Deployment Platforms earns 3.33% (was 1.67%): "
        "it counts for more.",
    ),
    "a higher top": (
        item("AIAE04", levels=TALLER),
        "The full 10% of AIAE04 MLOps & Deployment takes level 4 (was level 3); "
        "a level earns 2.5% (was 3.33%).",
    ),
    "the wording of a required level": (
        reworded("AIAE08", 2, "Leads everything."),
        f"FAIE02 requires level 2 of {SECURITY}, which was reworded: see whether it asks for more.",
    ),
    "a competency more": (
        whole(competencies=(*JD.competencies, NEW_ITEM)),
        "Everyone must also be rated in AIAE12 Prompt Engineering; "
        "required: level 1 for FAIE01, level 2 for FAIE02 and level 3 for FAIE03.",
    ),
    "a competency less": (
        whole(competencies=JD.competencies[:-1]),
        "AIAE11 Collaboration & Leadership is not assessed any more.",
    ),
    "a rank more": (
        whole(ranks=(*JD.ranks, NEW_RANK)),
        "FAIE04 Principal FleziPT AI Application Engineer is a new rank that can be aimed at "
        "and attained; it requires nothing yet.",
    ),
    "a rank less": (
        whole(ranks=JD.ranks[:2]),
        "FAIE03 Senior FleziPT AI Application Engineer cannot be attained any more: "
        "whoever has it as target rank in the roster gets no form.",
    ),
}


@pytest.mark.parametrize(("revise", "sentence"), PEOPLE.values(), ids=PEOPLE)
def test_effect__says_what_it_does_to_people(revise: Revise, sentence: str) -> None:
    assert sentence in fs.diff_jd(JD, revise(JD)).effects


def test_effect__same_wording_under_another_number__is_not_harder() -> None:
    scale = JD.competency("AIAE08").levels
    below = Level(0, "Has not heard of it", "0: Has not heard of it")
    shifted = [Level(s.level + 1, s.text, f"{s.level + 1}: {s.text}") for s in scale]
    required = {"FAIE01": 2, "FAIE02": 3, "FAIE03": 4}
    diff = fs.diff_jd(JD, item("AIAE08", levels=(below, *shifted), required=required)(JD))
    told = [d.effect for d in diff.of(K.REQUIREMENT)]
    assert len(told) == 3
    assert all("the same wording under another number" in sentence for sentence in told)


def test_effect__texts_alone__do_nothing_to_people() -> None:
    diff = fs.diff_jd(JD, define("POD", "Project Operation Day")(JD))
    assert not diff.effects


def test_effect__forms_of_the_old_revision__are_reported_as_of_another_jd() -> None:
    assert "fingerprint" in fs.diff_jd(JD, item("AIAE05", weight=Fraction(6))(JD)).effects[-1]


def test_totals__are_exact() -> None:
    diff = fs.diff_jd(JD, require("FAIE02", "AIAE08", 3)(JD))
    assert [(t.rank, t.old, t.new) for t in diff.totals] == [
        ("FAIE01", Fraction(34), Fraction(34)),
        ("FAIE02", Fraction(66), 66 + Fraction(5, 3)),
        ("FAIE03", Fraction(98), Fraction(98)),
    ]


# -- the record of change --------------------------------------------------------------------


def before_entry_4(**weights: int) -> JobDescription:
    """The FAIE JD as it may have been before its entry 4."""
    heavier = {"AIAE05": 10, "AIAE08": 10, **weights}
    revise = all_of(*(item(code, weight=Fraction(w)) for code, w in heavier.items()))
    return replace(revise(JD), changes=JD.changes[:3])


def test_record__of_faie__beside_what_changed(samples: Path) -> None:
    old = before_entry_4(AIAE10=3, AIAE11=2)
    assert sum(c.weight for c in old.competencies) == 100
    diff = fs.diff_jd(write_jd(old), samples / "FAIE_JD.xlsx")
    assert {d.code: d.named_in for d in diff.of(K.WEIGHT)} == {
        "AIAE05": ("4",),
        "AIAE08": ("4",),
        "AIAE10": (),  # the entry says “human skills”
        "AIAE11": ("4",),
    }
    assert diff.entries == JD.changes[3:]


def test_record__of_faie__a_requirement_beside_a_named_weight__is_unnamed() -> None:
    old = require("FAIE02", "AIAE08", 1)(before_entry_4())
    assert [d.kind for d in fs.diff_jd(old, JD).unnamed] == [K.REQUIREMENT]


def test_record__of_faie__entry_2__names_level_3_of_one_competency() -> None:
    old = all_of(reworded("AIAE07", 3, "Else"), reworded("AIAE10", 5, "Else"))(JD)
    diff = fs.diff_jd(replace(old, changes=JD.changes[:1]), replace(JD, changes=JD.changes[:3]))
    assert {d.code: d.named_in for d in diff.of(K.LEVEL_TEXT)} == {"AIAE07": ("2",), "AIAE10": ()}


NAMED: dict[str, tuple[Revise, str]] = {
    "by code": (item("AIAE05", explanation="Else"), "Explained AIAE05 again"),
    "by name, in any case": (
        item("AIAE05", explanation="Else"),
        "cloud &\ndeployment platforms: explained again",
    ),
    "by old name": (
        all_of(item("AIAE05", explanation="Else"), item("AIAE05", name="Hosting")),
        "Cloud & Deployment Platforms is called Hosting and explained again",
    ),
    "a weight": (item("AIAE05", weight=Fraction(9)), "AIAE05 5%->9%"),
    "a weight without a sign": (item("AIAE05", weight=Fraction(9)), "AIAE05: 5 → 9"),
    "a weight in words": (item("AIAE05", weight=Fraction(9)), "AIAE05 went from 5 to 9 percent"),
    "a weight first": (item("AIAE05", weight=Fraction(9)), "Set to 9 %: AIAE05"),
    "a weight with decimals": (item("AIAE05", weight=Fraction(11, 2)), "AIAE05 is 5,50 % now"),
    "by how much": (item("AIAE01", weight=Fraction(10)), "AIAE01 reduced by 5 %"),
    "both": (item("AIAE01", weight=Fraction(10)), "AIAE01: 15 → 10 (−5 %)"),
    "weights in a list": (
        all_of(item("AIAE05", weight=Fraction(6)), item("AIAE08", weight=Fraction(4))),
        "Adjusted: AIAE05 5% → 6%, AIAE08 5% → 4%.",
    ),
    "a requirement": (require("FAIE02", "AIAE08", 3), "AIAE08: FAIE02 L2 -> L3"),
    "a requirement as a sentence": (
        require("FAIE02", "AIAE08", 3),
        "FAIE02 now requires level 3 of AIAE08.",
    ),
    "a requirement, the rank by its title": (
        require("FAIE02", "AIAE08", 3),
        "AIAE08 up from 2 to 3 for the Mid-level FleziPT AI Application Engineer",
    ),
    "a requirement that went": (
        item("AIAE08", required={"FAIE01": 1, "FAIE03": 3}, required_text={}),
        "AIAE08: FAIE01, FAIE03: bare numbers; FAIE02: not required",
    ),
    "a level": (reworded("AIAE04", 1, "Else"), "MLOps & Deployment, level 1: reworded"),
    "a level more": (item("AIAE04", levels=TALLER), "AIAE04: level 4 added"),
    "a new competency": (
        whole(competencies=(*JD.competencies, NEW_ITEM)),
        "New competency Prompt Engineering",
    ),
    "a dropped competency": (whole(competencies=JD.competencies[:-1]), "Removed AIAE11"),
    "a code": (item("AIAE05", code="CLOUD1"), "Cloud & Deployment Platforms is CLOUD1 now"),
    "a rank": (whole(ranks=(*JD.ranks, NEW_RANK)), "Added rank FAIE04"),
    "a rank by its title": (rank("FAIE01", level=2), f"Another level for {JD.ranks[0].title}"),
    "a job title": (rank("FAIE01", title="Associate"), "FAIE01 is called Associate"),
    "the job family": (
        all_of(whole(role="AI Engineer"), define("Job Family", "AI Engineer")),
        "Renamed to AI Engineer",
    ),
    "the career paths": (
        whole(career_paths=CareerPaths((), (PICTURE,))),
        "Updated career paths",
    ),
    "the order": (
        whole(competencies=(*JD.competencies[1:], JD.competencies[0])),
        "Changed the order of the competencies",
    ),
    "a definition": (define("POD", "Project Operation Day"), "POD is an operation day now"),
    "duties": (
        with_area(DUTIES[0].areas[4], replace(DUTIES[0].areas[4], items=("Drift",))),
        "New duties in MLOps & Deployment",
    ),
    "the version, by its column": (whole(document=replace(JD.document, version="0.5")), "Released"),
    "a rule": (whole(mandatory_rule="Some are mandatory"), "A new rule of mandatory items"),
}


@pytest.mark.parametrize(("revise", "reason"), NAMED.values(), ids=NAMED)
def test_entry__that_names_the_change(revise: Revise, reason: str) -> None:
    diff = fs.diff_jd(JD, recording(reason)(revise(JD)))
    assert diff.differences
    assert [d.what for d in diff if d.named_in != ("5",)] == []
    assert not diff.needs_a_person


@pytest.mark.parametrize("name", [name for name in NAMED if "column" not in name])
def test_entry__that_names_another_change__leaves_it_unnamed(name: str) -> None:
    revise, _ = NAMED[name]
    diff = fs.diff_jd(JD, recording("Data Engineering & Management 20%, AIAE02: L3")(revise(JD)))
    assert diff.unnamed == diff.differences
    assert diff.needs_a_person


CLOUD_9, NO_11 = item("AIAE05", weight=Fraction(9)), whole(competencies=JD.competencies[:-1])
UNNAMED: dict[str, tuple[Revise, str]] = {
    "a part of the name": (CLOUD_9, "Cloud is 9% now"),
    "no figure": (CLOUD_9, "AIAE05 counts for more"),
    "unchanged": (CLOUD_9, "The weight of AIAE05 is unchanged"),
    "lowered": (CLOUD_9, "The weight of AIAE05 is lowered"),
    "another figure": (CLOUD_9, "AIAE05: 5% → 12%"),
    "the figure of another": (CLOUD_9, "AIAE05: 5% → 8%, AIAE04: 10% → 9%"),
    "a figure within another": (CLOUD_9, "AIAE05: 5% → 9.5%, 19%, 90%"),
    "a level for a weight": (CLOUD_9, "AIAE05: level 9, 9 texts"),
    "a longer code": (CLOUD_9, "AIAE051: 9%"),
    "a code in small letters": (CLOUD_9, "aiae05: 9%"),
    "another rank": (require("FAIE02", "AIAE08", 3), "AIAE08: FAIE03 L2 → L3"),
    "a weight for a level": (require("FAIE02", "AIAE08", 3), "AIAE08: 5% → 3%, FAIE02"),
    "nothing": (CLOUD_9, "No change in scoring"),
    "a word of the name": (NO_11, "Improved collaboration with the HR team"),
    "a weight for a text": (reworded("AIAE05", 1, "Else"), "AIAE05: 10% → 5%"),
    "another level": (reworded("AIAE05", 1, "Else"), "AIAE05: level 2 reworded"),
}


@pytest.mark.parametrize(("revise", "reason"), UNNAMED.values(), ids=UNNAMED)
def test_entry__that_does_not_name_it__leaves_it_unnamed(revise: Revise, reason: str) -> None:
    diff = fs.diff_jd(JD, recording(reason)(revise(JD)))
    assert diff.unnamed == diff.differences
    assert [entry.reason for entry in diff.entries] == [reason]


def test_entry__that_names_a_longer_name__does_not_name_the_shorter_one() -> None:
    old = item("AIAE05", name="Deployment")(JD)
    new = all_of(item("AIAE05", explanation="Else"), recording("MLOps & Deployment explained"))(old)
    assert len(fs.diff_jd(old, new).unnamed) == 1


def test_entry__with_claims_that_are_false__is_shown_and_not_judged() -> None:
    claim = "AIAE05 raised to 9%, AIAE04 reworded, AIAE03: 90%"
    diff = fs.diff_jd(
        all_of(item("AIAE05", weight=Fraction(20)))(JD), recording(claim)(CLOUD_9(JD))
    )
    assert [d.named_in for d in diff] == [("5",)]
    assert [entry.reason for entry in diff.entries] == [claim]


def test_entry__new__is_shown_although_nothing_changed() -> None:
    diff = fs.diff_jd(JD, recording("AIAE05 reworded")(JD))
    assert not diff.differences
    assert [entry.number for entry in diff.entries] == [5]
    assert not diff.needs_a_person


def test_entry__without_number__goes_by_its_version() -> None:
    unnumbered = replace(entry(5, "AIAE05: 9%"), number=None)
    (change,) = fs.diff_jd(JD, replace(CLOUD_9(JD), changes=(*JD.changes, unnumbered)))
    assert change.named_in == ("0.5",)


def test_earlier_entry__rewritten__is_reported_and_names_nothing() -> None:
    last = replace(JD.changes[-1], reason=JD.changes[-1].reason + " + AIAE04: 10%->9%")
    new = item("AIAE04", weight=Fraction(9))(replace(JD, changes=(*JD.changes[:-1], last)))
    diff = fs.diff_jd(JD, new)
    assert [(d.name, d.what) for d in diff.rewritten] == [("entry 4", "the reason")]
    assert [d.kind for d in diff.unnamed] == [K.WEIGHT]
    assert diff.entries == ()


def test_earlier_entry__rewritten__is_reported_whatever_a_new_one_says() -> None:
    revise, _ = PROVOKED["an old entry"]
    diff = fs.diff_jd(JD, recording("Corrected entry 1 of the record of change")(revise(JD)))
    assert [(d.name, d.named_in) for d in diff.rewritten] == [("entry 1", ())]
    assert diff.needs_a_person


def test_earlier_entry__other_spaces_or_a_signature__is_no_rewriting() -> None:
    revise, _ = PROVOKED["an old entry signed"]
    assert not fs.diff_jd(JD, revise(JD)).needs_a_person
    spaced = replace(JD.changes[0], reason=JD.changes[0].reason.replace(" ", "  "))
    diff = fs.diff_jd(JD, replace(JD, changes=(spaced, *JD.changes[1:])))
    assert diff.differences
    assert not diff.needs_a_person


weights = st.lists(st.integers(1, 60).map(lambda n: Fraction(n, 4)), min_size=11, max_size=11)


@given(weights)
def test_any_weights__each_that_changed_is_found_and_can_be_named(weights: list[Fraction]) -> None:
    pairs = list(zip(JD.competencies, weights, strict=True))
    new = replace(JD, competencies=tuple(replace(c, weight=w) for c, w in pairs))
    changed = [(c.code, w) for c, w in pairs if c.weight != w]
    found = fs.diff_jd(JD, new)
    assert [(d.code, Fraction(d.new.rstrip("%"))) for d in found] == changed
    assert found.unnamed == found.differences
    said = recording(", ".join(f"{code} {float(w):g}%" for code, w in changed))(new)
    assert not fs.diff_jd(JD, said).unnamed


@given(st.lists(phrases | st.text(max_size=30), max_size=3), st.lists(st.sampled_from([*PROVOKED])))
def test_any_record__is_shown_as_it_stands_and_never_judged(
    reasons: list[str], names: list[str]
) -> None:
    new = recording(*reasons)(all_of(*(PROVOKED[name][0] for name in names))(JD))
    diff = fs.diff_jd(JD, new)
    assert [entry.reason for entry in diff.entries] == reasons
    labels = {str(number) for number in range(5, 5 + len(reasons))}
    assert labels.issuperset(label for d in diff for label in d.named_in)
    assert all(d.unnamed or d.named_in or d.kind in OF_RECORD or d.only_spaces for d in diff)


# -- the library's edge ----------------------------------------------------------------------


def test_diff_jd__takes_paths_and_bytes_too(samples: Path) -> None:
    path = samples / "FAIE_JD.xlsx"
    assert not fs.diff_jd(path, path.read_bytes()).differences


def test_diff_jd__no_jd__is_unusable() -> None:
    with pytest.raises(fs.UnusableSourceError):
        fs.diff_jd(JD, b"no workbook")


def test_frame__has_a_row_for_each_difference() -> None:
    diff = fs.diff_jd(
        JD, all_of(require("FAIE02", "AIAE08", 3), recording("AIAE08: FAIE02 L3"))(JD)
    )
    frame = diff.to_frame()
    columns = ("kind", "code", "rank", "old", "new", "named_in")
    assert [frame[column][0] for column in columns] == [
        *("requirement", "AIAE08", "FAIE02", "level 2", "level 3", "5"),
    ]
    assert [level is pd.NA for level in frame["level"]] == [True]
    empty = fs.diff_jd(JD, JD).to_frame()
    assert list(empty.columns) == list(frame.columns)
    assert list(empty.dtypes) == list(frame.dtypes)


# -- the command line ------------------------------------------------------------------------


class Run(NamedTuple):
    """What a run ended with and said."""

    status: int
    out: str
    err: str


Runner = Callable[..., Run]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Runner:
    """Run ``faie-sheets diff`` on two revisions, or on files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(out, "width", 160)

    def call(old: JobDescription | Path, new: JobDescription | Path, *options: str) -> Run:
        paths = [tmp_path / "old.xlsx", tmp_path / "new.xlsx"]
        for path, jd in zip(paths, (old, new), strict=True):
            path.write_bytes(jd.read_bytes() if isinstance(jd, Path) else write_jd(jd))
        arguments = ["faie-sheets", "diff", *map(str, paths), *options]
        monkeypatch.setattr(sys, "argv", arguments)
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        assert isinstance(end.value.code, int)
        return Run(end.value.code, *capfd.readouterr())

    return call


def test_cli__nothing_changed__status_0(run: Runner) -> None:
    shown = run(JD, JD)
    assert shown.status == 0
    assert "No differences" in shown.out


def test_cli__each_change_is_named__status_0_and_no_verdict(run: Runner) -> None:
    revise, reason = NAMED["weights in a list"]
    shown = run(JD, recording(reason)(revise(JD)))
    assert shown.status == 0
    assert "2 differences\n" in shown.out
    assert "whether they are right is for you to judge" in shown.out
    assert f"entry 5, 2026-05-05, version 1.0, file version 0.5, Update\n   {reason}" in shown.out


def test_cli__people_first__then_what_changed__then_the_record(run: Runner) -> None:
    new = all_of(require("FAIE02", "AIAE08", 3), item("AIAE09", explanation="Ships it"),
                 recording("- MLOps & Deployment reworded\n  + L2"))(JD)  # fmt: skip
    shown = run(JD, new)
    assert shown.status == 1
    order = (
        "2 differences; no new entry names 2 of them",
        "What it means for people",
        f"FAIE02 now requires level 3 of {SECURITY} (was 2): harder.",
        "Requirements",
        "no entry",
        "Texts",
        "Ships it",
        "The record of change",
        "Changes that no new entry names (2):",
        "what FAIE02 requires (level 2 → level 3)",
        "New entries, as they stand",
        "entry 5, 2026-05-05",
        "- MLOps & Deployment reworded",
        "+ L2",
    )
    places = [shown.out.index(text) for text in order]
    assert places == sorted(places)


def test_cli__the_wrong_way_round__is_asked_about(run: Runner) -> None:
    shown = run(JD, before_entry_4())
    assert "was the new revision given first?" in shown.out


def test_cli__earlier_entry_rewritten__status_1(run: Runner) -> None:
    revise, _ = PROVOKED["an old entry"]
    shown = run(JD, revise(JD))
    assert shown.status == 1
    assert "1 difference; 1 earlier entry was rewritten or removed" in shown.out
    assert "│ entry 1 │ the reason │" in shown.out


def test_cli__two_job_families__are_called_that_first(run: Runner) -> None:
    revise, _ = PROVOKED["the role"]
    shown = run(JD, revise(JD))
    sentence = f"Two job families: “{JD.role}” and “AI Engineer”."
    assert shown.out.splitlines()[2].startswith(sentence)
    assert shown.out.count(sentence) == 1


def test_cli__only_punctuation__is_called_that(run: Runner) -> None:
    text = JD.competency("AIAE09").explanation
    shown = run(JD, item("AIAE09", explanation=f"{text};")(JD))
    assert "the explanation (only punctuation)\n" in shown.out


@pytest.mark.parametrize("name", PROVOKED)
def test_cli__every_kind__is_shown(name: str) -> None:
    diff = fs.diff_jd(JD, PROVOKED[name][0](JD))
    with out.capture() as captured:
        show_diff(diff, "old.xlsx", "new.xlsx")
    shown = {title for title in GROUPS if f"\n{title}\n" in captured.get()}
    assert shown == {title for title, members in GROUPS.items() if set(kinds(diff)) & set(members)}


def test_cli__groups__hold_every_kind_once() -> None:
    assert Counter(kind for members in GROUPS.values() for kind in members) == Counter(set(K))


def test_cli__json__one_document_with_its_keys(run: Runner) -> None:
    new = all_of(require("FAIE02", "AIAE08", 3), recording("AIAE05 reworded"))(JD)
    shown = run(JD, new, "--json")
    document = json.loads(shown.out)
    assert shown.status == 1
    assert set(document) == {
        *("old", "new", "needs_a_person", "effects", "totals"),
        *("differences", "entries", "problems"),
    }
    (difference,) = document["differences"]
    assert difference == {
        **{"kind": "requirement", "code": "AIAE08", "rank": "FAIE02", "level": None},
        **{"name": JD.competency("AIAE08").name, "what": "what FAIE02 requires"},
        **{"old": "level 2", "new": "level 3", "words": [], "named_in": [], "unnamed": True},
        **{"only_spaces": False, "only_punctuation": False},
        "effect": f"FAIE02 now requires level 3 of {SECURITY} (was 2): harder.",
    }
    assert [entry["reason"] for entry in document["entries"]] == ["AIAE05 reworded"]
    assert document["entries"][0]["effective_date"] == "2026-05-05"
    assert document["totals"][0] == {"rank": "FAIE01", "old": 34, "new": 34}
    assert document["needs_a_person"] is True


def test_cli__unusable__status_2__as_json_too(run: Runner, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    assert run(JD, broken).status == 2
    shown = run(broken, JD, "--json")
    assert shown.status == 2
    document = json.loads(shown.out)
    assert document["problems"]
    assert document["needs_a_person"] is True
    assert set(document) == set(json.loads(run(JD, JD, "--json").out))


def test_cli__errors_of_a_revision__are_reported__status_1(run: Runner) -> None:
    wrong = item("AIAE05", weight=Fraction(50))(JD)
    shown = run(wrong, wrong)
    assert "No differences" in shown.out
    assert "the weights total" in shown.err
    assert shown.status == 1
    assert json.loads(run(wrong, wrong, "--json").out)["problems"]
