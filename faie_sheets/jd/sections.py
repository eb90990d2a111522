"""The sections that scoring depends on; of look-alikes, those the rest of the workbook supports."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from faie_sheets.jd import competencies, definitions, headers, job_descriptions
from faie_sheets.jd.competencies import Model, ModelRow, Scale
from faie_sheets.jd.definitions import Ranks, heads_a_column
from faie_sheets.jd.job_descriptions import DescribedRow, JobDescriptions
from faie_sheets.jd.outline import Outline, in_use
from faie_sheets.layouts.kinds import kind_of
from faie_sheets.problems import Kind, Problem, UnusableSourceError, listed, quoted
from faie_sheets.records.job_description import Rank
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Book, Cell
from faie_sheets.workbook.read.table import Table, near_miss

MODEL = "Competency Model"
DESCRIPTIONS = "Job Descriptions"
RANKS = "Definitions (the table of ranks)"
SCALES = "reference scales"
_MOST_NAMES = 5
_SUREST = ("model", "descriptions", "scales", "responsibilities")
Candidate = TypeVar("Candidate", Model, Ranks, JobDescriptions)
Agreement = tuple[int, int]


class Rival(NamedTuple):
    """A table that could be the section as well and says something else, and the one used."""

    section: str
    table: Table
    used: Table


@dataclass(frozen=True)
class Sections:
    """The sections that scoring depends on, as they were read.

    Attributes:
        model: the competency model.
        descriptions: the job descriptions.
        ranks: the table of ranks.
        scales: every reference scale, look-alikes included.
        rivals: tables that could be one of the sections as well and say something else.
    """

    model: Model
    descriptions: JobDescriptions
    ranks: Ranks
    scales: tuple[Scale, ...]
    rivals: tuple[Rival, ...]

    @cached_property
    def items(self) -> tuple[ModelRow, ...]:
        """The rows of the model that count; of a repeated code or name, the first."""
        seen: set[tuple[str, str]] = set()
        items = []
        for row in self.model.rows:
            marks = {("code", key(row.code)), ("name", key(row.name))}
            if row.code and row.name and not marks & seen:
                items.append(row)
            seen |= marks
        return tuple(items)

    @cached_property
    def ordered_ranks(self) -> tuple[Rank, ...]:
        """The ranks that have a column, in ascending order of level number.

        Without numbers they stay as listed, or are reversed if each rank requires less in total
        than the one listed before it.
        """
        ranks = tuple(r for r in self.ranks.content if r.code in self.descriptions.heads)
        if all(rank.level is not None for rank in ranks):
            return ranks
        required = [
            sum(self.required(item, rank.code)[1] or 0 for item in self.items) for rank in ranks
        ]
        falls = all(one > other for one, other in pairwise(required))
        return ranks[::-1] if falls else ranks

    def described(self, item: ModelRow) -> DescribedRow | None:
        """The job descriptions' row of a competency, found by its name, otherwise by its code."""
        return self._described[item.name_cell]

    def scale(self, item: ModelRow) -> Scale | None:
        """The reference scale of a competency; of several, the one that fits what is required."""
        return self._scale[item.name_cell]

    def scales_of(self, item: ModelRow) -> list[Scale]:
        """Every reference scale with the competency's name."""
        named = self._scales_by_name.get(key(item.name), [])
        return named or [scale for scale in self._other_scales if means(scale.name.text, item)]

    def required(self, item: ModelRow, rank: str) -> tuple[Cell | None, int | None]:
        """The cell with what a rank requires of a competency, and the level that it means."""
        described, scale = self.described(item), self.scale(item)
        cell = described.requirements.get(rank) if described else None
        return cell, (scale or Scale(item.name_cell, ())).meant_by(cell) if cell else None

    @cached_property
    def _described(self) -> Mapping[Cell, DescribedRow | None]:
        return {item.name_cell: self._describing(item) for item in self.model.rows}

    @cached_property
    def _scale(self) -> Mapping[Cell, Scale | None]:
        return {item.name_cell: self._fitting_scale(item) for item in self.model.rows}

    @cached_property
    def _scales_by_name(self) -> Mapping[str, list[Scale]]:
        named: dict[str, list[Scale]] = {}
        for scale in self.scales:
            named.setdefault(key(scale.name.value), []).append(scale)
        return named

    @cached_property
    def _other_scales(self) -> Sequence[Scale]:
        """The scales whose name is not exactly that of a competency."""
        names = {key(item.name) for item in self.model.rows}
        return [scale for scale in self.scales if key(scale.name.value) not in names]

    @cached_property
    def _rows_by_name(self) -> Mapping[str, DescribedRow]:
        return {key(row.name): row for row in reversed(self.descriptions.rows)}

    def _describing(self, item: ModelRow) -> DescribedRow | None:
        if named_row := self._rows_by_name.get(key(item.name)):
            return named_row
        rows = self.descriptions.rows
        named = (row for row in rows if means(row.name, item))
        coded = (row for row in rows if row.code and key(row.code) == key(item.code))
        return next(named, None) or next(coded, None)

    def _fitting_scale(self, item: ModelRow) -> Scale | None:
        alike = self.scales_of(item)
        described = self.described(item)
        required = [cell.text for cell in described.requirements.values()] if described else []

        def fit(scale: Scale) -> tuple[int, bool]:
            labels = {level.label for level in scale.content}
            return sum(text in labels for text in required), in_use(scale.name.sheet)

        return max(alike, key=fit, default=None)


def means(text: str, item: ModelRow) -> bool:
    """Whether a text names a competency: by its name, or by its code and its name."""
    spelled = key(text)
    if spelled.startswith(key(item.code)):
        spelled = spelled.removeprefix(key(item.code)).lstrip(" .:–—-") or spelled
    return key(item.name) in (key(text), spelled)


