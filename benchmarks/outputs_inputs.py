"""What outputs are compared over: samples, invented engineers, and forms as people fill them in.

Nothing of the package is used: forms that were issued are filled in by their XML, in one fixed way.
"""

from __future__ import annotations

import io
import itertools
import json
import os
import random
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

Jd = dict[str, Any]
Levels = Mapping[str, int]
Cells = dict[str, str]
Kind = Callable[[Jd, random.Random], Cells]

ROUNDS = (
    ("samples", "FAIE_JD.xlsx", "roster.xlsx"),
    ("programs", "FAIE_JD.xlsx", "programs.csv"),
    ("made", "FAIE_JD.xlsx", "made.csv"),
    ("vietnamese", "vietnamese.xlsx", "vietnamese.csv"),
    ("twenty", "twenty.xlsm", "twenty.csv"),
)
"""Name, JD and roster of each round of forms."""
MADE = {"made": 300, "vietnamese": 30, "twenty": 30}
"""Round → how many engineers are invented for it."""

SELF, ASSESSOR, EVIDENCE = "F", "G", "H"
SHEET = "xl/worksheets/sheet1.xml"
IDENTITY = "xl/worksheets/sheet5.xml"
# Three empty cells side by side, before a formula: what the engineer and the assessor fill in.
_TO_FILL = re.compile(
    r'<c r="F(\d+)" s="\d+"/><c r="G\1" s="\d+"/><c r="H\1" s="\d+"/><c r="I\1"[^>]*><f>'
)
_A_DAY = 1_767_225_600  # 2026-01-01; no file's own date may get into an output

NAMES = (
    "Nguyễn Thị Ánh Tuyết", "Trần Văn A", "O'Brien & Sons <Ltd>", '"Quoted" Name', "=1+1",
    "Zoë Müller-Lüdenscheidt", "山田 太郎", "  two  spaces ", "Đỗ Thị Mai", "محمد علي", "Emoji 🙂",
    "L/S\\T:U*V?W|X", "{{name}}", "CON", "N" * 300, "", "a.b.c...", "Nguyễn Thị Ánh Tuyết",
)  # fmt: skip
UNITS = ("Applied AI", "Data Platform", "", "R&D, Huế", "Trung tâm Đà Nẵng", "=A1", "U" * 60)
PERIODS = ("2026 H1", "", "2026 H1", "2025/26")


# -- before any form is issued -----------------------------------------------------------------


def lay_out(tree: Path, inputs: Path) -> None:
    """The JDs, samples and files of other programs, as they are in a checkout."""
    files = tree / "tests/files"
    shutil.copytree(files / "jd", inputs / "jds", ignore=shutil.ignore_patterns("*.mjs"))
    shutil.copy(tree / "samples/FAIE_JD.xlsx", inputs / "jds")
    shutil.copytree(tree / "samples/filled", inputs / "returned/samples")
    programs = inputs / "returned/programs"
    shutil.copytree(files / "forms", programs, ignore=shutil.ignore_patterns("*.py", "*.m*", "r*"))
    shutil.copytree(files / "crashes", programs / "crashes")
    (inputs / "rosters").mkdir()
    shutil.copy(tree / "samples/roster.xlsx", inputs / "rosters")
    shutil.copy(files / "forms/roster.csv", inputs / "rosters/programs.csv")
    _dump(inputs / "rounds.json", ROUNDS)


