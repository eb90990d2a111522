"""Records in a notebook: the facts that one looks for first, escaped, bounded, on any theme."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from IPython.lib.pretty import pretty as printed

import faie_sheets as fs
from faie_sheets.notebook.html import html_of as html_of_record
from faie_sheets.notebook.markup import Html, badge, facts, shown_html, table
from faie_sheets.problems import Kind, Place

HOSTILE = "<script>alert('x')</script>\"&\n<img src=x onerror=y> \ud800\u202e" + "Đặng " * 2_000


class Page(HTMLParser):
    """What a browser makes of it: elements, texts and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.cells: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "td" in self.open:
            self.cells[-1] += data


def html_of(record: object) -> str:
    """What a notebook asks a record for."""
    html = record._repr_html_()  # type: ignore[attr-defined]  # as a notebook does, by name alone
    assert isinstance(html, str)
    return html


def pretty(record: object) -> str:
    """What IPython's terminal shows, and a notebook saves as text."""
    text = printed(record)  # type: ignore[no-untyped-call]  # IPython has no type for it
    assert isinstance(text, str)
    return text


def page_of(record: object) -> Page:
    """A record as a browser shows it; every element closed."""
    page = Page(html_of(record))
    assert page.open == []
    return page


def levels_of(jd: fs.JobDescription, rank: str, **other: int | None) -> dict[str, int | None]:
    return {item.code: item.required[rank] for item in jd.competencies} | other


def result_of(
    jd: fs.JobDescription, rank: str, rater: fs.Rater = fs.Rater.ASSESSOR, **other: int | None
) -> fs.Result:
    engineer = fs.Engineer("E1", "Đặng Ân", "DU1", "", "FAIE02", "Lê Tâm", "2026 H1")
    levels = levels_of(jd, rank, **other)
    return fs.score(fs.Assessment.of(jd, levels, engineer=engineer, rater=rater), jd)


@pytest.fixture(scope="module")
def intake(jd: fs.JobDescription) -> fs.Intake:
    roster = fs.read_roster(fs.builtin.ROSTER_PATH)
    return fs.read_forms(fs.builtin.FILLED_PATH, jd, roster=roster, workers=0)


def hostile_records() -> dict[str, Callable[[fs.JobDescription], object]]:
    """Each kind of record, with hostile texts wherever a person's text can stand."""
    engineer = fs.Engineer(*[HOSTILE] * 8)
    problem = Place(HOSTILE, HOSTILE, "B7").problem(Kind.FILE_DAMAGED, why=HOSTILE)

    def jd_of(jd: fs.JobDescription) -> fs.JobDescription:
        items = tuple(
            dataclasses.replace(
                item,
                name=HOSTILE,
                explanation=HOSTILE,
                required={HOSTILE: 1},
            )
            for item in jd.competencies
        )
        rank = fs.Rank(HOSTILE, HOSTILE, 1, HOSTILE)
        document = fs.Document(HOSTILE, HOSTILE)
        return fs.JobDescription(HOSTILE, document, (rank,), items, problems=(problem,) * 30)

    def assessment_of(jd: fs.JobDescription) -> fs.Assessment:
        sound = fs.Assessment.of(jd, levels_of(jd, "FAIE01"), engineer=engineer)
        ratings = tuple(dataclasses.replace(rating, found=HOSTILE) for rating in sound.ratings)
        evidence = {item.code: HOSTILE for item in jd.competencies}
        return dataclasses.replace(
            sound, ratings=ratings, evidence=evidence, file=HOSTILE, problems=(problem,) * 30
        )

    def intake_of(jd: fs.JobDescription) -> fs.Intake:
        result = fs.score(assessment_of(jd), jd_of(jd))
        return fs.Intake(jd_of(jd), (result,) * 30, (), (problem,) * 30, (engineer,) * 30)

    return {
        "jd": jd_of,
        "assessment": assessment_of,
        "result": lambda jd: fs.score(assessment_of(jd), jd_of(jd)),
        "intake": intake_of,
        "roster": lambda _jd: fs.Roster((engineer,) * 30, (problem,) * 30, HOSTILE),
        "manifest": lambda _jd: fs.Manifest(
            (fs.IssuedForm(HOSTILE, engineer, HOSTILE, "", ""),) * 30, (problem,) * 30
        ),
        "problem": lambda _jd: problem,
        "problems": lambda _jd: fs.Problems([problem] * 30),
    }


HOSTILE_RECORDS = hostile_records()


@pytest.mark.parametrize("name", HOSTILE_RECORDS)
def test_record__hostile_texts__are_escaped_and_short(name: str, jd: fs.JobDescription) -> None:
    record = HOSTILE_RECORDS[name](jd)
    page = page_of(record)
    assert page.tags <= {"div", "strong", "table", "thead", "tbody", "tr", "th", "td"}
    assert page.attributes <= {"style", "class"}
    assert "<script>" in page.text, "shown as text"
    assert max((len(cell) for cell in page.cells), default=0) <= 240
    assert len(html_of(record)) < 100_000
    html_of(record).encode()


