"""Drawings: what stands on the axes, for nobody, one and many, and whatever people are called."""

from __future__ import annotations

import builtins
import dataclasses
import random
import warnings
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgba
from matplotlib.patches import Rectangle

import faie_sheets as fs
from faie_sheets.scoring.gaps import competency_gaps
from faie_sheets.workbook.write.style import AMBER, BAD, GOOD, PALE_GOOD, WHITE

mpl.use("Agg")

_CHANGES = (None, 0, 1, 3)


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    """Leave no figure open, and draw every one that a test has made."""
    yield
    for number in plt.get_fignums():
        plt.figure(number).canvas.draw()
    plt.close("all")


def levels_of(jd: fs.JobDescription, rank: str, **other: int | None) -> dict[str, int | None]:
    return {item.code: item.required[rank] for item in jd.competencies} | other


def result_of(
    jd: fs.JobDescription,
    rater: fs.Rater = fs.Rater.ASSESSOR,
    *,
    engineer: fs.Engineer | None = None,
    **other: int | None,
) -> fs.Result:
    """Somebody with the levels of FAIE02, but for the others, who is to be FAIE02."""
    engineer = engineer or fs.Engineer("E1", "Đặng Ân", "DU1", target_rank="FAIE02")
    levels = levels_of(jd, "FAIE02", **other)
    return fs.score(fs.Assessment.of(jd, levels, engineer=engineer, rater=rater), jd)


def many(jd: fs.JobDescription, count: int, units: int = 4) -> fs.Intake:
    """Invented engineers of FAIE02, a level short here and there, the same ones each time."""
    chance = random.Random(1)
    results = []
    for number in range(count):
        engineer = fs.Engineer(f"E{number:05}", "Ân", f"DU{number % units}", target_rank="FAIE02")
        changed: dict[str, Any] = {chance.choice(jd.competencies).code: chance.choice(_CHANGES)}
        results.append(result_of(jd, engineer=engineer, **changed))
    return fs.Intake(jd, tuple(results), ())


def names_beside(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_yticklabels()]


