"""How the parts of an .xlsx or .xlsb workbook are related, and where calamine looks for them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import NamedTuple

from faie_sheets.workbook.gate.expat import parse
from faie_sheets.workbook.remembered import remembered

WORKBOOK = "xl/workbook.xml"
HOMES = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
"""Kind of a relation of the workbook → where calamine looks for that part, whatever is related."""
SHEETS = {
    "worksheet": "worksheets",
    "chartsheet": "chartsheets",
    "dialogsheet": "dialogsheets",
    "xlMacrosheet": "macrosheets",
    "xlIntlMacrosheet": "macrosheets",
}
"""Kind of a relation to a sheet → the folder that sheets of this kind stand in."""


class Related(NamedTuple):
    """A part that another one is related to.

    Attributes:
        identity: the relation's id.
        uri: the kind of relation, in full.
        target: the part, as the relation has it.
        part: its name in the archive.
    """

    identity: str
    uri: str
    target: str
    part: str

    @property
    def kind(self) -> str:
        """The last word of the kind, which ordinary and Strict Open XML share."""
        return self.uri.rpartition("/")[2]


@remembered
def related(name: str, relations: bytes) -> tuple[Related, ...]:
    """What a part of this name is related to, given the part with its relations.

    External ones too: calamine makes no difference.

    Raises:
        RefusedError: it is no proper XML, of which readers might see different relations.
    """
    folder = posixpath.dirname(name)
    found = []

    def start(tag: str, facts: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = facts.get("Target", "").replace("\\", "/")
            part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            # Some programs begin a relative name with the folder that it is relative to.
            part = part.removeprefix("xl/") if part.startswith("xl/xl/") else part
            found.append(Related(facts.get("Id", ""), facts.get("Type", ""), target, part))

    if relations:
        parse(relations_of(name), relations, start)
    return tuple(found)


def relations_of(part: str) -> str:
    """The name of the part that holds a part's relations; the archive's own for ``""``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def main_part(relations: bytes) -> str:
    """The part that is the document itself, by the relations of the archive; ``""`` if none is."""
    mains = (each.part for each in related("", relations) if each.kind == "officeDocument")
    return next(mains, "")


def out_of_place(read: Callable[[str], bytes]) -> str:
    """A part of an .xlsx workbook that is not where calamine looks for it; ``""`` if none is."""
    main = main_part(read("_rels/.rels"))
    if main and main.casefold() != WORKBOOK:
        return main
    return _misplaced(WORKBOOK, read(relations_of(WORKBOOK)))


@remembered
def _misplaced(name: str, relations: bytes) -> str:
    for each in related(name, relations):
        home = HOMES.get(each.kind, each.part)
        # Of a sheet calamine takes the target as it stands, and follows no dots.
        has_dots = each.kind in SHEETS and {".", ".."} & set(each.target.split("/"))
        if has_dots or each.part.casefold() != home.casefold():
            return each.part
    return ""
