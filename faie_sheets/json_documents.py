"""Records as JSON documents for ``--json``: plain dictionaries with the published keys."""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from faie_sheets.problems import Problem
from faie_sheets.records.intake import Intake
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.records.result import ItemResult, Result
from faie_sheets.records.revision import Difference, JdDiff

Json = dict[str, Any]

FORMAT = "faie-jd/1"
"""The format of an exported JD, with its version; a breaking change makes it ``/2``."""


def json_pieces(document: Json) -> Iterator[str]:
    r"""Yield the text of a document piece by piece, consuming iterators in it item by item.

    >>> "".join(json_pieces({"a": iter([1, {"b": 2}]), "c": []}))
    '{\n  "a": [\n    1,\n    {\n      "b": 2\n    }\n  ],\n  "c": []\n}'
    """
    opening = "{"
    for key, value in document.items():
        yield f"{opening}\n  {_text(key)}: "
        if isinstance(value, Iterator):
            yield from _array(value)
        else:
            yield _text(value, "  ")
        opening = ","
    yield "\n}"


def _array(items: Iterator[object]) -> Iterator[str]:
    opening = "["
    for item in items:
        yield f"{opening}\n    {_text(item, '    ')}"
        opening = ","
    yield "[]" if opening == "[" else "\n  ]"


def _text(value: object, indent: str = "") -> str:
    # Strings in JSON contain no line breaks: every line break is one of the layout.
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", f"\n{indent}")


def check_document(jd: JobDescription) -> Json:
    """What ``faie-sheets check --json`` prints: weights in percent, dates in ISO 8601."""
    return {"jd": jd_document(jd), "problems": [problem_document(p) for p in jd.problems]}


def export_document(jd: JobDescription) -> Json:
    """What ``faie-sheets export`` writes: the same, with its format first."""
    return {"format": FORMAT, **check_document(jd)}


def jd_document(jd: JobDescription) -> Json:
    """A job description."""
    return {
        "role": jd.role,
        "document": _dated(jd.document),
        "fingerprint": jd.fingerprint,
        "ranks": [dataclasses.asdict(rank) for rank in jd.ranks],
        "competencies": [_competency(item) for item in jd.competencies],
        "scoring_rule": jd.scoring_rule,
        "mandatory_rule": jd.mandatory_rule,
        "responsibilities": [dataclasses.asdict(part) for part in jd.responsibilities],
        "definitions": [dataclasses.asdict(term) for term in jd.definitions],
        "career_paths": {
            "rows": [list(row) for row in jd.career_paths.rows],
            "pictures": [
                {"name": picture.name, "data": base64.b64encode(picture.data).decode()}
                for picture in jd.career_paths.pictures
            ],
        },
        "changes": [_dated(change) for change in jd.changes],
    }


NO_SCORES: Json = {"results": [], "files": [], "missing": [], "due": None, "late": []}
"""What ``faie-sheets score --json`` prints, along with the problems, if an input is unusable."""


def score_document(intake: Intake) -> Json:
    """What ``faie-sheets score --json`` prints, with its long arrays as iterators.

    Totals are in percent; points are fractions of 1; a missing figure is null, never 0.
    """
    return {
        "results": map(result_document, intake.results),
        "problems": map(problem_document, intake.problems),
        "files": map(dataclasses.asdict, intake.files),
        "missing": [dataclasses.asdict(engineer) for engineer in intake.missing],
        "due": intake.due.isoformat() if intake.due else None,
        "late": [dataclasses.asdict(engineer) for engineer in intake.late],
    }


def result_document(result: Result) -> Json:
    """One engineer's result."""
    return {
        "engineer": dataclasses.asdict(result.engineer),
        "file": result.assessment.file,
        "status": result.status.value,
        "basis": result.basis.value,
        "provisional": result.provisional,
        "total": number(result.total),
        "rank": result.rank,
        "target_rank": result.target_rank,
        "meets_target": result.meets_target,
        "missing": list(result.missing),
        "items": [_item(item) for item in result.items],
        "blocked_by": {
            rank: [{"code": item.code, "gap": item.gap} for item in items]
            for rank, items in result.blocked_by
        },
    }


NO_DIFF: Json = {
    **{"old": None, "new": None, "needs_a_person": True},
    **{"effects": [], "totals": [], "differences": [], "entries": []},
}
"""What ``faie-sheets diff --json`` prints, along with the problems, if an input is unusable."""


def diff_document(diff: JdDiff) -> Json:
    """What ``faie-sheets diff --json`` prints; totals are in percent."""
    return {
        "old": {"revision": diff.old, "fingerprint": diff.old_fingerprint},
        "new": {"revision": diff.new, "fingerprint": diff.new_fingerprint},
        "needs_a_person": diff.needs_a_person,
        "effects": list(diff.effects),
        "totals": [
            {"rank": total.rank, "old": number(total.old), "new": number(total.new)}
            for total in diff.totals
        ],
        "differences": list(map(_difference, diff.differences)),
        "entries": [_dated(entry) for entry in diff.entries],
        "problems": [problem_document(problem) for problem in diff.problems],
    }


def _difference(difference: Difference) -> Json:
    return {
        **dataclasses.asdict(difference),
        "unnamed": difference.unnamed,
        "only_spaces": difference.only_spaces,
        "only_punctuation": difference.only_punctuation,
    }


def problem_document(problem: Problem) -> Json:
    """One problem, with its message."""
    return {**dataclasses.asdict(problem), "message": problem.message}


def number(value: Fraction | None) -> float | int | None:
    """An exact figure as the nearest JSON number; a whole one without decimals."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def json_percent(weight: Fraction) -> float | int | str:
    """A weight without loss: a JSON number if that is exact, otherwise text such as ``100/3``.

    >>> json_percent(Fraction(15)), json_percent(Fraction(25, 2)), json_percent(Fraction(100, 3))
    (15, 12.5, '100/3')
    """
    shown = number(weight)
    return shown if shown is not None and Fraction(str(shown)) == weight else str(weight)


def _competency(item: Competency) -> Json:
    return {
        "code": item.code,
        "number": item.number,
        "name": item.name,
        "weight": json_percent(item.weight),
        "explanation": item.explanation,
        "max_level": item.max_level,
        "levels": [dataclasses.asdict(level) for level in item.scale],
        "required": dict(item.required),
        "required_text": dict(item.required_text),
    }


def _item(item: ItemResult) -> Json:
    return {
        "code": item.code,
        "level": item.level,
        "points": number(item.points),
        "required": item.required,
        "gap": item.gap,
    }


def _dated(record: Any) -> Json:
    facts = dataclasses.asdict(record)
    date = facts["effective_date"]
    return {**facts, "effective_date": date.isoformat() if date else None}
