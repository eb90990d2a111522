"""Tables of what the library recognises, from the lists that the library itself uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from markdown_table import table

import faie_sheets as fs
from faie_sheets.jd import headers
from faie_sheets.layouts import form, roster
from faie_sheets.layouts.summary import DATA
from faie_sheets.problems import ToDo
from faie_sheets.summary.about import CONTENTS

Spellings = Mapping[str, tuple[str, ...]]

_JD_TABLES: Mapping[str, tuple[str, Spellings, Mapping[str, str]]] = {
    "jd-cover": (
        "Label",
        headers.COVER,
        {
            "code": "document code",
            "version": "version",
            "effective_date": "effective date",
        },
    ),
    "jd-model": (
        "Column",
        headers.COMPETENCY_MODEL,
        {
            "name": "name of the competency",
            "code": "its code, such as AIAE01",
            "number": "its number",
            "weight": "its weight",
        },
    ),
    "jd-descriptions": (
        "Column",
        headers.JOB_DESCRIPTIONS,
        {
            "name": "name of the competency",
            "code": "its code",
            "weight": "its weight, compared with the model's",
            "explanation": "what is assessed",
        },
    ),
    "jd-ranks": (
        "Column",
        headers.RANKS,
        {
            "family": "job family, ignored",
            "code": "code of the rank, such as FAIE02",
            "title": "its title",
            "level": "its level, such as “Level 2 – Practitioner”",
        },
    ),
    "jd-scales": ("Column", headers.SCALES, {"label": "what the drop-down shows"}),
    "jd-responsibilities": (
        "Column",
        headers.RESPONSIBILITIES,
        {
            "roles": "heading and its areas",
            "scope": "scope of work",
            "behaviors": "key behaviours",
        },
    ),
    "jd-changes": (
        "Column",
        headers.CHANGES,
        {
            "number": "number of the entry",
            "effective_date": "its date",
            "version": "version",
            "file_version": "version of the file",
            "description": "what was changed",
            "reason": "why",
            "creator": "who made it",
            "reviewer": "reviewed by",
            "approver": "approved by",
        },
    ),
}
"""Name → the table's first header, the spellings, and what each column holds."""

_TOKENS = {
    "employee_id": "employee ID",
    "name": "name",
    "unit": "unit",
    "current_rank": "code of the current rank",
    "target_rank": "code of the target rank",
    "assessor": "who rates",
    "period": "assessment period",
    "form_id": "the form's own ID",
    "email": "e-mail address",
    "target_title": "title of the target rank",
    "role": "the role that the JD is for, such as FleziPT AI Application Engineer",
    "jd_code": "document code of the JD",
    "jd_version": "version of the JD",
}
"""Token → what each form has in its place."""

_COLUMNS = {
    "code": "code of the competency, by which a returned form is read",
    "name": "the competency; click it to see its levels",
    "weight": "its weight",
    "explanation": "the JD's explanation",
    "required": "the level that the target rank requires",
    "self": "the engineer's choice",
    "assessor": "the assessor's choice",
    "evidence": "what shows it: a project, a result, a link",
    "points": "calculated as levels are chosen",
    "meets": "Yes or No, for the target rank",
}


def _jd(name: str) -> Callable[[], str]:
    first, spellings, meanings = _JD_TABLES[name]

    def make() -> str:
        return table(
            [f"{first} holds", "Headers that are recognised"],
            ([meanings[field], _listed(known)] for field, known in spellings.items()),
        )

    return make


def roster_columns() -> str:
    """The columns of a roster."""
    required = {"id", "target_rank"}
    return table(
        ["Column", "Headers that are recognised"],
        (
            [
                f"**{label}**{' (required)' if field in required else ''}",
                _listed(roster.HEADERS[field]),
            ]
            for field, label in roster.LABELS.items()
        ),
    )


def form_columns() -> str:
    """The columns of the form's table."""
    return table(
        ["Header", "What it holds", "Who fills it in"],
        ([column.label, _COLUMNS[column.field], _who(column)] for column in form.COLUMNS),
    )


def _who(column: form.FormColumn) -> str:
    if not column.input:
        return "nobody: locked"
    return "the assessor" if column.field == "assessor" else "the engineer"


def form_tokens() -> str:
    """The tokens of a template."""
    rows = [
        [f"`{form.braced(token)}`", _TOKENS[token], "required"] for token in form.REQUIRED_TOKENS
    ]
    rows.append(
        [
            f"`{form.braced(form.required_token('AIAE04'))}` …",
            "the label of the level that the target rank requires, one for each competency",
            "required",
        ]
    )
    rows += [
        [f"`{form.braced(token)}`", _TOKENS[token], "optional"] for token in form.OPTIONAL_TOKENS
    ]
    return table(["Token", "What each form has in its place", ""], rows)


def summary_sheets() -> str:
    """The sheets of the summary, as its sheet About describes them."""
    shown = {name: words for name, words in CONTENTS.items() if name != DATA}
    return table(
        ["Sheet", "What it shows"], ([f"**{name}**", text] for name, text in shown.items())
    )


def to_do() -> str:
    """What HR must do, most urgent first."""
    return table(["What to do", "Why"], ([f"**{one.words}**", one.why] for one in ToDo))


def competencies() -> str:
    """The built-in JD at a glance."""
    jd = fs.builtin.jd()
    return table(
        ["Code", "Competency", "Weight", "Levels", *jd.rank_codes],
        (
            [
                item.code,
                item.name,
                f"{float(item.weight):g}%",
                f"{item.levels[0].level}–{item.max_level}",
                *(str(item.required[code]) for code in jd.rank_codes),
            ]
            for item in jd.competencies
        ),
    )


def _listed(spellings: Iterable[str]) -> str:
    return ", ".join(f"`{spelling}`" for spelling in spellings)


MADE: Mapping[str, Callable[[], str]] = {
    **{name: _jd(name) for name in _JD_TABLES},
    "roster": roster_columns,
    "form-columns": form_columns,
    "form-tokens": form_tokens,
    "summary-sheets": summary_sheets,
    "to-do": to_do,
    "competencies": competencies,
}
"""Name → what makes the table."""
