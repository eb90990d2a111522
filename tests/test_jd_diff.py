"""Two revisions of a JD: what changed, for whom, and whether the record of change says so."""

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
    Sighting,
    cli,
)
from faie_sheets.cli.console import out
from faie_sheets.cli.diff_report import GROUPS, show_diff
from faie_sheets.revision.matching import likeness
from faie_sheets.text.passages import changed_words, differing, passages

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
    entries = (entry(number, reason) for number, reason in enumerate(reasons, 5))
    return whole(changes=(*JD.changes, *entries))


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
    assert diff.is_in_order
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
    assert changed_words("a b c", "a c") == [("b", "")]
    assert changed_words("a c", "a b c") == [("", "b")]


def test_words__only_spaces_differ__no_passage_but_a_difference() -> None:
    old = item("AIAE09", explanation="a  b")(JD)
    (difference,) = fs.diff_jd(old, item("AIAE09", explanation="a b")(JD))
    assert difference.words == ()
    assert difference.only_spaces
    assert not difference.unrecorded


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
    for removed, added in changed_words(old, new):
        assert removed in old
        assert added in new


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
    assert not (diff.differences or diff.effects or diff.entries or diff.record)


@given(job_descriptions(), job_descriptions())
def test_any_two__mirror_each_other(one: JobDescription, other: JobDescription) -> None:
    there, back = fs.diff_jd(one, other), fs.diff_jd(other, one)
    assert facts(there) == facts(back, turned=True)
    assert there.concerns_forms is (one.fingerprint != other.fingerprint)
    assert bool(there.differences) or not there.concerns_forms
    assert {d.kind for d in there.unrecorded} <= {d.kind for d in there}


revisions = st.lists(st.sampled_from([revise for revise, _ in PROVOKED.values()]), max_size=5)


@given(revisions, revisions)
def test_any_revisions__mirror_each_other(one: list[Revise], other: list[Revise]) -> None:
    old, new = all_of(*one)(JD), all_of(*other)(JD)
    assert facts(fs.diff_jd(old, new)) == facts(fs.diff_jd(new, old), turned=True)


