"""The gate: what is refused before any library may parse it, and with which words."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from grid import workbook
from hostile import compound, number, xls, xlsb, xlsb_number, xlsb_row

from faie_sheets import Kind, Problem, UnusableSourceError
from faie_sheets.workbook.gate import archive as archive_module
from faie_sheets.workbook.gate.check import FileKind, check_size, check_workbook
from faie_sheets.workbook.read.book import read_book
from faie_sheets.workbook.read.source import SourceFile

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SMALL = workbook("# Sheet1\n| Code | Level |\n| A | 3 |")

HARMFUL = "no spreadsheet program writes files like this one, which may do harm"


def archive(
    parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED, *, whole: bool = True
) -> bytes:
    """A ZIP archive of these parts, and of a workbook's if it shall be a whole one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        if whole:
            with zipfile.ZipFile(io.BytesIO(SMALL)) as source:
                for name in source.namelist():
                    target.writestr(name, source.read(name))
        for name, data in parts.items():
            target.writestr(name, data)
    return buffer.getvalue()


def refused(data: bytes) -> Problem:
    """Why these bytes are refused: one reason, about the file as a whole."""
    with pytest.raises(UnusableSourceError) as caught:
        check_workbook("form.xlsx", data)
    (problem,) = caught.value.problems
    assert (problem.file, problem.sheet, problem.cell) == ("form.xlsx", "", "")
    with pytest.raises(UnusableSourceError) as again:
        read_book(SourceFile("form.xlsx", data))
    assert again.value.problems == (problem,)
    return problem


# -- signatures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({}, FileKind.OOXML),
        ({"xl/vbaProject.bin": b"x"}, FileKind.OOXML),
    ],
)
def test_workbook__kind__by_its_parts(parts: dict[str, bytes], kind: FileKind) -> None:
    assert check_workbook("x", archive(parts)) is kind


@pytest.mark.parametrize("ending", ["", "-template"])
def test_open_document_spreadsheet__is_a_workbook(ending: str) -> None:
    mimetype = f"application/vnd.oasis.opendocument.spreadsheet{ending}"
    parts = {"mimetype": mimetype, "content.xml": "<x/>"}
    assert check_workbook("x", archive(parts, whole=False)) is FileKind.OPEN_DOCUMENT


def test_sample__ods__is_a_workbook(samples: Path) -> None:
    (path,) = samples.glob("filled/*.ods")
    assert check_workbook("x", path.read_bytes()) is FileKind.OPEN_DOCUMENT


def test_ole2__with_a_workbook__is_a_legacy_workbook() -> None:
    assert check_workbook("x", xls(number(0, 0))) is FileKind.LEGACY


def test_xlsb__is_a_binary_workbook() -> None:
    assert check_workbook("x", xlsb(xlsb_row(0), xlsb_number(0))) is FileKind.BINARY


def test_ole2__that_holds_no_workbook__is_damaged() -> None:
    with pytest.raises(UnusableSourceError) as caught:
        read_book(SourceFile("x.xls", OLE2 + bytes(2000)))
    assert caught.value.problems[0].code == Kind.FILE_DAMAGED.code


