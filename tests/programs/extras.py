"""The packages of the extra ``scale``, for the tests that need them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .absent import absent


def extra(name: str) -> Any:
    """A package of an extra; without it the test is skipped, or fails where that is a must."""
    try:
        return import_module(name)
    except ImportError:
        absent(f'{name} is not installed: pip install ".[scale]"')
