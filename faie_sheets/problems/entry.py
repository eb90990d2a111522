"""What the catalogue says of a kind of problem, and that it says all of it."""

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
    """Problems that come from the same kind of file, in the order in which they are shown.

    Attributes:
        title: the heading.
        about: a sentence below it.
    """

    ANY_FILE = ("Any file", "Of whatever you hand in.")
    JD_WORKBOOK = (
        "The JD workbook",
        "What `faie-sheets check` finds. Errors make figures wrong or missing, so mend them before "
        "you issue forms.",
    )
    LISTS = (
        "The roster and the manifest",
        "The list of who is to be assessed, and of what was issued.",
    )
    TEMPLATE = ("The template", "Before anything is issued from it.")
    FORMS = ("The forms", "A form that is issued or comes back.")
    RATINGS = ("The ratings", "In the cells that people fill in.")
    BATCH = (
        "The batch of returned forms",
        "Nothing is wrong in these files themselves; it is about how they go together, and with "
        "your list.",
    )
    SUMMARY = ("The summary", "When a summary is read back.")

    def __init__(self, title: str, about: str) -> None:
        self.title = title
        self.about = about


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """All that is said of a kind of problem. Nothing has a default: none of it can be forgotten.

    Attributes:
        severity: error or warning.
        group: what kind of file it comes from.
        to_do: what HR must do about it.
        follow_up: what is done about a returned form that has it.
        found: what was found, as a clause; facts stand in it as ``{name}``.
        expected: what is allowed there, likewise.
        fix: what to do about it, likewise; a fact at its end may be empty.
        cause: why it happens, in a sentence or two, in which Markdown may stand.
        at: where the example stands: file, sheet and cell, as far as they are known.
        facts: what fills the three sentences in the example.

    Raises:
        ValueError: a text is lacking, the example does not give just the facts that are asked for,
            or HR is told to send back what does not go back.
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
            raise ValueError("a sentence is lacking")
        said = " ".join(self.sentences)
        try:
            said.format_map(self.facts)
        except KeyError as error:
            raise ValueError(f"the example lacks the fact {error}") from None
        if surplus := [name for name in self.facts if f"{{{name}}}" not in said]:
            raise ValueError(f"no sentence asks for {surplus} of the example")
        if len(self.at) > 3:
            raise ValueError(f"the example stands in no cell: {self.at}")
        if (self.follow_up.act is Act.CORRECT) != (self.to_do is ToDo.SEND_BACK):
            raise ValueError("a form goes back just when HR is to send it back")

    @property
    def sentences(self) -> tuple[str, str, str]:
        """What was found, what is allowed and what to do, with their facts still to fill in."""
        return self.found, self.expected, self.fix
