"""Whether a line of the record of change speaks of a difference."""

from __future__ import annotations

from faie_sheets.records.revision import Difference, DifferenceKind
from faie_sheets.revision.lines import Line
from faie_sheets.revision.naming import Naming, phrase_in, words_in_order
from faie_sheets.revision.words import significant

_K = DifferenceKind
_OF_WEIGHT = (_K.WEIGHT, _K.COMPETENCY_ADDED, _K.COMPETENCY_DROPPED)
_OF_NAME = (_K.COMPETENCY_RENAMED, _K.COMPETENCY_RECODED)
_OF_COMPETENCY = (
    *(_K.COMPETENCY_ADDED, _K.COMPETENCY_DROPPED, _K.COMPETENCY_RENAMED, _K.COMPETENCY_RECODED),
    *(_K.COMPETENCY_NUMBER, _K.WEIGHT, _K.REQUIREMENT, _K.REQUIREMENT_TEXT, _K.EXPLANATION),
    *(_K.SCALE_TOP, _K.LEVEL_ADDED, _K.LEVEL_DROPPED, _K.LEVEL_TEXT, _K.LEVEL_LABEL),
)
_OF_RANK = (_K.RANK_ADDED, _K.RANK_DROPPED, _K.RANK_RENAMED, _K.RANK_RECODED, _K.RANK_LEVEL)
_REQUIRING = frozenset(["require", "required", "requirement", "level"])
_TOPICS: dict[DifferenceKind, tuple[str, ...]] = {
    _K.ROLE: ("job family", "role name", "name of the role"),
    _K.DOCUMENT: ("document code", "document version", "effective date", "effect date"),
    _K.RULE: ("scoring", "formula", "mandatory"),
    _K.RANK_ORDER: ("order of the ranks", "reordered"),
    _K.COMPETENCY_ORDER: ("order of the competencies", "new order", "reordered", "renumbered"),
    _K.COMPETENCY_NUMBER: ("running number", "reordered", "renumbered"),
    _K.RESPONSIBILITIES: ("responsibilities", "scope of work", "key behaviors", "key behaviours"),
    _K.DEFINITION: ("definition", "abbreviation"),
    _K.CAREER_PATHS: ("career path",),
    _K.PICTURE: ("career path", "picture", "image", "diagram"),
    _K.RECORD_REWRITTEN: ("record of change", "change record", "change log"),
    _K.RECORD_DROPPED: ("record of change", "change record", "change log"),
}

_MOST_OF = 2 / 3
_LONG = 5


def mentions(line: Line, difference: Difference, naming: Naming) -> bool:
    """Whether the line speaks of it: by code, name, topic, or by the words put in.

    A line that states nothing but weights speaks of weights, and of the new name it may use.
    """
    kind, text = difference.kind, line.text
    if kind in _OF_COMPETENCY and difference.code in {named.code for named in line.named}:
        renamed = kind in _OF_NAME and phrase_in(difference.new, text)
        return renamed or kind in _OF_WEIGHT or not line.only_weights
    if _names_shortly(text, difference, naming):
        return True
    if line.only_weights:
        return False
    return (
        any(phrase_in(topic, text) for topic in _TOPICS.get(kind, ()))
        or _names_rank(text, difference)
        or _names_part(text, difference)
        or _has_its_words(text, difference, naming)
    )


def _names_shortly(text: str, difference: Difference, naming: Naming) -> bool:
    """For what came or went, a name's first word is enough: “Cloud and MLOps merged”."""
    if difference.kind not in (_K.COMPETENCY_ADDED, _K.COMPETENCY_DROPPED):
        return False
    match = naming.match
    jd = match.new if difference.kind is _K.COMPETENCY_ADDED else match.old
    others = (significant(item.name) for item in jd.competencies if item.code != difference.code)
    first = words_in_order(difference.name)[:1]
    return not set(first).isdisjoint(significant(text).difference(*others))


def _names_rank(text: str, difference: Difference) -> bool:
    if difference.kind is _K.REQUIREMENT:
        return phrase_in(difference.rank, text) and bool(significant(text) & _REQUIRING)
    names = (difference.code, difference.name, difference.old)
    return difference.kind in _OF_RANK and any(phrase_in(name, text) for name in names)


def _names_part(text: str, difference: Difference) -> bool:
    """A heading, an area or a term; a single common word is none, but an abbreviation is."""
    if difference.kind not in (_K.RESPONSIBILITIES, _K.DEFINITION, _K.RECORD_REWRITTEN,
                               _K.RECORD_DROPPED):  # fmt: skip
        return False
    names = difference.name.split(" › ")
    return any(
        phrase_in(name, text)
        for name in names
        if len(significant(name)) > 1 or difference.kind is _K.DEFINITION
    )


def _has_its_words(text: str, difference: Difference, naming: Naming) -> bool:
    """Whether the line has the words that were put in, or those taken out where none were."""
    new = significant(" ".join(passage.new for passage in difference.words))
    old = significant(" ".join(passage.old for passage in difference.words))
    put_in, taken_out = new - old, old - new
    if not (wanted := put_in or taken_out):
        return False
    said = significant(text)
    if len(wanted) == 1:
        (word,) = wanted
        replaced = put_in and taken_out and taken_out <= said
        telling = len(word) >= _LONG and not naming.is_common(word)
        return word in said and bool(replaced or telling)
    heading = significant(text.partition(":")[0])
    quotes = len(heading) > 1 and heading <= wanted
    return quotes or len(wanted & said) >= len(wanted) * _MOST_OF
