"""A sequence whose elements are made when they are asked for, and are not kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Lazy(Sequence[T], Generic[T]):
    """As many elements as there are keys, each made anew from its key whenever it is asked for.

    It equals a tuple of the same elements, a slice is lazy too, and pickled it is a tuple:
    whoever has that needs nothing of what the elements are made from.

    Example:
        >>> squares = Lazy(range(5), lambda key: key * key)
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
    def __getitem__(self, index: slice) -> Lazy[T]: ...
    def __getitem__(self, index: int | slice) -> T | Lazy[T]:
        if isinstance(index, slice):
            return Lazy(self._keys[index], self._make)
        return self._make(self._keys[index])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lazy | tuple):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # like a list, and so does typing say it

    def __repr__(self) -> str:
        return f"<{len(self)} elements, made when asked for>"

    def __reduce__(self) -> tuple[type[tuple[T, ...]], tuple[list[T]]]:
        return tuple, (list(self),)
