"""HTML for notebooks: escaped, short, and readable on light and dark pages.

Colours are translucent over the page's background, and text has the page's own colour. Code hosts
strip every style, so nothing is conveyed by style alone: words and symbols say it too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from faie_sheets.text.normalise import plain
from faie_sheets.wording import shortened
from faie_sheets.workbook.cell_text import cell_text

LONGEST = 80
"""How many characters of a text are shown, except where there is room for more."""

_BOX = "line-height:1.45;max-width:72em"
_TABLE = "border-collapse:collapse;margin:.5em 0;font-size:.95em"
_CELL = "padding:.2em .7em;vertical-align:top;border-bottom:1px solid rgba(128,128,128,.3)"
_HEAD = f"{_CELL};border-bottom:2px solid rgba(128,128,128,.6);font-weight:bold"
_WASHES = {
    "good": "rgba(27,140,100,.22)",
    "fair": "rgba(244,180,40,.30)",
    "bad": "rgba(214,90,10,.28)",
    "open": "rgba(128,128,128,.22)",
}
_TAG = re.compile("<[^>]*>")
_TYPESETTERS_OFF = "tex2jax_ignore mathjax_ignore"
"""Classes that keep notebooks from rendering text between two $ as a formula."""


class Html(str):
    """A text that is already HTML. Any other text is data, and is escaped."""

    __slots__ = ()


Cell = Html | str | int


def shown_html(value: object, longest: int = LONGEST) -> Html:
    """Data as HTML: on one line, at most ``longest`` characters, with markup escaped.

    >>> shown_html("<b>Võ & Hà</b>"), shown_html("x" * 100, 4)
    ('&lt;b&gt;Võ &amp; Hà&lt;/b&gt;', 'xxx…')
    """
    if isinstance(value, Html):
        return value
    text = cell_text(plain(str(value)[: 8 * longest]))
    return Html(html.escape(shortened(text, longest)))


def box(*parts: Html) -> Html:
    """Everything that is shown of a record."""
    inside = "".join(parts)
    return Html(f'<div class="{_TYPESETTERS_OFF}" style="{_BOX}">{inside}</div>')


def above_the_tables(shown_record: Html) -> str:
    """The lines above the first table of what is shown of a record, as text."""
    lines = shown_record.partition("<table")[0].replace("</div>", "\n")
    return html.unescape(_TAG.sub("", lines)).strip()


def heading(title: object, *details: object) -> Html:
    """The first line: a title, followed by details."""
    after = "".join(f" · {shown_html(detail)}" for detail in details if detail)
    return Html(f"<div><strong>{shown_html(title)}</strong>{after}</div>")


def facts(*pairs: tuple[str, object] | Html) -> Html:
    """A line of facts, each after its name; parts that are HTML are kept as they are."""
    parts = (
        pair
        if isinstance(pair, Html)
        else f"{shown_html(pair[0])} <strong>{shown_html(pair[1])}</strong>"
        for pair in pairs
    )
    return Html(f"<div>{' · '.join(parts)}</div>")


def badge(words: object, wash: str) -> Html:
    """Words on a background colour: ``good``, ``fair``, ``bad`` or ``open``."""
    style = f"background:{_WASHES[wash]};padding:.05em .5em;border-radius:.3em;white-space:nowrap"
    return Html(f'<strong style="{style}">{shown_html(words, 50)}</strong>')


def note(words: object, longest: int = 300) -> Html:
    """A less prominent line."""
    return Html(f'<div style="opacity:.8">{shown_html(words, longest)}</div>')


def table(
    headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, longest: int = LONGEST
) -> Html:
    """A table; numbers and HTML cells are centred, texts left-aligned."""
    head = "".join(_cell("th", header, _HEAD, longest) for header in headers)
    body = "".join(
        f"<tr>{''.join(_cell('td', value, _CELL, longest) for value in row)}</tr>" for row in rows
    )
    return Html(
        f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cell(tag: str, value: Cell, style: str, longest: int) -> str:
    middle = "center" if isinstance(value, Html | int) else "left"
    return f'<{tag} style="text-align:{middle};{style}">{shown_html(value, longest)}</{tag}>'


def more(left: int, words: str) -> Html:
    """A note of how many items are not shown; empty if all are."""
    return note(f"… and {left:,} more {words}") if left > 0 else Html("")


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun.

    >>> counted(1, "error"), counted(1200, "error"), counted(2, "rating is", "ratings are")
    ('1 error', '1,200 errors', '2 ratings are')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
