"""Look up the catalogue by a problem's code, which may be all that is known of the problem."""

from __future__ import annotations

from faie_sheets.problems.catalogue import Kind
from faie_sheets.problems.follow_up import Act, FollowUp, ToDo
from faie_sheets.problems.problem import Place, Problem

_KINDS = {kind.code: kind for kind in Kind}
# A summary from another version, or a caller's own problem, may have a code that is not among them.
_UNKNOWN = FollowUp(Act.HR, "it is not known who should deal with it", letter=None)


def follow_up_of(code: str) -> FollowUp:
    """What is done about a form with a problem of this code; HR deals with unknown codes.

    >>> follow_up_of("rating-missing").why
    'a level is for the rater to choose'
    """
    kind = _KINDS.get(code)
    return kind.value.follow_up if kind else _UNKNOWN


def to_do_about(code: str) -> ToDo:
    """What HR must do about a problem of this code; for an unknown code, have a look.

    >>> to_do_about("rating-missing").words
    'Send the form back'
    """
    kind = _KINDS.get(code)
    return kind.value.to_do if kind else ToDo.LOOK


def example(kind: Kind) -> Problem:
    """A realistic problem of this kind."""
    return Place(*kind.value.at).problem(kind, **kind.value.facts)
