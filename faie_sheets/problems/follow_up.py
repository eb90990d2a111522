"""What follows from a problem: what is done about a returned form that has it, and what HR does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple


class Act(StrEnum):
    """What a problem of a returned form leads to: it goes back, it waits, or it is HR's affair."""

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
    NOT_OF_A_FORM = "not-of-a-form"
    """No returned form has it: it is about the JD, a list or the template."""


class Letter(NamedTuple):
    """The words for those who filled the form in, where it goes back.

    Attributes:
        found: what was found; ``{was}`` stands for what the cell held, ``{level}`` for the level
            that was read, ``{sheet}`` for the sheet that was read.
        to_do: what to do about it, as it is.
    """

    found: str
    to_do: str


_IN_A_LETTER = {"was": "", "level": "", "sheet": ""}


@dataclass(frozen=True, eq=False, slots=True)
class FollowUp:
    """What a problem of a returned form leads to, and why.

    Attributes:
        act: what is done about the form.
        why: why, in a clause. Where the form is unreadable it is what the record of it says, with
            ``{found}`` and ``{fix}`` of the problem.
        letter: the words for those who filled the form in; None where they do not hear of it.

    Raises:
        ValueError: the reason is lacking, the letter is lacking or nobody would read it, or a text
            asks for a fact that there is not.
    """

    act: Act
    why: str
    letter: Letter | None

    def __post_init__(self) -> None:
        if not self.why:
            raise ValueError("nothing says why")
        if (self.act in (Act.CORRECT, Act.CHECK)) != (self.letter is not None):
            raise ValueError(f"the act {self.act} and the letter {self.letter} do not go together")
        facts = {"found": "", "fix": ""} if self.act is Act.UNREADABLE else {}
        try:
            self.why.format_map(facts)
            if self.letter:
                if not all(self.letter):
                    raise ValueError("the letter lacks words")
                self.letter.found.format_map(_IN_A_LETTER)
        except KeyError as error:
            raise ValueError(f"there is no fact {error} here") from None


class ToDo(Enum):
    """What HR must do: first what makes figures wrong or missing, last what may be well.

    Attributes:
        words: what, as the sheets say it; nobody else's words ever stand beside it.
        why: what it is about, in a sentence.
    """

    JD = (
        "Put the JD right",
        "The job description contradicts itself, and every figure rests on it.",
    )
    WHOSE = (
        "Ask first whose it is",
        "It is not certain whose answers these are: until that is settled its figures may be "
        "another engineer's.",
    )
    WHICH = (
        "Ask first which one counts",
        "Several different forms of one engineer came back, and none of them was counted.",
    )
    ISSUE = (
        "Give its JD, or issue anew",
        "The form is of a job description that differs from this one; nothing of it was scored.",
    )
    SEND_BACK = (
        "Send the form back",
        "Only the engineer or the assessor can put it right. `faie-sheets score --return FOLDER` "
        "writes the forms to mail back, with the cells in question marked.",
    )
    ANOTHER = ("Get another file", "Nothing could be read from the one that was handed in.")
    LISTS = (
        "Put your lists right",
        "The roster or the manifest does not agree with what came back.",
    )
    LOOK = (
        "Have a look",
        "Nothing is missing: it was read as the problem says, or passed over.",
    )

    def __init__(self, words: str, why: str) -> None:
        self.words = words
        self.why = why
