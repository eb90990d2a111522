"""The ratings of a form: kept as columns, and a tuple of ratings for everybody."""

from __future__ import annotations

import copy
import pickle

from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text

from faie_sheets.problems import Place
from faie_sheets.records.assessment import Rater, Rating, Ratings

SOME = st.builds(
    Rating,
    any_text,
    st.sampled_from(Rater),
    st.none() | st.integers(0, 9),
    any_text,
    st.builds(Place, any_text, any_text, any_text),
)


@given(st.lists(SOME, max_size=6), st.lists(SOME, max_size=6))
def test_any_ratings__are_the_tuple_that_they_were_made_from(
    given_ratings: list[Rating], others: list[Rating]
) -> None:
    ratings, same = Ratings(given_ratings), tuple(given_ratings)
    assert (ratings == same, same == ratings, ratings != same) == (True, True, False)
    assert (ratings == Ratings(others)) == (given_ratings == others)
    assert (hash(ratings), repr(ratings), len(ratings)) == (hash(same), repr(same), len(same))
    assert (tuple(ratings), ratings[1:], tuple(reversed(ratings))) == (same, same[1:], same[::-1])
    assert [ratings[position] for position in range(-len(same), len(same))] == [*same, *same]
    assert pickle.loads(pickle.dumps(ratings)) == copy.deepcopy(ratings) == ratings


@given(st.lists(SOME, max_size=6))
def test_any_ratings__by_a_rater__are_what_each_rating_says(given_ratings: list[Rating]) -> None:
    ratings = Ratings(given_ratings)
    assert ratings.chosen == sum(rating.level is not None for rating in given_ratings)
    for rater in Rater:
        own = [rating for rating in given_ratings if rating.rater is rater]
        assert ratings.by(rater) == {rating.code: rating for rating in own}
        assert ratings.levels_by(rater) == {rating.code: rating.level for rating in own}
        assert ratings.has_rated(rater) == any(rating.found for rating in own)


def test_ratings__and_what_is_none__differ() -> None:
    assert Ratings([]) != []
    assert Ratings([]) == ()
