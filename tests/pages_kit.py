"""The README and the pages of the site, and their examples run as a reader runs them."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "docs" / "site"
PAGES = (ROOT / "README.md", *sorted(SITE.rglob("*.md")))

COLUMNS = 96
"""How wide the terminal is in the examples."""
LEFT_OUT = "…"
"""A line that stands for any number of lines of the output, none included."""

_FENCE = re.compile(r"^```(python|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^\$ ", re.MULTILINE)


class Block(NamedTuple):
    """An example on a page.

    Attributes:
        page: the file.
        number: which one of the page, from 0.
        language: ``python`` or ``console``.
        source: what stands in it.
    """

    page: Path
    number: int
    language: str
    source: str

    @property
    def name(self) -> str:
        """How a test calls it."""
        return f"{self.page.relative_to(ROOT).as_posix()}-{self.number}"


def blocks_of(page: Path) -> list[Block]:
    """The examples of a page, in their order."""
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [Block(page, number, *block) for number, block in enumerate(found)]


class Command(NamedTuple):
    """A line after a prompt, and the output below it."""

    line: str
    output: list[str]


def commands_of(source: str) -> Iterator[Command]:
    """The commands of a console block."""
    for part in _PROMPT.split(source)[1:]:
        line, *output = part.splitlines()
        yield Command(line, [text.rstrip() for text in output])


@dataclass
class Reader:
    """Somebody who goes through a page from its top and does what stands there.

    Attributes:
        folder: where they begin; Python stays there, the terminal goes where ``cd`` leads.
        blocks: the examples of the page.
    """

    folder: Path
    blocks: list[Block]
    names: dict[str, object] = field(default_factory=lambda: {"__name__": "__main__"})
    done: int = 0
    terminal: Path = field(init=False)

    def __post_init__(self) -> None:
        self.terminal = self.folder

    def run_to(self, number: int) -> None:
        """Run the examples up to this one, as far as they have not been run."""
        while self.done <= number:
            block = self.blocks[self.done]
            self.done += 1
            if block.language == "console":
                self._type(block)
            elif ">>> " in block.source:
                self._compare(block)
            else:
                exec(compile(block.source, block.name, "exec"), self.names)

    def _compare(self, block: Block) -> None:
        parser = doctest.DocTestParser()
        example = parser.get_doctest(block.source, self.names, block.name, str(block.page), 0)
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        outcome = runner.run(example, clear_globs=False)
        self.names.update(example.globs)
        assert outcome.failed == 0, "what differs is printed above"

    def _type(self, block: Block) -> None:
        for line, output in commands_of(block.source):
            program, *arguments = shlex.split(line)
            if program == "cd":
                self.terminal = self.terminal / arguments[0]
                continue
            assert program == "faie-sheets", f"{line}: an example runs nothing else"
            assert_agree(self._run(arguments), output)

    def _run(self, arguments: list[str]) -> list[str]:
        """What the terminal shows: both outputs, in the order in which they come."""
        done = subprocess.run(
            [sys.executable, "-m", "faie_sheets", *arguments],
            cwd=self.terminal,
            env=os.environ | {"COLUMNS": str(COLUMNS), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in {0, 1}, done.stdout
        return [line.rstrip() for line in done.stdout.splitlines()]


def assert_agree(shown: list[str], written: list[str]) -> None:
    """Assert that the output is what the page says, but for the lines that it leaves out."""
    *parts, last = _parts(written)
    position = 0
    for number, part in enumerate(parts):
        at = 0 if number == 0 else _find(shown, part, position)
        assert shown[at : at + len(part)] == part
        position = at + len(part)
    if parts:
        assert len(shown) - len(last) >= position
        assert shown[len(shown) - len(last) :] == last
    else:
        assert shown == last


def _parts(written: list[str]) -> list[list[str]]:
    """The lines between those that stand for others."""
    parts: list[list[str]] = [[]]
    for line in written:
        if line == LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _find(shown: list[str], part: list[str], start: int) -> int:
    for at in range(start, len(shown) - len(part) + 1):
        if shown[at : at + len(part)] == part:
            return at
    raise AssertionError("\n".join(["not in the output:", *part, "", "the output:", *shown]))
