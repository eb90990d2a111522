"""An intake → the one workbook that HR decides from, and back.

``write`` opens the workbook and has each sheet written by the module that is named for it:
``results``, ``matrix``, ``gaps`` (with ``gaps_by_unit``), ``gap_lists`` (two sheets), ``raters``
(with ``assessors``), ``both_ratings``, ``problems``, ``missing``, ``about`` and ``overview/``. They
share ``book`` (the workbook being written), ``lines`` (the engineers in one order, and the units),
``places`` (which cells formulas refer to) and ``formulas``. ``data_sheet`` keeps the intake in a
hidden sheet, from which ``read`` reads it back.
"""
