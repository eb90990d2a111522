"""Read forms with something changed in them, and keep those that a reader does not survive.

Run: ``PYTHONPATH=tests python -m fuzz [--seed S] [--count N] [--boundary] [--only NUMBER]``

Each file is read by itself, with limits of memory and time, in processes that are replaced when
they die; or, with ``--boundary``, by ``read_forms`` in batches, whose summary and forms to send
back are written too. A form may be read or refused. Kept are those that

- raise anything else (``crash``), end their process or do not end (``killed``), or take long
  (``slow``);
- make calamine panic, which is refused as damaged (``panic``);
- are read without a new problem, and otherwise than another reader reads them (``silent``).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

import faie_sheets as fs
from fuzz.batches import in_batches
from fuzz.mutate import mutant
from fuzz.outcome import JD, KEPT, Outcome, each

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "tests" / "files" / "forms", ROOT / "samples" / "filled")
ENDINGS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
KEPT_OF_A_KIND = 3


def forms() -> list[Path]:
    """The forms that are changed: every one that can be read."""
    found = (path for folder in FOLDERS for path in folder.iterdir() if path.suffix in ENDINGS)
    return sorted(path for path in found if _is_read(path))


def _is_read(path: Path) -> bool:
    try:
        return bool(fs.read_form(path, JD))
    except fs.UnusableSourceError:
        return False


def keep(folder: Path, seed: str, files: list[Path], outcome: Outcome) -> None:
    """Keep a file under a name that says how it is made again, with what was said of it."""
    form = mutant(seed, outcome.number, files)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{outcome.what}-{seed}-{outcome.number}{form.origin.suffix}"
    path.write_bytes(form.data)
    note = f"{form.origin.name}, {form.change}: {outcome.more}\n"
    path.with_name(path.name + ".txt").write_text(note, encoding="utf-8")


def main() -> int:
    """Read them, print what became of them, and keep what is worth keeping."""
    options = argparse.ArgumentParser()
    options.add_argument("--seed", default=str(int(time.time())), help="by default the time")
    options.add_argument("--count", type=int, default=1_000, help="how many forms")
    options.add_argument("--boundary", action="store_true", help="by read_forms, in batches")
    options.add_argument("--only", type=int, help="the number of one form, to look at it again")
    options.add_argument("--keep", type=Path, default=Path("fuzz_kept"), help="where to keep them")
    given = options.parse_args()
    files = forms()
    numbers = range(given.count) if given.only is None else range(given.only, given.only + 1)
    print(f"seed {given.seed}, {len(numbers)} forms made of {len(files)}", flush=True)
    counts: Counter[tuple[str, str]] = Counter()
    slowest = Outcome(-1, "", "")
    begun = time.monotonic()
    for outcome in (in_batches if given.boundary else each)(given.seed, numbers, files):
        counts[outcome.what, outcome.more] += 1
        slowest = max(slowest, outcome, key=lambda outcome: outcome.seconds)
        is_new = counts[outcome.what, outcome.more] <= KEPT_OF_A_KIND
        if (outcome.what in KEPT and is_new) or given.only is not None:
            keep(given.keep, given.seed, files, outcome)
            print(f"  {outcome.number}: {outcome.what}, {outcome.more}", flush=True)
    for (what, more), count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"{count:7} {what:8} {more}")
    print(f"slowest {slowest.seconds:.2f} s ({slowest.number}), {time.monotonic() - begun:.0f} s")
    return int(any(what in ("crash", "killed") for what, _ in counts))


if __name__ == "__main__":
    sys.exit(main())