@given(st.lists(phrases, max_size=3), phrases)
def test_any_record__never_alarms_where_it_names_nothing(reasons: list[str], text: str) -> None:
    new = recording(*reasons, text)(JD)
    assert not [line for line in fs.diff_jd(JD, new).not_seen if "AIAE" not in line.why]
    assert not fs.diff_jd(JD, new).not_seen


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
        f"FAIE02 requires level 2 of {SECURITY}, which is worded anew: "
        "see whether it asks for more.",
    ),
    "a competency more": (
        whole(competencies=(*JD.competencies, NEW_ITEM)),
        "Everybody must also be rated in AIAE12 Prompt Engineering; "
        "required: level 1 for FAIE01, level 2 for FAIE02 and level 3 for FAIE03.",
    ),
    "a competency less": (
        whole(competencies=JD.competencies[:-1]),
        "AIAE11 Collaboration & Leadership is not assessed any more.",
    ),
    "a rank more": (
        whole(ranks=(*JD.ranks, NEW_RANK)),
        "FAIE04 Principal FleziPT AI Application Engineer is a new rank that can be aimed at "
        "and attained.",
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


def test_effect__forms_of_the_old_revision__are_told_as_of_another_jd() -> None:
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


def test_record__of_faie__every_change_is_recorded_and_every_weight_seen(samples: Path) -> None:
    old = before_entry_4(AIAE10=3, AIAE11=2)
    assert sum(c.weight for c in old.competencies) == 100
    diff = fs.diff_jd(write_jd(old), samples / "FAIE_JD.xlsx")
    weights = diff.of(K.WEIGHT)
    assert [d.code for d in weights] == ["AIAE05", "AIAE08", "AIAE10", "AIAE11"]
    assert all(d.recorded == ("4",) for d in weights)
    assert diff.is_in_order
    assert [line.text for line in diff.seen] == [
        "make human skills 10% and",
        "collaboration & leadership 5%",
        "Cloud & Deployment Platforms: 10%->5%",
        "Security, Compliance & Responsible AI: 10%->5%",
    ]
    assert [entry.number for entry in diff.entries] == [4]


def test_record__of_faie__a_weight_that_did_not_change__is_not_seen() -> None:
    old = item("AIAE08", weight=Fraction(5))(before_entry_4())
    (line,) = fs.diff_jd(old, JD).not_seen
    assert line.text == "Security, Compliance & Responsible AI: 10%->5%"
    assert line.why == f"the weight of {SECURITY} is 5% in both revisions"


def test_record__of_faie__other_weights_than_recorded__are_not_seen() -> None:
    old = item("AIAE05", weight=Fraction(8))(before_entry_4())
    diff = fs.diff_jd(old, JD)
    (line,) = diff.not_seen
    assert line.why == "the weight of AIAE05 Cloud & Deployment Platforms went from 8% to 5%"
    assert not diff.unrecorded


def test_record__of_faie__a_requirement_beside_a_recorded_weight__is_unrecorded() -> None:
    old = require("FAIE02", "AIAE08", 1)(before_entry_4())
    old = item("AIAE08", weight=Fraction(10))(old)
    assert [d.kind for d in fs.diff_jd(old, JD).unrecorded] == [K.REQUIREMENT]


def test_record__of_faie__entries_2_and_3__record_the_words_put_in() -> None:
    coding = JD.competency("AIAE07")
    added = ", and use AI to write 80% code"
    text = coding.levels[3].text.partition(added)[0]
    skills = JD.competency("AIAE10").levels[5].text.replace(", system thinking", "")
    old = all_of(reworded("AIAE07", 3, text), reworded("AIAE10", 5, skills))(JD)
    diff = fs.diff_jd(replace(old, changes=JD.changes[:1]), replace(JD, changes=JD.changes[:3]))
    assert {d.code: d.recorded for d in diff.of(K.LEVEL_TEXT)} == {
        "AIAE07": ("2",),
        "AIAE10": ("2", "3"),
    }
    assert diff.is_in_order


RECORDED: dict[str, tuple[Revise, str]] = {
    "by code": (item("AIAE05", explanation="Else"), "Explained AIAE05 anew"),
    "by name": (reworded("AIAE04", 1, "Else"), "Reworded MLOps and deployment level 1"),
    "by words of the name": (require("FAIE02", "AIAE08", 3), "Security: FAIE02 needs level 3"),
    "by some words": (item("AIAE10", explanation="E"), "The human skills are explained anew"),
    "by the words put in": (
        item("AIAE09", explanation="Ships function points weekly"),
        "Now says: ships function points weekly",
    ),
    "by a line below": (
        reworded("AIAE07", 1, "Else"),
        "- Updated Functional & Non-Functional Coding + L1 - reworded",
    ),
    "a weight in words": (item("AIAE05", weight=Fraction(9)), "Cloud weight from 5 to 9%"),
    "a weight in a list": (
        all_of(item("AIAE05", weight=Fraction(6)), item("AIAE08", weight=Fraction(4))),
        "Adjusted: Cloud 5% → 6%, security 5% → 4%.",
    ),
    "a new competency": (
        whole(competencies=(*JD.competencies, NEW_ITEM)),
        "New competency Prompt Engineering 5%",
    ),
    "a dropped competency, with its weight": (
        whole(competencies=JD.competencies[:-1]),
        "Removed Collaboration & Leadership (5%)",
    ),
    "a dropped competency, to nothing": (
        whole(competencies=JD.competencies[:-1]),
        "Collaboration & Leadership 5% -> 0%",
    ),
    "a dropped competency": (
        whole(competencies=JD.competencies[:-1]),
        "Removed Collaboration & Leadership",
    ),
    "a merger": (
        all_of(
            whole(competencies=(*JD.competencies[:4], *JD.competencies[5:])),
            item("AIAE04", name="MLOps, Cloud & Deployment", weight=Fraction(15)),
        ),
        "Cloud and MLOps merged into one: MLOps, Cloud & Deployment 15%",
    ),
    "words cut short": (
        all_of(item("AIAE01", weight=Fraction(14)), item("AIAE10", weight=Fraction(11))),
        "App design down to 14%, power skills up to 11%",
    ),
    "a rank by its title": (
        require("FAIE02", "AIAE08", 3),
        "Raise Security requirement of Mid-level to L3",
    ),
    "a rank": (whole(ranks=(*JD.ranks, NEW_RANK)), "Added rank FAIE04"),
    "all that a rank requires": (
        all_of(require("FAIE02", "AIAE08", 3), require("FAIE02", "AIAE04", 3)),
        "Raised the level that FAIE02 requires",
    ),
    "the career paths": (
        whole(career_paths=CareerPaths((), (PICTURE,))),
        "Updated career path",
    ),
    "a definition": (define("POD", "Project Operation Day"), "POD is an operation day now"),
    "duties": (
        with_area(DUTIES[0].areas[4], replace(DUTIES[0].areas[4], items=("Drift",))),
        "New duties in MLOps & Deployment",
    ),
    "the version, by its column": (whole(document=replace(JD.document, version="0.5")), "Released"),
    "the scoring rule": (whole(mandatory_rule="All are mandatory"), "Shorter mandatory rule"),
}


@pytest.mark.parametrize(("revise", "reason"), RECORDED.values(), ids=RECORDED)
def test_record__that_mentions_it(revise: Revise, reason: str) -> None:
    diff = fs.diff_jd(JD, recording(reason)(revise(JD)))
    assert diff.differences
    assert all(d.recorded == ("5",) for d in diff)
    assert diff.is_in_order


@pytest.mark.parametrize("name", [name for name in RECORDED if "column" not in name])
def test_record__that_mentions_another__leaves_it_unrecorded(name: str) -> None:
    revise, _ = RECORDED[name]
    diff = fs.diff_jd(JD, recording("Explained data engineering & management")(revise(JD)))
    assert diff.unrecorded == diff.differences


NOT_SEEN = {
    "AIAE05 reworded": "nothing has changed in AIAE05 Cloud & Deployment Platforms",
    "Updated MLOps & Deployment": "nothing has changed in AIAE04 MLOps & Deployment",
    "Cloud: 10%->5%": "the weight of AIAE05 Cloud & Deployment Platforms is 5% in both revisions",
    "make human skills 15%": "the weight of AIAE10 Human-Centric Power Skills is 10% in both "
    "revisions",
}


@pytest.mark.parametrize(("reason", "why"), NOT_SEEN.items(), ids=NOT_SEEN)
def test_record__of_what_is_not_there__is_not_seen(reason: str, why: str) -> None:
    diff = fs.diff_jd(JD, recording(reason)(JD))
    assert [(line.entry, line.why) for line in diff.not_seen] == [("5", why)]
    assert not diff.is_in_order


@pytest.mark.parametrize(
    "reason",
    [
        "Updated comments",
        "Mail of the BOD: cloud and more",
        "Can merge MLOps & Deployment into one",
        "MLOps & Deployment stays unchanged",
        "Functional & Non-Functional Coding keeps 30% AI generated code",
        "AI Application L2 - AI Champions",
        "System thinking: level 1 up for all",
        "use AI to write 80%->90% code",
        "coverage 80%",
        "deployment 12%",
        "design 80%",
    ],
)
def test_record__that_names_nothing_certain__is_no_alarm(reason: str) -> None:
    diff = fs.diff_jd(JD, recording(reason)(JD))
    assert " - ".join(line.text for line in diff.untold) == reason
    assert diff.is_in_order


def test_record__a_weight_that_holds__is_seen_though_it_did_not_change() -> None:
    diff = fs.diff_jd(JD, recording("collaboration & leadership 5%")(JD))
    assert [line.sighting for line in diff.record] == [Sighting.SEEN]


def test_record__an_entry_that_was_extended__counts_for_what_was_put_in() -> None:
    last = replace(JD.changes[-1], reason=JD.changes[-1].reason + " + MLOps & Deployment: 10%->9%")
    new = item("AIAE04", weight=Fraction(9))(replace(JD, changes=(*JD.changes[:-1], last)))
    diff = fs.diff_jd(JD, new)
    assert [line.text for line in diff.record] == ["MLOps & Deployment: 10%->9%"]
    assert [d.kind for d in diff.unrecorded] == [K.RECORD_REWRITTEN]
    assert diff.of(K.WEIGHT)[0].recorded == ("4",)


def test_record__an_entry_signed__needs_no_entry_of_its_own() -> None:
    revise, _ = PROVOKED["an old entry signed"]
    assert fs.diff_jd(JD, revise(JD)).is_in_order


def test_record__lines_and_bullets__as_they_stand_in_a_cell() -> None:
    reason = "- Cloud & Deployment Platforms: 10%->5%\n  + L2 - reworded\n• MLOps & Deployment"
    diff = fs.diff_jd(JD, recording(reason)(JD))
    assert [line.text for line in diff.record] == [
        "Cloud & Deployment Platforms: 10%->5%",
        "L2 - reworded",
        "MLOps & Deployment",
    ]


def test_record__entry_without_number__goes_by_its_version() -> None:
    unnumbered = replace(entry(5, "AIAE05 reworded"), number=None)
    diff = fs.diff_jd(JD, replace(JD, changes=(*JD.changes, unnumbered)))
    assert [line.entry for line in diff.not_seen] == ["0.5"]


def test_record__names_with_a_bullets_sign__are_not_taken_apart() -> None:
    odd = item("AIAE05", name="Cloud + Edge - Platforms")
    revised = all_of(odd, item("AIAE05", weight=Fraction(6)), recording(
        "Weights - make it fit - Cloud + Edge - Platforms: 5%->6%"))  # fmt: skip
    diff = fs.diff_jd(odd(JD), revised(JD))
    assert "Cloud + Edge - Platforms: 5%->6%" in [line.text for line in diff.seen]
    assert diff.is_in_order


# -- the library's edge ----------------------------------------------------------------------


def test_diff_jd__takes_paths_and_bytes_too(samples: Path) -> None:
    path = samples / "FAIE_JD.xlsx"
    assert not fs.diff_jd(path, path.read_bytes()).differences


def test_diff_jd__no_jd__is_unusable() -> None:
    with pytest.raises(fs.UnusableSourceError):
        fs.diff_jd(JD, b"no workbook")


def test_frame__has_a_row_for_each_difference() -> None:
    diff = fs.diff_jd(JD, all_of(require("FAIE02", "AIAE08", 3), recording("AIAE08 raised"))(JD))
    frame = diff.to_frame()
    columns = ("kind", "code", "rank", "old", "new", "recorded")
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


def test_cli__all_recorded__status_0(run: Runner) -> None:
    shown = run(before_entry_4(AIAE10=3, AIAE11=2), JD)
    assert shown.status == 0
    assert "4 differences, none without a record; none recorded and not seen" in shown.out
    assert "Nothing is amiss" in shown.out
    assert "entry 4, “Updated email:" in shown.out


def test_cli__people_first__then_what_changed__then_the_record(run: Runner) -> None:
    new = all_of(require("FAIE02", "AIAE08", 3), item("AIAE09", explanation="Ships it"),
                 recording("MLOps & Deployment reworded"))(JD)  # fmt: skip
    shown = run(JD, new)
    assert shown.status == 1
    order = (
        "What it does to people",
        f"FAIE02 now requires level 3 of {SECURITY} (was 2): harder.",
        "Requirements",
        "nowhere",
        "Texts",
        "Ships it",
        "The record of change",
        "Changed without a record (2):",
        "what FAIE02 requires (level 2 → level 3)",
        "Recorded and not seen (1):",
        "entry 5, “MLOps & Deployment reworded”: nothing has changed in AIAE04",
    )
    places = [shown.out.index(text) for text in order]
    assert places == sorted(places)


def test_cli__the_wrong_way_round__is_asked_about(run: Runner) -> None:
    shown = run(JD, before_entry_4())
    assert "was the new revision given first?" in shown.out


def test_cli__recorded_and_not_seen__status_1(run: Runner) -> None:
    assert run(JD, recording("AIAE05 reworded")(JD)).status == 1


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
        *("old", "new", "in_order", "effects", "totals"),
        *("differences", "entries", "record", "problems"),
    }
    (difference,) = document["differences"]
    assert difference == {
        **{"kind": "requirement", "code": "AIAE08", "rank": "FAIE02", "level": None},
        **{"name": JD.competency("AIAE08").name, "what": "what FAIE02 requires"},
        **{"old": "level 2", "new": "level 3", "words": [], "recorded": [], "unrecorded": True},
        "effect": f"FAIE02 now requires level 3 of {SECURITY} (was 2): harder.",
    }
    assert [line["sighting"] for line in document["record"]] == ["not-seen"]
    assert document["entries"][0]["effective_date"] == "2026-05-05"
    assert document["totals"][0] == {"rank": "FAIE01", "old": 34, "new": 34}
    assert document["in_order"] is False


def test_cli__unusable__status_2__as_json_too(run: Runner, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    assert run(JD, broken).status == 2
    shown = run(broken, JD, "--json")
    assert shown.status == 2
    assert json.loads(shown.out)["problems"]


def test_cli__errors_of_a_revision__are_told(run: Runner) -> None:
    shown = run(JD, item("AIAE05", weight=Fraction(50))(JD))
    assert "the weights total" in shown.err
