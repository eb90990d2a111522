"""The lines of the record's new entries, with the competencies and weights that they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from faie_sheets.records.job_description import Change
from faie_sheets.revision.matching import Match
from faie_sheets.revision.naming import Named, Naming
from faie_sheets.revision.statements import StatedWeight, Statement, statements
from faie_sheets.revision.texts import match_changes
from faie_sheets.revision.words import significant, tokens


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the record with what it names.

    Attributes:
        statement: the line.
        weights: the weights it states, each with the competencies it states it of.
        only_weights: whether it says nothing besides.
        certain: the competencies that it names for certain itself.
        named: the competencies that it speaks of, perhaps only by the line above.
    """

    statement: Statement
    weights: tuple[tuple[StatedWeight, tuple[Named, ...]], ...]
    only_weights: bool
    certain: tuple[Named, ...]
    named: tuple[Named, ...]

    @property
    def text(self) -> str:
        """The line itself."""
        return self.statement.text


def new_entries(match: Match) -> tuple[tuple[Change, Change | None], ...]:
    """The entries that the old revision has not, or has in other words; each with that one."""
    changes = match_changes(match.old, match.new)
    earlier = {id(new): old for old, new in changes.both}
    found = ((change, earlier.get(id(change))) for change in match.new.changes)
    return tuple((new, old) for new, old in found if old is None or _says(old) != _says(new))


def record_lines(match: Match, naming: Naming) -> Iterator[Line]:
    """What the new entries say, line by line; of an entry that was rewritten, what is new in it."""
    for entry, earlier in new_entries(match):
        known = {line.text for line in statements(earlier, naming.names)} if earlier else set()
        above: tuple[Named, ...] = ()
        for statement in statements(entry, naming.names):
            above = above if statement.nested else ()
            line = _line(statement, naming, above)
            above = line.certain or above
            says_something = line.named or line.weights or not naming.is_empty(statement.text)
            if says_something and statement.text not in known:
                yield line


def _line(statement: Statement, naming: Naming, above: tuple[Named, ...]) -> Line:
    stated = [(weight, _weighed(weight, naming, above)) for weight in statement.weights]
    weights = tuple((weight, named) for weight, named in stated if named)
    only = (
        bool(weights) and len(weights) == len(stated) and not significant(statement.beside_weights)
    )
    certain = tuple(naming.certainly(statement.text))
    weighed = tuple({n.code: n for _, named in weights for n in named}.values())
    named = weighed if only else certain or above or tuple(naming.likely(statement.text)) or weighed
    return Line(statement, weights, only, certain, named)


def _weighed(weight: StatedWeight, naming: Naming, above: tuple[Named, ...]) -> tuple[Named, ...]:
    """The competencies of which a weight is stated; none where the percentage may be another."""
    subject = weight.subject
    if "weight" in tokens(subject):
        return tuple(naming.certainly(subject) or (above if naming.is_empty(subject) else ()))
    return () if naming.is_empty(subject) else tuple(naming.wholly(subject))


def _says(change: Change) -> tuple[str, str]:
    return change.description, change.reason
