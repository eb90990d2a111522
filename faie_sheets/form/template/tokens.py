"""Tokens in the parts of a workbook: ``{{name}}`` in any text that a spreadsheet program keeps."""

from __future__ import annotations

import re
from html import escape, unescape

from faie_sheets.layouts.form import TOKEN, braced

_RICH_TEXT = re.compile(r"<(?:\w+:)?(si|is)>.*?</(?:\w+:)?\1>", re.DOTALL)
_RUN = re.compile(r"(<(?:\w+:)?t(?:\s[^>]*)?>)([^<]*)(?=</)")
_FORMULA = re.compile(r"<(?:\w+:)?(?:f|formula[12]?)(?:\s[^>]*)?>([^<]*)<")
_HEADER_OR_FOOTER = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>[^<]*</")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def canonical(token: str) -> str:
    """A token as it is compared: without case and inner padding.

    >>> canonical(" Required : AIAE04 ")
    'required:aiae04'
    """
    return "".join(token.split()).casefold()


def join_runs(xml: str) -> str:
    """Bring a token that formatting has split over several runs back into the first of them."""
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


def split(xml: str) -> tuple[str, ...]:
    """A part cut at its tokens: text, token, text, …, text; tokens in canonical form.

    A token in a page header or footer is marked with a leading ``&``, since an ampersand in its
    value has to be doubled there.
    """
    marked = _HEADER_OR_FOOTER.sub(lambda match: TOKEN.sub(r"{{&\1}}", match[0]), xml)
    pieces = TOKEN.split(marked)
    pieces[1::2] = (canonical(unescape(token)) for token in pieces[1::2])
    return tuple(pieces)


def in_text(text: str) -> frozenset[str]:
    """The tokens that stand in a text, in canonical form."""
    return frozenset(map(canonical, TOKEN.findall(text)))


def in_formulas(xml: str) -> list[str]:
    """The tokens that stand inside a formula, where a value would become code."""
    return [
        braced(unescape(token)) for text in _FORMULA.findall(xml) for token in TOKEN.findall(text)
    ]


def as_xml(value: str) -> str:
    """A value as the text of a part: escaped, without characters that XML cannot hold.

    >>> as_xml('R&D <"x"> _x000D_')
    'R&amp;D &lt;&quot;x&quot;&gt; _x005F_x000D_'
    """
    return escape(_ESCAPE_LOOKALIKE.sub("_x005F_", writable(value)))


def writable(value: str) -> str:
    """A text without the characters that neither XML nor a CSV file can hold."""
    return _CONTROL.sub("", value)
