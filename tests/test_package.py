"""What is said about getting the library: it lies on no index, so never by its name alone."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAID = (
    *ROOT.glob("*.md"),
    *ROOT.glob("faie_sheets/**/*.py"),
    *ROOT.glob("docs/**/*.md"),
    *ROOT.glob("samples/*.ipynb"),
)


def test_install__never_by_name() -> None:
    assert len(SAID) > 100
    by_name = re.compile(r"install[ \\\"']+faie[-_]sheets")
    named = {path.name: by_name.findall(path.read_text(encoding="utf-8")) for path in SAID}
    assert {name: found for name, found in named.items() if found} == {}
