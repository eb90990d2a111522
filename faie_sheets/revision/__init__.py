"""Compare two revisions of a JD with each other and with the record of change. Pure: no files.

``diff.py`` is the entry point, and the only module that may read a workbook.
"""
