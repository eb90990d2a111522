"""Sending back what is wrong: for each form in question a fresh one, marked, with a cover note."""

from faie_sheets.corrections.write_returns import SentBack, write_returns

__all__ = ["SentBack", "write_returns"]
