"""The command line ``faie-sheets``: each command the twin of a call of the library."""

from faie_sheets.cli.app import main

__all__ = ["main"]
