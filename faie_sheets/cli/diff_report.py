"""What changed between two revisions of a JD, as HR reads it: people first, the record last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from faie_sheets.cli.console import out
from faie_sheets.records.job_description import Change
from faie_sheets.records.revision import Difference, DifferenceKind, JdDiff
from faie_sheets.revision.record_of_change import entry_label
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
    "Document": (_K.ROLE, _K.DOCUMENT, _K.RULE),
    "Earlier entries": (_K.RECORD_REWRITTEN, _K.RECORD_DROPPED, _K.RECORD_SIGNED),
}
"""The headings, in their order, and the kinds of differences under each."""


def show_diff(diff: JdDiff, old: str, new: str) -> None:
    """What it means for people, what changed, and the new entries of the record of change.

    ``old`` and ``new`` are the names of the two files.
    """
    out.print(Text(f"{printable(old)} → {printable(new)}", style="bold"), soft_wrap=True)
    out.print(Text(f"{printable(diff.old)} → {printable(diff.new)}"), soft_wrap=True)
    families = [difference.effect for difference in diff.of(_K.ROLE) if difference.effect]
    for sentence in families:
        out.print(Text(printable(sentence), style="bold red"))
    out.print(_counts(diff))
    if effects := [sentence for sentence in diff.effects if sentence not in families]:
        _head("What it means for people")
        _bullets(map(_whole, effects))
    for title, kinds in GROUPS.items():
        if found := diff.of(*kinds):
            _head(title)
            _show(found)
    _show_record(diff)


def _counts(diff: JdDiff) -> Text:
    if not diff.differences:
        return Text("No differences: the two revisions say the same.")
    said = ["1 difference" if len(diff) == 1 else f"{len(diff)} differences"]
    if diff.unnamed:
        which = "it" if len(diff) == 1 else f"{len(diff.unnamed)} of them"
        said.append(f"no new entry names {which}")
    if entries := {difference.name for difference in diff.rewritten}:
        count = (
            "1 earlier entry was" if len(entries) == 1 else f"{len(entries)} earlier entries were"
        )
        said.append(f"{count} rewritten or removed")
    return Text("; ".join(said))


def _show(differences: Sequence[Difference]) -> None:
    table = Table("Of", "What", "Was", "Now", "Named in")
    for difference in differences:
        where = ", ".join(f"entry {label}" for label in difference.named_in)
        table.add_row(
            _whole(difference.subject or "the JD"),
            _whole(_what(difference)),
            _said(difference, "old"),
            _said(difference, "new"),
            Text("no entry", style="bold red") if difference.unnamed else Text(where or "–"),
        )
    # In a narrower terminal the table's lines wrap, which is better than losing words.
    if out.width < _LEAST_WIDTH:
        table.width = _LEAST_WIDTH
    out.print(table, crop=False)


def _what(difference: Difference) -> str:
    punctuation = " (only punctuation)" if difference.only_punctuation else ""
    return difference.what + (" (only spaces)" if difference.only_spaces else punctuation)


def _said(difference: Difference, side: Side) -> Text:
    """What one revision says: of a text, the passages that differ, with those words in colour."""
    value = difference.old if side == "old" else difference.new
    if not value:
        return Text("–")
    if not difference.words:
        return _whole(_cut(value))
    colour = "red" if side == "old" else "green"
    shown = (
        (_cut(text), colour if differs else "") for text, differs in parts(difference.words, side)
    )
    return Text(" ", overflow="fold").join(Text(text, style) for text, style in shown)


def _show_record(diff: JdDiff) -> None:
    _head("The record of change")
    if diff.of(_K.RECORD_DROPPED) and not diff.entries:
        out.print("The first file's record goes further: was the new revision given first?")
    if diff.unnamed:
        title = f"Changes that no new entry names ({len(diff.unnamed)}):"
        out.print(Text(title, style="bold red"))
        _bullets(map(_whole, map(_in_short, diff.unnamed)))
        out.print(
            "An entry names a change by its code or full name, and for a weight or level also by "
            "its figure."
        )
    if not diff.entries:
        out.print("No new entry.")
        return
    out.print("New entries, as they stand; whether they are right is for you to judge:")
    for entry in diff.entries:
        _bullets([_headed(entry)])
        for line in filter(None, map(printable, entry.reason.split("\n"))):
            out.print(Padding(_whole(line), (0, 0, 0, 3)))


def _headed(entry: Change) -> Text:
    """What an entry says in its columns, except for the reason for the change."""
    date = entry.effective_date.isoformat() if entry.effective_date else ""
    version = entry.version and f"version {entry.version}"
    file_version = entry.file_version and f"file version {entry.file_version}"
    facts = (f"entry {entry_label(entry)}", date, version, file_version, entry.description)
    return _whole(", ".join(filter(None, facts)))


def _in_short(difference: Difference) -> str:
    about = ": ".join(filter(None, (difference.subject, _what(difference))))
    if difference.kind in (*GROUPS["Weights"], *GROUPS["Requirements"]):
        return f"{about} ({difference.old or 'nothing'} → {difference.new or 'nothing'})"
    gone = "" if difference.new else " (gone)"
    return about + (gone if difference.old else " (new)")


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
