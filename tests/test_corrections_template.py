"""``write_returns`` with a template that other programs have had in hand, or that is broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from effort import examples
from forms_kit import (
    AN,
    ASSESSOR,
    EVIDENCE,
    JD,
    SHEET,
    at,
    by_both,
    filled,
    issue,
    open_book,
    packed,
    parts,
    required,
    roster,
    saved,
    template,
    without,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.comments import Comment
from programs import libreoffice, open_xml

import faie_sheets as fs
from faie_sheets.corrections import write_returns
from faie_sheets.corrections.package_xml import parsed_part, set_text

SHEET_PART, LEVELS_PART = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
RELATIONS, STYLES = "xl/worksheets/_rels/sheet1.xml.rels", "xl/styles.xml"
WORKBOOK, CONTENT_TYPES = "xl/workbook.xml", "[Content_Types].xml"
COMMENTS, BOXES = "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml"
NOT_FILLABLE = fs.Kind.TEMPLATE_NOT_FILLABLE.code

FULL = required("FAIE02")
LACKING = by_both(FULL, without(FULL, "AIAE05")) | {at("AIAE01", EVIDENCE): "as text"}


@cache
def intake() -> fs.Intake:
    """A form that the assessor has left half empty, as it came back."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "form.xlsx").write_bytes(filled(LACKING))
        return fs.read_forms(folder, JD)


@cache
def commented() -> bytes:
    """The template with a comment of HR's, saved by openpyxl."""
    book = open_book(template())
    book[SHEET][at("AIAE05", ASSESSOR)].comment = Comment("Ask the team lead.", "HR design")
    return saved(book)


def written(own: bytes, folder: Path) -> Path:
    """The workbook that is written with a template."""
    (sent,) = write_returns(intake(), folder / "out", own)
    assert sent.path
    return sent.path


def changed(part: str, pattern: str, new: str, own: bytes | None = None) -> bytes:
    """A template with everything that a pattern fits replaced in one part."""
    contents = parts(own or commented())
    xml, count = re.subn(pattern.encode(), new.encode(), contents[part], flags=re.DOTALL)
    assert count, f"{part} has no {pattern}"
    return packed({**contents, part: xml})


def lost(*names: str) -> bytes:
    """The template without some of its parts."""
    return packed({n: part for n, part in parts(commented()).items() if n not in names})


# -- what stays ----------------------------------------------------------------------------

SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
    ' xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"'
)
IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"


def as_excel_saves_it(_: Path) -> bytes:
    """Extensions in namespaces of their own, most of them named in mc:Ignorable only."""
    own = template()
    for part, root in (
        (SHEET_PART, "worksheet"),
        (LEVELS_PART, "worksheet"),
        (STYLES, "styleSheet"),
    ):
        own = changed(part, f"<{root} ", f'<{root} {SPACES} mc:Ignorable="x14ac xr" ', own)
    own = changed(SHEET_PART, r"<row ", '<row x14ac:dyDescent="0.25" ', own)
    own = changed(
        SHEET_PART,
        r"<worksheet ",
        '<worksheet xr:uid="{00000000-0001-0000-0000-000000000000}" ',
        own,
    )
    choice = (
        '<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac='
        '"http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:\\\\"/></mc:Choice>'
        "</mc:AlternateContent>"
    )
    own = changed(WORKBOOK, r"<workbook ", f'<workbook {SPACES} mc:Ignorable="x15 xr" ', own)
    return changed(WORKBOOK, r"(<workbookPr[^>]*/>)", rf"\1{choice}", own)


def as_libreoffice_saves_it(folder: Path) -> bytes:
    source = folder / "template.xlsx"
    source.write_bytes(template())
    return libreoffice.recalculate(source, folder / "own").read_bytes()


def as_openpyxl_saves_it(_: Path) -> bytes:
    return commented()


def with_prefixes(_: Path) -> bytes:
    """Every element with a prefix, as some libraries write them."""
    own = template()
    for part in (SHEET_PART, STYLES, WORKBOOK):
        xml = parts(own)[part].decode()
        xml = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml).replace(" xmlns=", " xmlns:x=", 1)
        own = packed(parts(own) | {part: xml.encode()})
    return own


def spaces_of(xml: bytes) -> set[tuple[str | None, str]]:
    """Prefix and namespace of everything that a part declares."""
    return {space for element in parsed_part(xml).iter() for space in element.nsmap.items()}


@pytest.mark.parametrize(
    "own", [as_excel_saves_it, as_libreoffice_saves_it, as_openpyxl_saves_it, with_prefixes]
)
def test_prefixes__those_of_the_template__and_no_invented_ones(
    own: Callable[[Path], bytes], tmp_path: Path
) -> None:
    made = own(tmp_path)
    path = written(made, tmp_path)
    before, after = parts(issue(template=made)), parts(path.read_bytes())
    for name in before:
        if name.endswith((".xml", ".rels")):
            assert spaces_of(before[name]) <= spaces_of(after[name])
            ignorable = parsed_part(after[name]).get(IGNORABLE, "").split()
            assert set(ignorable) <= parsed_part(after[name]).nsmap.keys()
            assert not re.search(rb"xmlns:ns\d", after[name])
    assert [*open_xml.faults(path), *open_xml.excel_limits(path)] == []
    assert [problem.cell for problem in fs.read_form(path, JD).problems] == [at("AIAE05", ASSESSOR)]


