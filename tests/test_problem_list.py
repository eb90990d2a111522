"""``Problems``: a tuple in every respect, that keeps its kind where a notebook shows a part."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

import faie_sheets as fs
from faie_sheets.problems import Kind, Place

EMPTY, MISSING = (
    Place("a.xlsx").problem(Kind.FILE_EMPTY),
    Place("b.xlsx").problem(Kind.FILE_NOT_FOUND),
)


def test_problems__equal_a_tuple_and_hash_like_it() -> None:
    assert fs.Problems([EMPTY, MISSING]) == (EMPTY, MISSING)
    assert hash(fs.Problems([EMPTY])) == hash((EMPTY,))


def test_problems__slice__is_problems_and_index_is_one() -> None:
    problems = fs.Problems([EMPTY, MISSING])
    assert problems[1] is problems[-1] is MISSING
    assert type(problems[:1]) is fs.Problems
    assert problems[::-1] == (MISSING, EMPTY)
    with pytest.raises(IndexError):
        problems[2]


def test_problems__pickled__are_the_same() -> None:
    again = pickle.loads(pickle.dumps(fs.Problems([EMPTY])))
    assert again == (EMPTY,)
    assert type(again) is fs.Problems


def test_records__given_a_tuple__hold_problems_and_stay_equal(jd: fs.JobDescription) -> None:
    records: list[fs.JobDescription | fs.Intake | fs.Roster | fs.Manifest | fs.Assessment] = [
        dataclasses.replace(jd, problems=(EMPTY,)),
        fs.Intake(jd, (), (), (EMPTY,)),
        fs.Roster((), (EMPTY,)),
        fs.Manifest((), (EMPTY,)),
        dataclasses.replace(fs.Assessment.of(jd, {}), problems=(EMPTY,)),
    ]
    for record in records:
        assert type(record.problems) is fs.Problems
        assert record.problems == (EMPTY,)
        assert dataclasses.replace(record) == record
