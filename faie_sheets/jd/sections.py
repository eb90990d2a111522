"""The sections that scoring stands on: found together, or missed together in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from faie_sheets.errors import UnusableSourceError
from faie_sheets.excel.book import Book
from faie_sheets.excel.table import near_miss
from faie_sheets.excel.text import key
from faie_sheets.jd import competency_model, definitions, headers, job_descriptions, scales
from faie_sheets.jd.competency_model import ModelRow
from faie_sheets.jd.definitions import Definitions
from faie_sheets.jd.job_descriptions import DescribedRow, JobDescriptions
from faie_sheets.jd.scales import Scale
from faie_sheets.problems import Kind, Problem, listed


@dataclass(frozen=True)
class Sections:
    """The sections that scoring stands on, as they were read."""

    model: tuple[ModelRow, ...]
    descriptions: JobDescriptions
    definitions: Definitions
    scales: tuple[Scale, ...]

    @cached_property
    def items(self) -> tuple[ModelRow, ...]:
        """The rows of the model that count: of a repeated code or name, the first one."""
        seen: set[tuple[str, str]] = set()
        items = []
        for row in self.model:
            marks = {("code", key(row.code)), ("name", key(row.name))}
            if not marks & seen:
                items.append(row)
            seen |= marks
        return tuple(items)

    def described(self, name: str) -> DescribedRow | None:
        """The job descriptions' row of a competency, by its name."""
        return next((row for row in self.descriptions.rows if key(row.name) == key(name)), None)

    def scale(self, name: str) -> Scale | None:
        """The reference scale of a competency, by its name."""
        return next((scale for scale in self.scales if key(scale.name.value) == key(name)), None)


def read_sections(book: Book) -> Sections:
    """Read the competency model, the ranks, the job descriptions and the reference scales.

    Raises:
        UnusableSourceError: one of them is not in the workbook; all that are not are named.
    """
    model = competency_model.read(book)
    ranked = definitions.read(book)
    names = [row.name for row in model]
    titles = {rank.code: rank.title for rank in ranked.ranks} if ranked else {}
    described = job_descriptions.read(book, names, titles)
    levels = scales.read(book)
    if model and ranked and described and levels:
        return Sections(model, described, ranked, levels)
    # Without ranks their columns can't be told apart; that is no fault of the job descriptions.
    explains = described or (not titles and job_descriptions.tables(book))
    explained = headers.JOB_DESCRIPTIONS["explanation"]
    wanted: list[tuple[object, str, list[str]]] = [
        (model, "Competency Model", ["responsibilities and professional skills", "code", "weight"]),
        (ranked, "Definitions (the table of ranks)", ["job rank", "code", "job title"]),
        (explains, "Job Descriptions", ["assessment items", explained[0], *titles]),
        (levels, "reference scales", ["level label"]),
    ]
    raise UnusableSourceError(
        *(
            missing(book, Kind.JD_SECTION_MISSING, section, words)
            for found, section, words in wanted
            if not found
        )
    )


def missing(book: Book, kind: Kind, section: str, wanted: Sequence[str]) -> Problem:
    """The problem of a section that no sheet has, with the cell that comes closest to it."""
    shown = listed([f"“{word}”" for word in wanted], "and")
    hint = near_miss(book, wanted, headers.KNOWN)
    return book.place.problem(kind, section=section, wanted=shown, hint=hint)
