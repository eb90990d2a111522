"""How many examples the properties are tried on: the profiles of hypothesis.

``HYPOTHESIS_PROFILE`` in the environment names one, as does pytest's ``--hypothesis-profile``.
"""

from __future__ import annotations

import os

from hypothesis import settings

PROFILES = {"quick": 10, "everyday": 20, "ci": 100}
"""Profile → how many of a hundred examples it tries."""
_FEWEST = 5


def load_profile() -> None:
    """Register the profiles, and load the one that the environment names."""
    for name, percent in PROFILES.items():
        # A slow machine is no failure; what a failing example was is printed, so that it can be
        # kept.
        settings.register_profile(name, deadline=None, print_blob=True, max_examples=percent)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))


def examples(count: int) -> int:
    """How many of so many examples the profile tries: all of them in CI, never fewer than 5."""
    return max(_FEWEST, count * settings().max_examples // 100)
