"""Prepare a template for stamping: cut its parts at tokens such as ``{{name}}``."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from faie_sheets.layouts.form import TOKEN, braced
from faie_sheets.problems import Problem
from faie_sheets.workbook.cell_text import xml_text

_RICH_TEXT = re.compile(r"<(?:\w+:)?(si|is)>.*?</(?:\w+:)?\1>", re.DOTALL)
_RUN = re.compile(r"(<(?:\w+:)?t(?:\s[^>]*)?>)([^<]*)(?=</)")
_FORMULA = re.compile(r"<(?:\w+:)?(?:f|formula[12]?)(?:\s[^>]*)?>([^<]*)<")
_HEADER_OR_FOOTER = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>[^<]*</")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_AS_IT_IS = "surrogateescape"  # some programs write comment boxes in a Windows code page


def canonical_token(token: str) -> str:
    """A token in the form used to compare: without case and white space.

    >>> canonical_token(" Required : AIAE04 ")
    'required:aiae04'
    """
    return "".join(token.split()).casefold()


def join_runs(xml: str) -> str:
    """Move tokens that formatting has split over several runs back into one run."""
    return _RICH_TEXT.sub(lambda match: _join_item(match[0]), xml)


def _join_item(item: str) -> str:
    runs = list(_RUN.finditer(item))
    texts = [run[2] for run in runs]
    if len(runs) < 2 or "{{" not in (whole := "".join(texts)):
        return item
    owner = [number for number, text in enumerate(texts) for _ in text]
    for match in TOKEN.finditer(whole):
        owner[match.start() : match.end()] = [owner[match.start()]] * len(match[0])
    joined = [""] * len(runs)
    for char, number in zip(whole, owner, strict=True):
        joined[number] += char
    pieces, end = [], 0
    for run, text in zip(runs, joined, strict=True):
        pieces += [item[end : run.start()], run[1], text]
        end = run.end()
    return "".join([*pieces, item[end:]])


def split_at_tokens(xml: str) -> tuple[str, ...]:
    """Cut a part at its tokens: text, token, text, …, text; tokens in canonical form.

    A token in a page header or footer is marked with a leading ``&``, since an ampersand in its
    value has to be doubled there.
    """
    marked = _HEADER_OR_FOOTER.sub(lambda match: TOKEN.sub(r"{{&\1}}", match[0]), xml)
    pieces = TOKEN.split(marked)
    pieces[1::2] = (canonical_token(unescape(token)) for token in pieces[1::2])
    return tuple(pieces)


def tokens_in_text(text: str) -> frozenset[str]:
    """The tokens in a text, in canonical form."""
    return frozenset(map(canonical_token, TOKEN.findall(text)))


def tokens_in_formulas(xml: str) -> list[str]:
    """The tokens inside formulas, where a value would become code."""
    return [
        braced(unescape(token)) for text in _FORMULA.findall(xml) for token in TOKEN.findall(text)
    ]


def as_xml(value: str) -> str:
    """A value as text for a part: escaped, without characters that XML cannot represent.

    >>> as_xml('R&D <"x"> _x000D_')
    'R&amp;D &lt;&quot;x&quot;&gt; _x005F_x000D_'
    """
    return escape(xml_text(value))


@dataclass(frozen=True)
class StampedPart:
    """A part of the archive with tokens, cut into text, token, text, …, text."""

    name: str
    pieces: tuple[str, ...]

    @property
    def tokens(self) -> frozenset[str]:
        """The tokens in the part, in canonical form."""
        return frozenset(token.lstrip("&") for token in self.pieces[1::2])


@dataclass(frozen=True)
class Stamp:
    """A template prepared for filling in, for one engineer after another.

    Attributes:
        constant: an archive of every part without tokens.
        parts: the parts with tokens.
        name: the template's name, for messages.
        problems: differences from the JD that do not prevent forms from being issued.
    """

    constant: bytes
    parts: tuple[StampedPart, ...]
    name: str
    problems: tuple[Problem, ...] = ()

    @property
    def tokens(self) -> frozenset[str]:
        """The tokens in the template, in canonical form."""
        return frozenset().union(*(part.tokens for part in self.parts))

    def fill(self, values: Mapping[str, str]) -> bytes:
        """Return the workbook with every token replaced; the same values give the same bytes.

        Args:
            values: canonical token → its text.

        Raises:
            KeyError: the template has a token without a value.
        """
        texts = {token: as_xml(value) for token, value in values.items()}
        buffer = io.BytesIO()
        buffer.write(self.constant)
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
            for part in self.parts:
                pieces = list(part.pieces)
                pieces[1::2] = (_value(token, texts) for token in part.pieces[1::2])
                content = "".join(pieces).encode(errors=_AS_IT_IS)
                archive.writestr(archive_entry(part.name), content)
        return buffer.getvalue()


def prepare(data: bytes, name: str) -> Stamp:
    """Divide a template that has passed the gate into constant parts and parts with tokens."""
    parts = []
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as constant,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "[Content_Types].xml":
                # The template may be saved as an .xltx; issued forms are still workbooks.
                content = content.replace(b"template.main+xml", b"sheet.main+xml")
            if b"{{" in content and entry.filename.endswith((".xml", ".vml")):
                pieces = split_at_tokens(join_runs(content.decode("utf-8-sig", _AS_IT_IS)))
                if len(pieces) > 1:
                    parts.append(StampedPart(entry.filename, pieces))
                    continue
            constant.writestr(archive_entry(entry.filename), content)
    return Stamp(buffer.getvalue(), tuple(parts), name)


def _value(token: str, texts: Mapping[str, str]) -> str:
    if token.startswith("&"):
        return texts[token[1:]].replace("&amp;", "&amp;&amp;")
    return texts[token]


def archive_entry(name: str) -> zipfile.ZipInfo:
    """The entry of a part in an archive without a clock: equal parts give equal bytes."""
    entry = zipfile.ZipInfo(name, _FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