def read_sections(outline: Outline) -> Sections:
    """Read the competency model, the ranks, the job descriptions and the reference scales.

    Raises:
        UnusableSourceError: some of them are not in the workbook, and each is named. A workbook
            that is something else altogether is one problem.
    """
    tables = outline.tables
    models = competencies.read_competency_model(_without_explanations(tables))
    levels = competencies.read_scales(tables["scales"])
    heads = job_descriptions.header_texts(tables["descriptions"])
    ranks, ranked = _choose(
        RANKS, definitions.read_ranks(tables["ranks"], heads), _in_headers(heads)
    )
    names = {row.name for model in models for row in model.rows if row.code}
    names |= {scale.name.text for scale in levels}
    described = job_descriptions.read_job_descriptions(
        tables["descriptions"], names, ranks.content if ranks else ()
    )
    weighed = {(key(r.name), r.weight) for model in models for r in model.rows}
    descriptions, describing = _choose(
        DESCRIPTIONS,
        described,
        lambda d: _agreement(d.rows, {key(name) for name in names}, weighed),
    )
    rows = descriptions.rows if descriptions else ()
    others = {key(row.name) for row in rows} | {key(scale.name.value) for scale in levels}
    weighed = {(key(row.name), row.weight) for row in rows}
    model, modelled = _choose(MODEL, models, lambda m: _agreement(m.rows, others, weighed))
    if model and ranks and descriptions and levels:
        rivals = (*modelled, *describing, *ranked)
        return Sections(model, descriptions, ranks, levels, rivals)
    # Without ranks, their columns can't be identified; the job descriptions are not to blame.
    explained = descriptions or (not ranks and tables["descriptions"])
    raise UnusableSourceError(*_lacking(outline, model, ranks, explained, levels))


def _without_explanations(tables: Mapping[str, Sequence[Table]]) -> Sequence[Table]:
    """The tables that may be the model; job descriptions with codes only if there is no other."""
    described = {(table.sheet, table.header) for table in tables["descriptions"]}
    plain = [table for table in tables["model"] if (table.sheet, table.header) not in described]
    return plain if competencies.read_competency_model(plain) else tables["model"]


def _agreement(
    rows: Iterable[ModelRow | DescribedRow], names: set[str], weighed: set[tuple[str, Any]]
) -> Agreement:
    """How many names, and how many names with the same weight, appear elsewhere as well."""
    rows = list(rows)
    return (
        len({key(row.name) for row in rows} & names),
        sum((key(row.name), row.weight) in weighed for row in rows),
    )


def _in_headers(heads: Collection[str]) -> Callable[[Ranks], Agreement]:
    """Measure agreement by how many ranks have a column in the job descriptions."""
    return lambda ranks: (sum(heads_a_column(r.code, r.title, heads) for r in ranks.content), 0)


def _choose(
    section: str, candidates: Sequence[Candidate], agreement: Callable[[Candidate], Agreement]
) -> tuple[Candidate | None, list[Rival]]:
    """Choose the table that the rest of the workbook agrees with most; return it and its rivals.

    A tie goes to a table on a sheet in use, then to the first. A rival says something else and
    agrees in at least half as many names.
    """
    best = max(candidates, key=lambda c: (agreement(c), in_use(c.table.sheet)), default=None)
    if best is None:
        return None, []
    enough = max(agreement(best)[0] / 2, 1)
    rivals = [
        Rival(section, other.table, best.table)
        for other in candidates
        if other is not best and other.content != best.content and agreement(other)[0] >= enough
    ]
    return best, rivals


def _lacking(
    outline: Outline, model: object, ranks: Ranks | None, explained: object, levels: object
) -> Iterator[Problem]:
    book = outline.book
    titles = [rank.code for rank in ranks.content] if ranks else []
    explanation = headers.JOB_DESCRIPTIONS["explanation"][0]
    wanted: list[tuple[object, str, list[str]]] = [
        (model, MODEL, ["responsibilities and professional skills", "code", "weight"]),
        (ranks, RANKS, ["job rank", "code", "job title"]),
        (explained, DESCRIPTIONS, ["assessment items", explanation, *titles]),
        (levels, SCALES, ["level label"]),
    ]
    lacking = [(section, words) for found, section, words in wanted if not found]
    hints = [near_miss(book, words, headers.KNOWN) for _, words in lacking]
    other = kind_of(book)
    # Headers without rows are those of a JD that has not been filled in yet.
    spelled = [section for section in _SUREST if outline.tables[section]]
    alike = len(spelled) + sum(map(bool, hints))
    if len(lacking) >= len(wanted) - 1 and (other or alike < 2):
        names = [quoted(sheet.name) for sheet in book.sheets]
        more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
        noun = "the sheet" if len(names) == 1 else "the sheets"
        sheets = f"{noun} {listed(names[:_MOST_NAMES] + more, 'and')}"
        what = other or "something else"
        yield book.place.problem(Kind.NOT_A_JD, what=what, sheets=sheets)
        return
    for (section, words), hint in zip(lacking, hints, strict=True):
        yield missing(book, Kind.JD_SECTION_MISSING, section, words, hint)


def missing(
    book: Book, kind: Kind, section: str, wanted: Sequence[str], hint: str | None = None
) -> Problem:
    """The problem of a section that is on no sheet, with the cell that comes closest to it."""
    shown = listed([f"“{word}”" for word in wanted], "and")
    if hint is None:
        hint = near_miss(book, wanted, headers.KNOWN)
    return book.place.problem(kind, section=section, wanted=shown, hint=hint)
