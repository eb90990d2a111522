"""Which problems go back to the people who filled a form in, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Act(StrEnum):
    """What a problem of a returned form leads to."""

    CORRECT = "correct"
    """Only the engineer or the assessor can put it right: the form goes back."""
    CHECK = "check"
    """Nothing is missing; mentioned where the form goes back for something else."""
    HR = "hr"
    """HR's own affair; nobody else hears of it."""
    HOLD = "hold"
    """HR has to settle first whose answers these are: until then nothing goes to anybody."""
    UNREADABLE = "unreadable"
    """There are no answers to put into a form, or nobody knows whose they would be."""


class Decision(NamedTuple):
    """What is done about a kind of problem, and why; the words for those who filled the form in.

    Attributes:
        act: what it leads to.
        reason: why, in a sentence; the reason that a record gives where nothing was written.
        found: what was found, for the engineer or the assessor.
        to_do: what to do about it.
    """

    act: Act
    reason: str
    found: str = ""
    to_do: str = ""


_CHOOSE = "Choose a level from the list: click the cell, then the arrow beside it."
_NO_ANSWERS = "{found}, so there are no answers to send back; {fix}"

DECISIONS: Mapping[str, Decision] = {
    "rating-missing": Decision(
        Act.CORRECT, "a level is for the rater to choose",
        "The cell is empty.", f"{_CHOOSE} An empty cell is not level 0.",
    ),
    "rating-not-on-scale": Decision(
        Act.CORRECT, "only the rater knows which level is meant",
        "It held {was}, which is none of its levels. The cell was emptied.", _CHOOSE,
    ),
    "rating-of-another-competency": Decision(
        Act.CORRECT, "only the rater knows which level is meant",
        "It held {was}, a level of another competency. The cell was emptied.",
        f"{_CHOOSE} Look at the rows around it too: cells may have been pasted or sorted.",
    ),
    "rating-error-value": Decision(
        Act.CORRECT, "only the rater knows which level is meant",
        "It held {was}, an error and no level. The cell was emptied.", _CHOOSE,
    ),
    "rating-formula": Decision(
        Act.CORRECT, "a formula is never worked out, only the rater knows which level is meant",
        "It held a formula and no level. The cell was emptied.", _CHOOSE,
    ),
    "rating-formula-read": Decision(
        Act.CHECK, "the level could be read from the value stored with the formula",
        "It held a formula, whose value was read as level {level}.",
        "Look whether this is what you mean; if not, choose another level.",
    ),
    "evidence-formula": Decision(
        Act.CHECK, "evidence decides no figure",
        "It held a formula; what it showed is filled in as text, as far as it could be read.",
        "Write your evidence as text. A text may begin with = only after a blank.",
    ),
    "form-blank": Decision(
        Act.CORRECT, "the form is for the engineer to fill in",
        "The cell is empty; no level has been chosen in the whole form.", _CHOOSE,
    ),
    "form-row-missing": Decision(
        Act.CORRECT, "the row is back in the fresh form, its level is for the rater to choose",
        "This row was deleted from the form. Here it is again.", _CHOOSE,
    ),
    "form-row-repeated": Decision(
        Act.CORRECT, "only the rater knows which of the two rows is meant",
        "This row stood there twice. The level of the first one is filled in.",
        "Look whether this level is the one you mean; if not, choose another one.",
    ),
    "rating-reworded": Decision(
        Act.CHECK, "the level could be read",
        "It held {was} and was read as level {level}.",
        "Look whether this is what you mean; if not, choose another level.",
    ),
    "form-ambiguous": Decision(
        Act.CHECK, "the likelier table was read",
        "Your workbook had more than one table of levels. Those of the sheet {sheet} are filled "
        "in here.",
        "Look whether these are the levels you mean; if not, choose others.",
    ),
    "form-of-another-jd": Decision(
        Act.CHECK, "HR chooses the JD; the fresh form shows the engineer what its levels say now",
        "Your form was of another edition of the job description. This one is of the edition "
        "that counts now.",
        "Read the levels again on the sheet “Levels”, and look whether yours still hold.",
    ),
    "form-locked-cell-changed": Decision(
        Act.CHECK, "what was issued counts, and the fresh form shows it again",
        "A locked cell of your form had been changed. This one is as it was issued.",
        "See whether it is right now. If something in it is not, please tell HR.",
    ),
    "form-code-respelt": Decision(Act.HR, "the row could be read, and is as issued again"),
    "form-target-changed": Decision(
        Act.CHECK, "the target rank as issued counts; the fresh form shows it again",
        "Your form showed another target rank. This one shows the rank it was issued for.",
        "See whether this is the right rank. If another one was agreed, please tell HR.",
    ),
    "form-id-changed": Decision(
        Act.HOLD, "it shows another employee ID than it was issued to: ask whose answers they are, "
        "since one engineer must not get those of another",
    ),
    "form-named-for-another": Decision(
        Act.HOLD, "the file is named for somebody else: ask whose answers they are, since one "
        "engineer must not get those of another",
    ),
    "form-refused": Decision(
        Act.HOLD, "several different forms of one engineer came back: ask which one is meant",
    ),
    "form-of-a-jd-that-differs": Decision(
        Act.HOLD, "it was issued from another JD, whose levels may mean something else: give that "
        "JD, or issue a new form",
    ),
    "form-identity-lost": Decision(
        Act.HR, "the fresh form has its identity again; HR compares the name (a form whose name "
        "is not the one on the list is held back)",
    ),
    "form-target-unknown": Decision(Act.HR, "target ranks come from HR's list"),
    "engineer-unknown": Decision(Act.HR, "the list of engineers is HR's"),
    "engineer-target-differs": Decision(Act.HR, "target ranks come from HR's list"),
    "form-superseded": Decision(Act.HR, "another form of the engineer counts"),
    "form-late": Decision(Act.HR, "whether it still counts is for HR to say"),
    "nothing-found": Decision(Act.HR, "it is about a folder"),
    "form-would-be-lost": Decision(Act.HR, "it is about a folder"),
    "form-of-nobody": Decision(
        Act.UNREADABLE, "{found}, so nobody knows to whom it goes back; {fix}",
    ),
    "not-a-form": Decision(Act.UNREADABLE, "{found}; {fix}"),
    "file-not-found": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-not-readable": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-too-large": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-empty": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-password-protected": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-damaged": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-unsafe": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-to-save-anew": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-is-an-archive": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-is-an-e-mail": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-is-a-shortcut": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-is-a-leftover": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "file-killed-the-reader": Decision(Act.UNREADABLE, _NO_ANSWERS),
    "not-a-workbook": Decision(Act.UNREADABLE, _NO_ANSWERS),
}  # fmt: skip
"""Code of every kind of problem that a batch of returned forms can have → what is done."""

_UNDECIDED = Decision(Act.HR, "nobody has decided yet to whom it goes")


def decide(code: str) -> Decision:
    """What is done about problems of this code; HR's affair where nothing else is decided."""
    return DECISIONS.get(code, _UNDECIDED)
