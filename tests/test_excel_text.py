"""Text as spreadsheets hold it."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faie_sheets.excel.text import bulleted, key, lines, plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (0, "0"),
        (0.0, "0"),
        (-2.0, "-2"),
        (1001.0, "1001"),
        (1e15, "1000000000000000"),
        (2.5, "2.5"),
        (True, "True"),
        (dt.datetime(2026, 2, 1), "2026-02-01"),
        (dt.datetime(2026, 2, 1, 9, 30), "2026-02-01 09:30:00"),
        (dt.date(2026, 2, 1), "2026-02-01"),
        ("  a \t b\r\n c ", "a b c"),
        ("a\u00a0b\u202fc\u2003d", "a b c d"),
        ("a_x000D_\nb_x000a_c_x0009_d", "a b c d"),
        ("a_x0041_b", "a_x0041_b"),
        ("so\u00adft\u200b \ufeffhere\u2060", "soft here"),
        ("=SUM(A1)", "=SUM(A1)"),
    ],
)
def test_plain__value__as_one_line(value: object, text: str) -> None:
    assert plain(value) == text


def test_plain__decomposed__is_composed() -> None:
    assert plain(unicodedata.normalize("NFD", "Nguyễn Thị Điệp")) == "Nguyễn Thị Điệp"


@given(st.text())
def test_plain__again__changes_nothing(text: str) -> None:
    once = plain(text)
    if "_x00" not in once:  # taking a sign out of "_x00\u200b0D_" leaves an escape
        assert plain(once) == once
    assert once == " ".join(once.split())


@pytest.mark.parametrize(
    "text", ["Job Family:", "JOB  family", "job\u00a0family *", "Job Family :"]
)
def test_key__case_space_and_colon__are_of_no_account(text: str) -> None:
    assert key(text) == "job family"


@pytest.mark.parametrize(("one", "other"), [("a:b", "a b"), ("đ", "d"), ("item 1", "item 2")])
def test_key__other_words__differ(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("a\r\n  b  \rc", "a\n  b\nc"),
        ("a_x000D_\nb", "a\nb"),
        ("  indented", "  indented"),
        ("e\u0301", "é"),
    ],
)
def test_lines__breaks_and_indents__are_kept(value: object, text: str) -> None:
    assert lines(value) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Able to - Draw it - Check it", "Able to\n- Draw it\n- Check it"),
        ("a - b", "a - b"),
        ("Write + 80% code + 50% code", "Write\n  + 80% code\n  + 50% code"),
        ("C++ and F#", "C++ and F#"),
        ("Professional - Communicates", "Professional\n- Communicates"),
        ("", ""),
    ],
)
def test_bulleted__bullets_that_run_on__get_lines_of_their_own(text: str, shown: str) -> None:
    assert bulleted(text) == shown
    assert bulleted(text).split() == text.split()
