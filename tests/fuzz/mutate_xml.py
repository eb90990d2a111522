"""Changes that know XML, and cells: the text stays XML mostly, and means something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Tokens = list[bytes]

_TOKEN = re.compile(rb"<!\[CDATA\[.*?\]\]>|<[^<>]*>|[^<]+", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""\s([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_NAME = re.compile(rb"</?([\w:.-]+)")
_VALUED = (b"sheetData", b"<sst", b"<table:table ")
_CELL = re.compile(rb"<(?:\w+:)?(?:c|table-cell)\b")
_EXTREMES = (
    *(b"", b"0", b"1", b"-1", b"00", b"1e999", b"NaN", b"4294967295", b"4294967296", b"9" * 30),
    *(b"A1", b"XFD1048576", b"a1", b"$A$1", b"A0", b"ZZZ1", b"A1:XFD1048576", b"R1C1", b"1048576"),
    *(b"s", b"str", b"inlineStr", b"e", b"b", b"n", b"d", b"true", b"float", b"string", b"date"),
    *(b"1048577", b"16385", b"&#x41;", b"&lt;", b"x" * 40_000, b"\xc3\xa9\xcc\x81", b" 3 "),
)
_TEXTS = (
    *(b"", b" ", b"0", b"1", b"2", b"3", b"3.0", b"-1", b"3e0", b"03", b"999999", b"NaN", b"TRUE"),
    *(b"2: ", b"AIAE01", b"E1", b"#REF!", b"=1+1", b"_x0033_", b"&#51;", b"<![CDATA[3]]>"),
    *(b"<!-- 1 -->2", b"1<!-- 2 -->", b"3<?x y?>", b"\xef\xbc\x93", b"\xc2\xa03", b"x" * 40_000),
)
_SPACES = (
    *(b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"urn:x", b""),
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
)


def has_values(part: bytes) -> bool:
    """Whether a part is a sheet or a list of texts."""
    return any(mark in part for mark in _VALUED)


def changed(chance: Random, part: bytes) -> bytes:
    """A part with one to five changes in it."""
    tokens = _TOKEN.findall(part)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        if tokens:
            chance.choice(_CHANGES)(chance, tokens)
    whole = b"".join(tokens)
    return _encoded(chance, whole) if chance.random() < 0.02 else whole


def _tags(chance: Random, tokens: Tokens, ending: bool = False) -> int:
    """The place of a tag: of any, or of a cell's."""
    tags = [n for n, token in enumerate(tokens) if token[:1] == b"<" and token[1:2] not in b"?!"]
    if not ending:
        tags = [n for n in tags if tokens[n][1:2] != b"/"]
    cells = [n for n in tags if _CELL.match(tokens[n])]
    return chance.choice(cells if cells and chance.random() < 0.6 else tags or [0])


def _end_of(tokens: Tokens, at: int) -> int:
    """The place behind the element that begins at a place."""
    depth = 0
    for place in range(at, len(tokens)):
        token = tokens[place]
        if token[:1] == b"<" and token[1:2] not in b"?!":
            depth += 1 if token[1:2] != b"/" else -1
            depth -= token.endswith(b"/>")
        if depth <= 0:
            return place + 1
    return len(tokens)


def _set_attribute(chance: Random, tokens: Tokens) -> None:
    """An attribute with another value, twice, or not at all."""
    at = _tags(chance, tokens)
    found = list(_ATTRIBUTE.finditer(tokens[at]))
    if not found:
        return
    match = chance.choice(found)
    others = [o[2][1:-1] for o in _ATTRIBUTE.finditer(b"".join(tokens)) if o[1] == match[1]]
    value = chance.choice((chance.choice(_EXTREMES), chance.choice(others)))
    new = b" " + match[1] + b"=" + chance.choice((b'"', b"'", b'"')).join((b"", value, b""))
    new = chance.choice((new, new, new, b"", match[0] + new))
    tokens[at] = tokens[at][: match.start()] + new + tokens[at][match.end() :]