def test_ole2__with_an_encrypted_package__needs_a_password() -> None:
    problem = refused(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}))
    assert problem.code == Kind.FILE_PASSWORD_PROTECTED.code
    assert "Encrypt with Password" in problem.fix


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        (b"\xff\xd8\xff\xe0\0", "a picture"),
        (b"{\\rtf1 text}", "a text document"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"\xef\xbb\xbf\r\n <HTML><p>", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "an XML text"),
        (b"Code;Level\nA;3\n", "plain text (perhaps a CSV file that was renamed)"),
        ("Mức độ".encode(), "plain text (perhaps a CSV file that was renamed)"),
        (bytes(range(256)), "something unknown"),
        (b"\0\0\0\x18ftypmp42", "something unknown"),
    ],
)
def test_signature__of_no_workbook__says_what_it_is(data: bytes, what: str) -> None:
    problem = refused(data)
    assert problem.code == Kind.NOT_A_WORKBOOK.code
    assert problem.found == f"this is {what}, not a workbook"
    assert "saved as .xlsx" in problem.fix


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}, "a Word document"),
        ({"ppt/presentation.xml": "<x/>"}, "a presentation"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"},
            "an OpenDocument file of another kind",
        ),
    ],
)
def test_archive__of_no_workbook__says_what_it_is(parts: dict[str, str], what: str) -> None:
    problem = refused(archive(parts, whole=False))
    assert problem.code == Kind.NOT_A_WORKBOOK.code
    assert problem.found == f"this is {what}, not a workbook"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"Rar!\x1a\x07\0", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"PK\x05\x06" + bytes(18), "an empty ZIP archive"),
        (archive({"notes.txt": "hello", "xl.txt": ""}, whole=False), "a ZIP archive"),
        (archive({"other/xl/workbook.xml": "<x/>"}, whole=False), "a ZIP archive"),
        (archive({"a.XLSX": "x"}, whole=False), "a ZIP archive of 1 workbook"),
    ],
)
def test_archive__of_other_files__is_to_be_unpacked(data: bytes, what: str) -> None:
    problem = refused(data)
    assert problem.code == Kind.FILE_IS_AN_ARCHIVE.code
    assert problem.found == f"this is {what}, not a workbook"
    assert problem.fix.startswith("unpack it, and replace it")


def test_name__ends_in_another_format__is_of_no_account(tmp_path: Path) -> None:
    path = tmp_path / "form.xls"
    path.write_bytes(SMALL)
    assert check_workbook(path.name, path.read_bytes()) is FileKind.OOXML


# -- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kept", [30, 500, len(SMALL) // 2, len(SMALL) - 5], ids=["30", "500", "half", "nearly all"]
)
def test_archive__cut_off__says_that_its_end_is_missing(kept: int) -> None:
    problem = refused(SMALL[:kept])
    assert problem.code == Kind.FILE_DAMAGED.code
    assert problem.found == "the file is damaged: its end is missing"


def test_archive__part_altered__names_the_part() -> None:
    at = SMALL.index(b"[Content_Types].xml") + 60
    problem = refused(SMALL[:at] + bytes([SMALL[at] ^ 0xFF]) + SMALL[at + 1 :])
    assert problem.code == Kind.FILE_DAMAGED.code


def test_archive__checksum_wrong__names_the_part() -> None:
    with zipfile.ZipFile(io.BytesIO(SMALL)) as source:
        wrong = struct.pack("<I", source.getinfo("xl/workbook.xml").CRC)
    problem = refused(SMALL.replace(wrong, b"\1\2\3\4"))
    assert problem.code == Kind.FILE_DAMAGED.code
    assert "xl/workbook.xml" in problem.found


def test_archive__declares_less_than_it_holds__is_damaged() -> None:
    size = struct.pack("<I", 3000)
    data = archive({"xl/notes.xml": b" " * 3000})
    assert data.count(size) == 2
    problem = refused(data.replace(size, struct.pack("<I", 10)))
    assert problem.code == Kind.FILE_DAMAGED.code


def test_archive__with_the_parts_and_no_sense__is_damaged() -> None:
    with pytest.raises(UnusableSourceError) as caught:
        read_book(SourceFile("x", archive({"xl/workbook.xml": "nonsense"}, whole=False)))
    assert caught.value.problems[0].code == Kind.FILE_DAMAGED.code


def test_workbook__without_worksheets__is_damaged() -> None:
    xml = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SMALL)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, f"{xml}</workbook>" if name == "xl/workbook.xml" else data)
    with pytest.raises(UnusableSourceError) as caught:
        read_book(SourceFile("x", buffer.getvalue()))
    assert caught.value.problems[0].found == "the file is damaged: it has no worksheet"


# -- danger --------------------------------------------------------------------------------------


def flagged(flag: int) -> bytes:
    """An archive of which a part has a flag in both of its headers."""
    data = bytearray(SMALL)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = SMALL.index(signature) + flags
        data[at] |= flag
    return bytes(data)


