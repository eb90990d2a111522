"""What changed between two revisions of a JD, as HR reads it: people first, then the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from faie_sheets.cli.console import out
from faie_sheets.records.revision import Difference, DifferenceKind, JdDiff, RecordLine
from faie_sheets.revision.texts import entry_label
from faie_sheets.text.passages import Side, parts, printable

_LEAST_WIDTH = 80
_LONGEST = 160

_K = DifferenceKind
GROUPS: dict[str, tuple[DifferenceKind, ...]] = {
    "Ranks": (
        *(_K.RANK_ADDED, _K.RANK_DROPPED, _K.RANK_RECODED),
        *(_K.RANK_RENAMED, _K.RANK_LEVEL, _K.RANK_ORDER),
    ),
    "Competencies": (
        *(_K.COMPETENCY_ADDED, _K.COMPETENCY_DROPPED, _K.COMPETENCY_RECODED),
        *(_K.COMPETENCY_RENAMED, _K.COMPETENCY_NUMBER, _K.COMPETENCY_ORDER),
    ),
    "Weights": (_K.WEIGHT,),
    "Requirements": (_K.REQUIREMENT,),
    "Scales": (_K.SCALE_TOP, _K.LEVEL_ADDED, _K.LEVEL_DROPPED),
    "Texts": (
        *(_K.LEVEL_TEXT, _K.LEVEL_LABEL, _K.REQUIREMENT_TEXT, _K.EXPLANATION),
        *(_K.RESPONSIBILITIES, _K.DEFINITION, _K.CAREER_PATHS, _K.PICTURE),
    ),
    "Document": (
        *(_K.ROLE, _K.DOCUMENT, _K.RULE),
        *(_K.RECORD_REWRITTEN, _K.RECORD_DROPPED, _K.RECORD_SIGNED),
    ),
}
"""The headings, in their order, and the kinds of differences under each."""


def show_diff(diff: JdDiff, old: str, new: str) -> None:
    """What it does to people, what changed, and whether that is recorded.

    ``old`` and ``new`` are the names of the two files.
    """
    out.print(Text(f"{printable(old)} → {printable(new)}", style="bold"), soft_wrap=True)
    out.print(Text(f"{printable(diff.old)} → {printable(diff.new)}"), soft_wrap=True)
    out.print(_counts(diff))
    if diff.effects:
        _head("What it does to people")
        _bullets(map(Text, diff.effects))
    for title, kinds in GROUPS.items():
        if found := diff.of(*kinds):
            _head(title)
            _show(found)
    _show_record(diff)


def _counts(diff: JdDiff) -> Text:
    if not diff.differences:
        return Text("No differences: the two revisions say the same.")
    count = "1 difference" if len(diff) == 1 else f"{len(diff)} differences"
    unrecorded = f"{len(diff.unrecorded) or 'none'} without a record"
    return Text(f"{count}, {unrecorded}; {len(diff.not_seen) or 'none'} recorded and not seen")


def _show(differences: Sequence[Difference]) -> None:
    table = Table("Of", "What", "Was", "Now", "Recorded in")
    for difference in differences:
        where = ", ".join(f"entry {label}" for label in difference.recorded)
        table.add_row(
            _whole(difference.subject or "the JD"),
            _whole(difference.what),
            _said(difference, "old"),
            _said(difference, "new"),
            Text("nowhere", style="bold red") if difference.unrecorded else Text(where or "–"),
        )
    # A narrower terminal breaks the table's lines, which is better than to lose words.
    if out.width < _LEAST_WIDTH:
        table.width = _LEAST_WIDTH
    out.print(table, crop=False)


def _said(difference: Difference, side: Side) -> Text:
    """What one revision says: of a text the passages that differ, the differing words in colour."""
    value = difference.old if side == "old" else difference.new
    if not value:
        return Text("–")
    if not difference.words:
        return _whole(f"{_cut(value)} (other spaces)" if difference.only_spaces else _cut(value))
    colour = "red" if side == "old" else "green"
    shown = (
        (_cut(text), colour if differs else "") for text, differs in parts(difference.words, side)
    )
    return Text(" ", overflow="fold").join(Text(text, style) for text, style in shown)


def _show_record(diff: JdDiff) -> None:
    _head("The record of change")
    labels = [entry_label(entry) for entry in diff.entries]
    out.print(Text(f"New entries: {', '.join(labels)}" if labels else "No new entry."))
    if diff.of(_K.RECORD_DROPPED) and not labels:
        out.print("The first file's record goes further: was the new revision given first?")
    _list("Changed without a record", map(_in_short, diff.unrecorded), "bold red")
    _list("Recorded and not seen", map(_quoted, diff.not_seen), "bold red")
    _list("Recorded in words that cannot be held against the JD", map(_quoted, diff.untold), "")
    if diff.is_in_order:
        out.print("Nothing is amiss: whatever changed is recorded, and no record is contradicted.")


def _in_short(difference: Difference) -> str:
    about = f"{difference.subject}: {difference.what}" if difference.subject else difference.what
    short = difference.kind in (*GROUPS["Weights"], *GROUPS["Requirements"])
    if not short:
        return about
    return f"{about} ({difference.old or 'nothing'} → {difference.new or 'nothing'})"


def _quoted(line: RecordLine) -> str:
    why = f": {line.why}" if line.why else ""
    return f"entry {line.entry}, “{_cut(line.text)}”{why}"


def _list(title: str, lines: Iterable[str], style: str) -> None:
    if told := list(lines):
        out.print(Text(f"{title} ({len(told)}):", style=style))
        _bullets(map(_whole, told))


def _bullets(texts: Iterable[Text]) -> None:
    grid = Table.grid(padding=(0, 1))
    for text in texts:
        grid.add_row(" •", text)
    out.print(grid)


def _head(title: str) -> None:
    out.print()
    out.print(Text(title, style="bold"))


def _cut(text: str) -> str:
    text = printable(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _whole(text: str) -> Text:
    return Text(printable(text), overflow="fold")