def _element_twice(chance: Random, tokens: Tokens) -> None:
    at = _tags(chance, tokens)
    end = _end_of(tokens, at)
    tokens[at:at] = tokens[at:end]


def _element_lost(chance: Random, tokens: Tokens) -> None:
    at = _tags(chance, tokens)
    del tokens[at : _end_of(tokens, at)]


def _element_moved(chance: Random, tokens: Tokens) -> None:
    at, to = _tags(chance, tokens), _tags(chance, tokens, ending=True)
    end = _end_of(tokens, at)
    if not at <= to < end:
        element = tokens[at:end]
        tokens[to:to] = element
        at += len(element) if to < at else 0
        del tokens[at : at + len(element)]


def _element_within(chance: Random, tokens: Tokens) -> None:
    """An element inside another that does not belong to it."""
    at, to = _tags(chance, tokens), _tags(chance, tokens)
    wrapper = chance.choice((b"mc:AlternateContent", b"x", b"extLst", b"text:note", b"rPh", b"f"))
    end = _end_of(tokens, at)
    if chance.random() < 0.5:
        tokens[end:end] = [b"</" + wrapper + b">"]
        tokens[at:at] = [b"<" + wrapper + b">"]
    else:
        tokens[to + 1 : to + 1] = tokens[at:end]


def _tag_cut(chance: Random, tokens: Tokens) -> None:
    """A tag without its other half."""
    del tokens[_tags(chance, tokens, ending=True)]


def _text_replaced(chance: Random, tokens: Tokens) -> None:
    texts = [n for n, token in enumerate(tokens) if token[:1] != b"<" and token.strip()]
    if texts:
        at = chance.choice(texts)
        tokens[at] = chance.choice((chance.choice(_TEXTS), tokens[chance.choice(texts)]))


def _text_put_in(chance: Random, tokens: Tokens) -> None:
    at = _tags(chance, tokens, ending=True)
    tokens[at + 1 : at + 1] = [chance.choice(_TEXTS)]


def _namespace(chance: Random, tokens: Tokens) -> None:
    """Another namespace, or a prefix for every tag."""
    at = next((n for n, token in enumerate(tokens) if b"xmlns" in token), None)
    if at is None:
        return
    if chance.random() < 0.5:
        new = rb'\1"' + chance.choice(_SPACES) + b'"'
        tokens[at] = re.sub(rb"""(xmlns(?::\w+)?=)("[^"]*"|'[^']*')""", new, tokens[at], count=1)
        return
    tokens[at] = tokens[at].replace(b"xmlns=", b"xmlns:q=")
    for n, token in enumerate(tokens):
        if token[:1] == b"<" and token[1:2] not in b"?!" and b":" not in token.split(b" ")[0]:
            tokens[n] = token.replace(b"</", b"</q:") if token[1:2] == b"/" else b"<q:" + token[1:]


def _renamed(chance: Random, tokens: Tokens) -> None:
    """An element by another name that is in use."""
    at = _tags(chance, tokens)
    names = {match[1] for token in tokens if (match := _NAME.match(token))}
    new = chance.choice(sorted(names)) if names else b"x"
    end = _end_of(tokens, at)
    for place in {at, end - 1}:
        tokens[place] = _NAME.sub(lambda match: match[0].replace(match[1], new), tokens[place], 1)


def _encoded(chance: Random, part: bytes) -> bytes:
    """In another encoding, told or not."""
    text = part.decode("utf-8", "replace")
    told = text.replace("UTF-8", chance.choice(("UTF-16", "ISO-8859-1", "UTF-8")))
    return told.encode(chance.choice(("utf-16", "utf-8-sig", "utf-16-be", "latin-1")), "replace")


_CHANGES: tuple[Callable[[Random, Tokens], None], ...] = (
    *[_set_attribute] * 5,
    *[_text_replaced] * 3,
    *(_element_twice, _element_lost, _element_moved, _element_within, _tag_cut),
    *(_text_put_in, _namespace, _renamed),
)
