"""What changed between two revisions of a job description, and which change entries say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from faie_sheets.problems import Problem
from faie_sheets.records.job_description import Change
from faie_sheets.showing import notebook
from faie_sheets.text.passages import Passage, same_but_for_punctuation

if TYPE_CHECKING:
    from faie_sheets.showing import DataFrame


class DifferenceKind(StrEnum):
    """What a difference is about; the values are those in the JSON output."""

    ROLE = "role"
    DOCUMENT = "document"
    RULE = "rule"
    RANK_ADDED = "rank-added"
    RANK_DROPPED = "rank-dropped"
    RANK_RENAMED = "rank-renamed"
    RANK_RECODED = "rank-recoded"
    RANK_LEVEL = "rank-level"
    RANK_ORDER = "rank-order"
    COMPETENCY_ADDED = "competency-added"
    COMPETENCY_DROPPED = "competency-dropped"
    COMPETENCY_RENAMED = "competency-renamed"
    COMPETENCY_RECODED = "competency-recoded"
    COMPETENCY_NUMBER = "competency-number"
    COMPETENCY_ORDER = "competency-order"
    WEIGHT = "weight"
    REQUIREMENT = "requirement"
    REQUIREMENT_TEXT = "requirement-text"
    SCALE_TOP = "scale-top"
    LEVEL_ADDED = "level-added"
    LEVEL_DROPPED = "level-dropped"
    LEVEL_TEXT = "level-text"
    LEVEL_LABEL = "level-label"
    EXPLANATION = "explanation"
    RESPONSIBILITIES = "responsibilities"
    DEFINITION = "definition"
    CAREER_PATHS = "career-paths"
    PICTURE = "picture"
    RECORD_REWRITTEN = "record-rewritten"
    RECORD_DROPPED = "record-dropped"
    RECORD_SIGNED = "record-signed"


_OF_RECORD = (
    *(DifferenceKind.RECORD_REWRITTEN, DifferenceKind.RECORD_DROPPED),
    DifferenceKind.RECORD_SIGNED,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs between two revisions.

    Attributes:
        kind: what it is about.
        code: code of the competency or rank, the new one where it changed; ``""`` for the rest.
        name: the competency, job title, heading or term; ``""`` where there is none.
        rank: code of the rank whose requirement it is, or ``""``.
        level: number of the level it is about, or None.
        what: what differs, as a noun: ``the weight``, ``the text of level 2``.
        old: what the old revision says, as text; ``""`` where it says nothing.
        new: what the new revision says, as text; ``""`` where it says nothing.
        words: for texts, the passages in which words differ; empty where only spaces do.
        effect: how it affects people, as a sentence; ``""`` where it does not.
        named_in: labels of the new entries in the record of change that mention it.
    """

    kind: DifferenceKind
    code: str
    name: str
    rank: str
    level: int | None
    what: str
    old: str
    new: str
    words: tuple[Passage, ...] = ()
    effect: str = ""
    named_in: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """Code and name of what it is about, such as ``AIAE05 Cloud & Deployment Platforms``."""
        return f"{self.code} {self.name}".strip()

    @property
    def unnamed(self) -> bool:
        """Whether no new entry in the record of change mentions it, by code, name or figure.

        Changes of spaces and line breaks, and of the record of change itself, need no entry.
        """
        return not (self.named_in or self.kind in _OF_RECORD or self.only_spaces)

    @property
    def only_spaces(self) -> bool:
        """Whether only spaces and line breaks differ, and every word is the same."""
        return self.old.split() == self.new.split()

    @property
    def only_punctuation(self) -> bool:
        """Whether only punctuation differs, perhaps spaces too, and every word is the same."""
        return not self.only_spaces and same_but_for_punctuation(self.old, self.new)


@dataclass(frozen=True, slots=True)
class RankTotal:
    """The total of someone who has exactly the levels that a rank requires.

    Attributes:
        rank: code of the rank in the new revision.
        old: percent in the old revision, exact; None where a scale is missing.
        new: percent in the new revision, exact; None where a scale is missing.
    """

    rank: str
    old: Fraction | None
    new: Fraction | None


@dataclass(frozen=True)
class JdDiff:
    """What changed between two revisions of a JD, next to what the record of change says.

    Attributes:
        old: code, version and fingerprint of the old revision, as messages name it.
        new: the same for the new revision.
        old_fingerprint: fingerprint of the old revision, 64 hexadecimal digits.
        new_fingerprint: fingerprint of the new revision; if the two are equal, forms issued from
            the old revision still count as forms of this JD.
        differences: everything that differs, in the order of the workbook.
        effects: how that affects people, as sentences; those that matter most come first.
        totals: for each rank in both revisions, its total at exactly the required levels.
        entries: the entries in the record of change that the old revision does not have,
            verbatim; a person has to judge whether they are right.
        problems: the errors of both revisions, without their warnings.
    """

    old: str
    new: str
    old_fingerprint: str
    new_fingerprint: str
    differences: tuple[Difference, ...] = ()
    effects: tuple[str, ...] = ()
    totals: tuple[RankTotal, ...] = ()
    entries: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    def of(self, *kinds: DifferenceKind) -> tuple[Difference, ...]:
        """The differences of these kinds."""
        return tuple(difference for difference in self.differences if difference.kind in kinds)

    @property
    def unnamed(self) -> tuple[Difference, ...]:
        """The changes that no new entry in the record of change mentions."""
        return tuple(difference for difference in self.differences if difference.unnamed)

    @property
    def rewritten(self) -> tuple[Difference, ...]:
        """Entries of the old revision that were rewritten or removed."""
        found = self.of(DifferenceKind.RECORD_REWRITTEN, DifferenceKind.RECORD_DROPPED)
        return tuple(difference for difference in found if not difference.only_spaces)

    @property
    def needs_a_person(self) -> bool:
        """Whether a change is not mentioned, an old entry was rewritten, or a revision has errors.

        False does not mean that the entries are right: what they say is not checked.
        """
        return bool(self.unnamed or self.rewritten or self.problems)

    @property
    def concerns_forms(self) -> bool:
        """Whether forms issued from the old revision are reported as forms of another JD."""
        return self.old_fingerprint != self.new_fingerprint

    def to_frame(self) -> DataFrame:
        """One row per difference, with the columns in :mod:`faie_sheets.notebook.frames`."""
        return notebook().differences_frame(self)
