"""Normalise text from spreadsheets, so that texts can be compared."""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata
from functools import lru_cache

_ESCAPED_CONTROL = re.compile(r"_x00(0[0-9A-F]|1[0-9A-F]|7F)_", re.IGNORECASE)
_CARRIAGE_RETURN = re.compile("_x000D_", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_MARKUP = re.compile(r"</?(?:p|ul|ol|li|br|div|b|i|strong|em|span)\b[^<>]*>", re.IGNORECASE)
_INLINE_MARKUP = re.compile(r"</?(?:b|i|strong|em|span)\b[^<>]*>", re.IGNORECASE)
_ITEM_MARKUP = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def plain(value: object) -> str:
    r"""A cell's value as one line of text: in NFC, trimmed, with white space reduced to one space.

    A whole number has no decimals (``3``, not ``3.0``); a date is in ISO 8601.

    >>> plain(" Mid\u00a0level\n_x000D_ engineer ")
    'Mid level engineer'
    >>> plain(3.0), plain(None)
    ('3', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return _one_line(str(value))


def _tidied(text: str) -> str:
    visible = _ESCAPED_CONTROL.sub(" ", text).translate(_INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", visible).split())


_tidied_before = lru_cache(maxsize=8192)(_tidied)
_LONGEST_KEPT = 500
"""Labels are shorter and recur on every form of a batch; longer texts are written by people."""


def _one_line(text: str) -> str:
    return _tidied_before(text) if len(text) <= _LONGEST_KEPT else _tidied(text)


def key(value: object) -> str:
    """A text in the form used for comparing: :func:`plain`, without case or a trailing colon.

    >>> key("Assessment  ITEMS:") == key("assessment items")
    True
    """
    return plain(value).casefold().rstrip(" :*")


def lines(value: object) -> str:
    """A cell's text with line breaks, indents and inner spaces kept, in NFC."""
    text = _CARRIAGE_RETURN.sub("", str(value or "")).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n"))


def unmarked(value: object) -> str:
    r"""A cell's text with its line breaks; HTML markup is replaced by the lines it would show.

    >>> unmarked("<p>Design</p> <ul style='x'> - Draw it. - Use it <p>Code &amp; test</p>")
    'Design\n\n- Draw it.\n- Use it\nCode & test'
    """
    text = lines(value)
    if not _MARKUP.search(text):
        return text
    text = _ITEM_MARKUP.sub("\n- ", _INLINE_MARKUP.sub("", text))
    broken = (line.strip() for line in _MARKUP.sub("\n", text).split("\n"))
    return "\n".join(bulleted(html.unescape(line)) for line in broken).strip()


def same_wording(one: object, other: object) -> bool:
    """Whether two texts are the same, apart from spacing and the style of quotes and dashes.

    >>> same_wording("the system’s  state", "the system's state"), same_wording("a", "A")
    (True, False)
    """
    return plain(one).translate(_TYPOGRAPHY) == plain(other).translate(_TYPOGRAPHY)


def bulleted(text: str) -> str:
    """Put each bullet of a text on its own line; only white space changes.

    >>> print(bulleted("Able to - Use a tool + 80% code. + 50% code. - Check it"))
    Able to
    - Use a tool
      + 80% code.
      + 50% code.
    - Check it
    """
    return re.sub(r" \+ (?=[\w])", "\n  + ", re.sub(r" - (?=[A-Z])", "\n- ", text))
