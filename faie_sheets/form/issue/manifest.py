"""The manifest: what was issued to whom, kept as ``manifest.csv`` beside the forms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from faie_sheets.layouts.roster import LABELS
from faie_sheets.problems import Kind, UnusableSourceError, listed
from faie_sheets.records.form import IssuedForm, Manifest
from faie_sheets.records.roster import Engineer
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.listing import read_listing, write_csv
from faie_sheets.workbook.read.source import Source, load
from faie_sheets.workbook.read.table import find_tables
from faie_sheets.workbook.write import save

FILE_NAME = "manifest.csv"

_FORM_LABELS = {
    "form_id": "Form ID",
    "file": "File",
    "sha256": "SHA-256",
    "jd_fingerprint": "JD fingerprint",
}
_LABELS = {**LABELS, **_FORM_LABELS}
_HEADERS = {field: (key(label),) for field, label in _LABELS.items()}


def write_manifest(forms: Iterable[IssuedForm], path: Path) -> None:
    """Write a manifest, one row a form, for Excel and for :func:`read_manifest`."""
    rows = [
        [*(getattr(form.engineer, field) for field in LABELS),
         *(getattr(form, field) for field in _FORM_LABELS)]
        for form in forms
    ]  # fmt: skip
    save.write_bytes(path, write_csv(list(_LABELS.values()), rows))


def read_manifest(source: Source) -> Manifest:
    """Read a manifest that ``write_forms`` has written.

    Args:
        source: the manifest, or the folder in which it lies.

    Raises:
        UnusableSourceError: the file cannot be read, or is no manifest.

    Example:
        >>> import faie_sheets as fs
        >>> roster = fs.read_roster("samples/roster.xlsx")
        >>> issued = fs.write_forms(fs.builtin.jd(), roster, "forms")
        >>> fs.read_manifest("forms").forms == issued.forms
        True
    """
    if isinstance(source, str | Path) and Path(source).is_dir():
        source = Path(source) / FILE_NAME
    file = load(source)
    book = read_listing(file)
    tables = find_tables(book, _HEADERS, list(_FORM_LABELS))
    if not tables:
        wanted = listed([f"“{label}”" for label in _FORM_LABELS.values()], "and")
        raise UnusableSourceError(book.place.problem(Kind.MANIFEST_NO_HEADER, wanted=wanted))
    table = tables[0]
    forms = tuple(
        IssuedForm(
            engineer=Engineer(**{field: table.text(row, field) for field in LABELS}),
            **{field: table.text(row, field) for field in _FORM_LABELS},
        )
        for row in table.rows()
    )
    return Manifest(forms, path=file.path, folder=file.path.parent if file.path else None)
