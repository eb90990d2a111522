"""The command line ``faie-sheets``: each command is the twin of a call in the library."""

from faie_sheets.cli.app import main

__all__ = ["main"]