@pytest.mark.parametrize("own", [as_excel_saves_it, as_openpyxl_saves_it])
def test_parts__that_nothing_is_written_into__stay_byte_for_byte(
    own: Callable[[Path], bytes], tmp_path: Path
) -> None:
    made = own(tmp_path)
    before, after = parts(issue(template=made)), parts(written(made, tmp_path).read_bytes())
    edited = {name for name in before if before[name] != after[name]}
    assert {SHEET_PART, STYLES, WORKBOOK, CONTENT_TYPES} <= edited
    assert "xl/worksheets/sheet5.xml" in before.keys() - edited  # the identity
    assert {"xl/theme/theme1.xml", "docProps/app.xml"} <= before.keys() - edited


@pytest.mark.parametrize("token", [b"", b" {{employee_id}}"])
def test_boxes_of_comments__in_another_encoding__stay(token: bytes, tmp_path: Path) -> None:
    own = parts(commented())
    own[BOXES] = own[BOXES].replace(b"</xml>", b"<!-- d\xe9j\xe0 vu%s --></xml>" % token)
    made = parts(written(packed(own), tmp_path).read_bytes())[BOXES]
    assert b"<!-- d\xe9j\xe0 vu%s -->" % (b" E1" if token else b"") in made


@settings(max_examples=examples(200))
@given(st.text())
def test_text__written_into_a_cell__is_read_again(text: str) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = parsed_part(f'<c xmlns="{space}" r="A1" s="3" t="s"><v>7</v></c>'.encode())
    set_text(cell, text)
    again = parsed_part(etree.tostring(cell))
    shown = "".join(again.itertext())
    assert dict(again.attrib) == {"r": "A1", "s": "3", "t": "inlineStr"}
    assert again.find("{*}v") is None
    if text.isprintable() and "_x" not in text:
        assert shown == text


# -- what is refused -----------------------------------------------------------------------

CELL = r'<c r="[A-Z]+\d+"'
LACKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no fonts": (lambda: changed(STYLES, "<fonts.*</fonts>", ""), "has no fonts"),
    "no fills": (lambda: changed(STYLES, "<fills.*</fills>", ""), "has no fills"),
    "no borders": (lambda: changed(STYLES, "<borders.*</borders>", ""), "has no borders"),
    "no list of sheets": (lambda: changed(WORKBOOK, "(</?)sheets>", r"\1leaves>"), "has no sheets"),
    "no authors": (lambda: changed(COMMENTS, "<authors>.*</authors>", ""), "has no authors"),
    "no list": (
        lambda: changed(COMMENTS, "<commentList>.*</commentList>", ""), "has no commentList",
    ),
    "no comments": (lambda: lost(COMMENTS), "comment1.xml” is missing"),
    "comment nowhere": (
        lambda: changed(COMMENTS, 'ref="[A-Z]+[0-9]+"', 'ref="here"'), "the address “here”",
    ),
    "no boxes": (lambda: lost(BOXES), "commentsDrawing1.vml” is missing"),
    "boxes cut short": (lambda: changed(BOXES, "</xml>", ""), "is incomplete"),
    "boxes not related": (
        lambda: changed(RELATIONS, '<Relationship [^>]*vmlDrawing[^>]*/>', ""), "is not related",
    ),
    "width": (lambda: changed(SHEET_PART, ' width="[^"]*"', ' width="wide"'), "width is “wide”"),
    "column": (lambda: changed(SHEET_PART, ' min="[^"]*"', ' min="A"'), "min is “A”"),
    "height": (lambda: changed(SHEET_PART, ' ht="[^"]*"', ' ht="nan"'), "ht is “nan”"),
    "usual height": (
        lambda: changed(SHEET_PART, ' defaultRowHeight="[^"]*"', ' defaultRowHeight=""'),
        "defaultRowHeight is empty",
    ),
    "format": (lambda: changed(SHEET_PART, '(<c r="A1") s="[0-9]+"', r'\1 s="x"'), "s is “x”"),
    "format not there": (
        lambda: changed(SHEET_PART, '(<c r="A1") s="[0-9]+"', r'\1 s="9999"'), "format 9999",
    ),
    "number of a sheet": (
        lambda: changed(WORKBOOK, ' sheetId="1"', ' sheetId="one"'), "sheetId is “one”",
    ),
    "sheet of a name": (
        lambda: changed(WORKBOOK, ' localSheetId="[^"]*"', ' localSheetId="all"'),
        "localSheetId is “all”",
    ),
    "nested too deeply": (
        lambda: changed(SHEET_PART, "</worksheet>", f"{'<a>' * 3000}{'</a>' * 3000}</worksheet>"),
        "cannot be read",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LACKS)
