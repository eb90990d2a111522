"""Competency assessments in Excel, from the job description workbook to scored results.

The path of the data::

    JD workbook → JobDescription → template → forms → filled forms
        → Assessment → Result → summary workbook, data frames
"""

__version__ = "0.1.0"

import lazy_loader

# The names are listed in __init__.pyi, also for type checkers. Each is imported on first use, so
# that the command line starts quickly.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
