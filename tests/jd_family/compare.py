"""What a layout keeps of a JD, and in what two JDs differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from faie_sheets import CareerPaths, JobDescription
from faie_sheets.text.normalise import key

from .layout import GROUPS, MODEL_TURN, NOTE_TERMS, Layout


def kept(jd: JobDescription, layout: Layout) -> JobDescription:
    """What this layout keeps of a JD: all but problems, pictures and the spelling of headings.

    Notes may be read as terms, and career paths as whatever else stands on their sheet.
    """
    alone = ("paths",) in GROUPS[layout.arrange]
    return replace(
        jd,
        problems=(),
        responsibilities=tuple(
            replace(duty, heading=key(duty.heading)) for duty in jd.responsibilities
        ),
        definitions=tuple(
            replace(known, term=key(known.term))
            for known in jd.definitions
            if not layout.notes or key(known.term) not in NOTE_TERMS
        ),
        career_paths=CareerPaths(jd.career_paths.rows if alone else ()),
    )


def expected(jd: JobDescription, layout: Layout) -> JobDescription:
    """What is to be read: the competencies stand in the order of the competency model."""
    competencies = tuple(layout.ordered(jd.competencies, MODEL_TURN))
    return kept(replace(jd, competencies=competencies), layout)


def differences(read: JobDescription, wanted: JobDescription, shown: int = 300) -> list[str]:
    """The fields of two JDs that differ, one line each; competencies and the like one by one."""
    found = []
    for name in (each.name for each in fields(JobDescription)):
        ours, theirs = getattr(read, name), getattr(wanted, name)
        if isinstance(ours, tuple) and len(ours) == len(theirs):
            pairs = [
                (f"{name}[{n}]", *pair) for n, pair in enumerate(zip(ours, theirs, strict=True))
            ]
        else:
            pairs = [(name, ours, theirs)]
        for what, one, other in pairs:
            for part, a, b in _fields(what, one, other):
                if a != b:
                    found.append(f"{part}: read {str(a)[:shown]!r}, written {str(b)[:shown]!r}")
    return found


def _fields(what: str, one: object, other: object) -> Iterator[tuple[str, object, object]]:
    if type(one) is type(other) and hasattr(one, "__dataclass_fields__"):
        for name in one.__dataclass_fields__:
            yield f"{what}.{name}", getattr(one, name), getattr(other, name)
    else:
        yield what, one, other
