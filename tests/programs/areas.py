"""Areas of a sheet by their A1 references: are they on the sheet, and do they overlap?"""

import re
from collections.abc import Iterator, Sequence

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
Area = tuple[int, int, int, int]  # left, top, right, bottom; columns and rows from 1


def read_area(reference: str) -> Area | None:
    """Read ``B2`` or ``$B$2:$C$9``; None when that is no place on a sheet."""
    corners = [CELL.fullmatch(corner) for corner in reference.split(":")]
    spots = [(_column(match[1]), int(match[2])) for match in corners if match]
    if len(spots) != len(corners) or len(spots) > 2:
        return None
    (left, top), (right, bottom) = spots[0], spots[-1]
    inside = 1 <= left <= right <= LAST_COLUMN and 1 <= top <= bottom <= LAST_ROW
    return (left, top, right, bottom) if inside else None


def overlaps(what: str, references: Sequence[str]) -> Iterator[str]:
    """Say which references are no places, and which overlap one before them."""
    seen: list[Area] = []
    for reference in references:
        area = read_area(reference)
        if not area:
            yield f"{what}: {reference!r} is not a place on a sheet"
            continue
        if any(_meet(area, other) for other in seen):
            yield f"{what} overlap at {reference}"
        seen.append(area)


def _meet(one: Area, other: Area) -> bool:
    across = one[0] <= other[2] and other[0] <= one[2]
    return across and one[1] <= other[3] and other[1] <= one[3]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
