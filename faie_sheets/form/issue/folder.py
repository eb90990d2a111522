"""A folder of forms and its manifest: what people have filled in there is never lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

from faie_sheets.form.issue.manifest import FILE_NAME, read_manifest, write_manifest
from faie_sheets.problems import UnusableSourceError
from faie_sheets.records.form import IssuedForm
from faie_sheets.workbook.write import save


class FormFolder:
    """A folder that forms are written to.

    Attributes:
        path: the folder.
        manifest: where its manifest lies.
        written: file name → what this run has written.
    """

    def __init__(self, path: Path) -> None:
        """Take note of what an earlier run has written there."""
        self.path = path
        self.manifest = path / FILE_NAME
        self.written: dict[str, IssuedForm] = {}
        try:
            self._before = {form.file: form for form in read_manifest(self.manifest)}
        except UnusableSourceError:
            self._before = {}

    def write(self, form: IssuedForm, content: bytes) -> bool:
        """Write a form, unless that would lose what somebody has done in the file of its name."""
        path = self.path / form.file
        if not self._is_free(path, content, self._before.get(form.file)):
            return False
        save.write_bytes(path, content)
        self.written[form.file] = form
        return True

    def write_manifest(self) -> None:
        """Record what was written; what was before stays on record, such as another roster's."""
        kept = {name: form for name, form in self._before.items() if (self.path / name).exists()}
        write_manifest((kept | self.written).values(), self.manifest)

    @staticmethod
    def _is_free(path: Path, content: bytes, earlier: IssuedForm | None) -> bool:
        """Whether nothing is lost: no file there, the same one, or one still as it was written."""
        if not path.exists():
            return True
        there = path.read_bytes()
        as_written = earlier is not None and hashlib.sha256(there).hexdigest() == earlier.sha256
        return there == content or as_written
