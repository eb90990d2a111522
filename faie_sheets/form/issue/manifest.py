"""The manifest: what was issued to whom, kept in ``manifest.csv`` next to the forms."""

from __future__ import annotations

import hashlib
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
    """Write a manifest, one row per form, for Excel and for :func:`read_manifest`."""
    rows = [
        [*(getattr(form.engineer, field) for field in LABELS),
         *(getattr(form, field) for field in _FORM_LABELS)]
        for form in forms
    ]  # fmt: skip
    save.write_bytes(path, write_csv(list(_LABELS.values()), rows))


def read_manifest(source: Source) -> Manifest:
    """Read a manifest written by ``write_forms``.

    Args:
        source: the manifest, or the folder that contains it.

    Raises:
        UnusableSourceError: the file cannot be read, or is not a manifest.

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


class FormFolder:
    """A folder that forms are written to.

    Attributes:
        path: the folder.
        manifest: the path of its manifest.
        written: file name → what this run has written.
    """

    def __init__(self, path: Path) -> None:
        """Note what an earlier run has written there."""
        self.path = path
        self.manifest = path / FILE_NAME
        self.written: dict[str, IssuedForm] = {}
        try:
            self._before = {form.file: form for form in read_manifest(self.manifest)}
        except UnusableSourceError:
            self._before = {}

    def write(self, form: IssuedForm, content: bytes) -> bool:
        """Write a form, unless that would lose someone's changes in an existing file."""
        path = self.path / form.file
        if not self._is_free(path, content, self._before.get(form.file)):
            return False
        save.write_bytes(path, content)
        self.written[form.file] = form
        return True

    def write_manifest(self) -> None:
        """Record what was written, and keep earlier entries, such as another roster's."""
        kept = {name: form for name, form in self._before.items() if (self.path / name).exists()}
        write_manifest((kept | self.written).values(), self.manifest)

    @staticmethod
    def _is_free(path: Path, content: bytes, earlier: IssuedForm | None) -> bool:
        """Whether writing loses nothing: there is no file, or it is identical or unchanged."""
        if not path.exists():
            return True
        there = path.read_bytes()
        as_written = earlier is not None and hashlib.sha256(there).hexdigest() == earlier.sha256
        return there == content or as_written
