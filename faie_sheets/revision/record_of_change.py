"""The entries in the record of change: which are new, and what happened to earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from faie_sheets.records.job_description import Change, JobDescription
from faie_sheets.records.revision import Difference, DifferenceKind
from faie_sheets.revision import between
from faie_sheets.revision.matching import Matched, pair

_SIGNATURES = ("reviewer", "approver")


def new_entries(old: JobDescription, new: JobDescription) -> tuple[Change, ...]:
    """The entries that the old revision does not have; a rewritten entry is not new."""
    return _matched(old, new).added


def of_record(old: JobDescription, new: JobDescription) -> Iterator[Difference]:
    """What happened to the entries of the old revision: rewritten, removed or signed."""
    matched = _matched(old, new)
    for entry in matched.dropped:
        text = " ".join(filter(None, (entry.description, entry.reason)))
        name = f"entry {entry_label(entry)}"
        yield Difference(DifferenceKind.RECORD_DROPPED, "", name, "", None, "the entry", text, "")
    for ours, theirs in matched.both:
        for attribute in fields(Change):
            values = (getattr(change, attribute.name) for change in (ours, theirs))
            before, now = ("" if value is None else str(value) for value in values)
            signed = attribute.name in _SIGNATURES and not before
            yield from between.texts(
                DifferenceKind.RECORD_SIGNED if signed else DifferenceKind.RECORD_REWRITTEN,
                f"the {attribute.name.replace('_', ' ')}",
                before,
                now,
                about=("", f"entry {entry_label(ours)}"),
            )


def entry_label(change: Change) -> str:
    """How an entry is referred to: by its number, otherwise by its file version or date.

    >>> entry_label(Change(4, None, "1.0", "0.4", "Update", "", "", "", ""))
    '4'
    >>> entry_label(Change(None, None, "1.0", "0.4", "Update", "", "", "", ""))
    '0.4'
    """
    if change.number is not None:
        return str(change.number)
    date = change.effective_date.isoformat() if change.effective_date else ""
    return change.file_version or date or "without number"


def _matched(old: JobDescription, new: JobDescription) -> Matched[Change]:
    """The entries of both revisions, matched by number, otherwise by date and file version."""
    return pair(old.changes, new.changes, _numbered, _dated)


def _numbered(change: Change) -> str:
    # Entries without a number are matched by date and version, never by the number they all lack.
    return str(change.number) if change.number is not None else f"no number: {_dated(change)}"


def _dated(change: Change) -> str:
    return f"{change.effective_date} {change.version} {change.file_version}"
