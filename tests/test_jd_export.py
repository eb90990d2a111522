"""A JD as JSON and back, the published schema, and what is refused."""

from __future__ import annotations

import copy
import io
import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies import dates, job_descriptions, scoring_jds

import faie_sheets as fs
from faie_sheets import Kind, cli, json_documents
from faie_sheets.jd.export import schema, schema_text
from faie_sheets.jd.json_text import is_json
from faie_sheets.problems import Place

SHIPPED = Path(fs.__file__).parent / "jd.schema.json"
JD = fs.builtin.jd()
JD_FILE = fs.builtin.JD_PATH
DOCUMENT = json.loads(fs.to_json(JD))

Change = Callable[[dict[str, Any]], object]


# -- round trips ---------------------------------------------------------------------------------

pictures = st.builds(fs.Picture, st.text(), st.binary(max_size=50))
problems = st.builds(
    lambda kind, *place: Place(*place).problem(kind, field="{x}", value="“ạ”"),
    st.just(Kind.JD_DATE_INVALID),
    *[st.text()] * 3,
)
changes = st.builds(
    fs.Change, st.none() | st.integers(), st.none() | dates, *[st.text(max_size=5)] * 7
)


@st.composite
def any_jds(draw: st.DrawFn) -> fs.JobDescription:
    """A JD with everything that the records can hold, in any Unicode."""
    weights = st.fractions(min_value=0, max_value=100)
    jd = draw(job_descriptions() | scoring_jds(weights, st.text(max_size=5)))
    return replace(
        jd,
        document=draw(st.just(jd.document) | st.just(fs.Document())),
        ranks=tuple(replace(rank, level=draw(st.none() | st.integers(1))) for rank in jd.ranks),
        definitions=tuple(draw(st.lists(st.builds(fs.Definition, st.text(), st.text())))),
        career_paths=fs.CareerPaths(
            tuple(draw(st.lists(st.lists(st.text(max_size=5), max_size=3).map(tuple)))),
            tuple(draw(st.lists(pictures))),
        ),
        changes=tuple(draw(st.lists(changes, max_size=3))),
        problems=tuple(draw(st.lists(problems, max_size=3))),
    )


@given(any_jds())
@example(JD)
def test_round_trip__any_jd__is_the_same(jd: fs.JobDescription) -> None:
    text = fs.to_json(jd)
    assert fs.from_json(text) == jd
    assert fs.from_json(text.encode()) == jd
    assert fs.from_json(text).fingerprint == jd.fingerprint
    assert fs.to_json(fs.from_json(text)) == text


@given(any_jds())
@example(JD)
def test_export__of_any_jd__fits_the_schema(jd: fs.JobDescription) -> None:
    Draft202012Validator(schema()).validate(json.loads(fs.to_json(jd)))


def test_check_json__is_read_as_well() -> None:
    assert fs.from_json(json.dumps(json_documents.check_document(JD)).encode()) == JD


def test_export__is_what_check_prints__with_its_format_first() -> None:
    assert next(iter(DOCUMENT)) == "format"
    checked = json.loads(json.dumps(json_documents.check_document(JD)))
    assert {"format": "faie-jd/1", **checked} == DOCUMENT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_read__in_another_encoding(encoding: str) -> None:
    assert fs.from_json(f" \n{fs.to_json(JD)}".encode(encoding)) == JD


def test_read__from_a_path_a_file_and_a_text(tmp_path: Path) -> None:
    path = tmp_path / "jd.json"
    path.write_text(fs.to_json(JD), "utf-8")
    for source in (path, str(path), path.read_bytes(), io.BytesIO(path.read_bytes())):
        assert fs.from_json(source) == JD
    assert fs.from_json(f"\n {path.read_text('utf-8')}") == JD


# -- weights -------------------------------------------------------------------------------------


def of_weight(written: str) -> str:
    """The document with this as the weight of the first competency."""
    return re.sub(r'"weight": 15\b', f'"weight": {written}', fs.to_json(JD), count=1)