def test_template__that_answers_cannot_be_written_into__is_refused_with_the_reason(
    case: str, tmp_path: Path
) -> None:
    make, reason = LACKS[case]
    with pytest.raises(fs.UnusableSourceError) as refused:
        write_returns(intake(), tmp_path / "out", make())
    (problem,) = refused.value.problems
    assert problem.code == NOT_FILLABLE
    assert reason in problem.found
    assert not (tmp_path / "out").exists()


def test_template__with_several_lacks__names_them_all(tmp_path: Path) -> None:
    own = changed(STYLES, "<(fonts|borders).*</(fonts|borders)>", "")
    own = changed(COMMENTS, "<authors>.*</authors>", "", own)
    own = changed(SHEET_PART, ' ht="[^"]*"', ' ht="tall"', own)
    with pytest.raises(fs.UnusableSourceError) as refused:
        write_returns(intake(), tmp_path / "out", own)
    found = [problem.found for problem in refused.value.problems]
    assert len(found) == 3
    assert [why for why in found if "no fonts, fills or borders" in why]


STRANGE_BUT_USABLE: dict[str, Callable[[], bytes]] = {
    "cells without addresses": lambda: changed(SHEET_PART, CELL, "<c"),
    "rows without numbers": lambda: changed(SHEET_PART, '<row r="[0-9]+"', "<row"),
    "a comment without an address": lambda: changed(COMMENTS, ' ref="[^"]*"', ""),
    "a comment with an empty address": lambda: changed(COMMENTS, ' ref="[^"]*"', ' ref=""'),
    "a line break in a sheet's name": lambda: changed(
        WORKBOOK, 'name="Assessment"', 'name="Assess\nment"'
    ),
}


@pytest.mark.parametrize("case", STRANGE_BUT_USABLE)
def test_template__strange_but_usable__forms_are_issued_and_sent_back(
    case: str, tmp_path: Path
) -> None:
    own = STRANGE_BUT_USABLE[case]()
    assert fs.write_forms(JD, roster(AN), tmp_path / "forms", own).forms
    assert written(own, tmp_path)


def test_template__without_styles__is_refused(tmp_path: Path) -> None:
    for write in (
        lambda own: write_returns(intake(), tmp_path / "out", own),
        lambda own: fs.write_forms(JD, roster(AN), tmp_path / "out", own),
    ):
        with pytest.raises(fs.UnusableSourceError):
            write(lost(STYLES))


ENTITY = '<!DOCTYPE worksheet [<!ENTITY e "x">]>'
OUTSIDE = '<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
BY_URL = '<!DOCTYPE worksheet SYSTEM "http://localhost/no.dtd">'


@pytest.mark.parametrize("doctype", [ENTITY, OUTSIDE, BY_URL, "<!DOCTYPE worksheet>"])
def test_document_type__is_refused_by_the_gate__and_where_xml_is_edited(
    doctype: str, tmp_path: Path
) -> None:
    with pytest.raises(fs.UnusableSourceError, match="document type"):
        write_returns(
            intake(), tmp_path / "out", changed(SHEET_PART, "<worksheet", f"{doctype}<worksheet")
        )
    with pytest.raises(etree.LxmlError):
        parsed_part(f"{doctype}<worksheet>&e;</worksheet>".encode())
    with pytest.raises(etree.LxmlError, match="document type"):
        parsed_part(f"{doctype}<worksheet/>".encode())


ODD = ("", "x", "-1", "0", "99999", "1e999", "nan", "A0", "a1", "ZZZZ9", "../../x", "rId1")


def spoilt(data: st.DataObject) -> bytes:
    """A template with something in it dropped, renamed, doubled or given an odd value."""
    contents = parts(commented())
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from([
            SHEET_PART, STYLES, WORKBOOK, RELATIONS, COMMENTS, BOXES, CONTENT_TYPES, LEVELS_PART,
        ]))  # fmt: skip
        root = etree.fromstring(contents[name])
        element = data.draw(
            st.sampled_from(by_tag(root)[data.draw(st.sampled_from([*by_tag(root)]))])
        )
        parent = element.getparent()
        deed = data.draw(st.sampled_from(["drop", "rename", "set", "set", "unset"]))
        attribute = data.draw(st.sampled_from(list(element.attrib))) if element.attrib else ""
        if deed == "drop" and parent is not None:
            parent.remove(element)
        elif deed == "rename":
            element.tag = f"{element.tag!s}Other"
        elif deed == "set" and attribute:
            element.set(attribute, data.draw(st.sampled_from(ODD)))
        elif attribute:
            del element.attrib[attribute]
        contents[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return packed(contents)


def by_tag(root: etree._Element) -> dict[str, list[etree._Element]]:
    """Elements by their names, so that rare ones are as likely as cells."""
    found: dict[str, list[etree._Element]] = {}
    for element in root.iter(etree.Element):
        found.setdefault(str(element.tag), []).append(element)
    return found


@settings(max_examples=examples(100))
@given(st.data())
def test_template__spoilt_anyhow__is_used_or_refused__and_never_an_error(
    data: st.DataObject,
) -> None:
    own = spoilt(data)
    with TemporaryDirectory() as folder:
        try:
            (sent,) = write_returns(intake(), folder, own)
        except fs.UnusableSourceError as refused:
            assert refused.problems
        else:
            assert sent.path
