"""What a problem of a returned form leads to: it goes back, it waits, or it is HR's own affair."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Act(StrEnum):
    """What a problem of a returned form leads to."""

    CORRECT = "correct"
    """Only the engineer or the assessor can put it right: the form goes back."""
    CHECK = "check"
    """Nothing is missing; mentioned where the form goes back for something else."""
    HR = "hr"
    """HR's own affair; nobody else hears of it."""
    HOLD = "hold"
    """HR has to settle first whose answers these are: until then nothing goes to anybody."""
    UNREADABLE = "unreadable"
    """There are no answers to put into a form, or nobody knows whose they would be."""


_CODES = {
    Act.CORRECT: """
        rating-missing rating-not-on-scale rating-of-another-competency rating-error-value
        rating-formula form-blank form-row-missing form-row-repeated
    """,
    Act.CHECK: """
        rating-formula-read rating-reworded evidence-formula form-ambiguous form-of-another-jd
        form-locked-cell-changed form-target-changed
    """,
    Act.HR: """
        form-code-respelt form-identity-lost form-target-unknown engineer-unknown
        engineer-target-differs form-superseded form-reworded-alike form-late nothing-found
        form-would-be-lost not-a-summary summary-newer summary-damaged summary-level-changed
        store-unusable
    """,
    Act.HOLD: """
        form-id-changed form-named-for-another form-refused form-of-a-jd-that-differs
    """,
    Act.UNREADABLE: """
        form-of-nobody not-a-form file-not-found file-not-readable file-too-large file-empty
        file-password-protected file-damaged file-unsafe file-to-save-anew file-is-an-archive
        file-is-an-e-mail file-is-a-shortcut file-is-a-leftover file-killed-the-reader
        not-a-workbook url-not-readable
    """,
}

ACTS: Mapping[str, Act] = {code: act for act, codes in _CODES.items() for code in codes.split()}
"""Code of every kind of problem that a batch of returned forms can have → what it leads to."""


def act_of(code: str) -> Act:
    """What problems of this code lead to; HR's affair where nothing else is decided."""
    return ACTS.get(code, Act.HR)
