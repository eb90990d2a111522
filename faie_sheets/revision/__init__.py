"""Two revisions of a JD compared, and their changes beside the record of change: pure, no file.

``diff.py`` is the way in; it alone may read a workbook.
"""
