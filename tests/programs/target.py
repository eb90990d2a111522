"""Where a program's output goes."""

from pathlib import Path


def target_of(path: Path, folder: Path, suffix: str) -> Path:
    """Name the output for an input, and make sure that it is not the input itself."""
    target = folder.resolve() / f"{path.stem}.{suffix}"
    if target == path.resolve():
        raise ValueError(f"{path} would be overwritten: give another folder")
    folder.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)  # so that an old output never passes for a new one
    return target
