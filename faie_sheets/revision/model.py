"""Compare what determines a score: role, document, rules, ranks and competencies.

What is only text, from responsibilities to career paths, is compared in ``texts.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest

from faie_sheets.problems import listed
from faie_sheets.records.job_description import Competency, JobDescription, Level, Rank
from faie_sheets.records.revision import Difference, DifferenceKind
from faie_sheets.revision import between
from faie_sheets.revision.matching import MatchedRevisions, orders


def of_model(revisions: MatchedRevisions) -> Iterator[Difference]:
    """The differences in role, document, rules, ranks and competencies."""
    yield from _front(revisions.old, revisions.new)
    yield from _ranks(revisions)
    yield from _competencies(revisions)


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


def _ranks(revisions: MatchedRevisions) -> Iterator[Difference]:
    kind = DifferenceKind
    for rank in revisions.ranks.dropped:
        yield from between.values(kind.RANK_DROPPED, rank, "the rank", _described_rank(rank), "")
    for old, new in revisions.ranks.both:
        yield from between.values(kind.RANK_RECODED, new, "the code", old.code, new.code)
        yield from between.texts(
            kind.RANK_RENAMED, "the job title", old.title, new.title, about=between.about(new)
        )
        levels = _level_of(old), _level_of(new)
        yield from between.values(kind.RANK_LEVEL, new, "the level of the rank", *levels)
    for rank in revisions.ranks.added:
        yield from between.values(kind.RANK_ADDED, rank, "the rank", "", _described_rank(rank))
    if revisions.ranks.moved:
        codes = orders(revisions.ranks, revisions.old.ranks, lambda rank: rank.code)
        yield Difference(kind.RANK_ORDER, "", "", "", None, "the order of the ranks", *codes)


def _competencies(revisions: MatchedRevisions) -> Iterator[Difference]:
    kind = DifferenceKind
    what = "the competency"
    for item in revisions.competencies.dropped:
        yield from between.values(kind.COMPETENCY_DROPPED, item, what, _described(item), "")
    for old, new in revisions.competencies.both:
        yield from _competency(old, new, revisions.rank_codes)
    for item in revisions.competencies.added:
        yield from between.values(kind.COMPETENCY_ADDED, item, what, "", _described(item))
    if revisions.competencies.moved:
        codes = orders(revisions.competencies, revisions.old.competencies, lambda item: item.code)
        what = "the order of the competencies"
        yield Difference(kind.COMPETENCY_ORDER, "", "", "", None, what, *codes)
    if not (_counted(revisions.old) and _counted(revisions.new)):
        for old, new in revisions.competencies.both:
            numbers = str(old.number), str(new.number)
            yield from between.values(kind.COMPETENCY_NUMBER, new, "the running number", *numbers)


def _competency(
    old: Competency, new: Competency, ranks: Iterable[tuple[str, str]]
) -> Iterator[Difference]:
    """The differences in a competency; ``ranks`` are the (old, new) codes that may require it."""
    kind, about = DifferenceKind, between.about(new)
    yield from between.values(kind.COMPETENCY_RECODED, new, "the code", old.code, new.code)
    yield from between.texts(kind.COMPETENCY_RENAMED, "the name", old.name, new.name, about=about)
    yield from between.values(
        kind.WEIGHT, new, "the weight", *percent_texts(old.weight, new.weight)
    )
    explained = old.explanation, new.explanation
    yield from between.texts(kind.EXPLANATION, "the explanation", *explained, about=about)
    yield from _scale(old, new)
    for before, now in ranks:
        yield from _requirement(old, new, before, now)


def _requirement(old: Competency, new: Competency, before: str, now: str) -> Iterator[Difference]:
    """The difference in what a rank requires; ``before`` and ``now`` are its codes."""
    kind, what = DifferenceKind, f"what {now} requires"
    levels = _required(old, before), _required(new, now)
    if levels[0] != levels[1]:
        # A different level is worded differently, but that is one change.
        yield from between.values(kind.REQUIREMENT, new, what, *levels, rank=now)
    elif not _ways(old, before) & _ways(new, now):
        # Wording that just follows the scale is left out: the scale's changes are reported anyway.
        texts = old.required_text.get(before, ""), new.required_text.get(now, "")
        yield from between.texts(
            kind.REQUIREMENT_TEXT,
            f"the wording of {what}",
            *texts,
            about=between.about(new),
            rank=now,
        )


def _scale(old: Competency, new: Competency) -> Iterator[Difference]:
    kind = DifferenceKind
    yield from between.values(kind.SCALE_TOP, new, "the top of the scale", _top(old), _top(new))
    for number, ours, theirs in _same_levels(old.levels, new.levels):
        what = f"level {number}"
        if ours and theirs:
            yield from _level(new, ours, theirs)
        elif ours:
            yield from between.values(
                kind.LEVEL_DROPPED, new, what, ours.text or ours.entry, "", level=number
            )
        elif theirs:
            yield from between.values(
                kind.LEVEL_ADDED, new, what, "", theirs.text or theirs.entry, level=number
            )


def _level(item: Competency, old: Level, new: Level) -> Iterator[Difference]:
    kind, about, number = DifferenceKind, between.about(item), new.level
    what = f"the text of level {number}"
    yield from between.texts(kind.LEVEL_TEXT, what, old.text, new.text, about=about, level=number)
    # Most labels are made from the level's text and have nothing of their own to compare.
    if not (_is_made(old) and _is_made(new)):
        what = f"the label of level {number}"
        yield from between.texts(
            kind.LEVEL_LABEL, what, old.label, new.label, about=about, level=number
        )


def _same_levels(
    old: Sequence[Level], new: Sequence[Level]
) -> Iterator[tuple[int, Level | None, Level | None]]:
    """The levels of two scales, matched by number; repeated numbers are matched in order."""
    numbered: dict[int, tuple[list[Level], list[Level]]] = defaultdict(lambda: ([], []))
    for side, levels in enumerate((old, new)):
        for level in levels:
            numbered[level.level][side].append(level)
    for number in sorted(numbered):
        for ours, theirs in zip_longest(*numbered[number]):
            yield number, ours, theirs


def _is_made(level: Level) -> bool:
    return level.label == f"{level.level}: {level.text}"


def _ways(item: Competency, rank: str) -> frozenset[str]:
    """The ways in which a requirement is worded: a bare number, or its level's text or label."""
    text, number = item.required_text.get(rank, ""), item.required.get(rank)
    level = item.level(number)
    ways = {"none": ""} if number is None else {"number": str(number)}
    if level:
        ways |= {
            "text": level.text,
            "label": level.label,
            "number and text": f"{number}: {level.text}",
        }
    return frozenset(way for way, wording in ways.items() if wording == text)


def percent_texts(old: Fraction, new: Fraction) -> tuple[str, str]:
    """Two percentages as texts, which differ if the numbers do.

    >>> percent_texts(Fraction(10), Fraction(25, 2))
    ('10%', '12.5%')
    >>> percent_texts(Fraction(1, 3), Fraction(333333, 10**6))
    ('1/3%', '333333/1000000%')
    """
    texts = f"{float(old):.6g}%", f"{float(new):.6g}%"
    return texts if texts[0] != texts[1] else (f"{old}%", f"{new}%")


def _required(item: Competency, rank: str) -> str:
    return f"level {item.required[rank]}" if rank in item.required else ""


def _top(item: Competency) -> str:
    return f"level {item.max_level}" if item.levels else ""


def _counted(jd: JobDescription) -> bool:
    """Whether the running numbers just count the competencies."""
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
    """An added or dropped competency: its weight, its scale and what every rank requires."""
    required = [f"{rank} level {level}" for rank, level in item.required.items()]
    parts = [f"weight {float(item.weight):.6g}%"]
    parts += [f"levels {item.levels[0].level}–{item.max_level}"] if item.levels else ["no scale"]
    parts += [f"required: {listed(required, 'and')}"] if required else []
    return ", ".join(parts)
