"""The page of all problems, from the catalogue: what each means, why it happens, what to do."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from string import Formatter

from faie_sheets import Kind
from faie_sheets.problems import Group, example

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
    "value": "what is there",
    "wanted": "these headers",
    "used": "the one that was used",
    "worded": "another level",
    "lower": "the lower rank",
    "rows": "",
    "hint": "",
}
"""Placeholder → how the page names it; any other is shown by its own name."""


def groups() -> str:
    """Every group with its table, in HTML that stays readable on narrow screens."""
    return "\n\n".join(map(_group, Group))


def _group(group: Group) -> str:
    rows = "\n".join(_rows(kind) for kind in Kind if kind.value.group is group)
    return (
        f"## {group.title}\n\n{group.about}\n\n"
        '<table class="problems" markdown="0">\n<thead><tr><th>Problem</th><th>Why it happens</th>'
        f"<th>What to do</th></tr></thead>\n{rows}\n</table>"
    )


def _rows(kind: Kind) -> str:
    found, expected, fix = map(_sentence, kind.value.sentences)
    message = html.escape(example(kind).message)
    code, severity = kind.code, kind.severity.value
    return (
        "<tbody>\n"
        # A heading, so that the search finds it.
        f'<tr><td><h3 id="{code}"><a href="#{code}">{code}</a></h3> '
        f'<span class="{severity}">{severity}</span><br>{_capital(found)}.'
        f'<br><span class="allowed">Expected: {expected}.</span></td>'
        f'<td data-title="Why it happens">{_inline(kind.value.cause)}</td>'
        f'<td data-title="What to do">{_capital(fix)}.</td></tr>\n'
        f'<tr class="example"><td colspan="3">{message}</td></tr>\n'
        "</tbody>"
    )


def _sentence(template: str) -> str:
    """A sentence from the catalogue, with words in italics for what a real file has there."""
    return "".join(_pieces(template)).removesuffix("; ")


def _pieces(template: str) -> Iterator[str]:
    for text, name, _, _ in Formatter().parse(template):
        yield _inline(text)
        if name is not None:
            words = _WORDS.get(name, name)
            yield f"<em>{words}</em>" if words else ""


def _inline(text: str) -> str:
    """The bit of Markdown used in causes and remedies, as HTML."""
    safe = html.escape(text, quote=False)
    safe = re.sub(r"`([^`]+)`", r"<code>\1</code>", safe)
    return re.sub(r"(?<!\()\*([^*]+)\*", r"<em>\1</em>", safe)


def _capital(text: str) -> str:
    return text if text.startswith("<") else text[:1].upper() + text[1:]
