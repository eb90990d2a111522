"""What the feedback says in sentences, and what an engineer can work towards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faie_sheets.records.assessment import Rater
from faie_sheets.records.job_description import Competency, JobDescription, Level
from faie_sheets.records.result import ItemResult, Result
from faie_sheets.text.normalise import plain
from faie_sheets.wording import line_text, shortened

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LONGEST_EVIDENCE = 1_200
_LONGEST_VALUE = 60

BASED_ON = {Rater.ASSESSOR: "the assessor’s ratings", Rater.SELF: "your own ratings (provisional)"}
"""Whose ratings the result is based on."""


@dataclass(frozen=True, slots=True)
class Step:
    """One competency that is short of a rank, and the next level to work towards.

    Attributes:
        competency: which.
        level: the level of record.
        own: the engineer's own rating, where the assessor has rated too; None where there is none.
        required: the level that the rank requires.
    """

    competency: Competency
    level: int
    own: int | None
    required: int

    @property
    def now(self) -> Level | None:
        """The level of record as the scale describes it."""
        return self.competency.level(self.level)

    @property
    def next(self) -> Level | None:
        """The next level of the scale, which may be below the required one; None at the top."""
        return next((step for step in self.competency.scale if step.level > self.level), None)


@dataclass(frozen=True, slots=True)
class Goal:
    """A rank to work towards, and the steps that lead there.

    Attributes:
        rank: code of the rank.
        steps: one for each competency that is short of it, in the JD's order.
        outlook: True for the rank after the one attained, False for the target rank.
    """

    rank: str
    steps: tuple[Step, ...]
    outlook: bool


def goal_of(result: Result, jd: JobDescription) -> Goal | None:
    """What to work towards: the target rank until it is met, then the rank after the one attained.

    None where the highest rank is attained, and where an incomplete assessment has no known target.
    """
    if result.target_rank and not result.meets_target:
        return Goal(result.target_rank, _steps(result.record.gaps, result, jd), outlook=False)
    if not result.blocked_by:
        return None
    rank, short = result.blocked_by[0]
    return Goal(rank, _steps(short, result, jd), outlook=True)


def _steps(items: tuple[ItemResult, ...], result: Result, jd: JobDescription) -> tuple[Step, ...]:
    both = result.basis is Rater.ASSESSOR
    own = {item.code: item.level for item in result.self_score.items} if both else {}
    return tuple(
        Step(jd.competency(item.code), item.level, own.get(item.code), item.required)
        for item in items
        if item.level is not None and item.required is not None
    )


def verdict_sentence(result: Result, jd: JobDescription) -> str:
    """Where the engineer stands, in one sentence or two."""
    if result.missing:
        count = f"{_counted(len(result.missing))} of {_counted(len(result.items))} competencies"
        have = "has" if len(result.missing) == 1 else "have"
        return (
            f"The assessment is incomplete: {count} {have} no level, so there is no total and no "
            "rank yet."
        )
    target = rank_name(result.target_rank, jd) if result.target_rank else ""
    attained = rank_name(result.rank, jd) if result.rank else ""
    begin = "By your own ratings you" if result.provisional else "You"
    if attained and result.meets_target and result.rank == result.target_rank:
        return f"{begin} attain {attained}, your target: every level that it requires is met."
    first = f"{begin} attain {attained}." if attained else f"{begin} do not attain a rank yet."
    if result.meets_target:
        return f"{first} Your target, {target}, is met."
    return f"{first} {_short_of(target, result.record.gaps) if target else _no_target(result)}"


def _short_of(target: str, gaps: Sequence[ItemResult]) -> str:
    who = f"{_counted(len(gaps))} competenc{'y is' if len(gaps) == 1 else 'ies are'}"
    most = max(item.short for item in gaps)
    if any(item.short < most for item in gaps):
        return f"For {target}, {who} short, by up to {_levels(most)}."
    return f"For {target}, {who} {_levels(most)} short."


def _no_target(result: Result) -> str:
    given = shortened(line_text(result.engineer.target_rank), _LONGEST_VALUE)
    if not given:
        return "No target rank is given, so there is nothing to hold your levels against."
    return f"Your target rank, “{given}”, is not a rank of this job description."


def notices(result: Result, jd: JobDescription) -> tuple[str, ...]:
    """What has to be known before the rest is read: provisional, and what is not rated."""
    said = []
    if result.provisional:
        said.append(
            "Provisional: no assessor has rated yet. Only your own ratings stand on this page."
        )
    if result.missing:
        who = "Without a level" if result.provisional else "Without a level from the assessor"
        names = (f"{code} {jd.competency(code).name}" for code in result.missing)
        said.append(f"{who}: {'; '.join(names)}.")
    return tuple(said)


def goal_title(goal: Goal | None, jd: JobDescription) -> str:
    """The heading over what to work towards."""
    if goal is None:
        return "Outlook"
    name = rank_name(goal.rank, jd)
    return f"Outlook: what {name} would need" if goal.outlook else f"What to work towards: {name}"


def no_steps(result: Result, goal: Goal | None, jd: JobDescription) -> str:
    """What stands where there is no gap to list."""
    if goal:
        return f"Every level that is rated so far meets {rank_name(goal.rank, jd)}."
    if result.missing:
        return "What comes next can be said once every competency is rated and the target is known."
    if not result.rank:
        return "This job description has no rank to work towards."
    highest = rank_name(result.rank, jd)
    return f"{highest} is the highest rank of this job description: you have reached it."


def where_now(step: Step) -> str:
    """The level of record in its own words, and the engineer's own where it differs."""
    differs = step.own is not None and step.own != step.level
    own = f" (you rated yourself {step.own})" if differs else ""
    return f"Level {step.level}{own}: {step.now.text if step.now else '–'}"


def what_next(step: Step, rank: str) -> str:
    """The next level in its own words; where more than it is required, that is named too."""
    if step.next is None:
        return f"{rank} requires level {step.required}, which the scale does not have."
    on = "" if step.next.level >= step.required else f", then level {step.required} for {rank}"
    return f"Level {step.next.level}{on}: {step.next.text}"


def evidence_of(result: Result) -> dict[str, str]:
    """Competency code → what was written as evidence, in one paragraph and in quotes."""
    said = {code: plain(text) for code, text in result.assessment.evidence.items()}
    return {code: f"“{shortened(text, _LONGEST_EVIDENCE)}”" for code, text in said.items() if text}


def rank_name(code: str, jd: JobDescription) -> str:
    """A rank by code and title."""
    rank = jd.rank(code)
    return line_text(f"{code} {rank.title}" if rank and rank.title != code else code)


def _counted(number: int) -> str:
    """A number as a word, from eleven on in figures.

    >>> _counted(2), _counted(11)
    ('two', '11')
    """
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _levels(number: int) -> str:
    return f"{_counted(number)} level{'' if number == 1 else 's'}"
