"""Run the notebooks of ``samples/`` anew and save them with what they show. Needs ``tests``."""

from pathlib import Path

import notebook_runs

SAMPLES = Path(__file__).resolve().parents[1]


def build(folder: Path) -> None:
    """Run every notebook in a clean kernel and write it in its place."""
    for name in notebook_runs.NOTEBOOKS:
        notebook_runs.write(notebook_runs.executed(folder / name, folder), folder / name)


if __name__ == "__main__":
    build(SAMPLES)
