"""What follows from a problem: what is done about the returned form, and what HR must do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple


class Act(StrEnum):
    """What a problem in a returned form leads to: it goes back, it waits, or HR deals with it."""

    CORRECT = "correct"
    """Only the engineer or the assessor can put it right: the form goes back."""
    CHECK = "check"
    """Nothing is missing; it is mentioned if the form goes back for something else."""
    HR = "hr"
    """HR deals with it; nobody else hears of it."""
    HOLD = "hold"
    """HR must first find out whose answers these are; until then the form goes to nobody."""
    UNREADABLE = "unreadable"
    """There are no answers to put into a form, or nobody knows whose they are."""
    NOT_OF_A_FORM = "not-of-a-form"
    """It does not occur in returned forms: it is about the JD, a list or the template."""


class Letter(NamedTuple):
    """The words for those who filled in the form, when it goes back to them.

    Attributes:
        found: what was found; ``{was}`` stands for what the cell held, ``{level}`` for the level
            that was read, ``{sheet}`` for the sheet that was read.
        to_do: what to do about it, without placeholders.
    """

    found: str
    to_do: str


_IN_A_LETTER = {"was": "", "level": "", "sheet": ""}


@dataclass(frozen=True, eq=False, slots=True)
class FollowUp:
    """What a problem in a returned form leads to, and why.

    Attributes:
        act: what is done about the form.
        why: why, in a clause. For an unreadable form it is the reason that is reported, and may
            use ``{found}`` and ``{fix}`` of the problem.
        letter: the words for those who filled in the form; None if they do not hear of it.

    Raises:
        ValueError: the reason is missing, the letter is missing or nobody would read it, or a text
            has an unknown placeholder.
    """

    act: Act
    why: str
    letter: Letter | None

    def __post_init__(self) -> None:
        if not self.why:
            raise ValueError("the reason is missing")
        if (self.act in (Act.CORRECT, Act.CHECK)) != (self.letter is not None):
            raise ValueError(f"the act {self.act} and the letter {self.letter} do not go together")
        facts = {"found": "", "fix": ""} if self.act is Act.UNREADABLE else {}
        try:
            self.why.format_map(facts)
            if self.letter:
                if not all(self.letter):
                    raise ValueError("the letter has an empty text")
                self.letter.found.format_map(_IN_A_LETTER)
        except KeyError as error:
            raise ValueError(f"unknown placeholder {error}") from None


class ToDo(Enum):
    """What HR must do, most urgent first: what makes figures wrong or missing comes first.

    Attributes:
        words: the to-do, as the sheets show it.
        why: what it is about, in a sentence.
    """

    JD = (
        "Correct the JD",
        "The job description contradicts itself, and every figure depends on it.",
    )
    WHOSE = (
        "First ask whose form it is",
        "It is not certain whose answers these are; until that is settled, the figures may be "
        "another engineer's.",
    )
    WHICH = (
        "First ask which form to use",
        "Several different forms came back from one engineer, and none of them was counted.",
    )
    ISSUE = (
        "Give its JD, or issue a new form",
        "The form was issued from a job description that differs from this one; nothing in it was "
        "scored.",
    )
    SEND_BACK = (
        "Send the form back",
        "Only the engineer or the assessor can put it right. `faie-sheets score --return FOLDER` "
        "writes the forms to mail back, with the cells in question marked.",
    )
    ANOTHER = ("Get another file", "Nothing could be read from the one that was handed in.")
    LISTS = (
        "Correct your lists",
        "The roster or the manifest does not match what came back.",
    )
    LOOK = (
        "Have a look",
        "Nothing is missing: it was read as the problem says, or skipped.",
    )

    def __init__(self, words: str, why: str) -> None:
        self.words = words
        self.why = why
