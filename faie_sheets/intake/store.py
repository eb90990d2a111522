"""The store: what was read from files, kept in one SQLite file from run to run.

It is only a cache: it can be deleted at any time, and whatever it lacks is read again. The key of
an entry is the name under which the file is reported, the SHA-256 of its content, and what read
it: the JD, and the versions of this library and of calamine. Entries with another reader are
neither used nor changed. Entries are compressed, which also gives them a checksum.
"""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3
import time
import weakref
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Generic, TypeVar, overload

import msgspec

import faie_sheets
from faie_sheets.form.read.read_form import read_loaded
from faie_sheets.intake.batch import Adjust, Batch, Scored
from faie_sheets.intake.one_file import FileRead, Job, read_one
from faie_sheets.intake.workers import portable
from faie_sheets.problems import Kind, Place, UnusableSourceError
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result

_APPLICATION = 0xFA1E
"""The application ID in SQLite's header that marks a store of ours."""
_FORMAT = 2
"""Increase this when something else is read from the same file, or kept of it."""
_TABLE = """
    CREATE TABLE IF NOT EXISTS reads (
        name BLOB NOT NULL, reader BLOB NOT NULL, sha256 TEXT NOT NULL, read BLOB NOT NULL,
        PRIMARY KEY (name, reader, sha256)
    )
"""
_SECONDS_BETWEEN_WRITES = 0.5
_SECONDS_TO_WAIT = 60.0
"""How long to wait for another run that is writing to the same store."""
Entry = tuple[bytes, bytes, str, bytes]
T = TypeVar("T")


