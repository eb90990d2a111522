"""What a test does without a program that it needs: it skips, or fails where that is a must."""

import os
import shutil
from typing import NoReturn

import pytest

is_expected = True
"""Whether the running test may drive a program: one that may has the marker ``programs``."""


def absent(reason: str) -> NoReturn:
    """Skip the running test for this reason, or fail it under ``FAIE_REQUIRE_PROGRAMS=1``."""
    if os.environ.get("FAIE_REQUIRE_PROGRAMS") == "1":
        pytest.fail(f"{reason} (FAIE_REQUIRE_PROGRAMS=1)", pytrace=False)
    pytest.skip(reason)


def find_program(name: str, package: str) -> str:
    """Find a program on PATH; the Debian package is named where it is absent."""
    if not is_expected:
        pytest.fail(f"this test drives {name}, and lacks the marker programs")
    return shutil.which(name) or absent(f"{name} is not installed: apt install {package}")
