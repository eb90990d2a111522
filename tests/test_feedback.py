"""``write_feedback``: one page for each engineer, and nothing of anybody else in it."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import sys
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from forms_kit import (
    AN,
    JD,
    OTHER_JD,
    Spot,
    cells_of,
    open_book,
    parts,
    required,
    saved,
    scale,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from programs import gnumeric, libreoffice, open_xml, poppler
from strategies import levels_of, scoring_jds

import faie_sheets as fs
from faie_sheets import cli
from faie_sheets.feedback.sentences import evidence_of, goal_of, verdict_sentence
from faie_sheets.feedback.workbook import feedback_bytes
from faie_sheets.problems import Place
from faie_sheets.records.assessment import Rater, Rating

CLEAN, NEEDS_A_PERSON, UNUSABLE = 0, 1, 2
SHEET = "Feedback"
HEADERS = (
    "Code", "Competency", "Self", "Assessor", "Bar: your level\nFrame: required",
    "Required", "Gap", "Met", "Scale", "Weight", "Points",
)  # fmt: skip
PLAIN_OLD_FUNCTIONS = {"COUNT", "IF", "SUM"}
SENTENCE = "Built the retrieval service, wrote its tests, cut the answer time and coached two. "
EVIDENCE = (SENTENCE * 4)[:300]

Levels = Mapping[str, int | None]


def rated(
    own: Levels,
    assessor: Levels | None = None,
    *,
    engineer: fs.Engineer = AN,
    jd: fs.JobDescription = JD,
    evidence: Mapping[str, str] | None = None,
) -> fs.Result:
    """The result of levels by the engineer, and by the assessor where there are any."""
    ratings = tuple(
        Rating(item.code, rater, level, "" if level is None else str(level), Place())
        for rater, levels in ((Rater.SELF, own), (Rater.ASSESSOR, assessor or {}))
        for item in jd.competencies
        for level in (levels.get(item.code),)
    )
    file = f"form of {engineer.id}.xlsx"
    return fs.score(fs.Assessment(engineer, ratings, evidence or {}, file=file), jd)


def batch(
    *results: fs.Result, jd: fs.JobDescription = JD, missing: tuple[fs.Engineer, ...] = ()
) -> fs.Intake:
    """An intake of results at hand."""
    return fs.Intake(jd, results, (), missing=missing)


def aiming(rank: str, **facts: str) -> fs.Engineer:
    """The engineer with another target rank."""
    return dataclasses.replace(AN, target_rank=rank, **facts)


@dataclasses.dataclass
class Shown:
    """A feedback file, read back as values and as formulas."""

    data: bytes

    @cached_property
    def values(self) -> Worksheet:
        """The sheet with the values that its formulas have."""
        sheet: Worksheet = open_book(self.data, data_only=True)[SHEET]
        return sheet

    @cached_property
    def formulas(self) -> Worksheet:
        """The sheet with its formulas."""
        sheet: Worksheet = open_book(self.data)[SHEET]
        return sheet

    @property
    def texts(self) -> list[str]:
        """Every text, row by row."""
        cells = (cell.value for row in self.values.iter_rows() for cell in row)
        return [value for value in cells if isinstance(value, str)]

    @property
    def words(self) -> str:
        """Every text in one."""
        return "\n".join(self.texts)

    @property
    def charts(self) -> list[Any]:
        """The charts of the sheet."""
        found: list[Any] = vars(self.formulas)["_charts"]
        return found

    @property
    def header(self) -> int:
        """The row of the headers, from 1."""
        return next(n for n, row in enumerate(self.values.values, 1) if row[0] == "Code")

    def rows(self) -> dict[str, dict[str, Any]]:
        """Competency code → header → value."""
        found = {}
        for row in self.values.iter_rows(min_row=self.header + 1, values_only=True):
            if row[1] == "Total":
                break
            found[str(row[0])] = dict(zip(HEADERS, row, strict=True))
        return found

    @property
    def total(self) -> dict[str, Any]:
        """The values in the row of the total, by header."""
        rows = self.values.iter_rows(min_row=self.header + 1, values_only=True)
        return dict(zip(HEADERS, next(row for row in rows if row[1] == "Total"), strict=True))

    def steps(self) -> dict[str, tuple[str, str, str]]:
        """Competency code → where they are, what is next, and the evidence, ``""`` for none."""
        rows = list(self.values.iter_rows(values_only=True))
        (first,) = [n for n, row in enumerate(rows) if row[2] == "Where you are"] or [len(rows)]
        found: dict[str, tuple[str, str, str]] = {}
        for row in rows[first + 1 :]:
            if row[0] and row[5]:
                found[str(row[0])] = (str(row[2]), str(row[5]), "")
            elif not row[0] and row[1]:
                code = list(found)[-1]
                found[code] = (*found[code][:2], str(row[1]))
            else:
                break
        return found


def shown(result: fs.Result, jd: fs.JobDescription = JD) -> Shown:
    return Shown(feedback_bytes(result, jd))


def text_of(code: str, level: int, jd: fs.JobDescription = JD) -> str:
    found = jd.competency(code).level(level)
    assert found
    return found.text


# -- what is written, and where ------------------------------------------------------------


def test_files__one_an_engineer__named_as_the_forms(tmp_path: Path) -> None:
    people = [AN, aiming("FAIE03", id="E2", name="Trần/Bình: 2?"), aiming("FAIE01", id="E3")]
    results = [rated(required("FAIE02"), engineer=one) for one in people]
    gone = fs.Engineer("E9", "Nobody Returned")
    calls: list[tuple[int, int]] = []
    written = fs.write_feedback(
        batch(*results, missing=(gone,)), tmp_path / "new" / "out",
        progress=lambda done, total: calls.append((done, total)),
    )  # fmt: skip
    assert [one.path.name if one.path else None for one in written] == [
        "E1 Nguyễn Văn An - feedback.xlsx",
        "E2 TrầnBình 2 - feedback.xlsx",
        "E3 Nguyễn Văn An - feedback.xlsx",
        None,
    ]
    assert [one.engineer for one in written] == [*people, gone]
    assert [one.file for one in written] == [*(r.assessment.file for r in results), ""]
    assert [one.why for one in written] == ["", "", "", "nothing readable has come back"]
    assert calls == [(1, 3), (2, 3), (3, 3)]
    manifest = fs.read_manifest(tmp_path / "new" / "out")
    digests = {form.file: form.sha256 for form in manifest}
    for one in written[:3]:
        assert one.path
        assert digests[one.path.name] == hashlib.sha256(one.path.read_bytes()).hexdigest()


def test_nothing_rated__no_file__says_why(tmp_path: Path) -> None:
    (one,) = fs.write_feedback(batch(rated({})), tmp_path / "out")
    assert (one.path, one.why) == (None, "no competency is rated")
    assert not (tmp_path / "out").exists()


def test_nobody__nothing_is_written(tmp_path: Path) -> None:
    assert fs.write_feedback(batch(), tmp_path / "out") == ()
    assert not (tmp_path / "out").exists()


def test_ids_that_differ_only_in_what_no_file_name_has__two_files(tmp_path: Path) -> None:
    people = [aiming("FAIE02", id=id_) for id_ in ("E:1", "E?1", "e1")]
    results = [rated(required("FAIE02"), engineer=one) for one in people]
    written = fs.write_feedback(batch(*results), tmp_path)
    names = {str(one.path).casefold() for one in written}
    assert len(names) == len(list(tmp_path.glob("*.xlsx"))) == 3
    for one in written:
        assert one.path
        assert one.engineer.id in Shown(one.path.read_bytes()).texts


def test_again__same_bytes__from_the_summary_too(tmp_path: Path) -> None:
    intake = fs.read_forms(fs.builtin.FILLED_PATH, JD, workers=0)
    fs.write_summary(intake, tmp_path / "summary.xlsx")
    for folder, read in (
        ("a", intake),
        ("b", fs.read_forms(fs.builtin.FILLED_PATH, JD, workers=0)),
        ("c", fs.read_summary(tmp_path / "summary.xlsx")),
    ):
        assert sum(bool(one.path) for one in fs.write_feedback(read, tmp_path / folder)) == 10
    contents = [
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in "abc"
    ]
    assert contents[0] == contents[1] == contents[2]


def test_earlier_file_of_ours__is_replaced(tmp_path: Path) -> None:
    fs.write_feedback(batch(rated(required("FAIE01"))), tmp_path)
    (one,) = fs.write_feedback(batch(rated(required("FAIE02"))), tmp_path)
    assert one.path
    assert one.path.read_bytes() == feedback_bytes(rated(required("FAIE02")), JD)


@pytest.mark.parametrize("changed_before", [True, False])
def test_file_that_is_not_as_we_wrote_it__stays(tmp_path: Path, changed_before: bool) -> None:
    path = tmp_path / "E1 Nguyễn Văn An - feedback.xlsx"
    if changed_before:
        fs.write_feedback(batch(rated(required("FAIE01"))), tmp_path)
        book = open_book(path.read_bytes())
        book[SHEET]["A1"] = "with a word of the head of unit"
        path.write_bytes(saved(book))
    else:
        path.write_bytes(b"something else")
    before = path.read_bytes()
    other = rated(required("FAIE02"), engineer=aiming("FAIE02", id="E2"))
    kept, written = fs.write_feedback(batch(rated(required("FAIE02")), other), tmp_path)
    assert (kept.path, bool(written.path)) == (None, True)
    assert "is there already and was changed" in kept.why
    assert path.read_bytes() == before


def test_nobody_else__no_part_of_the_file_knows_of_them(tmp_path: Path) -> None:
    people = [
        fs.Engineer(f"ID{n}X", f"Name{n}X", f"Unit{n}X", "FAIE01", "FAIE02", f"Assessor{n}X",
                    f"Period{n}X", f"mail{n}x@example.com")
        for n in range(3)
    ]  # fmt: skip
    results = [
        rated(
            required("FAIE01"), required("FAIE02"), engineer=one,
            evidence=dict.fromkeys(("AIAE01", "AIAE08"), f"Evidence{n}X"),
        )
        for n, one in enumerate(people)
    ]  # fmt: skip
    gone = fs.Engineer("ID7X", "Name7X")
    for n, one in enumerate(fs.write_feedback(batch(*results, missing=(gone,)), tmp_path)[:3]):
        assert one.path
        contents = parts(one.path.read_bytes())
        everything = b"\n".join(name.encode() + part for name, part in contents.items())
        mine = re.findall(rb"(?:ID|Name|Unit|Assessor|Period|Evidence)(\d)X", everything)
        assert set(mine) == {str(n).encode()}
        assert b"mail" not in everything


# -- the figures ---------------------------------------------------------------------------


@st.composite
def results(draw: st.DrawFn) -> tuple[fs.JobDescription, fs.Result]:
    """A result at random: either rater or both, complete or not, any target."""
    jd = draw(scoring_jds())
    own = draw(levels_of(jd))
    assessor = draw(st.just({}) | levels_of(jd) | levels_of(jd, complete=True))
    target = draw(st.sampled_from([*jd.rank_codes, "", "OTHER"]))
    written = draw(st.dictionaries(st.sampled_from([c.code for c in jd.competencies]), st.text()))
    engineer = dataclasses.replace(AN, target_rank=target)
    return jd, rated(own, assessor, engineer=engineer, jd=jd, evidence=written)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow])
@given(results())
def test_table__says_what_the_frame_says(drawn: tuple[fs.JobDescription, fs.Result]) -> None:
    jd, result = drawn
    page = shown(result, jd)
    frame = fs.Intake(jd, (result,), ()).items_frame().astype(object)
    frame = frame.where(frame.notna(), "–")
    rows = page.rows()
    assert list(rows) == [item.code for item in jd.competencies]
    for _, rating in frame.iterrows():
        row = rows[rating["code"]]
        assert row["Competency"] == rating["competency"]
        assert row["Self" if rating["rater"] == "self" else "Assessor"] == rating["level"]
        assert row["Scale"] == rating["max_level"]
        assert row["Required"] == rating["required"]
        assert row["Weight"] == pytest.approx(rating["weight"] / 100)
        if rating["of_record"]:
            assert row["Gap"] == rating["gap"]
            gap, points = rating["gap"], rating["points"]
            assert row["Met"] == (gap if gap == "–" else "No" if gap > 0 else "Yes")
            assert row["Points"] == (points if points == "–" else pytest.approx(points))
    total = "–" if result.total is None else pytest.approx(float(result.total / 100))
    assert page.total["Points"] == total
    asked = [item for item in result.items if item.required is not None]
    met = sum(item.gap is not None and item.gap <= 0 for item in asked)
    assert page.total["Met"] == (f"{met} of {len(asked)}" if asked else "–")


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(results())
def test_steps__are_the_gaps__each_towards_the_next_level(
    drawn: tuple[fs.JobDescription, fs.Result],
) -> None:
    jd, result = drawn
    goal = goal_of(result, jd)
    assert verdict_sentence(result, jd)
    if goal is None:
        highest = bool(jd.ranks) and result.rank == jd.rank_codes[-1]
        assert highest or (result.missing and result.target_rank is None)
        return
    wanted = dict(result.blocked_by).get(goal.rank, ()) if goal.outlook else result.record.gaps
    assert [step.competency.code for step in goal.steps] == [item.code for item in wanted]
    for step in goal.steps:
        assert step.required == step.competency.required[goal.rank] > step.level
        assert step.next
        assert step.next.level == step.level + 1 <= step.required
    assert goal.outlook is (result.target_rank is None or result.meets_target is True)


def test_total__can_be_followed__and_adds_up() -> None:
    page = shown(rated(required("FAIE02"), required("FAIE02", AIAE08=1)))
    values, formulas = page.values, page.formulas
    first, last = page.header + 1, page.header + len(JD.competencies)
    assert formulas.cell(last + 1, 11).value == (
        f'=IF(COUNT(K{first}:K{last})=11,SUM(K{first}:K{last}),"–")'
    )
    assert formulas.cell(first, 11).value == f"=J{first}*D{first}/I{first}"
    assert formulas.cell(first, 7).value == f"=F{first}-D{first}"
    assert values.cell(last + 1, 11).value == pytest.approx(64.3333333 / 100)
    assert (page.total["Weight"], page.total["Met"]) == (pytest.approx(1), "10 of 11")
    big = next(c for row in formulas.iter_rows() for c in row if c.value == f"=K{last + 1}")
    assert values[big.coordinate].value == values.cell(last + 1, 11).value
    assert big.number_format.startswith('"Total "0.0%')


def test_formulas__plain_old_functions_only() -> None:
    for jd, result in CASES.values():
        xml = parts(feedback_bytes(result, jd))["xl/worksheets/sheet1.xml"].decode()
        formulas = re.findall(r"<f>([^<]*)</f>", xml)
        assert formulas
        assert set(re.findall(r"\b([A-Z]{2,})\(", " ".join(formulas))) <= PLAIN_OLD_FUNCTIONS


# -- the words -----------------------------------------------------------------------------

LEVELS_SAY: dict[str, tuple[fs.Result, str]] = {
    "one gap": (
        rated({}, required("FAIE02", AIAE08=1)),
        "You attain FAIE01 Junior FleziPT AI Application Engineer. For FAIE02 Mid-level FleziPT AI "
        "Application Engineer, one competency is one level short.",
    ),
    "two gaps": (
        rated({}, required("FAIE02", AIAE08=1, AIAE10=2)),
        "You attain FAIE01 Junior FleziPT AI Application Engineer. For FAIE02 Mid-level FleziPT AI "
        "Application Engineer, two competencies are one level short.",
    ),
    "unequal gaps": (
        rated({}, required("FAIE02", AIAE08=0, AIAE10=2)),
        "You do not attain a rank yet. For FAIE02 Mid-level FleziPT AI Application Engineer, two "
        "competencies are short, by up to two levels.",
    ),
    "all two levels": (
        rated({}, required("FAIE01"), engineer=aiming("FAIE03")),
        "You attain FAIE01 Junior FleziPT AI Application Engineer. For FAIE03 Senior FleziPT AI "
        "Application Engineer, 11 competencies are two levels short.",
    ),
    "met": (
        rated({}, required("FAIE02")),
        "You attain FAIE02 Mid-level FleziPT AI Application Engineer, your target: every level "
        "that it requires is met.",
    ),
    "above": (
        rated({}, required("FAIE02"), engineer=aiming("FAIE01")),
        "You attain FAIE02 Mid-level FleziPT AI Application Engineer. Your target, FAIE01 Junior "
        "FleziPT AI Application Engineer, is met.",
    ),
    "provisional": (
        rated(required("FAIE01")),
        "By your own ratings you attain FAIE01 Junior FleziPT AI Application Engineer. For FAIE02 "
        "Mid-level FleziPT AI Application Engineer, 11 competencies are one level short.",
    ),
    "unknown target": (
        rated({}, required("FAIE01"), engineer=aiming("Principal")),
        "You attain FAIE01 Junior FleziPT AI Application Engineer. Your target rank, “Principal”, "
        "is not a rank of this job description.",
    ),
    "no target": (
        rated({}, required("FAIE01"), engineer=aiming("")),
        "You attain FAIE01 Junior FleziPT AI Application Engineer. No target rank is given, so "
        "there is nothing to hold your levels against.",
    ),
    "incomplete": (
        rated(required("FAIE02"), required("FAIE02") | {"AIAE05": None, "AIAE11": None}),
        "The assessment is incomplete: two of 11 competencies have no level, so there is no total "
        "and no rank yet.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEVELS_SAY)
def test_verdict__says_where_the_engineer_stands(name: str) -> None:
    result, said = LEVELS_SAY[name]
    assert said in shown(result).texts


def test_head__who_period_assessor_document() -> None:
    page = shown(rated({}, required("FAIE02")))
    for text in ("Nguyễn Văn An", "E1", "Applied AI", "2026 H1", "Lê Hoài Nam", JD.role,
                 "FAIE01 Junior FleziPT AI Application Engineer",
                 "FAIE02 Mid-level FleziPT AI Application Engineer", "the assessor’s ratings",
                 "XXX-CV/HR/HDCV/FSOFT · version 1.0 · 01 Feb 2026"):  # fmt: skip
        assert text in page.texts


def test_provisional__says_plainly_that_only_their_own_ratings_stand() -> None:
    said = "Provisional: no assessor has rated yet. Only your own ratings stand on this page."
    assert said in shown(rated(required("FAIE02"))).texts
    assert "rovisional" not in shown(rated(required("FAIE02"), required("FAIE02"))).words


def test_incomplete__names_what_is_missing__no_total_no_rank() -> None:
    levels = required("FAIE02", AIAE08=1) | {"AIAE05": None}
    page = shown(rated(required("FAIE02"), levels))
    said = "Without a level from the assessor: AIAE05 Cloud & Deployment Platforms."
    assert said in page.texts
    assert page.total["Points"] == "–"
    row = page.rows()["AIAE05"]
    assert (row["Self"], row["Assessor"], row["Gap"], row["Met"]) == (2, "–", "–", "–")
    assert list(page.steps()) == ["AIAE08"]


def test_incomplete__no_gap_so_far__says_so() -> None:
    page = shown(rated(required("FAIE02") | {"AIAE05": None}))
    assert "Without a level: AIAE05 Cloud & Deployment Platforms." in page.texts
    assert "Every level that is rated so far meets FAIE02 Mid-level" in page.words
    assert page.steps() == {}


def test_step__next_level_in_its_own_words__evidence_quoted() -> None:
    own, theirs = required("FAIE03"), required("FAIE03", AIAE08=2, AIAE07=1)
    evidence = {"AIAE08": "Threat model\nof the  gateway", "AIAE01": "=1+1"}
    page = shown(rated(own, theirs, engineer=aiming("FAIE03"), evidence=evidence))
    assert page.steps() == {
        "AIAE07": (
            f"Level 1 (you rated yourself 3): {text_of('AIAE07', 1)}",
            f"Level 2, then level 3 for FAIE03: {text_of('AIAE07', 2)}",
            "",
        ),
        "AIAE08": (
            f"Level 2 (you rated yourself 3): {text_of('AIAE08', 2)}",
            f"Level 3: {text_of('AIAE08', 3)}",
            "Your evidence: “Threat model of the gateway”",
        ),
    }
    assert text_of("AIAE07", 3) not in page.words
    at = page.texts.index("Evidence for the other competencies")
    assert page.texts[at + 1 :] == ["AIAE01", "AI Application Design & Development", "“=1+1”"]


def test_step__both_rated_alike__own_rating_stands_in_the_table_only() -> None:
    levels = required("FAIE02", AIAE08=1)
    page = shown(rated(levels, levels))
    assert page.steps()["AIAE08"][0] == f"Level 1: {text_of('AIAE08', 1)}"
    row = page.rows()["AIAE08"]
    assert (row["Self"], row["Assessor"], row["Gap"], row["Met"]) == (1, 1, 1, "No")


def test_target_met__outlook_on_the_next_rank() -> None:
    page = shown(rated({}, required("FAIE02", AIAE01=3)))
    title = "Outlook: what FAIE03 Senior FleziPT AI Application Engineer would need"
    assert title in page.texts
    steps = page.steps()
    assert list(steps) == [item.code for item in JD.competencies if item.code != "AIAE01"]
    assert steps["AIAE10"][1] == f"Level 4: {text_of('AIAE10', 4)}"


def test_highest_rank__says_so() -> None:
    page = shown(rated({}, required("FAIE03"), engineer=aiming("FAIE03")))
    assert "is the highest rank of this job description: you have reached it." in page.words
    assert page.steps() == {}


def test_required_level_that_the_scale_lacks__is_said() -> None:
    item = dataclasses.replace(JD.competencies[0], required={"FAIE02": 7})
    jd = dataclasses.replace(JD, competencies=(item, *JD.competencies[1:]))
    page = shown(rated({}, required("FAIE02") | {item.code: 3}, jd=jd), jd)
    assert page.steps()[item.code][1] == "FAIE02 requires level 7, which the scale does not have."


def test_endless_evidence__is_shortened() -> None:
    (said,) = evidence_of(rated({}, evidence={"AIAE01": "word " * 5_000})).values()
    assert len(said) < 1_300
    assert said.endswith("…”")


# -- the look ------------------------------------------------------------------------------


def _twenty() -> fs.JobDescription:
    texts = [f"{'Leads the design of complex systems and mentors the team. ' * 2}({n})"
             for n in range(6)]  # fmt: skip
    ranks = tuple(fs.Rank(f"PLATFORM_RANK_{n}", f"Engineer {n}", n) for n in range(1, 9))
    wanted = {rank.code: min(5, (number + 2) // 2) for number, rank in enumerate(ranks)}
    return fs.JobDescription(
        "Platform engineer", fs.Document("P&L/20"), ranks,
        tuple(
            fs.Competency(f"PLT{n:02}", n, f"Competency {n} " + "of the platform " * (n % 4),
                          Fraction(5), "", scale(*texts), wanted)
            for n in range(1, 21)
        ),
    )  # fmt: skip


TWENTY = _twenty()
TWO = fs.JobDescription(
    "Tester", fs.Document(), (fs.Rank("A_RANK_CODE_WITHOUT_END_2026", "Tester"),),
    tuple(
        fs.Competency(f"T{n}", n, f"Test {n}", Fraction(50), "", scale("no", "some", "all"),
                      {"A_RANK_CODE_WITHOUT_END_2026": 2})
        for n in (1, 2)
    ),
)  # fmt: skip
LAST_RANK = TWENTY.rank_codes[-1]
EVIL = fs.Engineer(
    '=HYPERLINK("http://x.example","y")', "@SUM(A1)", "+1", "-1", "FAIE02", "http://x.example",
    "mailto:a@x.example",
)  # fmt: skip


def all_of(jd: fs.JobDescription, text: str) -> dict[str, str]:
    return {item.code: text for item in jd.competencies}


CASES: dict[str, tuple[fs.JobDescription, fs.Result]] = {
    **{name: (JD, result) for name, (result, _) in LEVELS_SAY.items()},
    "eleven gaps": (
        JD,
        rated(required("FAIE02"), required("FAIE01"), engineer=aiming("FAIE03"),
              evidence=all_of(JD, EVIDENCE)),
    ),
    "formulas": (
        JD,
        rated(required("FAIE01"), engineer=EVIL,
              evidence=dict(zip((i.code for i in JD.competencies),
                                ("=1+1", "http://x.example", "<r>b</r>", "_x000D_", "a\x00b"),
                                strict=False))),
    ),
    "NFD": (
        JD,
        rated(required("FAIE01"), engineer=aiming("FAIE02", name=unicodedata.normalize("NFD",
              "Nguyễn Thị Ánh")), evidence={"AIAE01": unicodedata.normalize("NFD", "Đã làm")}),
    ),
    "other JD": (OTHER_JD, rated({}, dict.fromkeys(("Q&A-1", "Q2-b", "Q3", "Q4"), 1), jd=OTHER_JD,
                                 engineer=aiming("Q2"))),
    "two": (TWO, rated({"T1": 2, "T2": 1}, jd=TWO, engineer=aiming(TWO.rank_codes[0]))),
    "twenty": (TWENTY, rated({}, required(LAST_RANK, TWENTY, PLT03=1, PLT04=2), jd=TWENTY,
                             engineer=aiming(LAST_RANK))),
    "twenty gaps": (TWENTY, rated({}, dict.fromkeys(all_of(TWENTY, ""), 1), jd=TWENTY,
                                  engineer=aiming(LAST_RANK), evidence=all_of(TWENTY, EVIDENCE))),
}  # fmt: skip


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A feedback file of each kind."""
    jd, result = CASES[request.param]
    path = tmp_path / f"{request.param}.xlsx"
    path.write_bytes(feedback_bytes(result, jd))
    return path


