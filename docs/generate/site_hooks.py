"""Hooks that MkDocs calls while it builds the site, for the tables that come from the code.

The pages are written by hand in ``docs/site/``; a line ``<!-- made: NAME -->`` is replaced by the
table of that name.
"""

from __future__ import annotations

import re
from pathlib import Path

import command_line
import layout_tables
import problem_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

DOCS = Path(__file__).resolve().parents[1]
MARK = re.compile(r"^<!-- made: (.+?) -->$", re.MULTILINE)
PICTURE = re.compile(r"^(!\[[^]]+\]\((\S+?\.png)\)\{[^}]+\})$", re.MULTILINE)
"""A picture that has a line to itself."""

MADE = {**layout_tables.MADE, "problems": problem_page.groups, "commands": command_line.commands}
"""Name → what makes it."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the notes and the pictures, which are kept outside ``docs/site/``."""
    for folder, pattern in (("notes", "*.md"), ("pictures", "*.png")):
        for path in sorted((DOCS / folder).glob(pattern)):
            made = File.generated(config, f"{folder}/{path.name}", abs_src_path=str(path))
            files.append(made)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the tables where the page wants them, and let a click on a picture show it full size."""
    del config, files  # MkDocs passes them to every hook

    def made(mark: re.Match[str]) -> str:
        if mark[1] not in MADE:
            raise PluginError(f"{page.file.src_uri} wants {mark[1]}, not one of {sorted(MADE)}")
        return MADE[mark[1]]()

    return PICTURE.sub(r"[\1](\2){ .whole }", MARK.sub(made, markdown))
