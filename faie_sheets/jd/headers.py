"""How the headers and labels of a JD workbook are spelled, as data.

Spellings are compared ignoring case, a trailing colon and differences in white space.
"""

from __future__ import annotations

from collections.abc import Mapping

COVER = {
    "code": ("document code", "doc code", "document no", "document number", "code"),
    "version": ("version", "document version", "ver", "ver."),
    "effective_date": ("effect date", "effective date", "date of effect", "issue date"),
}

COMPETENCY_MODEL = {
    "name": (
        "responsibilities and professional skills",
        "responsibilities & professional skills",
        "competency",
        "competencies",
        "competency name",
        "assessment items",
        "assessment item",
    ),
    "code": ("code", "competency code", "item code"),
    "number": ("#", "no", "no.", "number"),
    "weight": (
        "weight",
        "weight %",
        "weight%",
        "weight (%)",
        "weights",
        "%",
        "weight (100%)",
        "weightage",
        "weightage %",
        "weighting",
        "weight percentage",
    ),
}

JOB_DESCRIPTIONS = {
    "name": COMPETENCY_MODEL["name"],
    "code": COMPETENCY_MODEL["code"],
    "weight": COMPETENCY_MODEL["weight"],
    "explanation": (
        "explanation of assessment items",
        "explanation of assessment item",
        "explanation",
        "explanations",
    ),
}

RANKS = {
    "family": ("job rank", "rank", "job family code"),
    "code": ("code", "rank code"),
    "title": ("job title", "title", "rank title"),
    "level": ("level", "level name", "proficiency level"),
}

JOB_FAMILY = ("job family", "job family name")

SCALES = {"label": ("level label", "level labels")}

RESPONSIBILITIES = {
    "roles": ("roles and responsibilities", "roles & responsibilities"),
    "scope": ("scope of work (technical practices)", "scope of work"),
    "behaviors": (
        "key behaviors & competencies",
        "key behaviors and competencies",
        "key behaviours & competencies",
        "key behaviours and competencies",
    ),
}

CAREER_PATHS = ("career paths", "career path")

CHANGES = {
    "number": ("no", "no.", "#"),
    "effective_date": ("effective date", "effect date", "date"),
    "version": ("version",),
    "file_version": ("file version",),
    "description": ("change description", "description", "description of change"),
    "reason": ("reason", "reason of change", "reason for change"),
    "creator": ("creator", "author", "created by", "prepared by"),
    "reviewer": ("reviewer", "reviewed by"),
    "approver": ("approver", "approved by"),
}

SECTIONS: Mapping[str, tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]] = {
    "model": (COMPETENCY_MODEL, ("name", "code")),
    "descriptions": (JOB_DESCRIPTIONS, ("explanation", "name")),
    "ranks": (RANKS, ("title", "code")),
    "scales": (SCALES, ("label",)),
    "responsibilities": (RESPONSIBILITIES, ("roles",)),
    "changes": (CHANGES, ("description", "effective_date")),
}
"""Section → the headers of its table, and those of them that are required, the surest first."""

TITLES = (
    *CAREER_PATHS,
    *JOB_FAMILY,
    *COVER["code"][:-1],
    "competency model",
    "job descriptions",
    "roles & responsibilities",
    "roles and responsibilities",
    "activities to be completed",
    "definitions",
    "reference scales",
    "job_fsoft career framework",
    "record of change",
)
"""Titles of sections: a section above such a title ends there."""

SET_ASIDE = ("old", "copy", "backup", "draft", "scratch", "archive", "obsolete", "superseded")
"""Words in the name of a sheet that is kept but no longer in use."""

KNOWN = frozenset(
    spelling
    for table, _ in SECTIONS.values()
    for spellings in table.values()
    for spelling in spellings
) | {spelling for spellings in COVER.values() for spelling in spellings}
"""Every spelling of every table's headers."""
