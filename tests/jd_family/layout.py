"""How a JD workbook may be laid out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, TypeVar

from faie_sheets import Rank

from .cells import Percent, Rich, Sum, Value

T = TypeVar("T")
Note: TypeAlias = Literal["above", "below", "right", "total", "prepared"]

SECTIONS = (
    "cover", "model", "paths", "descriptions", "duties", "definitions", "scales", "changes",
)  # fmt: skip
GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "apart": tuple((section,) for section in SECTIONS),
    "pairs": (
        *(("cover", "model"), ("paths",), ("descriptions", "duties")),
        *(("definitions", "scales"), ("changes",)),
    ),
    "threes": (
        *(("cover", "definitions", "model"), ("paths",)),
        *(("descriptions", "duties", "changes"), ("scales",)),
    ),
    "beside": (
        *(("cover",), ("model", "definitions"), ("paths",)),
        *(("descriptions", "duties"), ("scales", "changes")),
    ),
    "one sheet": (SECTIONS,),
}
NAMES = {
    "usual": (
        *("Cover", "Competency Model", "Career Paths", "Job Descriptions"),
        *("Roles & Responsibilities", "Definitions", "Job_Fsoft Career Framework"),
        "Record of Change",
    ),
    "renamed": ("Bìa", "Mô hình", "Lộ trình", "JD", "R&R", "ĐN", "Thang", "Lịch sử"),
    "numbered": tuple(f"Sheet{number}" for number in range(1, 9)),
}
TITLES = (
    *("Job", "Competency Model", "Career Paths", "Job Descriptions"),
    *("Roles & Responsibilities", "Definitions", "Career Framework", "RECORD OF CHANGE"),
)
MODEL_TURN, DESCRIBED_TURN, SCALES_TURN, COLUMNS_TURN, RANKS_TURN = 1, 2, 3, 1, 2
"""The orders of competencies on three sheets, and of ranks on two."""

NOTE = "Note: weights were agreed on 12-Mar"
NOTE_TERMS = ("note", "prepared by")
RESPELLED: dict[str, Callable[[str], str]] = {
    "usual": str,
    "upper": str.upper,
    "broken": lambda text: text.replace(" ", "\n", 1),
    "double": lambda text: f" {text.replace(' ', '  ')} ",
    "nbsp": lambda text: f"{text} ".replace(" ", "\u00a0"),
}


@dataclass(frozen=True)
class Layout:
    """How a JD workbook is laid out; as it stands here, much like the sample.

    Attributes:
        corner: the cell in which the first section of every sheet begins.
        arrange: one section a sheet, two or three stacked, two side by side, or all on one sheet.
        names: what the sheets are called.
        order: in which order they stand.
        hidden: which of them are hidden.
        notes: notes that are no part of a table: "above", "below" and "right" of it, a "total" row
            under the weights, and who "prepared" it.
        scratch: sheets that only look alike: a "header" row alone, or with "rows" of other things.
        old: whether there is a sheet "Competency Model (old)" with other weights.
        scratch_first: whether these sheets stand before the others.
        weights: 0.15 formatted as percent, "15%", "12,5%" or 15.
        weight_header: the word "Weight %", or the total as a value or a formula.
        upward: whether scales and ranks are listed from the lowest to the highest.
        shuffled: whether competencies and ranks stand in another order on each sheet.
        scales_beside: how many scales stand side by side.
        headers: how headers are spelled.
        dates: a date or a text such as this one.
        versions: a version as text or, where nothing is lost, as a number.
        cover: whether the cover's values stand beside or below their labels.
        extra: whether columns Owner and Comment stand between the others.
        code_column: whether the job descriptions have a column Code.
        rank_header: where the ranks' codes and titles stand: the codes in a row "below" that of
            the headers, the titles in a row "above" it, both in "one cell", or one of the two.
        level_names: how a rank's level and its name are written.
        level_header: whether a header stands over them.
        group_row: whether a row of level numbers stands between header and competencies.
        blank_rows: whether an empty row follows every row of a table.
        merged: whether titles, headers and the code of the job family are merged cells.
        rich: whether names and texts have bold words.
        duties: the responsibilities in one cell a column, or in one row an area.
    """

    corner: Literal["B2", "A1", "D7", "AC40"] = "B2"
    arrange: Literal["apart", "pairs", "threes", "beside", "one sheet"] = "apart"
    names: Literal["usual", "renamed", "numbered"] = "usual"
    order: Literal["usual", "backwards", "mixed"] = "usual"
    hidden: Literal["", "framework", "all but the first"] = ""
    notes: frozenset[Note] = frozenset()
    scratch: frozenset[Literal["header", "rows"]] = frozenset()
    old: Literal["", "visible", "hidden"] = ""
    scratch_first: bool = False
    weights: Literal["fraction", "text", "comma", "number"] = "fraction"
    weight_header: Literal["word", "total", "sum", "sum not stored"] = "total"
    upward: bool = False
    shuffled: bool = False
    scales_beside: Literal[1, 2, 3] = 1
    headers: Literal["usual", "upper", "broken", "double", "nbsp"] = "usual"
    dates: Literal["date", "1-Feb-2026", "2026-02-01", "01/02/2026"] = "date"
    versions: Literal["text", "number"] = "text"
    cover: Literal["beside", "above", "above in a column"] = "beside"
    extra: bool = False
    code_column: bool = False
    rank_header: Literal["below", "above", "one cell", "code", "title"] = "below"
    level_names: Literal["Level 1 – X", "Level 1: X", "L1 - X"] = "Level 1 – X"
    level_header: bool = False
    group_row: bool = True
    blank_rows: bool = False
    merged: bool = False
    rich: bool = False
    duties: Literal["one cell", "a row an area"] = "one cell"

    def head(self, text: str) -> str:
        """A header as this layout spells it."""
        return RESPELLED[self.headers](text)

    def text(self, text: str) -> Value:
        """A name or a text of a competency."""
        return Rich(text) if self.rich and len(text) > 1 else text

    def weight(self, percent: Fraction) -> Percent | float | str:
        """A weight."""
        if self.weights == "fraction":
            return Percent(float(percent / 100))
        if self.weights == "number":
            return float(percent)
        text = f"{float(percent):.15g}%"
        return text.replace(".", ",") if self.weights == "comma" else text

    def total(self, first: int, last: int) -> Value:
        """The total of the weights in these rows; a formula where they can be added up."""
        whole = self.weight(Fraction(100))
        if not self.weight_header.startswith("sum") or isinstance(whole, str):
            return whole
        return Sum(first, last, whole, stored=self.weight_header == "sum")

    def date(self, date: dt.date | None) -> Value:
        """A date."""
        if date is None or self.dates == "date":
            return date
        pattern = {"2026-02-01": "%Y-%m-%d", "01/02/2026": "%d/%m/%Y"}.get(self.dates)
        return f"{date:{pattern}}" if pattern else f"{date.day}-{date:%b-%Y}"

    def version(self, version: str) -> Value:
        """A version."""
        is_number = version.count(".") == 1 and version.replace(".", "").isdigit()
        return float(version) if self.versions == "number" and is_number else version

    def level_name(self, rank: Rank) -> str:
        """A rank's level with its name."""
        pattern = self.level_names.replace("1", "{0}").replace("X", "{1}")
        return pattern.format(rank.level, rank.level_name)

    def ordered(self, items: Sequence[T], turn: int) -> list[T]:
        """Items as they are, or in an order that is another one for another turn."""
        start = turn % len(items) if self.shuffled else 0
        return [*items[start:], *items[:start]]

    def directed(self, items: Sequence[T], turn: int) -> list[T]:
        """Ranks, which are listed upward or downward where they are not shuffled."""
        return self.ordered(items if self.upward else items[::-1], turn)
