"""One engineer's form: its ID and file name, its content, made here or by an executor."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import deque
from collections.abc import Collection, Generator, Iterable
from concurrent.futures import Executor, Future
from itertools import islice

from pathvalidate import sanitize_filename

from faie_sheets.batches import check_executor
from faie_sheets.form.template.stamp import Stamp, canonical_token
from faie_sheets.layouts.form import NOT_REQUIRED, required_token
from faie_sheets.records.form import IssuedForm
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.roster import Engineer
from faie_sheets.text.normalise import plain
from faie_sheets.workbook.cell_text import cell_text, writable

_LONGEST_NAME = 60
_ENGINEERS_A_CHUNK = 32
_MOST_THERE = 32
"""Chunks sent but not yet written: about 20 MB of forms."""


def as_issued(engineer: Engineer, jd: JobDescription) -> Engineer:
    """The engineer, with values that form and manifest can hold.

    Ranks given in another case or by title become codes.
    """
    facts = {
        field: cell_text(writable(value)) for field, value in dataclasses.asdict(engineer).items()
    }
    for field in ("current_rank", "target_rank"):
        if rank := jd.find_rank(facts[field]):
            facts[field] = rank.code
    return Engineer(**facts)


def form_id(engineer: Engineer, jd: JobDescription) -> str:
    """The ID of an engineer's form: the same engineer, rank, period and JD give the same ID."""
    facts = (jd.fingerprint, engineer.id, engineer.target_rank, engineer.period)
    return f"F-{hashlib.sha256(chr(31).join(facts).encode()).hexdigest()[:16]}"


def file_name(engineer: Engineer) -> str:
    """The file name of an engineer's form, without extension: safe on Windows, ID then name.

    >>> file_name(Engineer("E1001", "Nguyễn Văn An")), file_name(Engineer("CON", "a/b: c?"))
    ('E1001 Nguyễn Văn An', 'CON ab c')
    """
    whole = plain(f"{engineer.id} {engineer.name}")
    safe = sanitize_filename(whole, platform="universal")[:_LONGEST_NAME]
    # A leading dot or tilde would make it look like a temporary file of some program.
    return plain(safe).lstrip(".~ ").rstrip(". ") or "form"


def token_values(engineer: Engineer, jd: JobDescription, identity: str) -> dict[str, str]:
    """Token → its value on this engineer's form."""
    rank = jd.rank(engineer.target_rank)
    values = {
        "employee_id": engineer.id,
        "name": engineer.name,
        "unit": engineer.unit,
        "current_rank": engineer.current_rank,
        "target_rank": engineer.target_rank,
        "assessor": engineer.assessor,
        "period": engineer.period,
        "form_id": identity,
        "email": engineer.email,
        "target_title": rank.title if rank else "",
        "role": jd.role,
        "jd_code": jd.document.code,
        "jd_version": jd.document.version,
    }
    for item in jd.competencies:
        level = item.level(item.required.get(engineer.target_rank))
        values[canonical_token(required_token(item.code))] = level.entry if level else NOT_REQUIRED
    return values


def content_of(engineer: Engineer, jd: JobDescription, stamp: Stamp) -> bytes:
    """The content of an engineer's form."""
    return stamp.fill(token_values(engineer, jd, form_id(engineer, jd)))


def record_of(
    engineer: Engineer,
    jd: JobDescription,
    identity: str,
    content: bytes,
    taken: Collection[str],
    ending: str = ".xlsx",
) -> IssuedForm:
    """The form's entry in the manifest, with a name that, ignoring case, is not in ``taken``."""
    name = f"{file_name(engineer)}{ending}"
    if name.casefold() in taken:
        # Two IDs that differ only in characters not allowed in file names.
        name = f"{file_name(engineer)} {identity[-6:]}{ending}"
    sha256 = hashlib.sha256(content).hexdigest()
    return IssuedForm(identity, engineer, name, sha256, jd.fingerprint)


def stamped_elsewhere(
    engineers: Iterable[Engineer], jd: JobDescription, stamp: Stamp, executor: Executor
) -> Generator[bytes, None, None]:
    """Yield the form of each engineer, in order; what the executor fails to do is done here.

    Close the iterator if you stop early: that cancels what has not begun.

    Raises:
        RuntimeError: the executor accepts no work, or has another version of this library.
    """
    check_executor(executor, __name__)
    waiting: deque[tuple[list[Engineer], Future[list[bytes]] | None]] = deque()
    remaining = iter(engineers)
    try:
        while True:
            while len(waiting) < _MOST_THERE and (
                chunk := list(islice(remaining, _ENGINEERS_A_CHUNK))
            ):
                waiting.append((chunk, _sent(chunk, jd, stamp, executor)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            yield from _done(future) or _stamp(chunk, jd, stamp)
    finally:
        for _, future in waiting:
            if future:
                future.cancel()


def _sent(
    chunk: list[Engineer], jd: JobDescription, stamp: Stamp, executor: Executor
) -> Future[list[bytes]] | None:
    try:
        return executor.submit(_stamp, chunk, jd, stamp)
    except Exception:
        return None


def _done(future: Future[list[bytes]] | None) -> list[bytes] | None:
    try:
        return future.result() if future else None
    except Exception:
        # We make forms ourselves and they do no harm: the form did not cause the failure.
        return None


def _stamp(chunk: list[Engineer], jd: JobDescription, stamp: Stamp) -> list[bytes]:
    return [content_of(engineer, jd, stamp) for engineer in chunk]