def bars(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def colours_of(ax: Axes) -> list[list[str]]:
    """The colours of the cells of a matrix."""
    (image,) = ax.images
    array: Any = image.get_array()
    return [[to_hex(cell).upper() for cell in row] for row in array]


def texts_on(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


# -- one result ------------------------------------------------------------------------------


def test_levels__bars__are_the_levels__coloured_by_gap(jd: fs.JobDescription) -> None:
    ax = result_of(jd, AIAE01=1, AIAE02=0, AIAE03=3).plot()
    filled = [bar for bar in bars(ax) if to_rgba(bar.get_facecolor())[3]]
    assert [bar.get_width() for bar in filled][:4] == [1, 0, 3, 2]
    colours = [to_hex(bar.get_facecolor()).upper() for bar in filled]
    assert colours[:4] == [AMBER, BAD.upper(), GOOD.upper(), GOOD.upper()]
    assert [bool(bar.get_hatch()) for bar in filled][:4] == [True, True, False, False]


def test_levels__required__is_a_stroke_at_its_level(jd: fs.JobDescription) -> None:
    ax = result_of(jd).plot()
    assert [line.get_xdata()[0] for line in ax.lines] == [  # type: ignore[index]  # plotted as lists
        item.required["FAIE02"] for item in jd.competencies
    ]


def test_levels__rows__are_named_in_the_jds_order_from_the_top(jd: fs.JobDescription) -> None:
    ax = result_of(jd).plot()
    assert names_beside(ax)[0] == "AIAE01 AI Application Design & Development"
    assert ax.get_ylim() == (10.5, -0.5)
    assert ax.get_title("left") == "Đặng Ân (E1) → FAIE02: total 66%, attains FAIE02"


def test_levels__no_level__is_said_and_is_no_bar(jd: fs.JobDescription) -> None:
    ax = result_of(jd, AIAE04=None, AIAE05=0).plot()
    assert texts_on(ax) == ["not rated", "0"]
    assert ax.get_title("left").endswith("→ FAIE02: incomplete")


def test_levels__own_rating_that_differs__is_a_diamond(jd: fs.JobDescription) -> None:
    result = result_of(jd, AIAE01=1)
    own = fs.score(fs.Assessment.of(jd, levels_of(jd, "FAIE02")), jd).self_score
    ax = dataclasses.replace(result, self_score=own).plot()
    (diamonds,) = [line for line in ax.lines if line.get_marker() == "D"]
    assert np.asarray(diamonds.get_xydata()).tolist() == [[2, 0]]


def test_levels__provisional__says_who_has_rated(jd: fs.JobDescription) -> None:
    ax = result_of(jd, fs.Rater.SELF).plot()
    assert ax.get_xlabel() == "Level of record, rated by the engineer alone: provisional"


# -- the gaps of an intake -------------------------------------------------------------------


def test_gaps__bars__are_the_counts__most_short_first(jd: fs.JobDescription) -> None:
    intake = many(jd, 40)
    ax = intake.plot_gaps()
    gaps = {gap.code: gap for gap in competency_gaps(intake.results, jd)}
    codes = [name.split()[0] for name in names_beside(ax)]
    one, farther = ([bar.get_width() for bar in group] for group in ax.containers)
    assert one == [gaps[code].short_by.get(1, 0) for code in codes]
    assert [a + b for a, b in zip(one, farther, strict=True)] == [gaps[c].short for c in codes]
    assert [gaps[c].short for c in codes] == sorted((g.short for g in gaps.values()), reverse=True)


def test_gaps__share__stands_beside_the_bar(jd: fs.JobDescription) -> None:
    intake = fs.Intake(jd, (result_of(jd, AIAE08=1), result_of(jd), result_of(jd, AIAE08=None)), ())
    ax = intake.plot_gaps()
    assert names_beside(ax)[0].startswith("AIAE08")
    assert "50% of 2" in texts_on(ax)
    assert ax.get_title("left") == "1 of 3 engineers fall short of their target rank"


def test_gaps__nobody__is_an_empty_drawing(jd: fs.JobDescription) -> None:
    ax = fs.Intake(jd, (), ()).plot_gaps()
    assert ax.get_title("left") == "No engineers with a target rank"
    assert set(texts_on(ax)) <= {"nobody rated", ""}


# -- the matrix ------------------------------------------------------------------------------


def test_matrix__cells__are_coloured_by_gap_and_marked(jd: fs.JobDescription) -> None:
    intake = fs.Intake(jd, (result_of(jd, AIAE01=1, AIAE02=0, AIAE03=None),), ())
    ax = intake.plot_matrix()
    assert colours_of(ax)[0][:4] == [AMBER, BAD.upper(), WHITE, PALE_GOOD.upper()]
    assert texts_on(ax)[:4] == ["1▼", "0▼▼", "", "2"]
    (hatched,) = bars(ax)
    assert hatched.get_xy() == (1.5, -0.5)
    assert names_beside(ax) == ["E1 Đặng Ân → FAIE02"]


def test_matrix__nothing_required__is_white_and_not_hatched(jd: fs.JobDescription) -> None:
    ax = fs.Intake(jd, (result_of(jd, engineer=fs.Engineer("E1")),), ()).plot_matrix()
    assert set(colours_of(ax)[0]) == {WHITE}
    assert bars(ax) == []


def test_matrix__beyond_60__is_a_row_a_unit(jd: fs.JobDescription) -> None:
    intake = many(jd, 61)
    ax = intake.plot_matrix()
    assert names_beside(ax) == ["DU0 (16)", "DU1 (15)", "DU2 (15)", "DU3 (15)"]
    mine = [result for result in intake if result.engineer.unit == "DU0"]
    share = competency_gaps(mine, jd)[0].share or 0
    assert texts_on(ax)[0] == f"{round(float(100 * share))}%"


def test_matrix__units__the_darker_the_more_are_short(jd: fs.JobDescription) -> None:
    def unit(name: str, *levels: int) -> tuple[fs.Result, ...]:
        engineer = fs.Engineer("E1", unit=name, target_rank="FAIE02")
        return tuple(result_of(jd, engineer=engineer, AIAE01=level) for level in levels)

    results = (*unit("A", 2, 2), *unit("B", 1, 2), *unit("C", 1, 1))
    ax = fs.Intake(jd, results, ()).plot_matrix(by="unit")
    assert [row[0] for row in colours_of(ax)] == [WHITE, AMBER, BAD.upper()]


def test_matrix__many_units__are_the_largest(jd: fs.JobDescription) -> None:
    ax = many(jd, 100, units=70).plot_matrix()
    assert len(names_beside(ax)) == 60
    assert "DU0 (2)" in names_beside(ax)
    assert ax.get_title("left").endswith("the 60 largest of 70 units")


def test_matrix__many_engineers__thin_rows_on_a_figure_that_grows_no_more(
    jd: fs.JobDescription,
) -> None:
    heights = []
    for count in (150, 2_000):
        intake = many(jd, count)
        ax = intake.plot_matrix(by="engineer")
        heights.append(ax.figure.get_figheight())  # type: ignore[union-attr]  # no sub-figure here
        colours = colours_of(ax)
        assert len(colours) == count
        assert BAD.upper() in colours[0], "the farthest from the target at the top"
        assert BAD.upper() not in colours[-1]
        assert texts_on(ax) == []
    assert heights[0] == heights[1] < 15


def test_matrix__by_something_else__is_refused(jd: fs.JobDescription) -> None:
    with pytest.raises(ValueError, match="by is 'rank', not 'engineer' or 'unit'"):
        fs.Intake(jd, (), ()).plot_matrix(by="rank")  # type: ignore[arg-type]  # that is the test


# -- all of them -----------------------------------------------------------------------------


def test_plots__axes_given__are_drawn_on_and_returned(jd: fs.JobDescription) -> None:
    intake = many(jd, 3)
    _, (first, second, third) = plt.subplots(3)
    assert intake.plot_gaps(first) is first
    assert intake.plot_matrix(ax=second) is second
    assert intake.results[0].plot(ax=third) is third
    assert len(plt.get_fignums()) == 1


def test_plots__hostile_names__are_one_short_line_as_they_are(jd: fs.JobDescription) -> None:
    name = "Võ $x^{$ \\frac\n{1} <b>\ud800" + "Hà " * 5_000
    items = tuple(dataclasses.replace(item, name=name) for item in jd.competencies)
    jd = dataclasses.replace(jd, competencies=items)
    engineer = fs.Engineer(name, name, name, target_rank="FAIE02")
    intake = fs.Intake(jd, (result_of(jd, engineer=engineer, AIAE01=0),), ())
    for ax in (intake.plot_gaps(), intake.plot_matrix(), intake.plot_matrix(by="unit")):
        drawn = [*names_beside(ax), *(text.get_text() for text in ax.get_xticklabels())]
        assert max(map(len, drawn)) <= 60
        assert any("$x^{$ \\frac {1} <b>�" in text for text in drawn)
    assert "\n" not in intake.results[0].plot().get_title("left")


@pytest.mark.parametrize("style", ["default", "dark_background"])
def test_plots__any_style__draw_without_a_warning(jd: fs.JobDescription, style: str) -> None:
    with plt.style.context(style), warnings.catch_warnings():
        warnings.simplefilter("error")
        for intake in (fs.Intake(jd, (), ()), many(jd, 1), many(jd, 70)):
            intake.plot_gaps().figure.canvas.draw()
            intake.plot_matrix().figure.canvas.draw()
            intake.plot_matrix(by="engineer").figure.canvas.draw()
    plt.close("all")  # they are drawn


def test_plots__no_matplotlib__say_how_to_install_it(
    jd: fs.JobDescription, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "matplotlib":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *args, **kwargs)

    intake = many(jd, 1)
    monkeypatch.setattr(builtins, "__import__", without)
    for plot in (intake.plot_gaps, intake.plot_matrix, intake.results[0].plot):
        with pytest.raises(ImportError, match="pip install matplotlib"):
            plot()


def test_palette__dark_ones_differ_in_grey_from_light_ones() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    for colours in ((GOOD, AMBER), (PALE_GOOD, AMBER, BAD)):
        shades = sorted(map(grey, colours))
        assert all(lighter - darker > 35 for darker, lighter in pairwise(shades))
