"""A JD to JSON and back, without loss: ``to_json`` and ``from_json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

import msgspec

from faie_sheets.jd import schema
from faie_sheets.jd.json_text import parsed
from faie_sheets.json_documents import FORMAT, export_document
from faie_sheets.problems import Kind, UnusableSourceError, listed, quoted
from faie_sheets.records.job_description import JobDescription
from faie_sheets.workbook.read.source import Source, SourceFile, load

_MOST_FAULTS = 100


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
        faie_sheets.problems.exceptions.UnusableSourceError: <text> · $.jd.competencies \
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
        found, expected = schema.shown_value(document["format"]), quoted(FORMAT)
        raise UnusableSourceError(
            file.place.problem(Kind.JD_JSON_VERSION, value=found, expected=expected)
        )
    _refuse(file, schema.faults(document))
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
