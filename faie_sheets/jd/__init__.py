"""JD workbook → :class:`faie_sheets.JobDescription`: one recogniser for each section.

``headers`` holds the spellings of every header as data; ``cover``, ``competency_model``,
``job_descriptions``, ``responsibilities``, ``definitions``, ``scales``, ``changes`` and
``career_paths`` each recognise one section by meaning; ``sections`` reads those that scoring
stands on, ``findings`` holds them against each other, ``read`` makes the model of them all.
"""
