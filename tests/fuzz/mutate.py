"""Forms with something changed in them: bytes, parts, XML, archive, records, sectors.

The same seed, number and files give the same form again.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from faie_sheets.workbook.gate.xlsb import xlsb_records as records
from fuzz import mutate_xml

Change = Callable[[Random, bytes], bytes]
Parts = dict[str, bytes]

_PIECES = (
    *(b"<", b">", b'"', b"&#0;", b"&amp;", b"\xff", b"\0\0\0\0", b"9999999999", b"-1", b"<c/>"),
    *(b't="e"', b"A1:XFD1048576", b"</row>", b"NaN", b"1e999", b"]]>", b"<!DOCTYPE a>"),
)
_HALVES, _WHOLES = (0, 1, 0x7FFF, 0x8000, 0xFFFF), (0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_CENTRAL, _LOCAL, _END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
_OLE2 = b"\xd0\xcf\x11\xe0"


class Mutant(NamedTuple):
    """A changed form: what it was made of, how, and its bytes."""

    origin: Path
    change: str
    data: bytes


def mutant(seed: str, number: int, files: Sequence[Path]) -> Mutant:
    """The form of a number: one of the files with one kind of change in it."""
    chance = Random(f"{seed}/{number}")
    origin = chance.choice(files)
    data = origin.read_bytes()
    changes: tuple[Change, ...]
    if data.startswith(_OLE2):
        changes = (noise, ole2_header, ole2_sectors, xls_records, xls_records)
    elif _parts(data).keys() & {"xl/workbook.bin"}:
        changes = (noise, parts_noise, parts_xml, zip_fields, xlsb_records, xlsb_records)
    else:
        changes = (noise, parts_noise, parts_lost, zip_fields, *[parts_xml] * 6)
    change = chance.choice(changes)
    return Mutant(origin, change.__name__, change(chance, data))


def noise(chance: Random, data: bytes) -> bytes:
    """Bytes set, cut out, repeated, put in and exchanged, anywhere."""
    work = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not work:
            break
        at, length = chance.randrange(len(work)), chance.randrange(1, 40)
        kind = chance.randrange(7)
        if kind == 0:
            work[at] = chance.randrange(256)
        elif kind == 1:
            del work[at : at + length]
        elif kind == 2:
            work[at:at] = work[max(0, at - length) : at]
        elif kind == 3:
            work[at:at] = chance.choice(_PIECES)
        elif kind == 4:
            other = chance.randrange(len(work))
            work[at], work[other] = work[other], work[at]
        elif kind == 5:
            work[at : at + 4] = chance.randbytes(4)
        elif chance.random() < 0.2:
            del work[at:]
    return bytes(work)


# -- archives --------------------------------------------------------------------------------


def _parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def parts_noise(chance: Random, data: bytes) -> bytes:
    """Noise in some parts, which are packed anew: all checksums are right."""
    parts = _parts(data)
    for name in chance.sample(list(parts), min(len(parts), chance.choice((1, 1, 1, 2, 3)))):
        parts[name] = noise(chance, parts[name])
    return _packed(parts)


def parts_lost(chance: Random, data: bytes) -> bytes:
    """Parts that are gone, empty, renamed, or have the content of another."""
    parts = _parts(data)
    name, other = chance.choice(list(parts)), chance.choice(list(parts))
    kind = chance.randrange(4)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = b""
    elif kind == 2:
        renamed = {name: chance.choice((name.upper(), name + "x", "/" + name, other + "1"))}
        parts = {renamed.get(key, key): part for key, part in parts.items()}
    else:
        parts[name] = parts[other]
    return _packed(parts)


def parts_xml(chance: Random, data: bytes) -> bytes:
    """Changes in the XML of one part, mostly of one that has values."""
    parts = _parts(data)
    names = [name for name, part in parts.items() if part.lstrip(b"\xef\xbb\xbf").startswith(b"<")]
    weights = [12 if mutate_xml.has_values(parts[name]) else 1 for name in names]
    (name,) = chance.choices(names, weights)
    parts[name] = mutate_xml.changed(chance, parts[name])
    return _packed(parts)


def zip_fields(chance: Random, data: bytes) -> bytes:
    """Fields of the directory, or of what stands before a part, set to something extreme."""
    work = bytearray(data)
    for _ in range(chance.choice((1, 1, 2))):
        signature, size = chance.choice(((_CENTRAL, 46), (_LOCAL, 30), (_END, 22)))
        places = [at for at in range(len(data)) if data.startswith(signature, at)]
        field = chance.choice(places) + chance.randrange(4, size - 4)
        _set_number(chance, work, field)
    return bytes(work)


def _set_number(chance: Random, work: bytearray, at: int) -> None:
    """A number of one, two or four bytes: extreme, or a little more or less than it was."""
    form, extremes = chance.choice((("<B", (0, 1, 255)), ("<H", _HALVES), ("<I", _WHOLES)))
    if at + struct.calcsize(form) <= len(work):
        (now,) = struct.unpack_from(form, work, at)
        most = 256 ** struct.calcsize(form)
        near = (now + chance.choice((-1, 1, 8, -8))) % most
        struct.pack_into(form, work, at, chance.choice((*extremes, near, near)))


# -- records ---------------------------------------------------------------------------------


def xlsb_records(chance: Random, data: bytes) -> bytes:
    """Records of one part of an .xlsb changed, lost, repeated or exchanged."""
    parts = _parts(data)
    binary = [name for name in parts if name.endswith(".bin")]
    (name,) = chance.choices(binary, [1 + len(parts[name]) for name in binary])
    part = parts[name]
    ends = [0, *(at + size for _, at, size in records(part))]
    pieces = [part[start:end] for start, end in pairwise(ends)]
    parts[name] = b"".join(_shuffled(chance, pieces))
    return _packed(parts)


def _shuffled(chance: Random, pieces: list[bytes]) -> list[bytes]:
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        kind = chance.randrange(6)
        if kind == 0:
            pieces[at] = b""
        elif kind == 1:
            pieces[at] *= 2
        elif kind == 2:
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif pieces[at]:
            work = bytearray(pieces[at])
            _set_number(chance, work, chance.randrange(len(work)))
            pieces[at] = bytes(work)
    return pieces


def xls_records(chance: Random, data: bytes) -> bytes:
    """Records of an .xls changed where they stand; most writers keep them in one piece."""
    work = bytearray(data)
    start = data.find(struct.pack("<HH", 0x0809, 16), 512)
    places, at = [], max(start, 512)
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if not kind:
            break
        places.append((at, size))
        at += 4 + size
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, size = chance.choice(places or [(512, 64)])
        # The kind, the size, the place of a cell or a count, or anything else.
        field = chance.choice((0, 2, 4, 6, 8, chance.randrange(4, size + 5)))
        _set_number(chance, work, at + field)
    return bytes(work)


def ole2_header(chance: Random, data: bytes) -> bytes:
    """Fields of the header of an OLE2 file set to something extreme."""
    work = bytearray(data)
    for _ in range(chance.choice((1, 1, 2))):
        _set_number(chance, work, chance.choice((0x1A, 0x1E, 0x20, *range(0x28, 0x5C, 4))))
    return bytes(work)


def ole2_sectors(chance: Random, data: bytes) -> bytes:
    """Sectors of an OLE2 file exchanged, and links of its tables and directory set anew."""
    work = bytearray(data)
    for _ in range(chance.choice((1, 2, 4))):
        one, other = (chance.randrange(1, max(len(data) // 512, 2)) * 512 for _ in range(2))
        if chance.random() < 0.2:
            work[one : one + 512], work[other : other + 512] = (
                work[other : other + 512],
                work[one : one + 512],
            )
            continue
        table = 512 * (1 + struct.unpack_from("<I", data, 0x4C)[0] % max(len(data) // 512, 1))
        directory = 512 * (1 + struct.unpack_from("<I", data, 0x30)[0] % max(len(data) // 512, 1))
        at = chance.choice((table + 4 * chance.randrange(128), directory + chance.randrange(512)))
        if at + 4 <= len(work):
            new = chance.choice((*_WHOLES, 0xFFFFFFFE, 0xFFFFFFFD, chance.randrange(200)))
            struct.pack_into("<I", work, at, new)
    return bytes(work)