def test_excel_opens_it_without_repair(case: Path) -> None:
    assert [*open_xml.faults(case), *open_xml.excel_limits(case)] == []


@pytest.mark.parametrize("program", [libreoffice, gnumeric], ids=["LibreOffice", "Gnumeric"])
def test_recalculated__every_value_is_the_stored_one(
    program: Any, case: Path, tmp_path: Path
) -> None:
    cells: list[Any] = [c for row in Shown(case.read_bytes()).formulas.iter_rows() for c in row]
    formulas = [Spot(cell.row - 1, cell.column - 1) for cell in cells if cell.data_type == "f"]
    stored = cells_of(case, SHEET)
    fresh = cells_of(program.recalculate(case, tmp_path / "again"), SHEET)
    assert len(formulas) > 3
    for spot in formulas:
        value = stored[spot]
        same = pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
        assert fresh[spot] == same, spot


@pytest.mark.parametrize("name", CASES)
def test_printed__portrait__one_page_for_eleven_competencies(name: str, tmp_path: Path) -> None:
    jd, result = CASES[name]
    (tmp_path / "f.xlsx").write_bytes(feedback_bytes(result, jd))
    pages = poppler.pages(libreoffice.to_pdf(tmp_path / "f.xlsx", tmp_path / "pdf"))
    assert {(page.width, page.height) for page in pages} == {(210, 297)}
    assert (len(pages) == 1) is (name != "twenty gaps")
    # On every page stands whose it is, and what the columns are.
    for page in pages:
        assert "Feedback · " in page.text
        assert "Where you are" in page.text or len(pages) == 1


