"""Intake → the summary workbook that HR decides from."""