@pytest.mark.parametrize("name", HOSTILE_RECORDS)
def test_record__any_theme__has_no_ground_and_ink_of_its_own(
    name: str, jd: fs.JobDescription
) -> None:
    html = html_of(HOSTILE_RECORDS[name](jd))
    assert not re.search(r"[;\"]color:", html)
    assert set(re.findall(r"background:(\w+)", html)) <= {"rgba"}


@pytest.mark.parametrize("name", HOSTILE_RECORDS)
def test_record__dollar_signs__are_no_formula(name: str, jd: fs.JobDescription) -> None:
    assert html_of(HOSTILE_RECORDS[name](jd)).startswith('<div class="tex2jax_ignore mathjax_ig')


@pytest.mark.parametrize("name", HOSTILE_RECORDS)
def test_record__in_the_terminal__is_short_and_no_markup(name: str, jd: fs.JobDescription) -> None:
    text = pretty(HOSTILE_RECORDS[name](jd))
    assert len(text) < 15_000
    assert max(map(len, text.splitlines())) <= 700
    assert "&lt;" not in text
    assert "<div" not in text
    text.encode()


def test_record__in_the_terminal__says_what_stands_above_the_tables(jd: fs.JobDescription) -> None:
    assert pretty(result_of(jd, "FAIE02", AIAE08=1)).splitlines() == [
        "Đặng Ân (E1) · DU1 · 2026 H1",
        "✗ does not meet FAIE02 · Total 64.33% · Rank attained FAIE01 · Basis Assessor",
        "Blocked by: AIAE08 Security, Compliance & Responsible AI (1 level short)",
    ]


def test_problems__in_the_terminal__are_a_line_each(intake: fs.Intake) -> None:
    lines = pretty(intake.problems).splitlines()
    assert len(lines) == len(intake.problems)
    assert lines[0] == f"error {intake.problems[0].code}: {intake.problems[0].message}"
    assert pretty(fs.Problems()) == "no problems"


def test_record__of_another_kind__does_not_show_itself() -> None:
    with pytest.raises(TypeError, match="str cannot be shown as HTML"):
        html_of_record("text")


def test_roster__says_how_many_and_who_comes_first() -> None:
    page = page_of(fs.read_roster(fs.builtin.ROSTER_PATH))
    assert page.text.startswith("Roster · 14 engineers · roster.xlsx✓ no problems")
    assert page.cells[:2] == ["E1001", "Nguyễn Minh Anh"]
    assert "… and 2 more engineers in .to_frame()" in page.text


def test_manifest__says_what_was_issued_to_whom(jd: fs.JobDescription, tmp_path: Path) -> None:
    engineers = (
        fs.Engineer("E1", "Ân", target_rank="FAIE01"),
        fs.Engineer("E2", "Hà", target_rank="Boss"),
    )
    page = page_of(fs.write_forms(jd, fs.Roster(engineers), tmp_path))
    assert page.text.startswith("Manifest · 1 form1 error")
    assert page.cells[:7] == ["E1", "Ân", "", "", "FAIE01", "", "E1 Ân.xlsx"]
    assert "roster-rank-unknown" in page.text


def test_result__short__says_verdict_total_rank_and_what_blocks(jd: fs.JobDescription) -> None:
    page = page_of(result_of(jd, "FAIE02", AIAE08=1))
    assert "✗ does not meet FAIE02 · Total 64.33% · Rank attained FAIE01" in page.text
    assert "Blocked by: AIAE08 Security, Compliance & Responsible AI (1 level short)" in page.text
    assert page.text.count("▼") == 1
    row = page.cells.index("AIAE08")
    assert page.cells[row + 2 : row + 6] == ["1 of 3", "2", "▼ 1 short", "1.67%"]


def test_result__met__says_so(jd: fs.JobDescription) -> None:
    page = page_of(result_of(jd, "FAIE02", AIAE01=3))
    assert "✓ meets FAIE02 · Total 71%" in page.text
    assert page.cells[4] == "+1"
    assert "Blocked" not in page.text


def test_result__incomplete__has_no_total_and_names_what_is_missing(jd: fs.JobDescription) -> None:
    page = page_of(result_of(jd, "FAIE02", AIAE04=None, AIAE11=None))
    assert "… 2 ratings missing · Total – · Rank attained –" in page.text
    assert "Not rated: AIAE04 MLOps & Deployment; AIAE11 Collaboration & Leadership" in page.text


def test_result__level_0__is_not_the_dash_of_no_level(jd: fs.JobDescription) -> None:
    cells = page_of(result_of(jd, "FAIE02", AIAE01=0, AIAE02=None)).cells
    assert (cells[2], cells[8]) == ("0 of 3", "–")