@pytest.mark.parametrize(
    ("weight", "written"),
    [
        (Fraction(15), "15"),
        (Fraction(0), "0"),
        (Fraction(25, 2), "12.5"),
        (Fraction(7, 100), "0.07"),
        (Fraction(100, 3), '"100/3"'),
        (Fraction(1, 10**20), "1e-20"),
        (Fraction(10**20 + 1, 10**20), f'"{10**20 + 1}/{10**20}"'),
        (Fraction(1, 10**400), f'"1/{10**400}"'),
        # Exactly what the float 0.1 is, and not what it is written as.
        (Fraction(0.1), '"3602879701896397/36028797018963968"'),
    ],
)
def test_weight__is_a_number_where_a_number_says_it(weight: Fraction, written: str) -> None:
    jd = replace(JD, competencies=(replace(JD.competencies[0], weight=weight),))
    assert f'"weight": {written},' in fs.to_json(jd)
    assert fs.from_json(fs.to_json(jd)) == jd


@pytest.mark.parametrize(
    ("written", "weight"),
    [
        ("15.0", Fraction(15)),
        ("1.5E+1", Fraction(15)),
        ("33.333333333333333333333333333333", Fraction(33333333333333333333333333333333, 10**30)),
        ('"30/2"', Fraction(15)),
        ('"007/0014"', Fraction(1, 2)),
    ],
)
def test_weight__in_other_ways_of_writing(written: str, weight: Fraction) -> None:
    assert fs.from_json(of_weight(written)).competencies[0].weight == weight


@pytest.mark.parametrize(
    "written",
    ['"15"', '"15%"', '"1/0"', '"-1/2"', '"٣/٤"', "true", "null", "[]", "-1", "100.5", '"301/3"',
     f'"1/{"9" * 5000}"'],
)  # fmt: skip
def test_weight__that_is_none__is_refused(written: str) -> None:
    assert refusal(of_weight(written).encode()).found.startswith("$.jd.competencies[0].weight is ")


@pytest.mark.parametrize(
    "number", ["NaN", "-Infinity", "1e999999999", "1e-999999999", "9" * 5000, "1e" + "9" * 30]
)
def test_number__that_no_jd_can_have__is_refused_at_once(number: str, impatient: None) -> None:
    assert impatient is None
    problem = refusal(of_weight(number).encode())
    assert (problem.code, "number" in problem.found) == (Kind.JD_JSON_UNREADABLE.code, True)


# -- the schema ----------------------------------------------------------------------------------


def test_schema__as_shipped__is_what_the_types_give() -> None:
    assert SHIPPED.read_text("utf-8") == schema_text(), (
        "make it anew: faie-sheets export --schema -o faie_sheets/jd.schema.json"
    )


def test_schema__is_one() -> None:
    Draft202012Validator.check_schema(schema())


def test_schema__knows_every_key_of_the_contract() -> None:
    parts = schema()["$defs"]
    assert set(parts["JobDescription"]["properties"]) == set(DOCUMENT["jd"])
    assert set(parts["Competency"]["properties"]) == set(DOCUMENT["jd"]["competencies"][0])
    assert set(parts["Problem"]["properties"]) == set(DOCUMENT["problems"][0])


def test_schema__says_what_each_property_is() -> None:
    weight = schema()["$defs"]["Competency"]["properties"]["weight"]
    assert weight["description"].startswith("percent of the total")
    assert "Attributes" not in schema_text()


# -- what is refused -----------------------------------------------------------------------------


def refusals(source: bytes) -> tuple[fs.Problem, ...]:
    """Why a document is refused."""
    with pytest.raises(fs.UnusableSourceError) as caught:
        fs.from_json(source)
    return caught.value.problems


def refusal(source: bytes) -> fs.Problem:
    """The one reason why a document is refused."""
    (problem,) = refusals(source)
    return problem


def changed(change: Change) -> bytes:
    """The sample's export with something changed."""
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return json.dumps(document).encode()