def test_archive__part_marked_as_encrypted__needs_a_password() -> None:
    assert refused(flagged(0x1)).code == Kind.FILE_PASSWORD_PROTECTED.code


def test_archive__part_marked_as_a_patch__is_no_ordinary_workbook() -> None:
    problem = refused(flagged(0x20))
    assert (problem.code, problem.expected) == (Kind.FILE_UNSAFE.code, "an ordinary workbook")


def twice(name: str, other: str) -> bytes:
    """An archive with two parts, of which the second takes the name of the other."""
    return archive({name: "1", other.replace("/", "!"): "2"}).replace(
        other.replace("/", "!").encode(), other.encode()
    )


def overlapping(by: int) -> bytes:
    """An archive of which one part begins before the one in front of it has ended."""
    data = archive({"xl/one.xml": "1" * 50, "xl/two.xml": "1" * 50}, zipfile.ZIP_STORED)
    at = data.rindex(b"xl/two.xml") - 46 + 42
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        offset = source.getinfo("xl/two.xml").header_offset
    return data[:at] + struct.pack("<I", offset - by) + data[at + 4 :]


INSIDE, ONCE = "names inside the file", "each inner file once"
ORDINARY = "inner files packed as spreadsheet programs do"
UNSAFE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "same name in another case": (
        lambda: twice("xl/Sheet.xml", "xl/sHEET.xml"),
        *("its inner file “xl/sHEET.xml” occurs twice", ONCE),
    ),
    "same name": (
        lambda: twice("xl/Sheet.xml", "xl/Sheet.xml"),
        *("its inner file “xl/Sheet.xml” occurs twice", ONCE),
    ),
    "upwards": (
        lambda: archive({"../evil.xml": "x"}),
        *("its inner file “../evil.xml” points out of the file", INSIDE),
    ),
    "upwards inside": (
        lambda: archive({"xl/../../evil.xml": "x"}),
        *("its inner file “xl/../../evil.xml” points out of the file", INSIDE),
    ),
    "absolute": (
        lambda: archive({"/etc/passwd": "x"}),
        *("its inner file “/etc/passwd” points out of the file", INSIDE),
    ),
    "backslash": (
        lambda: archive({"xl\\evil.xml": "x"}),
        *("its inner file “xl\\evil.xml” points out of the file", INSIDE),
    ),
    "NUL": (
        lambda: archive({"xl/sheet!.xml": "x"}).replace(b"sheet!.xml", b"sheet\0.xml"),
        *("its inner file “xl/sheet�.xml” points out of the file", INSIDE),
    ),
    "bzip2": (
        lambda: archive({}, zipfile.ZIP_BZIP2),
        *("its inner file “[Content_Types].xml” is packed in an unusual way", ORDINARY),
    ),
    "LZMA": (
        lambda: archive({}, zipfile.ZIP_LZMA),
        *("its inner file “[Content_Types].xml” is packed in an unusual way", ORDINARY),
    ),
    "overlap": (
        lambda: overlapping(60),
        *("its inner file “xl/two.xml” overlaps another", "each inner file in a place of its own"),
    ),
    "overlap by a byte": (
        lambda: overlapping(1),
        *("its inner file “xl/two.xml” overlaps another", "each inner file in a place of its own"),
    ),
}


@pytest.mark.parametrize(("make", "why", "limit"), UNSAFE.values(), ids=UNSAFE)
def test_archive__out_of_bounds__says_why(make: Callable[[], bytes], why: str, limit: str) -> None:
    problem = refused(make())
    assert problem.code == Kind.FILE_UNSAFE.code
    assert problem.found == f"{HARMFUL}: {why}"
    assert problem.expected == limit
    assert problem.fix.startswith("do not open it")


def test_archive__part_inflates_too_many_times__says_how_many() -> None:
    problem = refused(archive({"xl/big.xml": bytes(1_500_000)}))
    shown = re.fullmatch(r".*“xl/big.xml” unpacks to (1,\d+) times its size", problem.found)
    assert shown
    assert problem.expected == "at most 100 times"


