"""Files that many tests read and none changes: made once a session, by whichever test asks first.

The processes of pytest-xdist share them. Two that ask in the same moment both make a file, and the
later one replaces the earlier as a whole.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path


class Kept:
    """A folder of such files.

    Attributes:
        folder: one for all processes of a session.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def file(self, name: str, make: Callable[[Path], object]) -> Path:
        """The file of this name, which ``make`` writes where it is not there yet."""
        path = self.folder / name
        if not path.exists():
            with tempfile.TemporaryDirectory(dir=self.folder) as own:
                made = Path(own) / name
                make(made)
                made.replace(path)
        return path