def ranks(document: dict[str, Any]) -> list[Any]:
    """The list of ranks."""
    return list(document["jd"]["ranks"])


def first(document: dict[str, Any]) -> dict[str, Any]:
    """The first competency."""
    return dict.__getitem__(document, "jd")["competencies"][0]  # type: ignore[no-any-return]  # JSON


@pytest.mark.parametrize(
    ("change", "found", "expected"),
    [
        (
            lambda d: ranks(d)[0].update(level="one"),
            "$.jd.ranks[0].level is “one”", "a whole number or null",
        ),
        (
            lambda d: ranks(d)[0].update(level=1.5),
            "$.jd.ranks[0].level is 1.5", "a whole number or null",
        ),
        (
            lambda d: ranks(d)[2].pop("title"),
            "$.jd.ranks[2].title is missing", "this key, as in an export",
        ),
        (
            lambda d: ranks(d)[0].update(titel="x"),
            "$.jd.ranks[0].titel is an unknown key",
            "one of the keys code, title, level or level_name",
        ),
        (
            lambda d: ranks(d)[1].update(code="FAIE01"),
            "$.jd.ranks[1].code is “FAIE01” a second time", "each code once",
        ),
        (
            lambda d: d["jd"]["competencies"][4].update(code="AIAE01"),
            "$.jd.competencies[4].code is “AIAE01” a second time", "each code once",
        ),
        (
            lambda d: first(d).update(weight="15%"),
            "$.jd.competencies[0].weight is “15%”",
            "a number from 0 to 100, or a text such as “100/3”",
        ),
        (
            lambda d: first(d).update(weight="1000/3"),
            "$.jd.competencies[0].weight is “1000/3”", "a weight from 0 to 100 percent",
        ),
        (
            lambda d: first(d)["required"].update(FAIE02=7),
            "$.jd.competencies[0].required.FAIE02 is 7", "a level of its scale, “0, 1, 2 or 3”",
        ),
        (
            lambda d: first(d)["required"].update(FAIE02="2"),
            "$.jd.competencies[0].required.FAIE02 is “2”", "a whole number",
        ),
        (
            lambda d: first(d).pop("required"),
            "$.jd.competencies[0].required is missing", "this key, as in an export",
        ),
        (
            lambda d: first(d).update(levels={}),
            "$.jd.competencies[0].levels is an object in {…}", "a list in […]",
        ),
        (
            lambda d: first(d)["levels"].reverse(),
            "$.jd.competencies[0].levels is the scale “3, 2, 1 and 0”",
            "levels from 0 upward, each once",
        ),
        (
            lambda d: d["jd"]["document"].update(effective_date="2026-02-30"),
            "$.jd.document.effective_date is “2026-02-30”", "a date such as “2026-02-01” or null",
        ),
        (
            lambda d: d["jd"]["career_paths"].update(pictures=[{"name": "x", "data": "abc"}]),
            "$.jd.career_paths.pictures[0].data is unusable: Invalid base64 encoded string",
            "what an export has there",
        ),
        (
            lambda d: d["problems"][0].update(severity="bad"),
            "$.problems[0].severity is “bad”", "“error” or “warning”",
        ),
        (lambda d: d.update(jd=None), "$.jd is null", "an object in {…}"),
        (
            lambda d: d.update(JD={}),
            "$.JD is an unknown key", "one of the keys format, jd or problems",
        ),
    ],
)  # fmt: skip
def test_document__with_a_fault__is_refused_with_its_path(
    change: Change, found: str, expected: str
) -> None:
    problem = refusal(changed(change))
    assert (problem.code, problem.found, problem.expected) == (
        Kind.JD_JSON_INVALID.code, found, expected,
    )  # fmt: skip