def test_archive__inflates_to_too_much_in_all__says_how_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive_module, "LARGEST_INFLATED", 2_000_000)
    data = archive({f"xl/{n}": bytes(range(256)) * 3_000 for n in range(3)}, zipfile.ZIP_STORED)
    problem = refused(data)
    assert problem.code == Kind.FILE_TOO_LARGE.code
    assert problem.found == "the file has 2 MB unpacked"
    assert problem.expected == "at most 2 MB unpacked"


@pytest.mark.parametrize(
    ("make", "size", "limit"),
    [
        (
            lambda: archive({f"xl/{number}": "" for number in range(1001)}, whole=False),
            *("1,001 inner files", "at most 1,000 inner files"),
        ),
        (
            lambda: archive({"xl/big.xml": bytes(64_000_001)}),
            *("64 MB in its inner file “xl/big.xml”", "at most 64 MB an inner file, unpacked"),
        ),
    ],
)
def test_archive__larger_than_is_read__is_not_called_harmful(
    make: Callable[[], bytes], size: str, limit: str
) -> None:
    problem = refused(make())
    assert problem.code == Kind.FILE_TOO_LARGE.code
    assert (problem.found, problem.expected) == (f"the file has {size}", limit)


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/big.xml": b" " * 999_999},  # inflates 1,000 times, and is small for all that
        {"xl/photo.png": random.Random(0).randbytes(1_500_000)},
        {"xl/media/image1.bmp": bytes(2_000_000)},  # an empty picture
        {f"xl/{number}": "" for number in range(1000 - SMALL.count(b"PK\x01\x02"))},
        {"xl/a..b.xml": "x", "xl/...xml": "x"},
        {"xl/bảng.xml": "x", "xl/bang.xml": "x"},
        {"xl/sheet1.xml": "x", "xl/other/Sheet1.xml": "x"},
    ],
)
def test_archive__unusual_but_harmless__passes(parts: dict[str, bytes | str]) -> None:
    assert check_workbook("x", archive(parts)) is FileKind.OOXML
    assert read_book(SourceFile("x", archive(parts))).sheets[0].value(1, 1) == 3


def test_archive__stored_or_with_a_name_in_another_code_page__passes() -> None:
    assert check_workbook("x", archive({}, zipfile.ZIP_STORED)) is FileKind.OOXML
    data = archive({"xl/caf!.xml": "x"}).replace(b"caf!", b"caf\x82")  # é in code page 437
    assert check_workbook("x", data) is FileKind.OOXML


def test_part_name__long_and_odd__is_shown_short_and_clean() -> None:
    problem = refused(archive({"../" + "evil\n" * 500: "x"}))
    assert len(problem.found) < 250
    assert "\n" not in problem.message


@pytest.mark.parametrize("name", ["FAIE_JD.xlsx", "roster.xlsx", "filled/Team budget.xlsx"])
def test_sample__passes(samples: Path, name: str) -> None:
    assert check_workbook(name, (samples / name).read_bytes()) is FileKind.OOXML


# -- size ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 20_000_000])
def test_size__within_bounds__passes(size: int) -> None:
    check_size("x", size)


@pytest.mark.parametrize(
    ("size", "shown"), [(20_000_001, "over 20 MB"), (57_300_000, "over 57 MB")]
)
def test_size__too_large__says_how_large(size: int, shown: str) -> None:
    with pytest.raises(UnusableSourceError) as caught:
        check_size("form.xlsx", size)
    (problem,) = caught.value.problems
    assert problem.code == Kind.FILE_TOO_LARGE.code
    assert problem.found == f"the file has {shown}"
    assert problem.expected == "at most 20 MB"


def test_size__empty__says_so() -> None:
    with pytest.raises(UnusableSourceError) as caught:
        check_size("form.xlsx", 0)
    assert caught.value.problems[0].code == Kind.FILE_EMPTY.code