def test_texts_from_people__no_formula_no_link() -> None:
    jd, result = CASES["formulas"]
    page = shown(result, jd)
    contents = parts(page.data)
    assert b"<hyperlink" not in contents["xl/worksheets/sheet1.xml"]
    assert not any(b"External" in part for name, part in contents.items() if "_rels" in name)
    cells: list[Any] = [cell for row in page.formulas.iter_rows() for cell in row]
    for text in (EVIL.id, EVIL.name, EVIL.unit, EVIL.current_rank, EVIL.assessor, EVIL.period):
        (cell,) = [cell for cell in cells if cell.value == text]
        assert cell.data_type == "s"
        assert cell.quotePrefix is text.startswith(tuple("=+-@"))
    assert all(re.match(r"=(IF|SUM)\(|=[A-K]\d+", c.value) for c in cells if c.data_type == "f")


def test_rows__tall_enough_for_their_texts__none_taller_than_excel_allows() -> None:
    rows = shown(CASES["eleven gaps"][1]).values
    heights = {n: d.height or 0 for n, d in rows.row_dimensions.items()}
    quoting = [n for n, row in enumerate(rows.values, 1) if EVIDENCE[:40] in str(row[1])]
    assert len(quoting) == len(JD.competencies)
    two_lines = 2 * 9 * 1.3
    assert all(two_lines < heights[n] for n in quoting)
    assert max(heights.values()) <= 409


