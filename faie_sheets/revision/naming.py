"""Which competencies and ranks a line of the record of change names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from faie_sheets.records.job_description import Competency
from faie_sheets.revision.matching import Match
from faie_sheets.revision.words import is_small, significant, tokens

_SHORTEST_CODE = 3
_MENTIONED = 2

# Words that say that something changed, not what: they name no competency.
_GENERIC = significant(
    "merge merged split combine combined join joined replace replaced extend extended add added "
    "new old now make made set put update updated change changed revise revised adjust adjusted "
    "move moved remove removed drop dropped delete deleted rename renamed reword reworded correct "
    "corrected fix fixed raise raised rise rose increase increased lower lowered reduce reduced "
    "decrease decreased cut weight weights weighting percent level levels requirement "
    "requirements require required requires need needs text texts wording word words description "
    "descriptions explanation explanations label labels scale scales competency competencies item "
    "items rank ranks up down more less higher only all also both each everybody per please about "
    "before after instead when which what who will shall l0 l1 l2 l3 l4 l5 l6"
)


@dataclass(frozen=True)
class Named:
    """A competency as lines may name it.

    Attributes:
        code: its code in the new revision, or in the old one where it has been dropped.
        phrases: its codes and names, each as a list of words; what names it for certain.
        words: the words of its names.
        first: the first word of each name.
        own: those of them that no other competency's name has.
        old: the competency in the old revision, or None.
        new: the competency in the new revision, or None.
    """

    code: str
    phrases: tuple[tuple[str, ...], ...]
    words: frozenset[str]
    first: frozenset[str]
    own: frozenset[str]
    old: Competency | None
    new: Competency | None

    @property
    def subject(self) -> str:
        """Code and name."""
        item = self.new or self.old
        return f"{self.code} {item.name if item else ''}".strip()


@dataclass(frozen=True)
class Naming:
    """The names of two revisions' competencies and ranks."""

    match: Match

    @cached_property
    def competencies(self) -> tuple[Named, ...]:
        """Every competency of either revision."""
        matched = self.match.competencies
        items: list[tuple[Competency | None, Competency | None]] = [
            *matched.both,
            *((None, item) for item in matched.added),
            *((item, None) for item in matched.dropped),
        ]
        words = [significant(" ".join(c.name for c in both if c)) for both in items]
        often = Counter(word for each in words for word in each)
        return tuple(
            Named(
                code=next(c.code for c in both[::-1] if c),
                phrases=_phrases(c for c in both if c),
                words=each,
                first=frozenset(
                    words_in_order(c.name)[0] for c in both if c and words_in_order(c.name)
                ),
                own=frozenset(word for word in each if often[word] == 1) - _GENERIC,
                old=both[0],
                new=both[1],
            )
            for both, each in zip(items, words, strict=True)
        )

    @cached_property
    def rank_words(self) -> frozenset[str]:
        """The words of the ranks' codes and titles that are in no competency's name."""
        ranks = (*self.match.old.ranks, *self.match.new.ranks)
        words = significant(" ".join(f"{rank.code} {rank.title}" for rank in ranks))
        return words.difference(*(named.words for named in self.competencies))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all competencies, verbatim."""
        return frozenset(
            item.name for named in self.competencies for item in (named.old, named.new) if item
        )

    def certainly(self, text: str) -> list[Named]:
        """The competencies that a text names by code or by their whole name."""
        said = words_in_order(text)
        spans = [
            (start, start + len(phrase), named)
            for named in self.competencies
            for phrase in named.phrases
            for start in _found(phrase, said)
        ]
        # In "MLOps & Deployment" nobody names another competency called "Deployment".
        return _each_once(
            named
            for start, end, named in spans
            if not any(a <= start and end <= b and (a, b) != (start, end) for a, b, _ in spans)
        )

    def wholly(self, text: str) -> list[Named]:
        """The competencies that a text is about and nothing else: “Security”, “human skills”.

        Certainly named ones, else the only one whose name has every word of the text; a word
        alone must be the name's first one. Words may be cut short: “App design”.
        """
        said = self._of_subject(text)
        if certain := self.certainly(text):
            codes = frozenset(
                word for named in certain for phrase in named.phrases for word in phrase
            )
            return certain if said <= codes else []
        fitting = [named for named in self.competencies if _fits(said, named)]
        return fitting if len(fitting) == 1 else []

    def likely(self, text: str) -> list[Named]:
        """The competencies that a text names certainly or, if none, by enough of their words."""
        if certain := self.certainly(text):
            return certain
        heading, colon, _ = text.partition(":")
        if colon and (named := self.wholly(heading)):
            return named
        said = self._of_subject(text)
        return self.wholly(text) or [
            named
            for named in self.competencies
            if len(said & named.words) >= max(_MENTIONED, len(named.words) / 2) and said & named.own
        ]

    def is_empty(self, text: str) -> bool:
        """Whether a text says that something changed and no word of what: “Update”."""
        return all(word in _GENERIC or word.isdecimal() for word in significant(text))

    def is_common(self, word: str) -> bool:
        """Whether a word stands in a competency's name, or says only that something changed."""
        return word in _GENERIC or any(word in named.words for named in self.competencies)

    def _of_subject(self, text: str) -> frozenset[str]:
        words = significant(text) - _GENERIC - self.rank_words
        return frozenset(word for word in words if not word.isdecimal())


def _fits(said: frozenset[str], named: Named) -> bool:
    """Whether these are words of its name, perhaps cut short: “App” for “Application”."""
    meant = [{full for full in named.words if _is_short_for(word, full)} for word in said]
    if not all(meant) or not any(words & named.own for words in meant):
        return False
    return len(said) > 1 or bool(meant[0] & named.first)


def _is_short_for(word: str, full: str) -> bool:
    return word == full or (len(word) >= _SHORTEST_CODE and full.startswith(word))


def phrase_in(phrase: str, text: str) -> bool:
    """Whether a text has the words of a phrase, one behind the other.

    >>> phrase_in("career path", "- Updated Career Paths"), phrase_in("career path", "a career")
    (True, False)
    """
    words = words_in_order(phrase)
    return bool(words) and any(True for _ in _found(words, words_in_order(text)))


def _phrases(items: Iterable[Competency]) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    for item in items:
        code, name = words_in_order(item.code), words_in_order(item.name)
        # "1" or "A" is no code that could be told from other words, nor is one word a name.
        if len("".join(code)) >= _SHORTEST_CODE and not "".join(code).isdecimal():
            found.append(code)
        if len(name) > 1:
            found.append(name)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=10_000)
def words_in_order(text: str) -> tuple[str, ...]:
    """The words of a text in their order, so that “and” for “&” makes no other phrase."""
    return tuple(word for word in tokens(text) if not is_small(word))


def _found(phrase: tuple[str, ...], said: tuple[str, ...]) -> Iterable[int]:
    size = len(phrase)
    return (at for at in range(len(said) - size + 1) if said[at : at + size] == phrase)


def _each_once(found: Iterable[Named]) -> list[Named]:
    return list({named.code: named for named in found}.values())
