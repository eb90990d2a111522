"""The model of one revision against the model of another: everything that decides a score.

What is only text, from the duties to the career paths, is in ``texts.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from faie_sheets.problems import listed
from faie_sheets.records.job_description import Competency, JobDescription, Rank
from faie_sheets.records.revision import Difference, DifferenceKind
from faie_sheets.revision import between, competency
from faie_sheets.revision.matching import Match, orders


def of_model(match: Match) -> Iterator[Difference]:
    """Role, document, rules, ranks and competencies."""
    yield from _front(match.old, match.new)
    yield from _ranks(match)
    yield from _competencies(match)


def _front(old: JobDescription, new: JobDescription) -> Iterator[Difference]:
    kind = DifferenceKind
    yield from between.texts(kind.ROLE, "the job family", old.role, new.role)
    ours, theirs = old.document, new.document
    for what, before, now in (
        ("the document code", ours.code, theirs.code),
        ("the document version", ours.version, theirs.version),
        ("the effective date", _date(old), _date(new)),
    ):
        if before != now:
            yield Difference(kind.DOCUMENT, "", "", "", None, what, before, now)
    yield from between.texts(kind.RULE, "the scoring rule", old.scoring_rule, new.scoring_rule)
    yield from between.texts(
        kind.RULE, "the rule of mandatory items", old.mandatory_rule, new.mandatory_rule
    )


def _ranks(match: Match) -> Iterator[Difference]:
    kind = DifferenceKind
    for rank in match.ranks.dropped:
        yield from between.values(kind.RANK_DROPPED, rank, "the rank", _described_rank(rank), "")
    for old, new in match.ranks.both:
        yield from between.values(kind.RANK_RECODED, new, "the code", old.code, new.code)
        yield from between.texts(
            kind.RANK_RENAMED, "the job title", old.title, new.title, about=between.about(new)
        )
        levels = _level_of(old), _level_of(new)
        yield from between.values(kind.RANK_LEVEL, new, "the level of the rank", *levels)
    for rank in match.ranks.added:
        yield from between.values(kind.RANK_ADDED, rank, "the rank", "", _described_rank(rank))
    if match.ranks.moved:
        codes = orders(match.ranks, match.old.ranks, lambda rank: rank.code)
        yield Difference(kind.RANK_ORDER, "", "", "", None, "the order of the ranks", *codes)


def _competencies(match: Match) -> Iterator[Difference]:
    kind = DifferenceKind
    what = "the competency"
    for item in match.competencies.dropped:
        yield from between.values(kind.COMPETENCY_DROPPED, item, what, _described(item), "")
    for old, new in match.competencies.both:
        yield from competency.differences(old, new, match.rank_codes)
    for item in match.competencies.added:
        yield from between.values(kind.COMPETENCY_ADDED, item, what, "", _described(item))
    if match.competencies.moved:
        codes = orders(match.competencies, match.old.competencies, lambda item: item.code)
        what = "the order of the competencies"
        yield Difference(kind.COMPETENCY_ORDER, "", "", "", None, what, *codes)
    if not (_counted(match.old) and _counted(match.new)):
        for old, new in match.competencies.both:
            numbers = str(old.number), str(new.number)
            yield from between.values(kind.COMPETENCY_NUMBER, new, "the running number", *numbers)


def _counted(jd: JobDescription) -> bool:
    """Whether the running numbers say no more than the order."""
    return [item.number for item in jd.competencies] == list(range(1, len(jd.competencies) + 1))


def _date(jd: JobDescription) -> str:
    date = jd.document.effective_date
    return date.isoformat() if date else ""


def _level_of(rank: Rank) -> str:
    number = "" if rank.level is None else f"Level {rank.level}"
    return " – ".join(filter(None, (number, rank.level_name)))


def _described_rank(rank: Rank) -> str:
    return ", ".join(filter(None, (rank.title or rank.code, _level_of(rank))))


def _described(item: Competency) -> str:
    """A competency that came or went: its weight, its scale and what every rank requires of it."""
    required = [f"{rank} level {level}" for rank, level in item.required.items()]
    parts = [f"weight {float(item.weight):.6g}%"]
    parts += [f"levels {item.levels[0].level}–{item.max_level}"] if item.levels else ["no scale"]
    parts += [f"required: {listed(required, 'and')}"] if required else []
    return ", ".join(parts)
