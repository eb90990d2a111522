"""How differences affect the people who are assessed: sentences for HR."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from faie_sheets.problems import listed
from faie_sheets.records.job_description import Competency, JobDescription, Rank
from faie_sheets.records.revision import Difference, DifferenceKind, RankTotal
from faie_sheets.revision.matching import MatchedRevisions
from faie_sheets.scoring.score import points
from faie_sheets.text.normalise import key


def with_effects(
    differences: Iterable[Difference], revisions: MatchedRevisions
) -> Iterator[Difference]:
    """The differences, each with its effect on people."""
    for difference in differences:
        effect = _EFFECTS.get(difference.kind)
        yield replace(difference, effect=effect(difference, revisions)) if effect else difference


def totals(revisions: MatchedRevisions) -> Iterator[RankTotal]:
    """For each rank in both revisions, its total at exactly the required levels."""
    for old, new in revisions.ranks.both:
        yield RankTotal(new.code, _total(revisions.old, old.code), _total(revisions.new, new.code))


def sentences(
    differences: Sequence[Difference], totals: Iterable[RankTotal], revisions: MatchedRevisions
) -> Iterator[str]:
    """All effects on people, those that matter most first."""
    for kinds in (_WHO_IS_MEASURED, _AT_WHAT):
        # By rank, in the order of the ranks, and then in the order of the competencies.
        ranks = [*revisions.new.rank_codes, ""]
        order = {rank: place for place, rank in enumerate(ranks)}
        felt = [d for d in differences if d.kind in kinds and d.effect]
        felt.sort(key=lambda d: (kinds.index(d.kind), order.get(d.rank, len(order))))
        yield from (d.effect for d in felt)
        if kinds is _WHO_IS_MEASURED:
            yield from _changed_totals(totals)
    if revisions.old.fingerprint != revisions.new.fingerprint:
        yield (
            "Forms issued from the old revision carry another fingerprint: read with the new "
            "one, each is reported as a form of another JD. Issue new forms, or score those with "
            "the old JD."
        )


def _changed_totals(totals: Iterable[RankTotal]) -> Iterator[str]:
    for total in totals:
        if total.old is not None and total.new is not None and total.old != total.new:
            old, new = _figures(total.old, total.new)
            yield f"Exactly the levels that {total.rank} requires total {new} (was {old})."


def _total(jd: JobDescription, rank: str) -> Fraction | None:
    """The total in percent at exactly the required levels, or level 0 where none is required."""
    if not all(item.max_level for item in jd.competencies):
        return None
    earned = (points(item.required.get(rank, 0), item) for item in jd.competencies)
    return 100 * sum(earned, Fraction(0))


def _role(difference: Difference, _revisions: MatchedRevisions) -> str:
    old, new = difference.old, difference.new
    if not (old and new) or key(old) == key(new):
        return ""
    return (
        f"Two job families: “{old}” and “{new}”. Unless the family was renamed, these are not "
        "two revisions of one JD."
    )


def _requirement(difference: Difference, revisions: MatchedRevisions) -> str:
    both = revisions.competency(difference.code)
    if not both:
        return ""
    old, new = both
    rank, subject = difference.rank, difference.subject
    before = next(code for code, now in revisions.rank_codes if now == rank)
    was, now = old.required.get(before), new.required.get(rank)
    if now is None:
        return f"{rank} requires nothing of {subject} any more (was level {was}): easier."
    if was is None:
        return f"{rank} now requires level {now} of {subject} (required nothing before): harder."
    return f"{rank} now requires level {now} of {subject} (was {was}): {_verdict(both, was, now)}."


def _verdict(both: tuple[Competency, Competency], was: int, now: int) -> str:
    """Harder or easier; where levels were reworded, the number alone cannot tell."""
    old, new = both
    wanted, got = old.level(was), new.level(now)
    if wanted and got and wanted.text == got.text:
        return "the same wording under another number"
    verdict = "harder" if now > was else "easier"
    kept = [
        n for n in (was, now) if (a := old.level(n)) and (b := new.level(n)) and a.text == b.text
    ]
    return verdict if kept else f"{verdict} by the number, but its levels were reworded"


def _weight(difference: Difference, revisions: MatchedRevisions) -> str:
    both = revisions.competency(difference.code)
    if not both or not all(item.max_level for item in both):
        return ""
    was, now = (item.weight / item.max_level for item in both)
    old, new = _figures(was, now)
    subject = difference.subject
    if was == now:
        return f"A level of {subject} earns {new}, as before: scale and weight changed together."
    verdict = "more" if now > was else "less"
    return f"A level of {subject} earns {new} (was {old}): it counts for {verdict}."


def _scale_top(difference: Difference, revisions: MatchedRevisions) -> str:
    both = revisions.competency(difference.code)
    if not both or not all(item.max_level for item in both):
        return ""
    old, new = both
    text = (
        f"The full {_figures(new.weight, new.weight)[1]} of {difference.subject} "
        f"takes level {new.max_level} (was level {old.max_level})"
    )
    if old.weight != new.weight:
        return f"{text}."
    before, now = _figures(old.weight / old.max_level, new.weight / new.max_level)
    return f"{text}; a level earns {now} (was {before})."


def _level_text(difference: Difference, revisions: MatchedRevisions) -> str:
    both = revisions.competency(difference.code)
    if not both or difference.only_spaces or difference.only_punctuation:
        return ""
    ranks = [
        now
        for before, now in revisions.rank_codes
        if both[1].required.get(now) == difference.level == both[0].required.get(before)
    ]
    if not ranks:
        return ""
    who = listed(ranks, "and")
    require = "requires" if len(ranks) == 1 else "require"
    return (
        f"{who} {require} level {difference.level} of {difference.subject}, "
        "which was reworded: see whether it asks for more."
    )


def _level_dropped(difference: Difference, _revisions: MatchedRevisions) -> str:
    return f"Level {difference.level} of {difference.subject} cannot be chosen any more."


def _competency_added(difference: Difference, revisions: MatchedRevisions) -> str:
    item = revisions.new.competency(difference.code)
    required = [f"level {level} for {rank}" for rank, level in item.required.items()]
    needed = f"; required: {listed(required, 'and')}" if required else ""
    return f"Everyone must also be rated in {difference.subject}{needed}."


def _competency_dropped(difference: Difference, _revisions: MatchedRevisions) -> str:
    return f"{difference.subject} is not assessed any more."


def _competency_recoded(difference: Difference, _revisions: MatchedRevisions) -> str:
    return (
        f"{difference.subject} had the code {difference.old}: "
        "forms issued before have its row under that code."
    )


def _rank_added(difference: Difference, revisions: MatchedRevisions) -> str:
    rank = revisions.new.rank(difference.code)
    required = _requirements(rank, revisions.new) if rank else ""
    return (
        f"{difference.subject} is a new rank that can be aimed at and attained; "
        f"it requires {required or 'nothing yet'}."
    )


def _requirements(rank: Rank, jd: JobDescription) -> str:
    """What a rank requires, highest levels first: ``level 3 of A1 and A2; level 2 of A3``."""
    codes: dict[int, list[str]] = defaultdict(list)
    for item in jd.competencies:
        if rank.code in item.required:
            codes[item.required[rank.code]].append(item.code)
    return "; ".join(
        f"level {level} of {listed(codes[level], 'and')}" for level in sorted(codes, reverse=True)
    )


def _rank_dropped(difference: Difference, _revisions: MatchedRevisions) -> str:
    return (
        f"{difference.subject} cannot be attained any more: "
        "whoever has it as target rank in the roster gets no form."
    )


def _rank_recoded(difference: Difference, _revisions: MatchedRevisions) -> str:
    return f"{difference.subject} had the code {difference.old}: rosters must say {difference.new}."


def _rank_renamed(difference: Difference, _revisions: MatchedRevisions) -> str:
    return (
        f"{difference.code} is called {difference.new} now: "
        "rosters that give the rank by its old title are not understood."
    )


def _rank_order(difference: Difference, _revisions: MatchedRevisions) -> str:
    return (
        f"The ranks, from lowest to highest, are now {difference.new} "
        f"(was {difference.old}): the rank attained is the highest that is met."
    )


def _rule(difference: Difference, _revisions: MatchedRevisions) -> str:
    if difference.only_spaces or difference.only_punctuation:
        return ""
    what = difference.what.removeprefix("the ").capitalize()
    return f"{what}: reworded, but scores are still computed as before. Check that this is right."


def _figures(old: Fraction, new: Fraction) -> tuple[str, str]:
    """Two percentages with two decimals, or as many as it takes to show that they differ.

    >>> _figures(Fraction(10, 3), Fraction(5, 3)), _figures(Fraction(34), Fraction(69, 2))
    (('3.33%', '1.67%'), ('34%', '34.5%'))
    >>> _figures(Fraction(10), Fraction(10001, 1000))
    ('10%', '10.001%')
    """
    for decimals in range(2, 12):
        texts = [f"{float(value):.{decimals}f}".rstrip("0").rstrip(".") for value in (old, new)]
        if old == new or texts[0] != texts[1]:
            break
    return f"{texts[0]}%", f"{texts[1]}%"


_K = DifferenceKind
_EFFECTS: dict[DifferenceKind, Callable[[Difference, MatchedRevisions], str]] = {
    _K.ROLE: _role,
    _K.REQUIREMENT: _requirement,
    _K.WEIGHT: _weight,
    _K.SCALE_TOP: _scale_top,
    _K.LEVEL_TEXT: _level_text,
    _K.LEVEL_DROPPED: _level_dropped,
    _K.COMPETENCY_ADDED: _competency_added,
    _K.COMPETENCY_DROPPED: _competency_dropped,
    _K.COMPETENCY_RECODED: _competency_recoded,
    _K.RANK_ADDED: _rank_added,
    _K.RANK_DROPPED: _rank_dropped,
    _K.RANK_RECODED: _rank_recoded,
    _K.RANK_RENAMED: _rank_renamed,
    _K.RANK_ORDER: _rank_order,
    _K.RULE: _rule,
}
_WHO_IS_MEASURED = (
    *(_K.ROLE, _K.REQUIREMENT, _K.RANK_DROPPED, _K.RANK_ADDED, _K.RANK_ORDER),
    *(_K.RANK_RECODED, _K.RANK_RENAMED, _K.COMPETENCY_ADDED, _K.COMPETENCY_DROPPED),
)
_AT_WHAT = (
    *(_K.WEIGHT, _K.SCALE_TOP, _K.LEVEL_DROPPED, _K.LEVEL_TEXT, _K.RULE, _K.COMPETENCY_RECODED),
)
