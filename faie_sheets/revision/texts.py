"""Compare texts that affect no score: responsibilities, definitions, career paths, pictures."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from faie_sheets.jd import headers
from faie_sheets.records.job_description import (
    Area,
    CareerPaths,
    Definition,
    JobDescription,
    Picture,
    Responsibilities,
)
from faie_sheets.records.revision import Difference, DifferenceKind
from faie_sheets.revision import between
from faie_sheets.revision.matching import orders, pair
from faie_sheets.text.normalise import key


def of_texts(old: JobDescription, new: JobDescription) -> Iterator[Difference]:
    """The differences in responsibilities, definitions and career paths."""
    yield from _responsibilities(old, new)
    yield from _definitions(old, new)
    yield from _career_paths(old.career_paths, new.career_paths)


def _responsibilities(old: JobDescription, new: JobDescription) -> Iterator[Difference]:
    kind = DifferenceKind.RESPONSIBILITIES
    parts = pair(old.responsibilities, new.responsibilities, _heading, _heading)
    for part in parts.dropped:
        yield Difference(kind, "", part.heading, "", None, "the section", _whole(part), "")
    for ours, theirs in parts.both:
        yield from _part(ours, theirs)
    for part in parts.added:
        yield Difference(kind, "", part.heading, "", None, "the section", "", _whole(part))
    if parts.moved:
        names = orders(parts, old.responsibilities, _heading)
        yield Difference(kind, "", "", "", None, "the order of the sections", *names)


def _part(old: Responsibilities, new: Responsibilities) -> Iterator[Difference]:
    kind = DifferenceKind.RESPONSIBILITIES
    about = "", new.heading
    yield from between.texts(kind, "the heading", old.heading, new.heading, about=about)
    yield from between.texts(kind, "the introduction", old.intro, new.intro, about=about)
    areas = pair(old.areas, new.areas, _area_name, _area_name)
    for area in areas.dropped:
        yield _area_difference(new, area, _items(area), "")
    for ours, theirs in areas.both:
        where = "", f"{new.heading} › {theirs.name}" if theirs.name else new.heading
        yield from between.texts(kind, "the name of the area", ours.name, theirs.name, about=where)
        yield from between.texts(kind, "the area", _items(ours), _items(theirs), about=where)
    for area in areas.added:
        yield _area_difference(new, area, "", _items(area))
    if areas.moved:
        names = orders(areas, old.areas, _area_name)
        yield Difference(kind, *about, "", None, "the order of the areas", *names)


def _area_difference(part: Responsibilities, area: Area, old: str, new: str) -> Difference:
    name = f"{part.heading} › {area.name}" if area.name else part.heading
    return Difference(DifferenceKind.RESPONSIBILITIES, "", name, "", None, "the area", old, new)


def _definitions(old: JobDescription, new: JobDescription) -> Iterator[Difference]:
    kind = DifferenceKind.DEFINITION
    terms = pair(_own_terms(old), _own_terms(new), _term, _term)
    for term in terms.dropped:
        yield Difference(kind, "", term.term, "", None, "the definition", term.meaning, "")
    for ours, theirs in terms.both:
        about = "", theirs.term
        yield from between.texts(kind, "the term", ours.term, theirs.term, about=about)
        yield from between.texts(kind, "the meaning", ours.meaning, theirs.meaning, about=about)
    for term in terms.added:
        yield Difference(kind, "", term.term, "", None, "the definition", "", term.meaning)


def _own_terms(jd: JobDescription) -> list[Definition]:
    """The definitions without the job family and the scoring rule, which are compared elsewhere."""
    return [term for term in jd.definitions if not (_is_role(term, jd) or _is_rule(term, jd))]


def _is_role(term: Definition, jd: JobDescription) -> bool:
    return key(term.term) in headers.JOB_FAMILY and term.meaning == jd.role


def _is_rule(term: Definition, jd: JobDescription) -> bool:
    rule = jd.scoring_rule
    return rule.startswith(term.term) and rule.endswith(term.meaning)


def _career_paths(old: CareerPaths, new: CareerPaths) -> Iterator[Difference]:
    texts = _cells(old), _cells(new)
    yield from between.texts(DifferenceKind.CAREER_PATHS, "the career paths", *texts)
    for ours, theirs in _replaced(old.pictures, new.pictures):
        shown = _shown(ours), _shown(theirs)
        yield Difference(DifferenceKind.PICTURE, "", "", "", None, "the picture", *shown)


def _replaced(
    old: tuple[Picture, ...], new: tuple[Picture, ...]
) -> Iterator[tuple[Picture | None, Picture | None]]:
    """The pictures that only one side has, compared by their bytes: programs choose the names."""
    datas = Counter(p.data for p in old), Counter(p.data for p in new)
    surplus = datas[0] - datas[1], datas[1] - datas[0]
    yield from zip_longest(_of(old, surplus[0]), _of(new, surplus[1]))


def _of(pictures: tuple[Picture, ...], wanted: Counter[bytes]) -> list[Picture]:
    left = wanted.copy()
    found = []
    for picture in pictures:
        if left[picture.data]:
            left[picture.data] -= 1
            found.append(picture)
    return found


def _heading(part: Responsibilities) -> str:
    return part.heading


def _area_name(area: Area) -> str:
    return area.name


def _term(definition: Definition) -> str:
    return definition.term


def _whole(part: Responsibilities) -> str:
    areas = (f"{area.name}\n{_items(area)}".strip() for area in part.areas)
    return "\n".join(filter(None, (part.intro, *areas)))


def _items(area: Area) -> str:
    return "\n".join(f"- {item}" for item in area.items)


def _cells(paths: CareerPaths) -> str:
    return "\n".join(" | ".join(row) for row in paths.rows)


def _shown(picture: Picture | None) -> str:
    if picture is None:
        return ""
    digest = hashlib.sha256(picture.data).hexdigest()
    return f"{picture.name} ({len(picture.data):,} bytes, SHA-256 {digest[:12]}…)"
