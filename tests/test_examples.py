"""The examples of the docstrings, the README and the site, run where a newcomer would run them.

Those of the docstrings and of the README begin in a folder that holds a copy of ``samples/`` and
nothing else, those of the site in the folder that ``faie-sheets demo`` makes.
"""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import typer.core
import typer.main
from pages_kit import PAGES, Block, Reader, assert_agree, blocks_of

import faie_sheets
import faie_sheets as fs
from faie_sheets.cli.app import app
from faie_sheets.demo import run_demo


def modules_with_examples() -> list[str]:
    """The modules of the library that have an example, in the order of their names."""
    found = []
    for module in pkgutil.walk_packages(faie_sheets.__path__, "faie_sheets."):
        spec = importlib.util.find_spec(module.name)
        if spec and spec.origin and ">>> " in Path(spec.origin).read_text(encoding="utf-8"):
            found.append(module.name)
    return found


MODULES = modules_with_examples()


@pytest.fixture(scope="module")
def folder(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with a copy of ``samples/``."""
    folder = tmp_path_factory.mktemp("work")
    shutil.copytree(samples, folder / "samples")
    return folder


@pytest.fixture
def at_work(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go to a fresh folder with a copy of ``samples/``."""
    shutil.copytree(folder / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)


def test_examples__are_found() -> None:
    assert {"faie_sheets.scoring.score", "faie_sheets.roster", "faie_sheets.jd.read_jd"} <= set(
        MODULES
    )


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("name", MODULES)
def test_examples__of_a_module__give_what_they_say(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.FAIL_FAST)
    assert result.failed == 0, "what differs is printed above"
    written = Path(module.__file__ or "").read_text(encoding="utf-8").count(">>> ")
    assert result.attempted == written, "doctest does not find them all"


# -- the README and the pages of the site ---------------------------------------------------------

BLOCKS = {page: blocks_of(page) for page in PAGES}
COMMANDS = typer.main.get_command(app)


@pytest.fixture(scope="module")
def demo(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``faie-sheets demo`` makes, in which the examples of the site work.

    Beside what the demo writes it has ``samples/``, and the built-in JD as it was in March.
    """
    made = tmp_path_factory.mktemp("demo") / "faie_demo"
    run_demo(made, lambda _line: None)
    shutil.copytree(folder / "samples", made / "samples")
    (made / "FAIE_JD_March.json").write_text(fs.to_json(jd_of_march()), encoding="utf-8")
    return made


def jd_of_march() -> fs.JobDescription:
    """The built-in JD before the changes of April."""
    jd = fs.builtin.jd()
    weights = {"AIAE05": 10, "AIAE08": 10, "AIAE10": 3, "AIAE11": 2}
    items = []
    for item in jd.competencies:
        required = {**item.required, "FAIE02": 1} if item.code == "AIAE08" else item.required
        weight = Fraction(weights.get(item.code, item.weight))
        items.append(replace(item, weight=weight, required=required))
    return replace(jd, competencies=tuple(items), changes=jd.changes[:3])


@pytest.fixture(scope="module")
def readers(
    folder: Path, demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[Path, Reader]:
    """A reader for each page, each in a folder of their own."""
    made = {}
    for page, blocks in BLOCKS.items():
        place = tmp_path_factory.mktemp(page.stem) / "work"
        if any("$ faie-sheets demo\n" in block.source for block in blocks):
            shutil.copytree(folder, place)
        elif any("$ cd faie_demo\n" in block.source for block in blocks):
            shutil.copytree(folder, place)
            shutil.copytree(demo, place / "faie_demo")
        else:
            shutil.copytree(demo, place)
        made[page] = Reader(place, blocks)
    return made


@pytest.mark.parametrize(
    "block", [block for blocks in BLOCKS.values() for block in blocks], ids=lambda block: block.name
)
def test_page__block__runs_after_those_before_it(
    readers: dict[Path, Reader], block: Block, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = readers[block.page]
    monkeypatch.chdir(reader.folder)
    reader.run_to(block.number)


def test_page__shows_a_message__it_is_one_of_the_samples(samples: Path) -> None:
    intake = fs.read_forms(samples / "filled", fs.builtin.jd(), workers=0)
    real = {f"{problem.severity} {problem.message}" for problem in intake.problems}
    block = re.compile(r"^```text\n((?:error|warning) .*?)^```", re.MULTILINE | re.DOTALL)
    texts = [text for page in PAGES for text in block.findall(page.read_text(encoding="utf-8"))]
    shown = {" ".join(text.split()) for text in texts}
    assert shown
    assert shown <= real


def test_readme__has_blocks_of_both_kinds() -> None:
    assert {block.language for block in BLOCKS[PAGES[0]]} == {"python", "console"}


def unknown(line: str) -> set[str]:
    """What a line with ``faie-sheets`` names that the program does not have."""
    name, *rest = line.split()[1:]
    if not re.fullmatch(r"[a-z]+", name):
        return set()
    assert isinstance(COMMANDS, typer.core.TyperGroup)
    if name not in COMMANDS.commands:
        return {name}
    known = {option for made in COMMANDS.commands[name].params for option in made.opts}
    named = {word for word in rest if re.fullmatch(r"--?[a-z][a-z-]*", word)}
    return named - known - {"--help"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(page.parents[1]))
def test_page__names_a_command__there_is_one_with_these_options(page: Path) -> None:
    lines = re.findall(r"faie-sheets[ \t]+[^`#\n]+", page.read_text(encoding="utf-8"))
    assert [line for line in lines if unknown(line)] == []


def test_page__names_no_command_that_there_is__is_found() -> None:
    assert unknown("faie-sheets score returned/ --retrun to_mail/") == {"--retrun"}
    assert unknown("faie-sheets scroe returned/") == {"scroe"}
    assert unknown("faie-sheets score returned/ --return to_mail/ -o s.xlsx") == set()


OUTPUT = ["one", "two", "three", "four"]


@pytest.mark.parametrize(
    "written",
    [
        ["one", "two", "three", "four"],
        ["one", "…", "four"],
        ["…", "three", "four"],
        ["one", "two", "…"],
        ["…", "two", "…"],
        ["one", "…", "two", "three", "four"],
        ["…"],
    ],
    ids=" ".join,
)
def test_output__as_written_but_for_what_is_left_out__agrees(written: list[str]) -> None:
    assert_agree(OUTPUT, written)


@pytest.mark.parametrize(
    "written",
    [
        ["one", "two", "three"],
        ["two", "three", "four"],
        ["one", "…", "three"],
        ["…", "four", "one", "…"],
        ["…", "three", "…", "two", "…"],
        ["one", "two", "three", "…", "three", "four"],
        [],
    ],
    ids=" ".join,
)
def test_output__differs__fails(written: list[str]) -> None:
    with pytest.raises(AssertionError):
        assert_agree(OUTPUT, written)
