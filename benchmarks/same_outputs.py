"""Are all outputs byte for byte what they were? Every output, made by two states of the code.

Run: ``python benchmarks/same_outputs.py --base REVISION_OR_FOLDER [--except PATTERN] [--keep DIR]``

Template, forms, manifests, summaries, forms to mail back, feedback, JSON, frames, charts, what
notebooks show and what the commands say, over the samples, forms of other programs and forms of
360 invented engineers, of three JDs. Inputs are laid out and filled in once, from what the base
issues, and read by both. Each state runs in processes of its own; only its public API and its
command line are used.

``--except diff --except 'runs/help*'`` allows differences there, which are shown all the same. The
exit status is 1 if there is any other.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import outputs_inputs
from outputs_compared import compared, report

ROOT = Path(__file__).resolve().parents[1]
DRIVER = Path(__file__).with_name("outputs.py")
SCRIPTS = (DRIVER, Path(outputs_inputs.__file__))


def main() -> None:
    """Make the outputs of both, compare them, and say what differs."""
    asked = _arguments()
    begun = time.monotonic()
    with _place(asked.keep) as work, _checkout(asked.base, work) as base:
        was, now = _made(base, asked.now.resolve(), work)
        comparison = compared(was, now)
        print(*report(comparison, asked.patterns), sep="\n")
        not_made = sorted(path.name for path in (was / "failed").glob("*"))
    found = comparison.besides(asked.patterns)
    seconds = time.monotonic() - begun
    print(f"{len(comparison.files)} files, {len(found)} differ that should not; {seconds:.0f} s")
    if not_made:
        print(f"not made by the base, and so not compared: {', '.join(not_made)}")
    sys.exit(bool(found or not_made))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--base", required=True, help="a git revision, or a folder with a checkout")
    parser.add_argument("--now", type=Path, default=ROOT, help="a folder; default: this checkout")
    add = parser.add_argument
    add("--except", dest="patterns", action="append", default=[], metavar="PATTERN",
        help="a folder of outputs, or a pattern of files, that may differ")  # fmt: skip
    add("--keep", type=Path, metavar="DIR", help="leave all there; the base's is used again")
    return parser.parse_args()


def _made(base: Path, present: Path, work: Path) -> tuple[Path, Path]:
    """The outputs of both, of the same inputs."""
    was, now, made_by = work / "was", work / "now", work / "made-by.txt"
    scripts = hashlib.sha256(b"".join(path.read_bytes() for path in SCRIPTS)).hexdigest()
    state = f"{_state(base)}\n{scripts}\n"
    if not made_by.exists() or made_by.read_text("utf-8") != state:
        made_by.unlink(missing_ok=True)
        _make_base(base, was, work / "inputs")
        made_by.write_text(state, encoding="utf-8")
    shutil.rmtree(now, ignore_errors=True)
    now.mkdir()
    _run(present, now, "jds", "revised", "forms", "returned")
    return was, now


def _state(tree: Path) -> str:
    """What a checkout holds: its commit, and what is changed in it."""
    git = ("git", "-C", str(tree))
    asked = ((*git, "rev-parse", "HEAD"), (*git, "diff", "HEAD"))
    said = (subprocess.run(each, capture_output=True, check=False).stdout for each in asked)
    return hashlib.sha256(b"".join(said)).hexdigest()


def _make_base(base: Path, was: Path, inputs: Path) -> None:
    """The inputs, and what the base makes of them."""
    for folder in (inputs, was):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    outputs_inputs.lay_out(base, inputs)
    _run(base, was, "jds")
    exported = {path.stem: path.read_text("utf-8") for path in (was / "jds").glob("*.json")}
    outputs_inputs.invent(exported, inputs)
    _run(base, was, "revised", "forms")
    outputs_inputs.fill_in(was / "forms", exported, inputs)
    _run(base, was, "returned")


def _run(tree: Path, out: Path, *steps: str) -> None:
    """Make outputs with the package of a checkout."""
    environment = {
        **{name: value for name, value in os.environ.items() if "COLOR" not in name},
        **{"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC", "COLUMNS": "100"},
    }
    for step in steps:
        command = [sys.executable, str(DRIVER), step, "../inputs"]
        # What a reader of workbooks says when one kills it is no output.
        ran = subprocess.run(command, cwd=out, env=environment, stderr=subprocess.PIPE, check=False)
        if ran.returncode:
            sys.exit(f"{step} of {tree} failed:\n{ran.stderr.decode(errors='replace')}")
    for name in ("samples", "templates"):
        built = out / name
        if not built.exists():
            shutil.copytree(tree / name, built, ignore=shutil.ignore_patterns("build"))


@contextmanager
def _place(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@contextmanager
def _checkout(base: str, work: Path) -> Iterator[Path]:
    """A folder as it is, or a revision in a worktree of its own that is gone afterwards."""
    if Path(base).is_dir():
        yield Path(base).resolve()
        return
    tree = work / "base"
    git = ("git", "-C", str(ROOT), "worktree")
    subprocess.run((*git, "add", "--quiet", "--detach", str(tree), base), check=True)
    try:
        yield tree
    finally:
        subprocess.run((*git, "remove", "--force", str(tree)), check=True)


if __name__ == "__main__":
    main()
