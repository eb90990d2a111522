"""Locked cells that many forms show alike are told once: HR has reworded the template."""

from __future__ import annotations

from collections.abc import Mapping

from forms_kit import CODES, JD, SELF, at, chosen, filled, issue, kinds, only, required

import faie_sheets as fs

TEXT, WEIGHT = at("AIAE03", "What is assessed"), at("AIAE08", "Weight")
REWORDED = {TEXT: "Works with data"}
FULL = required("FAIE02")


def forms(*changes: Mapping[str, object]) -> list[bytes]:
    """A complete form of an engineer each, with these locked cells changed."""
    return [
        filled(chosen(FULL) | dict(cells), issue(fs.Engineer(f"E{n}", target_rank="FAIE02")))
        for n, cells in enumerate(changes)
    ]


def test_text__changed_in_every_form__is_told_once() -> None:
    intake = fs.read_forms(forms(REWORDED, REWORDED), JD)
    (problem,) = intake.problems
    assert problem.code == fs.Kind.FORM_REWORDED_ALIKE.code
    assert (problem.severity, problem.file, problem.cell) == (fs.Severity.WARNING, "", "")
    assert "“Works with data” in the form, word for word the same in 2 forms" in problem.found
    assert problem.expected.endswith("as in the JD")
    assert [result.total for result in intake] == [66, 66]
    assert all(result.assessment.problems == () for result in intake)


def test_text__changed_alike_by_more_than_two_of_many__is_told_once() -> None:
    intake = fs.read_forms(forms({}, REWORDED, REWORDED, REWORDED, {}), JD)
    assert kinds(intake.problems) == [fs.Kind.FORM_REWORDED_ALIKE.code]


def test_text__changed_alike_by_two_of_three__is_told_of_each() -> None:
    intake = fs.read_forms(forms({}, REWORDED, REWORDED), JD)
    assert kinds(intake.problems) == [fs.Kind.FORM_LOCKED_CELL_CHANGED.code] * 2


def test_text__changed_otherwise_by_each__is_told_of_each() -> None:
    intake = fs.read_forms(forms({TEXT: "one"}, {TEXT: "two"}, {TEXT: "three"}), JD)
    assert kinds(intake.problems) == [fs.Kind.FORM_LOCKED_CELL_CHANGED.code] * 3


def test_weight__changed_by_one__among_texts_changed_in_all__is_still_told() -> None:
    intake = fs.read_forms(forms(REWORDED, {**REWORDED, WEIGHT: 0.9}, REWORDED), JD)
    (once,) = only(intake.problems, fs.Kind.FORM_REWORDED_ALIKE)
    (changed,) = only(intake.problems, fs.Kind.FORM_LOCKED_CELL_CHANGED)
    assert "3 forms" in once.found
    assert changed.cell == WEIGHT


def test_one_form__sent_twice__is_nobody_elses_wording() -> None:
    (form,) = forms(REWORDED)
    intake = fs.read_forms([form, form], JD)
    assert len(only(intake.problems, fs.Kind.FORM_LOCKED_CELL_CHANGED)) == 1


def test_form_that_goes_back__says_nothing_of_what_hr_has_reworded() -> None:
    lacking = {**REWORDED, at(CODES[0], SELF): None}
    intake = fs.read_forms(forms(REWORDED, lacking), JD)
    (back,) = (result for result in intake if result.missing)
    assert kinds(back.assessment.problems) == [fs.Kind.RATING_MISSING.code]
