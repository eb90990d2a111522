"""What was read of the files of a batch, in a store: memory holds a digest of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from faie_sheets.errors import UnusableSourceError
from faie_sheets.excel.source import load
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.lazy import Lazy
from faie_sheets.records.result import Result
from faie_sheets.returned.one_file import Read
from faie_sheets.returned.reads import Reads, Scored
from faie_sheets.returned.store import Store
from faie_sheets.returned.worker import Job
from faie_sheets.returned.workers import portable


class StoredReads(Reads):
    """What was read of each file, in a store; what cannot be kept there, in memory."""

    def __init__(self, path: Path, jd: JobDescription) -> None:
        """Open the store.

        Raises:
            UnusableSourceError: it is another file, is damaged, or cannot be opened.
        """
        super().__init__()
        self._store = Store(path, jd)

    def to_read(self, job: Job) -> Job | None:
        """The file, unless its content was read before; a file of an unknown name is not opened."""
        if not self._store.knows(job.name):
            return job
        job = job._replace(source=portable(job.source))
        try:
            file = load(job.source)
        except UnusableSourceError:
            return job
        read = self._store.get(job.name, file.sha256)
        if read is None:
            return job
        read = dataclasses.replace(read, modified=file.modified)
        self._note(job.number, read)
        return None

    def add(self, number: int, read: Read) -> None:
        """Keep what was read of a file."""
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

    def results(self, numbers: Sequence[int], scored: Scored) -> Sequence[Result]:
        """The results of some of the files, scored whenever they are asked for."""
        return Lazy(numbers, lambda number: scored(self[number]))
