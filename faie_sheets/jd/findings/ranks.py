"""Findings on ranks: incomplete ones, repeats, and the headings of their columns."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from faie_sheets.jd.findings.competencies import nearest, repeated
from faie_sheets.jd.sections import Sections
from faie_sheets.jd.values import level_name
from faie_sheets.problems import Kind, Problem, listed, quoted
from faie_sheets.records.job_description import Rank
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Cell

_ALIKE = 0.6


def repeated_ranks(sections: Sections) -> Iterator[Problem]:
    """Codes, titles and level numbers used by two ranks."""
    rank_findings = sections.ranks
    for cell in rank_findings.repeated:
        one = next(c for c in rank_findings.cells.values() if key(c.value) == key(cell.value))
        yield cell.place.problem(
            Kind.JD_RANK_REPEATED, what="the code", value=quoted(cell.text), other=one.address
        )
    first: dict[int, Cell] = {}
    for rank in rank_findings.content:
        if rank.level is not None:
            cell = rank_findings.levels[rank.code]
            earlier = first.setdefault(rank.level, cell)
            if earlier is not cell:
                facts = {"what": "the level", "value": str(rank.level), "other": earlier.address}
                yield cell.place.problem(Kind.JD_RANK_REPEATED, **facts)
    titles = [
        rank_findings.table.cell(rank_findings.cells[rank.code].row, "title")
        for rank in rank_findings.content
    ]
    yield from repeated(Kind.JD_RANK_REPEATED, "the title", (cell for cell in titles if cell))


def rank_findings(sections: Sections) -> Iterator[Problem]:
    """Ranks without a column or a level, columns without a rank, and doubtful column headings."""
    rank_findings, heads = sections.ranks, sections.descriptions.heads
    known = listed([rank.code for rank in rank_findings.content], "and")
    for cell in sections.descriptions.other_ranks:
        yield cell.place.problem(Kind.JD_RANK_DIFFERS, value=quoted(cell.text), expected=known)
    for second, cell in sections.descriptions.second_columns.items():
        yield cell.place.problem(
            Kind.JD_RANK_REPEATED,
            what=f"a column of {second},",
            value=f"{quoted(cell.text)},",
            other=heads[second][0].address,
        )
    for cell in rank_findings.incomplete:
        field = "code" if cell.column == rank_findings.table.columns["code"] else "title"
        yield cell.place.problem(Kind.JD_RANK_INCOMPLETE, what=field)
    if any(rank.level is not None for rank in rank_findings.content):
        for rank in rank_findings.content:
            if rank.level is None:
                level = rank_findings.levels[rank.code]
                yield level.place.problem(
                    Kind.JD_RANK_LEVEL_MISSING, rank=rank.code, value=quoted(level.text)
                )
    for rank in rank_findings.content:
        code = rank_findings.cells[rank.code]
        if rank.code in heads:
            others = [other for other in rank_findings.content if other is not rank]
            yield from _rank_heads(rank, others, code, heads[rank.code])
        else:
            strange = [cell.text for cell in sections.descriptions.other_ranks]
            hint = nearest(rank.title, strange) or nearest(rank.code, strange)
            yield code.place.problem(
                Kind.JD_RANK_UNDESCRIBED, rank=rank.code, title=rank.title, hint=hint
            )


def _rank_heads(
    rank: Rank, others: Iterable[Rank], defined: Cell, heads: Iterable[Cell]
) -> Iterator[Problem]:
    """Headings of a rank's column that name another rank or level, or nearly its own name."""
    named = {key(name): other.code for other in others for name in (other.code, other.title)}
    for cell in heads:
        if key(cell.value) in (key(rank.code), key(rank.title)):
            continue
        if key(cell.value) in named:
            yield cell.place.problem(
                Kind.JD_RANK_COLUMN_UNCERTAIN,
                rank=rank.code,
                value=quoted(cell.text),
                other=named[key(cell.value)],
            )
            continue
        level = level_name(cell.value)[0]
        own = (rank.code, rank.title)
        close = [name for name in own if _similar(cell.text, name)]
        exact = any(key(name) in key(cell.value) for name in own)
        expected = ""
        if level is not None and None is not rank.level != level and key(cell.value)[0] == "l":
            expected = f"Level {rank.level}"
        elif close and not exact:
            expected = close[0]
        elif not exact and _stem(cell.text) == _stem(rank.code) and cell.text[-1:].isdecimal():
            expected = rank.code
        if expected:
            yield cell.place.problem(
                Kind.JD_RANK_NAMED_OTHERWISE,
                rank=rank.code,
                value=quoted(cell.text),
                expected=quoted(expected),
                other=defined.address,
            )


def _stem(code: str) -> str:
    return key(code).rstrip("0123456789")


def _similar(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, key(one), key(other)).ratio() >= _ALIKE
