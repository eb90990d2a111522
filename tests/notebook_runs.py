"""The notebooks of ``samples/``: run in a clean kernel, and written so that only results differ."""

from __future__ import annotations

import base64
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from PIL import Image

NOTEBOOKS = ("01_from_jd_to_results.ipynb", "02_where_are_our_gaps.ipynb")
_NEEDED = ("FAIE_JD.xlsx", "roster.xlsx", "filled")
_SECONDS = 300
_COLOURS = 48
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")

Output = dict[str, Any]
Notebook = Any
"""A notebook of nbformat, which has no types."""


def executed(notebook: Path, samples: Path) -> Notebook:
    """A notebook run from top to bottom in a new kernel, in a copy of what it needs.

    Raises:
        CellExecutionError: a cell failed; the text is its traceback.
    """
    document = read(notebook)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "samples"
        work.mkdir()
        for name in _NEEDED:
            copy = shutil.copytree if (samples / name).is_dir() else shutil.copy
            copy(samples / name, work / name)
        # What the user's own IPython is set to, and which backend a shell prefers, has no say.
        env = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
        env["IPYTHONDIR"] = str(Path(folder) / "ipython")
        NotebookClient(
            document, timeout=_SECONDS, resources={"metadata": {"path": str(work)}}
        ).execute(env=env)
    return normalised(document)


def read(notebook: Path) -> Notebook:
    """A notebook as it is saved."""
    return nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]  # it has no types


def write(document: Notebook, notebook: Path) -> None:
    """Save a notebook."""
    nbformat.validate(document)
    nbformat.write(document, notebook)  # type: ignore[no-untyped-call]  # likewise


def normalised(document: Notebook) -> Notebook:
    """A notebook without what differs from run to run: ids, times, versions, addresses."""
    document.metadata = nbformat.from_dict(  # type: ignore[no-untyped-call]  # likewise
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    document.nbformat_minor = 5
    count = 0
    for number, cell in enumerate(document.cells, 1):
        cell.id = f"cell-{number:02}"
        cell.metadata = nbformat.from_dict({})  # type: ignore[no-untyped-call]  # likewise
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = [_settled(output, count) for output in cell.outputs if _shows(output)]
    return document


def texts_of(document: Notebook) -> Iterator[list[Output]]:
    """What each code cell shows; pictures by their kind alone, for they differ with the fonts."""
    for cell in document.cells:
        if cell.cell_type == "code":
            yield [_without_pictures(output) for output in cell.outputs]


def _shows(output: Output) -> bool:
    """Whether anything is left of an output: a progress bar that is done leaves an empty text."""
    return output.get("data") != {"text/plain": ""}


def _settled(output: Output, count: int) -> Output:
    if "metadata" in output:
        output["metadata"] = {}
    if output["output_type"] == "execute_result":
        output["execution_count"] = count
    data = output.get("data", {})
    for kind, content in data.items():
        if kind.startswith("text/"):
            data[kind] = _ADDRESS.sub("0x…", content)
        elif kind == "image/png":
            data[kind] = _smaller(content)
    return output


def _smaller(picture: str) -> str:
    """A picture with as many colours as a drawing has, a third of the size."""
    drawn = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")
    file = io.BytesIO()
    drawn.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, "png", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def _without_pictures(output: Output) -> Output:
    data = output.get("data", {})
    shown = {kind: "" if kind.startswith("image/") else text for kind, text in data.items()}
    return {**output, "data": shown}
