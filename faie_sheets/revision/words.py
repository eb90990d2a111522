"""The words that say what a line of the record of change, or a name, is about."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+")
_STOP = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into",
    "is", "it", "its", "of", "on", "one", "or", "so", "than", "that", "the", "their", "then",
    "there", "these", "this", "to", "too", "was", "were", "with",
))  # fmt: skip


def tokens(text: str) -> list[str]:
    """The words of a text as they are compared: without case, punctuation and plural s.

    >>> tokens("Human-Centric Power Skills: 10%->5%")
    ['human', 'centric', 'power', 'skill', '10', '5']
    """
    found = _TOKEN.findall(unicodedata.normalize("NFC", text).casefold())
    return [_singular(word) for word in found]


@lru_cache(maxsize=10_000)
def significant(text: str) -> frozenset[str]:
    """The words of a text that say what it is about.

    >>> sorted(significant("Security, Compliance & the Responsible AI"))
    ['ai', 'compliance', 'responsible', 'security']
    """
    return frozenset(tokens(text)) - _STOP


def is_small(word: str) -> bool:
    """Whether a word says nothing of its own: “and”, “for”."""
    return word.casefold() in _STOP


def _singular(word: str) -> str:
    # "analysis" and "process" keep theirs.
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "is", "us"))
    return word[:-1] if plural else word