def invent(exported: Mapping[str, str], inputs: Path) -> None:
    """Rosters of invented engineers, and revisions of the JDs; both need the JDs as JSON."""
    jds = {name: json.loads(text) for name, text in exported.items()}
    for name, jd, roster in ROUNDS:
        if name in MADE:
            lines = itertools.chain([_HEAD], _people(MADE[name], jds[jd]["jd"]))
            _write(inputs / "rosters" / roster, "".join(f"{line}\n" for line in lines))
    for name in ("FAIE_JD.xlsx", "vietnamese.xlsx"):
        _dump(inputs / f"jds/{name}.revised.json", _revised(jds[name]))
    pairs = [
        ("FAIE_JD.xlsx", "FAIE_JD.xlsx"),
        ("FAIE_JD.xlsx", "FAIE_JD.xlsx.revised.json"),
        ("FAIE_JD.xlsx.revised.json", "FAIE_JD.xlsx"),
        ("vietnamese.xlsx", "vietnamese.xlsx.revised.json"),
        ("vietnamese.xlsx", "vietnamese.full.xlsb"),
        ("two.ods", "three.ods"),
        ("three.xls", "two.xls"),
        ("twenty.xlsm", "twenty.full.xlsb"),
    ]
    _dump(inputs / "pairs.json", pairs)


_HEAD = "Employee ID,Name,Unit,Current rank,Target rank,Assessor,Period,E-mail"


def _people(count: int, jd: Jd) -> Iterator[str]:
    ranks = [rank["code"] for rank in jd["ranks"]]
    first, *_, last = jd["ranks"]
    odd = itertools.cycle([last["title"], first["code"].lower(), "", "no rank", first["title"]])
    for number in range(count):
        identity = ("E{:04}", "e{:04}", "{:04}", "A/{}", "Ä {}")[number % 31 % 5].format(number)
        yield ",".join(
            '"{}"'.format(value.replace('"', '""'))
            for value in (
                identity if number % 50 != 49 else "E0000",
                NAMES[number % len(NAMES)],
                UNITS[number % len(UNITS)],
                ranks[number % len(ranks)],
                next(odd) if number % 9 == 4 else ranks[number % len(ranks)],
                f"Assessor {number % 11}" if number % 11 else "",
                PERIODS[number % len(PERIODS)],
                f"e{number}@example.com" if number % 3 else "",
            )
        )


def _revised(document: Jd) -> Jd:
    """A revision: texts, weights, requirements, names and levels that differ, a record of some."""
    document = json.loads(json.dumps(document))
    jd = document["jd"]
    first, second, third, *others = jd["competencies"]
    first["weight"], second["weight"] = float(second["weight"]) + 1, float(first["weight"]) - 1
    rank = jd["ranks"][-1]["code"]
    third["required"][rank] = max(0, third["required"].get(rank, 1) - 1)
    for item in (second, others[0]):
        for level in item["levels"][1:3]:
            level["text"] = re.sub(r"\w+$", "everything else", level["text"]).replace(";", ",")
            level["label"] = f"{level['level']}: {level['text']}"
    others[1]["name"] = f"{others[1]['name']} (new)"
    others[1]["explanation"] = f"First of all. {others[1]['explanation']}"
    del jd["competencies"][-1]
    added = json.loads(json.dumps(first))
    jd["competencies"].append({**added, "code": "NEW1", "number": 99, "name": "Something new"})
    jd["ranks"][0]["title"] += " I"
    jd["document"] = {**jd["document"], "version": "9.9", "effective_date": "2027-01-31"}
    jd.get("definitions", [])[:1] = []
    return document


# -- when forms were issued --------------------------------------------------------------------


def fill_in(issued: Path, exported: Mapping[str, str], inputs: Path) -> None:
    """The inbox of each round of invented engineers, from the forms that were issued to them."""
    for name, jd, _roster in ROUNDS:
        if name in MADE:
            inbox = inputs / "returned" / name
            inbox.mkdir(parents=True)
            _fill_in(sorted(issued.joinpath(name).glob("*.xlsx")), exported[jd], inbox)
    made = inputs / "returned/made"
    for pattern in ("samples/*.ods", "programs/*.xls", "twenty/0007*"):
        for path in (inputs / "returned").glob(pattern):
            shutil.copy(path, made)
    for file in sorted(each for each in inputs.rglob("*") if each.is_file()):
        os.utime(file, (_A_DAY, _A_DAY))


