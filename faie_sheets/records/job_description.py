"""The job description (JD): what each rank of a job family requires in each competency."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from faie_sheets.problems import Problem, Problems
from faie_sheets.showing import Shown, notebook

if TYPE_CHECKING:
    from faie_sheets.showing import DataFrame


@dataclass(frozen=True, slots=True)
class Document:
    """The JD as a controlled document (sheet *Cover*).

    Attributes:
        code: document code, verbatim.
        version: document version, verbatim.
        effective_date: when it takes effect, or None where the cover has no readable date.
    """

    code: str = ""
    version: str = ""
    effective_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """One rank of the job family (sheet *Definitions*, table *Job Rank*).

    Attributes:
        code: rank code, such as ``FAIE02``.
        title: job title, verbatim.
        level: the rank's level number, from 1, or None where the JD gives none.
        level_name: the level's name: ``Practitioner`` in ``Level 2 – Practitioner``.
    """

    code: str
    title: str
    level: int | None = None
    level_name: str = ""


@dataclass(frozen=True)
class Level:
    """One level of a proficiency scale (sheet *Job_Fsoft Career Framework*).

    Attributes:
        level: level number, from 0.
        text: what someone at this level shows, verbatim.
        label: the entry of the drop-down, ``2: Leads design of…``, verbatim.
    """

    level: int
    text: str
    label: str

    @cached_property
    def entry(self) -> str:
        """The entry in the form's drop-down; the form scores the number before the colon.

        It is the label if that begins with the level's number and a colon, otherwise number and
        text.
        """
        begins_right = self.label.startswith(f"{self.level}:")
        return self.label if begins_right else f"{self.level}: {self.text}"


@dataclass(frozen=True, slots=True)
class Competency:
    """One assessment item.

    Attributes:
        code: such as ``AIAE04`` (sheet *Competency Model*).
        number: its running number there.
        name: verbatim.
        weight: percent of the total, above 0 and at most 100, exact.
        explanation: what is assessed, verbatim (sheet *Job Descriptions*).
        levels: its proficiency scale in ascending order; empty where the JD gives none.
        required: rank code → required level. A rank without an entry requires nothing.
        required_text: rank code → the requirement as worded on the sheet *Job Descriptions*.
    """

    code: str
    number: int
    name: str
    weight: Fraction
    explanation: str = ""
    levels: tuple[Level, ...] = ()
    required: Mapping[str, int] = field(default_factory=dict)
    required_text: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def scale(self) -> tuple[Level, ...]:
        """The levels, under the name for all of them together."""
        return self.levels

    @property
    def max_level(self) -> int:
        """The top level of the scale; 0 where there is no scale."""
        return self.levels[-1].level if self.levels else 0

    def level(self, number: int | None) -> Level | None:
        """The level with this number, or None where the scale has no such level."""
        for level in self.levels:
            if level.level == number:
                return level
        return None


@dataclass(frozen=True, slots=True)
class Area:
    """A named group of duties or behaviours (sheet *Roles & Responsibilities*).

    Attributes:
        name: heading of the group; ``""`` for what comes before the first heading.
        items: its items, verbatim; a nested item keeps its own line and its ``+``.
    """

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """One of the three headings of the sheet *Roles & Responsibilities*, with its areas."""

    heading: str
    intro: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means (sheet *Definitions*)."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the workbook.

    Attributes:
        name: name of its file there, such as ``image1.png``.
        data: its bytes.
    """

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class CareerPaths:
    """The sheet *Career Paths*: the texts of its cells, and its pictures.

    Attributes:
        rows: the texts of its cells, row by row, without its title and without empty rows.
        pictures: its pictures in the order of the sheet's drawing.
    """

    rows: tuple[tuple[str, ...], ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the *Record of Change*; texts verbatim, ``""`` where the cell is empty."""

    number: int | None
    effective_date: dt.date | None
    version: str
    file_version: str
    description: str
    reason: str
    creator: str
    reviewer: str
    approver: str


@dataclass(frozen=True)
class JobDescription(Shown):
    """The model of a competency-based job description workbook.

    Attributes:
        role: the job family, such as ``FleziPT AI Application Engineer``.
        document: code, version and date of the document.
        ranks: the ranks in ascending order.
        competencies: the assessment items in the order of the competency model.
        scoring_rule: how points are computed, as the workbook states it (sheet *Definitions*).
        mandatory_rule: the rule that no item may be unsatisfactory (sheet *Job Descriptions*).
        responsibilities: roles and responsibilities by heading.
        definitions: terms and their meaning.
        career_paths: what is on the sheet *Career Paths*; often nothing.
        changes: the record of change, without its empty rows.
        problems: what is inconsistent in the workbook; none of it has been corrected.
    """

    role: str
    document: Document
    ranks: tuple[Rank, ...]
    competencies: tuple[Competency, ...]
    scoring_rule: str = ""
    mandatory_rule: str = ""
    responsibilities: tuple[Responsibilities, ...] = ()
    definitions: tuple[Definition, ...] = ()
    career_paths: CareerPaths = CareerPaths()
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "problems", Problems(self.problems))

    def competency(self, code: str) -> Competency:
        """The competency with this code.

        Raises:
            KeyError: there is no such competency.
        """
        return self._by_code[code]

    def check_codes(self, codes: Iterable[str]) -> None:
        """Check that each of these codes is that of a competency.

        Raises:
            ValueError: some are not; the message names them.
        """
        if unknown := set(codes) - self._by_code.keys():
            raise ValueError(f"the JD has no competency {', '.join(sorted(unknown))}")

    def rank(self, code: str) -> Rank | None:
        """The rank with this code, or None where the job family has no such rank."""
        return next((rank for rank in self.ranks if rank.code == code), None)

    def find_rank(self, text: str) -> Rank | None:
        """The rank whose code or title a text is, ignoring case; None if there is no such rank."""
        wanted = " ".join(text.split()).casefold()
        return next(
            (r for r in self.ranks if wanted in (r.code.casefold(), r.title.casefold())), None
        )

    def to_frame(self) -> DataFrame:
        """One row per competency, with the columns in :mod:`faie_sheets.notebook.frames`."""
        return notebook().competencies_frame(self)

    def levels_frame(self) -> DataFrame:
        """One row per level, with the columns in :mod:`faie_sheets.notebook.frames`."""
        return notebook().levels_frame(self)

    @property
    def rank_codes(self) -> tuple[str, ...]:
        """The codes of the ranks in ascending order."""
        return tuple(rank.code for rank in self.ranks)

    @property
    def revision(self) -> str:
        """How messages name the JD: document code, version and the start of the fingerprint."""
        return f"{self.document.code} {self.document.version} ({self.fingerprint[:12]})"

    @cached_property
    def _by_code(self) -> Mapping[str, Competency]:
        return {competency.code: competency for competency in self.competencies}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of everything that determines a form and its score: 64 hexadecimal digits.

        Two files with the same document, ranks, competencies, weights, scales and requirements
        have the same fingerprint, whichever program saved them.
        """
        facts = {
            "role": self.role,
            "document": [self.document.code, self.document.version],
            "ranks": [[rank.code, rank.title, rank.level, rank.level_name] for rank in self.ranks],
            "competencies": [
                {
                    "code": item.code,
                    "name": item.name,
                    "weight": str(item.weight),
                    "explanation": item.explanation,
                    "scale": [[level.level, level.text, level.label] for level in item.scale],
                    "required": sorted(item.required.items()),
                }
                for item in self.competencies
            ],
        }
        canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
