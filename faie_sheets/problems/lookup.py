"""What the catalogue says of a problem, of which no more than the code may be known."""

from __future__ import annotations

from faie_sheets.problems.catalogue import Kind
from faie_sheets.problems.follow_up import Act, FollowUp, ToDo
from faie_sheets.problems.problem import Place, Problem

_KINDS = {kind.code: kind for kind in Kind}
# Another version's summary, or a caller's own problem, may have a code that is of none of them.
_UNKNOWN = FollowUp(Act.HR, "nobody has decided yet to whom it goes", letter=None)


def follow_up_of(code: str) -> FollowUp:
    """What is done about a form with a problem of this code; HR's affair where no kind has it.

    >>> follow_up_of("rating-missing").why
    'a level is for the rater to choose'
    """
    kind = _KINDS.get(code)
    return kind.value.follow_up if kind else _UNKNOWN


def to_do_about(code: str) -> ToDo:
    """What HR must do about problems of this code; to have a look where no kind has it.

    >>> to_do_about("rating-missing").words
    'Send the form back'
    """
    kind = _KINDS.get(code)
    return kind.value.to_do if kind else ToDo.LOOK


def example(kind: Kind) -> Problem:
    """A problem of this kind, as it may really come up."""
    return Place(*kind.value.at).problem(kind, **kind.value.facts)
