"""JD workbook → :class:`faie_sheets.JobDescription`: one recogniser for each section.

``headers`` holds the spellings of every header as data; ``cover``, ``competency_model``,
``job_descriptions``, ``responsibilities``, ``definitions``, ``scales``, ``changes`` and
``career_paths`` each recognise one section by meaning; ``read`` puts them together and
``findings`` holds the sections against each other.
"""
