"""Layouts with a name each, for tests one by one."""

from __future__ import annotations

from .layout import Layout, Note

ALL_NOTES: frozenset[Note] = frozenset({"above", "below", "right", "total", "prepared"})
LAYOUTS = {
    "usual": Layout(),
    "at A1": Layout(corner="A1"),
    "offset": Layout(corner="AC40"),
    "two sections a sheet": Layout(arrange="pairs"),
    "three sections a sheet": Layout(arrange="threes", corner="A1"),
    "sections side by side": Layout(arrange="beside"),
    "all on one sheet": Layout(arrange="one sheet"),
    "all on one sheet with notes": Layout(
        arrange="one sheet",
        notes=ALL_NOTES,
        weight_header="word",
    ),
    "notes above": Layout(notes=frozenset({"above"})),
    "notes below": Layout(notes=frozenset({"below", "prepared"})),
    "notes on the right": Layout(notes=frozenset({"right"})),
    "total row": Layout(notes=frozenset({"total"}), weight_header="word"),
    "total row by formula": Layout(notes=frozenset({"total"}), weight_header="sum"),
    "blank rows": Layout(blank_rows=True),
    "scratch header": Layout(scratch=frozenset({"header"})),
    "scratch header first": Layout(scratch=frozenset({"header"}), scratch_first=True),
    "scratch rows": Layout(scratch=frozenset({"rows"})),
    "scratch rows first": Layout(scratch=frozenset({"rows"}), scratch_first=True),
    "old copy": Layout(old="visible"),
    "old copy first": Layout(old="visible", scratch_first=True),
    "old copy hidden": Layout(old="hidden"),
    "old copy hidden and first": Layout(old="hidden", scratch_first=True),
    "sheets renamed": Layout(names="renamed"),
    "sheets numbered": Layout(names="numbered", order="mixed"),
    "sheets backwards": Layout(order="backwards"),
    "framework hidden": Layout(hidden="framework"),
    "all but the cover hidden": Layout(hidden="all but the first"),
    "weights as text": Layout(weights="text"),
    "weights as text with a comma": Layout(weights="comma", weight_header="word"),
    "weights as numbers": Layout(weights="number"),
    "weights under a word": Layout(weights="number", weight_header="word"),
    "weights under a formula": Layout(weight_header="sum"),
    "weights under a formula without a value": Layout(weight_header="sum not stored"),
    "numbers under a formula without a value": Layout(
        weights="number", weight_header="sum not stored"
    ),
    "lowest first": Layout(upward=True),
    "scales side by side": Layout(scales_beside=2),
    "scales in threes, lowest first": Layout(scales_beside=3, upward=True),
    "every sheet in another order": Layout(shuffled=True),
    "headers in capitals": Layout(headers="upper", weight_header="word"),
    "headers with line breaks": Layout(headers="broken", weight_header="word"),
    "headers with two spaces": Layout(headers="double", weight_header="word"),
    "headers with hard spaces": Layout(headers="nbsp", weight_header="word"),
    "dates as 1-Feb-2026": Layout(dates="1-Feb-2026"),
    "dates as 2026-02-01": Layout(dates="2026-02-01"),
    "dates as 01-02-2026 with slashes": Layout(dates="01/02/2026"),
    "versions as numbers": Layout(versions="number"),
    "cover with values below": Layout(cover="above"),
    "cover in one column": Layout(cover="above in a column"),
    "columns between": Layout(extra=True),
    "codes in the job descriptions": Layout(code_column=True),
    "titles above the header": Layout(rank_header="above"),
    "ranks in one cell": Layout(rank_header="one cell"),
    "ranks by code": Layout(rank_header="code", group_row=False),
    "ranks by title": Layout(rank_header="title", group_row=False),
    "levels as L1": Layout(level_names="L1 - X"),
    "levels with a colon, under a header": Layout(level_names="Level 1: X", level_header=True),
    "cells merged": Layout(merged=True),
    "bold words": Layout(rich=True),
    "duties row by row": Layout(duties="a row an area"),
    # what the layouts at random found: each is one thing too many for some reader
    "total row by formula without a value": Layout(
        notes=frozenset({"total"}), weight_header="sum not stored"
    ),
    "ranks in one cell, blank rows": Layout(rank_header="one cell", blank_rows=True),
    "ranks in one cell, scratch rows first": Layout(
        rank_header="one cell", scratch=frozenset({"rows"}), scratch_first=True
    ),
    "codes in the job descriptions, which stand first": Layout(
        code_column=True, shuffled=True, order="backwards"
    ),
    "hidden but for the cover and scratch rows": Layout(
        hidden="all but the first", scratch=frozenset({"rows"})
    ),
    "much at once": Layout(
        corner="D7",
        arrange="pairs",
        names="renamed",
        order="backwards",
        notes=frozenset({"above", "total"}),
        weights="number",
        weight_header="word",
        upward=True,
        shuffled=True,
        headers="upper",
        dates="1-Feb-2026",
        versions="number",
        cover="above",
        extra=True,
        code_column=True,
        blank_rows=True,
        merged=True,
        rich=True,
    ),
}