def test_document__with_many_faults__all_are_named_in_one_pass() -> None:
    def change(document: dict[str, Any]) -> None:
        document["jd"]["changes"][0].pop("reason")
        document["jd"]["changes"][0].pop("creator")
        first(document).update(weight=None, number="1")
        ranks(document)[0].update(level="x")

    spots = {problem.found.split(" ")[0] for problem in refusals(changed(change))}
    assert spots == {
        "$.jd.changes[0].reason",
        "$.jd.changes[0].creator",
        "$.jd.competencies[0].weight",
        "$.jd.competencies[0].number",
        "$.jd.ranks[0].level",
    }


def test_document__with_thousands_of_faults__as_many_are_told_as_can_be_read() -> None:
    found = refusals(changed(lambda d: d["jd"].update(ranks=[None] * 10_000)))
    assert len(found) == 100


@pytest.mark.parametrize("value", ["faie-jd/2", 1, None, ["faie-jd/1"], "x" * 10_000])
def test_format__of_another_version__is_the_only_thing_told(value: object) -> None:
    problem = refusal(changed(lambda d: d.update(format=value, jd=1)))
    assert (problem.code, problem.expected) == (Kind.JD_JSON_VERSION.code, "“faie-jd/1”")
    assert len(problem.found) < 150


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (b"{", "expecting property name enclosed in double quotes in line 1, column 2"),
        (b'{"jd": {},\n "a" 1}', "expecting ':' delimiter in line 2, column 6"),
        (b'{"jd": {}} {}', "extra data in line 1, column 12"),
        (b'{"jd": {"a": 1, "a": 2}}', "the key “a” appears twice in one object"),
        (b'{"jd": "\xff"}', "it is not in UTF-8"),
        (b'{"jd": "\\ud800"}', r"it has half of a character, '\ud800'"),
        (b'{"a":' * 100_000, "it is nested too deeply"),
        (b"[" * 1_000_000, "it is nested too deeply"),
        (b"[" + b"1," * 600_000 + b"1]", "it has more than 500000 values"),
    ],
    ids=range(9),
)
def test_text__that_is_no_json__is_refused(source: bytes, why: str) -> None:
    problem = refusal(source)
    assert (problem.code, problem.found) == (
        Kind.JD_JSON_UNREADABLE.code,
        f"the file cannot be read as JSON: {why}",
    )


@pytest.mark.parametrize("source", [b"[]", b"1", b'"x"', b"null"])
def test_document__that_is_no_object__is_refused(source: bytes) -> None:
    assert refusal(source).expected == "an object in {…}"


def test_text__with_control_characters__is_told_without_them() -> None:
    keyed = changed(lambda d: ranks(d)[0].update({"\x1b[31m\n": 1}))
    assert refusal(keyed).found == "$.jd.ranks[0].�[31m is an unknown key"
    valued = changed(lambda d: ranks(d)[0].update(level="\x1b[31m"))
    assert refusal(valued).found == "$.jd.ranks[0].level is “�[31m”"


def test_problem__names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "jd.json"
    path.write_bytes(changed(lambda d: d.update(jd=None)))
    with pytest.raises(fs.UnusableSourceError, match=r"^jd\.json · \$\.jd is null · expected"):
        fs.from_json(path)
    with pytest.raises(fs.UnusableSourceError, match=r"^<text> · "):
        fs.from_json('{"jd": null}')


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["jd", "ranks", "x"]), inner),
))  # fmt: skip
def test_document__whatever_it_holds__is_a_jd_or_refused(document: object) -> None:
    refusals(json.dumps(document).encode())


spots = st.sampled_from(
    [
        *(("jd", name) for name in DOCUMENT["jd"]),
        *(("jd", "competencies", 0, name) for name in DOCUMENT["jd"]["competencies"][0]),
        *(("jd", "ranks", 0, name) for name in DOCUMENT["jd"]["ranks"][0]),
        *(("jd", "changes", 0, name) for name in DOCUMENT["jd"]["changes"][0]),
        ("jd", "document", "effective_date"),
        ("jd", "competencies", 0, "levels", 0, "level"),
        ("problems", 0, "severity"),
        ("problems",),
    ]
)