class Store:
    """What was read from files with one JD, in a file; a killed run loses half a second of work."""

    def __init__(self, path: Path, jd: JobDescription) -> None:
        """Open the store, or create it if there is none.

        Raises:
            UnusableSourceError: it is another file, is damaged, or cannot be opened.
        """
        self._path = path
        self._reader = _reader(jd)
        self._unwritten: dict[tuple[bytes, str], Entry] = {}
        self._written_at = time.monotonic()
        self._encoder = msgspec.msgpack.Encoder(enc_hook=list)  # ratings, which are kept otherwise
        self._decoder = msgspec.msgpack.Decoder(FileRead)
        with self._clearly():
            path.parent.mkdir(parents=True, exist_ok=True)
            # SQLite is thread-safe, and results may be asked for in any thread.
            self._file = sqlite3.connect(path, timeout=_SECONDS_TO_WAIT, check_same_thread=False)
            # Results are read from it for as long as they are in use.
            weakref.finalize(self, self._file.close)
            self._begin()

    def _begin(self) -> None:
        ((application,),) = self._file.execute("PRAGMA application_id")
        ((tables,),) = self._file.execute("SELECT count(*) FROM sqlite_master")
        if application != _APPLICATION and tables:
            raise self._unusable("it is another program's database")
        with self._file:
            self._file.execute(f"PRAGMA application_id = {_APPLICATION}")
            self._file.execute(_TABLE)

    def hashes(self, name: str) -> frozenset[str]:
        """SHA-256 of each content with which a file of this name has been read."""
        query = "SELECT sha256 FROM reads WHERE name = ? AND reader = ?"
        with self._clearly():
            found = self._file.execute(query, (_key(name), self._reader))
            return frozenset(sha256 for (sha256,) in found)

    def get(self, name: str, sha256: str) -> FileRead | None:
        """What was read from a file of this name and content; None if it was not read."""
        key = _key(name)
        if entry := self._unwritten.get((key, sha256)):
            return self._opened(entry[-1])
        query = "SELECT CAST(read AS BLOB) FROM reads WHERE name = ? AND reader = ? AND sha256 = ?"
        with self._clearly():
            found = self._file.execute(query, (key, self._reader, sha256)).fetchone()
        return self._opened(found[0]) if found else None

    def __getitem__(self, known: tuple[str, str]) -> FileRead:
        """What was read from a file that was put here, by its name and SHA-256."""
        if read := self.get(*known):
            return read
        raise self._unusable("entries of it have been removed, or are damaged")

    def put(self, read: FileRead) -> bool:
        """Keep what was read from a file, and return whether it can be kept.

        It is written within half a second. A file that killed its reader is not kept, as it may not
        do so again, nor is one that could not be opened, as it has no content to recognise it by.
        """
        killed = Kind.FILE_KILLED_THE_READER.code
        if not read.sha256 or any(problem.code == killed for problem in read.problems):
            return False
        try:
            content = self._encoder.encode(read)
        except UnicodeEncodeError:
            # There is half a character in it, which some programs leave in a cell.
            return False
        key = _key(read.name)
        entry = key, self._reader, read.sha256, zlib.compress(content, 1)
        self._unwritten[key, read.sha256] = entry
        if time.monotonic() - self._written_at > _SECONDS_BETWEEN_WRITES:
            self.write()
        return True

    def write(self) -> None:
        """Write what has not been written yet."""
        with self._clearly(), self._file:
            entries = self._unwritten.values()
            self._file.executemany("INSERT OR REPLACE INTO reads VALUES (?, ?, ?, ?)", entries)
        self._unwritten.clear()
        self._written_at = time.monotonic()

    def _opened(self, content: bytes) -> FileRead | None:
        """Decode an entry; None if it is damaged."""
        try:
            return self._decoder.decode(zlib.decompress(content))
        except (zlib.error, msgspec.MsgspecError):
            return None

    @contextmanager
    def _clearly(self) -> Iterator[None]:
        """Turn errors of SQLite and the file system into a readable problem."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self._unusable(str(error)) from None
        except sqlite3.DatabaseError as error:
            raise self._unusable(f"it is none, or is damaged ({error})") from None
        except OSError as error:
            raise self._unusable(error.strerror or type(error).__name__) from None

    def _unusable(self, why: str) -> UnusableSourceError:
        return UnusableSourceError(Place(str(self._path)).problem(Kind.STORE_UNUSABLE, why=why))


def _key(name: str) -> bytes:
    # File names may contain bytes that are not characters.
    return name.encode("utf-8", "surrogatepass")


def _reader(jd: JobDescription) -> bytes:
    """Identify what determines, besides the file, what is read from it."""
    facts = (jd.fingerprint, faie_sheets.__version__, version("python-calamine"), str(_FORMAT))
    return hashlib.sha256("\0".join(facts).encode()).digest()[:16]


class StoredBatch(Batch):
    """What was read from each file, kept in a store, or in memory if the store cannot keep it."""

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

    def add(self, number: int, read: FileRead) -> None:
        """Keep what was read from a file."""
        job = self._known.pop(number, None)
        if job and read.is_known:
            if kept := self._store.get(read.name, read.sha256):
                self._note(number, dataclasses.replace(kept, modified=read.modified))
                return
            # The entry is damaged. Reading here is safe, as no file that did harm is kept.
            read = read_one(job._replace(known=frozenset()), self._jd, read_loaded)
        if self._store.put(read):
            self._note(number, read)
        else:
            super().add(number, read)

    def close(self) -> None:
        """Write everything."""
        self._store.write()

    def __getitem__(self, number: int) -> FileRead:
        if number in self._reads:
            return self._reads[number]
        digest = self._digests[number]
        return self._store[digest.name, digest.sha256]

    def results(self, numbers: Sequence[int], adjust: Adjust) -> Sequence[Result]:
        """The results of some of the forms, scored every time they are asked for."""

        def result(number: int) -> Result:
            assessment = self[number].assessment
            assert assessment
            return adjust(self._scored(assessment))

        return LazySequence(numbers, result)


class LazySequence(Sequence[T], Generic[T]):
    """A sequence with an element for each key, made from its key every time it is asked for.

    It equals a tuple of the same elements, and a slice is lazy as well. It is pickled as a tuple,
    which does not need whatever the elements are made from.

    Example:
        >>> squares = LazySequence(range(5), lambda key: key * key)
        >>> list(squares), squares[-1], squares[3:] == (9, 16)
        ([0, 1, 4, 9, 16], 16, True)
    """

    def __init__(self, keys: Sequence[int], make: Callable[[int], T]) -> None:
        self._keys = keys
        self._make = make

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._keys)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> LazySequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | LazySequence[T]:
        if isinstance(index, slice):
            return LazySequence(self._keys[index], self._make)
        return self._make(self._keys[index])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LazySequence | tuple):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # as for a list, and as typing declares it

    def __repr__(self) -> str:
        return f"<{len(self)} elements, made when asked for>"

    def __reduce__(self) -> tuple[type[tuple[T, ...]], tuple[list[T]]]:
        return tuple, (list(self),)
