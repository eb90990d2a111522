"""Texts as people and spreadsheets write them: normalised, and compared word by word."""
