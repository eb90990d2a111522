"""Texts as people and spreadsheets write them: made comparable, and compared word by word."""
