"""For each kind of problem why it happens, and an example: what the catalogue cannot know."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from faie_sheets import Kind, Problem
from faie_sheets.problems import Place

_FILE = Path(__file__).with_suffix(".toml")


class Note(NamedTuple):
    """What the site adds to a kind of problem.

    Attributes:
        cause: why it happens, in a sentence or two.
        place: where the example stands.
        facts: what fills the catalogue's sentences in the example.
    """

    cause: str
    place: Place
    facts: Mapping[str, str]


NOTES: Mapping[str, Note] = {
    code: Note(note["cause"], Place(*note["at"]), note.get("facts", {}))
    for code, note in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()
}
"""Code → its note."""


def example(kind: Kind) -> Problem:
    """A problem of this kind, as it may really come up."""
    note = NOTES[kind.code]
    return note.place.problem(kind, **note.facts)