def _fill_in(forms: Sequence[Path], exported: str, inbox: Path) -> None:
    jd = json.loads(exported)["jd"]
    (inbox / "unit").mkdir()
    for number, path in enumerate(forms):
        chance = random.Random(number)
        kind = KINDS[number % len(KINDS)]
        place = inbox / "unit" if number % 4 == 0 else inbox
        if number % 41 == 40:
            continue
        form = _saved(_with_cells(path.read_bytes(), kind(jd, chance)), number)
        place.joinpath(path.name).write_bytes(form)
        if number % 29 == 3:
            again = _saved(_with_cells(path.read_bytes(), _plain(jd, chance)), number + 13)
            inbox.joinpath(f"again {path.name}").write_bytes(again)
        if number % 37 == 5:
            inbox.joinpath(f"copy of {path.name}").write_bytes(form)
    first = forms[0].read_bytes()
    for name, content in {
        "cut short.xlsx": first[: len(first) // 2],
        "empty.xlsx": b"",
        "a text.xlsx": b"Employee ID,Name\n",
        "a page.xls": b"<html><table><tr><td>1</td></tr></table></html>",
        "a page.pdf": b"%PDF-1.7\n",
        "no identity.xlsx": _altered(first, IDENTITY, r"<sheetData>.*</sheetData>", "<sheetData/>"),
        "no sheet.xlsx": _altered(first, SHEET, r"<sheetData>.*</sheetData>", "<sheetData/>"),
        "broken.xlsx": _altered(first, SHEET, r"</sheetData>", "</sheet"),
        "~$lock.xlsx": b"lock",
    }.items():
        inbox.joinpath(name).write_bytes(content)


def _entries(jd: Jd, chance: random.Random) -> list[tuple[int, str]]:
    """A level of each competency, and its label in the drop-down."""
    chosen = (chance.choice(item["levels"]) for item in jd["competencies"])
    return [(level["level"], level["label"]) for level in chosen]


def _text(value: str) -> str:
    """A cell's content as a text."""
    return f't="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is>'


def _column(column: str, values: Sequence[str]) -> Cells:
    """Column and row among those to fill in → the content of a cell."""
    return {f"{column}{row}": value for row, value in enumerate(values) if value}


def _plain(jd: Jd, chance: random.Random) -> Cells:
    return _column(SELF, [_text(label) for _, label in _entries(jd, chance)])


def _by_both(jd: Jd, chance: random.Random) -> Cells:
    theirs = [_text(label) for _, label in _entries(jd, chance)]
    return _plain(jd, chance) | _column(ASSESSOR, theirs)


def _at_the_top(jd: Jd, _: random.Random) -> Cells:
    labels = [_text(item["levels"][-1]["label"]) for item in jd["competencies"]]
    return _column(SELF, labels) | _column(ASSESSOR, labels)


def _by_assessor(jd: Jd, chance: random.Random) -> Cells:
    return _column(ASSESSOR, [_text(label) for _, label in _entries(jd, chance)])


def _blank(_jd: Jd, _: random.Random) -> Cells:
    return {}


def _digits(jd: Jd, chance: random.Random) -> Cells:
    return _column(SELF, [f"><v>{level}</v>" for level, _ in _entries(jd, chance)])


def _digits_as_text(jd: Jd, chance: random.Random) -> Cells:
    return _column(SELF, [_text(f" {level} ") for level, _ in _entries(jd, chance)])


def _other_case(jd: Jd, chance: random.Random) -> Cells:
    spell = (str.upper, str.lower, lambda text: f"{text} ", lambda text: text.replace(": ", ":"))
    labels = (label for _, label in _entries(jd, chance))
    return _column(SELF, [_text(chance.choice(spell)(label)) for label in labels])


def _without_number(jd: Jd, chance: random.Random) -> Cells:
    return _column(SELF, [_text(label.partition(": ")[2]) for _, label in _entries(jd, chance)])


def _wrong(jd: Jd, chance: random.Random) -> Cells:
    odd = ("9: Expert", "n/a", "?", "-1", "2.5", "two", "1: Something else", "0:", "1: x\n2: y")
    return _by_both(jd, chance) | {
        f"{chance.choice((SELF, ASSESSOR))}{row}": _text(odd[(row + shift) % len(odd)])
        for shift in (chance.randrange(len(odd)),)
        for row in chance.sample(range(len(jd["competencies"])), 3)
    }


def _odd_values(jd: Jd, chance: random.Random) -> Cells:
    odd = (
        "><f>1+1</f><v>2</v>", "><f>1+1</f>", 't="str"><f>"1"&amp;""</f><v>1</v>', 't="b"><v>1</v>',
        't="e"><v>#N/A</v>', "><v>2.5</v>", "><v>46023</v>", "><v>-1</v>", "><v>1e300</v>",
    )  # fmt: skip
    rows = chance.sample(range(len(jd["competencies"])), 3)
    return _by_both(jd, chance) | {f"{SELF}{row}": chance.choice(odd) for row in rows}


def _shifted(jd: Jd, chance: random.Random) -> Cells:
    """Two labels stand beside each other's competency."""
    (_, first), (_, second), *_rest = _entries(jd, chance)
    return _by_both(jd, chance) | _column(ASSESSOR, [_text(second), _text(first)])


def _some(jd: Jd, chance: random.Random) -> Cells:
    cells = _by_both(jd, chance)
    return {spot: cells[spot] for spot in sorted(cells) if chance.random() < 0.9}


def _evidence(jd: Jd, chance: random.Random) -> Cells:
    odd = ("Led a team", "=1+1", "<b>&amp;", "x" * 3_000, "line\nline", "https://example.com/?a=1&b",
           "Đã triển khai", "🙂")  # fmt: skip
    said = [_text(chance.choice(odd)) for _ in jd["competencies"]]
    return _by_both(jd, chance) | _column(EVIDENCE, said)


KINDS: tuple[Kind, ...] = (
    _plain, _by_both, _evidence, _digits, _wrong, _by_both, _some, _digits_as_text, _at_the_top,
    _other_case, _by_both, _blank, _odd_values, _plain, _by_assessor, _without_number, _by_both,
    _shifted, _plain,
)  # fmt: skip
"""How a form is filled in, in turn."""


# -- workbooks ---------------------------------------------------------------------------------


def _with_cells(form: bytes, cells: Cells) -> bytes:
    """A form with cells filled in, of rows counted among those to fill in."""
    parts = _parts(form)
    sheet = parts[SHEET].decode()
    rows = [found[1] for found in _TO_FILL.finditer(sheet)]
    assert rows, "a form is laid out otherwise than this script knows"
    for spot, content in cells.items():
        address = f"{spot[0]}{rows[int(spot[1:])]}"
        before, cell, after = sheet.partition(f'<c r="{address}"')
        style, _, after = after.partition("/>")
        sheet = f"{before}{cell}{style} {content}</c>{after}"
    return _packed({**parts, SHEET: sheet.encode()})


def _saved(form: bytes, day: int) -> bytes:
    """A form that was saved on such a day of January or February."""
    stamp = f"2026-0{1 + day // 28 % 2}-{1 + day % 28:02}T10:00:00Z</dcterms:modified>"
    return _altered(form, "docProps/core.xml", r"[^>]*</dcterms:modified>", stamp)


def _altered(form: bytes, part: str, pattern: str, new: str) -> bytes:
    parts = _parts(form)
    text = re.sub(pattern, lambda _: new, parts[part].decode(), count=1, flags=re.DOTALL)
    return _packed({**parts, part: text.encode()})


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            # A date of its own would make the same form another file each time.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _dump(path: Path, content: object) -> None:
    _write(path, json.dumps(content, ensure_ascii=False, indent=1))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
