"""How the parts of an Open XML workbook are related, and where calamine looks for them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from faie_sheets.workbook.gate.archive import once_per_content
from faie_sheets.workbook.gate.xml import parse

WORKBOOK, BINARY_WORKBOOK = "xl/workbook.xml", "xl/workbook.bin"
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

Parts: TypeAlias = Mapping[str, bytes]
"""Name → content of the parts of a workbook."""


class Relation(NamedTuple):
    """What a part is related to.

    Attributes:
        identity: the relation's id.
        uri: the kind of relation, in full.
        target: the other part, as the relation has it.
        part: its name in the archive.
        is_external: whether it is outside the workbook.
    """

    identity: str
    uri: str
    target: str
    part: str
    is_external: bool = False

    @classmethod
    def of(cls, part: str, attributes: Mapping[str, str]) -> Relation:
        """A relation of a part, given the attributes of its element."""
        target = attributes.get("Target", "").replace("\\", "/")
        name = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        # Some programs begin a relative name with the folder that it is relative to.
        name = name.removeprefix("xl/") if name.startswith("xl/xl/") else name
        is_external = attributes.get("TargetMode") == "External"
        return cls(attributes.get("Id", ""), attributes.get("Type", ""), target, name, is_external)

    @property
    def kind(self) -> str:
        """The last word of the kind, which ordinary and Strict Open XML share."""
        return self.uri.rpartition("/")[2]


def relations_part(part: str) -> str:
    """The name of the part that holds a part's relations; the archive's own for ``""``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@once_per_content
def all_relations(part: str, xml: bytes) -> tuple[Relation, ...]:
    """What a part is related to, given the content of the part with its relations, or ``b""``.

    External ones too: calamine makes no difference.

    Raises:
        RefusedError: it is no proper XML, of which readers might see different relations.
    """
    found = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            found.append(Relation.of(part, attributes))

    if xml:
        parse(relations_part(part), xml, start)
    return tuple(found)


def relations_of(parts: Parts, part: str) -> dict[str, Relation]:
    """Id → what a part is related to within the workbook.

    Raises:
        KeyError: it has no relations.
        RefusedError: as :func:`all_relations`.
    """
    found = all_relations(part, parts[relations_part(part)])
    return {each.identity: each for each in found if not each.is_external}


def main_part(relations: bytes) -> str:
    """The part that is the document itself, by the relations of the archive; ``""`` if none is."""
    mains = (each.part for each in all_relations("", relations) if each.kind == "officeDocument")
    return next(mains, "")


def out_of_place(read: Callable[[str], bytes]) -> str:
    """A part of an .xlsx workbook that is not where calamine looks for it; ``""`` if none is."""
    main = main_part(read("_rels/.rels"))
    if main and main.casefold() != WORKBOOK:
        return main
    return _misplaced(WORKBOOK, read(relations_part(WORKBOOK)))


@once_per_content
def _misplaced(name: str, relations: bytes) -> str:
    for each in all_relations(name, relations):
        home = HOMES.get(each.kind, each.part)
        # Of a sheet calamine takes the target as it stands, and follows no dots.
        has_dots = each.kind in SHEETS and {".", ".."} & set(each.target.split("/"))
        if has_dots or each.part.casefold() != home.casefold():
            return each.part
    return ""
