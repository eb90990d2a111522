"""One live line over a list: how many of its rows have each word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from faie_sheets.summary.book import SummaryBook
from faie_sheets.workbook.write.looks import BOLD, SUBTITLE
from faie_sheets.workbook.write.sheet import SheetWriter

_DOT = "  ·  "


def write_counts(
    book: SummaryBook, sheet: SheetWriter, row: int, cells: str, words: Iterable[str]
) -> None:
    """Write the line, such as ``Remind: 3  ·  Get another file: 1``, as a formula with its value.

    Args:
        book: the workbook in the making.
        sheet: the sheet with the list.
        row: where the line goes.
        cells: reference to the list's column of words.
        words: the words that stand there, of ours and not of people's, one a row.
    """
    counts = Counter(words)
    formula = f'&"{_DOT}"&'.join(f'"{word}: "&SUMPRODUCT(--({cells}="{word}"))' for word in counts)
    value = _DOT.join(f"{word}: {count}" for word, count in counts.items())
    sheet.formula(row, 0, f"={formula}", book.formats.of(SUBTITLE, BOLD), value)
