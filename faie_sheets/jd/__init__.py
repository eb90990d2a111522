"""JD workbook → :class:`faie_sheets.JobDescription`: one recogniser for each section.

``headers`` holds the spellings of every header as data, ``outline`` finds where the sections stand;
``competencies``, ``job_descriptions``, ``definitions`` and ``document`` each recognise theirs by
meaning; ``sections`` reads those that scoring stands on, ``findings`` compares them with each
other, and ``read_jd`` makes the model of them all.
"""
