"""The documentation site: it builds without a warning, is whole, and asks no other host."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
import typer.core
import typer.main
from pages_kit import ROOT, SITE
from programs.absent import absent

import faie_sheets as fs
from faie_sheets import Kind
from faie_sheets.cli.app import app
from faie_sheets.problems import example

by_code = pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.code)


def need_mkdocs() -> None:
    """Skip or fail where the group ``docs`` is not installed."""
    if not (importlib.util.find_spec("mkdocs") and importlib.util.find_spec("mkdocstrings")):
        absent("MkDocs is not installed: pip install --group docs")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as ``make docs`` builds it."""
    need_mkdocs()
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(
        [*build, "--config-file", str(ROOT / "docs" / "mkdocs.yml")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def page(site: Path, name: str) -> str:
    """The HTML of a page."""
    return (site / f"{name}.html").read_text(encoding="utf-8")


class Addresses(HTMLParser):
    """What a page loads by itself: scripts, styles, pictures, fonts; links to click are none."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "a":
            self.found += [
                value or "" for name, value in attrs if name in {"src", "href", "srcset", "data"}
            ]


def texts_of(site: Path, suffix: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(site.rglob(f"*{suffix}")):
        yield path, path.read_text(encoding="utf-8")


# -- the site ------------------------------------------------------------------------------------


def test_site__strict_build__has_every_page(site: Path) -> None:
    pages = {path.relative_to(SITE).with_suffix(".html") for path in SITE.rglob("*.md")}
    notes = {Path("notes", f"{path.stem}.html") for path in (ROOT / "docs" / "notes").glob("*.md")}
    built = {path.relative_to(site) for path in site.rglob("*.html")}
    assert built == pages | notes | {Path("404.html")}


def test_site__pages__load_nothing_from_another_host(site: Path) -> None:
    loaded = {
        address
        for _, html in texts_of(site, ".html")
        for address in Addresses(html).found
        if address.startswith(("http:", "https:", "//"))
    }
    assert loaded == set()


def test_site__styles__load_nothing_from_another_host(site: Path) -> None:
    for path, css in texts_of(site, ".css"):
        assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", css), path.name


def test_site__opened_from_its_folder__can_be_searched(site: Path) -> None:
    index = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    assert "rating-not-on-scale" in index
    assert 'src="assets/iframe-worker.js"' in page(site, "index")


def test_site__links__lead_to_files_and_not_to_folders(site: Path) -> None:
    for path, html in texts_of(site, ".html"):
        for address in re.findall(r'<a [^>]*?href="([^"#:]+?)(?:#[^"]*)?"', html):
            if path.name != "404.html":
                assert (path.parent / unescape(address)).is_file(), f"{path.name}: {address}"


def test_site__pictures__are_all_shown(site: Path) -> None:
    shown = {
        Path(source).name
        for _, html in texts_of(site, ".html")
        for source in re.findall(r'<img [^>]*?src="([^"]+)"', html)
    }
    assert {path.name for path in (site / "pictures").iterdir()} <= shown


def test_notes__stand_in_the_site_as_they_are(site: Path) -> None:
    assert "LibreOffice does not wrap the text of a cell that is a link" in unescape(
        page(site, "notes/spreadsheet-programs")
    )


# -- every problem -------------------------------------------------------------------------------


def test_problems__page__has_every_code_once_and_no_other(site: Path) -> None:
    written = re.findall(r'<h3 id="([^"]+)"><a href', page(site, "hr/problems"))
    assert Counter(written) == Counter(kind.code for kind in Kind)


@by_code
def test_problem__example__is_the_message_as_the_catalogue_words_it(site: Path, kind: Kind) -> None:
    html = page(site, "hr/problems")
    part = html.partition(f'<h3 id="{kind.code}"')[2].partition("</tbody>")[0]
    assert example(kind).message in unescape(part)
    assert kind.value.cause.split("*")[0].split("`")[0] in unescape(part)


# -- the reference -------------------------------------------------------------------------------


def test_reference__has_every_public_name_once() -> None:
    written = [
        name
        for path in (SITE / "reference").glob("*.md")
        for name in re.findall(r"^::: faie_sheets\.(\S+)$", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert Counter(written) == Counter(fs.__all__)


def test_reference__names__have_their_places(site: Path) -> None:
    pages = "".join(html for _, html in texts_of(site / "reference", ".html"))
    assert [name for name in fs.__all__ if f'id="faie_sheets.{name}"' not in pages] == []


def test_reference__roles_of_docstrings__have_become_links(site: Path) -> None:
    for path, html in texts_of(site, ".html"):
        if path.parent.name != "notes":
            assert not re.search(r":(class|func|meth|mod|attr|data):", html), path.name


def test_reference__frames__have_their_columns_as_a_table(site: Path) -> None:
    html = page(site, "analysts/frames")
    assert "<td><code>meets_target</code></td>" in html
    assert "<td>rated level; <code>&lt;NA&gt;</code> where there is none" in html
    assert "====" not in html


def test_reference__command_line__has_every_command_and_option(site: Path) -> None:
    text = unescape(re.sub(r"<[^>]+>", "", page(site, "reference/command-line")))
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    for name, command in group.commands.items():
        part = text.partition(f"\nfaie-sheets {name} [OPTIONS]")[2].partition("\nUsage")[0]
        options = {option for made in command.params for option in made.opts if option[0] == "-"}
        assert options
        assert [option for option in options if option not in part] == [], name
