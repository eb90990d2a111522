"""JD workbook → :class:`faie_sheets.JobDescription`: one recogniser for each section.

``headers`` holds the spellings of every header as data, and ``outline`` finds where the sections
are. ``competencies``, ``job_descriptions``, ``definitions`` and ``document`` each recognise their
own sections by meaning. ``sections`` reads those that scoring depends on, ``findings`` compares
them with each other, and ``read_jd`` builds the model from all of them.
"""
