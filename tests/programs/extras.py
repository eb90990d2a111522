"""The packages of the extra ``scale``, for the tests that need them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .absent import absent

BARE_CLUSTER: dict[str, Any] = {
    "dashboard_address": None,
    "scheduler_kwargs": {"dashboard_address": "127.0.0.1:0"},
}
"""For ``distributed.LocalCluster``: no dashboard, and any port that no other cluster has."""


def extra(name: str) -> Any:
    """A package of an extra; without it the test is skipped, or fails where that is a must."""
    try:
        return import_module(name)
    except ImportError:
        absent(f'{name} is not installed: pip install ".[scale]"')
