"""Two revisions of a JD held against each other, and against the record of change: pure, no file.

``diff.py`` is the way in; it alone may read a workbook.
"""
