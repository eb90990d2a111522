"""The shape of a catalogue entry, and the check that no part of an entry is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from faie_sheets.problems.follow_up import Act, FollowUp, ToDo


class Severity(StrEnum):
    """How much a problem matters: an error makes a figure wrong or missing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Group(Enum):
    """Problems that come from the same kind of file; groups are shown in this order.

    Attributes:
        title: the heading.
        about: a sentence below it.
    """

    ANY_FILE = ("Any file", "What can be wrong with any file that you hand in.")
    JD_WORKBOOK = (
        "The JD workbook",
        "What `faie-sheets check` finds. Errors make figures wrong or missing, so correct them "
        "before you issue forms.",
    )
    LISTS = (
        "The roster and the manifest",
        "The list of who is to be assessed, and the list of what was issued.",
    )
    TEMPLATE = ("The template", "What is checked before any form is issued from it.")
    FORMS = ("The forms", "What can be wrong with a form as it is issued or comes back.")
    RATINGS = ("The ratings", "What can be wrong in the cells that people fill in.")
    BATCH = (
        "The batch of returned forms",
        "Mostly nothing is wrong with the files themselves; the problem is how they fit together "
        "and match your list.",
    )
    SUMMARY = ("The summary", "What can be wrong when a summary is read back.")

    def __init__(self, title: str, about: str) -> None:
        self.title = title
        self.about = about


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """Everything we say about one kind of problem. No field has a default, so none is forgotten.

    Attributes:
        severity: error or warning.
        group: what kind of file it comes from.
        to_do: what HR must do about it.
        follow_up: what is done about a returned form that has it.
        found: what was found, as a clause; placeholders for facts are written ``{name}``.
        expected: what is allowed there, likewise.
        fix: what to do about it, likewise; a fact at its end may be empty.
        cause: why it happens, in a sentence or two, which may use Markdown.
        at: where the example is: file, sheet and cell, as far as they are known.
        facts: the facts that fill the three sentences in the example.

    Raises:
        ValueError: a text is missing, the example has too few or too many facts, or the to-do
            says to send back a form that does not go back.
    """

    severity: Severity
    group: Group
    to_do: ToDo
    follow_up: FollowUp
    found: str
    expected: str
    fix: str
    cause: str
    at: tuple[str, ...]
    facts: Mapping[str, str]

    def __post_init__(self) -> None:
        if not all((*self.sentences, self.cause)):
            raise ValueError("a sentence is missing")
        text = " ".join(self.sentences)
        try:
            text.format_map(self.facts)
        except KeyError as error:
            raise ValueError(f"the example lacks the fact {error}") from None
        if surplus := [name for name in self.facts if f"{{{name}}}" not in text]:
            raise ValueError(f"no sentence uses these facts of the example: {surplus}")
        if len(self.at) > 3:
            raise ValueError(f"the example's place has more than file, sheet and cell: {self.at}")
        if (self.follow_up.act is Act.CORRECT) != (self.to_do is ToDo.SEND_BACK):
            raise ValueError("the to-do and the follow-up disagree on whether the form goes back")

    @property
    def sentences(self) -> tuple[str, str, str]:
        """What was found, what is allowed and what to do, with their placeholders unfilled."""
        return self.found, self.expected, self.fix
