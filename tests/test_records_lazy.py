"""Sequences whose elements are made when asked for."""

from __future__ import annotations

import pickle

import pytest

from faie_sheets.intake.store import LazySequence


@pytest.fixture
def made() -> list[int]:
    return []


@pytest.fixture
def lazy(made: list[int]) -> LazySequence[str]:
    def make(key: int) -> str:
        made.append(key)
        return f"number {key}"

    return LazySequence([4, 5, 6], make)


def test_element__is_made_when_asked_for__and_not_kept(
    lazy: LazySequence[str], made: list[int]
) -> None:
    assert (len(lazy), made) == (3, [])
    assert (lazy[0], lazy[-1], lazy[0]) == ("number 4", "number 6", "number 4")
    assert made == [4, 6, 4]


def test_slice__is_lazy_too(lazy: LazySequence[str], made: list[int]) -> None:
    some = lazy[1:]
    assert made == []
    assert list(some) == ["number 5", "number 6"]


def test_loop__has_one_at_a_time(lazy: LazySequence[str], made: list[int]) -> None:
    assert next(iter(lazy)) == "number 4"
    assert made == [4]
    assert list(reversed(lazy)) == ["number 6", "number 5", "number 4"]
    assert lazy.index("number 5") == 1
    assert "number 7" not in lazy


def test_index__too_high__is_an_error(lazy: LazySequence[str]) -> None:
    with pytest.raises(IndexError):
        lazy[3]


def test_equal__to_the_same_elements__lazy_or_not(lazy: LazySequence[str]) -> None:
    whole = tuple(lazy)
    assert lazy == whole
    assert whole == lazy
    assert lazy == LazySequence(range(3), lambda key: whole[key])
    assert lazy != whole[:2]
    assert lazy != ("number 4", "number 5", "else")
    assert lazy != "else"


def test_hash__there_is_none(lazy: LazySequence[str]) -> None:
    with pytest.raises(TypeError):
        hash(lazy)


def test_pickled__is_a_tuple(lazy: LazySequence[str]) -> None:
    again = pickle.loads(pickle.dumps(lazy))
    assert again == ("number 4", "number 5", "number 6")
    assert type(again) is tuple


def test_shown__is_not_made(lazy: LazySequence[str], made: list[int]) -> None:
    assert repr(lazy) == "<3 elements, made when asked for>"
    assert made == []
