"""The JSON Schema of an exported JD, derived from the records' types, and the check against it."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import msgspec

from faie_sheets.jd.json_text import MOST_DIGITS
from faie_sheets.json_documents import FORMAT
from faie_sheets.problems import listed, quoted
from faie_sheets.records.job_description import JobDescription

if TYPE_CHECKING:
    from jsonschema import ValidationError

Json = dict[str, Any]

# What the document contains besides the fields, for its readers: an import computes it again.
_DERIVED: dict[str, Json] = {
    "JobDescription": {"fingerprint": {"type": "string"}},
    "Competency": {"max_level": {"type": "integer"}},
    "Problem": {"message": {"type": "string"}},
}
# Omitting them would silently mean that nothing can be rated and nothing is required.
_NEVER_LEFT_OUT = {"Competency": ["levels", "required"]}

_WEIGHT: Json = {
    "type": ["number", "string"],
    "minimum": 0,
    "maximum": 100,
    "pattern": "^[0-9]+/0*[1-9][0-9]*$",
    "maxLength": MOST_DIGITS,
}
_WORDS = {
    "string": "a text in quotes",
    "integer": "a whole number",
    "array": "a list in […]",
    "object": "an object in {…}",
    "null": "null",
}
_LONGEST_SHOWN = 200


class Fault(NamedTuple):
    """A place in a document that the schema does not allow.

    Attributes:
        path: the place, such as ``$.jd.ranks[0].level``.
        value: what is there, as shown in messages.
        allowed: what is allowed there.
    """

    path: str
    value: str
    allowed: str


def schema_text() -> str:
    """The schema as published in ``faie_sheets/jd.schema.json``."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


@cache
def schema() -> Json:
    """The schema of the document that ``to_json`` writes, in JSON Schema 2020-12."""
    (jd,), parts = msgspec.json.schema_components(
        [JobDescription], schema_hook=_of_fraction, ref_template="#/$defs/{name}"
    )
    for name, part in parts.items():
        _describe(part)
        if "properties" in part:
            part["properties"] = {key: _plain(each) for key, each in part["properties"].items()}
            part["properties"] |= _DERIVED.get(name, {})
            part["required"] += _NEVER_LEFT_OUT.get(name, [])
            part["additionalProperties"] = False
    problems = parts["JobDescription"]["properties"].pop("problems")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A job description (JD) as `faie-sheets export` writes it",
        "type": "object",
        "properties": {"format": {"const": FORMAT}, "jd": jd, "problems": problems},
        "required": ["jd"],
        "additionalProperties": False,
        "$defs": parts,
    }


def faults(document: object) -> Iterator[Fault]:
    """Yield every place where a document breaks the schema."""
    # It is slow to import, and only a JD in JSON needs it.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    checks = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    for error in checks.iter_errors(document):
        yield from _faults(error)


def _of_fraction(kind: type) -> Json:
    if kind is Fraction:
        return dict(_WEIGHT)
    raise NotImplementedError(kind)


def _describe(part: Json) -> None:
    """Describe every property with the words of the record's docstring."""
    doc = inspect.cleandoc(part.get("description", ""))
    part["description"], _, attributes = doc.partition("\n\nAttributes:\n")
    for name, text in re.findall(r"^ {4}(\w+): (.+)$", attributes, re.MULTILINE):
        part["properties"][name] = {**part["properties"][name], "description": text}


def _plain(field: Json) -> Json:
    """The property without the empty default that msgspec 0.23 and later give a mapping."""
    return {key: value for key, value in field.items() if (key, value) != ("default", {})}


def _faults(error: ValidationError) -> Iterator[Fault]:
    path, found, part = error.json_path, cast(Any, error.instance), cast(Json, error.schema)
    if error.validator == "required":
        # There is one error for each missing key, and only the message names it.
        name = error.message.split("'")[1]
        yield Fault(f"{path}.{name}", "missing", "this key, as in an export")
    elif error.validator == "additionalProperties":
        known = part["properties"]
        allowed = f"one of the keys {listed(list(known))}"
        for name in sorted(found.keys() - known.keys()):
            yield Fault(f"{path}.{name}", "an unknown key", allowed)
    else:
        yield Fault(path, shown_value(found), _allowed(part))


def shown_value(value: object) -> str:
    """A value of a document as shown in messages."""
    if isinstance(value, list | dict):
        return _WORDS["array" if isinstance(value, list) else "object"]
    if isinstance(value, str):
        return quoted(value[:_LONGEST_SHOWN])
    return json.dumps(value, default=str).strip('"')[:_LONGEST_SHOWN]


def _allowed(part: Json) -> str:
    """What a part of the schema allows, in words."""
    if "anyOf" in part:
        return listed([_allowed(choice) for choice in part["anyOf"]])
    if "enum" in part:
        return listed(list(map(quoted, part["enum"])))
    if "pattern" in part:
        return "a number from 0 to 100, or a text such as “100/3”"
    if part.get("format") == "date":
        return "a date such as “2026-02-01”"
    return _WORDS[part["type"]]