def test_chart__native__levels_of_record_against_required__in_the_rows_of_the_table() -> None:
    for name, column in (("provisional", "C"), ("one gap", "D")):
        page = shown(CASES[name][1])
        (chart,) = page.charts
        first, last = page.header + 1, page.header + len(JD.competencies)
        refs = [series.val.numRef.f.replace("$", "") for series in chart.series]
        assert refs == [f"Feedback!{c}{first}:{c}{last}" for c in ("I", column, "F")]
        cells = {series.cat.strRef.f.replace("$", "") for series in chart.series}
        assert cells == {f"Feedback!A{first}:A{last}"}
        assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max) == (0, 5)
        corner, end = chart.anchor._from, chart.anchor.to
        assert (corner.row, corner.col, corner.rowOff, corner.colOff) == (first - 1, 4, 0, 0)
        assert (end.row, end.col) == (last + 1, 5)
        heights = {page.values.row_dimensions[row].height for row in range(first, last + 1)}
        assert len(heights) == 1


def test_chart__no_target__no_frame() -> None:
    (chart,) = shown(CASES["unknown target"][1]).charts
    assert len(chart.series) == 2


# -- the command line ----------------------------------------------------------------------


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and where the returned forms are."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return fs.builtin.FILLED_PATH


@dataclasses.dataclass
class Run:
    """What a run ended with and said."""

    status: int
    out: str
    err: str