values: st.SearchStrategy[object] = st.sampled_from(
    [None, True, -1, 10**40, 0.5, "", "\0", [], [[]], [None], {}, {"": 1}, {"": ""}]
)


@given(spots, values)
def test_document__with_one_value_changed__is_a_jd_or_refused(
    spot: tuple[str | int, ...], value: object
) -> None:
    def change(document: Any) -> None:
        *way, last = spot
        for step in way:
            document = document[step]
        document[last] = value

    try:
        jd = fs.from_json(changed(change))
    except fs.UnusableSourceError as error:
        assert {problem.code for problem in error.problems} == {Kind.JD_JSON_INVALID.code}
    else:
        assert fs.from_json(fs.to_json(jd)) == jd


# -- what is recognised --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (b"{}", True),
        (b' \r\n\t{"jd"', True),
        (b"\xef\xbb\xbf{", True),
        ('\ufeff{"'.encode("utf-16-le"), True),
        ('\ufeff{"'.encode("utf-16-be"), True),
        (b"{\\rtf1", False),
        (b"PK\x03\x04{", False),
        (b"[{}]", False),
        (b"a {", False),
        (b"", False),
    ],
)
def test_json__is_recognised_by_how_it_begins(data: bytes, is_one: bool) -> None:
    assert is_json(data) is is_one


def test_json__no_sample_is_taken_for_it(samples: Path) -> None:
    # A notebook is JSON.
    files = [path for path in samples.rglob("*") if path.is_file() and path.suffix != ".ipynb"]
    assert files
    assert not any(is_json(path.read_bytes()) for path in files)


# -- the command line ----------------------------------------------------------------------------


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., tuple[int, bytes, str]]:
    """Run ``faie-sheets export`` in an empty folder: status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "argv", ["faie-sheets", "export", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        assert isinstance(end.value.code, int)
        return end.value.code, out, err.decode()

    return call


Runner = Callable[..., tuple[int, bytes, str]]


def test_export__to_standard_output__findings_on_standard_error(run: Runner) -> None:
    status, out, err = run(JD_FILE)
    assert (status, out.decode()) == (1, fs.to_json(JD) + "\n")
    assert all(problem.message in err for problem in JD.problems)
    assert fs.from_json(out) == JD


def test_export__to_a_file(run: Runner) -> None:
    status, out, err = run(JD_FILE, "-o", "new/jd.json")
    assert (status, out) == (1, b"")
    assert "exported: new/jd.json" in err
    assert fs.from_json(Path("new/jd.json")) == JD
    assert [path.name for path in Path("new").iterdir()] == ["jd.json"]


def test_export__schema(run: Runner) -> None:
    assert run("--schema") == (0, SHIPPED.read_bytes(), "")
    assert run("--schema", "-o", "schema.json")[0] == 0
    assert Path("schema.json").read_bytes() == SHIPPED.read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [[], [JD_FILE, "--schema"], [JD_FILE, "-o", "jd.xlsx"], [JD_FILE, "-o", "folder.json"],
     ["in.json", "-o", "in.json"], ["in.json", "-o", "./folder.json/../in.json"]],
)  # fmt: skip
def test_export__usage_error__status_2__nothing_written(
    arguments: list[str | Path], run: Runner
) -> None:
    Path("folder.json").mkdir()
    Path("in.json").write_text(fs.to_json(JD), "utf-8")
    status, out, err = run(*arguments)
    assert (status, out) == (2, b"")
    assert "Error" in err
    assert Path("in.json").read_text("utf-8") == fs.to_json(JD)
    assert {path.name for path in Path().iterdir()} == {"folder.json", "in.json"}


def test_export__unusable_jd__status_2__nothing_written(run: Runner) -> None:
    Path("x.xlsx").write_bytes(b"nothing of the kind")
    status, out, err = run("x.xlsx", "-o", "jd.json")
    assert (status, out) == (2, b"")
    assert Kind.NOT_A_WORKBOOK.value.fix in err
    assert not Path("jd.json").exists()
