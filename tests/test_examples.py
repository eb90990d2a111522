"""The examples of the docstrings and of the README, run where a newcomer would run them.

Each runs in a folder of its own that holds a copy of ``samples/`` and nothing else.
"""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import faie_sheets

README = Path(__file__).resolve().parents[1] / "README.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S)


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
    assert {"faie_sheets.scoring", "faie_sheets.roster", "faie_sheets.jd.read"} <= set(MODULES)


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("name", MODULES)
def test_examples__of_a_module__give_what_they_say(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.FAIL_FAST)
    assert result.failed == 0, "what differs is printed above"
    written = Path(module.__file__ or "").read_text(encoding="utf-8").count(">>> ")
    assert result.attempted == written, "doctest does not find them all"


@dataclass
class Walkthrough:
    """The README's blocks as one reader runs them, from the first one on."""

    folder: Path
    names: dict[str, object] = field(default_factory=lambda: {"__name__": "__main__"})
    done: int = 0

    def run_to(self, number: int) -> None:
        """Run the blocks up to this one, as far as they have not been run."""
        while self.done <= number:
            source = BLOCKS[self.done]
            self.done += 1
            if ">>> " in source:
                self._compare(source)
            else:
                exec(compile(source, f"README.md, block {self.done}", "exec"), self.names)

    def _compare(self, source: str) -> None:
        parser = doctest.DocTestParser()
        example = parser.get_doctest(source, self.names, f"block {self.done}", "README.md", 0)
        outcome = doctest.DocTestRunner().run(example, clear_globs=False)
        self.names.update(example.globs)
        assert outcome.failed == 0, "what differs is printed above"


@pytest.fixture(scope="module")
def walkthrough(folder: Path) -> Walkthrough:
    """One walk through the whole of the README."""
    return Walkthrough(folder)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_readme__block__runs_after_those_before_it(
    walkthrough: Walkthrough, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(walkthrough.folder)
    walkthrough.run_to(number)


def test_readme__has_a_block_to_run() -> None:
    assert BLOCKS
