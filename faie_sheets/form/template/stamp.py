"""A template made ready to be stamped: constant parts as they are, the rest cut at its tokens."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from faie_sheets.form.template import tokens
from faie_sheets.problems import Problem

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""Equal values give equal bytes: no clock in the archive."""


@dataclass(frozen=True)
class Part:
    """A part of the archive that holds tokens: text, token, text, …, text."""

    name: str
    pieces: tuple[str, ...]

    @property
    def tokens(self) -> frozenset[str]:
        """The tokens it holds, in canonical form."""
        return frozenset(token.lstrip("&") for token in self.pieces[1::2])


@dataclass(frozen=True)
class Stamp:
    """A template ready to be filled in, one engineer after the other.

    Attributes:
        constant: an archive of every part without tokens.
        parts: the parts with tokens.
        name: the template's name, for messages.
        problems: what it says otherwise than the JD, which keeps no form from being issued.
    """

    constant: bytes
    parts: tuple[Part, ...]
    name: str
    problems: tuple[Problem, ...] = ()

    @property
    def tokens(self) -> frozenset[str]:
        """The tokens that the template holds, in canonical form."""
        return frozenset().union(*(part.tokens for part in self.parts))

    def fill(self, values: Mapping[str, str]) -> bytes:
        """The workbook with every token replaced; the same values give the same bytes.

        Args:
            values: canonical token → its text.

        Raises:
            KeyError: the template has a token without a value.
        """
        texts = {token: tokens.as_xml(value) for token, value in values.items()}
        buffer = io.BytesIO()
        buffer.write(self.constant)
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
            for part in self.parts:
                pieces = list(part.pieces)
                pieces[1::2] = (_value(token, texts) for token in part.pieces[1::2])
                archive.writestr(_entry(part.name), "".join(pieces))
        return buffer.getvalue()


def prepare(data: bytes, name: str) -> Stamp:
    """Cut a template, which has passed the gate, into constant parts and parts with tokens."""
    parts = []
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as constant,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "[Content_Types].xml":
                # Saved as an Excel template (.xltx): what is issued are workbooks all the same.
                content = content.replace(b"template.main+xml", b"sheet.main+xml")
            if b"{{" in content and entry.filename.endswith((".xml", ".vml")):
                pieces = tokens.split(tokens.join_runs(content.decode("utf-8-sig")))
                if len(pieces) > 1:
                    parts.append(Part(entry.filename, pieces))
                    continue
            constant.writestr(_entry(entry.filename), content)
    return Stamp(buffer.getvalue(), tuple(parts), name)


def _value(token: str, texts: Mapping[str, str]) -> str:
    if token.startswith("&"):
        return texts[token[1:]].replace("&amp;", "&amp;&amp;")
    return texts[token]


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
