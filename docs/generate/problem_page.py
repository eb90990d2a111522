"""The page of every problem, from the catalogue: what it means, why it happens, what to do."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from string import Formatter
from typing import NamedTuple

from problem_notes import NOTES, example

from faie_sheets import Kind


class Group(NamedTuple):
    """Problems that come from the same kind of file.

    Attributes:
        title: the heading.
        about: a sentence below it.
        has: whether a code that no earlier group has belongs to it.
    """

    title: str
    about: str
    has: Callable[[str], bool]


def _beginning(*beginnings: str) -> Callable[[str], bool]:
    return lambda code: code.startswith(beginnings)


_BATCH = {
    *("form-superseded", "form-refused", "form-named-for-another", "form-late"),
    *("nothing-found", "store-unusable"),
}

GROUPS = (
    Group(
        "The batch of returned forms",
        "Nothing is wrong in these files themselves; it is about how they go together, and with "
        "your list.",
        lambda code: code in _BATCH or code.startswith(("engineer-", "file-killed")),
    ),
    Group("The ratings", "In the cells that people fill in.", _beginning("rating-", "evidence-")),
    Group("The template", "Before anything is issued from it.", _beginning("template-")),
    Group("The forms", "A form that is issued or comes back.", _beginning("form-", "not-a-form")),
    Group(
        "The JD workbook",
        "What `faie-sheets check` finds. Errors make figures wrong or missing, so mend them before "
        "you issue forms.",
        _beginning("jd-", "not-a-jd"),
    ),
    Group(
        "The roster and the manifest",
        "The list of who is to be assessed, and of what was issued.",
        _beginning("roster-", "manifest-"),
    ),
    Group(
        "The summary",
        "When a summary is read back.",
        _beginning("summary-", "not-a-summary"),
    ),
    Group("Any file", "Of whatever you hand in.", _beginning("file-", "url-", "not-a-workbook")),
)
"""A kind belongs to the first that has it; shown in the order of ``_ORDER``."""

_ORDER = (
    "Any file", "The JD workbook", "The roster and the manifest", "The template", "The forms",
    "The ratings", "The batch of returned forms", "The summary",
)  # fmt: skip

_WORDS = {
    "what": "…",
    "why": "reason",
    "found_jd": "its JD",
    "expected_jd": "your JD",
    "other": "elsewhere",
    "others": "the other files",
    "who": "the engineer",
    "rater": "self or assessor",
    "expected": "what was expected",
    "allowed": "what is allowed",
    "sheet_name": "hidden sheet",
    "value": "what stands there",
    "wanted": "these headers",
    "used": "the one that was used",
    "worded": "another level",
    "lower": "the lower rank",
    "rows": "",
    "hint": "",
}
"""Placeholder → how the page names it; the others are called what they are."""


def groups() -> str:
    """Every group with its table, in HTML that stands by itself on narrow screens too."""
    by_title = {group.title: group for group in GROUPS}
    return "\n\n".join(_group(by_title[title]) for title in _ORDER)


def group_of(kind: Kind) -> Group:
    """The group of a kind.

    Raises:
        LookupError: no group has it.
    """
    for group in GROUPS:
        if group.has(kind.code):
            return group
    raise LookupError(f"no group has {kind.code}")


def _group(group: Group) -> str:
    rows = "\n".join(_rows(kind) for kind in Kind if group_of(kind) is group)
    return (
        f"## {group.title}\n\n{group.about}\n\n"
        '<table class="problems" markdown="0">\n<thead><tr><th>Problem</th><th>Why it happens</th>'
        f"<th>What to do</th></tr></thead>\n{rows}\n</table>"
    )


def _rows(kind: Kind) -> str:
    found, expected, fix = (_sentence(text) for text in kind.value[2:])
    message = html.escape(example(kind).message)
    code, severity = kind.code, kind.severity.value
    return (
        "<tbody>\n"
        # A heading, so that the search leads to it.
        f'<tr><td><h3 id="{code}"><a href="#{code}">{code}</a></h3> '
        f'<span class="{severity}">{severity}</span><br>{_capital(found)}.'
        f'<br><span class="allowed">Expected: {expected}.</span></td>'
        f'<td data-title="Why it happens">{_inline(NOTES[code].cause)}</td>'
        f'<td data-title="What to do">{_capital(fix)}.</td></tr>\n'
        f'<tr class="example"><td colspan="3">{message}</td></tr>\n'
        "</tbody>"
    )


def _sentence(template: str) -> str:
    """A sentence of the catalogue, with words in italics for what a file would have there."""
    return "".join(_pieces(template)).removesuffix("; ")


def _pieces(template: str) -> Iterator[str]:
    for text, name, _, _ in Formatter().parse(template):
        yield _inline(text)
        if name is not None:
            words = _WORDS.get(name, name)
            yield f"<em>{words}</em>" if words else ""


def _inline(text: str) -> str:
    """The little Markdown that causes and remedies have, as HTML."""
    safe = html.escape(text, quote=False)
    safe = re.sub(r"`([^`]+)`", r"<code>\1</code>", safe)
    return re.sub(r"(?<!\()\*([^*]+)\*", r"<em>\1</em>", safe)


def _capital(text: str) -> str:
    return text if text.startswith("<") else text[:1].upper() + text[1:]
