"""Poppler's pdfinfo and pdftotext: what is on the pages of a PDF."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .absent import find_program

MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True)
class PdfPage:
    """One page: its size in whole millimetres and its text as laid out."""

    width: int
    height: int
    text: str


def pages(pdf: Path) -> list[PdfPage]:
    """Read every page of a PDF; A4 landscape is 297 by 210."""
    info = _run("pdfinfo", "-l", "-1", str(pdf))
    sizes = re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+) pts", info, re.MULTILINE)
    texts = _run("pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-").split("\f")
    return [
        PdfPage(round(float(width) * MM_PER_POINT), round(float(height) * MM_PER_POINT), text)
        for (width, height), text in zip(sizes, texts[:-1], strict=True)
    ]


def _run(program: str, *arguments: str) -> str:
    return subprocess.run(
        [find_program(program, "poppler-utils"), *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    ).stdout
