"""Competency assessments in Excel, from the job description workbook to scored results.

The way of the data::

    JD workbook → JobDescription → template → forms → filled forms
        → Assessment → Result → summary workbook, data frames
"""

__version__ = "0.1.0"

import lazy_loader

# The names are in __init__.pyi, for type checkers too. Each is imported when it is first asked for,
# so that the command line answers at once.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
