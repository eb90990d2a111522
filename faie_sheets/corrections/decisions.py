"""Why each kind of problem goes back or does not, in words for those who filled the form in.

What it leads to is decided in :mod:`faie_sheets.acts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Decision(NamedTuple):
    """Why something is done about a kind of problem; the words for those who filled the form in.

    Attributes:
        reason: why, in a sentence; the reason that a record gives where nothing was written.
        found: what was found, for the engineer or the assessor.
        to_do: what to do about it.
    """

    reason: str
    found: str = ""
    to_do: str = ""


_CHOOSE = "Choose a level from the list: click the cell, then the arrow beside it."
_NO_ANSWERS = "{found}, so there are no answers to send back; {fix}"

DECISIONS: Mapping[str, Decision] = {
    "rating-missing": Decision(
        "a level is for the rater to choose",
        "The cell is empty.", f"{_CHOOSE} An empty cell is not level 0.",
    ),
    "rating-not-on-scale": Decision(
        "only the rater knows which level is meant",
        "It held {was}, which is none of its levels. The cell was emptied.", _CHOOSE,
    ),
    "rating-of-another-competency": Decision(
        "only the rater knows which level is meant",
        "It held {was}, a level of another competency. The cell was emptied.",
        f"{_CHOOSE} Look at the rows around it too: cells may have been pasted or sorted.",
    ),
    "rating-error-value": Decision(
        "only the rater knows which level is meant",
        "It held {was}, an error and no level. The cell was emptied.", _CHOOSE,
    ),
    "rating-formula": Decision(
        "a formula is never worked out, only the rater knows which level is meant",
        "It held a formula and no level. The cell was emptied.", _CHOOSE,
    ),
    "rating-formula-read": Decision(
        "the level could be read from the value stored with the formula",
        "It held a formula, whose value was read as level {level}.",
        "Look whether this is what you mean; if not, choose another level.",
    ),
    "evidence-formula": Decision(
        "evidence decides no figure",
        "It held a formula; what it showed is filled in as text, as far as it could be read.",
        "Write your evidence as text. A text may begin with = only after a blank.",
    ),
    "form-blank": Decision(
        "the form is for the engineer to fill in",
        "The cell is empty; no level has been chosen in the whole form.", _CHOOSE,
    ),
    "form-row-missing": Decision(
        "the row is back in the fresh form, its level is for the rater to choose",
        "This row was deleted from the form. Here it is again.", _CHOOSE,
    ),
    "form-row-repeated": Decision(
        "only the rater knows which of the two rows is meant",
        "This row stood there twice. The level of the first one is filled in.",
        "Look whether this level is the one you mean; if not, choose another one.",
    ),
    "rating-reworded": Decision(
        "the level could be read",
        "It held {was} and was read as level {level}.",
        "Look whether this is what you mean; if not, choose another level.",
    ),
    "form-ambiguous": Decision(
        "the likelier table was read",
        "Your workbook had more than one table of levels. Those of the sheet {sheet} are filled "
        "in here.",
        "Look whether these are the levels you mean; if not, choose others.",
    ),
    "form-of-another-jd": Decision(
        "HR chooses the JD; the fresh form shows the engineer what its levels say now",
        "Your form was of another edition of the job description. This one is of the edition "
        "that counts now.",
        "Read the levels again on the sheet “Levels”, and look whether yours still hold.",
    ),
    "form-locked-cell-changed": Decision(
        "what was issued counts, and the fresh form shows it again",
        "A locked cell of your form had been changed. This one is as it was issued.",
        "See whether it is right now. If something in it is not, please tell HR.",
    ),
    "form-reworded-alike": Decision("the template is HR's, and so is its wording"),
    "form-code-respelt": Decision("the row could be read, and is as issued again"),
    "form-target-changed": Decision(
        "the target rank as issued counts; the fresh form shows it again",
        "Your form showed another target rank. This one shows the rank it was issued for.",
        "See whether this is the right rank. If another one was agreed, please tell HR.",
    ),
    "form-id-changed": Decision(
        "it shows another employee ID than it was issued to: ask whose answers they are, "
        "since one engineer must not get those of another",
    ),
    "form-named-for-another": Decision(
        "the file is named for somebody else: ask whose answers they are, since one "
        "engineer must not get those of another",
    ),
    "form-refused": Decision(
        "several different forms of one engineer came back: ask which one is meant",
    ),
    "form-of-a-jd-that-differs": Decision(
        "it was issued from another JD, whose levels may mean something else: give that "
        "JD, or issue a new form",
    ),
    "form-identity-lost": Decision(
        "the fresh form has its identity again; HR compares the name (a form whose name "
        "is not the one on the list is held back)",
    ),
    "form-target-unknown": Decision("target ranks come from HR's list"),
    "engineer-unknown": Decision("the list of engineers is HR's"),
    "engineer-target-differs": Decision("target ranks come from HR's list"),
    "form-superseded": Decision("another form of the engineer counts"),
    "form-late": Decision("whether it still counts is for HR to say"),
    "nothing-found": Decision("it is about a folder"),
    "form-would-be-lost": Decision("it is about a folder"),
    "store-unusable": Decision("it is about a store"),
    "not-a-summary": Decision("it is about a summary"),
    "summary-newer": Decision("it is about a summary"),
    "summary-damaged": Decision("it is about a summary"),
    "summary-level-changed": Decision("what HR changes in a summary is HR's"),
    "form-of-nobody": Decision("{found}, so nobody knows to whom it goes back; {fix}"),
    "not-a-form": Decision("{found}; {fix}"),
    "file-not-found": Decision(_NO_ANSWERS),
    "file-not-readable": Decision(_NO_ANSWERS),
    "url-not-readable": Decision(_NO_ANSWERS),
    "file-too-large": Decision(_NO_ANSWERS),
    "file-empty": Decision(_NO_ANSWERS),
    "file-password-protected": Decision(_NO_ANSWERS),
    "file-damaged": Decision(_NO_ANSWERS),
    "file-unsafe": Decision(_NO_ANSWERS),
    "file-to-save-anew": Decision(_NO_ANSWERS),
    "file-is-an-archive": Decision(_NO_ANSWERS),
    "file-is-an-e-mail": Decision(_NO_ANSWERS),
    "file-is-a-shortcut": Decision(_NO_ANSWERS),
    "file-is-a-leftover": Decision(_NO_ANSWERS),
    "file-killed-the-reader": Decision(_NO_ANSWERS),
    "not-a-workbook": Decision(_NO_ANSWERS),
}  # fmt: skip
"""Code of every kind of problem that a batch of returned forms can have → why, and the words."""

_UNDECIDED = Decision("nobody has decided yet to whom it goes")


def decide(code: str) -> Decision:
    """Why something is done about problems of this code, and the words."""
    return DECISIONS.get(code, _UNDECIDED)
