"""What changed between two revisions of a job description, and whether that was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from faie_sheets.records.job_description import Change
from faie_sheets.text.passages import Passage

if TYPE_CHECKING:
    import pandas as pd


class DifferenceKind(StrEnum):
    """What a difference is about; the values are the words of the JSON output."""

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


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs between two revisions.

    Attributes:
        kind: what it is about.
        code: code of the competency or rank, the new one where it changed; ``""`` for the rest.
        name: what it is called: competency, job title, heading or term; ``""`` where there is none.
        rank: code of the rank whose requirement it is, or ``""``.
        level: number of the level it is about, or None.
        what: what differs, as a noun: ``the weight``, ``the text of level 2``.
        old: what the old revision says, as text; ``""`` where it says nothing.
        new: what the new revision says, as text; ``""`` where it says nothing.
        words: for texts, the passages in which words differ; empty where only spaces do.
        effect: what it does to people, as a sentence; ``""`` where it does nothing to them.
        recorded: labels of the new entries of the record of change that mention it.
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
    recorded: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """Code and name of what it is about, ``AIAE05 Cloud & Deployment Platforms``."""
        return f"{self.code} {self.name}".strip()

    @property
    def unrecorded(self) -> bool:
        """Whether it should stand in the record of change and does not.

        Spaces and line breaks need no record, nor that an entry has been reviewed or approved.
        """
        signed = self.kind is DifferenceKind.RECORD_SIGNED
        return not (self.recorded or signed or self.only_spaces)

    @property
    def only_spaces(self) -> bool:
        """Whether only spaces and line breaks differ, and every word is the same."""
        return self.old.split() == self.new.split()


class Sighting(StrEnum):
    """Whether the two revisions show what a line of the record of change says."""

    SEEN = "seen"
    NOT_SEEN = "not-seen"
    UNTOLD = "cannot-be-told"


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A line of a new entry of the record of change, held against the two revisions.

    Attributes:
        entry: label of the entry: its number, else its file version or date.
        text: the line, verbatim but for its bullet.
        sighting: whether what it says is seen.
        why: for a line that is not seen, what the revisions say instead; else ``""``.
    """

    entry: str
    text: str
    sighting: Sighting
    why: str = ""


@dataclass(frozen=True, slots=True)
class RankTotal:
    """What somebody totals who has exactly the levels that a rank requires.

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
    """What changed between two revisions of a JD, held against the record of change.

    Attributes:
        old: code, version and fingerprint of the old revision, as messages name it.
        new: the same of the new revision.
        old_fingerprint: fingerprint of the old revision, 64 hexadecimal digits.
        new_fingerprint: fingerprint of the new revision; forms issued from the old one still
            count as forms of this JD where the two are equal.
        differences: everything that differs, in the order of the workbook.
        effects: what that does to people, as sentences; those that matter most stand first.
        totals: for each rank of both revisions, its total at exactly the required levels.
        entries: the new entries of the record of change, rewritten ones too.
        record: their lines, and whether the revisions show what they say.
    """

    old: str
    new: str
    old_fingerprint: str
    new_fingerprint: str
    differences: tuple[Difference, ...] = ()
    effects: tuple[str, ...] = ()
    totals: tuple[RankTotal, ...] = ()
    entries: tuple[Change, ...] = ()
    record: tuple[RecordLine, ...] = ()

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    def of(self, *kinds: DifferenceKind) -> tuple[Difference, ...]:
        """The differences of these kinds."""
        return tuple(difference for difference in self.differences if difference.kind in kinds)

    @property
    def unrecorded(self) -> tuple[Difference, ...]:
        """What changed without a record."""
        return tuple(difference for difference in self.differences if difference.unrecorded)

    @property
    def seen(self) -> tuple[RecordLine, ...]:
        """What is recorded and seen."""
        return self._lines(Sighting.SEEN)

    @property
    def not_seen(self) -> tuple[RecordLine, ...]:
        """What is recorded and not seen."""
        return self._lines(Sighting.NOT_SEEN)

    @property
    def untold(self) -> tuple[RecordLine, ...]:
        """What is recorded in words that name nothing which could be held against the JD."""
        return self._lines(Sighting.UNTOLD)

    @property
    def is_in_order(self) -> bool:
        """Whether every difference is recorded, and everything recorded seen or not to be told."""
        return not (self.unrecorded or self.not_seen)

    @property
    def concerns_forms(self) -> bool:
        """Whether forms issued from the old revision are told as forms of another JD."""
        return self.old_fingerprint != self.new_fingerprint

    def to_frame(self) -> pd.DataFrame:
        """One row a difference; the columns are described in :mod:`faie_sheets.revision.frame`."""
        from faie_sheets.revision.frame import (  # noqa: PLC0415  pandas only when asked for
            differences_frame,
        )

        return differences_frame(self)

    def _lines(self, sighting: Sighting) -> tuple[RecordLine, ...]:
        return tuple(line for line in self.record if line.sighting is sighting)
