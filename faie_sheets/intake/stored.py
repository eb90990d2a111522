"""What was read of the files of a batch, in a store: memory holds a digest of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from faie_sheets.form.read.read_form import read_loaded
from faie_sheets.intake.one_file import Job, Read, read_one
from faie_sheets.intake.reads import Mended, Reads, Scored
from faie_sheets.intake.store import Store
from faie_sheets.intake.workers import portable
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.lazy import Lazy
from faie_sheets.records.result import Result


class StoredReads(Reads):
    """What was read of each file, in a store; what cannot be kept there, in memory."""

    def __init__(self, scored: Scored, path: Path, jd: JobDescription) -> None:
        """Open the store.

        Raises:
            UnusableSourceError: it is another file, is damaged, or cannot be opened.
        """
        super().__init__(scored)
        self._store, self._jd = Store(path, jd), jd
        self._known: dict[int, Job] = {}

    def to_read(self, job: Job) -> Job:
        """The file, with the contents that were read before under its name."""
        if known := self._store.hashes(job.name):
            job = job._replace(source=portable(job.source), known=known)
            self._known[job.number] = job
        return job

    def add(self, number: int, read: Read) -> None:
        """Keep what was read of a file."""
        job = self._known.pop(number, None)
        if job and read.is_known:
            if kept := self._store.get(read.name, read.sha256):
                self._note(number, dataclasses.replace(kept, modified=read.modified))
                return
            # It is damaged there; nothing is kept that did any harm as it was read.
            read = read_one(job._replace(known=frozenset()), self._jd, read_loaded)
        if self._store.put(read):
            self._note(number, read)
        else:
            super().add(number, read)

    def close(self) -> None:
        """Write everything."""
        self._store.write()

    def __getitem__(self, number: int) -> Read:
        if number in self._reads:
            return self._reads[number]
        digest = self._digests[number]
        return self._store[digest.name, digest.sha256]

    def results(self, numbers: Sequence[int], mended: Mended) -> Sequence[Result]:
        """The results of some of the forms, scored whenever they are asked for."""

        def result(number: int) -> Result:
            assessment = self[number].assessment
            assert assessment
            return mended(self._scored(assessment))

        return Lazy(numbers, result)
