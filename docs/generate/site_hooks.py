"""What MkDocs asks while it builds the site: the pages and tables that come from the code.

A page is written by hand in ``docs/site/``; where it says ``<!-- made: NAME -->`` on a line of its
own, the table of that name stands in the site.
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
"""A picture on a line of its own."""

MADE = {**layout_tables.MADE, "problems": problem_page.groups, "commands": command_line.commands}
"""Name → what makes it."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take in the notes and the pictures, each from its one place."""
    for folder, pattern in (("notes", "*.md"), ("pictures", "*.png")):
        for path in sorted((DOCS / folder).glob(pattern)):
            made = File.generated(config, f"{folder}/{path.name}", abs_src_path=str(path))
            files.append(made)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the tables where the page asks for them; a click on a picture shows it whole."""
    del config, files  # MkDocs passes them to every hook

    def made(mark: re.Match[str]) -> str:
        if mark[1] not in MADE:
            raise PluginError(f"{page.file.src_uri} asks for {mark[1]}, not one of {sorted(MADE)}")
        return MADE[mark[1]]()

    return PICTURE.sub(r"[\1](\2){ .whole }", MARK.sub(made, markdown))
