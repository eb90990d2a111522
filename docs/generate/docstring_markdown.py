"""Turn the roles and tables of docstrings, which are written for ``help()`` too, into Markdown."""

from __future__ import annotations

import re
from enum import EnumType, StrEnum
from typing import Any

import griffe
from markdown_table import table

import faie_sheets as fs

_ROLE = re.compile(r":(?:class|func|meth|mod|attr|data|exc):`([^`]+)`")
_LITERAL = re.compile(r"``([^`]+)``")
_RULE = re.compile(r"^=+(?: +=+)+$")
_EXAMPLE = re.compile(r"^Example:$", re.MULTILINE)
_FRAME = re.compile(r"^``(\w+\.\w+\(\))``, (.+?)[:.]?$", re.MULTILINE)
"""The call that gives a frame, and what its rows are: the title of the text below it."""
_CODE_BLOCK = re.compile(r"^\.\. code-block:: (\w+)\n\n((?:    .*\n?|\n)+)", re.MULTILINE)

_DESCRIBED = ("notebook.frames",)
"""Modules whose docstring is a page of the site."""


class Markdown(griffe.Extension):
    """Turn every docstring into Markdown."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite the docstring of an object after it has been read."""
        if obj.docstring:
            obj.docstring.value = as_markdown(obj.docstring.value) + _values(obj)


def _values(obj: griffe.Object) -> str:
    """The values of a public enumeration, as they appear in frames and JSON."""
    public = getattr(fs, obj.name, None)
    if not (obj.is_class and isinstance(public, EnumType) and issubclass(public, StrEnum)):
        return ""
    lines = (f"- `{public.__name__}.{one.name}`: `{one.value}`" for one in public)
    return "\n\n" + "\n".join(lines)


def as_markdown(text: str) -> str:
    """A docstring's roles, literals, code blocks and simple tables as Markdown."""
    text = _FRAME.sub(lambda got: f"## `{got[1]}`\n\n{got[2].capitalize()}:", text)
    text = text.replace("<NA>", "`<NA>`")  # otherwise it would be taken for a tag, and vanish
    text = _EXAMPLE.sub("Examples:", text)  # only the section "Examples" can show code that runs
    text = _CODE_BLOCK.sub(_fenced, text)
    text = "\n".join(_tables(text.splitlines()))
    return _LITERAL.sub(r"`\1`", _ROLE.sub(_link, text))


def _link(role: re.Match[str]) -> str:
    """A public name becomes a link to its place in the reference; any other is shown as code."""
    path = role[1].removeprefix("faie_sheets.").removeprefix("fs.")
    name = path.partition(".")[0]
    if name in fs.__all__ or path in _DESCRIBED:
        return f"[`{path}`][faie_sheets.{path if path in _DESCRIBED else name}]"
    return f"`{role[1]}`"


def _fenced(block: re.Match[str]) -> str:
    lines = block[2].rstrip().splitlines()
    code = "\n".join(line.removeprefix("    ") for line in lines)
    return f"```{block[1]}\n{code}\n```\n\n"


def _tables(lines: list[str]) -> list[str]:
    """The lines, with simple tables of two columns turned into Markdown tables."""
    made: list[str] = []
    rows: list[list[str]] = []
    rules = 0
    for line in lines:
        if _RULE.match(line):
            rules += 1
            if rules == 3:  # above the headers, below them, and at the end
                made.append(table(rows[0], ([f"`{name}`", says] for name, says in rows[1:])))
                rows, rules = [], 0
        elif rules:
            rows.append([part.strip() for part in line.split("  ", 1)])
        else:
            made.append(line)
    return made