def test_result__provisional__says_so(jd: fs.JobDescription) -> None:
    assert "Self (provisional)" in page_of(result_of(jd, "FAIE01", fs.Rater.SELF)).text


def test_result__unknown_target__has_no_verdict(jd: fs.JobDescription) -> None:
    result = fs.score(fs.Assessment.of(jd, levels_of(jd, "FAIE02")), jd)
    assert "? no target rank · Total 66% · Rank attained FAIE02" in page_of(result).text


def test_intake__samples__say_outcomes_verdicts_missing_and_problems(intake: fs.Intake) -> None:
    page = page_of(intake)
    assert "Intake · 11 engineers · 14 files" in page.text
    assert "scored 8 · incomplete 3 · rejected 2 · superseded 1" in page.text
    assert "✓ 5 meet their target rank · ✗ 3 do not · … 3 not decided · provisional 3" in page.text
    assert "Not returned (3): Đặng Văn Hải (E1006), Trịnh Khánh Ngân (E1013)" in page.text
    assert page.text.index("rating-missing") < page.text.index("file-damaged")
    assert "… and 2 more kinds of problems" in page.text
    assert page.cells[:2] == ["E1001", "Nguyễn Minh Anh"]


def test_intake__ten_thousand__is_bounded_and_says_where_the_rest_is(jd: fs.JobDescription) -> None:
    result = result_of(jd, "FAIE01")
    problem = Place("a.xlsx").problem(Kind.FILE_EMPTY)
    many = fs.Intake(jd, (result,) * 10_000, (), (problem,) * 10_000, (result.engineer,) * 10_000)
    page = page_of(many)
    assert len(html_of(many)) < 20_000
    assert "… and 9,988 more engineers in .to_frame()" in page.text
    assert "Not returned (10,000): Đặng Ân (E1)" in page.text
    assert "10,000 errors" in page.text


def test_intake__nobody__says_so(jd: fs.JobDescription) -> None:
    assert "No assessment could be read." in page_of(fs.Intake(jd, (), ())).text


def test_jd__sample__says_ranks_weights_and_requirements(jd: fs.JobDescription) -> None:
    page = page_of(jd)
    assert page.text.startswith("FleziPT AI Application Engineer · XXX-CV/HR/HDCV/FSOFT · 1.0")
    assert "Effective 2026-02-01 · Ranks 3 · Competencies 11 · 4 warnings" in page.text
    row = page.cells.index("AIAE10")
    assert page.cells[row + 1 : row + 7] == [
        "Human-Centric Power Skills", "10%", "0 to 5", "2", "3", "4",
    ]  # fmt: skip
    assert "weights total" not in page.text


def test_jd__weights_off__says_their_total(jd: fs.JobDescription) -> None:
    short = dataclasses.replace(jd, competencies=jd.competencies[1:])
    assert "weights total 85%" in page_of(short).text


def test_jd__nothing_required__is_a_dash(jd: fs.JobDescription) -> None:
    first = dataclasses.replace(jd.competencies[0], required={"FAIE01": 0})
    cells = page_of(dataclasses.replace(jd, competencies=(first,), problems=())).cells
    assert cells[-3:] == ["0", "–", "–"]


def test_assessment__says_how_much_is_rated_and_what_the_cells_say(
    jd: fs.JobDescription, samples: Path
) -> None:
    (path,) = (samples / "filled").glob("E1005*")
    page = page_of(fs.read_form(path, jd))
    assert "Target rank FAIE02 · Self rated 11 of 11 · Assessor rated 10 of 11" in page.text
    assert "Assessor Đinh Thị Oanh · 1 error" in page.text
    row = page.cells.index("AIAE03")
    assert page.cells[row + 2] == "✗ 5: Expert"
    assert page.cells[row + 1].startswith("2: ")


def test_problem__says_where_what_and_what_to_do(intake: fs.Intake) -> None:
    problem = intake.problems[0]
    page = page_of(problem)
    assert page.text.startswith(problem.code)
    assert page.cells == ["error", problem.where, problem.found, problem.expected, problem.fix]


def test_problems__errors_come_first__and_are_counted(intake: fs.Intake) -> None:
    page = page_of(intake.problems)
    assert page.text.startswith("6 errors · 4 warnings")
    severities = page.cells[::5]
    assert severities == sorted(severities)
    assert len(severities) == len(intake.problems)


def test_problems__none__is_good_news(jd: fs.JobDescription) -> None:
    assert page_of(fs.Intake(jd, (), ()).problems).text == "✓ no problems"


def test_shown__markup_in_a_text__is_data_and_ready_made_html_is_kept() -> None:
    assert shown_html("<b>") == "&lt;b&gt;"
    assert shown_html(Html("<b>")) == "<b>"
    assert "<td" in table(("A",), [("<b>",)])
    assert "<b>" not in table(("<b>",), [("<b>",)]) + badge("<b>", "good") + facts(("<b>", "<b>"))
