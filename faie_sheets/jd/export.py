"""A JD to JSON and back, without loss, and the JSON Schema that such JSON must meet."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import msgspec

from faie_sheets.jd.json_text import MOST_DIGITS, parsed
from faie_sheets.json_documents import FORMAT, export_document
from faie_sheets.problems import Kind, UnusableSourceError, listed, quoted
from faie_sheets.records.job_description import JobDescription
from faie_sheets.workbook.read.source import Source, SourceFile, load

if TYPE_CHECKING:
    from jsonschema import ValidationError

_MOST_FAULTS = 100
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


def to_json(jd: JobDescription) -> str:
    """Export a JD as one JSON document, which :func:`from_json` reads back without loss.

    It is the document that ``faie-sheets check --json`` prints; its first key is its format.
    Weights are in percent: a number where JSON can represent it exactly, otherwise a text such as
    ``"100/3"``. Dates are in ISO 8601, pictures in base64. ``faie_sheets/jd.schema.json`` is its
    JSON Schema.

    Args:
        jd: the JD, with the problems that were found in it.

    Returns:
        The document, indented and with no character escaped needlessly; save it as UTF-8.

    Example:
        >>> import faie_sheets as fs
        >>> jd = fs.read_jd("samples/FAIE_JD.xlsx")
        >>> fs.to_json(jd).split()[:3]
        ['{', '"format":', '"faie-jd/1",']
        >>> fs.from_json(fs.to_json(jd)) == jd
        True
    """
    return json.dumps(export_document(jd), ensure_ascii=False, indent=2, allow_nan=False)


def from_json(source: Source) -> JobDescription:
    """Read a JD from the JSON that :func:`to_json` or ``faie-sheets check --json`` wrote.

    Problems are taken from the document as given; the JD is not checked again. Keys that are only
    there for readers (``fingerprint``, ``max_level``, ``message``) are ignored.

    Args:
        source: a path, the bytes of a file, a binary file object, or the document itself as a
            string that begins with ``{``.

    Returns:
        The JD, equal to the one that was exported.

    Raises:
        UnusableSourceError: the source is not JSON, has another format, lacks a key or has an
            unknown one, has a value that is not allowed in its place, repeats a code, or requires
            a level that is not on its scale; every such place is named, up to 100.

    Example:
        >>> import faie_sheets as fs
        >>> fs.from_json('{"jd": {"role": "Tester", "document": {}, "ranks": []}}')
        Traceback (most recent call last):
        faie_sheets.problems.problem.UnusableSourceError: <text> · $.jd.competencies \
is missing · expected this key, as in an export · correct it in the file, or export the JD \
workbook again
    """
    if isinstance(source, str) and source.lstrip().startswith("{"):
        return read_export(SourceFile("<text>", source.encode("utf-8", "surrogatepass")))
    return read_export(load(source))


def read_export(file: SourceFile) -> JobDescription:
    """Read the JD in a JSON file.

    Raises:
        UnusableSourceError: as for :func:`from_json`.
    """
    document = parsed(file)
    if isinstance(document, dict) and document.get("format", FORMAT) != FORMAT:
        found, expected = shown_value(document["format"]), quoted(FORMAT)
        raise UnusableSourceError(
            file.place.problem(Kind.JD_JSON_VERSION, value=found, expected=expected)
        )
    _refuse(file, faults(document))
    facts = {**document["jd"], "problems": document.get("problems", [])}
    try:
        jd = msgspec.convert(facts, JobDescription, dec_hook=_fraction)
    except msgspec.ValidationError as error:
        # The one thing that the schema does not check: whether text is base64.
        why, _, path = str(error).removesuffix("`").partition(" - at `$")
        _refuse(file, [(f"$.jd{path}", f"unusable: {why}", "what an export has there")])
        raise
    _refuse(file, _contradictions(jd))
    return jd


def _fraction(_kind: type, value: Any) -> Fraction:
    return Fraction(value)


def _contradictions(jd: JobDescription) -> Iterator[tuple[str, str, str]]:
    """Find faults that no schema can express, as (path, value, what is allowed)."""
    codes = {"ranks": jd.rank_codes, "competencies": [item.code for item in jd.competencies]}
    for name, those in codes.items():
        seen: set[str] = set()
        for index, code in enumerate(those):
            if code in seen:
                path = f"$.jd.{name}[{index}].code"
                yield path, f"{quoted(code)} a second time", "each code once"
            seen.add(code)
    for index, item in enumerate(jd.competencies):
        path = f"$.jd.competencies[{index}]"
        if not 0 <= item.weight <= 100:
            yield f"{path}.weight", quoted(item.weight), "a weight from 0 to 100 percent"
        levels = [level.level for level in item.levels]
        if levels != sorted(set(levels)) or min(levels, default=0) < 0:
            found = f"the scale {_shown(levels, 'and')}"
            yield f"{path}.levels", found, "levels from 0 upward, each once"
        on_scale = set(levels)
        for rank, level in item.required.items():
            if level not in on_scale:
                allowed = f"a level of its scale, {_shown(levels, 'or')}"
                yield f"{path}.required.{rank}", str(level), allowed


def _shown(levels: list[int], conjunction: str) -> str:
    return quoted(listed([str(level) for level in levels], conjunction))


def _refuse(file: SourceFile, faults: Iterable[tuple[str, str, str]]) -> None:
    """Raise for a document that has faults, naming no more of them than a person would read."""
    problems = [
        file.place.problem(
            Kind.JD_JSON_INVALID, path=quoted(path).strip("“”"), value=value, allowed=allowed
        )
        for path, value, allowed in islice(faults, _MOST_FAULTS)
    ]
    if problems:
        raise UnusableSourceError(*problems)


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
