"""Starting processes that have the library loaded, and nothing of the program that starts them."""

from __future__ import annotations

import sys
import threading
from types import ModuleType

if sys.platform == "win32":
    from multiprocessing.context import SpawnContext as _PlatformContext
    from multiprocessing.context import SpawnProcess as _PlatformProcess
else:
    # A server that has the library loaded and no threads: safe to fork from, and at once.
    from multiprocessing.context import ForkServerContext as _PlatformContext
    from multiprocessing.context import ForkServerProcess as _PlatformProcess

_starting = threading.Lock()


class Process(_PlatformProcess):
    """A process that does not run the program's main module again.

    Elsewhere a script without ``if __name__ == "__main__"`` would read its forms anew in every
    worker; a worker of ours needs nothing of it.
    """

    def start(self) -> None:
        """Start it."""
        with _starting:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = main


class Context(_PlatformContext):
    """Where such processes, and the pipes to them, come from."""

    Process = Process
