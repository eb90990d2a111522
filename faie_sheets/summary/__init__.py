"""An intake → the one workbook that HR decides from, and back.

``write`` opens the workbook and lets each sheet write itself: ``overview`` (a grid of
``overview_block``s, each a table and its chart), ``results`` (with ``blockers``), ``matrix``,
``gaps`` and ``gap_lists``, ``raters`` and ``both_ratings``, ``problem_list``, ``missing`` and
``about``. They share ``lines`` (who stands on which line), ``places`` (which cells formulas refer
to), ``sheet`` (checked writing), ``streamed`` (sheets of any length in little memory), ``formats``
and ``wording``.

``data_text`` says the intake as a text, which ``data_sheet`` keeps in a hidden sheet; ``read``
reads it back, and ``changed_levels`` tells what somebody has changed by hand.
"""
