"""What HR must do about each problem, in HR's words and in the order of urgency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from faie_sheets.acts import Act, act_of
from faie_sheets.problems import Kind


class ToDo(NamedTuple):
    """Something for HR to do.

    Attributes:
        words: what, as the sheets say it; nobody else's words ever stand beside it.
        why: what it is about, in a sentence.
    """

    words: str
    why: str


JD = ToDo(
    "Put the JD right", "The job description contradicts itself, and every figure rests on it."
)
WHOSE = ToDo(
    "Ask first whose it is",
    "It is not certain whose answers these are: until that is settled its figures may be another "
    "engineer's.",
)
WHICH = ToDo(
    "Ask first which one counts",
    "Several different forms of one engineer came back, and none of them was counted.",
)
ISSUE = ToDo(
    "Give its JD, or issue anew",
    "The form is of a job description that differs from this one; nothing of it was scored.",
)
SEND_BACK = ToDo(
    "Send the form back",
    "Only the engineer or the assessor can put it right. `faie-sheets score --return FOLDER` "
    "writes the forms to mail back, with the cells in question marked.",
)
ANOTHER = ToDo("Get another file", "Nothing could be read from the one that was handed in.")
LISTS = ToDo(
    "Put your lists right", "The roster or the manifest does not agree with what came back."
)
LOOK = ToDo("Have a look", "Nothing is missing: it was read as the problem says, or passed over.")

TO_DO = (JD, WHOSE, WHICH, ISSUE, SEND_BACK, ANOTHER, LISTS, LOOK)
"""In the order of urgency: what makes figures wrong, what makes them missing, what may be well."""

_OF_ACT: Mapping[Act, ToDo] = {
    Act.HOLD: WHOSE,
    Act.CORRECT: SEND_BACK,
    Act.UNREADABLE: ANOTHER,
    Act.CHECK: LOOK,
    Act.HR: LOOK,
}
_OF_CODE: Mapping[str, ToDo] = {
    Kind.FORM_REFUSED.code: WHICH,
    Kind.FORM_JD_DIFFERS.code: ISSUE,
    Kind.FORM_NOBODY.code: WHOSE,
    Kind.NOTHING_FOUND.code: ANOTHER,
    Kind.ENGINEER_UNKNOWN.code: LISTS,
    Kind.ENGINEER_TARGET_DIFFERS.code: LISTS,
    Kind.FORM_RANK_UNKNOWN.code: LISTS,
    Kind.NOT_A_JD.code: JD,
}
_OF_BEGINNING: Mapping[str, ToDo] = {"jd": JD, "roster": LISTS, "manifest": LISTS}


def to_do_about(code: str) -> ToDo:
    """What HR must do about problems of this code.

    >>> to_do_about("rating-missing").words
    'Send the form back'
    """
    beginning = code.partition("-")[0]
    return _OF_CODE.get(code) or _OF_BEGINNING.get(beginning) or _OF_ACT[act_of(code)]
