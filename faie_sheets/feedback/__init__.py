"""Feedback: for each engineer one page on what is met, what is missing and what comes next."""

from faie_sheets.feedback.write import Feedback, write_feedback

__all__ = ["Feedback", "write_feedback"]
