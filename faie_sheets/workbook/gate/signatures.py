"""What a file is that is no workbook, by its first bytes, and what to do about it."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Collection, Mapping

from faie_sheets.problems import Kind
from faie_sheets.workbook.gate.bounds import RefusedError, damaged, to_save_again

_PICTURE, _UNKNOWN = "a picture", "something unknown"
_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"BM": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"{\\rtf": "a text document",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"\0\1\0\0Standard ": "a database",
}
_ARCHIVES = {
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"PK\x05\x06": "an empty ZIP archive",
}
_SHORTCUT = b"L\0\0\0\x01\x14\x02\0"
_APPLE_DOUBLE = b"\0\x05\x16\x07"
_OLD_EXCEL = (b"\x09\0\x04\0", b"\x09\x02\x06\0", b"\x09\x04\x06\0")  # a BOF record of Excel 2 to 4
_PHOTOS = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_EMAIL = re.compile(
    rb"(?:from|received|return-path|delivered-to|mime-version|message-id|date|subject|x-[\w-]+):\s",
    re.IGNORECASE,
)
_OFFICE = {"word/": "a Word document", "ppt/": "a presentation", "visio/": "a Visio drawing"}
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
_OPEN_DOCUMENT = "an OpenDocument file of another kind"
_LEGACY = {
    "WordDocument": "a Word document",
    "PowerPoint Document": "a presentation",
    "VisioDocument": "a Visio drawing",
}


def check_name(name: str, size: int) -> None:
    """Refuse what programs leave beside an open workbook, which has its name.

    Raises:
        RefusedError: it is such a file.
    """
    if name.startswith("~$") and size < 1024:
        raise RefusedError(Kind.FILE_IS_A_LEFTOVER, what="the lock file of a workbook that is open")
    if name.startswith(".~lock.") and name.endswith("#"):
        raise RefusedError(Kind.FILE_IS_A_LEFTOVER, what="the lock file of a workbook that is open")


def not_a_workbook(what: str) -> RefusedError:
    """Something else altogether."""
    return RefusedError(Kind.NOT_A_WORKBOOK, what=what)


def refusal_of(data: bytes) -> RefusedError:
    """Why bytes that begin as no workbook does are refused."""
    return _by_signature(data) or _of_text(data) or not_a_workbook(_UNKNOWN)


def _by_signature(data: bytes) -> RefusedError | None:
    refusal = None
    if b"gnumeric" in _unzipped(data):
        refusal = to_save_again("a workbook of Gnumeric", "Gnumeric")
    elif data.startswith(tuple(_ARCHIVES)):
        refusal = RefusedError(Kind.FILE_IS_AN_ARCHIVE, what=_named(data, _ARCHIVES))
    elif data.startswith(tuple(_SIGNATURES)):
        refusal = not_a_workbook(_named(data, _SIGNATURES))
    elif data.startswith(_OLD_EXCEL):
        refusal = to_save_again("a workbook of Excel 4 or older")
    elif data.startswith(_SHORTCUT):
        refusal = RefusedError(Kind.FILE_IS_A_SHORTCUT, what="a Windows shortcut")
    elif data.startswith(_APPLE_DOUBLE):
        what = "what a Mac keeps beside a file (its name begins with “._”)"
        refusal = RefusedError(Kind.FILE_IS_A_LEFTOVER, what=what)
    elif not data[:4096].strip(b"\0"):
        refusal = damaged("it holds nothing but zeros; copying or syncing it was cut short")
    elif data[4:12] in _PHOTOS or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        refusal = not_a_workbook(_PICTURE)
    return refusal


def _unzipped(data: bytes) -> bytes:
    """The beginning of what a gzip archive holds; nothing where it is none."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, 1024)
    except zlib.error:
        return b""


def _named(data: bytes, signatures: Mapping[bytes, str]) -> str:
    return next(what for signature, what in signatures.items() if data.startswith(signature))


def _of_text(data: bytes) -> RefusedError | None:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = data[:4096].decode("utf-16", "replace").encode().lstrip()
    lower = head.lower()
    refusal = None
    if b"urn:schemas-microsoft-com:office:spreadsheet" in lower:
        refusal = to_save_again("an XML Spreadsheet 2003")
    elif lower.startswith((b"<!doctype html", b"<html", b"<table")):
        has_table = any(mark in lower for mark in (b"<table", b"<tr", b"office:excel"))
        table = "a web page with a table, saved under a workbook's name"
        refusal = to_save_again(table) if has_table else not_a_workbook("a web page")
    elif lower.startswith(b"mime-version:") and b"multipart/related" in lower:
        refusal = to_save_again("a web archive (.mht)")
    elif _EMAIL.match(head):
        refusal = RefusedError(Kind.FILE_IS_AN_E_MAIL, what="an e-mail")
    elif lower.startswith((b"[internetshortcut]", b"[desktop entry]")) or _is_google_stub(head):
        what = "a shortcut to Google Drive" if b"google" in lower else "a shortcut"
        refusal = RefusedError(Kind.FILE_IS_A_SHORTCUT, what=what)
    elif head.startswith(b"ID;P"):
        refusal = to_save_again("a list in SYLK format")
    elif head.startswith((b"TABLE\r\n0,1", b"TABLE\n0,1")):
        refusal = to_save_again("a list in DIF format")
    elif head.startswith(b"<") and _SPREADSHEET in head:
        refusal = to_save_again("a workbook in flat OpenDocument XML (.fods)", "LibreOffice")
    elif head.startswith(b"<"):
        refusal = not_a_workbook("an XML text")
    elif head and b"\0" not in head:
        refusal = not_a_workbook("plain text (perhaps a CSV file that was renamed)")
    return refusal


def _is_google_stub(head: bytes) -> bool:
    if not head.startswith(b"{"):
        return False
    try:
        stub = json.loads(head)
    except ValueError:
        return False
    return isinstance(stub, Mapping) and ("doc_id" in stub or "docs.google.com" in str(stub))


def refusal_of_archive(names: Collection[str]) -> RefusedError:
    """Why a ZIP archive without the parts of a workbook is refused."""
    for folder, what in _OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return not_a_workbook(what)
    if any(name.endswith(".iwa") or name.casefold() == "index.zip" for name in names):
        how = "choose File > Export To > Excel"
        what = "a document of Apple Numbers, Pages or Keynote"
        return RefusedError(Kind.FILE_TO_SAVE_ANEW, what=what, program="Numbers", how=how)
    if "content.xml" in names:
        return not_a_workbook(_OPEN_DOCUMENT)
    count = sum(name.casefold().endswith(_WORKBOOK_NAMES) for name in names)
    files = f" of {count} workbook{'s' * (count > 1)}" if count else ""
    return RefusedError(Kind.FILE_IS_AN_ARCHIVE, what=f"a ZIP archive{files}")


def refusal_of_compound(names: Collection[str]) -> RefusedError:
    """Why an OLE2 file without a workbook is refused."""
    if "EncryptedPackage" in names:
        return RefusedError(Kind.FILE_PASSWORD_PROTECTED)
    if any(name.startswith(("__substg1.0_", "__properties_version")) for name in names):
        return RefusedError(Kind.FILE_IS_AN_E_MAIL, what="an Outlook message")
    for stream, what in _LEGACY.items():
        if stream in names:
            return not_a_workbook(what)
    return not_a_workbook("an old Office file without a workbook in it")