def run(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["faie-sheets", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
    assert isinstance(end.value.code, int)
    return Run(end.value.code, *capfd.readouterr())


def test_command__from_forms_and_from_their_summary__the_same_files(
    inbox: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    people = ("--roster", fs.builtin.ROSTER_PATH)
    shown = run(capfd, "feedback", inbox, *people, "--workers", "0", "-o", "a")
    assert shown.status == NEEDS_A_PERSON
    assert shown.out == "10 feedback files in a\n"
    assert "no feedback: Đỗ Thị Mai (E1010) · no competency is rated" in shown.err
    assert "no feedback: Đặng Văn Hải (E1006) · nothing readable has come back" in shown.err
    assert "the file is damaged" in shown.err
    run(capfd, "score", inbox, *people, "-o", "S.xlsx")
    again = run(capfd, "feedback", "S.xlsx")
    assert again.out == "10 feedback files in feedback\n"
    assert (again.status, again.err) == (shown.status, shown.err)
    names = {path.name for path in Path("a").iterdir()}
    assert names == {path.name for path in Path("feedback").iterdir()}
    assert all((Path("a") / n).read_bytes() == (Path("feedback") / n).read_bytes() for n in names)


def test_command__everybody_has_feedback__status_0(
    inbox: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    form = inbox / "E1002 Trần Quốc Bảo.xlsx"
    shown = run(capfd, "feedback", form, "-o", "out")
    assert (shown.status, shown.out, shown.err) == (CLEAN, "1 feedback file in out\n", "")
    again = run(capfd, "feedback", form, "-o", "out")
    assert again == shown


def test_command__file_that_somebody_changed__status_1__told(
    inbox: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    form = inbox / "E1002 Trần Quốc Bảo.xlsx"
    Path("out").mkdir()
    Path("out/E1002 Trần Quốc Bảo - feedback.xlsx").write_bytes(b"mine")
    shown = run(capfd, "feedback", form, "-o", "out")
    assert (shown.status, shown.out) == (NEEDS_A_PERSON, "no feedback files in out\n")
    assert "no feedback: Trần Quốc Bảo (E1002) · " in shown.err
    assert "was changed since" in shown.err


def test_command__summary_with_what_it_says_itself__status_2(
    inbox: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(capfd, "score", inbox, "-o", "S.xlsx")
    for option in ("--jd", "--roster", "--manifest"):
        shown = run(capfd, "feedback", "S.xlsx", option, fs.builtin.JD_PATH)
        assert shown.status == UNUSABLE
        assert "is a summary" in shown.err
    assert not Path("feedback").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gone"], "gone · there is no such file"),
        (["empty"], "expected"),
        (["empty", "-o", "empty/out"], "is in the inbox"),
        (["empty", "-o", "file"], "is not a folder"),
        (["empty", "--jd", "file"], "file"),
        ([], "INBOX"),
    ],
)
def test_command__nothing_to_read_or_nowhere_to_write__status_2(
    arguments: list[str], said: str, inbox: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert inbox.is_dir()
    Path("empty").mkdir()
    Path("file").write_text("no folder")
    before = sorted(Path().rglob("*"))
    shown = run(capfd, "feedback", *arguments)
    assert (shown.status, shown.out) == (UNUSABLE, "")
    assert said in shown.err
    assert sorted(Path().rglob("*")) == before
