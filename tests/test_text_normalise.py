"""Text as spreadsheets hold it."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faie_sheets.text.normalise import bulleted, key, lines, plain, same_wording, unmarked


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
        ("a_x000d_\nb", "a\nb"),
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("<p>Design</p> <ul style='x'> - Draw it. - Use it", ["Design", "- Draw it.", "- Use it"]),
        ("<ul><li>Draw</li><li>Ask<ul><li>who</li></ul></li></ul>", ["- Draw", "- Ask", "- who"]),
        (
            "- Write <ul style='x'> + 80% code. + 50% code.",
            ["- Write", "+ 80% code.", "+ 50% code."],
        ),
        ("One<br>Two<BR/>Three", ["One", "Two", "Three"]),
        ("<p>R&amp;D &lt;b&gt; &#39;x&#39;</p>", ["R&D <b> 'x'"]),
        ("We <b>build</b> <em>well</em>.", ["We build well."]),
        ('<p class="a&gt;b">One</p>', ["One"]),
    ],
)
def test_unmarked__html__has_the_lines_that_it_shows(text: str, shown: list[str]) -> None:
    lined = [line.strip() for line in unmarked(text).split("\n")]
    assert [line for line in lined if line] == shown


@pytest.mark.parametrize(
    "text",
    [
        "Able to - Draw it - Check it",
        "a < b and b > c",
        "List<String> of <names>",
        "R&amp;D",
        "  + indented\n- item",
        "",
    ],
)
def test_unmarked__text_without_markup__is_left_as_it_is(text: str) -> None:
    assert unmarked(text) == text


def test_unmarked__no_text__is_empty() -> None:
    assert unmarked(None) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the system’s “state”", 'the system\'s "state"'),
        ("‘a’ – b — c", "'a' - b - c"),
        (" a \n b\u00a0", "a b"),
        ("Kỹ năng", unicodedata.normalize("NFD", "Kỹ năng")),
        (3.0, "3"),
        (None, ""),
    ],
)
def test_same_wording__signs_and_space_drawn_otherwise__are_of_no_account(
    one: object, other: object
) -> None:
    assert same_wording(one, other)
    assert same_wording(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Draws", "draws"), ("a-b", "a b"), ("one's", "ones"), ("a.", "a")]
)
def test_same_wording__other_letters_or_signs__differ(one: str, other: str) -> None:
    assert not same_wording(one, other)
