"""Job families as models, consistent in themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import faie_sheets as fs
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

RULE = "LEVEL (selected) * Weight% / MAX Level of Proficiency / 100"
HEADINGS = (
    "Roles and Responsibilities",
    "Scope of Work (Technical Practices)",
    "Key Behaviors & Competencies",
)


@dataclass(frozen=True)
class Skill:
    """A competency in short: what it is called and weighs, its levels, and who needs which."""

    code: str
    name: str
    weight: float
    levels: Sequence[str]
    required: Sequence[int]
    lowest: int = 0


def family(
    role: str,
    document: Document,
    ranks: Sequence[tuple[str, str, str]],
    skills: Sequence[Skill],
    *,
    terms: Sequence[tuple[str, str]] = (),
    duties: Sequence[Responsibilities] = (),
    paths: Sequence[tuple[str, ...]] = (),
    changes: Sequence[Change] = (),
) -> JobDescription:
    """A job family that is consistent, or an error."""
    known = tuple(Rank(code, title, n, name) for n, (code, title, name) in enumerate(ranks, 1))

    def competency(number: int, skill: Skill) -> Competency:
        assert all(low <= high for low, high in pairwise(skill.required)), skill.name
        levels = tuple(Level(n, t, f"{n}: {t}") for n, t in enumerate(skill.levels, skill.lowest))
        labels = {level.level: level.label for level in levels}
        required = dict(zip((rank.code for rank in known), skill.required, strict=True))
        return Competency(
            code=skill.code,
            number=number,
            name=skill.name,
            weight=Fraction(skill.weight),
            explanation=f"Demonstrates the ability to\n- {skill.levels[-1]}.\n- Explain the why.",
            levels=levels,
            required=required,
            required_text={code: labels[level] for code, level in required.items()},
        )

    assert sum(skill.weight for skill in skills) == 100, role
    return JobDescription(
        role=role,
        document=document,
        ranks=known,
        competencies=tuple(competency(n, skill) for n, skill in enumerate(skills, 1)),
        scoring_rule=f"POINTS = {RULE}",
        mandatory_rule="All fields are mandatory assessment items.",
        responsibilities=tuple(duties),
        definitions=(
            Definition("Job Family", role),
            Definition("POINTS", RULE),
            *(Definition(term, meaning) for term, meaning in terms),
        ),
        career_paths=CareerPaths(tuple(paths)),
        changes=tuple(changes),
    )


def _faie() -> JobDescription:
    return fs.read_jd(Path(__file__).parents[2] / "samples" / "FAIE_JD.xlsx")


def _vietnamese() -> JobDescription:
    """Five ranks, weights with decimals, codes with a slash, scales 0–4 and 0–5."""
    works = (
        ("Thiết kế kho dữ liệu", 33.25, (0, 1, 2, 3, 4)),
        ("Xử lý dữ liệu lớn", 20.25, (1, 1, 2, 3, 4)),
        ("Chất lượng & quản trị dữ liệu", 14, (0, 0, 1, 2, 3)),
        ("Điện toán đám mây", 12.5, (1, 2, 2, 3, 3)),
        ("Giao tiếp (nội bộ, khách hàng)", 10, (1, 2, 3, 4, 5)),
        ("An toàn thông tin", 10, (1, 1, 1, 2, 4)),
    )
    steps = ("Chưa biết", "Hiểu khái niệm", "Tự làm được", "Hướng dẫn người khác", "Dẫn dắt đội")

    def skill(number: int, name: str, weight: float, required: tuple[int, ...]) -> Skill:
        levels = [f"{step}; {name.lower()}" for step in steps]
        levels += [f"Chuyên gia của công ty; {name.lower()}"] * (max(required) == 5)
        return Skill(f"DE/{number}", name, weight, levels, required)

    ranks = (
        ("KSDL-A", "Kỹ sư dữ liệu tập sự", "Bắt đầu"),
        ("KSDL-B", "Kỹ sư dữ liệu", "Thành thạo"),
        ("KSDL-C", "Kỹ sư dữ liệu cao cấp", "Nâng cao"),
        ("KSDL-D", "Trưởng nhóm dữ liệu", "Dẫn dắt"),
        ("KSDL-E", "Kiến trúc sư dữ liệu", "Chuyên gia / Cố vấn"),
    )
    areas = (
        Area("Kho dữ liệu", ("Thiết kế mô hình.", "Viết mã\n+ SQL\n+ Python", "Kiểm thử.")),
        Area("Vận hành", ("Theo dõi hệ thống hằng ngày.",)),
    )
    people = ("Nguyễn Văn Ánh", "Đỗ Thị Mai", "")
    return family(
        "Kỹ sư dữ liệu",
        Document("KSDL-CV/HR/2026", "2.1", dt.date(2026, 2, 1)),
        ranks,
        [skill(n, *work) for n, work in enumerate(works, 1)],
        terms=[("CTC", "Trung tâm đào tạo"), ("POD", "Quyết định mở dự án")],
        duties=[
            Responsibilities(HEADINGS[0], "Xây dựng nền tảng dữ liệu.", areas),
            Responsibilities(HEADINGS[1], "Mục tiêu chính của bạn.", areas[1:]),
            Responsibilities(HEADINGS[2], "Chúng tôi tìm người biết lắng nghe.", areas[:1]),
        ],
        paths=[("KSDL-A", "KSDL-B", "KSDL-C"), ("KSDL-C", "Quản lý dự án")],
        changes=[
            Change(1, dt.date(2026, 1, 15), "1.0", "0.1", "Phát hành", "Mới", *people),
            Change(2, dt.date(2026, 4, 3), "2.0", "0.2", "Sửa trọng số", "Góp ý", *people),
            Change(3, dt.date(2026, 12, 11), "2.1", "0.3", "Thêm bậc", "KSDL-E", *people),
        ],
    )


def _small(count: int) -> JobDescription:
    """Two ranks and at most three competencies, scales 1–4 and 0–6; no duties, no changes."""
    weights = {1: (100,), 2: (60, 40), 3: (50, 30, 20)}[count]
    skills = (
        Skill(
            *("T-01", "Testing", weights[0]),
            ["Runs tests", "Writes tests", "Plans tests", "Owns the strategy"],
            *((2, 4), 1),
        ),
        Skill(
            *("T-02", "Reporting", weights[1] if count > 1 else 0),
            ["None", "Reads", "Writes", "Edits", "Reviews", "Presents", "Sets the standard"],
            (0, 5),
        ),
        Skill(
            *("T-03", "Reporting to clients", weights[2] if count > 2 else 0),
            ["Listens", "Answers", "Advises", "Convinces"],
            *((1, 3), 1),
        ),
    )
    return family(
        "Tester",
        Document("QA-7", "1.0", dt.date(2025, 11, 30)),
        [("TE1", "Tester", "Starter"), ("TE2", "Senior Tester", "Master")],
        skills[:count],
    )


def _twenty() -> JobDescription:
    """Twenty competencies with codes in small letters, seven ranks with titles that nest."""
    areas = ("Design", "Code", "Review", "Test", "Deploy", "Monitor", "Document", "Estimate")
    names = [*areas, *(f"{area} automation" for area in areas), "Plan", "Hire", "Coach", "Lead"]
    weights = (10, 10, 8, 8, 7, 7, 6, 6, 5, 5, 5, 4, 4, 3, 3, 3, 2, 2, 1, 1)
    verbs = ("No experience in", "Helps with", "Does", "Improves", "Is the reference for")

    def skill(number: int, name: str, weight: int) -> Skill:
        levels = [f"{verb} {name.lower()}" for verb in verbs]
        required = [min(4, (step + number) // 3) for step in range(7)]
        return Skill(f"pe-{number:02}", name, weight, levels, required)

    numerals = ("I", "II", "III", "IV", "V", "VI", "VII")
    grades = ("Entry", "Junior", "Middle", "Senior", "Lead", "Principal", "Fellow")
    duty = Area("Platform", ("Keep it up.", "Keep it simple."))
    return family(
        "Platform Engineer",
        Document("pe/2026", "3.0", dt.date(2026, 7, 4)),
        [
            (f"pe{n}", f"Platform Engineer {numeral}", grade)
            for n, (numeral, grade) in enumerate(zip(numerals, grades, strict=True), 1)
        ],
        [skill(n, *work) for n, work in enumerate(zip(names, weights, strict=True), 1)],
        terms=[("SLO", "Service level objective")],
        duties=[Responsibilities(heading, "We run things.", (duty,)) for heading in HEADINGS],
        changes=[
            Change(1, dt.date(2026, 7, 1), "3.0", "0.9", "Newly issued", "", "Ann", "Bob", "Cy")
        ],
    )


FAMILIES: dict[str, Callable[[], JobDescription]] = {
    "FAIE": cache(_faie),
    "Vietnamese": cache(_vietnamese),
    "one competency": cache(lambda: _small(1)),
    "two competencies": cache(lambda: _small(2)),
    "three competencies": cache(lambda: _small(3)),
    "twenty competencies": cache(_twenty),
}
