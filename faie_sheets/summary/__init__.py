"""An intake → the one workbook that HR decides from.

``write`` opens the workbook and lets each sheet write itself: ``overview`` (with
``overview_tables`` and ``overview_charts``), ``results``, ``matrix``, ``gaps``, ``raters``,
``problem_list``, ``missing`` and ``about``. They share ``lines`` (who stands on which line),
``places`` (which cells formulas refer to), ``sheet`` (checked writing), ``streamed`` (sheets of
any length in little memory), ``formats`` and ``wording``.
"""
